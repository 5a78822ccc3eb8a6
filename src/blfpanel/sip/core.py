"""What all usages share: ids, timers, queues, flows, dialogs and how a request leaves.

RFC 3261 §5 speaks of a "core" above the transactions. Usages get this object, never the
endpoint: they can send and report, but not reach each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from blfpanel.sip.account import Account
from blfpanel.sip.auth import DigestClient
from blfpanel.sip.dialog import Dialog, Leg, target_of
from blfpanel.sip.events import Event, UsageId
from blfpanel.sip.flow import Flow, Output, Send, Target
from blfpanel.sip.flows import Flows
from blfpanel.sip.flows import Hop as Hop
from blfpanel.sip.ids import Ids
from blfpanel.sip.pacing import Pacer
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.timers import TimerQueue
from blfpanel.sip.transactions.layer import TimerValues, TransactionLayer
from blfpanel.sip.usage import Usage as Usage


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How an endpoint behaves as a whole.

    Attributes:
        user_agent: value of User-Agent in what we send; empty for none.
        timers: T1, T2, T4 of RFC 3261.
        handed_up: methods (outside of dialogs) the owner answers itself, as a PBX does.
        any_address: take calls for every address, not only for our accounts'.
        judges_replaces: look whether there is what an INVITE with Replaces names (RFC 3891 §3); a
            PBX that knows calls by other names does that itself.
        session_expires: after how long without a refresh a call is over, seconds; 0: we ask for
            no session timer (RFC 4028).
        min_se: the shortest such time we agree to, seconds.
        judges_replaces: look whether there is what an INVITE with Replaces names (RFC 3891 §3); a
            PBX that knows calls by other names does that itself.
        subscribe_rate: how many SUBSCRIBEs may go to one server each second (see ``pacing``).
    """

    user_agent: str = ""
    timers: TimerValues = field(default_factory=TimerValues)
    handed_up: frozenset[str] = frozenset()
    any_address: bool = False
    judges_replaces: bool = True
    session_expires: int = 1800
    min_se: int = 90
    subscribe_rate: float = 20.0


#: Dialogs of ours that have ended, of which it is remembered that they were ours.
_ENDED_LEGS = 4096


class Core(Flows):
    """The shared services. One per endpoint."""

    def __init__(self, ids: Ids, settings: EndpointSettings) -> None:
        self.ids = ids
        self.settings = settings
        self.output: deque[Output] = deque()
        self.events: deque[Event] = deque()
        self.timers = TimerQueue()
        transactions = TransactionLayer(self.timers, self.output, settings.timers)
        super().__init__(self.output, self.events, transactions)
        self.legs: dict[Leg, Usage] = {}
        self.ended_legs: dict[Leg, None] = {}
        #: Accounts that got news nobody had asked for.
        self.told_unasked: set[str] = set()
        self._pacers: dict[Target, Pacer] = {}
        self._digests: dict[str, DigestClient] = {}
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

    def registered(self, account: Account, now: float) -> None:
        """The account's server knows us."""
        if (lookout := self.lookouts.get(account.name)) is not None:
            lookout.registered(now)

    # --- where requests go ---

    def hop_of(self, dialog: Dialog, account: Account | None, flow: Flow | None) -> Hop:
        """Where the next request of a dialog goes (RFC 3261 §8.1.2, §12.2.1.1).

        A next hop that names the account's own server, or a place of it, uses the account's flow;
        so does all of an account that has a connection, since a client behind NAT can be reached
        in no other way (RFC 5626 §5.3), and what began in TLS must not go on without.
        """
        uri = dialog.next_hop()
        if uri is None:
            return flow or self._server_of(account)
        target = target_of(uri, flow.transport if flow else "udp")
        if flow is not None and (flow.reliable or (target.host, target.port) == flow.remote):
            return flow
        if account is not None and self._serves(account.server, target):
            return account.server
        return self._flows.get(target, target)

    def _serves(self, server: Target, target: Target) -> bool:
        way = self.way(server)
        transport = way.place.transport if way.place else server.transport
        address = (target.host, target.port)
        at_server = address == (server.host, server.port_or_default) or address in way.seen
        return transport != "udp" or (at_server and target.transport == transport)

    def _server_of(self, account: Account | None) -> Hop:
        assert account is not None, "a dialog without a target needs an account's server"
        return account.server

    def is_server(self, account: Account, flow: Flow) -> bool:
        """Whether a flow leads to the account's server: what it says of others is believed.

        By address, not by port: servers send from other ports than they listen on. A server that
        proves itself by TLS says nothing without.
        """
        known = self.known_flow(account.server)
        if known is not None and known.transport == "tls" != flow.transport:
            return False
        host = flow.remote[0]
        seen = self.way(account.server).seen
        return host == account.server.host or any(host == address for address, _ in seen)

    # --- what goes into messages ---

    def digest(self, account: Account) -> DigestClient | None:
        """The account's digest state, shared by all its usages; None without credentials."""
        if account.credentials is None:
            return None
        known = self._digests.get(account.name)
        if known is None or known.credentials != account.credentials:
            known = self._digests[account.name] = DigestClient(account.credentials)
        return known

    def contact(self, user: str | None, flow: Flow, *, secure: bool = False) -> NameAddr:
        """The Contact by which the peer of ``flow`` reaches us.

        ``secure`` makes it a ``sips:`` URI, as the answer to one has to be (RFC 3261 §12.1.1).
        """
        host, port = self.address_seen(flow)
        if secure:
            return NameAddr(None, SipUri("sips", user, None, host, port), ())
        params = () if flow.transport == "udp" else (("transport", flow.transport),)
        return NameAddr(None, SipUri("sip", user, None, host, port, params, ()), ())

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
    """Our own address on a flow, as Via writes it."""
    host, port = flow.local
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
