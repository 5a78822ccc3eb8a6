"""A built-in PBX and telephones that are real endpoints, on one network and one virtual clock."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from blfpanel.panel.profiles import load_profiles
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import Event, IncomingCall, NotifyReceived, UsageId
from blfpanel.sip.flow import Address, CloseFlow, Flow, OpenFlow, Output, Send, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.message import AnyMessage, parse_message
from blfpanel.sip.subscription import SubscriptionSpec
from blfpanel.sip.uri import NameAddr, SipUri

E = TypeVar("E")

DOMAIN = "pbx.example"
PBX_ADDRESS = ("192.0.2.1", 5060)
NAMES = {"200": "Desk", "207": "Anna Berger", "211": "Jens & Søn", "214": "Clara"}


class Node(Protocol):
    """What can be put on the network."""

    def receive(self, flow: Flow, data: bytes, now: float) -> None: ...
    def flow_opened(self, target: Target, flow: Flow, now: float) -> None: ...
    def flow_lost(self, flow: Flow, reason: str, now: float) -> None: ...
    def handle_timeout(self, now: float) -> None: ...
    def poll_output(self) -> Output | None: ...
    def next_deadline(self) -> float | None: ...


class Network:
    """Delivers at once and in order; time moves only when a test says so.

    Attributes:
        now: core time of all nodes.
        log: each message with who sent and who got it.
    """

    def __init__(self) -> None:
        self.now = 1000.0
        self.log: list[tuple[Address, Address, AnyMessage]] = []
        self._nodes: dict[Address, Node] = {}
        self._names: dict[str, Address] = {}
        self._flows: dict[tuple[str, Address, Address], Flow] = {}
        self._wire: deque[tuple[Flow, bytes]] = deque()

    def add(self, address: Address, node: Node, name: str | None = None) -> None:
        """Plug ``node`` in."""
        self._nodes[address] = node
        if name is not None:
            self._names[name] = address

    def remove(self, address: Address) -> None:
        """Unplug; what is sent there is lost."""
        del self._nodes[address]

    def lose_connections(self, address: Address) -> None:
        """All TCP connections of a node break."""
        for (transport, local, remote), flow in list(self._flows.items()):
            if transport == "tcp" and address in (local, remote):
                del self._flows[transport, local, remote]
                self._nodes[local].flow_lost(flow, "connection reset", self.now)
        self.settle()

    def settle(self) -> None:
        """Deliver until nothing is on its way."""
        moved = True
        while moved:
            moved = False
            for address, node in list(self._nodes.items()):
                while (output := node.poll_output()) is not None:
                    self._execute(address, node, output)
                    moved = True
            while self._wire:
                self._deliver(*self._wire.popleft())
                moved = True

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        self.settle()
        while True:
            deadlines = [d for n in self._nodes.values() if (d := n.next_deadline()) is not None]
            if not deadlines or min(deadlines) > end:
                break
            self.now = max(self.now, min(deadlines))
            for node in list(self._nodes.values()):
                node.handle_timeout(self.now)
            self.settle()
        self.now = end

    def _flow(self, transport: str, local: Address, remote: Address) -> Flow:
        key = transport, local, remote
        if key not in self._flows:
            self._flows[key] = Flow(*key)
        return self._flows[key]

    def _execute(self, address: Address, node: Node, output: Output) -> None:
        match output:
            case Send(flow=flow, data=data):
                self._wire.append((flow, data))
            case OpenFlow(target=target):
                remote = self._names.get(target.host, (target.host, target.port))
                node.flow_opened(target, self._flow(target.transport, address, remote), self.now)
            case CloseFlow():
                pass

    def _deliver(self, flow: Flow, data: bytes) -> None:
        self.log.append((flow.local, flow.remote, parse_message(data)))
        receiver = self._nodes.get(flow.remote)
        if receiver is not None:
            back = self._flow(flow.transport, flow.remote, flow.local)
            receiver.receive(back, data, self.now)


class Telephone:
    """A telephone of one user: an endpoint, its account and what happened to it."""

    def __init__(self, office: Office, number: str, address: Address, transport: str) -> None:
        self.number = number
        self.address = address
        self.endpoint = Endpoint(Ids(random.Random(f"{address}")))
        self.office = office
        self.account = Account(
            name=number,
            aor=NameAddr(None, SipUri("sip", number, None, DOMAIN)),
            server=Target(transport, DOMAIN, 5060),
            credentials=Credentials(number, f"secret-{number}"),
            unsolicited=Unsolicited.REGISTRAR,
        )
        self._seen: list[Event] = []
        office.network.add(address, self.endpoint)

    def events(self, kind: type[E]) -> list[E]:
        """All events of a kind so far."""
        self.office.network.settle()
        while (event := self.endpoint.poll_event()) is not None:
            self._seen.append(event)
        return [event for event in self._seen if isinstance(event, kind)]

    def last(self, kind: type[E]) -> E:
        """The latest event of a kind."""
        return self.events(kind)[-1]

    def register(self) -> None:
        """Register at the PBX."""
        self.registration = self.endpoint.register(self.account, self.office.network.now)
        self.office.network.settle()

    def call(self, number: str, *headers: tuple[str, str], body: bytes | None = None) -> UsageId:
        """Call ``number``."""
        spec = CallSpec(
            SipUri.dialled(number, self.account.aor.uri),
            body=self.offer() if body is None else body,
            headers=headers,
        )
        usage = self.endpoint.call(self.account, spec, self.office.network.now)
        self.office.network.settle()
        return usage

    def ring(self, status: int = 180) -> UsageId:
        """Ring for the call that came last."""
        call = self.last(IncomingCall).call
        self.endpoint.progress(call, self.office.network.now, status=status)
        self.office.network.settle()
        return call

    def answer(self) -> UsageId:
        """Take the call that came last."""
        call = self.last(IncomingCall).call
        self.endpoint.answer(call, self.offer(), self.office.network.now)
        self.office.network.settle()
        return call

    def reject(self, status: int) -> None:
        """Refuse the call that came last."""
        self.endpoint.reject(self.last(IncomingCall).call, status, self.office.network.now)
        self.office.network.settle()

    def watch(self, number: str, **changes: object) -> UsageId:
        """Subscribe to the calls of ``number``; ``changes`` go into the SubscriptionSpec."""
        spec = SubscriptionSpec(SipUri.dialled(number, self.account.aor.uri), **changes)  # type: ignore[arg-type]
        usage = self.endpoint.subscribe(self.account, spec, self.office.network.now)
        self.office.network.settle()
        return usage

    def hang_up(self, call: UsageId) -> None:
        """End a call."""
        self.endpoint.hang_up(call, self.office.network.now)
        self.office.network.settle()

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
        settings: further values of :class:`PbxSettings`.
    """

    def __init__(
        self,
        profile: str = "rfc",
        *,
        hidden: Sequence[str] = (),
        watches: Mapping[str, Sequence[str]] | None = None,
        **settings: object,
    ) -> None:
        self.network = Network()
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
            load_profiles()[profile],
            Ids(random.Random(1)),
            PbxSettings(DOMAIN, **values),  # type: ignore[arg-type]
            report=self.said.append,
        )
        self.network.add(PBX_ADDRESS, self.pbx, DOMAIN)
        self._count = 0

    def phone(self, number: str, *, registered: bool = True, transport: str = "udp") -> Telephone:
        """A new telephone for a user."""
        self._count += 1
        address = (f"192.0.2.{100 + self._count}", 5062)
        phone = Telephone(self, number, address, transport)
        if registered:
            phone.register()
        return phone

    def sent(self, method: str) -> list[AnyMessage]:
        """All requests of a method the PBX has sent."""
        return [
            message
            for sender, _, message in self.network.log
            if sender == PBX_ADDRESS and message.start_line.startswith(f"{method} ")
        ]
