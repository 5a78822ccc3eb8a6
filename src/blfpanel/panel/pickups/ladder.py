"""Pick-ups under way: one attempt after the other until one wins, or it is too late.

A 200 alone proves nothing: a PBX may answer with an announcement, or hand over a call that the
partner had answered in the meantime. What the PBX tells of the partner next is what counts::

    INVITE ──► 200, then gone at the partner             it is ours
               200, answered there, then gone            it is ours now, and that is said
               200, and it rings on, or they talk on     it is not
               200, then BYE                             as a refusal
               refused, rings on                         the next way
               refused, no longer ringing                too late: who has it now?
"""

from __future__ import annotations

from blfpanel.panel.changes import PickupChanged, PickupOutcome
from blfpanel.panel.commands import Dial, Refresh, Withdraw
from blfpanel.panel.lamps.lamp import Call
from blfpanel.panel.lamps.partners import ANONYMOUS, Partner, Partners
from blfpanel.panel.model import Happening, KeyId, Lamp, Observation, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.experience import Experience
from blfpanel.panel.pickups.redirection import followed
from blfpanel.panel.pickups.state import Fate, Ladder, Stage, has_answered, was_busy
from blfpanel.panel.pickups.ways import Rung, is_own_call, plan
from blfpanel.panel.pickups.words import (
    NO_WAY,
    another_call,
    not_handed_over,
    rings_on,
    taken_from,
)
from blfpanel.sip.events import CallEnded, EndedBy, Failure, UsageId
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.wording import say

#: 3xx answers followed in one pick-up; a loop must end.
MAX_REDIRECTIONS = 5

#: How long after a 200 the PBX may take to tell what became of the partner's call, seconds. Then it
#: is asked, and given the same time again.
_PROOF = 1.5

#: How soon a PBX hangs up that answers a code where nothing is to be had, seconds.
_HANGS_UP = 1.0

#: How long after a refusal it may take to tell who has the call, seconds.
_NEWS = 0.7


def may_try_again(failure: Failure) -> bool:
    """Whether another way may still take the call.

    486 is what RFC 3891 §3 answers when the call was answered already, 487 follows our own
    CANCEL, 6xx speaks for everybody. Where nothing got through, nothing else will.
    """
    return not failure.local and failure.status < 600 and failure.status not in (486, 487)


