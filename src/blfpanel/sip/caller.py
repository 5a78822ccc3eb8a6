"""The INVITE usage of the one who calls (RFC 3261 §13.2, §9.1)."""

from __future__ import annotations

from blfpanel.sip.account import Account
from blfpanel.sip.call import Call, CallSpec
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
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow, Send
from blfpanel.sip.grammar import SipParseError
from blfpanel.sip.headers import Headers
from blfpanel.sip.message import Request, Response
from blfpanel.sip.transaction import ClientTransaction, make_cancel
from blfpanel.sip.uas import ALLOWED, SUPPORTED
from blfpanel.sip.uri import NameAddr, SipUri


class _Acknowledgement:
    """The ACK of one 2xx: sent when there is a flow, sent again for each repeated 2xx."""

    def __init__(self, core: Core, request: Request) -> None:
        self._core = core
        self._request = request
        self._sent: Send | None = None

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Send it."""
        self._sent = Send(flow, self._core.send_ack(self._request, flow))

    def flow_refused(self, failure: Failure, now: float) -> None:
        """No way to the peer: it will repeat its 2xx and then end the call itself."""

    def again(self) -> None:
        """The 2xx was repeated, so the ACK was lost."""
        if self._sent is not None:
            self._core.output.append(self._sent)


class _Unheeded:
    """The user of transactions whose outcome changes nothing: CANCEL, BYE of a second fork."""

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        """The INVITE's own final response is what counts (§9.1)."""

    def request_failed(self, transaction: ClientTransaction, failure: Failure, now: float) -> None:
        """The INVITE's own timer ends the wait."""

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """As :meth:`response_received`, for a whole exchange."""

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """As :meth:`request_failed`, for a whole exchange."""


_UNHEEDED = _Unheeded()


