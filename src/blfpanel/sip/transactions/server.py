"""Server transactions (RFC 3261 §17.2, RFC 6026 §7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, TypeAlias

from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, Response, build_response
from blfpanel.sip.transactions.machine import Deed, Surroundings, Transaction, ready
from blfpanel.sip.transactions.tables import INVITE_SERVER, NON_INVITE_SERVER, Action, Input

#: By what a repeated request finds the first one; see ``transaction.server_key``.
ServerKey: TypeAlias = tuple[object, ...]


#: Where requests are found again that may be repeated.
ServerRegistry: TypeAlias = "dict[ServerKey, ServerTransaction | Answered]"


class InviteServerUser(Protocol):
    """Who answered an INVITE and wants to know whether the answer arrived."""

    def ack_missing(self, transaction: ServerTransaction, now: float) -> None:
        """A refusal was repeated for 64 T1 and never acknowledged (timer H).

        Nothing is left to do but to note it: the transaction is over. A 2xx is not watched here;
        whoever sent it repeats it and waits for its ACK (RFC 3261 §13.3.1.4).
        """


class ServerTransaction(Transaction):
    """A request we got, until it can be repeated no more.

    Attributes:
        user: who is told of a missing ACK; None for nobody. Set it after creation.
    """

    __slots__ = ("_key", "_registry", "user")

    STOPPABLE = (Input.TIMER_100, Input.TIMER_G, Input.TIMER_H)

    def __init__(
        self,
        request: Request,
        flow: Flow,
        around: Surroundings,
        registry: ServerRegistry,
        key: ServerKey,
    ) -> None:
        rows = _INVITE_ROWS if request.method == "INVITE" else _NON_INVITE_ROWS
        super().__init__(request, flow, rows, around)
        self.user: InviteServerUser | None = None
        self._key = key
        self._registry = registry
        registry[key] = self

    def respond(self, response: Response, now: float) -> None:
        """Send a response and keep it for repetitions of the request.

        A response that comes too late, after a final one or after the end, is dropped (RFC 3261
        §17.2.1). Only a 2xx to INVITE may be given again, and its user has to do so until the
        ACK comes.
        """
        if response.status < 200:
            self.step(Input.PROVISIONAL, now, response.to_bytes())
        else:
            self.send_final(response.status, response.to_bytes(), now)

    def send_final(self, status: int, data: bytes, now: float) -> None:
        """The same with a final response that is written already."""
        if self.request.method != "INVITE":
            cause = Input.FINAL
        else:
            cause = Input.SUCCESS if status < 300 else Input.REFUSAL
        self.step(cause, now, data)

    def _forget(self) -> None:
        del self._registry[self._key]

    # --- actions ---

    def _send_100(self, now: float) -> None:
        self._data = build_response(self.request, 100).to_bytes()
        self.send(now)

    def _start_100(self, now: float) -> None:
        self._around.timers.start(self, Input.TIMER_100, now + self._around.values.trying)

    def _start_g(self, now: float) -> None:
        self._repeat_first(Input.TIMER_G, now)

    def _again_g(self, now: float) -> None:
        longest = self._around.values.t2
        self._repeat_later(Input.TIMER_G, min(2 * self._interval, longest), now)

    def _start_h(self, now: float) -> None:
        self._wait(Input.TIMER_H, now)

    def _start_l(self, now: float) -> None:
        self._wait(Input.TIMER_L, now)

    def _start_i(self, now: float) -> None:
        self._linger(Input.TIMER_I, self._around.values.t4, now)

    def _start_j(self, now: float) -> None:
        if self.flow.reliable:  # nothing is repeated there
            self.step(Input.TIMER_J, now)
        else:
            rest = self._registry[self._key] = Answered(self)
            self._around.lingering.start(rest, now)

    def _report_no_ack(self, now: float) -> None:
        if self.user is not None:
            self.user.ack_missing(self, now)

    DEEDS: ClassVar[Mapping[Action, Deed]] = {
        Action.SEND: Transaction.send,
        Action.SEND_100: _send_100,
        Action.START_100: _start_100,
        Action.START_G: _start_g,
        Action.START_H: _start_h,
        Action.START_I: _start_i,
        Action.START_J: _start_j,
        Action.START_L: _start_l,
        Action.AGAIN_G: _again_g,
        Action.STOP_TIMERS: Transaction.stop_timers,
        Action.REPORT_NO_ACK: _report_no_ack,
    }


class Answered(Transaction):
    """What goes on of a request other than INVITE once it is answered: its machine, its answer.

    This stays for half a minute, of hundreds of NOTIFYs, and lets go of the request: what each
    new one needs is found where the last one was, not in memory that no cache has seen for long.
    """

    __slots__ = ("_key", "_registry")

    def __init__(self, answered: ServerTransaction) -> None:
        self.flow = answered.flow
        self.state = answered.state
        self._rows = answered._rows
        self._around = answered._around
        self._data = answered._data
        self._key = answered._key
        self._registry = answered._registry

    def _forget(self) -> None:
        del self._registry[self._key]


_INVITE_ROWS = ready(INVITE_SERVER, ServerTransaction.DEEDS)
_NON_INVITE_ROWS = ready(NON_INVITE_SERVER, ServerTransaction.DEEDS)
