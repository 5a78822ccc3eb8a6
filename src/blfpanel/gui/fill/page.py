"""The page that fills the panel later on: from the menu, the empty panel, or a dropped file."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.config.secrets import Secrets
from blfpanel.config.settings import Config
from blfpanel.gui.fill.chooser import KeyChooser
from blfpanel.gui.fill.fields import Field
from blfpanel.gui.fill.pages import Page
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.settings.controls import Choice
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.probe import WAYS, Probe


class FillPage(Page):
    """Chooses keys to add; ``left`` when it is done with, after ``chosen`` if any are wanted."""

    chosen = Signal(object, str)  #: the keys, and the name of a list that was chosen
    left = Signal()

    def __init__(self, theme: Theme, config: Config, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._probe: Probe | None = None
        self._config = config
        px = theme.px
        title = Text(theme, self.tr("Fill the panel"), size=22, weight=700)
        self.chooser = KeyChooser(theme, self.tasks.spawn, later=False)
        self.chooser.changed.connect(self._changed)
        self.account = Choice(theme)
        for account in config.accounts:
            self.account.addItem(account.title)
        self.account.activated.connect(self._use)
        whose = Field(theme, self.tr("Account"), self.account)
        cancel = Button(theme, self.tr("Cancel"), kind="tall", size=14)
        cancel.clicked.connect(self.go_back)
        self.add = Button(theme, self.tr("Add keys"), kind="primary", size=14, weight=600)
        self.add.clicked.connect(self.go_on)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        inner = QVBoxLayout()
        inner.setSpacing(px(16))
        inner.addWidget(title)
        inner.addWidget(whose)
        inner.addWidget(self.chooser, 1)
        inner.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(24), px(28), px(24), px(24))
        layout.addStretch(1)
        layout.addLayout(inner, 8)
        layout.addStretch(1)
        whose.setHidden(len(config.accounts) < 2)
        self._use()

    @property
    def account_title(self) -> str:
        """The name of the account that the keys are for."""
        return self.account.currentText()

    def first_field(self) -> QWidget:
        return self.chooser.choices[self.chooser.source]

    def go_on(self) -> None:
        """Add the keys, or ask for the list whose name was typed."""
        if self.chooser.ask_first():
            return
        if self.chooser.keys or self.chooser.list_name:
            self.chosen.emit(self.chooser.keys, self.chooser.list_name)
            self.left.emit()

    def go_back(self) -> None:
        """Leave the panel as it is."""
        self.left.emit()

    def open_file(self, path: Path) -> None:
        """Show the keys of a file."""
        self.chooser.open_file(path)

    async def close_probe(self) -> None:
        """Let go of the PBX."""
        if self._probe is not None:
            await self._probe.close()

    def _changed(self) -> None:
        self.add.setEnabled(bool(self.chooser.keys or self.chooser.list_name))

    def _use(self) -> None:
        """Add keys for the account that is chosen, and reach its PBX."""
        accounts = self._config.accounts
        place = max(0, self.account.currentIndex())
        chosen = accounts[place : place + 1]
        others = (*accounts[:place], *accounts[place + 1 :])
        self.chooser.use((*chosen, *others), self._config.keys, None)
        self._changed()
        self.tasks.cancel_all()
        if chosen:
            self.tasks.spawn(self._connect(chosen[0]))

    async def _connect(self, account: AccountSettings) -> None:
        """Reach the PBX, to ask it for lists and to hear of partners."""
        await self.close_probe()
        password = await asyncio.to_thread(Secrets().find, account)
        probe = self._probe = Probe(
            account, password.value, load_profiles(), lambda _: None, ways=_ways(account)
        )
        if await probe.run() is not None:
            self.chooser.go_live(probe)


def _ways(account: AccountSettings) -> tuple[Transport, ...]:
    return WAYS if account.transport is Transport.AUTO else (account.transport,)
