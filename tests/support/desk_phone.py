"""A telephone on a desk that calls whom it is asked to call: what a REFER can reach.

It is its own server too: whoever registers there reaches it under any number.
"""

from __future__ import annotations

import random

from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import ReferReceived, RequestReceived
from blfpanel.sip.flow import Address, Flow, Output, Target
from blfpanel.sip.ids import Ids


class DeskPhone:
    """A peer of a :class:`support.link.Network`.

    Args:
        refusal: the status with which it refuses to call for others; None: it does.

    Attributes:
        asked: whom it was asked to call.
    """

    def __init__(self, refusal: int | None = None) -> None:
        settings = EndpointSettings(any_address=True, handed_up=frozenset({"REGISTER"}))
        self.endpoint = Endpoint(Ids(random.Random(3)), settings=settings)
        self.asked: list[ReferReceived] = []
        self._refusal = refusal

    def report(self, status: int, reason: str, now: float) -> None:
        """Tell how the call it makes gets on."""
        self.endpoint.report_refer(self.asked[-1].refer, status, reason, now)

    def _react(self, now: float) -> None:
        while (event := self.endpoint.poll_event()) is not None:
            match event:
                case RequestReceived(request_id=request_id):
                    self.endpoint.respond(request_id, 200, now)
                case ReferReceived(refer=refer):
                    self.asked.append(event)
                    if self._refusal is None:
                        self.endpoint.accept_refer(refer, now)
                    else:
                        self.endpoint.reject_refer(refer, self._refusal, now)

    # --- as a peer ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        self.endpoint.receive(flow, data, now)
        self._react(now)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        self.endpoint.flow_opened(target, flow, now)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        self.endpoint.flow_failed(target, reason, now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self.endpoint.flow_lost(flow, reason, now)

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        self.endpoint.flow_alive(flow, mapped, now)

    def poll_output(self) -> Output | None:
        return self.endpoint.poll_output()

    def next_deadline(self) -> float | None:
        return self.endpoint.next_deadline()

    def handle_timeout(self, now: float) -> None:
        self.endpoint.handle_timeout(now)
        self._react(now)
