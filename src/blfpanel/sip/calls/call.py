"""What both ends of a call share (RFC 3261 §12-15); the parts it is made of do the rest.

========================  ==================================================
``our_changes``           re-INVITE and UPDATE that we send
``their_changes``         those that we get
``session_timer``         refreshing, and the end of what nobody refreshes
``reliable``              100rel and PRACK
``refer``                 transfers
========================  ==================================================
"""

from __future__ import annotations

import abc
from dataclasses import dataclass

from blfpanel.sip.account import Account
from blfpanel.sip.calls.identity import RemoteIdentity
from blfpanel.sip.calls.our_changes import Change, OurChanges
from blfpanel.sip.calls.refer import SentRefer
from blfpanel.sip.calls.referring import Referrals
from blfpanel.sip.calls.session import Session
from blfpanel.sip.calls.session_timer import SessionTimer
from blfpanel.sip.calls.their_changes import TheirChanges
from blfpanel.sip.core import Core, Hop
from blfpanel.sip.dialog import Dialog, Leg, Order
from blfpanel.sip.events import (
    CallEnded,
    CallState,
    EndedBy,
    Failure,
    InfoReceived,
    RemoteIdentityChanged,
)
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Message, Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import HeaderLines, capability_headers, refuse, unsupported_extensions

#: What an INFO may bring: digits (RFC 6086 §1 calls these "legacy" uses); none at all is fine.
_INFO_TYPES = ("application/dtmf-relay", "application/dtmf")


@dataclass(frozen=True, slots=True)
class CallSpec:
    """A call to make.

    Attributes:
        uri: whom to call: the Request-URI, and To without its parameters.
        body: the offer; empty for none: then the far end makes one, which comes with
            ``CallEstablished`` and is answered with ``accept_offer``.
        content_type: of the body.
        headers: further headers (Replaces, Require, P-Asserted-Identity …).
        caller: From, where it is not the account's own address (a PBX passing a call on).
        to: To, where it differs from the Request-URI.
        hop: where the INVITE goes; None: the account's server.
    """

    uri: SipUri
    body: bytes = b""
    content_type: str = "application/sdp"
    headers: HeaderLines = ()
    caller: NameAddr | None = None
    to: NameAddr | None = None
    hop: Hop | None = None


