"""The SUBSCRIBE usage (RFC 6665): ask, be told, ask again in time, and know when to doubt."""

from __future__ import annotations

import enum

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Hop, Usage
from blfpanel.sip.dialog import Order
from blfpanel.sip.events import (
    Failure,
    NotifyReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow, Target
from blfpanel.sip.subscriptions.dialog import SubscriptionDialog
from blfpanel.sip.subscriptions.retry import (
    DIALOG_UNKNOWN,
    Persistence,
    Retry,
    after_end,
    retry_after,
    spread_refresh_delay,
)
from blfpanel.sip.subscriptions.spec import SubscriptionSpec as SubscriptionSpec
from blfpanel.sip.syntax.grammar import parse_delta_seconds
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import refuse


class _Timer(Name):
    REFRESH = "refresh"  #: also the retry after a failure
    NOTIFY = "notify"  #: RFC 6665 timer N: each SUBSCRIBE is followed by a NOTIFY
    LINGER = "linger"  #: after un-SUBSCRIBE, for the last NOTIFY
    ANSWER = "answer"  #: to a SUBSCRIBE over a connection


#: How long the last NOTIFY after an un-SUBSCRIBE is awaited; some lists never send it.
_LINGER = 1.0

#: Over a connection nothing is sent twice, and a server that is starting drops what comes before
#: it is ready (Asterisk does): what has had no answer for so long is asked anew, seconds.
_ANSWER_WITHIN = 8.0

#: By so much the end of a subscription may move without its refresh being planned anew.
_SLACK = 5.0

#: How long the new server may take to accept our registration before we subscribe there, seconds.
_FOLLOW_WITHIN = 4.0

#: However short a time the server grants: seconds between two SUBSCRIBEs.
_SHORTEST = 0.5


class Subscription(Usage):
    """Keeps us informed of one resource.

    A subscription outlives its dialogs: when the server forgets one, the next SUBSCRIBE makes
    another under a new Call-ID, and the usage stays the same for those above. At any time at most
    one SUBSCRIBE is on its way, and if none is, either a refresh or a new try is planned.
    """

    def __init__(self, core: Core, account: Account, spec: SubscriptionSpec) -> None:
        self.id: UsageId = core.new_usage_id()
        self.account = account
        self.spec = spec
        self.phase = SubscriptionPhase.PENDING
        self._core = core
        self._pacer = core.pacer(account)
        self._expires = spec.expires
        self._known: SubscriptionDialog | None = None
        self._flow: Flow | None = None
        self._exchange: Exchange | None = None
        self._asking: SubscriptionDialog | None = None  # the one the exchange belongs to
        self._queued = False
        self._overdue = False  # a refresh fell due while a SUBSCRIBE was on its way
        self._told = False  # whether a NOTIFY came since the last SUBSCRIBE
        self._stepped_back = False  # whether a NOTIFY's CSeq did, since the last 2xx
        self._persistence = Persistence(core.ids)
        self._expires_at: float | None = None
        self._planned_for: float | None = None  # the end the planned refresh is for
        self._refresh_at: float | None = None
        self._brief = False  # whether a 423 was obeyed already
        self._leaving = False
        self._goodbye_said = False

    # --- commands ---

    def start(self, now: float) -> None:
        """Subscribe anew: a new Call-ID, a new dialog."""
        self._forget_dialog()
        self._known = SubscriptionDialog(self.account.aor, self._core.ids)
        self._core.add(self, self._known.leg)
        self._ask(now)
        if self.phase is SubscriptionPhase.PENDING:
            self._enter(SubscriptionPhase.PENDING)

    def refresh(self, now: float) -> None:
        """Ask for the full state now: in the dialog while it lives, else anew.

        What is on its way already is not asked for twice.
        """
        if self._leaving or self.is_asking:
            return
        lapsed = self._expires_at is not None and now > self._expires_at + _SLACK
        if self._known is not None and self._known.dialog is not None and not lapsed:
            self._ask(now)
        else:
            self.start(now)

    def renew(self, failure: Failure, now: float) -> None:
        """The server has forgotten the dialog, for this reason: make another."""
        if not self._leaving and self.phase is SubscriptionPhase.ACTIVE:
            self._doubt(failure, Retry.ANEW, 0.0, now)

    def stop(self, now: float) -> None:
        """End it (§4.1.2.3); the end is told as TERMINATED."""
        if self._leaving:
            return
        self._leaving = True
        for timer in _Timer:
            self._core.timers.stop(self, timer)
        if self._queued:
            self._queued = False
            self._pacer.withdraw(self)
        if self._exchange is not None and not self._exchange.abandon():
            return  # what is on its way may make a subscription yet, which is then ended
        if self._known is not None and self._known.dialog is not None:
            self._say_goodbye(now)
        else:
            self._end()

    @property
    def is_asking(self) -> bool:
        """Whether a SUBSCRIBE is on its way, or waits for its turn."""
        return self._queued or self._exchange is not None

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A SUBSCRIBE was answered."""
        if exchange is not self._exchange or response.status < 200:
            return
        outdated = self._answered(now)
        self._core.heard(self.account, now)
        if self._leaving:
            self._answered_while_leaving(exchange, response, now)
        elif outdated:
            self._go_on(now)
        elif response.status < 300:
            self._accepted(exchange, response, now)
        else:
            self._refused(exchange, response, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """A SUBSCRIBE found no way or no answer."""
        if exchange is not self._exchange:
            return
        outdated = self._answered(now)
        if self._leaving:
            self._end()
        elif outdated:
            self._go_on(now)
        else:
            self._doubt(failure, Retry.ANEW, None, now)
            if failure.status == 408:
                self._core.not_heard(self.account, now)

    def _answered(self, now: float) -> bool:
        """No SUBSCRIBE is on its way now; whether its dialog has ended in the meantime."""
        self._core.timers.stop(self, _Timer.ANSWER)
        self._exchange = None
        outdated = self._asking is not self._known
        self._asking = None
        self._pacer.done(self, now)
        return outdated

    def _go_on(self, now: float) -> None:
        if self._overdue:
            self._overdue = False
            self.refresh(now)

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Refresh, retry, wonder about the missing NOTIFY, or stop lingering."""
        if name is _Timer.REFRESH:
            self._planned_for = None
            self._overdue = self.is_asking
            self.refresh(now)
        elif name is _Timer.NOTIFY and self._known is not None and self._known.heard:
            # No state came with a refresh, as it should have. A new subscription will tell, and
            # what was told until now stands as firmly as before.
            self.start(now)
        elif name is _Timer.NOTIFY:
            failure = Failure(408, "Accepted, but nothing was sent since", local=True)
            self._doubt(failure, Retry.ANEW, None, now)
        elif name is _Timer.ANSWER:
            self._unanswered(now)
        else:
            self._end()

    def _unanswered(self, now: float) -> None:
        exchange = self._exchange
        if exchange is None or self._leaving:
            return
        if exchange.flow is None:
            self._core.timers.start(self, _Timer.ANSWER, now + _ANSWER_WITHIN)
        elif exchange.flow.reliable:
            exchange.abandon()
            self._answered(now)
            self._doubt(Failure(408, "No answer", local=True), Retry.ANEW, None, now)

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in our dialog: a NOTIFY, or nothing we know."""
        if request.method != "NOTIFY":
            refuse(transaction, 405, now, headers=(("Allow", "NOTIFY"),))
        elif not self._is_ours(request):
            refuse(transaction, 489, now, headers=(("Allow-Events", self.spec.event),))
        elif self._known is None or not self._known.takes(request):
            refuse(transaction, 481, now)
        else:
            self._notified(transaction, request, self._known, now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """What we were told may be wrong by now, and our Contact as well: doubt and ask again."""
        if flow is not self._flow or self._leaving:
            return
        self._flow = None
        self._enter(SubscriptionPhase.DOUBTFUL, Failure(503, reason, local=True), now)
        self._overdue = self._exchange is not None
        self.refresh(now)

    def server_changed(self, server: Target, lost: Flow | None, now: float) -> None:
        """A subscription belongs to the machine that accepted it: make one at the new server, as
        soon as that knows us (see ``keepalive``), or in a while.
        """
        if server == self.account.server and not self._leaving:
            if self._exchange is not None and self._exchange.abandon():
                self._answered(now)
            self._overdue = self.is_asking
            failure = Failure(503, "Another server is in charge now", local=True)
            self._doubt(failure, Retry.ANEW, _FOLLOW_WITHIN, now)

    # --- NOTIFY ---

    def _is_ours(self, request: Request) -> bool:
        """The event must be the one asked for (§4.1.3); a server that names none is believed."""
        event = request.event
        return event is None or event.package.lower() == self.spec.event.lower()

    def _notified(
        self,
        transaction: ServerTransaction,
        request: Request,
        known: SubscriptionDialog,
        now: float,
    ) -> None:
        assert known.dialog is not None
        refuse(transaction, 200, now)
        if known.dialog.order(request) is Order.STALE:
            # Overtaken on the way, or a server that counts anew: only it knows what is true now.
            # After its next 2xx any number is taken.
            self._stepped_back = True
            self._overdue = self.is_asking
            self.refresh(now)
            return
        self._flow = transaction.flow
        known.dialog.refresh_target(request)
        known.heard = True
        if not self._told:
            self._told = True
            self._core.timers.stop(self, _Timer.NOTIFY)
        state = request.subscription_state
        if state is not None and state.expires is not None and not self._leaving:
            self._live_until(state.expires, now)
        self._core.emit(
            NotifyReceived(
                self.id,
                self.account.name,
                request,
                state,
                transaction.flow,
                self._expires_at,
                self._refresh_at,
            )
        )
        if state is not None and state.state == "terminated":
            self._terminated(state, request, now)
        elif not self._leaving and self.phase is not SubscriptionPhase.ACTIVE:
            self._activate(now)
        before, known.tagged_once = known.tagged_once, not _has_two_tags(request)
        if before and not known.tagged_once:
            # FreeSWITCH goes on with a dialog from before its restart, and writes the tag twice.
            self._core.restarted(self.account, now)

    def _terminated(self, state: SubscriptionState, request: Request, now: float) -> None:
        """The server ended it: act on the reason, as the table says."""
        if self._leaving:
            self._end()
            return
        reason = (state.reason or "").lower()
        retry = after_end(reason, was_active=self.phase is SubscriptionPhase.ACTIVE)
        wait = state.retry_after if state.retry_after is not None else retry_after(request)
        status = {Retry.REFUSED: 403 if reason == "rejected" else 404}.get(retry, 481)
        words = f"The PBX ended the subscription ({reason or 'no reason given'})"
        self._doubt(Failure(status, words), retry, wait, now)

    # --- the life of a subscription ---

    def _accepted(self, exchange: Exchange, response: Response, now: float) -> None:
        assert self._known is not None
        self._known.granted(exchange.request, response)
        self._brief = False
        if self._stepped_back and self._known.dialog is not None:
            self._stepped_back = False
            self._known.dialog.remote_cseq = None
        if exchange.request.to_tag is not None:
            self._core.dialog_known(self.account, self)
        self._flow = exchange.flow
        granted = response.headers.get("Expires")
        self._live_until((parse_delta_seconds(granted) if granted else None) or self._expires, now)
        if not self._told:
            n = 64 * self._core.settings.timers.t1
            self._core.timers.start(self, _Timer.NOTIFY, now + n)
        elif self.phase is not SubscriptionPhase.ACTIVE:
            self._activate(now)
        self._go_on(now)

    def _activate(self, now: float) -> None:
        self._persistence.worked(now)
        self._enter(SubscriptionPhase.ACTIVE, due=self._refresh_at)

    def _refused(self, exchange: Exchange, response: Response, now: float) -> None:
        status = response.status
        in_dialog = exchange.request.to_tag is not None
        plainer = self.spec.plainer()
        if status == 423 and self._too_brief(response):
            self._ask(now)
        elif status == 489 and plainer is not None:
            self.spec = plainer
            self.start(now)
        else:
            failure = Failure(status, response.reason)
            retry = self._persistence.after_refusal(status, in_dialog)
            self._doubt(failure, retry, retry_after(response), now)
            if in_dialog and status in DIALOG_UNKNOWN:
                self._core.dialog_unknown(self.account, self, now)

    def _too_brief(self, response: Response) -> bool:
        """Take the server's minimum (423), once, unless that is no answer to the question."""
        text = response.headers.get("Min-Expires")
        minimum = parse_delta_seconds(text) if text else None
        if self._brief or minimum is None or minimum <= self._expires:
            return False
        self._brief = True
        self._expires = int(minimum)
        return True

    def _doubt(self, failure: Failure, retry: Retry, wait: float | None, now: float) -> None:
        """The dialog is of no use any more: subscribe anew, when ``retry`` and the server say."""
        self._forget_dialog()
        wait = self._persistence.wait(retry, wait, now)
        self._core.timers.start(self, _Timer.REFRESH, now + wait)
        refused = retry is Retry.REFUSED
        phase = SubscriptionPhase.REFUSED if refused else SubscriptionPhase.DOUBTFUL
        self._enter(phase, failure, now + wait)

    def _live_until(self, expires: float, now: float) -> None:
        """Note when it ends, and plan the refresh anew if that differs from what was planned."""
        self._expires_at = end = now + expires
        planned = self._planned_for
        if planned is None or abs(end - planned) > _SLACK:
            self._planned_for = end
            delay = max(_SHORTEST, spread_refresh_delay(expires, self._core.ids))
            self._refresh_at = now + delay
            self._core.timers.start(self, _Timer.REFRESH, self._refresh_at)

    def _say_goodbye(self, now: float) -> None:
        self._goodbye_said = True
        self._send(0, now)

    def _answered_while_leaving(self, exchange: Exchange, response: Response, now: float) -> None:
        """Our un-SUBSCRIBE was answered, or the SUBSCRIBE before it; the last NOTIFY may come."""
        if response.status >= 300 or self._known is None:
            self._end()
        elif self._goodbye_said:
            self._core.timers.start(self, _Timer.LINGER, now + _LINGER)
        else:
            self._known.granted(exchange.request, response)
            self._flow = exchange.flow
            self._say_goodbye(now)

    def _end(self) -> None:
        self._forget_dialog()
        self._core.remove(self)
        self._enter(SubscriptionPhase.TERMINATED)

    def _forget_dialog(self) -> None:
        for timer in _Timer:
            self._core.timers.stop(self, timer)
        if self._queued:
            self._queued = False
            self._pacer.withdraw(self)
        if self._known is not None:
            self._core.end_leg(self._known.leg)
        self._known = None
        self._flow = None
        self._told = self._stepped_back = False
        self._expires_at = self._planned_for = self._refresh_at = None

    def _enter(
        self, phase: SubscriptionPhase, failure: Failure | None = None, due: float | None = None
    ) -> None:
        self.phase = phase
        self._core.emit(SubscriptionChanged(self.id, phase, failure, due))

    # --- SUBSCRIBE ---

    def _ask(self, now: float) -> None:
        """Send a SUBSCRIBE as soon as it is its turn."""
        self._core.timers.stop(self, _Timer.REFRESH)
        self._planned_for = None
        self._queued = True
        self._pacer.ask(self, now)

    def admitted(self, now: float) -> None:
        """Its turn has come."""
        self._queued = False
        self._told = False
        self._send(self._expires, now)

    def _send(self, expires: int, now: float) -> None:
        known = self._known
        assert known is not None
        hop: Hop = self.account.server
        if known.dialog is not None:
            hop = self._core.hop_of(known.dialog, self.account, self._flow)
        request = known.request(self.spec.uri)
        headers = request.headers
        headers.add("Event", self.spec.event)
        headers.add("Accept", ", ".join(self.spec.accepted))
        if self.spec.supported:
            headers.add("Supported", ", ".join(self.spec.supported))
        headers.add("Expires", str(expires))
        self._asking = known
        self._exchange = Exchange(
            self._core,
            request,
            hop,
            self,
            account=self.account,
            numbering=known.numbering,
            contact_user=self.account.aor.uri.user or "",
        )
        self._core.timers.start(self, _Timer.ANSWER, now + _ANSWER_WITHIN)
        self._exchange.start(now)


def _has_two_tags(request: Request) -> bool:
    return (request.headers.get("From") or "").count(";tag=") > 1
