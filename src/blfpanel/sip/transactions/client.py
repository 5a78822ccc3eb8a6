"""Client transactions (RFC 3261 §17.1, RFC 6026 §7.2) and the requests they make themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, TypeAlias

from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow, Send
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.transactions.machine import Deed, Surroundings, Transaction, ready
from blfpanel.sip.transactions.tables import INVITE_CLIENT, NON_INVITE_CLIENT, Action, Input, State

#: Branch and method, by which a response finds its request (RFC 3261 §17.1.3).
ClientKey: TypeAlias = tuple[str | None, str]


class TransactionUser(Protocol):
    """What RFC 3261 calls TU: who sends a request and hears what becomes of it.

    It is told of any number of provisional responses, then once either of a final response or
    of a failure; after a 2xx to INVITE also of each further 2xx, repeated or from another fork.
    """

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        """A response came."""

    def request_failed(self, transaction: ClientTransaction, failure: Failure, now: float) -> None:
        """No response will come: 408 when nobody answered, 503 when the flow is lost."""


class ClientTransaction(Transaction):
    """A request of ours, until no more response to it can come.

    Attributes:
        user: who hears of the outcome.
        response: the newest response; not set before the first.
    """

    __slots__ = ("_key", "_reason", "_registry", "response", "user")

    STOPPABLE = (
        Input.TIMER_A,
        Input.TIMER_B,
        Input.TIMER_D,
        Input.TIMER_E,
        Input.TIMER_F,
    )

    response: Response
    _reason: str

    def __init__(
        self,
        request: Request,
        flow: Flow,
        user: TransactionUser,
        around: Surroundings,
        registry: dict[ClientKey, ClientTransaction],
    ) -> None:
        rows = _INVITE_ROWS if request.method == "INVITE" else _NON_INVITE_ROWS
        super().__init__(request, flow, rows, around)
        self.user = user
        self._key = request.via.branch, request.method
        self._registry = registry
        registry[self._key] = self

    @property
    def cancel_allowed(self) -> bool:
        """Whether this is an INVITE that can be cancelled now: a provisional response came and
        no final one. Before, the CANCEL could overtake the INVITE (RFC 3261 §9.1).
        """
        return self.state is State.PROCEEDING and self.request.method == "INVITE"

    def receive(self, response: Response, now: float) -> None:
        """Take a response that belongs here."""
        self.response = response
        if response.status < 200:
            self.step(Input.PROVISIONAL, now)
        elif self.request.method != "INVITE":
            self.step(Input.FINAL, now)
        else:
            self.step(Input.SUCCESS if response.status < 300 else Input.REFUSAL, now)

    def lose_flow(self, reason: str, now: float) -> None:
        """The flow is gone; ``reason`` is for people."""
        self._reason = reason
        self.step(Input.FLOW_LOST, now)

    def _forget(self) -> None:
        if self._registry.get(self._key) is self:
            del self._registry[self._key]

    # --- actions ---

    def _send_ack(self, now: float) -> None:
        ack = make_ack(self.request, self.response)
        self._around.output.append(Send(self.flow, ack.to_bytes()))

    def _pass_up(self, now: float) -> None:
        self.user.response_received(self, self.response, now)

    def _report_timeout(self, now: float) -> None:
        self.user.request_failed(self, Failure(408, "No answer", local=True), now)

    def _report_flow_lost(self, now: float) -> None:
        self.user.request_failed(self, Failure(503, self._reason, local=True), now)

    def _start_a(self, now: float) -> None:
        self._repeat_first(Input.TIMER_A, now)

    def _again_a(self, now: float) -> None:
        self._repeat_later(Input.TIMER_A, 2 * self._interval, now)

    def _start_e(self, now: float) -> None:
        self._repeat_first(Input.TIMER_E, now)

    def _again_e(self, now: float) -> None:
        longest = self._around.values.t2
        self._repeat_later(Input.TIMER_E, min(2 * self._interval, longest), now)

    def _again_e_slowly(self, now: float) -> None:
        self._repeat_later(Input.TIMER_E, self._around.values.t2, now)

    def _start_b(self, now: float) -> None:
        self._wait(Input.TIMER_B, now)

    def _start_f(self, now: float) -> None:
        self._wait(Input.TIMER_F, now)

    def _start_m(self, now: float) -> None:
        self._wait(Input.TIMER_M, now)

    def _start_d(self, now: float) -> None:
        self._linger(Input.TIMER_D, self._around.values.d, now)

    def _start_k(self, now: float) -> None:
        self._linger(Input.TIMER_K, self._around.values.t4, now)

    DEEDS: ClassVar[Mapping[Action, Deed]] = {
        Action.SEND: Transaction.send,
        Action.SEND_ACK: _send_ack,
        Action.START_A: _start_a,
        Action.START_B: _start_b,
        Action.START_D: _start_d,
        Action.START_E: _start_e,
        Action.START_F: _start_f,
        Action.START_K: _start_k,
        Action.START_M: _start_m,
        Action.AGAIN_A: _again_a,
        Action.AGAIN_E: _again_e,
        Action.AGAIN_E_SLOWLY: _again_e_slowly,
        Action.STOP_TIMERS: Transaction.stop_timers,
        Action.PASS_UP: _pass_up,
        Action.REPORT_TIMEOUT: _report_timeout,
        Action.REPORT_FLOW_LOST: _report_flow_lost,
    }


_INVITE_ROWS = ready(INVITE_CLIENT, ClientTransaction.DEEDS)
_NON_INVITE_ROWS = ready(NON_INVITE_CLIENT, ClientTransaction.DEEDS)


def make_ack(invite: Request, response: Response) -> Request:
    """The ACK of a final response other than 2xx (RFC 3261 §17.1.1.3)."""
    ack = _companion("ACK", invite)
    ack.headers.set("To", response.headers.get("To") or "")
    return ack


def make_cancel(invite: Request) -> Request:
    """The CANCEL of an INVITE that has been sent (RFC 3261 §9.1); a Reason may be added."""
    return _companion("CANCEL", invite)


def _companion(method: str, invite: Request) -> Request:
    """A request that goes the way of ``invite`` and is matched to it: same top Via, same Route."""
    old = invite.headers
    headers = Headers([("Via", old.get_all("Via")[0])])
    for route in old.get_all("Route"):
        headers.add("Route", route)
    headers.add("Max-Forwards", "70")
    for name in ("From", "To", "Call-ID"):
        headers.add(name, old.get(name) or "")
    headers.add("CSeq", f"{invite.cseq.number} {method}")
    return Request(method, invite.uri, headers)