class Call(Session):
    """An INVITE usage: the part that is the same for caller and callee."""

    def __init__(
        self, core: Core, account: Account | None, state: CallState, remote: NameAddr
    ) -> None:
        super().__init__(core, account, state)
        self.timer = SessionTimer(core, self)
        self.ours = OurChanges(self, self.timer)
        self.theirs = TheirChanges(self, self.timer, self._crossing)
        self.referrals = Referrals(self, self._let_go)
        self._identity = RemoteIdentity(remote)
        self._leg: Leg | None = None
        self._bye: Exchange | None = None
        self._insisted = False
        self._told = False
        self._forgotten = False

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

    # --- commands ---

    @abc.abstractmethod
    def hang_up(self, now: float, reason: str | None = None) -> None:
        """End the call in whichever way its state asks for, with this Reason (RFC 3326)."""

    def change(self, method: str, body: bytes, headers: HeaderLines, now: float) -> None:
        """Offer something by re-INVITE or UPDATE."""
        if self.state is not CallState.ENDED:
            self.ours.want(Change(method, body, headers=headers), now)

    def accept_offer(self, body: bytes, now: float) -> None:
        """Answer the far end's offer; nothing if there is none (any more)."""
        pending, self.open_offer = self.open_offer, None
        if pending is not None:
            pending.accept(body, now)
            self.ours.proceed(now)

    def refuse_offer(self, status: int, now: float) -> None:
        """Refuse it."""
        pending, self.open_offer = self.open_offer, None
        if pending is not None:
            pending.refuse(status, now)
            self.ours.proceed(now)

    def send_info(self, content_type: str, body: bytes, now: float) -> None:
        """Send an INFO; what becomes of it tells nobody anything."""
        if self.state is CallState.ESTABLISHED:
            self.exchange(self.request("INFO", body, content_type), self).start(now)

    def refer(self, refer_to: str, headers: HeaderLines, now: float) -> SentRefer:
        """Ask the far end to call somebody else."""
        return self.referrals.send(refer_to, headers, now)

    # --- ending ---

    def send_bye(self, now: float, reason: str | None = None) -> None:
        """End the dialog (§15.1.1). The end is told at once: nothing the peer says changes it."""
        self._tell_end(EndedBy.LOCAL, now)
        request = self.request("BYE")
        if reason is not None:
            request.headers.add("Reason", reason)
        self._bye = self.exchange(request, self)
        self._bye.start(now)

    def _bye_answered(self, response: Response, now: float) -> None:
        """Any answer will do, but that to a BYE which another request has overtaken (§12.2.2)."""
        if response.status == 500 and not self._insisted:
            self._insisted = True
            self.send_bye(now)
        else:
            self._forget()

    def give_up(self, failure: Failure, now: float) -> None:
        """The dialog is of no use any more (§12.2.1.2)."""
        if self.state is not CallState.ENDED:
            self._tell_end(EndedBy.FAILURE, now, failure)
            self.send_bye(now)

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The BYE was answered, or an INFO: 481 says that the far end has forgotten the call."""
        if response.status < 200:
            return
        if exchange is self._bye:
            self._bye_answered(response, now)
        elif response.status == 481:
            self.give_up(Failure(response.status, response.reason), now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """The BYE was not answered; the call is over all the same (§15.1.1)."""
        if exchange is self._bye:
            self._forget()

    # --- from the session timer ---

    def refresh_due(self, now: float) -> None:
        """Say that the session lives, and where we are.

        By UPDATE where the far end takes it (RFC 4028 §7.4), else with our last description.
        """
        if self.abilities.allows("UPDATE"):
            self.ours.want(Change("UPDATE", b"", refresh=True), now)
        else:
            self.ours.want(Change("INVITE", self.offers.local, refresh=True), now)

    def session_expired(self, now: float) -> None:
        """Nobody said so for too long (RFC 4028 §10)."""
        self.give_up(Failure(408, "The far end has fallen silent", local=True), now)

    # --- from the core ---

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in the dialog."""
        if not self.is_in_dialog(request):
            refuse(transaction, 481, now)
            return
        assert self.dialog is not None
        if self.dialog.order(request) is Order.STALE and request.method != "BYE":
            # A BYE that was overtaken means what it says all the same.
            refuse(transaction, 500, now)
            return
        if self.flow is None:
            self.flow = transaction.flow
        if self._told:
            self._after_the_end(transaction, request, now)
            return
        if request.method != "BYE" and (bad := unsupported_extensions(request)):
            refuse(transaction, 420, now, headers=(("Unsupported", ", ".join(bad)),))
            return
        self._handle(transaction, request, now)
        self.ours.proceed(now)

    def is_in_dialog(self, request: Request) -> bool:
        """Whether a request with our tag is of this call's dialog."""
        return self.dialog is not None and request.from_tag == self.dialog.remote_tag

    def _handle(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        match request.method:
            case "BYE":
                refuse(transaction, 200, now)
                self.bye_received(request, now)
            case "OPTIONS":
                refuse(transaction, 200, now, headers=capability_headers())
            case "INVITE":
                self.heard(request, transaction.flow)
                self.theirs.invited(transaction, now)
            case "UPDATE":
                self.heard(request, transaction.flow)
                self.theirs.updated(transaction, now)
            case "PRACK":
                self.prack_received(transaction, request, now)
            case "INFO":
                self._info_received(transaction, request, now)
            case "REFER" | "NOTIFY" | "SUBSCRIBE":
                self.referrals.received(transaction, request, now)
            case _:
                refuse(transaction, 405, now, headers=capability_headers()[:1])

    def _after_the_end(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A BYE may have crossed ours; news of a transfer outlive the call (RFC 5057 §3)."""
        match request.method:
            case "BYE":
                refuse(transaction, 200, now)
            case "NOTIFY" | "SUBSCRIBE":
                self.referrals.received(transaction, request, now)
            case _:
                refuse(transaction, 481, now)

    def prack_received(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A PRACK; only a callee waits for one."""
        refuse(transaction, 481, now)

    def bye_received(self, request: Request, now: float) -> None:
        """The peer ended the call."""
        self._tell_end(EndedBy.REMOTE, now, reason=request.headers.get("Reason"))
        if self._bye is None:
            self._forget()

    def ack_received(self, request: Request, now: float) -> None:
        """The ACK of a 2xx to a re-INVITE."""
        self.theirs.acknowledged(request, now)
        self.ours.proceed(now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A call survives its signalling connection. The far end is told by a new one where we are:
        who has only the Contact of the old one could not even hang up (RFC 3261 §12.2.1.1).
        """
        if flow is self.flow:
            self.flow = None
            if self.state is CallState.ESTABLISHED and self.account is not None:
                self.refresh_due(now)

    def waits_for(self, invite: ServerTransaction | None) -> bool:
        """Whether this INVITE or re-INVITE is one that we have not answered yet."""
        return self.theirs.is_pending(invite)

    def cancelled(self, cancel: Request, now: float) -> None:
        """The far end takes it back (§9.2); the CANCEL itself was answered already."""
        self.theirs.cancelled(now)

    def heard(self, message: Message, flow: Flow | None) -> None:
        """Learn from a message what the far end can, and who the server says it is."""
        self.abilities.note(message)
        account = self.account
        if account is None or flow is None or not self.core.is_server(account, flow):
            return
        sender = message.from_ if isinstance(message, Request) else None
        identity = self._identity.news(message, sender)
        if identity is not None:
            self.emit(RemoteIdentityChanged(self.id, identity))

    # --- inside ---

    @property
    def may_invite(self) -> bool:
        """No INVITE of ours while one of theirs is in progress (§14.1)."""
        return self.state is CallState.ESTABLISHED and not self.theirs.inviting

    def _crossing(self) -> bool:
        return self.ours.inviting

    def _info_received(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        kind = request.content_type
        name = kind.type if kind else ""
        if request.body and name not in _INFO_TYPES:
            refuse(transaction, 415, now, headers=(("Accept", ", ".join(_INFO_TYPES)),))
            return
        refuse(transaction, 200, now)
        self.emit(InfoReceived(self.id, name, request.body))

    def _tell_end(
        self,
        by: EndedBy,
        now: float,
        failure: Failure | None = None,
        reason: str | None = None,
    ) -> None:
        if self._told:
            return
        self._close(now)
        self.emit(CallEnded(self.id, by, failure, reason))

    def _close(self, now: float) -> None:
        """Whatever is under way in the dialog is over."""
        self._told = True
        self.state = CallState.ENDED
        self.timer.stop()
        self.ours.close()
        self.theirs.close(now)
        pending, self.open_offer = self.open_offer, None
        if pending is not None:
            pending.close(now)

    def _end(
        self,
        by: EndedBy,
        now: float,
        failure: Failure | None = None,
        reason: str | None = None,
    ) -> None:
        """Tell the end and forget the call."""
        self._tell_end(by, now, failure, reason)
        self._forget()

    def _forget(self) -> None:
        """Keep only the half-dialog, and that only while there is news of a transfer to come."""
        self._forgotten = True
        self.core.remove(self)
        self._let_go()

    def _let_go(self) -> None:
        if self._forgotten and self._leg is not None and not self.referrals.alive:
            self.core.remove(self, (self._leg,))
