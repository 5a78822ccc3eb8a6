"""What all usages share: ids, timers, queues, flows, dialogs and how a request leaves.

RFC 3261 §5 speaks of a "core" above the transactions. Usages get this object, never the
endpoint: they can send and report, but not reach each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from blfpanel.sip.account import Account
from blfpanel.sip.auth import DigestClient
from blfpanel.sip.dialog import Dialog, Leg, target_of
from blfpanel.sip.events import Event, Failure, UsageId
from blfpanel.sip.flow import CloseFlow, Flow, OpenFlow, Output, Send, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.message import Request
from blfpanel.sip.pacing import Pacer
from blfpanel.sip.timers import TimerQueue
from blfpanel.sip.transaction import ServerTransaction, TimerValues, TransactionLayer
from blfpanel.sip.uas import refuse
from blfpanel.sip.uri import NameAddr, SipUri

#: Where a request can be sent: a flow we have, or a place we still need one to.
Hop: TypeAlias = Flow | Target


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How an endpoint behaves as a whole.

    Attributes:
        user_agent: value of User-Agent in what we send; empty for none.
        timers: T1, T2, T4 of RFC 3261.
        handed_up: methods (outside of dialogs) the owner answers itself, as a PBX does.
        any_address: take calls for every address, not only for our accounts'.
        subscribe_rate: how many SUBSCRIBEs may go to one server each second (see ``pacing``).
    """

    user_agent: str = ""
    timers: TimerValues = field(default_factory=TimerValues)
    handed_up: frozenset[str] = frozenset()
    any_address: bool = False
    subscribe_rate: float = 20.0


#: Dialogs of ours that have ended, of which it is remembered that they were ours.
_ENDED_LEGS = 4096


class Usage:
    """A registration, a subscription or a call: what requests in a dialog are handed to.

    The base answers for usages that have no dialog, or expect nothing in it.
    """

    id: UsageId

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in one of this usage's dialogs; it must be answered."""
        refuse(transaction, 481, now)

    def ack_received(self, request: Request, now: float) -> None:
        """The ACK of a 2xx in one of this usage's dialogs; only a callee waits for one."""

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A flow is gone; mind it if it was this usage's."""


class Waiting(Protocol):
    """Who asked for a flow and waits for it."""

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Here it is."""

    def flow_refused(self, failure: Failure, now: float) -> None:
        """There will be none."""


class Lookout(Protocol):
    """Who judges by what an account's usages meet whether its server is still the same."""

    def heard(self, now: float) -> None:
        """The server answered something."""

    def not_heard(self, now: float) -> None:
        """A request found no answer."""

    def dialog_known(self, usage: Usage) -> None:
        """The server knows a dialog made before."""

    def dialog_unknown(self, usage: Usage, now: float) -> None:
        """The server does not know a dialog it has made."""

    def restarted(self, now: float) -> None:
        """The server shows that it was restarted."""

    def woke(self, now: float) -> None:
        """This machine has slept."""


