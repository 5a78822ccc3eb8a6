"""The transfers of one call: the REFERs in its dialog, sent and received (RFC 3515, RFC 5589)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from blfpanel.sip.calls.refer import SentRefer, subscription_number
from blfpanel.sip.calls.session import Session
from blfpanel.sip.calls.taken_refer import TakenRefer, refer_target
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import HeaderLines, refuse

R = TypeVar("R", SentRefer, TakenRefer)


class Referrals:
    """Which REFER a request in the dialog is about.

    Args:
        session: the call.
        ended: told when one of them is over.
    """

    def __init__(self, session: Session, ended: Callable[[], None]) -> None:
        self._session = session
        self._ended = ended
        self._sent: list[SentRefer] = []
        self._taken: list[TakenRefer] = []
        self._any_taken = False

    @property
    def alive(self) -> bool:
        """Whether there is news to come or to be sent."""
        return bool(self._sent or self._taken)

    def send(self, refer_to: str, headers: HeaderLines, now: float) -> SentRefer:
        """Send a REFER."""
        session = self._session
        request = session.request("REFER")
        request.headers.add("Refer-To", f"<{refer_to}>")
        for name, value in headers:
            request.headers.add(name, value)
        refer = SentRefer(session.core, session.id, self._sent_over)
        self._sent.append(refer)
        refer.start(session.exchange(request, refer, target=True), now)
        return refer

    def received(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A REFER, or a NOTIFY or SUBSCRIBE that is about one."""
        match request.method:
            case "REFER":
                self._refer_received(transaction, request, now)
            case "NOTIFY" if request.event is not None and request.event.package != "refer":
                refuse(transaction, 489, now, headers=(("Allow-Events", "refer"),))
            case "NOTIFY":
                sent = _named(self._sent, subscription_number(request))
                if sent is None:
                    refuse(transaction, 481, now)
                else:
                    sent.notified(transaction, request, now)
            case _:
                taken = _named(self._taken, subscription_number(request))
                if taken is None:
                    refuse(transaction, 481, now)
                else:
                    taken.subscribed(transaction, request, now)

    # --- inside ---

    def _refer_received(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        refer_to = refer_target(request)
        if refer_to is None:
            refuse(transaction, 400, now, reason="Refer-To missing or unreadable")
            return
        refer = TakenRefer(
            self._session,
            transaction,
            self._session.id,
            first=not self._any_taken,
            ended=self._taken_over,
        )
        self._any_taken = True
        self._taken.append(refer)
        refer.start(refer_to, now)

    def _sent_over(self, refer: SentRefer) -> None:
        self._sent.remove(refer)
        self._ended()

    def _taken_over(self, refer: TakenRefer) -> None:
        self._taken.remove(refer)
        self._ended()


def _named(refers: list[R], number: int | None) -> R | None:
    """The REFER of this number; without a number the first one (RFC 3515 §2.4.6)."""
    for refer in refers:
        if number is None or refer.number == number:
            return refer
    return None
