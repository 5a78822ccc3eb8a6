"""What becomes of my calls: what the far ends do, and what time brings.

At most one call has somebody talking: whatever begins to talk puts the one before on hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from blfpanel.panel.accounts import Account
from blfpanel.panel.calls.calls import Calls, Leg
from blfpanel.panel.calls.digits import digits_of
from blfpanel.panel.calls.reception import CallPolicy, Reception, Welcome, receive
from blfpanel.panel.calls.transfers import TransferDesk
from blfpanel.panel.changes import DigitReceived
from blfpanel.panel.commands import (
    Answer,
    Command,
    Dial,
    Hold,
    Redirect,
    Reject,
    Resume,
    Ring,
)
from blfpanel.panel.model import CallResult, OwnCall, OwnCallState, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.words import party_name
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    Event,
    Failure,
    IncomingCall,
    InfoReceived,
    ReferProgressed,
    ReferReceived,
    RemoteIdentityChanged,
    UsageId,
)
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say


class CallCourse:
    """My calls, what happens to them and what time brings.

    Args:
        outbox: where changes, commands and notices go.
        accounts: by name; those added later are seen.
        name_of: gives the label of the key that an account's number has, None without one.
    """

    def __init__(
        self,
        outbox: Outbox,
        accounts: Mapping[str, Account],
        name_of: Callable[[str, str], str | None],
    ) -> None:
        self._outbox = outbox
        self._accounts = accounts
        self._calls = Calls(outbox, name_of)
        self._transfers = TransferDesk(self._calls, outbox)
        #: The call I wanted last: if two come up, it is the one I talk in.
        self._wanted: UsageId | None = None
        #: How long a transfer can be undone, seconds; 0: it cannot.
        self.undo_within = 0.0

    def __contains__(self, call: object) -> bool:
        return call in self._calls

    def live(self) -> tuple[OwnCall, ...]:
        """My calls, oldest first."""
        return self._calls.live()

    def get(self, call: UsageId) -> OwnCall | None:
        """A call that lives."""
        leg = self._calls.get(call)
        return leg.call if leg else None

    # --- what happens ---

    def dialled(self, dial: Dial, usage: UsageId, now: float) -> None:
        """The command Dial became this call."""
        self._wanted = usage
        self._calls.dialled(dial, usage, now)

    def not_dialled(self, dial: Dial) -> None:
        """The command Dial could not be carried out."""
        self._transfers.not_made(dial.refer, Failure(500, "No sound here"))

    def handle(self, event: Event, now: float) -> None:
        """Take in an event of the SIP core."""
        match event:
            case IncomingCall():
                self._called(event, now)
            case CallProgressed():
                self._progressed(event, now)
            case CallEstablished():
                self._established(event, now)
            case CallEnded():
                if (leg := self._calls.ended(event, now)) is not None:
                    self._transfers.ended(leg, event, now)
            case RemoteIdentityChanged(call=call, identity=identity):
                self._calls.identified(call, identity)
            case ReferReceived(account=account):
                self._transfers.asked(event, self._policy(account).transfers)
            case ReferProgressed():
                self._transfers.progressed(event, now)
            case InfoReceived(call=call):
                self.digits_received(call, digits_of(event))

    def _called(self, event: IncomingCall, now: float) -> None:
        """Somebody calls: ring, or do what the account's settings say."""
        others = self._calls.live()
        leg = self._calls.incoming(
            event.call,
            event.account,
            event.caller,
            now,
            wanted=self._called_for(event),
            replaces=event.replaced,
        )
        leg.call = replace(leg.call, back=self._transfers.comes_back(leg, now))
        if event.replaced is not None:
            self._answer(leg)
            return
        reception = receive(
            self._policy(event.account),
            event.request,
            calls=any(not call.ignored for call in others),
            talks=any(call.state is OwnCallState.TALKING for call in others),
        )
        self._welcome(leg, reception, now)

    def _welcome(self, leg: Leg, reception: Reception, now: float) -> None:
        """Do with a call what was decided; only of one that rings anybody is told."""
        uri = self._uri(leg.call.account, reception.number) if reception.number else None
        match reception.welcome:
            case Welcome.FORWARD if uri is not None:
                self._forward(leg, uri, reception.because)
            case Welcome.REFUSE:
                leg.ending = (CallResult.MISSED, reception.because)
                self._outbox.order(Reject(leg.call.id, 486))
            case Welcome.ANSWER if not reception.delay:
                self._answer_by_itself(leg)
            case Welcome.ANSWER:
                leg.due = now + reception.delay
                self._ring(leg)
            case _:
                if uri is not None:
                    leg.due, leg.onward = now + reception.delay, uri
                self._ring(leg)

    def _ring(self, leg: Leg) -> None:
        self._calls.tell(leg)
        self._outbox.order(Ring(leg.call.id))

    def _progressed(self, event: CallProgressed, now: float) -> None:
        """The far end of a call of mine says how it goes there."""
        self._calls.ringing(event.call, event.response.status, now)
        if (leg := self._calls.get(event.call)) is not None:
            self._transfers.ringing(leg, event.response.status, event.response.reason)

    def _established(self, event: CallEstablished, now: float) -> None:
        """A call is up. Where another one talks, the one I wanted last keeps the line."""
        leg = self._calls.established(event.call, event.target, now)
        if leg is None:
            return
        self._transfers.established(leg)
        others = [other for other in self._calls if other.talks and other is not leg]
        if others and self._wanted != event.call:
            self._hold(leg)
        else:
            for other in others:
                self._hold(other)

    def redirected(self, call: UsageId, target: SipUri | None, now: float) -> Dial | None:
        """A call was sent elsewhere: the call to make instead, None if it goes no further."""
        leg = self._calls.get(call)
        onward = self._calls.redirected(call, target, now)
        if onward is None and leg is not None and leg.dial is not None:
            self._transfers.not_made(leg.dial.refer, Failure(480, "Temporarily Unavailable"))
        return onward

    def not_transferred(self, call: UsageId, text: str) -> None:
        """A command to transfer could not be carried out."""
        self._transfers.failed(call, text)

    def change_refused(self, call: UsageId, failure: Failure) -> None:
        """The far end did not want to be put on hold, or to be taken back."""
        leg = self._calls.get(call)
        if leg is None:
            return
        name = party_name(leg.call.party)
        if leg.call.held:
            text = say(
                "{name} was not put on hold: {failure}. Silence is sent instead.",
                name=name,
                failure=failure,
            )
        else:
            self._calls.change(leg, held=True)
            text = say(
                "{name} could not be taken back from hold: {failure}. Try again.",
                name=name,
                failure=failure,
            )
        self._outbox.notice(text, problem=True)

    def held_by_far_end(self, call: UsageId, on: bool) -> None:
        """The far end has put me on hold, or taken me back."""
        if (leg := self._calls.get(call)) is not None:
            self._calls.change(leg, held_by_far_end=on)

    def digits_received(self, call: UsageId, digits: str) -> None:
        """The far end pressed keys of its keypad."""
        if (leg := self._calls.get(call)) is not None and digits:
            self._calls.change(leg, digits=leg.call.digits + digits)
            for digit in digits:
                self._outbox.tell(DigitReceived(call, digit))

    # --- time, and making room ---

    def next_deadline(self) -> float | None:
        """When a call that rings is to be answered by itself or sent on, or one that is up goes."""
        due = [leg.due for leg in self._calls if leg.due is not None]
        due += [leg.going[0] for leg in self._calls if leg.going is not None]
        going = self._transfers.next_deadline()
        return min(due if going is None else (*due, going), default=None)

    def handle_timeout(self, now: float) -> None:
        """Do so."""
        self._transfers.handle_timeout(now)
        self._send_on(now)
        for leg in self._calls:
            if leg.due is None or leg.due > now:
                continue
            if leg.onward is not None:
                self._forward(leg, leg.onward, "no answer")
            else:
                self._answer_by_itself(leg)

    def makes_room(self, command: Command) -> Hold | None:
        """What has to be done before ``command``: somebody is put on hold first.

        The one place where this is ensured: asked about every command on its way out.
        """
        match command:
            case Dial():
                wanted, replaced = None, None
            case Answer(call=wanted) | Resume(call=wanted):
                leg = self._calls.get(wanted)
                replaced = leg.replaces if leg else None
            case _:
                return None
        for leg in self._calls:
            if leg.talks and leg.call.id not in (wanted, replaced):
                self._calls.change(leg, held=True)
                return Hold(leg.call.id)
        if isinstance(command, Resume) and (leg := self._calls.get(command.call)) is not None:
            self._calls.change(leg, held=False)
        return None

    # --- inside ---

    def _answer_by_itself(self, leg: Leg) -> None:
        name = party_name(leg.call.party)
        self._outbox.notice(
            say("The call from {name} was answered by itself: {name} hears you.", name=name)
        )
        self._calls.change(leg, by_itself=True)
        self._answer(leg)

    def _send_on(self, now: float) -> None:
        """Send on what rings here and is to go."""
        for leg in self._calls:
            if leg.going is not None and leg.going[0] <= now:
                self._forward(leg, leg.going[1], None)

    def _stay(self, leg: Leg) -> bool:
        """A call that rings is not sent on after all; whether it was to be."""
        was, leg.going = leg.going is not None, None
        if was:
            self._calls.change(leg, leaving=None)
        return was

    def _answer(self, leg: Leg) -> None:
        leg.due = None
        self._stay(leg)
        self._wanted = leg.call.id
        self._outbox.order(Answer(leg.call.id))

    def _hold(self, leg: Leg) -> None:
        self._calls.change(leg, held=True)
        self._outbox.order(Hold(leg.call.id))

    def _forward(self, leg: Leg, uri: SipUri, because: str | None) -> None:
        party = self._party(leg, uri)
        why = f" ({because})" if because else ""
        leg.due = None
        self._stay(leg)
        leg.ending = (CallResult.FORWARDED, f"to {party_name(party)}{why}")
        self._outbox.order(Redirect(leg.call.id, str(uri)))

    def _party(self, leg: Leg, uri: SipUri) -> Party:
        """Who a call is sent on to."""
        return self._calls.named(Party(str(uri), uri.user_unescaped or uri.host), leg.call.account)

    def _policy(self, account: str | None) -> CallPolicy:
        known = self._accounts.get(account) if account is not None else None
        return known.policy if known else CallPolicy()

    def _uri(self, account: str, number: str) -> SipUri | None:
        """Whom a number means; says so where it means nobody."""
        known = self._accounts.get(account) or next(iter(self._accounts.values()), None)
        if known is None:
            text = say("There is no account to call {number} with. Add one.", number=number)
            self._outbox.notice(text, problem=True)
            return None
        try:
            return SipUri.dialled(number, known.aor.uri)
        except SipParseError as error:
            self._outbox.notice(
                say("“{number}” cannot be called: {error}.", number=number, error=error),
                problem=True,
            )
            return None

    def _called_for(self, event: IncomingCall) -> Party | None:
        """Whom the caller wanted, where that is somebody else than this account."""
        account = self._accounts.get(event.account) if event.account is not None else None
        to = event.request.headers.get("To")
        if account is None or to is None:
            return None
        wanted = self._calls.party(event.request.to, account.name)
        return wanted if wanted.number not in ("", account.own_number) else None
