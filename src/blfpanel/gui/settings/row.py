"""A row of the settings window: what a setting is called, what it does, and its control."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from blfpanel.config.catalog import Setting
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Lamp, Text
from blfpanel.gui.settings.controls import Control, in_file, told


class SettingRow(QWidget):
    """One setting.

    Args:
        setting: which.
        control: shows and changes it.
        value: gives what holds now.
        put: changes it; gives what is wrong, "" where it holds now.
    """

    def __init__(
        self,
        theme: Theme,
        setting: Setting,
        control: Control,
        value: Callable[[], Any],
        put: Callable[[object], str],
        *,
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setting, self.control = setting, control
        self._theme, self._value, self._put = theme, value, put
        self._locked = locked
        self.title = Text(theme, told(setting.title), weight=500, wrap=True, parent=self)
        self.help = Text(theme, told(setting.help), size=12, ink="text2", wrap=True, parent=self)
        self.problem = Text(theme, size=12, ink="danger", wrap=True, parent=self)
        self.problem.hide()
        self._lay_out()
        self._name()
        control.chosen.connect(self._chosen)
        self.renew()

    def renew(self) -> None:
        """Show what holds now."""
        self.control.show_value(in_file(self._value()))
        self._complain("")

    def mark(self, text: str) -> None:
        """Mark ``text`` where it stands in the name and the help."""
        colour = self._theme.tokens.accent_soft.name()
        for label, plain in (
            (self.title, told(self.setting.title)),
            (self.help, told(self.setting.help)),
        ):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(marked(plain, text, colour))

    @property
    def usual(self) -> bool:
        """Whether it stands where it stands usually."""
        return self.setting.required or self._value() == self.setting.default

    def reset(self) -> None:
        """Put it back to what is usual."""
        if not self.setting.required:
            self._complain(self._put(in_file(self.setting.default)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The row's menu: what its field can do, and Reset."""
        field = self.control.field
        menu = field.createStandardContextMenu() if isinstance(field, QLineEdit) else QMenu(self)
        if menu.actions():
            menu.addSeparator()
        reset = menu.addAction(self.tr("Reset"))
        reset.setEnabled(not self.usual and not self._locked)
        reset.triggered.connect(self.reset)
        return menu

    def _chosen(self, raw: object) -> None:
        self._complain(self._put(raw))

    def _complain(self, problem: str) -> None:
        self.problem.say(problem)
        self.problem.setVisible(bool(problem))
        self._describe()

    def _lay_out(self) -> None:
        px = self._theme.px
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addStretch()
        for label in (self.title, self.help, self.problem):
            words.addWidget(label)
        if self._locked:
            words.addWidget(Text(self._theme, self.tr("Set by your administrator"), size=12))
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), px(8), px(18), px(8))
        layout.setSpacing(px(18))
        layout.addLayout(words, 1)
        if self._locked:
            lock = Lamp(self._theme, 16, self)
            lock.show_icon("lock", "text2")
            layout.addWidget(lock)
            self.control.setEnabled(False)
        layout.addWidget(self.control)
        self.control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(px(60 if self.setting.help else 48))

    def _name(self) -> None:
        field = self.control.field
        field.setAccessibleName(told(self.setting.title))
        # screen readers on Linux name a drop-down list by its label
        self.title.setBuddy(field)
        field.setFont(self._theme.font(13))
        if not isinstance(field, QLineEdit):
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        else:
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            field.customContextMenuRequested.connect(
                lambda at: self.make_menu().popup(field.mapToGlobal(at))
            )

    def _describe(self) -> None:
        parts = [told(self.setting.help), self.problem.text()]
        if self._locked:
            parts.append(self.tr("Set by your administrator"))
        self.control.field.setAccessibleDescription(" ".join(part for part in parts if part))


def marked(text: str, wanted: str, colour: str) -> str:
    """``text`` as HTML with each place of ``wanted`` marked.

    >>> marked("Text & size", "siz", "#eee")
    'Text &amp; <span style="background:#eee;font-weight:800">siz</span>e'
    """
    found, lower, start = [], text.casefold(), 0
    needle = wanted.strip().casefold()
    if not needle or len(lower) != len(text):
        return html.escape(text)
    while (at := lower.find(needle, start)) >= 0:
        end = at + len(needle)
        found.append(html.escape(text[start:at]))
        inside = html.escape(text[at:end])
        found.append(f'<span style="background:{colour};font-weight:800">{inside}</span>')
        start = end
    return "".join(found) + html.escape(text[start:])
