"""What both ends of a call share once there is a dialog (RFC 3261 §12-15)."""

from __future__ import annotations

import abc
from dataclasses import dataclass

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Hop, Usage
from blfpanel.sip.dialog import Dialog, Leg, Order
from blfpanel.sip.events import CallEnded, CallState, EndedBy, Failure, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow
from blfpanel.sip.message import Request, Response
from blfpanel.sip.transaction import ServerTransaction
from blfpanel.sip.uas import capability_headers, refuse
from blfpanel.sip.uri import NameAddr, SipUri


@dataclass(frozen=True, slots=True)
class CallSpec:
    """A call to make.

    Attributes:
        uri: whom to call: the Request-URI, and To without its parameters.
        body: the offer; empty for none.
        content_type: of the body.
        headers: further headers (Replaces, Require, P-Asserted-Identity …).
        caller: From, where it is not the account's own address (a PBX passing a call on).
        to: To, where it differs from the Request-URI.
        hop: where the INVITE goes; None: the account's server.
    """

    uri: SipUri
    body: bytes = b""
    content_type: str = "application/sdp"
    headers: tuple[tuple[str, str], ...] = ()
    caller: NameAddr | None = None
    to: NameAddr | None = None
    hop: Hop | None = None


class Call(Usage, abc.ABC):
    """An INVITE usage: the part that is the same for caller and callee.

    Attributes:
        dialog: the dialog in force; None until a response with a tag came.
        state: see :class:`CallState`.
    """

    def __init__(self, core: Core, account: Account | None, state: CallState) -> None:
        self.id: UsageId = core.new_usage_id()
        self.account = account
        self.state = state
        self.dialog: Dialog | None = None
        self.flow: Flow | None = None
        self._core = core
        self._leg: Leg | None = None
        self._bye: Exchange | None = None
        self._told = False

    @property
    def contact_user(self) -> str:
        """User part of our Contact in this call."""
        if self.account is not None:
            return self.account.aor.uri.user or ""
        return (self.dialog.local.uri.user if self.dialog else None) or ""

    # --- for Replaces (RFC 3891 §3) ---

    def matches(self, local_tag: str, remote_tag: str) -> Dialog | None:
        """The dialog with these tags, early or confirmed, if this call has it."""
        dialog = self.dialog
        if dialog is None or dialog.local_tag != local_tag:
            return None
        return dialog if (dialog.remote_tag or "0") == remote_tag else None

    @property
    def replaceable_early(self) -> bool:
        """Whether an early dialog of this call may be taken over: only by its own caller's end."""
        return False

    # --- ending an established call ---

    @abc.abstractmethod
    def hang_up(self, now: float, reason: str | None = None) -> None:
        """End the call in whichever way its state asks for, with this Reason (RFC 3326)."""

    def send_bye(self, now: float, reason: str | None = None) -> None:
        """End the dialog (§15.1.1). The end is told at once: nothing the peer says changes it."""
        assert self.dialog is not None
        request = self.dialog.request("BYE")
        if reason is not None:
            request.headers.add("Reason", reason)
        self._bye = Exchange(
            self._core,
            request,
            self._core.hop_of(self.dialog, self.account, self.flow),
            self,
            account=self.account,
            numbering=self.dialog.numbering,
        )
        self._tell_end(EndedBy.LOCAL)
        self._bye.start(now)

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The BYE was answered."""
        if exchange is self._bye and response.status >= 200:
            self._forget()

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """The BYE was not answered; the call is over all the same (§15.1.1)."""
        if exchange is self._bye:
            self._forget()

    # --- from the core ---

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in the dialog."""
        assert self.dialog is not None
        if request.from_tag != self.dialog.remote_tag:
            refuse(transaction, 481, now)
            return
        if self.dialog.order(request) is Order.STALE:
            refuse(transaction, 500, now)
            return
        match request.method:
            case "BYE":
                refuse(transaction, 200, now)
                self.bye_received(request, now)
            case "OPTIONS":
                refuse(transaction, 200, now, headers=capability_headers())
            case "INVITE":
                # §14.2: what we cannot change stays as it was; the call goes on.
                refuse(transaction, 488, now)
            case _:
                refuse(transaction, 405, now, headers=capability_headers()[:1])

    def bye_received(self, request: Request, now: float) -> None:
        """The peer ended the call."""
        self._tell_end(EndedBy.REMOTE, reason=request.headers.get("Reason"))
        if self._bye is None:
            self._forget()

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A call survives its signalling connection: the BYE will open a new one."""
        if flow is self.flow:
            self.flow = None

    # --- inside ---

    def _tell_end(
        self, by: EndedBy, failure: Failure | None = None, reason: str | None = None
    ) -> None:
        if self._told:
            return
        self._told = True
        self.state = CallState.ENDED
        self._core.emit(CallEnded(self.id, by, failure, reason))

    def _end(self, by: EndedBy, failure: Failure | None = None, reason: str | None = None) -> None:
        """Tell the end and forget the call."""
        self._tell_end(by, failure, reason)
        self._forget()

    def _forget(self) -> None:
        self._core.remove(self, (self._leg,) if self._leg else ())
