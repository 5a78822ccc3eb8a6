"""Pick-ups under way: one attempt after the other until one wins, or it is too late."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.body.dialog_info import Dialog
from blfpanel.panel.commands import Dial
from blfpanel.panel.matching import party_of, user_of
from blfpanel.panel.model import Happening, KeyId, Lamp, Observation, PickupChanged, PickupOutcome
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.partners import Partner, Partners
from blfpanel.panel.pickup import WAYS, View, is_own_call
from blfpanel.sip.events import CallEnded, EndedBy, Failure, UsageId


@dataclass(frozen=True, slots=True)
class Attempt:
    """One rung: the way and the call that goes it."""

    method: str
    dial: Dial

    def __str__(self) -> str:
        """As in "Tried: Replaces, **214."."""
        return "Replaces" if self.method == "replaces" else user_of(self.dial.uri)


def plan(dialog: Dialog, view: View, method: str | None = None) -> tuple[Attempt, ...]:
    """The attempts to pick ``dialog`` up, best first; ``method`` allows only that one."""
    names = view.profile.pickup.methods if method is None else (method,)
    return tuple(Attempt(name, dial) for name in names for dial in WAYS[name](dialog, view))


@dataclass(slots=True)
class Ladder:
    """The pick-up of one call.

    Attributes:
        caller: number of the party that calls, to recognise who else took the call.
        attempts: the rungs; ``step`` is the one in use.
        usage: the call of that rung, once it was made.
        failure: how it ended; then the ladder only waits for the words to tell it in.
    """

    key: KeyId
    caller: str | None
    attempts: tuple[Attempt, ...]
    step: int = 0
    usage: UsageId | None = None
    failure: Failure | None = None

    @property
    def tried(self) -> str:
        """What was tried so far: "Replaces, **214"."""
        tried = self.attempts[: self.step + 1]
        return ", ".join(dict.fromkeys(str(attempt) for attempt in tried))


def may_try_again(failure: Failure) -> bool:
    """Whether another way may still take the call.

    486 is what RFC 3891 §3 answers when the call was answered already, 487 follows our own
    CANCEL, 6xx speaks for everybody. Where nothing got through, nothing else will.
    """
    return not failure.local and failure.status < 600 and failure.status not in (486, 487)


class Pickups:
    """All pick-ups under way, one for each key at most."""

    def __init__(self, partners: Partners, outbox: Outbox) -> None:
        self._partners = partners
        self._outbox = outbox
        self._ladders: dict[KeyId, Ladder] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._ladders

    def begin(self, partner: Partner, now: float, method: str | None) -> None:
        """Pick up what rings at ``partner``, or say why not."""
        key = partner.key.id
        if key in self._ladders:
            return
        ringing = [
            call.dialog for call in partner.entity.calls if call.reading.lamp is Lamp.ALERTING
        ]
        others = [dialog for dialog in ringing if not is_own_call(dialog, partner.view)]
        if not ringing or not others:
            self._tell(partner, PickupOutcome.LOST, self._nothing_to_take(partner, ringing), now)
            return
        for dialog in others:
            if attempts := plan(dialog, partner.view, method):
                caller = party_of(dialog.remote)
                ladder = Ladder(key, caller.number if caller else None, attempts)
                self._ladders[key] = ladder
                self._tell(partner, PickupOutcome.TRYING, "", now, f"by {attempts[0]}")
                self._outbox.order(attempts[0].dial)
                return
        text = "No way to pick this call up is known. Give the account a pick-up code."
        if method is not None:
            text = f"This call cannot be picked up by {method}."
        self._tell(partner, PickupOutcome.LOST, text, now)

    def _nothing_to_take(self, partner: Partner, ringing: list[Dialog]) -> str:
        if ringing:
            return "This is your own call."
        seen = partner.face
        if seen.lamp is Lamp.ALERTING or partner.state.lamp is Lamp.BUSY:
            return self._answered(seen.remote.number if seen.remote else None)
        return f"Nothing rings at {partner.key.label}."

    # --- from the calls ---

    def dialled(self, dial: Dial, usage: UsageId) -> None:
        """The call of an attempt went out."""
        ladder = self._ladders.get(dial.key) if dial.pickup and dial.key is not None else None
        if ladder is not None:
            ladder.usage = usage

    def not_dialled(self, dial: Dial, text: str, now: float) -> bool:
        """The call of an attempt could not be made; whether ``dial`` was one."""
        ladder = self._ladders.pop(dial.key, None) if dial.key is not None else None
        if ladder is None or not dial.pickup:
            return False
        self._tell(self._partners[ladder.key], PickupOutcome.LOST, text, now)
        return True

    def established(self, usage: UsageId, now: float) -> None:
        """A call is up: if it was an attempt, the partner's call is ours."""
        ladder = self._of(usage)
        if ladder is not None:
            del self._ladders[ladder.key]
            self._tell(self._partners[ladder.key], PickupOutcome.WON, "", now, ladder.tried)

    def redirected(self, usage: UsageId, now: float) -> None:
        """An attempt was sent on to nowhere."""
        self.ended(CallEnded(usage, EndedBy.REFUSAL, Failure(480, "Sent on to nowhere")), now)

    def ended(self, event: CallEnded, now: float) -> None:
        """A call is over: if it was an attempt, go on with the next or say how it ended."""
        ladder = self._of(event.call)
        if ladder is None:
            return
        ladder.usage = None
        partner = self._partners[ladder.key]
        if event.by is EndedBy.LOCAL:
            del self._ladders[ladder.key]
            self._tell(partner, PickupOutcome.LOST, "Pick-up cancelled.", now)
            return
        failure = event.failure or Failure(480, "Ended by the PBX")
        ringing = partner.state.lamp is Lamp.ALERTING
        if ringing and may_try_again(failure) and ladder.step + 1 < len(ladder.attempts):
            ladder.step += 1
            self._outbox.order(ladder.attempts[ladder.step].dial)
            return
        ladder.failure = failure
        self.conclude(now)

    def conclude(self, now: float) -> None:
        """Say how attempts ended, unless the PBX is about to tell who has the call."""
        for ladder in [ladder for ladder in self._ladders.values() if ladder.failure is not None]:
            partner = self._partners[ladder.key]
            if partner.eye.deadline is None:
                del self._ladders[ladder.key]
                text = self._why_lost(ladder, partner)
                self._tell(partner, PickupOutcome.LOST, text, now, ladder.tried)

    def _of(self, usage: UsageId) -> Ladder | None:
        return next((one for one in self._ladders.values() if one.usage == usage), None)

    # --- words ---

    def _why_lost(self, ladder: Ladder, partner: Partner) -> str:
        assert ladder.failure is not None
        if ladder.failure.status == 486 or partner.state.lamp is Lamp.BUSY:
            return self._answered(ladder.caller)
        if partner.state.lamp is Lamp.IDLE:
            return "The caller hung up."
        status = ladder.failure.status
        return f"The PBX did not hand the call over [{status}]. Tried: {ladder.tried}."

    def _answered(self, caller: str | None) -> str:
        """Who took the call is known if a key shows them with the same caller."""
        for partner in self._partners:
            remote = partner.state.remote
            if partner.state.lamp is Lamp.BUSY and remote and remote.number == caller:
                return f"Already answered by {partner.key.label}."
        return "Already answered."

    def _tell(
        self, partner: Partner, outcome: PickupOutcome, text: str, now: float, how: str = ""
    ) -> None:
        state = partner.state
        line = f"Pick-up {outcome.value}" + (f", {how}" if how else "")
        partner.history.add(Observation(now, Happening.PICKUP, line, text, state, state))
        self._outbox.tell(PickupChanged(partner.key.id, outcome, text))
