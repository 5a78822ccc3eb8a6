"""Step 1: the account. It is tried at once, and each step of that is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.gui.fill.fields import Field, Line
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button
from blfpanel.gui.settings.controls import Choice
from blfpanel.gui.welcome.progress import Progress
from blfpanel.gui.words import said
from blfpanel.panel.profiles.profiles import Profiles, load_profiles
from blfpanel.phone.probe import WAYS, Probe
from blfpanel.phone.probe_steps import Part, Step, Trouble, TypedServer, WrongServer, typed_server

#: Makes what tries an account; tests give one of their own.
MakeProbe = Callable[..., Probe]


class AccountStep(QWidget):
    """Asks for server, number and password, and tries them; ``changed`` with each news."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        *,
        make_probe: MakeProbe = Probe,
    ) -> None:
        super().__init__()
        self._theme, self._spawn, self._make_probe = theme, spawn, make_probe
        self._profiles: Profiles | None = None
        self.probe: Probe | None = None
        self.busy = False
        self._build()

    @property
    def found(self) -> AccountSettings | None:
        """The account, once it works."""
        return self.probe.found if self.probe is not None else None

    @property
    def password_typed(self) -> str:
        """The password as it was typed."""
        return self.password.text()

    def first_field(self) -> QWidget:
        """What is to be typed first."""
        return next((edit for edit in self._needed() if not edit.text()), self.server)

    # --- building ---

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        self.server = Line(self.tr("pbx.example.com"))
        self.user = Line()
        self.password = Line(hidden=True)
        self._server_field = Field(
            theme,
            self.tr("Server"),
            self.server,
            self.tr("Name or address of your telephone system"),
        )
        self._user_field = Field(theme, self.tr("Number or user name"), self.user)
        self.password_field = Field(
            theme, self.tr("Password"), self.password, self.tr("Kept in this computer's keychain")
        )
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self._user_field, 1)
        row.addWidget(self.password_field, 1)
        self.progress = Progress(theme)
        self.unencrypted = Button(theme, self.tr("Connect without encryption"))
        self.unencrypted.clicked.connect(self._without_encryption)
        self.unencrypted.hide()
        self.more = Button(
            theme, self.tr("More options"), kind="fold", icon_name="chevron-right", icon_size=14,
            ink="text2", size=14,
        )  # fmt: skip
        self.more.clicked.connect(self._toggle_more)
        self.options = self._options()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(16))
        layout.addWidget(self._server_field)
        layout.addLayout(row)
        layout.addWidget(self.options)
        layout.addWidget(self.progress)
        layout.addWidget(self.unencrypted)
        layout.addStretch(1)
        for edit in self.findChildren(QLineEdit):
            edit.textEdited.connect(self._edited)
        self.transport.activated.connect(self._edited)

    def _options(self) -> QWidget:
        theme, px = self._theme, self._theme.px
        self.auth_user = Line()
        self.transport = Choice(theme)
        for transport, title in (
            (Transport.AUTO, self.tr("The best that answers")),
            (Transport.TLS, self.tr("TLS (encrypted)")),
            (Transport.TCP, self.tr("TCP (not encrypted)")),
            (Transport.UDP, self.tr("UDP (not encrypted)")),
        ):
            self.transport.addItem(title, transport)
        self.port = Line(self.tr("as usual"))
        self.proxy = Line(self.tr("none"))
        self.ca_file = Line(self.tr("those the system trusts"))
        browse = Button(theme, self.tr("Choose…"))
        browse.clicked.connect(self._browse)
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        self._port_field = Field(theme, self.tr("Port"), self.port)
        self._proxy_field = Field(theme, self.tr("Proxy"), self.proxy)
        authority = Field(
            theme, self.tr("Own certificate authority (PEM file)"), self.ca_file, beside=browse
        )
        user = Field(theme, self.tr("User for authentication"), self.auth_user)
        grid.addWidget(user, 0, 0)
        grid.addWidget(Field(theme, self.tr("Transport"), self.transport), 0, 1)
        grid.addWidget(self._port_field, 1, 0)
        grid.addWidget(self._proxy_field, 1, 1)
        grid.addWidget(authority, 2, 0, 1, 2)
        made.hide()
        return made

    # --- trying ---

    def try_it(self) -> None:
        """See whether the account works, if all that is needed was typed."""
        account = self._typed()
        if account is not None and not self.busy:
            chosen = self.transport.currentData()
            self._begin(account, WAYS if chosen is Transport.AUTO else (chosen,))

    async def let_go(self) -> None:
        """End what was tried."""
        probe, self.probe = self.probe, None
        if probe is not None:
            await probe.close()

    def _begin(self, account: AccountSettings, ways: tuple[Transport, ...]) -> None:
        self.busy = True
        self.progress.clear()
        self.unencrypted.hide()
        self.changed.emit()
        self._spawn(self._try(account, ways))

    async def _try(self, account: AccountSettings, ways: tuple[Transport, ...]) -> None:
        began = time.monotonic()
        await self.let_go()
        if self._profiles is None:
            self._profiles = load_profiles()
        probe = self.probe = self._make_probe(
            account, self.password.text() or None, self._profiles, self.show_step, ways=ways
        )
        try:
            await probe.run()
        finally:
            self.busy = False
        self.progress.finish(time.monotonic() - began)
        self.unencrypted.setVisible(probe.plain is not None)
        self.changed.emit()

    def show_step(self, step: Step) -> None:
        """Show a step, and what it means for a field, at that field."""
        self.progress.show_step(step)
        match step.trouble:
            case Trouble.PASSWORD:
                self.password_field.complain(said(step.text))
                self.password.setFocus()
                self.password.selectAll()
            case Trouble.NUMBER:
                self._user_field.complain(said(step.text))
                self.user.setFocus()
            case Trouble.NAME | Trouble.SILENT | Trouble.CERTIFICATE:
                self._server_field.complain(said(step.text))
                self.server.setFocus()
            case _:
                pass
        if step.part is Part.PBX:
            self.changed.emit()

    def _without_encryption(self) -> None:
        account = self._typed()
        if account is not None and self.probe is not None and self.probe.plain is not None:
            self._begin(account, (self.probe.plain,))

    def _edited(self) -> None:
        """What was found out is about something else now."""
        for field in (self._server_field, self._user_field, self.password_field):
            field.complain("")
        if self.probe is not None and not self.busy:
            self._spawn(self.let_go())
            self.progress.clear()
            self.unencrypted.hide()
        self.changed.emit()

    # --- what was typed ---

    def _needed(self) -> tuple[QLineEdit, ...]:
        return (self.server, self.user, self.password)

    def _typed(self) -> AccountSettings | None:
        """The account as typed; None where something is missing or wrong, which is said."""
        try:
            server = typed_server(self.server.text())
        except WrongServer as problem:
            empty = not self.server.text().strip()
            text = self.tr("Type the name or address of your telephone system.")
            self._server_field.complain(text if empty else said(problem.args[0]))
            self.server.setFocus()
            return None
        self._take_over(server)
        user = self.user.text().strip()
        if not user or any(char in user for char in '@<>" \t'):
            self._user_field.complain(self.tr("Type your number, such as 200."))
            self.user.setFocus()
            return None
        place = self._with_port(server.server)
        if place is None:
            return None
        return AccountSettings(
            user=user,
            server=place,
            auth_user=self.auth_user.text().strip(),
            proxy=self._proxy(),
            ca_file=self.ca_file.text().strip(),
        )

    def _take_over(self, server: TypedServer) -> None:
        """What the server's name said of other fields, stands in them."""
        self.server.setText(server.server)
        if server.user and not self.user.text():
            self.user.setText(server.user)
        if server.transport is not None:
            self.transport.setCurrentIndex(self.transport.findData(server.transport))

    def _with_port(self, server: str) -> str | None:
        port = self.port.text().strip()
        if not port:
            return server
        if not port.isdecimal() or not 0 < int(port) < 65_536:
            self._port_field.complain(self.tr("A port is a number from 1 to 65535."))
            self.port.setFocus()
            return None
        self._port_field.complain("")
        known = AccountSettings(user="x", server=server).target.host
        host = f"[{known}]" if ":" in known else known
        return f"{host}:{int(port)}"

    def _proxy(self) -> str:
        text = self.proxy.text().strip()
        try:
            return typed_server(text).server if text else ""
        except WrongServer as problem:
            self._proxy_field.complain(said(problem.args[0]))
            return ""

    # --- more options ---

    def _toggle_more(self) -> None:
        on = self.options.isHidden()
        self.options.setVisible(on)
        self.more.set_icon("chevron-down" if on else "chevron-right")
        if on:
            self.auth_user.setFocus()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Certificate authority"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.ca_file.setText)
        dialog.fileSelected.connect(lambda _: self._edited())
        dialog.open()
        self.dialog = dialog
