"""The account in the header: how it is doing in shape and words, and what can be done with it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.gui.commands import Commands
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Lamp, Text
from blfpanel.gui.words import clock, said, translate
from blfpanel.panel.changes import AccountChanged

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

#: the commands of its menu, as far as the window has them
_MENU = ("do_not_disturb", "forward", "register_again", "accounts", "add_account")


class AccountBox(QPushButton):
    """Shape and words for the account that needs attention most; a click opens its menu."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._commands = theme, commands
        self._accounts: dict[str, AccountChanged] = {}
        self._numbers: dict[str, str] = {}
        self._narrow = False
        self._quiet = False
        self.setProperty("kind", "account")
        self.setAutoDefault(False)
        self.lamp = Lamp(theme, 18, self)
        self.name = Text(theme, size=13, weight=600, parent=self)
        self.lock = Lamp(theme, 12, self)
        self.lock.show_icon("lock", "text2")
        self.lock.hide()
        self.arrow = Lamp(theme, 12, self)
        self.arrow.show_icon("chevron-down", "text2")
        self.state = Text(theme, size=12, ink="text2", parent=self)
        self._lay_out()
        self._empty = self.tr("No account")
        self.choices = QMenu(self)
        self.choices.setAccessibleName(self.tr("Account"))
        self.choices.aboutToShow.connect(self._fill)
        self.clicked.connect(self._open)

    def _lay_out(self) -> None:
        theme = self._theme
        words = QVBoxLayout()
        words.setSpacing(1)
        words.setContentsMargins(0, 0, 0, 0)
        words.addStretch()
        first = QHBoxLayout()
        first.setSpacing(theme.px(6))
        for part in (self.name, self.arrow, self.lock):
            first.addWidget(part)
        first.addStretch()
        words.addLayout(first)
        words.addWidget(self.state)
        words.addStretch()
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.lamp)
        layout.addLayout(words, 1)
        for part in (self.lamp, self.name, self.lock, self.arrow, self.state):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()

    def know(self, accounts: Iterable[AccountSettings]) -> None:
        """Learn the numbers of the accounts."""
        self._numbers = {each.title: each.user for each in accounts if each.name}

    def take(self, change: AccountChanged) -> None:
        """An account's state changed."""
        self._accounts[change.account] = change

    def set_narrow(self, narrow: bool) -> None:
        """One line, or two."""
        self._narrow = narrow
        self.state.setVisible(not narrow)
        self.arrow.setVisible(not narrow)

    def set_quiet(self, quiet: bool) -> None:
        """Callers find me busy, or no longer."""
        self._quiet = quiet

    def refresh(self, now: float) -> None:
        """Say it as it is now."""
        shown = self._shown()
        if shown is None:
            self.lamp.show_icon("ring", "text2")
            self.name.say("blfpanel")
            self.state.say(self._empty)
            self.lock.hide()
            self.setAccessibleName(self._empty)
            return
        text = self._words(shown, now)
        icon_name, ink = _SHAPES.get(shown.kind, ("ring", "text2"))
        if self._quiet and shown.kind == "registered":
            icon_name, ink = "bar-disc", "text"
        self.lamp.show_icon(icon_name, ink)
        name = self._short(shown) if self._narrow else self._long(shown)
        self.name.say(name)
        self.lock.setVisible(shown.secure)
        self.state.say(text)
        everything = "\n".join(
            f"{change.account}: {self._words(change, now)}{_encrypted(change)}"
            for change in self._accounts.values()
        )
        self.setToolTip(everything)
        self.setAccessibleName(f"{shown.account}, {text}{_encrypted(shown)}")

    def _long(self, change: AccountChanged) -> str:
        """The name with its number, or with how many of several are registered: " · 1/2"."""
        if len(self._accounts) < 2:
            number = self._numbers.get(change.account, "")
            return f"{change.account} · {number}" if number else change.account
        return change.account + self._count()

    def _short(self, change: AccountChanged) -> str:
        words = {
            "registered": translate("Account", "Registered"),
            "registering": translate("Account", "Registering…"),
        }.get(change.kind, translate("Account", "Not registered"))
        number = self._numbers.get(change.account, change.account)
        return f"{words} · {number}{self._count()}"

    def _count(self) -> str:
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

    def _words(self, change: AccountChanged, now: float) -> str:
        state = said(change.text)
        if change.kind != "failed" or change.due is None or change.due <= now:
            return state
        left = math.ceil(change.due - now)
        due = translate("Account", "{n} s").format(n=left) if left < 60 else clock(left)
        return translate("Account", "{state}, next try in {due}").format(state=state, due=due)

    def _fill(self) -> None:
        self.choices.clear()
        for name in _MENU:
            if name in self._commands:
                self.choices.addAction(self._commands[name].action)

    def _open(self) -> None:
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _encrypted(change: AccountChanged) -> str:
    return translate("Account", ", encrypted (TLS)") if change.secure else ""
