"""The INVITE usage of the one who calls (RFC 3261 §13.2, §9.1)."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.sip.account import Account
from blfpanel.sip.calls.call import Call, CallSpec
from blfpanel.sip.calls.handshake import Acknowledgement, AnswerInAck, make_ack
from blfpanel.sip.calls.offers import OfferAnswer, Turn
from blfpanel.sip.calls.reliable import ReliableReceiver, is_reliable
from blfpanel.sip.core import Core
from blfpanel.sip.dialog import Dialog, Leg, Numbering
from blfpanel.sip.events import (
    CallEstablished,
    CallProgressed,
    CallRedirected,
    CallState,
    EndedBy,
    Failure,
)
from blfpanel.sip.exchange import UNHEEDED, Exchange, Requester
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.uas import ALLOW, IN_CALLS

#: Without an offer the first reliable response would bring one, to be answered in its PRACK.
_SUPPORTED_WITHOUT_OFFER = tuple(tag for tag in IN_CALLS if tag != "100rel")


@dataclass(slots=True)
class _Early:
    """An early dialog: one for each place that an INVITE forked to and that rings (§12.1)."""

    dialog: Dialog
    offers: OfferAnswer
    reliable: ReliableReceiver


class CallerCall(Call):
    """A call we make.

    The first 2xx wins; a second one, from another branch of a fork, is acknowledged and ended at
    once (§13.2.2.4). A 2xx that crosses our CANCEL is treated the same way. Until then ``dialog``
    is the early one of which was heard last.
    """

    def __init__(self, core: Core, account: Account | None, spec: CallSpec) -> None:
        to = spec.to or NameAddr(None, spec.uri.bare(), ())
        super().__init__(core, account, CallState.CALLING, to)
        self._spec = spec
        self._to = to
        self._numbering = Numbering()
        caller = spec.caller or (account.aor if account else None)
        assert caller is not None, "a call without an account needs a caller"
        self._local = caller.with_tag(core.ids.tag())
        self._leg = Leg(core.ids.call_id(), self._local.tag or "")
        self._invite: Exchange | None = None
        self._early: dict[str | None, _Early] = {}
        self._acks: dict[str | None, Acknowledgement] = {}
        self._first_offers = self.offers
        self._confirmed = False
        self._provisional = False
        self._cancelled = False
        self._cancel_reason: str | None = None

    @property
    def contact_user(self) -> str:
        """User part of our Contact in this call."""
        return self._local.uri.user or ""

    @property
    def is_caller(self) -> bool:
        """The Call-ID is ours."""
        return True

    @property
    def replaceable_early(self) -> bool:
        """RFC 3891 §3: an early dialog may be replaced at the end that called."""
        return self.state in (CallState.CALLING, CallState.RINGING)

    def matches(self, local_tag: str, remote_tag: str) -> Dialog | None:
        """As in :class:`Call`; before the answer there may be several early dialogs."""
        if self._confirmed:
            return super().matches(local_tag, remote_tag)
        early = self._early.get(remote_tag) if local_tag == self._local.tag else None
        return early.dialog if early else None

    def early_dialogs(self) -> tuple[Dialog, ...]:
        """The early dialogs that 18x responses have made so far; none after the answer."""
        return () if self._confirmed else tuple(early.dialog for early in self._early.values())

    def is_in_dialog(self, request: Request) -> bool:
        """A request of any early dialog makes that the one in force."""
        if self._confirmed:
            return super().is_in_dialog(request)
        return self._enter(request.from_tag)

    def start(self, now: float) -> None:
        """Send the INVITE."""
        self.core.add(self, self._leg)
        if self._spec.body:
            self.offers.offered(self._spec.body, Turn.OURS)
        self._send_invite(now)

    def hang_up(self, now: float, reason: str | None = None) -> None:
        """CANCEL before the answer, BYE after it."""
        match self.state:
            case CallState.ESTABLISHED:
                self.send_bye(now, reason)
            case CallState.CALLING | CallState.RINGING if not self._cancelled:
                self._cancelled = True
                self._cancel_reason = reason
                if self._invite is not None and self._invite.abandon():
                    self._end(EndedBy.LOCAL, now)
                elif self._provisional:
                    # §9.1: no CANCEL before a provisional response, it could overtake the INVITE.
                    self._cancel(now)

    def withdraw(self, now: float) -> None:
        """Do not send the INVITE (again), to a server that asks who we are for example."""
        if self._invite is not None and self._invite.abandon():
            self._end(EndedBy.LOCAL, now)

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The INVITE (or something else) was answered."""
        if exchange is not self._invite:
            super().response(exchange, response, now)
        elif response.status < 200:
            self._progress(response, now)
        elif response.status < 300:
            self._accepted(response, now)
        elif not self._told:
            self._refused(response, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No answer to the INVITE (or to something else)."""
        if exchange is not self._invite:
            super().failed(exchange, failure, now)
        elif self._cancelled:
            # After a CANCEL no final response is no failure but the end that was wanted (§9.1).
            self._end(EndedBy.LOCAL, now)
        else:
            self._end(EndedBy.FAILURE, now, failure)

    # --- from the dialog ---

    def bye_received(self, request: Request, now: float) -> None:
        """The peer ended the call; before its answer it should not (§15), but means it."""
        if not self._confirmed:
            self._cancelled = True
            self._cancel(now)
        super().bye_received(request, now)

    # --- inside ---

    def _crossing(self) -> bool:
        return not self._confirmed or super()._crossing()

    def _send_invite(self, now: float) -> None:
        spec = self._spec
        assert self._leg is not None
        supported = IN_CALLS if spec.body else _SUPPORTED_WITHOUT_OFFER
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(self._to)),
                ("Call-ID", self._leg.call_id),
                ("CSeq", f"{self._numbering.next()} INVITE"),
                ("Allow", ALLOW),
                ("Supported", ",".join(supported)),
            ]
        )
        for name, value in spec.headers:
            headers.add(name, value)
        if spec.body:
            headers.add("Content-Type", spec.content_type)
        hop = spec.hop
        if hop is None:
            assert self.account is not None, "a call without an account needs a hop"
            hop = self.account.server
        request = Request("INVITE", str(spec.uri), headers, spec.body)
        self.timer.write(request)
        self._invite = Exchange(
            self.core,
            request,
            hop,
            self,
            account=self.account,
            numbering=self._numbering,
            contact_user=self.contact_user,
        )
        self._invite.start(now)

    def _enter(self, tag: str | None) -> bool:
        """Let the early dialog with this tag be the one in force; False if there is none."""
        early = self._early.get(tag)
        if early is None:
            return False
        self.dialog, self.offers = early.dialog, early.offers
        return True

    def _progress(self, response: Response, now: float) -> None:
        first = not self._provisional
        self._provisional = True
        if self._cancelled:
            if first:
                self._cancel(now)
            return
        if response.status == 100 or self._told:
            return
        assert self._invite is not None
        self.flow = self._invite.listening
        if not self._is_in_order(response, now):
            return
        if response.status in (180, 183):
            self.state = CallState.RINGING
        self.emit(CallProgressed(self.id, response))
        self.heard(response, self._invite.listening)

    def _is_in_order(self, response: Response, now: float) -> bool:
        """Note the early dialog; False for a reliable response that is repeated or too early."""
        tag = response.to_tag
        if tag is None:
            return True
        if tag not in self._early:
            assert self._invite is not None
            self._early[tag] = _Early(
                Dialog.from_response(self._invite.request, response, self._numbering),
                self._first_offers.copy(),
                ReliableReceiver(self._make_prack),
            )
        self._enter(tag)
        early = self._early[tag]
        if not early.reliable.takes(response, now):
            return False
        if response.body and is_reliable(response) and early.offers.turn is Turn.OURS:
            early.offers.answered(response.body)
        return True

    def _make_prack(self, rack: str, user: Requester) -> Exchange:
        request = self.request("PRACK")
        request.headers.add("RAck", rack)
        return self.exchange(request, user)

    def _accepted(self, response: Response, now: float) -> None:
        tag = response.to_tag
        if (known := self._acks.get(tag)) is not None:
            known.again()
            return
        assert self._invite is not None
        dialog = Dialog.from_response(self._invite.request, response, self._numbering)
        if (early := self._early.get(tag)) is not None:
            dialog.remote_cseq = early.dialog.remote_cseq
        if self._confirmed or self._cancelled:
            self._acknowledge(tag, dialog, now)
            self._end_fork(dialog, now)
            return
        self._confirmed = True
        self.dialog = dialog
        self.offers = early.offers if early else self._first_offers
        self.flow = self._invite.listening
        self.state = CallState.ESTABLISHED
        if self._spec.body or not response.body:
            self.offers.answered(response.body)
            self._acknowledge(tag, dialog, now)
        else:
            self.offers.offered(response.body, Turn.THEIRS)
            self._acknowledge_later(tag, dialog)
        self.timer.answered(response, now)
        body = response.body or self.offers.remote
        self.emit(CallEstablished(self.id, body, dialog.remote, dialog.target))
        self.heard(response, self.flow)
        self.ours.proceed(now)

    def _acknowledge(self, tag: str | None, dialog: Dialog, now: float) -> None:
        assert self._invite is not None
        ack = make_ack(self._invite.request, dialog)
        self._acks[tag] = acknowledgement = Acknowledgement(self.core, ack)
        hop = self.core.hop_of(dialog, self.account, self._invite.listening)
        self.core.flow_to(hop, acknowledgement, now)

    def _acknowledge_later(self, tag: str | None, dialog: Dialog) -> None:
        """The far end has made the offer: the ACK has to wait for the answer."""
        assert self._invite is not None
        ack = make_ack(self._invite.request, dialog)
        self._acks[tag] = acknowledgement = Acknowledgement(self.core, ack)
        hop = self.core.hop_of(dialog, self.account, self._invite.listening)
        self.open_offer = AnswerInAck(self, ack, acknowledgement, hop)

    def _end_fork(self, dialog: Dialog, now: float) -> None:
        """Take back a dialog that came too late or second."""
        assert self._invite is not None
        if not self._confirmed:
            self._confirmed = True
            self.dialog = dialog
            self.flow = self._invite.listening
            self.send_bye(now)
            return
        Exchange(
            self.core,
            dialog.request("BYE"),
            self.core.hop_of(dialog, self.account, self._invite.listening),
            UNHEEDED,
            account=self.account,
            numbering=dialog.numbering,
        ).start(now)

    def _refused(self, response: Response, now: float) -> None:
        if self._cancelled:
            self._end(EndedBy.LOCAL, now)
        elif response.status == 422 and self.timer.raised_by(response):
            self._provisional = False
            self._early.clear()
            self._send_invite(now)
        elif 300 <= response.status < 400 and (targets := redirect_targets(response)):
            self._close(now)
            self.emit(CallRedirected(self.id, targets, response))
            self._forget()
        else:
            self._end(EndedBy.REFUSAL, now, Failure(response.status, response.reason))

    def _cancel(self, now: float) -> None:
        if self._invite is not None:
            self._invite.cancel(now, self._cancel_reason)


def redirect_targets(response: Response) -> tuple[SipUri, ...]:
    """The Contacts of a 3xx, highest ``q`` first (RFC 3261 §8.1.3.4); unreadable ones left out."""
    found: list[tuple[float, int, SipUri]] = []
    for position, value in enumerate(response.headers.get_all("Contact")):
        try:
            place = NameAddr.parse(value)
            q = float(place.param("q") or 1.0)
        except (SipParseError, ValueError):
            continue
        found.append((-q, position, place.uri))
    return tuple(uri for _, _, uri in sorted(found, key=lambda entry: entry[:2]))