class Core:
    """The shared services. One per endpoint."""

    def __init__(self, ids: Ids, settings: EndpointSettings) -> None:
        self.ids = ids
        self.settings = settings
        self.output: deque[Output] = deque()
        self.events: deque[Event] = deque()
        self.timers = TimerQueue()
        self.transactions = TransactionLayer(self.timers, self.output, settings.timers)
        self.usages: dict[UsageId, Usage] = {}
        self.legs: dict[Leg, Usage] = {}
        self.ended_legs: dict[Leg, None] = {}
        #: Accounts that got news nobody had asked for.
        self.told_unasked: set[str] = set()
        self.lookouts: dict[str, Lookout] = {}
        self._pacers: dict[Target, Pacer] = {}
        self._digests: dict[str, DigestClient] = {}
        self._flows: dict[Target, Flow] = {}
        self._waiting: dict[Target, list[Waiting]] = {}
        self._usage_count = 0

    # --- usages ---

    def new_usage_id(self) -> UsageId:
        """A number no usage of this endpoint had before."""
        self._usage_count += 1
        return UsageId(self._usage_count)

    def add(self, usage: Usage, leg: Leg | None = None) -> None:
        """Know a usage and, if given, its half-dialog."""
        self.usages[usage.id] = usage
        if leg is not None:
            self.legs[leg] = usage

    def remove(self, usage: Usage, legs: Iterable[Leg] = ()) -> None:
        """Forget a usage that has ended."""
        self.usages.pop(usage.id, None)
        for leg in legs:
            self.legs.pop(leg, None)

    def end_leg(self, leg: Leg) -> None:
        """A dialog ended; what still comes in it is not meant for anybody."""
        self.legs.pop(leg, None)
        self.ended_legs[leg] = None
        if len(self.ended_legs) > _ENDED_LEGS:
            del self.ended_legs[next(iter(self.ended_legs))]

    def emit(self, event: Event) -> None:
        """Queue an event for the owner."""
        self.events.append(event)

    # --- what usages find out about a server ---

    def pacer(self, account: Account) -> Pacer:
        """The row before the account's server."""
        known = self._pacers.get(account.server)
        if known is None:
            known = Pacer(self.timers, self.settings.subscribe_rate)
            self._pacers[account.server] = known
        return known

    def heard(self, account: Account, now: float) -> None:
        """The account's server answered."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.heard(now)

    def not_heard(self, account: Account, now: float) -> None:
        """The account's server did not answer."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.not_heard(now)

    def dialog_known(self, account: Account, usage: Usage) -> None:
        """The account's server knows a dialog made before."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.dialog_known(usage)

    def dialog_unknown(self, account: Account, usage: Usage, now: float) -> None:
        """The account's server does not know a dialog it has made."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.dialog_unknown(usage, now)

    def restarted(self, account: Account, now: float) -> None:
        """The account's server shows that it was restarted."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.restarted(now)

    # --- flows ---

    def learn(self, flow: Flow) -> None:
        """Remember a flow by its peer, so that requests to that address use it."""
        self._flows[Target(flow.transport, *flow.remote)] = flow

    def known_flow(self, target: Target) -> Flow | None:
        """The flow to a target, if there is one."""
        return self._flows.get(target)

    def flow_to(self, hop: Hop, waiting: Waiting, now: float) -> None:
        """Give ``waiting`` a flow to ``hop``, now or when it has been opened."""
        flow = hop if isinstance(hop, Flow) else self._flows.get(hop)
        if flow is not None:
            waiting.flow_ready(flow, now)
            return
        assert isinstance(hop, Target)
        queue = self._waiting.setdefault(hop, [])
        queue.append(waiting)
        if len(queue) == 1:
            self.output.append(OpenFlow(hop))

    def look_for_way(self, target: Target, waiting: Waiting) -> None:
        """Ask for the flow to ``target`` again: the way there may have changed."""
        queue = self._waiting.setdefault(target, [])
        queue.append(waiting)
        if len(queue) == 1:
            self.output.append(OpenFlow(target))

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        """The answer to an OpenFlow."""
        before = self._flows.get(target)
        if before is not None and before.local == flow.local:
            flow = before  # another of the server's addresses, perhaps, but this one serves
        self._flows[target] = flow
        self.learn(flow)
        if before is not None and before is not flow:
            self._moved(before, now)
        for waiting in self._waiting.pop(target, []):
            waiting.flow_ready(flow, now)

    def _moved(self, before: Flow, now: float) -> None:
        """Another way leads there now: what was told the server about us is outdated."""
        self._flows = {
            target: known for target, known in self._flows.items() if known is not before
        }
        self.output.append(CloseFlow(before))
        for usage in list(self.usages.values()):
            usage.flow_lost(before, "The address of this machine has changed.", now)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        """The other answer to an OpenFlow."""
        failure = Failure(503, reason, local=True)
        for waiting in self._waiting.pop(target, []):
            waiting.flow_refused(failure, now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """Forget a flow; its transactions fail and the usages hear of it."""
        self._flows = {target: known for target, known in self._flows.items() if known is not flow}
        self.transactions.flow_lost(flow, reason, now)
        for usage in list(self.usages.values()):
            usage.flow_lost(flow, reason, now)

    def hop_of(self, dialog: Dialog, account: Account | None, flow: Flow | None) -> Hop:
        """Where the next request of a dialog goes (RFC 3261 §8.1.2, §12.2.1.1).

        A next hop that names the account's own server uses the account's flow, whatever name it
        goes by; a dialog over a connection stays on it, since a client behind NAT can be
        reached in no other way (RFC 5626 §5.3).
        """
        uri = dialog.next_hop()
        if uri is None:
            return flow or self._server_of(account)
        target = target_of(uri, flow.transport if flow else "udp")
        if flow is not None and (flow.reliable or (target.host, target.port) == flow.remote):
            return flow
        if account is not None and target == account.server:
            return account.server
        return self._flows.get(target, target)

    def _server_of(self, account: Account | None) -> Hop:
        assert account is not None, "a dialog without a target needs an account's server"
        return account.server

    # --- what goes into messages ---

    def digest(self, account: Account) -> DigestClient | None:
        """The account's digest state, shared by all its usages; None without credentials."""
        if account.credentials is None:
            return None
        known = self._digests.get(account.name)
        if known is None or known.credentials != account.credentials:
            known = self._digests[account.name] = DigestClient(account.credentials)
        return known

    def via(self, flow: Flow) -> str:
        """A Via for a request on ``flow`` (RFC 3261 §8.1.1.7, RFC 3581 §3)."""
        host = host_port(flow)
        return f"SIP/2.0/{flow.transport.upper()} {host};branch={self.ids.branch()};rport"

    def send_ack(self, request: Request, flow: Flow) -> bytes:
        """Send the ACK of a 2xx, which is a transaction of nobody (§13.2.2.4); returns it."""
        request.headers.prepend("Via", self.via(flow))
        data = request.to_bytes()
        self.output.append(Send(flow, data))
        return data


def host_port(flow: Flow) -> str:
    """Our own address on a flow, as Via and Contact write it."""
    host, port = flow.local
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def contact(user: str | None, flow: Flow) -> NameAddr:
    """The Contact by which the peer of ``flow`` reaches us."""
    host, port = flow.local
    params = () if flow.transport == "udp" else (("transport", flow.transport),)
    return NameAddr(None, SipUri("sip", user, None, host, port, params, ()), ())
