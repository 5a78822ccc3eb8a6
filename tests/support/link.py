"""A network between protocol objects, on a clock that only moves when nothing else is to do.

It joins objects of :class:`Endpoint`'s shape (:class:`Peer`) without sockets, threads or waiting:

    link = Link(phone, server, loss=0.3, seed=7)
    phone.register(account, link.now)
    link.run(until=40)
    assert link.times("a", "REGISTER") == [0, 0.5, 1.5, 3.5]

Every message is on record in ``link.wire``, lost ones as well; ``print(link.ladder())`` shows
them. The same seed gives the same losses, delays and order.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from blfpanel.net.records import Place, preferred
from blfpanel.sip.flow import Address, CloseFlow, Flow, KeepOpen, OpenFlow, Output, Send, Target

#: A network that has not come to rest after a day of its time never will.
PATIENCE = 24 * 3600.0
#: More happenings in one instant than any exchange of messages needs.
MOST_AT_ONCE = 10_000


class Peer(Protocol):
    """What can be joined: an endpoint, or anything of its shape."""

    def receive(self, flow: Flow, data: bytes, now: float) -> None: ...
    def flow_opened(self, target: Target, flow: Flow, now: float) -> None: ...
    def flow_failed(self, target: Target, reason: str, now: float) -> None: ...
    def flow_lost(self, flow: Flow, reason: str, now: float) -> None: ...
    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None: ...
    def poll_output(self) -> Output | None: ...
    def next_deadline(self) -> float | None: ...
    def handle_timeout(self, now: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as it was put on the wire; ``lost`` if it never arrived."""

    at: float
    source: str
    destination: str
    data: bytes
    lost: bool

    @property
    def first_line(self) -> str:
        return self.data.split(b"\r\n", 1)[0].decode("utf-8", "surrogateescape")

    def __str__(self) -> str:
        arrow = "-x" if self.lost else "->"
        return f"{self.at:9.3f}  {self.source} {arrow} {self.destination}  {self.first_line}"


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a path: whose it is, and the flow and name of the other end."""

    name: str
    twin: Flow
    peer: str


class Network:
    """Any number of peers, each at an address of its own, ``network.address[name]``.

    Args:
        peers: the objects by name; names are those in ``wire``.
        transport: what :meth:`flow` makes. "udp" loses, delays, doubles and reorders; others
            deliver everything in order. A peer's ``OpenFlow`` gets the transport it names.
        seed: of all chance.
        loss: the part of the datagrams that is lost, 0 … 1.
        duplicate: the part that arrives twice.
        delay: seconds on the way; a pair (shortest, longest) lets datagrams overtake each other.
        now: where the clock begins, seconds.
    """

    def __init__(
        self,
        peers: dict[str, Peer],
        *,
        transport: str = "udp",
        seed: int = 0,
        loss: float = 0.0,
        duplicate: float = 0.0,
        delay: float | tuple[float, float] = 0.0,
        now: float = 0.0,
    ) -> None:
        self.peers = peers
        self.now = now
        self.loss = loss
        self.duplicate = duplicate
        self.delay = delay if isinstance(delay, tuple) else (delay, delay)
        self.wire: list[Sent] = []
        self.address = {name: (f"192.0.2.{i}", 5060) for i, name in enumerate(peers, start=1)}
        self._transport = transport
        self._random = random.Random(seed)
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._ends: dict[Flow, _End] = {}
        self._paths: dict[tuple[str, str, str], Flow] = {}
        self._latest: dict[Flow, float] = {}
        self._losers: list[Callable[[Sent], bool]] = []
        self._cut = False
        self._cuts = 0
        #: When empty lines were sent to keep a connection open, and whether they are answered.
        self.pings: list[float] = []
        self.pongs = True
        #: Who can be found under a name, with how good that is (see ``net.records.Place``).
        self.zone: dict[str, list[tuple[str, int]]] = {}
        #: Who is dead: connections to them are refused, datagrams vanish.
        self.down: set[str] = set()

    # --- faults ---

    def drop(self, source: str, *numbers: int) -> None:
        """Lose these datagrams of ``source``, counted from 1 from now on."""
        before = sum(sent.source == source for sent in self.wire)
        wanted = {before + number for number in numbers}

        def falls(sent: Sent) -> bool:
            mine = sent.source == source
            return mine and sum(old.source == source for old in self.wire) + 1 in wanted

        self.lose(falls)

    def lose(self, condition: Callable[[Sent], bool]) -> Callable[[], None]:
        """Lose every datagram that meets ``condition``; call what is returned to end that."""
        self._losers.append(condition)
        return lambda: self._losers.remove(condition)

    def lose_line(self, source: str, beginning: str) -> Callable[[], None]:
        """Lose what ``source`` sends whose first line begins so; "" is everything."""
        return self.lose(lambda s: s.source == source and s.first_line.startswith(beginning))

    def cut(self) -> None:
        """Cut all paths. What is under way vanishes; connections break, both ends are told."""
        self._cut = True
        self._cuts += 1
        for flow in [flow for flow in self._ends if flow.reliable]:
            self._break(flow, "Network is unreachable")

    def restore(self) -> None:
        """Let everything through again; connections must be opened anew."""
        self._cut = False

    def move(self, name: str, address: tuple[str, int], *, told: bool = True) -> None:
        """``name`` lives at another address now; what goes to or from the old one is lost.

        ``told`` is whether it hears of it at once, or only when it asks for a way again.
        """
        self.address[name] = address
        for flow in [flow for flow, end in self._ends.items() if end.name == name]:
            self._forget(self._ends[flow].twin)
            if told:
                self._break(flow, "Network is unreachable")
            else:
                self._forget(flow)

    # --- the record ---

    def sent(self, source: str | None = None, beginning: str = "") -> list[Sent]:
        """What ``source`` (None: anybody) sent whose first line begins so, also what was lost."""
        return [
            sent
            for sent in self.wire
            if source in (None, sent.source) and sent.first_line.startswith(beginning)
        ]

    def times(self, source: str | None = None, beginning: str = "") -> list[float]:
        """When that was, rounded to microseconds."""
        return [round(sent.at, 6) for sent in self.sent(source, beginning)]

    def lines(self) -> list[tuple[str, str]]:
        """Source and first line of everything, in order."""
        return [(sent.source, sent.first_line) for sent in self.wire]

    def ladder(self) -> str:
        """The whole record, to be read."""
        return "\n".join(str(sent) for sent in self.wire)

    # --- time ---

    def run(self, until: float | None = None) -> None:
        """Let things happen until the clock shows ``until``, or until nothing is to come.

        Without ``until`` the peers must come to rest, with no timer left, within a day.
        """
        end = self.now + PATIENCE if until is None else until
        at_once = 0
        self._flush()
        while (due := self._next()) is not None and due <= end:
            at_once = at_once + 1 if due <= self.now else 0
            assert at_once < MOST_AT_ONCE, f"endless at {self.now}:\n{self.ladder()[-2000:]}"
            self.now = max(self.now, due)
            self._happen(due)
            self._flush()
        if until is not None:
            self.now = max(self.now, until)
        else:
            assert self._next() is None, f"never quiet; record ends:\n{self.ladder()[-2000:]}"

    def run_for(self, seconds: float) -> None:
        """Let things happen for so long."""
        self.run(self.now + seconds)

    def run_until(self, condition: Callable[[], bool], within: float = 60.0) -> None:
        """Let things happen until ``condition`` holds; at most ``within`` seconds."""
        end = self.now + within
        self._flush()
        while not condition():
            due = self._next()
            in_time = due is not None and due <= end
            assert in_time, f"did not come to pass within {within} s:\n{self.ladder()}"
            self.run(due)

    def flow(self, source: str, destination: str, transport: str | None = None) -> Flow:
        """The flow by which ``source`` reaches ``destination``, as if it had been opened."""
        transport = transport or self._transport
        key = (transport, source, destination)
        if key not in self._paths:
            here = Flow(transport, self.address[source], self.address[destination])
            there = Flow(transport, self.address[destination], self.address[source])
            self._paths[key] = here
            self._paths[transport, destination, source] = there
            self._ends[here] = _End(source, there, destination)
            self._ends[there] = _End(destination, here, source)
        return self._paths[key]

    # --- inside ---

    def _next(self) -> float | None:
        dues = [peer.next_deadline() for peer in self.peers.values()]
        dues.append(self._agenda[0][0] if self._agenda else None)
        return min((due for due in dues if due is not None), default=None)

    def _happen(self, due: float) -> None:
        """What arrives, arrives before what is due at the same time."""
        if self._agenda and self._agenda[0][0] <= due:
            heapq.heappop(self._agenda)[2]()
            return
        for peer in self.peers.values():
            deadline = peer.next_deadline()
            if deadline is not None and deadline <= due:
                peer.handle_timeout(self.now)
                return

    def _later(self, seconds: float, happening: Callable[[], None]) -> float:
        self._count += 1
        heapq.heappush(self._agenda, (self.now + seconds, self._count, happening))
        return self.now + seconds

    def _flush(self) -> None:
        for name, peer in self.peers.items():
            while (output := peer.poll_output()) is not None:
                match output:
                    case Send(flow, data):
                        self._send(name, flow, data)
                    case OpenFlow():
                        self._open(name, output)
                    case CloseFlow(flow) if flow in self._ends:
                        self._close(flow)
                    case KeepOpen(flow) if flow in self._ends:
                        self._ping(peer, flow)

    def _send(self, name: str, flow: Flow, data: bytes) -> None:
        end = self._ends.get(flow)
        if end is None:
            # the flow broke while this was on its way out: nowhere to go, as for a socket
            self.wire.append(Sent(self.now, name, "?", data, lost=True))
            return
        assert end.name == name, f"{name} sends on a flow of {end.name}"
        sent = Sent(self.now, name, end.peer, data, lost=False)
        if self._is_lost(sent, flow):
            self.wire.append(Sent(self.now, name, end.peer, data, lost=True))
            return
        self.wire.append(sent)
        self._carry(flow, end, data)
        if not flow.reliable and self._chance(self.duplicate):
            self._carry(flow, end, data)

    def _is_lost(self, sent: Sent, flow: Flow) -> bool:
        scripted = [loser(sent) for loser in self._losers]
        if flow.reliable:
            assert not any(scripted), f"a connection loses nothing: {sent}"
            return False
        dead = sent.source in self.down or sent.destination in self.down
        return self._cut or dead or any(scripted) or self._chance(self.loss)

    def _chance(self, part: float) -> bool:
        return part > 0 and self._random.random() < part

    def _carry(self, flow: Flow, end: _End, data: bytes) -> None:
        seconds = self._random.uniform(*self.delay)
        cuts = self._cuts
        if flow.reliable:
            seconds = max(seconds, self._latest.get(flow, 0.0) - self.now)

        def arrive() -> None:
            if end.twin in self._ends and cuts == self._cuts:
                self.peers[end.peer].receive(end.twin, data, self.now)

        self._latest[flow] = self._later(seconds, arrive)

    def _place(self, source: str, target: Target) -> str | None:
        """Who lives at ``target``."""
        wanted = (target.host, target.port)
        return next((name for name, address in self.address.items() if address == wanted), None)

    def _find(self, name: str, wanted: OpenFlow) -> str | None:
        """Who answers at the best place there is."""
        target = wanted.target
        if target.host not in self.zone:
            return self._place(name, target)
        places = [
            Place(Target(target.transport, *self.address[host]), rank)
            for host, rank in self.zone[target.host]
        ]
        for place in preferred(places, wanted.avoid, wanted.current):
            found = self._place(name, place)
            if target.transport == "udp" or found not in self.down:
                return found
        return None

    def _open(self, name: str, wanted: OpenFlow) -> None:
        target = wanted.target
        place = self._find(name, wanted)
        peer = self.peers[name]

        def answer() -> None:
            if place is None:
                peer.flow_failed(target, "Host not found", self.now)
            elif self._cut and target.transport != "udp":
                peer.flow_failed(target, "Network is unreachable", self.now)
            else:
                peer.flow_opened(target, self.flow(name, place, target.transport), self.now)

        # a datagram socket is there at once, a connection takes there and back
        self._later(0.0 if target.transport == "udp" else 2 * self.delay[1], answer)

    def _ping(self, peer: Peer, flow: Flow) -> None:
        self.pings.append(self.now)

        def answer() -> None:
            if flow in self._ends:
                peer.flow_alive(flow, None, self.now)

        if self.pongs:
            self._later(2 * self.delay[1], answer)

    def _close(self, flow: Flow) -> None:
        """``flow``'s owner gave it up: its peer sees a connection end behind the last message."""
        if not flow.reliable:
            return
        end = self._ends.pop(flow)
        self._paths = {key: known for key, known in self._paths.items() if known is not flow}
        behind = max(self.delay[1], self._latest.get(flow, 0.0) - self.now)

        def ended() -> None:
            if end.twin in self._ends:
                self._forget(end.twin)
                self.peers[end.peer].flow_lost(end.twin, "Closed by the far end", self.now)

        self._later(behind, ended)

    def _break(self, flow: Flow, reason: str) -> None:
        end = self._ends[flow]
        self._forget(flow)
        self.peers[end.name].flow_lost(flow, reason, self.now)

    def _forget(self, flow: Flow) -> None:
        del self._ends[flow]
        self._paths = {key: known for key, known in self._paths.items() if known is not flow}


class Link(Network):
    """Two peers, "a" and "b". Whatever target one of them names, it reaches the other."""

    def __init__(
        self,
        a: Peer,
        b: Peer,
        *,
        transport: str = "udp",
        seed: int = 0,
        loss: float = 0.0,
        duplicate: float = 0.0,
        delay: float | tuple[float, float] = 0.0,
        now: float = 0.0,
    ) -> None:
        super().__init__(
            {"a": a, "b": b},
            transport=transport,
            seed=seed,
            loss=loss,
            duplicate=duplicate,
            delay=delay,
            now=now,
        )

    def _place(self, source: str, target: Target) -> str:
        return "b" if source == "a" else "a"