class CallerCall(Call):
    """A call we make.

    The first 2xx wins; a second one, from another branch of a fork, is acknowledged and ended at
    once (§13.2.2.4). A 2xx that crosses our CANCEL is treated the same way.
    """

    def __init__(self, core: Core, account: Account | None, spec: CallSpec) -> None:
        super().__init__(core, account, CallState.CALLING)
        self._spec = spec
        self._numbering = Numbering()
        caller = spec.caller or (account.aor if account else None)
        assert caller is not None, "a call without an account needs a caller"
        self._local = caller.with_tag(core.ids.tag())
        self._leg = Leg(core.ids.call_id(), self._local.tag or "")
        self._invite: Exchange | None = None
        self._early: dict[str | None, Dialog] = {}
        self._acks: dict[str | None, _Acknowledgement] = {}
        self._provisional = False
        self._cancelled = False
        self._cancel_reason: str | None = None

    @property
    def contact_user(self) -> str:
        """User part of our Contact in this call."""
        return self._local.uri.user or ""

    @property
    def replaceable_early(self) -> bool:
        """RFC 3891 §3: an early dialog may be replaced at the end that called."""
        return self.state in (CallState.CALLING, CallState.RINGING)

    def matches(self, local_tag: str, remote_tag: str) -> Dialog | None:
        """As in :class:`Call`; before the answer there may be several early dialogs."""
        if self.dialog is not None:
            return super().matches(local_tag, remote_tag)
        if local_tag != self._local.tag:
            return None
        return self._early.get(remote_tag)

    def early_dialogs(self) -> tuple[Dialog, ...]:
        """The early dialogs that 18x responses have made so far."""
        return tuple(self._early.values())

    def start(self, now: float) -> None:
        """Send the INVITE."""
        spec = self._spec
        assert self._leg is not None
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(spec.to or NameAddr(None, spec.uri.bare(), ()))),
                ("Call-ID", self._leg.call_id),
                ("CSeq", f"{self._numbering.next()} INVITE"),
                ("Allow", ", ".join(ALLOWED)),
                ("Supported", ", ".join(SUPPORTED)),
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
        self._core.add(self, self._leg)
        self._invite = Exchange(
            self._core,
            Request("INVITE", str(spec.uri), headers, spec.body),
            hop,
            self,
            account=self.account,
            numbering=self._numbering,
            contact_user=self.contact_user,
        )
        self._invite.start(now)

    def hang_up(self, now: float, reason: str | None = None) -> None:
        """CANCEL before the answer, BYE after it."""
        match self.state:
            case CallState.ESTABLISHED:
                self.send_bye(now, reason)
            case CallState.CALLING | CallState.RINGING if not self._cancelled:
                self._cancelled = True
                self._cancel_reason = reason
                # §9.1: no CANCEL before a provisional response, it could overtake the INVITE.
                if self._provisional:
                    self._cancel(now)
                elif self._invite is not None and self._invite.abandon():
                    self._end(EndedBy.LOCAL)

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The INVITE (or the BYE) was answered."""
        if exchange is not self._invite:
            super().response(exchange, response, now)
        elif response.status < 200:
            self._progress(response, now)
        elif response.status < 300:
            self._accepted(response, now)
        elif not self._told:
            self._refused(response)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No answer to the INVITE (or to the BYE)."""
        if exchange is not self._invite:
            super().failed(exchange, failure, now)
        else:
            self._fail(failure)

    # --- inside ---

    def _fail(self, failure: Failure) -> None:
        """After a CANCEL no final response is no failure but the end that was wanted (§9.1)."""
        if self._cancelled:
            self._end(EndedBy.LOCAL)
        else:
            self._end(EndedBy.FAILURE, failure)

    def _progress(self, response: Response, now: float) -> None:
        first = not self._provisional
        self._provisional = True
        if self._cancelled:
            if first:
                self._cancel(now)
            return
        if response.status == 100:
            return
        assert self._invite is not None
        if response.to_tag is not None and response.to_tag not in self._early:
            self._early[response.to_tag] = Dialog.from_response(
                self._invite.request, response, self._numbering
            )
        self.flow = self._invite.flow
        if response.status in (180, 183):
            self.state = CallState.RINGING
        self._core.emit(CallProgressed(self.id, response))

    def _accepted(self, response: Response, now: float) -> None:
        tag = response.to_tag
        if (known := self._acks.get(tag)) is not None:
            known.again()
            return
        assert self._invite is not None
        dialog = Dialog.from_response(self._invite.request, response, self._numbering)
        self._acknowledge(tag, dialog, now)
        if self.dialog is not None or self._cancelled:
            self._end_fork(dialog, now)
            return
        self.dialog = dialog
        self.flow = self._invite.flow
        self.state = CallState.ESTABLISHED
        self._core.emit(CallEstablished(self.id, response.body, dialog.remote, dialog.target))

    def _acknowledge(self, tag: str | None, dialog: Dialog, now: float) -> None:
        """§13.2.2.4: the ACK repeats the INVITE's number and its credentials (§22.1)."""
        assert self._invite is not None
        invite = self._invite.request
        ack = dialog.request("ACK", cseq=invite.cseq.number)
        for name in ("Authorization", "Proxy-Authorization"):
            for value in invite.headers.get_all(name):
                ack.headers.add(name, value)
        self._acks[tag] = acknowledgement = _Acknowledgement(self._core, ack)
        hop = self._core.hop_of(dialog, self.account, self._invite.flow)
        self._core.flow_to(hop, acknowledgement, now)

    def _end_fork(self, dialog: Dialog, now: float) -> None:
        """Take back a dialog that came too late or second."""
        assert self._invite is not None
        if self.dialog is None:
            self.dialog = dialog
            self.flow = self._invite.flow
            self.send_bye(now)
            return
        Exchange(
            self._core,
            dialog.request("BYE"),
            self._core.hop_of(dialog, self.account, self._invite.flow),
            _UNHEEDED,
            account=self.account,
            numbering=dialog.numbering,
        ).start(now)

    def _refused(self, response: Response) -> None:
        if self._cancelled:
            self._end(EndedBy.LOCAL)
        elif 300 <= response.status < 400 and (targets := redirect_targets(response)):
            self._told = True
            self.state = CallState.ENDED
            self._core.emit(CallRedirected(self.id, targets, response))
            self._forget()
        else:
            self._end(EndedBy.REFUSAL, Failure(response.status, response.reason))

    def _cancel(self, now: float) -> None:
        assert self._invite is not None
        assert self._invite.flow is not None
        request = make_cancel(self._invite.request)
        if self._cancel_reason is not None:
            request.headers.add("Reason", self._cancel_reason)
        self._core.transactions.send(request, self._invite.flow, _UNHEEDED, now)


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
