"""What one can do with calls: the part of the endpoint's commands that concerns them.

A command for a call that is over does nothing: its ``CallEnded`` is on the way. A command for
something that never was a call, or is not one of the right kind, raises :exc:`UnknownUsage`.
"""

from __future__ import annotations

from blfpanel.sip.account import Account
from blfpanel.sip.calls.call import Call, CallSpec
from blfpanel.sip.calls.callee import CalleeCall
from blfpanel.sip.calls.caller import CallerCall
from blfpanel.sip.calls.refer import refer_outside
from blfpanel.sip.calls.taken_refer import TakenRefer
from blfpanel.sip.core import Core
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import UsageId
from blfpanel.sip.subscriptions.notifier import Notifier
from blfpanel.sip.syntax.header_values import Replaces
from blfpanel.sip.syntax.uri import SipUri


class UnknownUsage(KeyError):
    """A command names a usage that does not exist (any more) or is of another kind."""


class CallCommands:
    """The commands about calls; :class:`~blfpanel.sip.endpoint.Endpoint` is made of these.

    Args:
        core: where the calls are.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    # --- making, taking and ending calls ---

    def call(self, account: Account | None, spec: CallSpec, now: float) -> UsageId:
        """Make a call. Without an account ``spec`` needs ``caller`` and ``hop``."""
        call = CallerCall(self._core, account, spec)
        call.start(now)
        return call.id

    def offer_of(self, call: UsageId) -> tuple[bytes, str]:
        """The offer of an incoming call (empty for none) and our own IP address towards it."""
        transaction = self._callee(call).transaction
        return transaction.request.body, transaction.flow.local[0]

    def progress(self, call: UsageId, now: float, *, status: int = 180, body: bytes = b"") -> None:
        """Answer an incoming call provisionally: it rings (180), or early media comes (183)."""
        self._callee(call).progress(status, now, body)

    def answer(
        self, call: UsageId, body: bytes, now: float, headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Take an incoming call; a call it replaces is ended (RFC 3891 §3)."""
        self._callee(call).answer(body, now, headers)

    def reject(
        self,
        call: UsageId,
        status: int,
        now: float,
        reason: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Refuse an incoming call."""
        self._callee(call).reject(status, now, reason, headers)

    def hang_up(self, call: UsageId, now: float, reason: str | None = None) -> None:
        """End a call in whichever way its state asks for; nothing if it has ended already.

        ``reason`` becomes the Reason header of the CANCEL or BYE (RFC 3326).
        """
        usage = self._core.usages.get(call)
        if isinstance(usage, Call):
            usage.hang_up(now, reason)

    def withdraw(self, call: UsageId, now: float) -> None:
        """Do not send a call's INVITE (again); what comes of one that has gone out counts."""
        usage = self._core.usages.get(call)
        if isinstance(usage, CallerCall):
            usage.withdraw(now)

    def redirect(
        self, call: UsageId, targets: tuple[SipUri, ...], now: float, status: int = 302
    ) -> None:
        """Send an incoming call elsewhere, best place first (RFC 3261 §8.2, §21.3)."""
        contacts = tuple(("Contact", f"<{target}>") for target in targets)
        self._callee(call).reject(status, now, None, contacts)

    def dialogs_of(self, call: UsageId) -> tuple[Dialog, ...]:
        """The dialogs of a call, early ones included, or of a notifier; empty if there is none."""
        usage = self._core.usages.get(call)
        if isinstance(usage, Notifier):
            return (usage.dialog,)
        if isinstance(usage, CallerCall) and usage.dialog is None:
            return usage.early_dialogs()
        if isinstance(usage, Call) and usage.dialog is not None:
            return (usage.dialog,)
        return ()

    # --- changing a call ---

    def reinvite(
        self,
        call: UsageId,
        body: bytes,
        now: float,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Offer a new session description: hold, resume, another codec (RFC 3261 §14.1).

        Answered by ``OfferAnswered`` or ``OfferRefused``. One goes out at a time, in the order
        they were given; where offers of both ends cross (491), it is repeated by itself.

        Args:
            body: the offer, the complete description; empty to ask for the far end's, which comes
                as ``OfferReceived`` and is answered in the ACK.
            headers: further headers.
        """
        if (found := self._living(call)) is not None:
            found.change("INVITE", body, headers, now)

    def update(
        self,
        call: UsageId,
        body: bytes,
        now: float,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """The same by UPDATE (RFC 3311), which also changes a call that is not answered yet.

        Args:
            body: the offer; empty to only refresh the session.
            headers: further headers.
        """
        if (found := self._living(call)) is not None:
            found.change("UPDATE", body, headers, now)

    def accept_offer(self, call: UsageId, body: bytes, now: float) -> None:
        """Answer the offer of the pending ``OfferReceived``; make ours, where it was empty.

        For a call made without an offer, whose ``CallEstablished`` brought one, it is the answer
        that goes with the ACK (RFC 3261 §13.2.2.4).
        """
        if (found := self._living(call)) is not None:
            found.accept_offer(body, now)

    def refuse_offer(self, call: UsageId, status: int, now: float) -> None:
        """Refuse it, usually with 488; the session stays as it was."""
        if (found := self._living(call)) is not None:
            found.refuse_offer(status, now)

    def info(self, call: UsageId, content_type: str, body: bytes, now: float) -> None:
        """Send an INFO, such as a digit as application/dtmf-relay (RFC 6086)."""
        if (found := self._living(call)) is not None:
            found.send_info(content_type, body, now)

    # --- transferring ---

    def replaces_of(self, call: UsageId) -> str | None:
        """The Replaces by which somebody else takes our place in this call (RFC 3891).

        For an attended transfer: it names the dialog as the far end of *this* call knows it, and
        goes, escaped, into the Refer-To sent to the other party. None where there is no dialog.
        """
        dialogs = self.dialogs_of(call)
        if not dialogs or not dialogs[-1].remote_tag:
            return None
        dialog = dialogs[-1]
        return str(Replaces(dialog.call_id, dialog.remote_tag or "", dialog.local_tag))

    def refer(
        self,
        call: UsageId,
        refer_to: str,
        now: float,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> UsageId:
        """Ask the far end of a call to call somebody else (RFC 3515, RFC 5589).

        What becomes of it comes as ``ReferProgressed``; our own call stays until we end it.

        Args:
            refer_to: the URI for Refer-To, without brackets; may carry ``?Replaces=`` (escaped).
            headers: further headers.

        Raises:
            UnknownUsage: the call is over, or has no dialog yet.
        """
        found = self._living(call)
        if found is None or found.dialog is None:
            raise UnknownUsage(call)
        return found.refer(refer_to, headers, now).id

    def refer_to_phone(
        self,
        account: Account,
        target: SipUri,
        refer_to: str,
        now: float,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> UsageId:
        """Ask a phone we have no call with to call somebody, with a REFER of its own dialog.

        Args:
            target: the phone, the Request-URI.
            refer_to: as for :meth:`refer`.
        """
        return refer_outside(self._core, account, target, refer_to, headers, now).id

    def accept_refer(self, refer: UsageId, now: float) -> None:
        """Agree to call whom ``ReferReceived`` named (202); tell of it with ``report_refer``."""
        if (found := self._referral(refer)) is not None:
            found.accept(now)

    def reject_refer(self, refer: UsageId, status: int, now: float) -> None:
        """Do not: 603 for no, 403 for not allowed."""
        if (found := self._referral(refer)) is not None:
            found.reject(status, now)

    def report_refer(self, refer: UsageId, status: int, reason: str, now: float) -> None:
        """Tell how the call we were asked to make gets on; a final status is the last report."""
        if (found := self._referral(refer)) is not None:
            found.report(status, reason, now)

    # --- look-ups ---

    def _living(self, usage: UsageId) -> Call | None:
        """The call, None if it is over."""
        found = self._core.usages.get(usage)
        return found if isinstance(found, Call) else None

    def _referral(self, usage: UsageId) -> TakenRefer | None:
        """The REFER that came in, None if it is over."""
        found = self._core.usages.get(usage)
        return found if isinstance(found, TakenRefer) else None

    def _callee(self, usage: UsageId) -> CalleeCall:
        found = self._core.usages.get(usage)
        if not isinstance(found, CalleeCall):
            raise UnknownUsage(usage)
        return found
