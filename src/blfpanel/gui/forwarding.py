"""Where all calls of an account are sent on to, from the account's menu."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.gui.commands import Section
from blfpanel.gui.help.page import HelpPage
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk
    from blfpanel.gui.main_window import MainWindow

_SIZE = QSize(440, 200)


class ForwardPage(HelpPage):
    """A field for each account: all its calls go there; empty: they ring here."""

    def __init__(self, window: MainWindow) -> None:
        title = translate("Forward", "Forward all calls")
        sentence = translate("Forward", "A number or address. Empty: calls ring here.")
        super().__init__(window.theme, title, sentence, _SIZE, window)
        self._window = window
        self.fields: list[QLineEdit] = []
        self._rows = QGridLayout()
        self._rows.setSpacing(self._theme.px(8))
        self.body.addLayout(self._rows)
        for account in window.config.accounts:
            self._add(account)
        self.body.addStretch()
        self.body.addWidget(self._buttons())
        if self.fields:
            self.fields[0].setFocus()

    def _add(self, account: AccountSettings) -> None:
        at = len(self.fields)
        field = QLineEdit(account.forward_all, self)
        field.setFont(self._theme.font(13))
        field.setMinimumHeight(self._theme.px(36))
        said = self.tr("All calls of {account} go to").format(account=account.title)
        field.setAccessibleName(said)
        field.returnPressed.connect(self.put)
        self._rows.addWidget(Text(self._theme, account.title, weight=500, parent=self), at, 0)
        self._rows.addWidget(field, at, 1)
        self.fields.append(field)

    def _buttons(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch()
        self.use = Button(self._theme, self.tr("Forward"), kind="ok", ink="ok_ink", parent=row)
        self.use.clicked.connect(self.put)
        self.none = Button(self._theme, self.tr("Let calls ring here"), parent=row)
        self.none.clicked.connect(self._stop)
        layout.addWidget(self.none)
        layout.addWidget(self.use)
        return row

    def _stop(self) -> None:
        for field in self.fields:
            field.clear()
        self.put()

    def put(self) -> None:
        """Do as the fields say, and go."""
        accounts = tuple(
            msgspec.structs.replace(account, forward_all=field.text().strip())
            for account, field in zip(self._window.config.accounts, self.fields, strict=True)
        )
        if accounts != self._window.config.accounts:
            self._window.change_settings(self.tr("Forwarding"), accounts=accounts)
            self._window.toast.say(_in_words(accounts))
        self.close()


def _in_words(accounts: tuple[AccountSettings, ...]) -> str:
    sent = [each for each in accounts if each.forward_all]
    if not sent:
        return translate("Forward", "Calls ring here again.")
    words = translate("Forward", "Calls of {account} go to {number}.")
    return " ".join(words.format(account=each.title, number=each.forward_all) for each in sent)


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[None]:
    """Let calls be forwarded while the block runs."""
    pages: list[ForwardPage] = []

    def closed() -> None:
        pages.pop().deleteLater()
        desk.window.view.setFocus()

    def show() -> None:
        if not pages:
            pages.append(ForwardPage(desk.window))
            pages[0].closed.connect(closed)
        pages[0].show()
        pages[0].activateWindow()

    text = translate("Forward", "Forward all calls…")
    desk.window.commands.add("forward", text, "", show, Section.CALLS)
    yield
    for page in tuple(pages):
        page.close()
