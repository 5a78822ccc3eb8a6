"""Two people who talk: two whole endpoints on a line, each answering what it is offered.

talk = Talk()
call = talk.a.call()
talk.answer()
talk.a.endpoint.reinvite(call, b"hold", talk.link.now)
talk.run(1)
"""

from __future__ import annotations

import random
from typing import TypeVar

from blfpanel.sip.account import Account
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    Event,
    IncomingCall,
    OfferAnswered,
    OfferReceived,
    UsageId,
)
from blfpanel.sip.flow import Address, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Link
from support.reacting import Reacting

E = TypeVar("E")


class Party(Reacting):
    """An endpoint that notes its events.

    Attributes:
        answers: how it answers an offer: a body, a status to refuse with, or None for later.
        descriptions: what was agreed, as far as it knows: its own and the far end's.
    """

    def __init__(
        self, name: str, seed: int, peer: Address, settings: EndpointSettings, transport: str
    ) -> None:
        self.name = name
        self.endpoint = Endpoint(Ids(random.Random(seed)), settings=settings)
        self.account = Account(
            name, NameAddr.parse(f"<sip:{name}@pbx.example>"), Target(transport, *peer)
        )
        self.endpoint.add_account(self.account)
        self.peer = peer
        self.events: list[Event] = []
        self.answers: bytes | int | None = b"fine by " + name.encode()
        self.offered = b""
        self.mine = b""
        self.theirs = b""
        self.link: Link

    # --- what it does ---

    def call(self, body: bytes = b"offer", *headers: tuple[str, str]) -> UsageId:
        """Call the other one."""
        uri = SipUri("sip", "other", None, *self.peer)
        self.offered = body
        return self.endpoint.call(self.account, CallSpec(uri, body, headers=headers), self.now)

    def reinvite(self, call: UsageId, body: bytes) -> None:
        """Offer something new."""
        self.offered = body
        self.endpoint.reinvite(call, body, self.now)

    def update(self, call: UsageId, body: bytes) -> None:
        """The same by UPDATE."""
        self.offered = body
        self.endpoint.update(call, body, self.now)

    @property
    def now(self) -> float:
        """The line's time."""
        return self.link.now

    def of(self, kind: type[E]) -> list[E]:
        """Its events of a kind so far."""
        self._react(self.now)
        return [event for event in self.events if isinstance(event, kind)]

    def last(self, kind: type[E]) -> E:
        """The latest one."""
        return self.of(kind)[-1]

    # --- how it reacts ---

    def _react(self, now: float) -> None:
        while (event := self.endpoint.poll_event()) is not None:
            self.events.append(event)
            match event:
                case OfferReceived(call=call, body=body):
                    self._answer(call, body, now)
                case OfferAnswered(body=body) if self.offered:
                    self.mine, self.theirs = self.offered, body
                case _:
                    pass

    def _answer(self, call: UsageId, offer: bytes, now: float) -> None:
        match self.answers:
            case bytes() as body:
                if offer:
                    self.mine, self.theirs = body, offer
                else:
                    self.offered = body
                self.endpoint.accept_offer(call, body, now)
            case int() as status:
                self.endpoint.refuse_offer(call, status, now)


class Talk:
    """The two of them, "a" who calls and "b" who is called."""

    def __init__(
        self,
        *,
        seed: int = 1,
        a: EndpointSettings | None = None,
        b: EndpointSettings | None = None,
        transport: str = "udp",
        **line: object,
    ) -> None:
        one, other = a or EndpointSettings(), b or EndpointSettings()
        self.a = Party("a", seed, ("192.0.2.2", 5060), one, transport)
        self.b = Party("b", seed + 1000, ("192.0.2.1", 5060), other, transport)
        self.link = Link(self.a, self.b, seed=seed, transport=transport, **{"delay": 0.01, **line})  # type: ignore[arg-type]
        self.a.link = self.b.link = self.link

    def run(self, seconds: float) -> None:
        """Let time pass."""
        self.link.run_for(seconds)

    def ringing(self, *headers: tuple[str, str]) -> tuple[UsageId, UsageId]:
        """A calls b, who has not said anything yet; the call's name at both ends."""
        call = self.a.call(b"offer", *headers)
        self.run(0.1)
        return call, self.b.last(IncomingCall).call

    def established(self, *headers: tuple[str, str]) -> tuple[UsageId, UsageId]:
        """A calls b, who answers; the call's name at both ends."""
        call, incoming = self.ringing(*headers)
        self.b.endpoint.progress(incoming, self.link.now)
        self.run(1)
        self.b.endpoint.answer(incoming, b"answer", self.link.now)
        self.run(1)
        assert self.a.of(CallEstablished), self.link.ladder()
        assert self.b.of(CallEstablished), self.link.ladder()
        return call, incoming

    def requests(self, source: str, method: str) -> list[str]:
        """The messages of a method one of them sent, as text."""
        return [sent.data.decode() for sent in self.link.sent(source, f"{method} ")]

    def ended(self) -> tuple[list[CallEnded], list[CallEnded]]:
        """How the calls ended at both ends."""
        return self.a.of(CallEnded), self.b.of(CallEnded)
