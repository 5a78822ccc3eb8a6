"""The account page of a desk, from the menu."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blfpanel.gui.accounts.window import AccountsWindow
from blfpanel.gui.commands import Section
from blfpanel.gui.words import translate
from blfpanel.panel.changes import AccountChanged, Change

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class AccountsFeature:
    """Opens the account page; there is one at a time. Remembers since when each state lasts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._since: dict[str, float] = {}
        self._kinds: dict[str, str] = {}
        self.window: AccountsWindow | None = None
        for name in desk.phone.account_names():
            state = desk.phone.panel.account_state(name)
            if state is not None:  # it came about while the window was being made
                self.handle(state)
        desk.phone.listen(self.handle)

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, AccountChanged):
            if self._kinds.get(change.account) != change.kind:
                self._kinds[change.account] = change.kind
                self._since[change.account] = self._desk.phone.now()
            if self.window is not None:
                self.window.handle(change)

    def open(self) -> AccountsWindow:
        """Show the page."""
        desk = self._desk
        if self.window is None:
            self.window = AccountsWindow(desk.theme, desk.phone, desk.store, self._since)
            self.window.closed.connect(self._closed)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        return self.window

    def register_again(self) -> None:
        """Register all accounts anew."""
        for name in self._desk.phone.account_names():
            self._desk.phone.register_again(name)

    def close(self) -> None:
        """The desk is left."""
        if self.window is not None:
            self.window.close()

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[AccountsFeature]:
    """Join the account page to a desk."""
    feature = AccountsFeature(desk)
    desk.window.commands.add(
        "accounts",
        translate("AccountsWindow", "Accounts and subscriptions"),
        "Ctrl+Shift+U",
        lambda: feature.open(),
        Section.TOOLS,
    )
    desk.window.commands.add(
        "register_again",
        translate("AccountsWindow", "Register again"),
        "",
        feature.register_again,
        Section.TOOLS,
    )
    try:
        yield feature
    finally:
        feature.close()
