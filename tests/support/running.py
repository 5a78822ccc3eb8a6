"""A panel that runs as a process, a PBX and partners in this one, and commands as processes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blfpanel.control.client import NotRunning, ask
from blfpanel.control.messages import HangUp, StatusOf
from blfpanel.control.place import UnixPlace
from blfpanel.panel.changes import Change, OwnCallChanged
from blfpanel.panel.model import OwnCall, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.directory import User
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr, SipUri

ME = User("200", "Reception", "secret200")
ANNA = User("207", "Anna Berger", "secret207")
PETER = User("211", "Peter Lang", "secret211")

#: Longest wait for something that takes a second on a machine with nothing else to do.
PATIENCE = 30.0

_SETTINGS = """
[[accounts]]
name = "Office"
user = "200"
server = "127.0.0.1:{port}"
profile = "rfc"

[[keys]]
number = "207"
label = "Anna Berger"

[[keys]]
number = "211"
label = "Peter Lang"
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def account_of(server: SimServer, user: User) -> Account:
    """A user's account at the built-in PBX."""
    uri = SipUri("sip", user.number, None, server.settings.domain)
    target = Target("udp", *server.address)
    name = NameAddr(user.name, uri)
    return Account(user.number, name, target, Credentials(user.number, user.password))


class Partner:
    """A telephone in this process that answers at once, if it is to."""

    def __init__(self, server: SimServer, user: User) -> None:
        self.number = user.number
        self._server = server
        line = Line(account_of(server, user), "rfc")
        self.phone = Phone(Panel(load_profiles()), [line])
        self.answers = True
        self.phone.listen(self._heard)

    async def start(self) -> None:
        """Register, and wait until it can be called."""
        await self.phone.start()
        async with asyncio.timeout(PATIENCE):
            while not self._server.pbx.registered(self.number):  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def call(self) -> OwnCall | None:
        """Its newest call."""
        calls = self.phone.panel.own_calls()
        return calls[-1] if calls else None

    def hang_up(self) -> None:
        """End its calls."""
        for call in self.phone.panel.own_calls():
            self.phone.hang_up(call.id)

    def _heard(self, change: Change) -> None:
        match change:
            case OwnCallChanged(call=call) if call.state is OwnCallState.INCOMING and self.answers:
                asyncio.get_running_loop().call_soon(self.phone.answer, call.id)


@dataclass(slots=True)
class Running:
    """The panel, and what it talks to."""

    home: Path
    server: SimServer
    anna: Partner
    peter: Partner
    environment: dict[str, str]
    panel: asyncio.subprocess.Process | None = None
    place: UnixPlace = field(init=False)

    def __post_init__(self) -> None:
        self.place = UnixPlace(self.home / "run")

    @property
    def account_options(self) -> tuple[str, ...]:
        """What makes a command act by itself."""
        host, port = self.server.address
        return ("--server", f"{host}:{port}", "--user", ME.number, "--profile", "rfc")

    async def begin(self, *words: str) -> asyncio.subprocess.Process:
        """Start a command."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "blfpanel",
            *words,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *words: str) -> Result:
        """Run a command to its end."""
        return await finished(await self.begin(*words))

    async def start_panel(self) -> None:
        """Open the panel and wait until all its lamps are lit."""
        self.panel = await self.begin()
        await self.until(all_idle)

    async def stop_panel(self) -> Result:
        """Close the panel as a signal does."""
        panel, self.panel = self.panel, None
        assert panel is not None
        panel.send_signal(signal.SIGTERM)
        return await finished(panel)

    async def status(self) -> dict[str, Any] | None:
        """What the panel says of itself; None when it does not run."""
        told: list[dict[str, Any]] = []
        try:
            await ask(self.place, StatusOf(), told.append)
        except NotRunning:
            return None
        return told[0]

    async def hang_up(self) -> None:
        """End all calls of the panel."""
        for call in (await self.status() or {"calls": []})["calls"]:
            await ask(self.place, HangUp(call=call["call"]), lambda _: None)

    async def until(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait for the panel to be like this."""
        status = None
        try:
            async with asyncio.timeout(PATIENCE):
                while (status := await self.status()) is None or not condition(status):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"the panel did not come to this: {status}") from None
        return status

    async def lamp(self, number: str, lamp: str) -> None:
        """Wait for a lamp of the panel."""
        await self.until(
            lambda status: any(
                key["key"] == number and key["lamp"] == lamp for key in status["keys"]
            )
        )


def all_idle(status: dict[str, Any]) -> bool:
    """Whether every lamp of the panel says so."""
    return all(key["lamp"] == "idle" for key in status["keys"])


async def finished(process: asyncio.subprocess.Process) -> Result:
    """Wait for the end of a command."""
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Result(process.returncode, out.decode(), err.decode())


@contextlib.asynccontextmanager
async def running(home: Path, *, panel: bool = True) -> AsyncIterator[Running]:
    """A PBX with 200 (us), 207 and 211, and our panel."""
    profiles = load_profiles()
    guests = (ME, ANNA, PETER)
    async with SimServer(profile=profiles["rfc"], people=(), guests=guests) as server:
        (home / "settings.toml").write_text(_SETTINGS.format(port=server.address[1]))
        anna, peter = Partner(server, ANNA), Partner(server, PETER)
        environment = {
            **os.environ,
            "BLFPANEL_HOME": str(home),
            "BLFPANEL_PASSWORD": ME.password,
            "QT_QPA_PLATFORM": "offscreen",
        }
        # many processes: the first compiles for all
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        office = Running(home, server, anna, peter, environment)
        try:
            for partner in (anna, peter):
                await partner.start()
            if panel:
                await office.start_panel()
            yield office
        finally:
            if office.panel is not None:
                await office.stop_panel()
            for partner in (anna, peter):
                await partner.phone.stop()
