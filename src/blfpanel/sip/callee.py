"""The INVITE usage of the one who is called (RFC 3261 §13.3)."""

from __future__ import annotations

import enum

from blfpanel.sip.account import Account
from blfpanel.sip.call import Call
from blfpanel.sip.core import Core
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import CallEstablished, CallState, EndedBy, Failure
from blfpanel.sip.flow import Send
from blfpanel.sip.message import Request, Response, build_response
from blfpanel.sip.timers import Name
from blfpanel.sip.transaction import ServerTransaction
from blfpanel.sip.uas import ALLOWED, SUPPORTED

#: Keeps a phone whose ringing call was taken over from telling of a missed one (RFC 3326 §2).
_TAKEN_OVER = 'SIP;cause=200;text="Call completed elsewhere"'


class _Timer(Name):
    RESEND_2XX = "resend 2xx"
    ACK_MISSING = "ack missing"


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
        super().__init__(core, account, CallState.INCOMING)
        self.transaction = transaction
        self._replaced = replaced
        self.flow = transaction.flow
        self.dialog = Dialog.from_request(transaction.request, core.ids.tag())
        self._leg = self.dialog.leg
        self._accepted: bytes = b""
        self._interval = core.settings.timers.t1
        self._hang_up_after_ack = False
        core.add(self, self._leg)

    # --- commands; each does nothing where the call is past it ---

    def progress(self, status: int, now: float, body: bytes = b"") -> None:
        """Send a provisional response: 180 while it rings, 183 with early media."""
        if self.state is CallState.INCOMING and not self._accepted:
            self.transaction.respond(self._response(status, None, body), now)

    def answer(self, body: bytes, now: float, headers: tuple[tuple[str, str], ...] = ()) -> None:
        """Take the call with this answer (or offer, where the INVITE had none).

        A call it replaces is ended, in the order RFC 3891 §3 asks for: first the new one is
        accepted, then the old one goes.
        """
        if self.state is not CallState.INCOMING or self._accepted:
            return
        response = self._response(200, None, body, headers)
        self._accepted = response.to_bytes()
        self.transaction.respond(response, now)
        timers = self._core.settings.timers
        # Also over TCP: the 2xx travels end to end, and any hop may lose it.
        self._core.timers.start(self, _Timer.RESEND_2XX, now + self._interval)
        self._core.timers.start(self, _Timer.ACK_MISSING, now + 64 * timers.t1)
        if self._replaced is not None:
            self._replaced.hang_up(now, _TAKEN_OVER)

    def reject(
        self,
        status: int,
        now: float,
        reason: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Refuse the call."""
        if self.state is CallState.INCOMING and not self._accepted:
            self.transaction.respond(self._response(status, reason, b"", headers), now)
            self._end(EndedBy.LOCAL)

    def hang_up(self, now: float, reason: str | None = None) -> None:
        """Decline before the answer, BYE after it; between the two it waits for the ACK (§15)."""
        if self.state is CallState.ESTABLISHED:
            self.send_bye(now, reason)
        elif self._accepted:
            self._hang_up_after_ack = True
        else:
            self.reject(603, now)

    # --- from the core ---

    def cancelled(self, cancel: Request, now: float) -> None:
        """The caller gave up (§9.2); the CANCEL itself was answered already."""
        if self.state is CallState.INCOMING and not self._accepted:
            self.transaction.respond(self._response(487, None, b""), now)
            self._end(EndedBy.REMOTE, reason=cancel.headers.get("Reason"))

    def ack_received(self, request: Request, now: float) -> None:
        """The call is up; the ACK holds the answer where the offer was ours."""
        if self.state is not CallState.INCOMING or not self._accepted:
            return
        self._stop_repeating()
        assert self.dialog is not None
        self.state = CallState.ESTABLISHED
        body = request.body or self.transaction.request.body
        self._core.emit(CallEstablished(self.id, body, self.dialog.remote, self.dialog.target))
        if self._hang_up_after_ack:
            self.send_bye(now)

    def bye_received(self, request: Request, now: float) -> None:
        """The peer ended the call, possibly before it was answered (§15.1.2)."""
        self._stop_repeating()
        if self.state is CallState.INCOMING and not self._accepted:
            self.transaction.respond(self._response(487, None, b""), now)
        super().bye_received(request, now)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Repeat the 2xx, or give the call up because its ACK never came."""
        if name is _Timer.RESEND_2XX:
            self._core.output.append(Send(self.transaction.flow, self._accepted))
            self._interval = min(2 * self._interval, self._core.settings.timers.t2)
            self._core.timers.start(self, _Timer.RESEND_2XX, now + self._interval)
            return
        self._stop_repeating()
        self._tell_end(EndedBy.FAILURE, Failure(408, "The answer was never confirmed", local=True))
        self.send_bye(now)

    # --- inside ---

    def _stop_repeating(self) -> None:
        self._core.timers.stop(self, _Timer.RESEND_2XX)
        self._core.timers.stop(self, _Timer.ACK_MISSING)

    def _response(
        self,
        status: int,
        reason: str | None,
        body: bytes,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Response:
        assert self.dialog is not None
        request = self.transaction.request
        response = build_response(request, status, reason, to_tag=self.dialog.local_tag)
        if status < 300:
            for value in request.headers.get_all("Record-Route"):
                response.headers.add("Record-Route", value)
            user = self.contact_user
            secure = request.uri.startswith("sips:")
            contact = self._core.contact(user, self.transaction.flow, secure=secure)
            response.headers.add("Contact", str(contact))
        if status // 100 == 2:
            response.headers.add("Allow", ", ".join(ALLOWED))
            response.headers.add("Supported", ", ".join(SUPPORTED))
        for name, value in headers:
            response.headers.add(name, value)
        if body:
            response.headers.add("Content-Type", "application/sdp")
            response.body = body
        return response
