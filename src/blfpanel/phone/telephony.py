"""Calls as they are carried out: the SIP core and the sound, told what to do by the panel."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping

from blfpanel.media.statistics import MediaStatistics
from blfpanel.media.wishes import USUAL
from blfpanel.panel.commands import (
    AcceptRefer,
    Answer,
    AttendedTransfer,
    CallCommand,
    Dial,
    HandOff,
    HangUp,
    Hold,
    Mute,
    Redirect,
    Reject,
    RejectRefer,
    ReportRefer,
    Resume,
    Ring,
    SendDtmf,
    Transfer,
    Withdraw,
)
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.phone.talks import NoSound, Talks, Unprotected
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.calls.commands import UnknownUsage
from blfpanel.sip.calls.refer import with_replaces
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    CallRedirected,
    Event,
    IncomingCall,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
    UsageId,
)
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say

_log = logging.getLogger(__name__)

#: How often is looked for digits that came with the sound, seconds.
DIGITS_EVERY = 0.25

#: How long a key of the keypad is said to be pressed in an INFO, milliseconds.
_KEY_PRESS = 160


class Telephony:
    """The calls of a phone.

    Args:
        endpoint: the SIP core.
        talks: the sound of the calls.
        panel: decides; it is told what comes of its commands.
        lines: the accounts.
    """

    def __init__(
        self, endpoint: Endpoint, talks: Talks, panel: Panel, lines: Mapping[str, Line]
    ) -> None:
        self._endpoint = endpoint
        self._talks = talks
        self._panel = panel
        self._lines = lines
        self._calls: set[UsageId] = set()
        #: Offers of ours that are under way, and what has to wait until they are answered.
        self._waiting: dict[UsageId, deque[CallCommand]] = {}
        #: Held calls whose far end did not want to be: they get silence.
        self._silenced: set[UsageId] = set()
        self._look_at: float | None = None

    @property
    def calls(self) -> frozenset[UsageId]:
        """All calls that are not over."""
        return frozenset(self._calls)

    def hang_up_all(self, now: float) -> None:
        """End all calls."""
        for call in self.calls:
            self._endpoint.hang_up(call, now)

    def end_sound(self) -> None:
        """No more sound in any call."""
        self._talks.end_all()

    def statistics(self, call: UsageId) -> MediaStatistics | None:
        """The numbers of a call's sound; None where it has none."""
        return self._talks.statistics(call)

    # --- events, before the panel gets them ---

    def event(self, event: Event, now: float) -> None:
        """Do what has to be done with an event of a call, whatever the panel makes of it."""
        match event:
            case IncomingCall(call=call):
                self._calls.add(call)
            case CallProgressed(call=call, response=response):
                self._agree(call, response.body, now)
            case CallEstablished(call=call, body=body):
                self._agree(call, body, now)
                self._look_at = self._look_at or now + DIGITS_EVERY
            case CallEnded(call=call) | CallRedirected(call=call):
                self._say_why(event, now)
                self._calls.discard(call)
                self._silenced.discard(call)
                self._waiting.pop(call, None)
                self._talks.end(call)
            case OfferReceived():
                self._offered(event, now)
            case OfferAnswered(call=call, body=body):
                self._agree(call, body, now)
                self._go_on(call, now)
            case OfferRefused(call=call, failure=failure):
                self._talks.reoffer_refused(call)
                if call in self._waiting:
                    self._silence(call)
                    self._panel.calls.change_refused(call, failure)
                self._go_on(call, now)

    def _say_why(self, event: CallEnded | CallRedirected, now: float) -> None:
        refused = isinstance(event, CallEnded) and event.failure
        if refused and refused.status == 488 and self._talks.must_encrypt(event.call):
            self._panel.notice(
                "This account requires encrypted sound, which the far end may not have. Set "
                '`encryption = "offered"` for the account to call without.',
                now,
            )

    def _offered(self, event: OfferReceived, now: float) -> None:
        try:
            body = self._talks.reanswer(event.call, event.body)
        except NoSound as problem:
            self._endpoint.refuse_offer(event.call, 488, now)
            text = f"The far end wanted to change the sound of the call. It stays: {problem}"
            self._panel.notice(text, now)
        else:
            self._endpoint.accept_offer(event.call, body, now)
            self._look_who_holds(event.call)
            self._look_who_listens(event.call, now)

    def _agree(self, call: UsageId, body: bytes, now: float) -> None:
        try:
            self._talks.agreed(call, body)
        except Unprotected as problem:
            self._panel.notice(say("The call was ended: {problem}.", problem=problem), now)
            self._endpoint.hang_up(call, now)
        except NoSound as problem:
            self._panel.notice(f"No sound in this call: {problem}", now)
        else:
            self._look_who_holds(call)
            self._look_who_listens(call, now)

    def _look_who_holds(self, call: UsageId) -> None:
        self._panel.calls.held_by_far_end(call, self._talks.remote_hold(call))

    def _look_who_listens(self, call: UsageId, now: float) -> None:
        if self._talks.poll_downgrade(call):
            text = "The call is no longer encrypted: the far end goes on without."
            self._panel.notice(text, now)

    def _silence(self, call: UsageId) -> None:
        own = self._panel.calls.get(call)
        if own is not None and own.held:
            self._silenced.add(call)
            self._mute(call, True)

    # --- digits that come with the sound ---

    def next_deadline(self) -> float | None:
        """When to look for digits."""
        return self._look_at

    def handle_timeout(self, now: float) -> bool:
        """Look for digits if it is time to; whether there were any."""
        if self._look_at is None or self._look_at > now:
            return False
        self._look_at = now + DIGITS_EVERY if self._calls else None
        found = False
        for call in self._calls:
            if digits := self._talks.digits(call):
                self._panel.calls.digits_received(call, digits)
                found = True
        return found

    # --- commands ---

    def execute(self, command: CallCommand, now: float) -> None:
        """Carry out what the panel wants."""
        match command:
            case Dial():
                self._dial(command, now)
            case HandOff():
                self._hand_off(command, now)
            case Ring(call=call):
                self._endpoint.progress(call, now)
            case Answer(call=call):
                self._answer(call, now)
            case Reject(call=call, status=status):
                self._endpoint.reject(call, status, now)
            case Redirect(call=call, uri=uri):
                self._endpoint.redirect(call, (SipUri.parse(uri),), now)
            case HangUp(call=call):
                self._endpoint.hang_up(call, now)
            case Withdraw(call=call):
                self._endpoint.withdraw(call, now)
            case Hold(call=call) | Resume(call=call) | Transfer(call=call):
                self._in_turn(call, command, now)
            case AttendedTransfer(call=call):
                self._in_turn(call, command, now)
            case Mute(call=call, on=on):
                self._mute(call, on or call in self._silenced)
            case SendDtmf():
                self._send_dtmf(command, now)
            case AcceptRefer(refer=refer):
                self._endpoint.accept_refer(refer, now)
            case RejectRefer(refer=refer, status=status):
                self._endpoint.reject_refer(refer, status, now)
            case ReportRefer(refer=refer, status=status, reason=reason):
                self._endpoint.report_refer(refer, status, reason, now)

    def _dial(self, dial: Dial, now: float) -> None:
        if not self._panel.is_timely(dial, now):
            return
        line = self._lines[dial.account]
        local = self._endpoint.local_address(line.account)
        try:
            if local is None:
                raise NoSound(f"there is no connection to {line.account.server.host}")
            offer = self._talks.offer(local[0], line.sound)
        except NoSound as problem:
            self._panel.dial_failed(dial, f"The call was not made: {problem}", now)
            return
        spec = CallSpec(SipUri.parse(dial.uri), offer.description.to_bytes(), headers=dial.headers)
        call = self._endpoint.call(line.account, spec, now)
        self._calls.add(call)
        self._talks.bind(call, offer)
        self._panel.call_started(dial, call, now)

    def _hand_off(self, command: HandOff, now: float) -> None:
        account = self._lines[command.account].account
        by = (("Referred-By", f"<{account.aor.uri}>"),)
        phone = SipUri.parse(command.phone)
        refer = self._endpoint.refer_to_phone(account, phone, command.dial.uri, now, by)
        self._panel.hand_off_started(command, refer, now)

    def _answer(self, call: UsageId, now: float) -> None:
        offer, local_ip = self._endpoint.offer_of(call)
        own = self._panel.calls.get(call)
        line = self._lines.get(own.account) if own else None
        try:
            wishes = line.sound if line else USUAL
            body = self._talks.answer(call, offer, local_ip, wishes)
        except NoSound as problem:
            self._endpoint.reject(call, 488, now)
            self._panel.notice(f"The call could not be taken: {problem}", now)
        else:
            self._endpoint.answer(call, body, now)

    # --- one thing at a time in each call: an offer has to be answered first ---

    def _in_turn(self, call: UsageId, command: CallCommand, now: float) -> None:
        if call in self._waiting:
            self._waiting[call].append(command)
        else:
            self._change(command, now)

    def _go_on(self, call: UsageId, now: float) -> None:
        waiting = self._waiting.pop(call, None)
        while waiting:
            self._change(waiting.popleft(), now)
            if call in self._waiting:
                self._waiting[call] = waiting
                return

    def _change(self, command: CallCommand, now: float) -> None:
        match command:
            case Hold(call=call):
                self._offer(call, True, now)
            case Resume(call=call) if call in self._silenced:
                self._silenced.discard(call)
                own = self._panel.calls.get(call)
                self._mute(call, own is not None and own.muted)
            case Resume(call=call):
                self._offer(call, False, now)
            case Transfer(call=call, uri=uri):
                self._refer(call, uri, now)
            case AttendedTransfer(call=call, other=other, uri=uri):
                replaces = self._endpoint.replaces_of(other)
                if replaces is None:
                    text = "The other call is over."
                    self._panel.calls.not_transferred(call, text)
                else:
                    self._refer(call, with_replaces(SipUri.parse(uri), replaces), now)

    def _offer(self, call: UsageId, hold: bool, now: float) -> None:
        try:
            body = self._talks.reoffer(call, hold=hold)
        except NoSound as problem:
            _log.info("Call %s cannot be %s: %s", call, "held" if hold else "resumed", problem)
        else:
            self._waiting[call] = deque()
            self._endpoint.reinvite(call, body, now)

    def _refer(self, call: UsageId, refer_to: str, now: float) -> None:
        try:
            self._endpoint.refer(call, refer_to, now)
        except UnknownUsage:
            self._panel.calls.not_transferred(call, "The call is over.")

    def _mute(self, call: UsageId, on: bool) -> None:
        try:
            self._talks.mute(call, on)
        except NoSound as problem:
            _log.info("Call %s cannot be muted: %s", call, problem)

    def _send_dtmf(self, command: SendDtmf, now: float) -> None:
        if command.by_info:
            for digit in command.digits:
                body = f"Signal={digit}\r\nDuration={_KEY_PRESS}\r\n".encode("ascii")
                self._endpoint.info(command.call, "application/dtmf-relay", body, now)
            return
        try:
            self._talks.send_dtmf(command.call, command.digits)
        except NoSound as problem:
            hint = 'Set `dtmf = "info"` for this account to send them beside the sound.'
            self._panel.notice(
                say("The digits were not sent: {problem}. {hint}", problem=problem, hint=hint), now
            )
