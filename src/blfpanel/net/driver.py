"""Joins the SIP core to an event loop: the only reader of the clock, the only timer.

Whatever happens — a message, a deadline, a command — ends in :meth:`Driver.pump`: outputs go out
in order, events go up in order, until both are dry; then one timer waits for the next deadline.
After a message the deadlines are looked at a moment later, once for all that come meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from blfpanel.net.reasons import InWords, reason_of
from blfpanel.net.records import preferred
from blfpanel.net.resolver import Directory, Resolver
from blfpanel.net.trace import Direction, Trace
from blfpanel.net.transport import TRANSPORTS
from blfpanel.net.wire import Transport, WiredFlow
from blfpanel.sip.events import Event
from blfpanel.sip.flow import (
    AUTO,
    Address,
    CloseFlow,
    Flow,
    KeepOpen,
    OpenFlow,
    Output,
    Send,
    Target,
    Tls,
)

_log = logging.getLogger(__name__)

#: How long timers rest after a fault, lest a deadline that stays due spins; seconds.
_AFTER_FAULT = 1.0
#: Messages often come several at once: deadlines they set are looked at so much later, seconds.
_MOMENT = 0.01
#: How often a port that is free for UDP may turn out to be taken for TCP.
_PORT_TRIES = 20
_NO_TLS = Tls()


class Participant(Protocol):
    """Anything with deadlines; it is told of them by the driver's one timer."""

    def next_deadline(self) -> float | None:
        """When :meth:`handle_timeout` wants to be called, core time."""

    def handle_timeout(self, now: float) -> None:
        """Do what is due."""


