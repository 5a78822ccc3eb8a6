"""The welcome page on the first start, "Add account…" later, and the built-in PBX to try."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.config.secrets import Secrets, SecretsError, remember_for_now
from blfpanel.config.settings import Config, SettingsError
from blfpanel.gui.commands import Section
from blfpanel.gui.fill.pages import PageStack
from blfpanel.gui.fill.tasks import Tasks
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.welcome.account_step import MakeProbe
from blfpanel.gui.welcome.page import WelcomePage, Wishes
from blfpanel.gui.words import said
from blfpanel.phone.probe import Probe

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class DemoBar(QFrame):
    """Says that this is the built-in PBX, and how to leave it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        px = theme.px
        text = self.tr("This is the built-in PBX with simulated people. Nothing of it is kept.")
        self.leave = Button(theme, self.tr("Leave it"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(18), px(6), px(12), px(6))
        layout.addWidget(Text(theme, text, weight=600, wrap=True), 1)
        layout.addWidget(self.leave)


class Welcome(QObject):
    """Shows the page and does what was chosen on it.

    Attributes:
        stack: where the page opens.
    """

    def __init__(
        self, desk: Desk, *, make_probe: MakeProbe = Probe, secrets: Secrets | None = None
    ) -> None:
        super().__init__(desk.window)
        self._desk, self._make_probe = desk, make_probe
        self._secrets = secrets or Secrets()
        self._tasks = Tasks()
        self._leave_demo = asyncio.Event()
        self._demo: asyncio.Task[None] | None = None
        self.stack = PageStack.of(desk.window)
        window = desk.window
        window.commands.add("add_account", self.tr("Add account…"), "", self.open, Section.TOOLS)
        window.empty.wanted.connect(self._wanted)
        desk.store.listen(self._settings_changed)
        if not desk.store.config.accounts and desk.store.path is not None:
            self.open()

    def open(self) -> WelcomePage:
        """Show the page."""
        desk = self._desk
        page = WelcomePage(desk.theme, desk.store.config, desk.sound, make_probe=self._make_probe)
        page.left.connect(lambda: self._leave(page))
        page.finished.connect(lambda wishes: self._tasks.spawn(self._finish(page, wishes)))
        page.demo_wanted.connect(lambda: self._start_demo(page))
        desk.window.setWindowTitle(self.tr("Welcome – blfpanel"))
        self.stack.open(page)
        return page

    def leave(self) -> None:
        """The program ends; servers are let go of while the phone leaves."""
        self._desk.store.unlisten(self._settings_changed)
        page = self.stack.page
        if isinstance(page, WelcomePage):
            page.sound.end()
            self._tasks.spawn(page.account.let_go())
        if self._demo is not None:
            self._demo.cancel()
            self._desk.leaving.append(self._demo)
        self._desk.leaving.extend(self._tasks.running)

    def _settings_changed(self, before: Config, after: Config) -> None:
        if bool(before.accounts) != bool(after.accounts):
            self._desk.window.started(has_account=bool(after.accounts))

    def _wanted(self) -> None:
        """What the empty panel offers."""
        if self._desk.store.config.accounts:
            self._desk.window.commands["fill"].action.trigger()
        else:
            self.open()

    def _leave(self, page: WelcomePage) -> None:
        page.sound.end()
        self._tasks.spawn(page.account.let_go())
        self._desk.window.setWindowTitle("blfpanel")
        self.stack.leave()
        self._desk.window.view.setFocus()

    # --- done ---

    async def _finish(self, page: WelcomePage, wishes: Wishes) -> None:
        store = self._desk.store
        await page.account.let_go()  # two registrations of one phone would get each call twice
        config = store.config
        account = _unlike(wishes.account, config)
        if wishes.password:
            remember_for_now(account, wishes.password)
        keys = tuple(msgspec.structs.replace(key, account=account.title) for key in wishes.keys)
        try:
            store.change(
                self.tr("Account {name} added").format(name=account.title),
                accounts=(*config.accounts, account),
                keys=(*config.keys, *keys),
                alerts=msgspec.structs.replace(config.alerts, notifications=wishes.notifications),
            )
        except SettingsError as problem:
            page.complain(said(problem.args[0]))
            return
        self._leave(page)
        if wishes.password:
            await self._keep(account, wishes.password)

    async def _keep(self, account: AccountSettings, password: str) -> None:
        """Keep the password in the keyring, or say that there is none."""
        try:
            await asyncio.to_thread(self._secrets.keep, account, password)
        except SecretsError as problem:
            text = self.tr("The password is known until blfpanel ends. {why}")
            self._desk.window.alarm(text.format(why=said(str(problem))))

    # --- trying it without a PBX ---

    def _start_demo(self, page: WelcomePage) -> None:
        if self._demo is None:
            self._leave(page)
            self._leave_demo = asyncio.Event()
            self._demo = asyncio.ensure_future(self._run_demo())

    async def _run_demo(self) -> None:
        # most never try it, and a whole PBX takes its time to load
        from blfpanel.gui.welcome.demo import demo_in

        bar = self.bar = DemoBar(self._desk.theme)
        bar.leave.clicked.connect(self._leave_demo.set)
        try:
            async with demo_in(self._desk.store):
                self.stack.bar.addWidget(bar)
                await self._leave_demo.wait()
        except OSError as problem:
            text = self.tr("The built-in PBX cannot start: {why}.")
            self._desk.window.alarm(text.format(why=problem.strerror or problem))
        self._demo = None
        self.stack.bar.removeWidget(bar)
        bar.deleteLater()
        self.open()


def _unlike(account: AccountSettings, config: Config) -> AccountSettings:
    """The account under a name that no other has."""
    taken = {each.title for each in config.accounts}
    name, number = account.title, 2
    while name in taken:
        name = f"{account.title} ({number})"
        number += 1
    return account if name == account.title else msgspec.structs.replace(account, name=name)


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[Welcome]:
    """Welcome whoever starts the first time."""
    welcome = Welcome(desk)
    yield welcome
    welcome.leave()
