"""The least that can stand at an end of a link: a transaction layer and a record of its doings."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow, Output, Target
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response, build_response, parse_message
from blfpanel.sip.timers import TimerQueue
from blfpanel.sip.transactions.layer import (
    AckFor2xx,
    ClientTransaction,
    NewTransaction,
    ServerTransaction,
    TimerValues,
    TransactionLayer,
)


@dataclass
class Heard:
    """What one user was told: (time, status) of each response and failure, in order."""

    responses: list[tuple[float, int]] = field(default_factory=list)
    failures: list[tuple[float, Failure]] = field(default_factory=list)

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        self.responses.append((round(now, 6), response.status))

    def request_failed(self, transaction: ClientTransaction, failure: Failure, now: float) -> None:
        self.failures.append((round(now, 6), failure))

    @property
    def statuses(self) -> list[int]:
        return [status for _, status in self.responses]

    @property
    def finals(self) -> list[int]:
        return [status for status in self.statuses if status >= 200]


class Transactor:
    """One end. It has :class:`support.link.Peer`'s shape.

    Args:
        name: makes its branches and tags differ from the other end's.
        answer: called with each new request; by default none is answered.
    """

    def __init__(
        self,
        name: str = "x",
        answer: Callable[[ServerTransaction, float], None] = lambda transaction, now: None,
        values: TimerValues | None = None,
    ) -> None:
        self.name = name
        self.answer = answer
        self.timers = TimerQueue()
        self.output: deque[Output] = deque()
        self.layer = TransactionLayer(self.timers, self.output, values)
        self.requests: list[ServerTransaction] = []
        self.acks: list[Request] = []
        self.strays: list[Response] = []
        self.unacknowledged: list[tuple[float, ServerTransaction]] = []
        self._count = 0

    # --- what a test does ---

    def make(self, method: str, *headers: tuple[str, str], branch: str | None = None) -> Request:
        """A request with a branch of its own."""
        self._count += 1
        branch = branch or f"z9hG4bK{self.name}{self._count}"
        first = (
            ("Via", f"SIP/2.0/UDP {self.name}.example:5060;branch={branch};rport"),
            ("Max-Forwards", "70"),
            ("From", f"<sip:{self.name}@example.net>;tag={self.name}tag"),
            ("To", "<sip:other@example.net>"),
            ("Call-ID", f"call-{self.name}-{self._count}"),
            ("CSeq", f"{self._count} {method}"),
        )
        return Request(method, "sip:other@example.net", Headers([*first, *headers]))

    def send(self, request: Request, flow: Flow, now: float) -> tuple[ClientTransaction, Heard]:
        """Send it; returns the transaction and what its user will have heard."""
        heard = Heard()
        return self.layer.send(request, flow, heard, now), heard

    def ack_missing(self, transaction: ServerTransaction, now: float) -> None:
        self.unacknowledged.append((round(now, 6), transaction))

    # --- a peer's shape ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        message = parse_message(data)
        if isinstance(message, Response):
            if self.layer.response(message, flow, now) is None:
                self.strays.append(message)
            return
        match self.layer.request(message, flow, now):
            case NewTransaction(transaction):
                transaction.user = self
                self.requests.append(transaction)
                self.answer(transaction, now)
            case AckFor2xx():
                self.acks.append(message)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        raise AssertionError("nobody asked for a flow")

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        raise AssertionError("nobody asked for a flow")

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self.layer.flow_lost(flow, reason, now)

    def poll_output(self) -> Output | None:
        return self.output.popleft() if self.output else None

    def next_deadline(self) -> float | None:
        return self.timers.next_deadline()

    def handle_timeout(self, now: float) -> None:
        self.timers.run(now)


def respond(transaction: ServerTransaction, status: int, now: float) -> None:
    """Answer with nothing but a status and, above 100, a To tag."""
    tag = None if status == 100 else "answerer"
    transaction.respond(build_response(transaction.request, status, to_tag=tag), now)


def answering(*statuses: int) -> Callable[[ServerTransaction, float], None]:
    """Answers each new request with these statuses at once."""

    def answer(transaction: ServerTransaction, now: float) -> None:
        for status in statuses:
            respond(transaction, status, now)

    return answer