class Core(Participant, Protocol):
    """What the driver needs of :class:`blfpanel.sip.endpoint.Endpoint`."""

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        """One whole message came."""

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        """An ``OpenFlow`` was done."""

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        """An ``OpenFlow`` could not be done."""

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A flow is gone."""

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """A ``KeepOpen`` was answered."""

    def poll_output(self) -> Output | None:
        """The next thing to do."""

    def poll_event(self) -> Event | None:
        """The next thing that happened."""


class Driver:
    """Runs one SIP core.

    Everything is called in the loop's thread. After a command to the core call :meth:`pump`; it
    may be called from anywhere, also from inside ``on_event``.

    Args:
        core: the endpoint.
        on_event: gets each event and the core time. What it raises goes to the loop's exception
            handler, and the next event follows.
        trace: where messages are recorded.
        loop: the event loop; the running one when None.
        directory: DNS; this machine's when None.
    """

    def __init__(
        self,
        core: Core,
        *,
        on_event: Callable[[Event, float], None],
        trace: Trace | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
        directory: Directory | None = None,
    ) -> None:
        self._core = core
        self._on_event = on_event
        self.trace = Trace() if trace is None else trace
        self._record = self.trace.record
        self._loop = asyncio.get_running_loop() if loop is None else loop
        self._resolver = Resolver(self._loop, directory)
        #: Core time: the loop's clock, seconds.
        self.now: Callable[[], float] = self._loop.time
        self._participants: list[Participant] = [core]
        self._transports: dict[str, Transport] = {}
        self._opening: dict[Target, asyncio.Task[None]] = {}
        self._pumping = False
        self._closed = False
        # qasync gives a plain Handle, which does not know its time, for one that is due already
        self._timer: asyncio.Handle | None = None
        self._armed_for = 0.0
        self._look: asyncio.Handle | None = None
        self._not_before = float("-inf")

    def wall(self, at: float) -> datetime:
        """Core time ``at`` as a time of day in the local zone.

        Read against both clocks at each call, so it is right again as soon as the clock was set.
        """
        return datetime.fromtimestamp(time.time() + at - self.now()).astimezone()

    def add_participant(self, participant: Participant) -> None:
        """Let ``participant`` share the timer; its deadline is read at the end of each pump."""
        self._participants.append(participant)
        self.pump()

    async def listen(self, transport: str, host: str, port: int, tls: Tls = _NO_TLS) -> Address:
        """Accept messages at a numeric address (port 0: any free one) and return where that is.

        Args:
            tls: the certificate that is shown to those who come by TLS.

        Raises:
            OSError: if the address cannot be had.
        """
        return await self._transport(transport).listen(host, port, tls)

    async def listen_all(self, host: str, port: int) -> Address:
        """Accept UDP and TCP at the same address and port.

        Raises:
            OSError: if the address cannot be had.
        """
        for _ in range(_PORT_TRIES if port == 0 else 1):
            address = await self.listen("udp", host, port)
            try:
                return await self.listen("tcp", *address)
            except OSError as error:
                await self._transport("udp").withdraw(address)
                problem = error
        raise problem

    async def close(self) -> None:
        """Stop: what was sent still goes out, nothing more is received or reported."""
        self._closed = True
        for timer in (self._timer, self._look):
            if timer is not None:
                timer.cancel()
        opening = list(self._opening.values())
        for task in opening:
            task.cancel()
        await asyncio.gather(*opening, return_exceptions=True)
        await asyncio.gather(*(transport.close() for transport in self._transports.values()))

    # --- the hub of the transports ----------------------------------------------------------

    def received(self, flow: WiredFlow, data: bytes) -> None:
        """One whole message came (called by transports)."""
        now = self.now()
        self._record(now, Direction.IN, flow, data)
        self._core.receive(flow, data, now)
        self._work(now)
        if self._look is None:
            self._look = self._loop.call_at(now + _MOMENT, self._look_at_deadlines)

    def alive(self, flow: WiredFlow, mapped: Address | None = None) -> None:
        """What keeps a flow open was answered (called by transports)."""
        if not self._closed:
            self._core.flow_alive(flow, mapped, self.now())
            self.pump()

    def lost(self, flow: WiredFlow, reason: str) -> None:
        """A flow is gone (called by transports)."""
        if self._closed:
            return
        _log.info("%s is lost: %s", flow, reason)
        self._core.flow_lost(flow, reason, self.now())
        self.pump()

    # --- the pump ---------------------------------------------------------------------------

    def pump(self) -> None:
        """Send what is to be sent, hand up what happened, set the timer."""
        if not self._pumping:  # the pump that runs already goes on until everything is quiet
            try:
                self._work(self.now())
            finally:
                self._arm()

    def _work(self, now: float) -> None:
        if self._pumping or self._closed:
            return
        self._pumping = True
        core = self._core
        try:
            while True:
                while (output := core.poll_output()) is not None:
                    self._execute(output, now)
                if (event := core.poll_event()) is None:
                    break
                self._hand_up(event, now)
                now = self.now()  # that may have taken its time
        finally:
            self._pumping = False

    def _execute(self, output: Output, now: float) -> None:
        match output:
            case Send(flow, data) if isinstance(flow, WiredFlow):
                self._record(now, Direction.OUT, flow, data)
                flow.wire.send(flow, data)
            case OpenFlow(target=target):
                if target not in self._opening:
                    self._opening[target] = self._loop.create_task(self._open(output))
            case KeepOpen(flow=WiredFlow() as flow, data=data):
                flow.wire.send(flow, data)
            case CloseFlow(flow=WiredFlow() as flow):
                flow.wire.close(flow)
            case _:
                raise TypeError(f"{output!r} is not about a flow of this driver")

    def _hand_up(self, event: Event, now: float) -> None:
        try:
            self._on_event(event, now)
        except Exception as error:  # whatever it is, the events behind this one must not wait
            self._report(f"{type(event).__name__} could not be handled", error)

    def _report(self, message: str, error: Exception) -> None:
        """Let the loop log ``error`` with its traceback, or a front end show it."""
        self._loop.call_exception_handler({"message": message, "exception": error})

    # --- flows ------------------------------------------------------------------------------

    def _transport(self, name: str) -> Transport:
        if name not in self._transports:
            self._transports[name] = TRANSPORTS[name](self, self._loop)
        return self._transports[name]

    async def _open(self, wanted: OpenFlow) -> None:
        target = wanted.target
        try:
            flow = await self._reach(wanted)
        except OSError as error:
            reason = reason_of(error, target)
            _log.info("No flow to %s: %s", target, reason)
            self._core.flow_failed(target, reason, self.now())
        else:
            self._core.flow_opened(target, flow, self.now())
        finally:
            del self._opening[target]
        self.pump()

    async def _reach(self, wanted: OpenFlow) -> Flow:
        """The flow to the first place that can be reached; else why the best one cannot.

        A server that was refused tells more than one that was not there.
        """
        target = wanted.target
        if target.transport not in TRANSPORTS and target.transport != AUTO:
            raise OSError(f"{target.transport.upper()} is not supported")
        reason, refused = "", ""
        places = await self._resolver.find(target)
        for place in preferred(places, wanted.avoid, wanted.current):
            chosen = replace(target, transport=place.transport, port=place.port)
            transport = self._transport(place.transport)
            try:
                return await transport.open(chosen, (place.host, place.port))
            except OSError as error:
                reason = reason_of(error, chosen)
                _log.info("%s is not at %s: %s", target, place, reason)
                if isinstance(error, ssl.SSLError | InWords):
                    refused = refused or reason
        raise InWords(refused or reason)

    # --- the timer --------------------------------------------------------------------------

    def _look_at_deadlines(self) -> None:
        """Messages came a moment ago and may have set deadlines."""
        self._look = None
        self._arm()

    def _arm(self) -> None:
        """See that the timer fires no later than the next deadline.

        One that fires earlier stays: deadlines move into the future with each message, and a
        wake-up for nothing costs less than a timer set anew each time (a Qt timer even more).
        """
        due = [at for part in self._participants if (at := part.next_deadline()) is not None]
        if not due or self._closed:
            return
        when = max(min(due), self._not_before)
        if self._timer is not None:
            if self._armed_for <= when:
                return
            self._timer.cancel()
        self._armed_for = when
        self._timer = self._loop.call_at(when, self._timer_fired, when)

    def _timer_fired(self, when: float) -> None:
        self._timer = None
        now = max(self.now(), when)  # loops may fire a clock tick early
        for participant in self._participants:
            try:
                participant.handle_timeout(now)
            except Exception as error:  # the other participants are due as well
                self._not_before = now + _AFTER_FAULT
                self._report(f"A deadline of {participant!r} could not be handled", error)
        self.pump()
