"""The header: how the account is doing, the field for names and numbers, icons, the menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from blfpanel.gui.account_box import AccountBox
from blfpanel.gui.commands import Commands
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, frame, icon_button
from blfpanel.gui.omnibox import Omnibox
from blfpanel.gui.port import PanelPort

#: from these widths on there is more room
NARROW = 480
MIDDLE = 720
ICONS = 900
WIDE = 1100
_BANDS = (NARROW, MIDDLE, ICONS, WIDE)

#: commands with an icon here, as far as the window has them
_ICONS = {
    "keypad": "keypad",
    "history": "history",
    "new_panel_window": "panel-window",
    "edit_keys": "edit",
    "legend": "help",
}
#: what stays in a window of middle width
_KEPT = ("legend",)

_QUIET = "quiet"


class Header(QFrame):
    """The bar on top. ``chip_pressed`` when the chip "2 ringing" is clicked."""

    chip_pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        panel: PanelPort,
        menu: QMenu,
        commands: Commands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._commands = theme, commands
        self._narrow = False
        self._band = len(_BANDS)
        self._ringing = 0
        self._alerts = True
        self.setProperty("kind", "header")
        self.account = AccountBox(theme, commands, self)
        self.omnibox = Omnibox(theme, panel, self)
        self.omnibox.left.connect(lambda: self._show_field(False))
        self.chip = Button(
            theme, kind="chip", icon_name="bell", ink="alert_ink", size=12, weight=600, icon_size=14
        )
        self.chip.clicked.connect(self.chip_pressed)
        self.chip.hide()
        self.quiet = Button(
            theme, self.tr("Do not disturb"), kind="quiet", size=12, weight=600, parent=self
        )
        self.quiet.hide()
        self.search = icon_button(theme, "search", self.tr("Search"), self)
        self.search.clicked.connect(self.begin_search)
        self.alerts = Button(theme, kind="icon", icon_name="bell-open", size=13, parent=self)
        self.alerts.clicked.connect(lambda: commands[_QUIET].action.trigger())
        self.line = frame("line", self)
        self.icons = {
            name: icon_button(theme, icon_name, name, self) for name, icon_name in _ICONS.items()
        }
        for name, button in self.icons.items():
            button.clicked.connect(lambda _=False, name=name: commands[name].action.trigger())
        self.menu = icon_button(theme, "menu", self.tr("Menu"), self)
        self.menu.clicked.connect(
            lambda: menu.popup(self.menu.mapToGlobal(self.menu.rect().bottomLeft()))
        )
        self._lay_out()
        self._arrange()
        commands.changed.connect(self._commands_changed)
        theme.changed.connect(self._arrange)
        self._commands_changed()

    def _lay_out(self) -> None:
        px = self._theme.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), 0)
        layout.setSpacing(0)
        layout.addWidget(self.account, 20)
        layout.addSpacing(px(16))
        layout.addWidget(self.omnibox, 100)
        layout.addStretch(1)
        layout.addWidget(self.quiet)
        layout.addSpacing(px(6))
        layout.addWidget(self.chip)
        layout.addWidget(self.search)
        layout.addWidget(self.alerts)
        layout.addSpacing(px(4))
        layout.addWidget(self.line)
        layout.addSpacing(px(4))
        for button in self.icons.values():
            layout.addWidget(button)
        layout.addWidget(self.menu)

    def begin_search(self) -> None:
        """Put the cursor into the field, making room for it first."""
        self._show_field(True)
        self.omnibox.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.omnibox.selectAll()

    def type(self, text: str) -> None:
        """Something was typed elsewhere: it belongs into the field."""
        self._show_field(True)
        self.omnibox.begin(text)

    def show_do_not_disturb(self, on: bool) -> None:
        """Say that calls find me busy, or no longer."""
        self.quiet.setVisible(on)
        self.account.set_quiet(on)

    def show_alerts(self, on: bool) -> None:
        """Say whether partners' ringing is told."""
        self._alerts = on
        self.alerts.set_icon("bell-open" if on else "bell-off")
        self._say_alerts()

    def say_ringing(self, count: int) -> None:
        """Show the chip "2 ringing", or hide it for 0."""
        if count != self._ringing:
            self._ringing = count
            self._say_chip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        band = sum(self.width() >= self._theme.px(edge) for edge in _BANDS)
        if band != self._band:
            self._band = band
            self._arrange()

    def _arrange(self) -> None:
        """What there is room for; the field stands above the first key."""
        px = self._theme.px
        self._narrow = self._band == 0
        self.setFixedHeight(px(48 if self._narrow else 56))
        self.omnibox.setMaximumWidth(px(460))
        self.omnibox.setMinimumWidth(px(120))
        self.line.setFixedSize(1, px(28))
        self.alerts.setFixedHeight(px(36))
        self.account.set_narrow(self._narrow)
        self.account.setFixedHeight(px(44 if self._narrow else 52))
        least, most = ((0, 999), (150, 230), (280, 280), (280, 280), (320, 320))[self._band]
        self.account.setMinimumWidth(px(least))
        self.account.setMaximumWidth(px(most))
        self.search.setVisible(self._narrow)
        self._say_chip()
        self._say_alerts()
        self._show_icons()
        self._show_field(self.omnibox.hasFocus())

    def _show_icons(self) -> None:
        wide = self._band >= _BANDS.index(ICONS) + 1
        middle = self._band >= _BANDS.index(MIDDLE) + 1
        for name, button in self.icons.items():
            button.setVisible(name in self._commands and (wide or (middle and name in _KEPT)))
        self.alerts.setVisible(_QUIET in self._commands and not self._narrow)
        self.line.setVisible(_QUIET in self._commands and wide)

    def _commands_changed(self) -> None:
        """Other commands, or other shortcuts: the tooltips tell them."""
        for name, button in self.icons.items():
            if name in self._commands:
                self._name(button, self._commands[name].text, name)
        for button, text, name in (
            (self.search, self.tr("Search"), "search"),
            (self.menu, self.tr("Menu"), "menu"),
        ):
            self._name(button, text, name)
        tip = self.tr("Calls find you busy. Click to be called again")
        self._name(self.quiet, tip, "do_not_disturb")
        self._say_alerts()
        self._show_icons()

    def _name(self, button: Button, text: str, command: str) -> None:
        keys = self._commands.keys_of(command) if command in self._commands else ""
        button.setToolTip(f"{text} ({keys})" if keys else text)
        button.setAccessibleName(text)

    def _say_alerts(self) -> None:
        text = self.tr("Alerts on") if self._alerts else self.tr("Alerts off")
        wide = self._band == len(_BANDS)
        self.alerts.setText(text if wide else "")
        self._name(self.alerts, text, _QUIET)

    def _say_chip(self) -> None:
        self.chip.setVisible(self._ringing > 0)
        said = self.tr("{n} ringing").format(n=self._ringing)
        self.chip.setText(str(self._ringing) if self._narrow else said)
        self.chip.setAccessibleName(said)

    def _show_field(self, wanted: bool) -> None:
        shown = wanted or not self._narrow
        self.omnibox.setVisible(shown)
        self.account.setVisible(not (self._narrow and shown))
