"""The sheet of shortcuts: all commands with their keys, to be searched and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.commands import Command, Section, section_title
from blfpanel.gui.help.page import HelpPage
from blfpanel.gui.help.shortcuts import taken, unusable, with_keys
from blfpanel.gui.look.widgets import Button, Text, frame
from blfpanel.gui.words import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow

_SIZE = QSize(640, 760)
_NAME = Qt.ItemDataRole.UserRole

#: keys that are as they are, for who looks for them here
FIXED = (
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Do what a click does"),
        QT_TRANSLATE_NOOP("Shortcuts", "Enter, Space"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Move between keys"),
        QT_TRANSLATE_NOOP("Shortcuts", "Arrows, Home, End, PgUp, PgDn"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Say who this is and what a click does"),
        QT_TRANSLATE_NOOP("Shortcuts", "Shift+Space"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Menu of a key"),
        QT_TRANSLATE_NOOP("Shortcuts", "Menu key, Shift+F10"),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "Search a name or number"),
        QT_TRANSLATE_NOOP("Shortcuts", "Any letter or digit"),
    ),
)


class ShortcutSheet(HelpPage):
    """All commands of a window by section; Enter on one changes its keys."""

    def __init__(self, window: MainWindow) -> None:
        title = translate("Shortcuts", "Shortcuts")
        sentence = translate("Shortcuts", "Enter or a double click changes the keys of a command.")
        super().__init__(window.theme, title, sentence, _SIZE, window)
        self._window = window
        self._rows: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Command or keys"))
        self.search.setAccessibleName(self.tr("Search the shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(self._theme.px(12))
        self.list.setItemsExpandable(False)
        self.list.setProperty("kind", "sheet")
        self.list.setAccessibleName(title)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._activated)
        self.change = KeysChanger(window, self)
        self.change.left.clicked.connect(self._changed)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.change)
        window.commands.changed.connect(self.fill)
        self._theme.changed.connect(self._dress)
        self._dress()
        self.fill()
        self.search.setFocus()

    def fill(self) -> None:
        """List all commands with the keys they have now."""
        current = self._current_name()
        self.list.clear()
        self._rows.clear()
        for section in Section:
            commands = [each for each in self._window.commands.all() if each.section is section]
            if commands:
                head = self._head(section_title(section))
                for command in commands:
                    keys = self._window.commands.keys_of(command.name)
                    self._row(head, command.text, keys, command.name)
        head = self._head(self.tr("Always"))
        for text, keys in FIXED:
            self._row(head, translate("Shortcuts", text), translate("Shortcuts", keys), "")
        self.list.expandAll()
        self._filter(self.search.text())
        self._go_to(current)

    def _head(self, title: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem([title, ""])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFont(0, self._theme.font(12, 600))
        head.setSizeHint(0, QSize(0, self._theme.px(28)))
        head.setForeground(0, self._theme.tokens.text2)
        self.list.addTopLevelItem(head)
        self._rows.append((head, []))
        return head

    def _row(self, head: QTreeWidgetItem, text: str, keys: str, name: str) -> None:
        row = QTreeWidgetItem([text, keys])
        row.setData(0, _NAME, name)
        spoken = f"{text}, {keys or self.tr('no keys')}"
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        row.setFont(1, self._theme.font(13, 500))
        row.setSizeHint(0, QSize(0, self._theme.px(28)))
        head.addChild(row)
        self._rows[-1][1].append(row)

    def _filter(self, text: str) -> None:
        wanted = text.strip().lower()
        fitting = []
        for head, rows in self._rows:
            found = [row for row in rows if wanted in f"{row.text(0)}\n{row.text(1)}".lower()]
            for row in rows:
                row.setHidden(row not in found)
            head.setHidden(not found)
            fitting += found
        if fitting and (wanted or self.list.currentItem() is None):
            self.list.setCurrentItem(fitting[0])

    def _current_name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME) or "") if item is not None else ""

    def _go_to(self, name: str) -> None:
        for _, rows in self._rows:
            for row in rows:
                if name and row.data(0, _NAME) == name:
                    self.list.setCurrentItem(row)

    def _activated(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, _NAME)
        if name:
            self.change.begin(self._window.commands[name])

    def _changed(self) -> None:
        self.list.setFocus()

    def _dress(self) -> None:
        self.search.setFont(self._theme.font(13))
        self.search.setFixedHeight(self._theme.px(36))
        self.list.setFont(self._theme.font(13))


class KeysChanger(QWidget):
    """Takes other keys for a command, and says when another one has them."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._command: Command | None = None
        theme = window.theme
        card = frame("card", self)
        self.title = Text(theme, weight=600, parent=card)
        self.field = QKeySequenceEdit(card)
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(self.tr("New keys"))
        self.field.setFont(theme.font(13))
        for line in self.field.findChildren(QLineEdit):
            line.setMinimumHeight(theme.px(34))
        self.field.keySequenceChanged.connect(self._judge)
        self.said = Text(theme, size=12, ink="text2", wrap=True, parent=card)
        self.take = Button(theme, self.tr("Use these keys"), kind="ok", parent=card)
        self.none = Button(theme, self.tr("No keys"), parent=card)
        self.usual = Button(theme, self.tr("Usual keys"), parent=card)
        self.left = Button(theme, self.tr("Leave as it is"), parent=card)
        self.take.clicked.connect(lambda: self._put(self.field.keySequence()))
        self.none.clicked.connect(lambda: self._put(QKeySequence()))
        self.usual.clicked.connect(self._put_usual)
        self.left.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        for button in (self.take, self.none, self.usual):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.left)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(12)] * 4)
        for part in (self.title, self.field, self.said):
            inside.addWidget(part)
        inside.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.hide()

    def begin(self, command: Command) -> None:
        """Ask for the keys of this command."""
        self._command = command
        self.title.say(self.tr("Press the keys for “{command}”").format(command=command.text))
        usual = command.usual.toString(QKeySequence.SequenceFormat.NativeText)
        self.usual.setText(self.tr("Usual keys: {keys}").format(keys=usual or self.tr("none")))
        self.field.clear()
        self._judge()
        self.show()
        self.field.setFocus()

    def _judge(self) -> None:
        """Say what stands against the keys, and offer to take them from another command."""
        assert self._command is not None
        keys = self.field.keySequence()
        trouble = unusable(keys)
        other = self._window.commands.other_with(self._command.name, keys)
        if trouble:
            self.said.say(trouble)
        elif other is not None:
            text = self.tr("“{command}” has these keys. It loses them if you use them here.")
            self.said.say(text.format(command=other.text))
        else:
            self.said.say("")
        self.said.setVisible(bool(self.said.text()))
        self.take.setEnabled(not trouble and not keys.isEmpty())

    def _put_usual(self) -> None:
        assert self._command is not None
        self._put(self._command.usual)

    def _put(self, keys: QKeySequence) -> None:
        command = self._command
        assert command is not None
        before = self._window.config.shortcuts
        other = self._window.commands.other_with(command.name, keys)
        if other is None:
            after = with_keys(before, command, keys)
        else:
            after = taken(before, command, keys, [other])
        what = self.tr("Keys of “{command}”").format(command=command.text)
        self._window.change_settings(what, shortcuts=after)
        self.left.click()
