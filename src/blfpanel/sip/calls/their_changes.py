"""Changes of a session that the far end wants: re-INVITE (RFC 3261 §14.2), UPDATE (RFC 3311)."""

from __future__ import annotations

from collections.abc import Callable

from blfpanel.sip.calls.handshake import Confirmation
from blfpanel.sip.calls.offers import Turn
from blfpanel.sip.calls.session import Session
from blfpanel.sip.calls.session_timer import SessionTimer
from blfpanel.sip.events import CallState, Failure, OfferAnswered, OfferReceived, OfferRefused
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import HeaderLines, refuse


class TheirChanges:
    """Takes changes, one at a time, asks the owner about their offers and answers.

    Args:
        session: what is changed.
        timer: of the session, which every change refreshes.
        crossing: whether an INVITE of ours is in progress in the dialog.
    """

    def __init__(self, session: Session, timer: SessionTimer, crossing: Callable[[], bool]) -> None:
        self._session = session
        self._timer = timer
        self._crossing = crossing
        self._pending: ServerTransaction | None = None
        self._confirmations: dict[int, Confirmation] = {}
        self._owing: int | None = None

    @property
    def inviting(self) -> bool:
        """Whether a re-INVITE of theirs is in progress: not answered, or not acknowledged."""
        unanswered = self._pending is not None and self._pending.request.method == "INVITE"
        return unanswered or bool(self._confirmations)

    def is_pending(self, transaction: ServerTransaction | None) -> bool:
        """Whether this is the request that the owner has yet to answer."""
        return transaction is not None and transaction is self._pending

    # --- from the call ---

    def invited(self, transaction: ServerTransaction, now: float) -> None:
        """A re-INVITE."""
        if self._refused(transaction, now):
            return
        body = transaction.request.body
        if body:
            self._session.offers.offered(body, Turn.THEIRS)
        self._ask(transaction, now)

    def updated(self, transaction: ServerTransaction, now: float) -> None:
        """An UPDATE; without an offer it only refreshes, which is never in anybody's way."""
        if not transaction.request.body:
            if headers := self._timer.refusal(transaction.request):
                refuse(transaction, 422, now, headers=headers)
                return
            self._answer(transaction, b"", now)
        elif not self._refused(transaction, now):
            self.offered(transaction, now)

    def offered(self, transaction: ServerTransaction, now: float) -> None:
        """An offer in a request that may bring one: UPDATE or PRACK."""
        self._session.offers.offered(transaction.request.body, Turn.THEIRS)
        self._ask(transaction, now)

    def acknowledged(self, request: Request, now: float) -> None:
        """The ACK of a 2xx to a re-INVITE; the answer is in it where the offer was ours."""
        number = request.cseq.number
        confirmation = self._confirmations.pop(number, None)
        if confirmation is None:
            return
        confirmation.stop()
        if self._owing != number:
            return
        self._owing = None
        session = self._session
        if request.body:
            session.offers.answered(request.body)
            session.emit(OfferAnswered(session.id, request.body))
        else:
            session.offers.withdrawn()
            failure = Failure(488, "The far end gave no answer", local=True)
            session.emit(OfferRefused(session.id, failure))

    def cancelled(self, now: float) -> None:
        """The far end takes its re-INVITE back (§9.2)."""
        self._finish(487, now)

    def close(self, now: float) -> None:
        """The call is over: what is pending is ended as well (§15.1.2)."""
        self._finish(487, now)
        for confirmation in self._confirmations.values():
            confirmation.stop()
        self._confirmations.clear()

    # --- from the owner ---

    def accept(self, body: bytes, now: float) -> None:
        """The answer to what is pending, or our offer where that brought none."""
        transaction, self._pending = self._pending, None
        if transaction is not None:
            self._answer(transaction, body, now)

    def refuse(self, status: int, now: float) -> None:
        """No; the session stays as it was."""
        self._finish(status, now)

    # --- inside ---

    def _refused(self, transaction: ServerTransaction, now: float) -> bool:
        """Refuse what cannot be taken now, and say whether it was."""
        status, headers = self._hindrance(transaction.request)
        if status:
            refuse(transaction, status, now, headers=headers)
        return status > 0

    def _hindrance(self, request: Request) -> tuple[int, HeaderLines]:
        """Why a change cannot be taken (§14.2, RFC 3311 §5.2); 0 if it can."""
        session = self._session
        turn = session.offers.turn
        if turn is Turn.OURS or (self._crossing() and request.method == "INVITE"):
            return 491, ()
        unanswered = session.state is CallState.INCOMING and request.method == "INVITE"
        if turn is Turn.THEIRS or self._pending is not None or unanswered:
            wait = round(session.core.ids.jitter(0, 10))
            return 500, (("Retry-After", str(wait)),)
        headers = self._timer.refusal(request)
        return (422, headers) if headers else (0, ())

    def _ask(self, transaction: ServerTransaction, now: float) -> None:
        session = self._session
        self._pending = transaction
        session.open_offer = self
        session.emit(OfferReceived(session.id, transaction.request.body, transaction.request))

    def _answer(self, transaction: ServerTransaction, body: bytes, now: float) -> None:
        session = self._session
        request = transaction.request
        assert session.dialog is not None
        if request.method != "PRACK":
            session.dialog.refresh_target(request)
        response = session.reply(transaction, 200, body)
        if request.method != "PRACK":
            self._timer.accept(request, response, now)
        if request.body:
            session.offers.answered(body)
        elif body:
            session.offers.offered(body, Turn.OURS)
            self._owing = request.cseq.number
        if request.method == "INVITE":
            self._confirmations[request.cseq.number] = Confirmation(
                session.core, transaction, response, self._unconfirmed, now
            )
        else:
            transaction.respond(response, now)

    def _unconfirmed(self, now: float) -> None:
        """§13.3.1.4: an answer whose ACK never comes ends the call."""
        failure = Failure(408, "The answer was never confirmed", local=True)
        self._session.give_up(failure, now)

    def _finish(self, status: int, now: float) -> None:
        transaction, self._pending = self._pending, None
        if transaction is None:
            return
        self._session.open_offer = None
        if transaction.request.body:
            self._session.offers.withdrawn()
        refuse(transaction, status, now)
