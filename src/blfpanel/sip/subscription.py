"""The SUBSCRIBE usage (RFC 6665): ask, be told, ask again in time, and know when to doubt."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Hop, Usage
from blfpanel.sip.dialog import Dialog, Leg, Numbering, Order
from blfpanel.sip.events import (
    Failure,
    NotifyReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow
from blfpanel.sip.grammar import parse_delta_seconds
from blfpanel.sip.header_values import SubscriptionState
from blfpanel.sip.headers import Headers
from blfpanel.sip.message import Request, Response
from blfpanel.sip.retry import REFUSED_WAIT, SUBSCRIBE_LADDER, refresh_delay, retry_after
from blfpanel.sip.timers import Name
from blfpanel.sip.transaction import ServerTransaction
from blfpanel.sip.uas import refuse
from blfpanel.sip.uri import NameAddr, SipUri


@dataclass(frozen=True, slots=True)
class SubscriptionSpec:
    """What to subscribe to.

    Attributes:
        uri: whose state.
        event: the event package; repeated unchanged in every refresh.
        accept: body types we read.
        expires: how long to ask for, seconds.
        supported: option tags ("eventlist" where a list is asked for).
    """

    uri: SipUri
    event: str = "dialog"
    accept: tuple[str, ...] = ("application/dialog-info+xml",)
    expires: int = 600
    supported: tuple[str, ...] = ()


class _Timer(Name):
    REFRESH = "refresh"  #: also the retry after a failure
    FIRST_NOTIFY = "first notify"  #: RFC 6665 timer N
    LINGER = "linger"  #: after un-SUBSCRIBE, for the last NOTIFY


class _Retry(enum.Enum):
    AT_ONCE = "at once"
    LATER = "later"
    REFUSED = "refused"


#: What to do when the notifier ends a subscription (RFC 6665 §4.1.3), as servers use the words:
#: FreeSWITCH says ``noresource`` for every end, Kamailio ``timeout``, Asterisk nothing at all.
_END_REASONS = {
    "deactivated": _Retry.AT_ONCE,
    "timeout": _Retry.AT_ONCE,
    "noresource": _Retry.AT_ONCE,
    "probation": _Retry.LATER,
    "giveup": _Retry.LATER,
    "rejected": _Retry.REFUSED,
    "invariant": _Retry.REFUSED,
}

#: Refusals of a SUBSCRIBE that trying again soon will not change.
_REFUSALS = frozenset({401, 403, 404, 405, 406, 407, 410, 415, 416, 420, 489, 501, 603, 604})

#: "Later", where the server does not say when.
_LATER = 60.0

#: How long the last NOTIFY after an un-SUBSCRIBE is awaited; some lists never send it.
_LINGER = 1.0


class Subscription(Usage):
    """Keeps us informed of one resource.

    A subscription outlives its dialogs: when the server forgets one, the next SUBSCRIBE makes
    another under a new Call-ID, and the usage stays the same for those above.
    """

    def __init__(self, core: Core, account: Account, spec: SubscriptionSpec) -> None:
        self.id: UsageId = core.new_usage_id()
        self.account = account
        self.spec = spec
        self.phase = SubscriptionPhase.PENDING
        self._core = core
        self._expires = spec.expires
        self._numbering = Numbering()
        self._leg = Leg("", "")
        self._local = account.aor
        self._dialog: Dialog | None = None
        self._flow: Flow | None = None
        self._exchange: Exchange | None = None
        self._failures = 0
        self._heard = False
        self._fork_until = 0.0
        self._expires_at: float | None = None
        self._leaving = False
        self._goodbye_said = False

    # --- commands ---

    def start(self, now: float) -> None:
        """Subscribe anew: a new Call-ID, a new dialog."""
        self._forget_dialog()
        self._numbering = Numbering()
        self._local = self.account.aor.with_tag(self._core.ids.tag())
        self._leg = Leg(self._core.ids.call_id(), self._local.tag or "")
        self._core.add(self, self._leg)
        self._send(self._expires, now)
        if self.phase is SubscriptionPhase.PENDING:
            self._enter(SubscriptionPhase.PENDING)

    def refresh(self, now: float) -> None:
        """Ask for the full state now: in the dialog if there is one, else anew."""
        if self._dialog is not None:
            self._send(self._expires, now)
        else:
            self.start(now)

    def stop(self, now: float) -> None:
        """End it (§4.1.2.3); the end is told as TERMINATED."""
        if self._leaving:
            return
        self._leaving = True
        for timer in _Timer:
            self._core.timers.stop(self, timer)
        if self._exchange is not None and not self._exchange.abandon():
            return  # what is on its way may make a subscription yet, which is then ended
        if self._dialog is not None:
            self._say_goodbye(now)
        else:
            self._end()

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A SUBSCRIBE was answered."""
        if exchange is not self._exchange or response.status < 200:
            return
        self._exchange = None
        if self._leaving:
            self._answered_while_leaving(exchange, response, now)
        elif response.status < 300:
            self._accepted(exchange, response, now)
        elif response.status == 423 and self._too_brief(response):
            self._send(self._expires, now)
        else:
            self._refused(response, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """A SUBSCRIBE found no way or no answer."""
        if exchange is not self._exchange:
            return
        self._exchange = None
        if self._leaving:
            self._end()
        else:
            self._doubt(failure, None, now)

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Refresh, retry, wonder about the missing first NOTIFY, or stop lingering."""
        if name is _Timer.REFRESH:
            self.refresh(now)
        elif name is _Timer.FIRST_NOTIFY:
            self._doubt(Failure(408, "Accepted, but nothing was sent since", local=True), None, now)
        else:
            self._end()

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in our dialog: a NOTIFY, or nothing we know."""
        if request.method != "NOTIFY":
            refuse(transaction, 405, now, headers=(("Allow", "NOTIFY"),))
        elif not self._is_ours(request):
            refuse(transaction, 489, now, headers=(("Allow-Events", self.spec.event),))
        elif not self._belongs(request, now):
            refuse(transaction, 481, now)
        else:
            self._notified(transaction, request, now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """What we were told may be wrong by now: doubt it and ask again soon."""
        if flow is self._flow and self._exchange is None and not self._leaving:
            self._flow = None
            self._doubt(Failure(503, reason, local=True), None, now)

    # --- NOTIFY ---

    def _is_ours(self, request: Request) -> bool:
        """The event must be the one asked for (§4.1.3); a server that names none is believed."""
        event = request.event
        return event is None or event.package.lower() == self.spec.event.lower()

    def _belongs(self, request: Request, now: float) -> bool:
        """Whether the peer's tag is our dialog's.

        The first NOTIFY may come before the 200 and makes the dialog (§4.4.1). In the first
        seconds other tags are forks of our SUBSCRIBE, or a proxy that mangles tags, and are
        believed too.
        """
        if self._dialog is None:
            self._dialog = Dialog.from_request(request, self._leg.local_tag, self._numbering)
            self._dialog.local = self._local
            self._dialog.remote_cseq = None  # this very request is still to be put in order
            return True
        tag = self._dialog.remote_tag
        return tag is None or request.from_tag == tag or now < self._fork_until

    def _notified(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        assert self._dialog is not None
        refuse(transaction, 200, now)
        if self._dialog.order(request) is Order.STALE:
            # Overtaken on the way, or a server that counts anew: only it knows what is true now.
            self._dialog.remote_cseq = None
            if not self._leaving and self._exchange is None:
                self.refresh(now)
            return
        self._flow = transaction.flow
        self._dialog.refresh_target(request)
        self._heard = True
        self._core.timers.stop(self, _Timer.FIRST_NOTIFY)
        state = request.subscription_state
        if state is not None and state.expires is not None and not self._leaving:
            self._live_until(state.expires, now)
        self._core.emit(
            NotifyReceived(
                self.id, self.account.name, request, state, transaction.flow, self._expires_at
            )
        )
        if state is not None and state.state == "terminated":
            self._terminated(state, request, now)
        elif not self._leaving and self.phase is not SubscriptionPhase.ACTIVE:
            self._failures = 0
            self._enter(SubscriptionPhase.ACTIVE, due=self._due())

    def _terminated(self, state: SubscriptionState, request: Request, now: float) -> None:
        """The server ended it: act on the reason, as the table says."""
        if self._leaving:
            self._end()
            return
        was_active = self.phase is SubscriptionPhase.ACTIVE
        reason = (state.reason or "").lower()
        retry = _END_REASONS.get(reason, _Retry.AT_ONCE)
        if reason == "noresource" and not was_active:
            retry = _Retry.REFUSED
        self._forget_dialog()
        wait = state.retry_after
        if wait is None and (text := request.headers.get("Retry-After")):
            wait = parse_delta_seconds(text)
        words = f"The PBX ended the subscription ({reason or 'no reason given'})"
        if retry is _Retry.REFUSED:
            self._give_up(Failure(403 if reason == "rejected" else 404, words), wait, now)
        else:
            later = _LATER if retry is _Retry.LATER else None
            self._doubt(Failure(481, words), wait if wait is not None else later, now)

    # --- the life of a subscription ---

    def _accepted(self, exchange: Exchange, response: Response, now: float) -> None:
        if self._dialog is None:
            self._dialog = Dialog.from_response(exchange.request, response, self._numbering)
        self._flow = exchange.flow
        granted = response.headers.get("Expires")
        self._live_until((parse_delta_seconds(granted) if granted else None) or self._expires, now)
        n = 64 * self._core.settings.timers.t1
        self._fork_until = now + n
        if not self._heard:
            self._core.timers.start(self, _Timer.FIRST_NOTIFY, now + n)
        elif self.phase is not SubscriptionPhase.ACTIVE:
            self._failures = 0
            self._enter(SubscriptionPhase.ACTIVE, due=self._due())

    def _refused(self, response: Response, now: float) -> None:
        failure = Failure(response.status, response.reason)
        if response.status == 481 and self._dialog is not None:
            self._forget_dialog()
            self._doubt(failure, 0.0, now)
        elif response.status in _REFUSALS:
            self._forget_dialog()
            self._give_up(failure, retry_after(response), now)
        else:
            self._doubt(failure, retry_after(response), now)

    def _too_brief(self, response: Response) -> bool:
        """Take the server's minimum (423), unless that is no answer to the question."""
        text = response.headers.get("Min-Expires")
        minimum = parse_delta_seconds(text) if text else None
        if minimum is None or minimum <= self._expires:
            return False
        self._expires = int(minimum)
        return True

    def _doubt(self, failure: Failure, wait: float | None, now: float) -> None:
        """Something went wrong that time may heal: subscribe anew after the wait."""
        self._forget_dialog()
        self._failures += 1
        if wait is None:
            wait = SUBSCRIBE_LADDER.wait(self._failures, self._core.ids)
        self._core.timers.start(self, _Timer.REFRESH, now + wait)
        self._enter(SubscriptionPhase.DOUBTFUL, failure, now + wait)

    def _give_up(self, failure: Failure, wait: float | None, now: float) -> None:
        """The server does not want to; ask again much later."""
        due = now + (REFUSED_WAIT if wait is None else wait)
        self._core.timers.start(self, _Timer.REFRESH, due)
        self._enter(SubscriptionPhase.REFUSED, failure, due)

    def _live_until(self, expires: float, now: float) -> None:
        self._expires_at = now + expires
        self._core.timers.start(self, _Timer.REFRESH, now + refresh_delay(expires))

    def _due(self) -> float | None:
        return self._expires_at

    def _say_goodbye(self, now: float) -> None:
        self._goodbye_said = True
        self._send(0, now)

    def _answered_while_leaving(self, exchange: Exchange, response: Response, now: float) -> None:
        """Our un-SUBSCRIBE was answered, or the SUBSCRIBE before it; the last NOTIFY may come."""
        if response.status >= 300:
            self._end()
        elif self._goodbye_said:
            self._core.timers.start(self, _Timer.LINGER, now + _LINGER)
        else:
            if self._dialog is None:
                self._dialog = Dialog.from_response(exchange.request, response, self._numbering)
            self._flow = exchange.flow
            self._say_goodbye(now)

    def _end(self) -> None:
        self._forget_dialog()
        self._core.remove(self)
        self._enter(SubscriptionPhase.TERMINATED)

    def _forget_dialog(self) -> None:
        for timer in _Timer:
            self._core.timers.stop(self, timer)
        self._core.legs.pop(self._leg, None)
        self._dialog = None
        self._heard = False
        self._expires_at = None

    def _enter(
        self, phase: SubscriptionPhase, failure: Failure | None = None, due: float | None = None
    ) -> None:
        self.phase = phase
        self._core.emit(SubscriptionChanged(self.id, phase, failure, due))

    # --- SUBSCRIBE ---

    def _send(self, expires: int, now: float) -> None:
        self._core.timers.stop(self, _Timer.REFRESH)
        hop: Hop = self.account.server
        if self._dialog is not None:
            request = self._dialog.request("SUBSCRIBE")
            hop = self._core.hop_of(self._dialog, self.account, self._flow)
        else:
            request = self._first_request()
        headers = request.headers
        headers.add("Event", self.spec.event)
        headers.add("Accept", ", ".join(self.spec.accept))
        if self.spec.supported:
            headers.add("Supported", ", ".join(self.spec.supported))
        headers.add("Expires", str(expires))
        self._exchange = Exchange(
            self._core,
            request,
            hop,
            self,
            account=self.account,
            numbering=self._numbering,
            contact_user=self.account.aor.uri.user or "",
        )
        self._exchange.start(now)

    def _first_request(self) -> Request:
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(NameAddr(None, self.spec.uri.bare(), ()))),
                ("Call-ID", self._leg.call_id),
                ("CSeq", f"{self._numbering.next()} SUBSCRIBE"),
            ]
        )
        return Request("SUBSCRIBE", str(self.spec.uri), headers)
