"""The INVITE usage of the one who is called (RFC 3261 §13.3)."""

from __future__ import annotations

from blfpanel.sip.account import Account
from blfpanel.sip.calls.call import Call
from blfpanel.sip.calls.handshake import Confirmation
from blfpanel.sip.calls.offers import Turn
from blfpanel.sip.calls.reliable import ReliableSender
from blfpanel.sip.core import Core
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import CallEstablished, CallState, EndedBy, Failure, OfferAnswered
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import HeaderLines, refuse

#: Keeps a phone whose ringing call was taken over from telling of a missed one (RFC 3326 §2).
_TAKEN_OVER = 'SIP;cause=200;text="Call completed elsewhere"'


class CalleeCall(Call):
    """A call that comes to us.

    A 2xx is repeated by us, not by the transaction, until its ACK comes (§13.3.1.4, RFC 6026);
    if none comes in 64*T1 the call is ended with BYE.
    """

    def __init__(
        self,
        core: Core,
        account: Account | None,
        transaction: ServerTransaction,
        replaced: Call | None = None,
    ) -> None:
        request = transaction.request
        super().__init__(core, account, CallState.INCOMING, request.from_)
        self.transaction = transaction
        self._replaced = replaced
        self.flow = transaction.flow
        self.dialog = Dialog.from_request(request, core.ids.tag())
        self._leg = self.dialog.leg
        self._reliable = ReliableSender(core, transaction, self._unheard)
        self._confirmation: Confirmation | None = None
        self._answer: tuple[bytes, HeaderLines] | None = None
        self._hang_up_after_ack = False
        if request.body:
            self.offers.offered(request.body, Turn.THEIRS)
        core.add(self, self._leg)

    @property
    def is_caller(self) -> bool:
        """The Call-ID is the far end's."""
        return False

    @property
    def _open(self) -> bool:
        """Whether the INVITE has no final response yet."""
        return self.state is CallState.INCOMING and self._answer is None

    # --- commands; each does nothing where the call is past it ---

    def progress(self, status: int, now: float, body: bytes = b"") -> None:
        """Send a provisional response: 180 while it rings, 183 with early media.

        It is sent reliably where the caller insists, or where it describes early media and the
        caller can (RFC 3262 §3). A caller that insists and made no offer gets none without one.
        """
        if not self._open:
            return
        reliable = self._reliable
        if not (reliable.required or (body and reliable.supported)) or status == 100:
            self.transaction.respond(self.reply(self.transaction, status, body), now)
        elif body or self.transaction.request.body:
            reliable.send(self.reply(self.transaction, status, body), now)
            if body and not self.offers.agreed and self.offers.settled:
                self.offers.offered(body, Turn.OURS)

    def answer(self, body: bytes, now: float, headers: HeaderLines = ()) -> None:
        """Take the call with this answer (or offer, where the INVITE had none).

        A call it replaces is ended, in the order RFC 3891 §3 asks for: first the new one is
        accepted, then the old one goes.
        """
        if self._open:
            self._answer = body, headers
            # RFC 3262 §3: the 2xx must not overtake a session description
            if not self._reliable.describing:
                self._accept(now)

    def reject(
        self, status: int, now: float, reason: str | None = None, headers: HeaderLines = ()
    ) -> None:
        """Refuse the call."""
        if self._open:
            self._respond_finally(status, now, reason, headers)
            self._end(EndedBy.LOCAL, now)

    def hang_up(self, now: float, reason: str | None = None) -> None:
        """Decline before the answer, BYE after it; between the two it waits for the ACK (§15)."""
        if self.state is CallState.ESTABLISHED:
            self.send_bye(now, reason)
        elif self._answer is not None:
            self._hang_up_after_ack = True
        else:
            self.reject(603, now)

    # --- from the core ---

    def waits_for(self, invite: ServerTransaction | None) -> bool:
        """As in :class:`Call`; the first INVITE is ours also after the answer."""
        return invite is self.transaction or super().waits_for(invite)

    def cancelled(self, cancel: Request, now: float) -> None:
        """The caller gave up (§9.2); the CANCEL itself was answered already."""
        if self._confirmation is None and self.state is CallState.INCOMING:
            self._respond_finally(487, now)
            self._end(EndedBy.REMOTE, now, reason=cancel.headers.get("Reason"))
        else:
            super().cancelled(cancel, now)

    def ack_received(self, request: Request, now: float) -> None:
        """The call is up; the ACK holds the answer where the offer was ours."""
        confirmation = self._confirmation
        if confirmation is None or request.cseq.number != confirmation.number:
            super().ack_received(request, now)
            return
        confirmation.stop()
        if self.state is CallState.INCOMING:
            if self.offers.turn is Turn.OURS:
                self.offers.answered(request.body)
            self._establish(request.body or self.transaction.request.body)
            if self._hang_up_after_ack:
                self.send_bye(now)
        self.ours.proceed(now)

    def prack_received(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A provisional response has arrived; its PRACK may answer or make an offer."""
        response = self._reliable.acknowledged(request, now)
        if response is None:
            refuse(transaction, 481, now)
            return
        if response.body and self.offers.turn is Turn.THEIRS:
            self.offers.answered(response.body)
        if request.body and self.offers.settled:
            self.theirs.offered(transaction, now)
        else:
            refuse(transaction, 200, now)
            if request.body and self.offers.turn is Turn.OURS:
                self.offers.answered(request.body)
                self.emit(OfferAnswered(self.id, request.body))
        if self._answer is not None and not self._reliable.describing:
            self._accept(now)

    def bye_received(self, request: Request, now: float) -> None:
        """The peer ended the call, possibly before it was answered (§15.1.2)."""
        if self._confirmation is None and self.state is CallState.INCOMING:
            self._respond_finally(487, now)
        super().bye_received(request, now)

    # --- inside ---

    def _handle(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """Who sends a request after our answer has got that, though its ACK is still under way
        (RFC 5407 §3.1.4)."""
        answered = self._confirmation is not None and self.state is CallState.INCOMING
        going_on = request.method != "BYE" and not self._hang_up_after_ack
        if answered and going_on and self.offers.settled:
            self._establish(self.transaction.request.body)
        super()._handle(transaction, request, now)

    def _accept(self, now: float) -> None:
        assert self._answer is not None
        body, headers = self._answer
        self._reliable.close()
        response = self.reply(self.transaction, 200, body)
        for name, value in headers:
            response.headers.add(name, value)
        if self.offers.turn is Turn.THEIRS:
            self.offers.answered(body)
        elif not self.offers.agreed:
            self.offers.offered(body, Turn.OURS)
        self.timer.accept(self.transaction.request, response, now)
        self._confirmation = Confirmation(
            self.core, self.transaction, response, self._unconfirmed, now
        )
        if self._replaced is not None:
            self._replaced.hang_up(now, _TAKEN_OVER)

    def _establish(self, body: bytes) -> None:
        assert self.dialog is not None
        self.state = CallState.ESTABLISHED
        self.emit(CallEstablished(self.id, body, self.dialog.remote, self.dialog.target))

    def _unconfirmed(self, now: float) -> None:
        self.give_up(Failure(408, "The answer was never confirmed", local=True), now)

    def _unheard(self, now: float) -> None:
        """RFC 3262 §3: a caller that confirms no provisional response gets no call."""
        if self._confirmation is None and self.state is CallState.INCOMING:
            self._respond_finally(504, now)
            failure = Failure(408, "The caller confirms nothing", local=True)
            self._end(EndedBy.FAILURE, now, failure)

    def _respond_finally(
        self, status: int, now: float, reason: str | None = None, headers: HeaderLines = ()
    ) -> None:
        self._reliable.close()
        response = self.reply(self.transaction, status, reason=reason)
        for name, value in headers:
            response.headers.add(name, value)
        self.transaction.respond(response, now)

    def _close(self, now: float) -> None:
        self._reliable.close()
        if self._confirmation is not None:
            self._confirmation.stop()
        super()._close(now)
