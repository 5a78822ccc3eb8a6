"""Many phones in one process, for storms of calls: blfpanel's own endpoint, one account a phone.

Only the watcher and its lamps are judged with them: the phones know what they did, the PBX is real.
Each takes part in one call at a time. Further callers are told that it is busy; where ``waiting``
is set they hear it ring until they give up. Who asks for the call by Replaces gets it, as RFC 3891
says: while it rings only, if early-only is asked for.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import random
from collections.abc import AsyncIterator, Sequence

from blfpanel.body.sdp import SessionDescription, make_answer, make_offer
from blfpanel.net.driver import Driver
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    Event,
    IncomingCall,
    RegistrationChanged,
    RegistrationState,
    UsageId,
)
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from real.pbx import Pbx

PATIENCE = 20.0  #: seconds until all phones are registered


class Doing(enum.Enum):
    """What a phone does."""

    NOTHING = "nothing"
    CALLING = "calling"
    RINGING = "ringing"
    TALKING = "talking"


class Handset:
    """One phone: what it does, and in which call."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.doing = Doing.NOTHING
        self.call: UsageId | None = None
        self.offer = b""
        self.waiting = False

    def free(self) -> None:
        """Its call is over."""
        self.doing, self.call = Doing.NOTHING, None


class Handsets:
    """The phones of these numbers at a PBX."""

    def __init__(self, pbx: Pbx, numbers: Sequence[str], chance: random.Random) -> None:
        server = Target("udp", pbx.host, pbx.port)
        self.phones = {
            number: Handset(
                Account(
                    name=number,
                    aor=NameAddr(f"Phone {number}", SipUri("sip", number, None, pbx.host)),
                    server=server,
                    credentials=Credentials(number, pbx.password(number)),
                    expires=600,
                )
            )
            for number in numbers
        }
        self._host = pbx.host
        self._endpoint = Endpoint(Ids(random.Random(chance.random())))
        self._driver = Driver(self._endpoint, on_event=self._event)
        self._by_call: dict[UsageId, Handset] = {}
        self._registrations: set[UsageId] = set()
        self._registered = asyncio.Event()
        self.calls = 0

    # --- what a phone can be told ---

    def call(self, number: str, callee: str) -> None:
        """Call, if the phone does nothing else."""
        phone = self.phones[number]
        offer = make_offer(self._host, 9, session_id=1, version=1).to_bytes()
        spec = CallSpec(SipUri("sip", callee, None, self._host), offer)
        call = self._endpoint.call(phone.account, spec, self._driver.now())
        self._takes_part(phone, call, Doing.CALLING)
        self.calls += 1
        self._driver.pump()

    def answer(self, number: str) -> None:
        """Take the call that rings."""
        phone = self.phones[number]
        offer = SessionDescription.parse(phone.offer)
        answer = make_answer(offer, self._host, 9, session_id=1, version=1)
        assert phone.call is not None
        self._endpoint.answer(phone.call, answer.to_bytes(), self._driver.now())
        self._driver.pump()

    def hang_up(self, number: str) -> None:
        """End the call: CANCEL, 603 or BYE."""
        phone = self.phones[number]
        if phone.call is not None:
            self._endpoint.hang_up(phone.call, self._driver.now())
        self._driver.pump()

    # --- all of them ---

    async def register(self) -> None:
        """Register all; fails when that takes too long."""
        for phone in self.phones.values():
            usage = self._endpoint.register(phone.account, self._driver.now())
            self._registrations.add(usage)
        self._driver.pump()
        async with asyncio.timeout(PATIENCE):
            await self._registered.wait()

    async def close(self) -> None:
        """Stop without a word."""
        await self._driver.close()

    def _event(self, event: Event, now: float) -> None:
        match event:
            case RegistrationChanged(usage=usage, state=RegistrationState.REGISTERED):
                self._registrations.discard(usage)
                if not self._registrations:
                    self._registered.set()
            case IncomingCall(call=call, account=str(number), request=request, replaced=int()):
                phone = self.phones[number]
                self._by_call.pop(phone.call or call, None)
                phone.offer = request.body
                self._takes_part(phone, call, Doing.TALKING)
                self.answer(number)
            case IncomingCall(call=call, account=str(number), request=request):
                phone = self.phones[number]
                if phone.doing is not Doing.NOTHING:
                    if phone.waiting:
                        self._endpoint.progress(call, now)
                    else:
                        self._endpoint.reject(call, 486, now)
                    return
                phone.offer = request.body
                self._takes_part(phone, call, Doing.RINGING)
                self._endpoint.progress(call, now)
            case CallEstablished(call=call) if call in self._by_call:
                self._by_call[call].doing = Doing.TALKING
            case CallEnded(call=call) if call in self._by_call:
                self._by_call.pop(call).free()

    def _takes_part(self, phone: Handset, call: UsageId, doing: Doing) -> None:
        phone.call, phone.doing = call, doing
        self._by_call[call] = phone


@contextlib.asynccontextmanager
async def registered(
    pbx: Pbx, numbers: Sequence[str], chance: random.Random
) -> AsyncIterator[Handsets]:
    """Phones of these numbers, registered; they go at the end."""
    phones = Handsets(pbx, numbers, chance)
    try:
        await phones.register()
        yield phones
    finally:
        await phones.close()
