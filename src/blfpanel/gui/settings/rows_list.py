"""Accounts, pages, directories and the like: a list, and a page for each of its entries."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from blfpanel.config.catalog import Rows, Setting
from blfpanel.config.telling import row_name
from blfpanel.gui.look.widgets import Button, Text, frame
from blfpanel.gui.settings.controls import told
from blfpanel.gui.settings.page import Page, Workshop, groups

_SHOWN = 8


class _List(QListWidget):
    """Enter opens an entry, Del takes it out."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.removed.emit()
            case _:
                super().keyPressEvent(event)


class RowsList(QWidget):
    """All entries of a table with buttons to change them.

    ``opened`` carries the place of an entry to show, -1 for a new one.
    """

    opened = Signal(int)
    failed = Signal(str)

    def __init__(self, workshop: Workshop, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workshop, self._rows = workshop, rows
        theme, px = workshop.theme, workshop.theme.px
        self.list = _List(self)
        self.list.setProperty("kind", "nav")
        self.list.setAccessibleName(told(rows.title))
        self.list.setAccessibleDescription(told(rows.help))
        self.list.setFont(theme.font(13, 500))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Text(theme, self.tr("None yet."), ink="text2", parent=self)
        self.nothing.setContentsMargins(px(14), px(12), 0, px(12))
        self.add_button = Button(theme, self.tr("Add"), icon_name="plus", icon_size=14, parent=self)
        self.edit = Button(theme, self.tr("Edit"), parent=self)
        self.remove = Button(theme, self.tr("Remove"), parent=self)
        self.up = Button(theme, self.tr("Up"), parent=self)
        self.down = Button(theme, self.tr("Down"), parent=self)
        self._lay_out()
        self.list.opened.connect(self._open)
        self.list.itemDoubleClicked.connect(self._open)
        self.list.removed.connect(self._remove)
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.add_button.clicked.connect(lambda: self.opened.emit(-1))
        self.edit.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.renew()

    def renew(self) -> None:
        """Show what there is now."""
        here = self.list.currentRow()
        entries = getattr(self._workshop.editor.config, self._rows.table)
        names = [_line(self._rows, row) for row in entries]
        if names != [self.list.item(at).text() for at in range(self.list.count())]:
            self.list.clear()
            self.list.addItems(names)
            self.list.setCurrentRow(max(0, min(here, len(names) - 1)))
        px = self._workshop.theme.px
        for at in range(self.list.count()):
            self.list.item(at).setSizeHint(QSize(px(200), px(40)))
        self.list.setFixedHeight(px(40) * min(max(1, len(names)), _SHOWN) + px(4))
        self.list.setVisible(bool(names))
        self.nothing.setVisible(not names)
        self._enable()

    def _lay_out(self) -> None:
        px, theme = self._workshop.theme.px, self._workshop.theme
        card = frame("card10", self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(4), px(4), px(4), px(4))
        inside.addWidget(self.list)
        inside.addWidget(self.nothing)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self.add_button, self.edit, self.remove, self.up, self.down):
            button.setAccessibleDescription(told(self._rows.title))
            buttons.addWidget(button)
        buttons.addStretch()
        if self._workshop.editor.store.is_locked(self._rows.table):
            said = self.tr("Set by your administrator")
            buttons.addWidget(Text(theme, said, size=12, ink="text2", parent=self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(card)
        layout.addLayout(buttons)

    def _enable(self) -> None:
        locked = self._workshop.editor.store.is_locked(self._rows.table)
        at, count = self.list.currentRow(), self.list.count()
        self.add_button.setEnabled(not locked)
        self.edit.setEnabled(at >= 0)
        self.remove.setEnabled(at >= 0 and not locked)
        self.up.setEnabled(at > 0 and not locked)
        self.down.setEnabled(0 <= at < count - 1 and not locked)

    def _open(self) -> None:
        if self.list.currentRow() >= 0:
            self.opened.emit(self.list.currentRow())

    def _remove(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self.failed.emit(self._workshop.editor.remove(self._rows, at))

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        problem = self._workshop.editor.move(self._rows, at, step)
        if not problem:
            self.list.setCurrentRow(at + step)
        self.failed.emit(problem)


class EntryPage(Page):
    """All settings of one entry; a new one is added as soon as it has all it needs.

    ``left`` when the person goes back to the list.
    """

    left = Signal()

    def __init__(
        self, workshop: Workshop, rows: Rows, at: int, parent: QWidget | None = None
    ) -> None:
        self._editor, self._entries, self._at = workshop.editor, rows, at
        self._draft: dict[str, Any] = {}
        title = told(rows.one) if at < 0 else row_name(rows, self._entry())
        super().__init__(workshop.theme, title, "", parent)
        self.back = Button(workshop.theme, self.tr("Back"), parent=self)
        self.back.setAccessibleName(self.tr("Back to {title}").format(title=told(rows.title)))
        self.back.clicked.connect(self.left)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch()
        self.column.insertLayout(0, line)
        self.hint = Text(workshop.theme, ink="text2", wrap=True, parent=self)
        self.add(self.hint)
        for group, some in groups(rows.settings):
            self.add_group(
                group,
                [
                    workshop.row_in(
                        setting, partial(self._value, setting), partial(self._put, setting)
                    )
                    for setting in some
                ],
            )
        self._say_what_lacks()

    def add_on_top(self, widget: QWidget) -> None:
        """Add something above the settings: they are many."""
        self.column.insertWidget(self.column.indexOf(self.hint) + 1, widget)

    @property
    def at(self) -> int:
        """The entry's place, -1 while it is not there yet."""
        return self._at

    @property
    def exists(self) -> bool:
        """Whether there is still such an entry."""
        return self._at < len(getattr(self._editor.config, self._entries.table))

    def _entry(self) -> Any:
        return getattr(self._editor.config, self._entries.table)[self._at]

    def _value(self, setting: Setting) -> Any:
        if self._at < 0:
            return self._draft.get(setting.name, setting.default)
        return getattr(self._entry(), setting.name)

    def _put(self, setting: Setting, raw: object) -> str:
        if self._at >= 0:
            return self._editor.put_in_row(setting, self._at, raw)
        try:
            self._draft[setting.name] = setting.read(raw)
        except ValueError as wrong:
            return self.tr("This is not {allowed}. It was not applied.").format(
                allowed=told(str(wrong))
            )
        if self._lacking():
            self._say_what_lacks()
            return ""
        place = len(getattr(self._editor.config, self._entries.table))
        values, self._at = self._draft, place
        problem = self._editor.add(self._entries, values)
        if problem:
            self._at = -1
        self._say_what_lacks()
        return problem

    def _lacking(self) -> list[str]:
        return [
            told(setting.title)
            for setting in self._entries.settings
            if setting.required and setting.name not in self._draft
        ]

    def _say_what_lacks(self) -> None:
        lacking = self._lacking() if self._at < 0 else []
        if self._at < 0 and not lacking:
            lacking = [told(self._entries.settings[0].title)]
        said = self.tr("Fill in: {names}.").format(names=", ".join(lacking))
        self.hint.say(said if lacking else "")
        self.hint.setVisible(bool(lacking))


def _line(rows: Rows, row: Any) -> str:
    name = row_name(rows, row)
    number = getattr(row, "number", "") or getattr(row, "keys", "")
    return f"{name}   {number}" if isinstance(number, str) and number not in ("", name) else name
