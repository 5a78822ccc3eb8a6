"""The header: how the account is doing, the field for names and numbers, the menu."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Lamp, Text, icon_button
from blfpanel.gui.omnibox import Omnibox
from blfpanel.gui.port import PanelPort
from blfpanel.gui.words import clock, translate
from blfpanel.panel.model import AccountChanged

#: from these widths on there is more room
NARROW = 480
MIDDLE = 720
WIDE = 1100

#: kind of account state → icon and colour token
_SHAPES = {
    "registered": ("check-disc", "ok"),
    "registering": ("ring-segment", "text2"),
    "refused": ("diamond", "danger"),
    "failed": ("diamond", "danger"),
    "off": ("ring", "text2"),
}
#: the order in which accounts need attention
_URGENCY = ("refused", "failed", "off", "registering", "registered")


class AccountBox(QWidget):
    """Shape and words for the account that needs attention most."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._accounts: dict[str, AccountChanged] = {}
        self._narrow = False
        self.lamp = Lamp(theme, 18, self)
        self.name = Text(theme, size=13, weight=600, parent=self)
        self.lock = Lamp(theme, 12, self)
        self.lock.show_icon("lock", "text2")
        self.lock.hide()
        self.state = Text(theme, size=12, ink="text2", parent=self)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.setContentsMargins(0, 0, 0, 0)
        words.addStretch()
        first = QHBoxLayout()
        first.setSpacing(theme.px(6))
        first.addWidget(self.name)
        first.addWidget(self.lock)
        first.addStretch()
        words.addLayout(first)
        words.addWidget(self.state)
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(18), 0, theme.px(8), 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.lamp)
        layout.addLayout(words, 1)
        self._empty = self.tr("No account")

    def take(self, change: AccountChanged) -> None:
        """An account's state changed."""
        self._accounts[change.account] = change

    def set_narrow(self, narrow: bool) -> None:
        """One line, or two."""
        self._narrow = narrow
        self.state.setVisible(not narrow)

    def refresh(self, now: float) -> None:
        """Say it as it is now."""
        shown = self._shown()
        if shown is None:
            self.lamp.show_icon("ring", "text2")
            self.name.say("blfpanel")
            self.state.say(self._empty)
            self.lock.hide()
            return
        text = self._words(shown, now)
        icon_name, ink = _SHAPES.get(shown.kind, ("ring", "text2"))
        self.lamp.show_icon(icon_name, ink)
        name = self._short(shown) if self._narrow else shown.account
        self.name.say(name + self._count())
        self.lock.setVisible(shown.secure)
        self.state.say(text)
        everything = "\n".join(
            f"{change.account}: {self._words(change, now)}{_encrypted(change)}"
            for change in self._accounts.values()
        )
        self.setToolTip(everything)
        self.setAccessibleName(f"{shown.account}, {text}{_encrypted(shown)}")

    def _count(self) -> str:
        """How many of several accounts are registered: " · 1/2"."""
        if len(self._accounts) < 2:
            return ""
        registered = sum(each.kind == "registered" for each in self._accounts.values())
        return f" · {registered}/{len(self._accounts)}"

    def _shown(self) -> AccountChanged | None:
        return min(
            self._accounts.values(),
            key=lambda change: _URGENCY.index(change.kind) if change.kind in _URGENCY else 0,
            default=None,
        )

    def _short(self, change: AccountChanged) -> str:
        said = {
            "registered": translate("Account", "Registered"),
            "registering": translate("Account", "Registering…"),
        }.get(change.kind, translate("Account", "Not registered"))
        return f"{said} · {change.account}"

    def _words(self, change: AccountChanged, now: float) -> str:
        if change.kind != "failed" or change.due is None or change.due <= now:
            return change.text
        left = math.ceil(change.due - now)
        due = translate("Account", "{n} s").format(n=left) if left < 60 else clock(left)
        return translate("Account", "{state}, next try in {due}").format(state=change.text, due=due)


def _encrypted(change: AccountChanged) -> str:
    return translate("Account", ", encrypted (TLS)") if change.secure else ""


class Header(QFrame):
    """The bar on top. ``chip_pressed`` when the chip "2 ringing" is clicked."""

    chip_pressed = Signal()

    def __init__(
        self, theme: Theme, panel: PanelPort, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrow = False
        self._band = 3
        self._ringing = 0
        self.setProperty("kind", "header")
        self.account = AccountBox(theme, self)
        self.omnibox = Omnibox(theme, panel, self)
        self.omnibox.setMaximumWidth(theme.px(460))
        self.omnibox.setMinimumWidth(theme.px(120))
        self.omnibox.left.connect(lambda: self._show_field(False))
        self.chip = Button(
            theme, kind="chip", icon_name="bell", ink="alert_ink", size=12, weight=600, icon_size=14
        )
        self.chip.clicked.connect(self.chip_pressed)
        self.chip.hide()
        self.quiet = Button(
            theme, self.tr("Do not disturb"), kind="quiet", size=12, weight=600, parent=self
        )
        self.quiet.setToolTip(self.tr("Calls find you busy. Click to be called again (Ctrl+D)"))
        self.quiet.hide()
        self.search = icon_button(theme, "search", self.tr("Search (Ctrl+F)"), self)
        self.search.clicked.connect(self.begin_search)
        self.menu = icon_button(theme, "menu", self.tr("Menu (F10)"), self)
        self.menu.clicked.connect(
            lambda: menu.popup(self.menu.mapToGlobal(self.menu.rect().bottomLeft()))
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.px(8), 0)
        layout.setSpacing(0)
        layout.addWidget(self.account, 20)
        layout.addSpacing(theme.px(16))
        layout.addWidget(self.omnibox, 100)
        layout.addStretch(1)
        layout.addWidget(self.quiet)
        layout.addSpacing(theme.px(6))
        layout.addWidget(self.chip)
        layout.addWidget(self.search)
        layout.addWidget(self.menu)
        self._arrange()

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

    def say_ringing(self, count: int) -> None:
        """Show the chip "2 ringing", or hide it for 0."""
        if count != self._ringing:
            self._ringing = count
            self._say_chip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        band = sum(self.width() >= self._theme.px(edge) for edge in (NARROW, MIDDLE, WIDE))
        if band != self._band:
            self._band = band
            self._arrange()

    def _arrange(self) -> None:
        """Account and field by the room there is; the field stands above the first key."""
        px = self._theme.px
        self._narrow = self._band == 0
        self.setFixedHeight(px(48 if self._narrow else 56))
        self.account.set_narrow(self._narrow)
        least, most = ((0, 999), (150, 230), (280, 280), (320, 320))[self._band]
        self.account.setMinimumWidth(px(least))
        self.account.setMaximumWidth(px(most))
        self.search.setVisible(self._narrow)
        self._say_chip()
        self._show_field(self.omnibox.hasFocus())

    def _say_chip(self) -> None:
        self.chip.setVisible(self._ringing > 0)
        said = self.tr("{n} ringing").format(n=self._ringing)
        self.chip.setText(str(self._ringing) if self._narrow else said)
        self.chip.setAccessibleName(said)

    def _show_field(self, wanted: bool) -> None:
        shown = wanted or not self._narrow
        self.omnibox.setVisible(shown)
        self.account.setVisible(not (self._narrow and shown))
