"""A press on a key: what it means at this moment, and doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.changes import PressAsked, ProgramWanted
from blfpanel.panel.keys import (
    CHOICES,
    USUAL,
    AutomatonKey,
    CodeKey,
    InCall,
    Key,
    LabelKey,
    Mine,
    OwnLineKey,
    ParkKey,
    PartnerKey,
    PressWishes,
    ProgramKey,
    SpeedDialKey,
    intent,
    is_uncertain,
)
from blfpanel.panel.lamps.partners import Partner, Partners
from blfpanel.panel.model import (
    Happening,
    Intent,
    KeyId,
    Lamp,
    LampState,
    Observation,
    OwnCall,
    OwnCallState,
)
from blfpanel.panel.other_keys import OtherKeys
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.ladder import Pickups
from blfpanel.panel.words import lamp_word, party_name
from blfpanel.sip.events import UsageId
from blfpanel.wording import mark, say

_DOING = {
    "Talking": mark("{label} is talking."),
    "Calling": mark("{label} is calling somebody."),
    "On hold": mark("{label} is on hold."),
}


#: My calls that nobody has answered: another press does not call again.
_CALLING = frozenset({OwnCallState.DIALLING, OwnCallState.RINGING})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a press means at this moment, and which of my calls it is about, if any."""

    intent: Intent
    call: UsageId | None = None


class Hands(Protocol):
    """What a press sets going elsewhere."""

    def dial(self, key: Key, number: str, now: float) -> None:
        """Call ``number`` for ``key``."""

    def address(self, key: Key, number: str) -> str:
        """Where ``number`` is at ``key``'s account, for a call of whatever account."""

    def camp(self, key: KeyId, call: UsageId | None, now: float) -> None:
        """Tell me when this partner is free, so that ``call`` can go there."""


