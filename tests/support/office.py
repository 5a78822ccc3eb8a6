"""A built-in PBX and telephones that are real endpoints, on one network and one virtual clock."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from blfpanel.panel.profiles.mannerisms import Takes
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import Event, IncomingCall, NotifyReceived, UsageId
from blfpanel.sip.flow import Address, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.message import AnyMessage, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network

E = TypeVar("E")

DOMAIN = "pbx.example"
PBX = "pbx"
NAMES = {"200": "Desk", "207": "Anna Berger", "211": "Jens & Søn", "214": "Clara"}


class Telephone:
    """A telephone of one user: an endpoint, its account and what happened to it."""

    def __init__(self, office: Office, number: str, name: str, transport: str) -> None:
        self.number = number
        self.name = name
        self.office = office
        self.endpoint = Endpoint(Ids(random.Random(name)))
        self.account = Account(
            name=number,
            aor=NameAddr(None, SipUri("sip", number, None, DOMAIN)),
            server=Target(transport, *office.network.address[PBX]),
            credentials=Credentials(number, f"secret-{number}"),
            unsolicited=Unsolicited.REGISTRAR,
        )
        self._seen: list[Event] = []

    @property
    def address(self) -> Address:
        """Where it is on the network."""
        return self.office.network.address[self.name]

    def events(self, kind: type[E]) -> list[E]:
        """All events of a kind so far."""
        self.office.settle()
        while (event := self.endpoint.poll_event()) is not None:
            self._seen.append(event)
        return [event for event in self._seen if isinstance(event, kind)]

    def last(self, kind: type[E]) -> E:
        """The latest event of a kind."""
        return self.events(kind)[-1]

    def register(self) -> None:
        """Register at the PBX."""
        self.registration = self.endpoint.register(self.account, self.office.network.now)
        self.office.settle()

    def call(self, number: str, *headers: tuple[str, str], body: bytes | None = None) -> UsageId:
        """Call ``number``."""
        spec = CallSpec(
            SipUri.dialled(number, self.account.aor.uri),
            body=self.offer() if body is None else body,
            headers=headers,
        )
        usage = self.endpoint.call(self.account, spec, self.office.network.now)
        self.office.settle()
        return usage

    def ring(self, status: int = 180) -> UsageId:
        """Ring for the call that came last."""
        call = self.last(IncomingCall).call
        self.endpoint.progress(call, self.office.network.now, status=status)
        self.office.settle()
        return call

    def answer(self) -> UsageId:
        """Take the call that came last."""
        call = self.last(IncomingCall).call
        self.endpoint.answer(call, self.offer(), self.office.network.now)
        self.office.settle()
        return call

    def reject(self, status: int) -> None:
        """Refuse the call that came last."""
        self.endpoint.reject(self.last(IncomingCall).call, status, self.office.network.now)
        self.office.settle()

    def watch(self, number: str, **changes: object) -> UsageId:
        """Subscribe to the calls of ``number``; ``changes`` go into the SubscriptionSpec."""
        spec = SubscriptionSpec(SipUri.dialled(number, self.account.aor.uri), **changes)  # type: ignore[arg-type]
        usage = self.endpoint.subscribe(self.account, spec, self.office.network.now)
        self.office.settle()
        return usage

    def hang_up(self, call: UsageId) -> None:
        """End a call."""
        self.endpoint.hang_up(call, self.office.network.now)
        self.office.settle()

    def offer(self) -> bytes:
        """A session description that says where this telephone listens."""
        host, port = self.address
        lines = (
            "v=0",
            f"o=- 1 1 IN IP4 {host}",
            "s=-",
            f"c=IN IP4 {host}",
            "t=0 0",
            f"m=audio {port + 1000} RTP/AVP 8 0",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=sendrecv",
        )
        return "".join(f"{line}\r\n" for line in lines).encode()

    def documents(self, number: str | None = None) -> list[str]:
        """The bodies of all NOTIFYs so far, those of ``number`` only if given."""
        return [
            event.request.body.decode()
            for event in self.events(NotifyReceived)
            if number in (None, self._subject(event))
        ]

    def _subject(self, event: NotifyReceived) -> str | None:
        """Whose state a NOTIFY tells: its Contact says it in any case."""
        contact = event.request.contact
        return contact.uri.user if contact else None


class Office:
    """A PBX with the users 200, 207, 211 and 214, and their telephones.

    Args:
        profile: what the PBX plays.
        hidden: further users, whom nobody may watch.
        watches: whose calls a user is told of unasked, where not everybody's.
        takes: which pick-ups the PBX takes, where not as the profile says.
        settings: further values of :class:`PbxSettings`.
    """

    def __init__(
        self,
        profile: str = "rfc",
        *,
        hidden: Sequence[str] = (),
        watches: Mapping[str, Sequence[str]] | None = None,
        takes: Takes | None = None,
        **settings: object,
    ) -> None:
        plays = load_profiles()[profile]
        if takes is not None:
            plays = msgspec.structs.replace(plays, takes=takes)
        self.said: list[str] = []
        values: dict[str, object] = {"unsolicited": False, **settings}
        groups = {number: frozenset(others) for number, others in (watches or {}).items()}
        users = [
            User(number, name, f"secret-{number}", groups.get(number))
            for number, name in NAMES.items()
        ]
        users += [User(number, number, f"secret-{number}", hidden=True) for number in hidden]
        self.pbx = Pbx(
            users,
            plays,
            Ids(random.Random(1)),
            PbxSettings(DOMAIN, **values),  # type: ignore[arg-type]
            report=self.said.append,
        )
        self.network = Network({PBX: self.pbx}, now=1000.0)

    def phone(self, number: str, *, registered: bool = True, transport: str = "udp") -> Telephone:
        """A new telephone for a user."""
        name = f"phone {len(self.network.peers)}"
        self.network.address[name] = (f"192.0.2.{100 + len(self.network.peers)}", 5062)
        phone = Telephone(self, number, name, transport)
        self.network.peers[name] = phone.endpoint
        if registered:
            phone.register()
        return phone

    def settle(self) -> None:
        """Let everything happen that needs no time."""
        self.network.run(self.network.now)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.network.run_for(seconds)

    def unplug(self, phone: Telephone) -> None:
        """Nothing reaches the telephone any more, nor comes from it."""
        self.network.lose(lambda sent: phone.name in (sent.source, sent.destination))

    def sent(self, beginning: str, to: Telephone | None = None) -> list[AnyMessage]:
        """What the PBX sent, to one telephone or to all, whose first line begins so."""
        return [
            parse_message(sent.data)
            for sent in self.network.sent(PBX, beginning)
            if to is None or sent.destination == to.name
        ]
