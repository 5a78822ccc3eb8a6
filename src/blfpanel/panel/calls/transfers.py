"""Transfers: calls of mine that are to go on without me, and the far end's wish that one does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blfpanel.panel.calls.calls import Calls, Leg
from blfpanel.panel.calls.reception import Transfers as Wish
from blfpanel.panel.calls.returning import Returning, came_back
from blfpanel.panel.commands import (
    AcceptRefer,
    AttendedTransfer,
    Dial,
    HangUp,
    Hold,
    RejectRefer,
    ReportRefer,
    Resume,
    Transfer,
)
from blfpanel.panel.model import Leaving, OwnCallState, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.words import party_name, refusal
from blfpanel.sip.calls.refer import replaces_in
from blfpanel.sip.events import (
    CallEnded,
    EndedBy,
    Failure,
    ReferProgressed,
    ReferReceived,
    UsageId,
)
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_values import Replaces
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.uas import HeaderLines
from blfpanel.wording import say

#: Answers to a REFER that mean that transfers are not known there at all.
_NOT_KNOWN = frozenset({405, 420, 501})


@dataclass(frozen=True, slots=True)
class _Going:
    """A call of mine on its way to somebody else: to ``target``, whom ``other`` is with.

    ``uri``: who is called, where nobody was asked first.
    ``resume``: it was put on hold for this; ``taken``: somebody is at it; ``due``: when it is
    asked for, while that can be undone.
    """

    target: Party
    other: UsageId | None = None
    uri: str = ""
    resume: bool = False
    taken: bool = False
    due: float | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The far end of ``call`` wants us to call ``refer_to`` instead of it.

    ``wanted``: the URI to call, and the headers that go with it. ``talking``: it was not on hold
    then.
    """

    call: UsageId
    account: str
    refer_to: NameAddr
    wanted: tuple[str, HeaderLines]
    referred_by: str | None
    talking: bool = True