class Pickups:
    """All pick-ups under way, one for each key at most.

    Args:
        experience: what worked before; it is added to.
    """

    def __init__(self, partners: Partners, outbox: Outbox, experience: Experience) -> None:
        self._partners = partners
        self._outbox = outbox
        self._experience = experience
        self._ladders: dict[KeyId, Ladder] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._ladders

    def owns(self, usage: UsageId) -> bool:
        """Whether a call is an attempt to pick up."""
        return self._of(usage) is not None

    def begin(self, partner: Partner, now: float, method: str | None) -> None:
        """Pick up what rings at ``partner``, or say why not."""
        if partner.key.id in self._ladders:
            return
        calls = partner.entity.calls
        ringing = [call for call in calls if call.reading.lamp is Lamp.ALERTING]
        others = [call.dialog for call in ringing if not is_own_call(call.dialog, partner.view)]
        if not others:
            self._tell(partner, PickupOutcome.LOST, self._nothing_to_take(partner, ringing), now)
            return
        for dialog in others:
            rungs = plan(dialog, partner.view, method)
            if rungs:
                ordered = list(self._experience.ordered(partner.view, rungs))
                engaged = len(calls) > len(ringing) or was_busy(partner)
                ladder = Ladder(partner, dialog, engaged, ordered)
                self._ladders[partner.key.id] = ladder
                self._tell(partner, PickupOutcome.TRYING, "", now, f"by {ordered[0]}")
                self._outbox.order(ordered[0].dial)
                return
        text = NO_WAY if method is None else _not_by(method)
        self._tell(partner, PickupOutcome.LOST, text, now)

    def _nothing_to_take(self, partner: Partner, ringing: list[Call]) -> str:
        if ringing:
            return say("This is your own call.")
        seen = partner.face
        if has_answered(partner):
            return _answered(partner.key.label)
        if seen.lamp is Lamp.ALERTING or partner.state.lamp is Lamp.BUSY:
            return self._answered(seen.remote)
        return say("Nothing rings at {label}.", label=partner.key.label)

    # --- from the calls ---

    def is_timely(self, dial: Dial, now: float) -> bool:
        """Whether a call is to be made, asked at the last moment; else its pick-up is over.

        Between the press and the INVITE another call may have been put on hold.
        """
        ladder = self._dialling(dial)
        if ladder is None or ladder.fate() not in (Fate.ANSWERED, Fate.GONE):
            return True
        ladder.answered = ladder.fate() is Fate.ANSWERED
        self._lose(ladder, self._why_lost(ladder), now)
        return False

    def dialled(self, dial: Dial, usage: UsageId) -> None:
        """The call of an attempt went out."""
        ladder = self._dialling(dial)
        if ladder is not None:
            ladder.usage = usage
            ladder.made.append(ladder.rung)

    def not_dialled(self, dial: Dial, text: str, now: float) -> bool:
        """The call of an attempt could not be made; whether ``dial`` was one."""
        ladder = self._dialling(dial)
        if ladder is None:
            return False
        self._lose(ladder, text, now)
        return True

    def forget(self, key: KeyId) -> None:
        """A key is gone: what becomes of its call is seen at the call alone."""
        self._ladders.pop(key, None)

    def established(self, usage: UsageId, now: float) -> None:
        """A call is up: if it was an attempt, see whether it is the partner's."""
        ladder = self._of(usage)
        if ladder is not None and ladder.stage is Stage.TRYING:
            ladder.stage = Stage.ANSWERED
            ladder.due = now + (_HANGS_UP if ladder.may_be_refused_yet else _PROOF)
            self._look(ladder, now)

    def identified(self, usage: UsageId, identity: NameAddr) -> None:
        """The PBX says with whom a call of ours is: a group's code may have taken another one."""
        ladder = self._of(usage)
        caller = ladder.caller if ladder is not None else None
        if ladder is None or caller is None or ladder.rung.method != "group":
            return
        number = identity.uri.user_unescaped
        if number and number not in (caller.number, ladder.partner.view.number, str(ladder.rung)):
            party = Party(str(identity.uri), number, identity.display)
            self._outbox.notice(another_call(party), ladder.partner.key.id, problem=True)

    def redirected(self, usage: UsageId, targets: tuple[SipUri, ...], now: float) -> None:
        """An attempt was sent on: try where to, in that order, then what is left."""
        ladder = self._of(usage)
        if ladder is None:
            return
        ladder.redirections += 1
        if ladder.redirections <= MAX_REDIRECTIONS:
            rung = ladder.rung
            ladder.rungs[ladder.step + 1 : ladder.step + 1] = [
                _sent_on(rung, target) for target in targets[:MAX_REDIRECTIONS]
            ]
        self._refused(ladder, Failure(480, "Sent on to nowhere"), now, lesson=False)

    def ended(self, event: CallEnded, now: float) -> None:
        """A call is over: if it was an attempt, go on with the next or say how it ended."""
        ladder = self._of(event.call)
        if ladder is None:
            return
        ladder.usage = None
        if event.by is not EndedBy.LOCAL:
            self._refused(ladder, event.failure or Failure(480, "Ended by the PBX"), now)
        elif ladder.stage is Stage.ANSWERED:
            self._win(ladder, "", now)
        elif ladder.answered:
            self._lose(ladder, self._why_lost(ladder), now)
        else:
            self._lose(ladder, say("Pick-up cancelled."), now)

    def _refused(
        self, ladder: Ladder, failure: Failure, now: float, *, lesson: bool = True
    ) -> None:
        rings = ladder.fate() is Fate.RINGS
        following = ladder.following(failure) if rings and may_try_again(failure) else None
        asks_plainly = following is not None and not ladder.rungs[following].protected
        if lesson and rings and may_try_again(failure) and not asks_plainly:
            self._experience.failed(ladder.partner.view, ladder.rung)
        if following is not None:
            ladder.step, ladder.stage, ladder.usage = following, Stage.TRYING, None
            self._outbox.order(ladder.rung.dial)
            return
        ladder.stage, ladder.failure = Stage.REFUSED, failure
        ladder.due = now + _NEWS if rings and not failure.local else None
        self._look(ladder, now)

    # --- what the PBX tells ---

    def look(self, now: float) -> None:
        """See what news there are of the calls that are being picked up."""
        for ladder in list(self._ladders.values()):
            self._look(ladder, now)

    def _look(self, ladder: Ladder, now: float) -> None:
        fate = ladder.fate()
        if fate is Fate.ANSWERED and not ladder.answered:
            ladder.answered = True
            if ladder.stage is Stage.TRYING and ladder.usage is not None:
                self._outbox.order(Withdraw(ladder.usage))
        waited = ladder.due is None or now >= ladder.due
        if waited:
            ladder.due = None
        match ladder.stage:
            case Stage.ANSWERED if fate is Fate.GONE and (waited or not ladder.may_be_refused_yet):
                self._proved(ladder, now)
            case Stage.ANSWERED if waited:
                self._unproved(ladder, fate, now)
            case Stage.REFUSED if fate in (Fate.ANSWERED, Fate.GONE):
                self._lose(ladder, self._why_lost(ladder), now)
            case Stage.REFUSED if waited and ladder.partner.eye.deadline is None:
                self._lose(ladder, self._why_lost(ladder), now)

    def _unproved(self, ladder: Ladder, fate: Fate, now: float) -> None:
        """The PBX tells nothing new: ask it, then believe it."""
        partner = ladder.partner
        if not ladder.asked and partner.usage is not None:
            ladder.asked, ladder.due = True, now + _PROOF
            self._outbox.order(Refresh(partner.usage))
        elif fate is Fate.RINGS and not partner.view.profile.reuses_ids:
            self._lose(ladder, rings_on(partner.key.label), now)
        elif fate is Fate.ANSWERED:
            self._lose(ladder, self._why_lost(ladder), now)
        else:
            self._proved(ladder, now)

    def _proved(self, ladder: Ladder, now: float) -> None:
        """The call is ours; perhaps the partner had it before."""
        text = ""
        if ladder.answered:
            text = taken_from(ladder.partner.key.label, ladder.caller)
            self._outbox.notice(text, ladder.partner.key.id, problem=True)
        elif ladder.fate() is Fate.GONE:
            self._experience.worked(ladder.partner.view, ladder.rung)
        self._win(ladder, text, now)

    # --- time ---

    def next_deadline(self) -> float | None:
        """When news have been waited for long enough."""
        dues = (ladder.due for ladder in self._ladders.values())
        return min((due for due in dues if due is not None), default=None)

    # --- inside ---

    def _of(self, usage: UsageId) -> Ladder | None:
        return next((one for one in self._ladders.values() if one.usage == usage), None)

    def _dialling(self, dial: Dial) -> Ladder | None:
        return self._ladders.get(dial.key) if dial.pickup and dial.key is not None else None

    def _why_lost(self, ladder: Ladder) -> str:
        partner, failure = ladder.partner, ladder.failure
        if ladder.answered:
            return _answered(partner.key.label)
        busy = partner.state.lamp is Lamp.BUSY
        if busy or (failure is not None and failure.status == 486):
            return self._answered(ladder.caller)
        if failure is None or partner.state.lamp is Lamp.IDLE:
            who = self._who_has(ladder.caller)
            return _answered(who) if who else say("The caller hung up.")
        coded = any(rung.method in ("code", "group") for rung in ladder.made)
        return not_handed_over(failure, ladder.tried, coded, partner.view)

    def _answered(self, caller: Party | None) -> str:
        who = self._who_has(caller)
        return _answered(who) if who else say("Already answered.")

    def _who_has(self, caller: Party | None) -> str | None:
        """Who took the call, known if a key shows them with the same caller."""
        if caller is None:
            return None
        for partner in self._partners:
            remote = partner.state.remote
            busy = partner.state.lamp is Lamp.BUSY
            if remote is None or remote == ANONYMOUS:
                continue
            if busy and remote.number == caller.number:
                return partner.key.label
        return None

    def _win(self, ladder: Ladder, text: str, now: float) -> None:
        del self._ladders[ladder.partner.key.id]
        self._tell(ladder.partner, PickupOutcome.WON, text, now, ladder.tried)

    def _lose(self, ladder: Ladder, text: str, now: float) -> None:
        del self._ladders[ladder.partner.key.id]
        self._tell(ladder.partner, PickupOutcome.LOST, text, now, ladder.tried)

    def _tell(
        self, partner: Partner, outcome: PickupOutcome, text: str, now: float, how: str = ""
    ) -> None:
        state = partner.state
        line = f"Pick-up {outcome.value}" + (f", {how}" if how else "")
        partner.history.add(Observation(now, Happening.PICKUP, line, text, state, state))
        self._outbox.tell(PickupChanged(partner.key.id, outcome, text))


def _sent_on(rung: Rung, target: SipUri) -> Rung:
    uri, headers = followed(target, rung.dial.headers)
    dial = Dial(rung.dial.account, uri, headers, rung.dial.key, pickup=True, party=rung.dial.party)
    return Rung(rung.method, rung.name, dial)


def _answered(who: str) -> str:
    return say("Already answered by {who}.", who=who)


def _not_by(method: str) -> str:
    return say("This call cannot be picked up by {method}.", method=method)
