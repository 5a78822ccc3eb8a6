"""The whole program in one process: window, phone, network, built-in PBX. Real time, loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import msgspec
from PySide6.QtWidgets import QApplication

from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.keys import Key, ParkKey, PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import Profiles, load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.cast import GUESTS, YOU
from blfpanel.sim.directory import User
from blfpanel.sim.scenario import PlannedCall, Scenario
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.message import Request, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri

#: Longest wait for something that takes milliseconds on a machine with nothing else to do.
PATIENCE = 20.0

ANNA = User("207", "Anna Berger", "panel207", watches=frozenset())
PETER = User("211", "Peter Lang", "panel211", watches=frozenset())
TOM = User("202", "Tom Weiss", "panel202", watches=frozenset())


async def until(condition: Callable[[], bool], what: str) -> None:
    """Let the loop run until ``condition`` holds; fails with ``what`` if it never does."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - what a widget shows is no event
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"it did not come to this: {what}") from None


@dataclass(slots=True)
class Desk:
    """A desk at a PBX: its phone, its window, and what the PBX got to see of it."""

    server: SimServer
    phone: Phone
    window: MainWindow

    def requests(self, method: str) -> list[Request]:
        """The requests of this kind that our phone has sent, in order, each once."""
        found: dict[bytes, Request] = {}
        for entry in self.phone.trace:
            if entry.direction.name == "OUT" and entry.data.startswith(method.encode() + b" "):
                message = parse_message(entry.data)
                assert isinstance(message, Request)
                found[entry.data] = message
        return list(found.values())

    def lamp(self, number: str) -> str:
        """The word of a partner's face."""
        return self.phone.panel.face(KeyId(number)).lamp.value


OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@asynccontextmanager
async def open_desk_at(
    qapp: QApplication,
    *calls: PlannedCall,
    profile: str = "innovaphone",
    password: str = YOU.password,
    settle_ms: int = 250,
    places: tuple[str, ...] = (),
) -> AsyncIterator[Desk]:
    """A desk at a PBX of this profile; the calls begin when it knows everybody's lamp.

    ``places`` are numbers where calls are parked.
    """
    profiles = Profiles(
        msgspec.structs.replace(each, settle_ms=settle_ms) for each in load_profiles().values()
    )
    people = (ANNA, PETER, TOM)
    quiet = Scenario(call=())
    parks = tuple(User(n, f"Park {n}", f"park{n}", place=True) for n in places)
    async with SimServer(
        profile=profiles[profile], people=people, guests=(*GUESTS, *parks), scenario=quiet
    ) as server:
        host, port = server.address
        account = Account(
            "Reception",
            NameAddr(YOU.name, SipUri("sip", YOU.number, None, server.settings.domain)),
            Target("udp", host, port),
            Credentials(YOU.number, password),
        )
        keys: list[Key] = [
            *(PartnerKey(KeyId(u.number), u.name, u.number, account.name) for u in people),
            *(ParkKey(KeyId(f"park:{n}"), f"Park {n}", n, account.name) for n in places),
        ]
        phone = Phone(Panel(profiles), [Line(account)], keys)
        window = MainWindow(phone, Theme(qapp, Scheme.LIGHT))
        window.resize(1200, 700)
        window.show()
        window.activateWindow()
        await until(window.isActiveWindow, "the window has the keyboard")
        await phone.start()
        window.started()
        desk = Desk(server, phone, window)
        try:
            if calls:
                await until(lambda: all(desk.lamp(u.number) == "idle" for u in people), "all idle")
                server.follow(Scenario(call=calls))
            yield desk
        finally:
            window.hide()
            await phone.stop()
            window.deleteLater()