class TransferDesk:
    """All transfers under way, of both directions.

    Args:
        calls: the calls.
        outbox: where commands and notices go.
    """

    def __init__(self, calls: Calls, outbox: Outbox) -> None:
        self._calls = calls
        self._outbox = outbox
        self._going: dict[UsageId, _Going] = {}
        self._asked: dict[UsageId, _Asked] = {}
        self._returning = Returning()

    # --- I transfer ---

    def begin(self, leg: Leg, uri: SipUri, due: float | None = None) -> None:
        """Send the far end of a call to ``uri`` without asking there first.

        Args:
            due: when; it is on hold until then. None: at once.
        """
        before = self._going.get(leg.call.id)
        if before is None or before.due is None:
            if self._busy(leg):
                return
            before = None
        party = self._calls.party(NameAddr(None, uri), leg.call.account)
        resume = before.resume if before is not None else not leg.call.held
        leaving = None if due is None else Leaving(party, due)
        self._start(leg, _Going(party, uri=str(uri), resume=resume, due=due), leaving)
        if not leg.call.held:
            self._calls.change(leg, held=True)
            self._outbox.order(Hold(leg.call.id))
        if due is None:
            self._outbox.order(Transfer(leg.call.id, str(uri)))

    def undo(self, leg: Leg) -> bool:
        """Let a call not go where it was about to go; whether it was."""
        going = self._going.get(leg.call.id)
        if going is None or going.due is None:
            return False
        del self._going[leg.call.id]
        self._calls.change(leg, progress=None, leaving=None)
        if going.resume:
            self._take_back(leg)
        return True

    def next_deadline(self) -> float | None:
        """When the next call goes."""
        return min((g.due for g in self._going.values() if g.due is not None), default=None)

    def handle_timeout(self, now: float) -> None:
        """Let those go that are due."""
        for call, going in list(self._going.items()):
            leg = self._calls.get(call)
            if leg is not None and going.due is not None and going.due <= now:
                self._going[call] = replace(going, due=None)
                self._calls.change(leg, leaving=None)
                self._outbox.order(Transfer(call, going.uri))

    def join(self, leg: Leg, other: Leg) -> None:
        """Connect the far ends of two calls; without me from then on."""
        if self._busy(leg):
            return
        if other.call.state is OwnCallState.TALKING:
            self._start(leg, _Going(other.call.party, other.call.id))
            self._outbox.order(AttendedTransfer(leg.call.id, other.call.id, _address(other)))
        else:
            # It still rings there: only the one who called can be replaced by then (RFC 3891 §3).
            self._outbox.order(HangUp(other.call.id))
            self.begin(leg, SipUri.parse(_address(other)))

    def comes_back(self, leg: Leg, now: float) -> str | None:
        """What to say of a call that comes in: whom it was transferred to before, if it was."""
        return self._returning.back(leg.call.party, leg.call.account, now)

    def progressed(self, event: ReferProgressed, now: float) -> None:
        """News of a transfer of mine."""
        going = self._going.get(event.call) if event.call is not None else None
        leg = self._calls.get(event.call)
        if going is None or leg is None:
            return
        name = party_name(going.target)
        if not event.final:
            self._going[leg.call.id] = replace(going, taken=True)
            rings = event.status in (180, 183)
            text = f"Transferring to {name}" + (": it rings there." if rings else "…")
            self._calls.change(leg, progress=text)
        elif event.status < 300:
            del self._going[leg.call.id]
            self._gone(leg, going, now)
            self._outbox.order(HangUp(leg.call.id))
            if going.other is not None and going.other in self._calls:
                self._outbox.order(HangUp(going.other))
        else:
            self._failed(leg, going, Failure(event.status, event.reason))

    def _gone(self, leg: Leg, going: _Going, now: float) -> None:
        """The far end of a call is with somebody else, or on the way there."""
        name = party_name(leg.call.party)
        self._outbox.notice(
            say("{name} transferred to {target}.", name=name, target=party_name(going.target))
        )
        if going.other is None:
            self._returning.gone(leg.call.party, leg.call.account, going.target, now)

    def failed(self, call: UsageId, text: str) -> None:
        """A transfer could not even be asked for."""
        leg, going = self._calls.get(call), self._going.get(call)
        if leg is not None and going is not None:
            self._failed(leg, going, Failure(500, text, local=True))

    def _failed(self, leg: Leg, going: _Going, failure: Failure) -> None:
        del self._going[leg.call.id]
        name, target = party_name(leg.call.party), party_name(going.target)
        back = None if failure.local else came_back(going.target, failure.status)
        self._calls.change(leg, progress=None, back=back)
        if failure.local:
            why = failure.reason
        elif failure.status in _NOT_KNOWN:
            why = say("The PBX does not transfer calls this way. [{status}]", status=failure.status)
        else:
            why = refusal(target, failure)
        now = self._take_back(leg) if going.resume else say("{name} is still on hold.", name=name)
        self._outbox.notice(f"Not transferred: {why} {now}", problem=True)

    def _take_back(self, leg: Leg) -> str:
        """Talk again in a call that was held for a transfer, unless another one talks."""
        name = party_name(leg.call.party)
        if any(other.talks for other in self._calls if other is not leg):
            return say("{name} is on hold.", name=name)
        if leg.call.held:
            self._outbox.order(Resume(leg.call.id))
        return say("You have {name} again.", name=name)

    def _start(self, leg: Leg, going: _Going, leaving: Leaving | None = None) -> None:
        self._going[leg.call.id] = going
        progress = say("Transferring to {name}…", name=party_name(going.target))
        self._calls.change(leg, progress=progress, leaving=leaving, back=None)

    def _busy(self, leg: Leg) -> bool:
        if leg.call.id not in self._going:
            return False
        self._outbox.notice(
            say("{name} is being transferred already.", name=party_name(leg.call.party))
        )
        return True

    # --- I am transferred ---

    def asked(self, event: ReferReceived, wish: Wish) -> None:
        """The far end wants me to call somebody else instead; strangers are never just followed."""
        leg = self._calls.get(event.call)
        wanted = _call_for(event.refer_to)
        # Nobody without a call makes this phone ring others; and one call is replaced once.
        again = leg is not None and any(a.call == leg.call.id for a in self._asked.values())
        if leg is None or wanted is None or wish is Wish.REFUSE or again:
            self._outbox.order(RejectRefer(event.refer, 603))
            who = "Somebody" if leg is None else party_name(leg.call.party)
            target = self._calls.party(event.refer_to, event.account)
            text = say(
                "{who} wanted this phone to call {name}. It was refused.",
                who=who,
                name=party_name(target),
            )
            self._outbox.notice(text, problem=True)
            return
        asked = _Asked(
            leg.call.id, leg.call.account, event.refer_to, wanted, event.referred_by, leg.talks
        )
        self._asked[event.refer] = asked
        if wish is Wish.ASK or not event.from_server:
            target = self._calls.party(event.refer_to, leg.call.account)
            self._calls.change(leg, asked=party_name(target))
        else:
            self._follow(event.refer, leg, asked)

    def decide(self, call: UsageId, follow: bool) -> None:
        """What I want of the transfer I was asked about."""
        leg = self._calls.get(call)
        refer = next((refer for refer, asked in self._asked.items() if asked.call == call), None)
        if leg is None or refer is None or leg.call.asked is None:
            return
        self._calls.change(leg, asked=None)
        if follow:
            self._follow(refer, leg, self._asked[refer])
        else:
            del self._asked[refer]
            self._outbox.order(RejectRefer(refer, 603))

    def _follow(self, refer: UsageId, leg: Leg, asked: _Asked) -> None:
        uri, headers = asked.wanted
        if asked.referred_by is not None:
            headers = (*headers, ("Referred-By", asked.referred_by))
        party = self._calls.party(asked.refer_to, asked.account)
        self._calls.change(
            leg, progress=say("You are being transferred to {name}…", name=party_name(party))
        )
        self._outbox.order(AcceptRefer(refer))
        self._outbox.order(Dial(asked.account, uri, headers, party=party, refer=refer))

    def ringing(self, leg: Leg, status: int, reason: str) -> None:
        """The call I was asked to make gets on."""
        refer = leg.dial.refer if leg.dial else None
        if refer in self._asked and status > 100:
            self._outbox.order(ReportRefer(refer, status, reason))

    def established(self, leg: Leg) -> None:
        """A call is up: if I was asked to make it, it takes the place of the old one."""
        refer = leg.dial.refer if leg.dial else None
        if refer is None or (asked := self._asked.pop(refer, None)) is None:
            return
        self._outbox.order(ReportRefer(refer, 200, "OK"))
        if asked.call in self._calls:
            self._outbox.order(HangUp(asked.call))

    def not_made(self, refer: UsageId | None, failure: Failure) -> None:
        """The call I was asked to make did not come up: the old one goes on, if it still can."""
        if refer is None or (asked := self._asked.pop(refer, None)) is None:
            return
        self._outbox.order(ReportRefer(refer, failure.status, failure.reason))
        leg = self._calls.get(asked.call)
        if leg is not None:
            self._calls.change(leg, progress=None)
            if asked.talking:
                self._outbox.notice(self._take_back(leg))

    # --- both ---

    def ended(self, leg: Leg, event: CallEnded, now: float) -> None:
        """A call is over, in whichever of the parts it had."""
        call = leg.call
        going = self._going.pop(call.id, None)
        if going is not None and event.by is EndedBy.REMOTE:
            # Several PBXs end the call without waiting for the last report.
            name, target = party_name(call.party), party_name(going.target)
            if going.taken:
                self._gone(leg, going, now)
            else:
                self._outbox.notice(
                    say("{name} hung up before the transfer to {target}.", name=name, target=target)
                )
            if going.taken and going.other is not None and going.other in self._calls:
                self._outbox.order(HangUp(going.other))
        if leg.dial is not None and call.answered is None:
            self.not_made(leg.dial.refer, event.failure or Failure(487, "Request Terminated"))
        for refer in [r for r, a in self._asked.items() if a.call == call.id and call.asked]:
            del self._asked[refer]


def _address(leg: Leg) -> str:
    """Where a far end can be called by others: its Contact if we only know the code we dialled."""
    if leg.call.pickup and leg.contact is not None:
        return str(leg.contact)
    return leg.call.party.uri


def _call_for(refer_to: NameAddr) -> tuple[str, HeaderLines] | None:
    """The URI to call and the headers of that INVITE; None for what is no call, or does harm.

    Of the headers in the URI only Replaces is taken along (RFC 3261 §19.1.5): whoever transfers
    us does not say what else we send.
    """
    uri = refer_to.uri
    if uri.scheme not in ("sip", "sips", "tel") or uri.param("method") not in (None, "INVITE"):
        return None
    params = tuple(pair for pair in uri.params if pair[0].lower() != "method")
    plain = str(replace(uri, headers=(), params=params))
    text = replaces_in(refer_to)
    if text is None:
        return plain, ()
    try:
        replaces = Replaces.parse(text) if text.isprintable() else None
    except SipParseError:
        return None
    return None if replaces is None else (plain, (("Replaces", str(replaces)),))
