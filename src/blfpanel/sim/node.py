"""Whoever has an endpoint inside and reacts to its events by itself: the PBX, the people."""

from __future__ import annotations

import abc
from collections import deque

from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import Event
from blfpanel.sip.flow import Address, Flow, Output, Target
from blfpanel.sip.timers import TimerQueue


class Node(abc.ABC):
    """An endpoint with a mind of its own.

    It has the verbs of an endpoint, so that the same things drive it: a network driver, or a
    network of the tests.

    Args:
        endpoint: what speaks SIP for it.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._timers = TimerQueue()
        self._events: deque[Event] = deque()

    @abc.abstractmethod
    def _react(self, event: Event, now: float) -> None:
        """Something happened."""

    @abc.abstractmethod
    def _settle(self, now: float) -> None:
        """Everything that happened has been reacted to."""

    # --- the verbs of an endpoint ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        """One whole message came in on ``flow``."""
        self._endpoint.receive(flow, data, now)
        self._work(now)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        """The flow asked for exists."""
        self._endpoint.flow_opened(target, flow, now)
        self._work(now)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        """There is no way to ``target``."""
        self._endpoint.flow_failed(target, reason, now)
        self._work(now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A flow broke."""
        self._endpoint.flow_lost(flow, reason, now)
        self._work(now)

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """What kept a flow open was answered."""
        self._endpoint.flow_alive(flow, mapped, now)
        self._work(now)

    def poll_output(self) -> Output | None:
        """The next thing the network has to do, or None."""
        return self._endpoint.poll_output()

    def poll_event(self) -> Event | None:
        """The next event of the endpoint, for onlookers: it has been reacted to already."""
        return self._events.popleft() if self._events else None

    def next_deadline(self) -> float | None:
        """When :meth:`handle_timeout` has to be called; None for never."""
        deadlines = (self._endpoint.next_deadline(), self._timers.next_deadline())
        return min((each for each in deadlines if each is not None), default=None)

    def handle_timeout(self, now: float) -> None:
        """Do what is due."""
        self._endpoint.handle_timeout(now)
        self._timers.run(now)
        self._work(now)

    def _work(self, now: float) -> None:
        while (event := self._endpoint.poll_event()) is not None:
            self._react(event, now)
            self._events.append(event)
        self._settle(now)
