"""The built-in PBX and its people on real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from blfpanel.media.session import RtpMediaFactory
from blfpanel.net.driver import Driver
from blfpanel.net.trace import Trace
from blfpanel.panel.profiles.profiles import PbxProfile
from blfpanel.sim.cast import GUESTS, PEOPLE
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sim.people import People
from blfpanel.sim.scenario import PlannedCall, Scenario, office_day
from blfpanel.sip.events import Event
from blfpanel.sip.flow import Address, Target, Tls
from blfpanel.sip.ids import Ids

#: How long people may take to register and to leave, seconds; on loopback it is milliseconds.
_ARRIVE_WITHIN = 5.0
_LEAVE_WITHIN = 1.0

_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class SimServer:
    """A SIP server that others can register at, while simulated people call each other.

    ::

        async with SimServer(profile=load_profiles()["rfc"]) as server:
            host, port = server.address     # UDP and TCP

    Args:
        host: numeric address to listen at.
        port: 0 takes any free one.
        profile: the PBX it plays.
        people: who is simulated; may be empty.
        guests: further numbers, for real telephones.
        scenario: the people's timetable; None invents one from ``seed``.
        seed: of everything that is left to chance but identifiers.
        settings: of the PBX; None takes the usual ones.
        report: told in a line of words what happens.
        trace: records all messages of the PBX.
        tls: the certificate and key to speak TLS with as well, at ``tls_address``.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        profile: PbxProfile,
        people: Sequence[User] = PEOPLE,
        guests: Sequence[User] = GUESTS,
        scenario: Scenario | None = None,
        seed: int = 1,
        settings: PbxSettings | None = None,
        report: Callable[[str], None] = lambda line: None,
        trace: Trace | None = None,
        tls: Tls | None = None,
    ) -> None:
        self.profile = profile
        self.address: Address = (host, port)
        self.tls_address: Address | None = None
        self._tls = tls
        self._people_users = tuple(people)
        self.users = (*guests, *people)
        self._scenario = scenario
        self._chance = random.Random(seed)
        self._ids = Ids(random.SystemRandom())
        self.settings = settings or PbxSettings(domain=_own_address(host))
        self.pbx = Pbx(self.users, profile, self._ids, self.settings, report=report)
        self._trace = trace
        self._drivers: list[Driver] = []
        self._news = asyncio.Event()
        self._voice: asyncio.DatagramTransport | None = None
        self.people: People | None = None

    async def __aenter__(self) -> Self:
        """Listen, and let the people come.

        Raises:
            OSError: if the address cannot be had.
        """
        server = self._drive(Driver(self.pbx, on_event=_ignore, trace=self._trace))
        try:
            self.address = await server.listen_all(*self.address)
            if self._tls is not None:
                self.tls_address = await server.listen("tls", self.address[0], 0, self._tls)
            if self._people_users:
                await self._bring_people()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the people go, and close."""
        if self.people is not None:
            people, driver = self.people, self._drivers[-1]
            people.stop(driver.now())
            driver.pump()
            await self._until(lambda: people.all_gone, _LEAVE_WITHIN)
        await self._close()

    def follow(self, scenario: Scenario) -> None:
        """Let the people follow another timetable, times counted from now."""
        if self.people is not None:
            driver = self._drivers[-1]
            self.people.follow(scenario.calls(), driver.now())
            driver.pump()

    # --- inside ---

    def _drive(self, driver: Driver) -> Driver:
        self._drivers.append(driver)
        return driver

    async def _bring_people(self) -> None:
        host, port = self.address
        host = _ANY_ADDRESS.get(host, host)
        loop = asyncio.get_running_loop()
        self._voice, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=(host, 0)
        )
        people = self.people = People(
            self._people_users,
            Target("udp", host, port),
            self.settings.domain,
            self._timetable(),
            self._ids,
            self._chance,
            self._voice.get_extra_info("sockname")[:2],
            RtpMediaFactory(),
        )
        driver = self._drive(Driver(people, on_event=self._moved, trace=Trace(messages=0)))
        people.start(driver.now())
        driver.pump()
        await self._until(lambda: people.all_there, _ARRIVE_WITHIN)

    def _moved(self, event: Event, now: float) -> None:
        self._news.set()

    async def _until(self, done: Callable[[], bool], seconds: float) -> None:
        """Wait until the people are where they should be, or the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not done():
                    self._news.clear()
                    await self._news.wait()

    def _timetable(self) -> Iterator[PlannedCall]:
        if self._scenario is not None:
            return self._scenario.calls()
        numbers = [user.number for user in self._people_users]
        return office_day(numbers, self._chance)

    async def _close(self) -> None:
        for driver in reversed(self._drivers):
            await driver.close()
        if self._voice is not None:
            self._voice.close()


def _ignore(event: Event, now: float) -> None:
    """The PBX has dealt with its events already."""


def _own_address(host: str) -> str:
    """What to call ourselves in addresses: where we listen, or this machine's usual address."""
    if host not in _ANY_ADDRESS:
        return host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: a datagram socket only looks its route up.
            probe.connect(("2001:db8::1" if ":" in host else "192.0.2.1", 9))
        except OSError:
            return _ANY_ADDRESS[host]
        name: str = probe.getsockname()[0]
        return name
