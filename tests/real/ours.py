"""blfpanel's phone in this process, for what no command does: holding, transferring, answering."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from blfpanel.media.session import RtpMediaFactory
from blfpanel.media.tones import Tone
from blfpanel.panel.changes import Change, OwnCallChanged
from blfpanel.panel.model import OwnCall, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr
from real.pbx import Pbx

PATIENCE = 20.0  #: seconds
TONE = 440  #: what the phone plays, Hz


@dataclass(slots=True)
class Watcher:
    """A phone, and what became of its calls."""

    phone: Phone
    states: list[OwnCall] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, change: Change) -> None:
        """A listener of the phone."""
        if isinstance(change, OwnCallChanged):
            self.states.append(change.call)
            self._news.set()

    async def until(self, wanted: Callable[[OwnCall], bool]) -> OwnCall:
        """The first state, also of those before, that is as wanted."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for call in self.states:
                        if wanted(call):
                            return call
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"not as wanted: {self.states}") from None

    async def reaches(self, state: OwnCallState, other_than: OwnCall | None = None) -> OwnCall:
        """A call, other than this one, enters ``state``."""
        return await self.until(
            lambda call: call.state is state and (other_than is None or call.id != other_than.id)
        )

    async def packets(self, call: OwnCall) -> tuple[int, int]:
        """How many packets of sound the call sends and receives in half a second."""
        before = self.phone.statistics(call.id)
        await asyncio.sleep(0.5)
        after = self.phone.statistics(call.id)
        assert before is not None
        assert after is not None
        return (
            after.packets_sent - before.packets_sent,
            after.packets_received - before.packets_received,
        )


@asynccontextmanager
async def started(line: Line) -> AsyncIterator[Watcher]:
    """A phone with this line, which is ready to call."""
    media = RtpMediaFactory(make_source=lambda: Tone(TONE))
    phone = Phone(Panel(load_profiles()), [line], media=media, numbers=random.Random(5))
    watcher = Watcher(phone)
    phone.listen(watcher.note)
    await phone.start()
    try:
        await _ready(phone, line)
        yield watcher
    finally:
        await phone.stop()


async def _ready(phone: Phone, line: Line) -> None:
    """Until it is registered, or where that is not wanted until it can speak to the server."""

    def is_ready() -> bool:
        if not line.register:
            return phone._endpoint.local_address(line.account) is not None
        state = phone.panel.account_state(line.account.name)
        return state is not None and state.kind == "registered"

    async with asyncio.timeout(PATIENCE):
        while not is_ready():  # noqa: ASYNC110 - a flow that was opened is no event
            await asyncio.sleep(0.02)


def line_to(host: str, port: int) -> Line:
    """For a far end that is no PBX: nothing is registered."""
    account = Account(
        "test", NameAddr.parse(f"<sip:200@{host}>"), Target("udp", host, port), credentials=None
    )
    return Line(account, profile="rfc", register=False)


def line_at(pbx: Pbx, number: str) -> Line:
    """Of a number at a PBX."""
    account = Account(
        number,
        NameAddr.parse(f"<sip:{number}@{pbx.host}>"),
        Target("udp", pbx.host, pbx.port),
        credentials=Credentials(number, pbx.password(number)),
    )
    return Line(account)
