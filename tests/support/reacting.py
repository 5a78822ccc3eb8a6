"""An endpoint on a test's line whose owner looks, after all that reaches it, at what came of it."""

from __future__ import annotations

import abc

from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.flow import Flow, Output, Target


class Reacting(abc.ABC):
    """Passes on what a :class:`support.link.Link` tells its peers."""

    endpoint: Endpoint

    @abc.abstractmethod
    def _react(self, now: float) -> None:
        """Take the endpoint's events and do something about them."""

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        self.endpoint.receive(flow, data, now)
        self._react(now)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        self.endpoint.flow_opened(target, flow, now)
        self._react(now)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        self.endpoint.flow_failed(target, reason, now)
        self._react(now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self.endpoint.flow_lost(flow, reason, now)
        self._react(now)

    def handle_timeout(self, now: float) -> None:
        self.endpoint.handle_timeout(now)
        self._react(now)

    def poll_output(self) -> Output | None:
        return self.endpoint.poll_output()

    def next_deadline(self) -> float | None:
        return self.endpoint.next_deadline()
