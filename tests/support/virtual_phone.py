"""The whole phone but its sockets, on the clock and the wire of a :class:`support.link.Network`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

from blfpanel.net.driver import Core, Driver, Participant
from blfpanel.net.trace import Direction, Trace
from blfpanel.panel.keys import Key
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sip.events import Event
from blfpanel.sip.flow import Address, Flow, Output, Send, Target
from support.link import Network


class VirtualDriver(Driver):
    """A driver whose transports are a network's: a :class:`support.link.Peer`."""

    def __init__(
        self,
        core: Core,
        *,
        on_event: Callable[[Event, float], None],
        trace: Trace,
        clock: Callable[[], float],
    ) -> None:
        self._core = core
        self._on_event = on_event
        self.trace = trace
        self.now = clock
        self._participants: list[Participant] = [core]
        self._outputs: deque[Output] = deque()
        self._pumping = False
        self._closed = False

    def wall(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, UTC)

    async def close(self) -> None:
        self._closed = True

    def _execute(self, output: Output, now: float) -> None:
        if isinstance(output, Send):
            self.trace.record(now, Direction.OUT, output.flow, output.data)
        self._outputs.append(output)

    def _arm(self) -> None:
        """The network asks for the next deadline by itself."""

    def _report(self, message: str, error: Exception) -> None:
        raise error

    # --- as a peer ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        self.trace.record(now, Direction.IN, flow, data)
        self._core.receive(flow, data, now)
        self.pump()

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        self._core.flow_opened(target, flow, now)
        self.pump()

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        self._core.flow_failed(target, reason, now)
        self.pump()

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self._core.flow_lost(flow, reason, now)
        self.pump()

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        self._core.flow_alive(flow, mapped, now)
        self.pump()

    def poll_output(self) -> Output | None:
        return self._outputs.popleft() if self._outputs else None

    def next_deadline(self) -> float | None:
        dues = [participant.next_deadline() for participant in self._participants]
        return min((due for due in dues if due is not None), default=None)

    def handle_timeout(self, now: float) -> None:
        for participant in self._participants:
            participant.handle_timeout(now)
        self.pump()


def start_phone(
    network: Network,
    panel: Panel,
    lines: Sequence[Line],
    keys: Sequence[Key] = (),
    *,
    name: str = "phone",
    **options: Any,
) -> Phone:
    """A phone that has just been started, as the peer ``name`` of ``network``.

    ``options`` are those of :class:`Phone`.
    """

    def drive(core: Core, **more: Any) -> VirtualDriver:
        driver = VirtualDriver(core, clock=lambda: network.now, **more)
        network.peers[name] = driver
        return driver

    phone = Phone(panel, lines, keys, driver=drive, **options)
    run_through(phone.start())
    return phone


def run_through(work: Coroutine[None, None, None]) -> None:
    """Do what is asynchronous only in a real network: it must never wait here."""
    try:
        work.send(None)
    except StopIteration:
        return
    raise AssertionError("this waits for something that never happens on a virtual clock")