class Presses:
    """Turns presses into what they mean.

    Args:
        partners: whose keys are pressed.
        others: the keys that nobody is behind.
        calls: my calls.
        pickups: picks up.
        hands: what presses set going elsewhere.
        outbox: where commands, questions and notices go.
        usual: what presses mean where a key has no wishes of its own.
    """

    def __init__(
        self,
        partners: Partners,
        others: OtherKeys,
        calls: CallDesk,
        pickups: Pickups,
        hands: Hands,
        outbox: Outbox,
        usual: PressWishes = USUAL,
    ) -> None:
        self._partners = partners
        self._others = others
        self._calls = calls
        self._pickups = pickups
        self._hands = hands
        self._outbox = outbox
        self.usual = usual

    def meant(self, key_id: KeyId) -> Meaning:
        """What a press on this key means now."""
        mine, call = self._mine()
        key, own = self._key(key_id), self._call_with(self._key(key_id))
        match key:
            case PartnerKey() | SpeedDialKey() if own is not None:
                return self._meant_with(key, own)
            case AutomatonKey() | ParkKey() | CodeKey() if (
                own is not None and own.state in _CALLING
            ):
                return Meaning(Intent.HINT, own.id)
            case PartnerKey():
                face = self._partners[key_id].face
                return Meaning(intent(face, mine, self._wishes(key)), call)
            case AutomatonKey():
                return Meaning(Intent.TOGGLE)
            case ParkKey():
                return _meant_parking(self._partners[key_id].face.lamp, mine, call)
            case OwnLineKey():
                return self._meant_own_line(key)
            case CodeKey():
                return Meaning(Intent.DTMF if mine is Mine.IN_CALL else Intent.DIAL, call)
            case SpeedDialKey():
                return Meaning(intent(LampState(Lamp.IDLE), mine, self._wishes(key)), call)
            case ProgramKey():
                return Meaning(Intent.RUN)
            case LabelKey():
                return Meaning(Intent.HINT)

    def press(self, key_id: KeyId, now: float, *, ask: bool = True) -> None:
        """Press a key.

        Args:
            ask: whether the person can be asked; else what would be asked is told, and no more.
        """
        meaning = self.meant(key_id)
        key, partner = self._key(key_id), self._partners.get(key_id)
        if partner is not None:
            face, state = partner.face, partner.state
            line = f"Pressed while {lamp_word(face).lower()}: {meaning.intent.value}"
            partner.history.add(Observation(now, Happening.PRESS, line, "", state, state))
            if is_uncertain(face):
                self._outbox.notice(say("This lamp is uncertain."), key_id)
        if meaning.intent is Intent.ASK and ask:
            why = self._why_call(meaning.call) if partner is None else self._why(partner)
            self._outbox.tell(PressAsked(key_id, why, self._choices(partner)))
        else:
            self._act(key, meaning, now)

    def choose(self, key_id: KeyId, chosen: Intent, now: float) -> None:
        """Do what the person chose where a press asked."""
        _, call = self._mine()
        self._act(self._key(key_id), Meaning(chosen, call), now)

    # --- inside ---

    def _key(self, key_id: KeyId) -> Key:
        return self._others[key_id] if key_id in self._others else self._partners[key_id].key

    def _act(self, key: Key, meaning: Meaning, now: float) -> None:
        match meaning.intent:
            case Intent.PICK_UP if (partner := self._partners.get(key.id)) is not None:
                self._pickups.begin(partner, now, None)
            case Intent.DIAL | Intent.FETCH:
                self._hands.dial(key, key.number, now)
            case Intent.TOGGLE:
                self._hands.dial(key, _code(key), now)
            case Intent.VOICEMAIL if isinstance(key, PartnerKey) and key.voicemail:
                self._hands.dial(key, key.voicemail, now)
            case Intent.TELL_WHEN_FREE:
                mine, call = self._mine()
                self._hands.camp(key.id, call if mine is Mine.IN_CALL else None, now)
            case Intent.RUN:
                self._outbox.tell(ProgramWanted(key.id, key.number))
            case Intent.HINT | Intent.ASK:
                self._hint(key, meaning)
            case _:
                self._act_on_call(key, meaning, now)

    def _act_on_call(self, key: Key, meaning: Meaning, now: float) -> None:
        """What is done to a call of mine."""
        calls, call = self._calls, meaning.call
        match meaning.intent:
            case Intent.ANSWER if call is not None:
                calls.answer(call, now)
            case Intent.RESUME if call is not None:
                calls.resume(call, now)
            case Intent.FORWARD if call is not None:
                calls.forward(call, self._hands.address(key, key.number), now)
            case Intent.TRANSFER if call is not None:
                calls.transfer(call, self._hands.address(key, key.number), now, undo=True)
            case Intent.PARK if call is not None:
                calls.transfer(call, self._hands.address(key, _code(key)), now)
            case Intent.CONNECT if call is not None and (own := self._call_with(key)):
                calls.transfer_to(call, own.id, now)
            case Intent.DTMF if call is not None:
                calls.send_dtmf(call, key.number, now)
            case _:
                # the call it was about ended in the meantime, or several are on hold
                text = say(
                    "There is no call, or more than one on hold. Resume the one that is meant."
                )
                self._outbox.notice(text, key.id, problem=True)

    def _hint(self, key: Key, meaning: Meaning) -> None:
        if not isinstance(key, LabelKey):
            self._outbox.notice(self._nothing_done(key, meaning), key.id)

    def _nothing_done(self, key: Key, meaning: Meaning) -> str:
        """Why a press does nothing."""
        partner = self._partners.get(key.id)
        if meaning.call is not None and self._call_with(key) is not None:
            return say("You are on a call to {label} already.", label=key.label)
        if isinstance(key, OwnLineKey):
            return say("Nothing rings and nothing is on hold at {label}.", label=key.label)
        if isinstance(key, ParkKey):
            return say("Nothing is parked at {label}.", label=key.label)
        if partner is None:
            return self._why_call(meaning.call)
        if meaning.intent is Intent.ASK:
            return self._why(partner)
        return say("{why} Right-click the key to call anyway.", why=self._why(partner))

    def _why(self, partner: Partner) -> str:
        """Why a press does not do what it mostly does."""
        _, call = self._mine()
        label = partner.key.label
        doing = _DOING.get(lamp_word(partner.state))
        if doing is not None:
            return say(doing, label=label)
        if call is None or self._calls.get(call) is None:
            return say("{label} is busy.", label=label)
        return self._why_call(call)

    def _why_call(self, call: UsageId | None) -> str:
        mine, _ = self._mine()
        own = self._calls.get(call) if call is not None else None
        if own is None:
            return say("There is more than one call. Resume the one that is meant.")
        name = party_name(own.party)
        if mine is Mine.RINGING:
            return say("{name} calls you.", name=name)
        return say("You are in a call with {name}.", name=name)

    def _choices(self, partner: Partner | None) -> tuple[Intent, ...]:
        mine, _ = self._mine()
        choices = CHOICES[mine]
        if partner is None:
            return choices
        if partner.face.lamp is Lamp.BUSY:
            choices = (Intent.TELL_WHEN_FREE, *choices)
        if isinstance(partner.key, PartnerKey) and partner.key.voicemail:
            choices = (*choices, Intent.VOICEMAIL)
        return choices

    def _meant_own_line(self, key: OwnLineKey) -> Meaning:
        mine = [own for own in self._calls.live() if own.account == key.account]
        for own in mine:
            if own.rings:
                return Meaning(Intent.ANSWER, own.id)
        for own in mine:
            if own.held:
                return Meaning(Intent.RESUME, own.id)
        return Meaning(Intent.HINT)

    def _meant_with(self, key: PartnerKey | SpeedDialKey, call: OwnCall) -> Meaning:
        """What a press on somebody means with whom I have a call already."""
        held = [own for own in self._up() if own.held]
        attended = self._wishes(key).in_call is InCall.ATTENDED
        match call.state:
            case OwnCallState.INCOMING:
                return Meaning(Intent.ANSWER, call.id)
            case OwnCallState.TALKING if call.held:
                return Meaning(Intent.RESUME, call.id)
            case OwnCallState.TALKING if attended and len(held) == 1:
                return Meaning(Intent.CONNECT, held[0].id)
            case _:
                return Meaning(Intent.HINT, call.id)

    def _mine(self) -> tuple[Mine, UsageId | None]:
        """What I am doing, and the call a press could be about."""
        up = self._up()
        talking = [own for own in up if not own.held] or up
        if up:
            return Mine.IN_CALL, talking[0].id if len(talking) == 1 else None
        ringing = [own for own in self._calls.live() if own.rings]
        if ringing:
            return Mine.RINGING, ringing[0].id
        return Mine.FREE, None

    def _up(self) -> list[OwnCall]:
        return [own for own in self._calls.live() if own.state is OwnCallState.TALKING]

    def _call_with(self, key: Key) -> OwnCall | None:
        """My call with whom a key calls; one picked up from there is with somebody else."""
        partner = self._partners.get(key.id)
        number = key.number if partner is None else partner.view.number
        for own in self._calls.live():
            dialled = own.key == key.id and not own.pickup
            if dialled or (own.party.number == number and own.account in ("", key.account)):
                return own
        return None

    def _wishes(self, key: PartnerKey | SpeedDialKey) -> PressWishes:
        return key.press or self.usual


def _meant_parking(lamp: Lamp, mine: Mine, call: UsageId | None) -> Meaning:
    """A place for parked calls: whatever is there is fetched, an empty one takes my call."""
    if lamp in (Lamp.BUSY, Lamp.ALERTING):
        return Meaning(Intent.FETCH)
    if mine is Mine.IN_CALL:
        return Meaning(Intent.PARK, call)
    return Meaning(Intent.FETCH if lamp is Lamp.UNKNOWN else Intent.HINT)


def _code(key: Key) -> str:
    """What is dialled to park at a place or to toggle an automaton."""
    code = key.code if isinstance(key, ParkKey | AutomatonKey) else ""
    return code or key.number
