"""The ways to servers and peers: which flow leads where, and what happens when one does no more.

Whoever wants to send asks for a flow and gets it now or later. Usages do not choose among the
places of a server: that is decided here, once for all who use the server (RFC 3263 §4.3).
"""

from __future__ import annotations

from collections import deque
from typing import Protocol, TypeAlias

from blfpanel.sip.account import Account
from blfpanel.sip.events import Event, Failure, FlowLost, UsageId
from blfpanel.sip.flow import Address, CloseFlow, Flow, OpenFlow, Output, Target
from blfpanel.sip.servers.way import Way
from blfpanel.sip.syntax.message import Response
from blfpanel.sip.transactions.layer import TransactionLayer
from blfpanel.sip.usage import SERVER_CHANGED, Lookout, Usage

#: Where a request can be sent: a flow we have, or a place we still need one to.
Hop: TypeAlias = Flow | Target

#: How long a server that takes no TCP is not asked for it again, seconds.
_NO_STREAM = 600.0


class Waiting(Protocol):
    """Who asked for a flow and waits for it."""

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Here it is."""

    def flow_refused(self, failure: Failure, now: float) -> None:
        """There will be none."""


class Flows:
    """All flows of an endpoint.

    Attributes:
        usages: who is told when a flow is lost.
        lookouts: who watches over an account's server, by the account's name.
    """

    def __init__(
        self, output: deque[Output], events: deque[Event], transactions: TransactionLayer
    ) -> None:
        self.output = output
        self.events = events
        self.transactions = transactions
        self.usages: dict[UsageId, Usage] = {}
        self.lookouts: dict[str, Lookout] = {}
        self._flows: dict[Target, Flow] = {}
        self._waiting: dict[Target, list[Waiting]] = {}
        self._ways: dict[Target, Way] = {}
        self._public: dict[Flow, Address] = {}
        self._no_stream: dict[Address, float] = {}

    def learn(self, flow: Flow) -> None:
        """Remember a flow by its peer, so that requests to that address use it."""
        self._flows[flow.place] = flow

    def known_flow(self, target: Target) -> Flow | None:
        """The flow to a target, if there is one."""
        return self._flows.get(target)

    def way(self, server: Target) -> Way:
        """What is known of the places of a server."""
        return self._ways.setdefault(server, Way())

    def flow_to(self, hop: Hop, waiting: Waiting, now: float) -> None:
        """Give ``waiting`` a flow to ``hop``, now or when it has been opened."""
        flow = hop if isinstance(hop, Flow) else self._flows.get(hop)
        if flow is not None:
            waiting.flow_ready(flow, now)
            return
        assert isinstance(hop, Target)
        self.look_for_way(hop, waiting, now)

    def look_for_way(self, target: Target, waiting: Waiting | None, now: float) -> None:
        """Ask for the flow to ``target`` again: the way there may have changed."""
        asked = target in self._waiting
        queue = self._waiting.setdefault(target, [])
        if waiting is not None:
            queue.append(waiting)
        if not asked:
            way = self.way(target)
            self.output.append(OpenFlow(target, way.avoid(now), way.place))

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        """The answer to an OpenFlow."""
        before = self._flows.get(target)
        if before is not None and (before.local, before.place) == (flow.local, flow.place):
            flow = before
        lookout = self._lookout_of(target)
        if (
            before is None
            or lookout is None
            or before.place == flow.place
            or before.place in self.way(target).avoid(now)
        ):
            self.use(target, flow, now)
        else:
            lookout.better_found(flow, now)
        for waiting in self._waiting.pop(target, []):
            waiting.flow_ready(self._flows[target], now)

    def use(self, target: Target, flow: Flow, now: float) -> None:
        """``flow`` is the way to ``target`` from now on."""
        way = self.way(target)
        place = way.use(flow.place)
        before = self._flows.get(target)
        self._flows[target] = flow
        self.learn(flow)
        if place is not None and place != flow.place:
            self._changed(target, before, place, now)
        elif before is not None and before is not flow:
            self._moved(before, now)

    def _changed(self, target: Target, before: Flow | None, place: Target, now: float) -> None:
        """The server is another one now; where all have failed of late, nobody hurries there."""
        failed = self.way(target).avoid(now)
        if before is not None and place in failed:
            self._forget_flow(before)
            self.output.append(CloseFlow(before))
            self.transactions.flow_lost(before, SERVER_CHANGED, now)
        if self._flows[target].place not in failed:
            lost = before if place in failed else None
            for usage in list(self.usages.values()):
                usage.server_changed(target, lost, now)

    def _moved(self, before: Flow, now: float) -> None:
        """Another way leads there now: what was told the server about us is outdated."""
        self._forget_flow(before)
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
        if not flow.reliable:  # refused; a connection that ends says nothing about the next one
            for server, way in self._ways.items():
                if self._flows.get(server) is flow:
                    way.failed(flow.place, now)
        self._forget_flow(flow)
        self.transactions.flow_lost(flow, reason, now)
        for usage in list(self.usages.values()):
            usage.flow_lost(flow, reason, now)

    def flow_dead(self, flow: Flow, reason: str, now: float) -> None:
        """Nothing comes over a connection any more: only a new one can help."""
        self.output.append(CloseFlow(flow))
        self.flow_lost(flow, reason, now)
        self.events.append(FlowLost(flow, reason))

    def server_failed(self, server: Target, flow: Flow, now: float) -> None:
        """The place ``flow`` leads to does not serve us: see whether there is another."""
        self.way(server).failed(flow.place, now)
        if self._flows.get(server) is flow:
            self.look_for_way(server, None, now)

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """What keeps ``flow`` open was answered."""
        for lookout in list(self.lookouts.values()):
            lookout.alive(flow, mapped, now)

    def stream_beside(self, flow: Flow, waiting: Waiting, now: float) -> None:
        """A connection to the peer of a datagram flow, for what is too long for a datagram."""
        if now < self._no_stream.get(flow.remote, now):
            waiting.flow_refused(Failure(503, "No TCP there", local=True), now)
        else:
            self.flow_to(Target("tcp", *flow.remote), waiting, now)

    def no_stream_beside(self, flow: Flow, now: float) -> None:
        """There is none; it need not be tried again for a while."""
        self._no_stream[flow.remote] = now + _NO_STREAM

    def _forget_flow(self, flow: Flow) -> None:
        self._flows = {target: known for target, known in self._flows.items() if known is not flow}
        self._public.pop(flow, None)

    def _lookout_of(self, server: Target) -> Lookout | None:
        lookouts = self.lookouts.values()
        return next((each for each in lookouts if each.account.server == server), None)

    # --- where peers see us ---

    def address_seen(self, flow: Flow) -> Address:
        """Where the peer of ``flow`` sees us, as far as we tell it so."""
        return self._public.get(flow, flow.local)

    def see(self, account: Account, flow: Flow, response: Response) -> None:
        """Note where a server sees us (RFC 3581 §4): what it wrote into the Via of our request."""
        via = response.via
        if via.received is not None or via.rport is not None:
            host, port = flow.local
            self.seen_at(account, flow, (via.received or host, via.rport or port))

    def seen_at(self, account: Account, flow: Flow, address: Address) -> None:
        """Note where a server sees us."""
        if address == flow.local or not account.public_contact:
            self._public.pop(flow, None)
        else:
            self._public[flow] = address
