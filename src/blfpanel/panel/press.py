"""A press on a key: what it means at this moment, and doing it."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.commands import Dial
from blfpanel.panel.keys import (
    CHOICES,
    USUAL,
    InCall,
    Mine,
    PressWishes,
    intent,
    is_uncertain,
)
from blfpanel.panel.lamps.partners import Partner, Partners
from blfpanel.panel.model import (
    Happening,
    Intent,
    KeyId,
    Observation,
    OwnCall,
    OwnCallState,
    Party,
    PressAsked,
)
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.ladder import Pickups
from blfpanel.panel.words import lamp_word, party_name
from blfpanel.sip.events import UsageId

_DOING = {"Talking": "is talking", "Calling": "is calling somebody", "On hold": "is on hold"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a press means at this moment, and which of my calls it is about, if any."""

    intent: Intent
    call: UsageId | None = None


class Presses:
    """Turns presses into what they mean.

    Args:
        partners: whose keys are pressed.
        calls: my calls.
        pickups: picks up.
        outbox: where commands, questions and notices go.
        usual: what presses mean where a key has no wishes of its own.
    """

    def __init__(
        self,
        partners: Partners,
        calls: CallDesk,
        pickups: Pickups,
        outbox: Outbox,
        usual: PressWishes = USUAL,
    ) -> None:
        self._partners = partners
        self._calls = calls
        self._pickups = pickups
        self._outbox = outbox
        self._usual = usual

    def meant(self, key_id: KeyId) -> Meaning:
        """What a press on this key means now."""
        partner = self._partners[key_id]
        with_partner = self._call_with(partner)
        if with_partner is not None:
            return self._meant_with(partner, with_partner)
        mine, call = self._mine()
        return Meaning(intent(partner.face, mine, self._wishes(partner)), call)

    def press(self, key_id: KeyId, now: float, *, ask: bool = True) -> None:
        """Press a key.

        Args:
            ask: whether the person can be asked; else what would be asked is told, and no more.
        """
        partner = self._partners[key_id]
        face, meaning = partner.face, self.meant(key_id)
        line = f"Pressed while {lamp_word(face).lower()}: {meaning.intent.value}"
        state = partner.state
        partner.history.add(Observation(now, Happening.PRESS, line, "", state, state))
        if is_uncertain(face):
            self._outbox.notice("This lamp is uncertain.", key_id)
        if meaning.intent is Intent.ASK and ask:
            mine, _ = self._mine()
            self._outbox.tell(PressAsked(key_id, self._why(partner), CHOICES[mine]))
        else:
            self._act(partner, meaning, now)

    def choose(self, key_id: KeyId, chosen: Intent, now: float) -> None:
        """Do what the person chose where a press asked."""
        _, call = self._mine()
        self._act(self._partners[key_id], Meaning(chosen, call), now)

    # --- inside ---

    def _act(self, partner: Partner, meaning: Meaning, now: float) -> None:
        calls, call, address = self._calls, meaning.call, partner.view.address
        match meaning.intent:
            case Intent.PICK_UP:
                self._pickups.begin(partner, now, None)
            case Intent.DIAL:
                party = Party(address, partner.view.number, partner.key.label)
                key = partner.key
                self._outbox.order(Dial(key.account, address, (), key.id, party=party))
            case Intent.HINT | Intent.ASK:
                self._hint(partner, meaning)
            case Intent.ANSWER if call is not None:
                calls.answer(call, now)
            case Intent.RESUME if call is not None:
                calls.resume(call, now)
            case Intent.FORWARD if call is not None:
                calls.forward(call, address, now)
            case Intent.TRANSFER if call is not None:
                calls.transfer(call, address, now, undo=True)
            case Intent.CONNECT if call is not None and (own := self._call_with(partner)):
                calls.transfer_to(call, own.id, now)
            case Intent.DTMF if call is not None:
                calls.send_dtmf(call, partner.key.number, now)
            case _:
                # the call it was about ended in the meantime, or several are on hold
                text = "There is no call, or more than one on hold. Resume the one that is meant."
                self._outbox.notice(text, partner.key.id, problem=True)

    def _hint(self, partner: Partner, meaning: Meaning) -> None:
        key = partner.key
        if meaning.call is not None and self._call_with(partner) is not None:
            text = f"You are on a call to {key.label} already."
        elif meaning.intent is Intent.ASK:
            text = self._why(partner)
        else:
            text = f"{self._why(partner)} Right-click the key to call anyway."
        self._outbox.notice(text, key.id)

    def _why(self, partner: Partner) -> str:
        """Why a press does not do what it mostly does."""
        mine, call = self._mine()
        doing = _DOING.get(lamp_word(partner.state))
        if doing is not None:
            return f"{partner.key.label} {doing}."
        own = self._calls.get(call) if call is not None else None
        if own is None:
            return f"{partner.key.label} is busy."
        name = party_name(own.party)
        return f"{name} calls you." if mine is Mine.RINGING else f"You are in a call with {name}."

    def _meant_with(self, partner: Partner, call: OwnCall) -> Meaning:
        """What a press on somebody means with whom I have a call already."""
        held = [own for own in self._up() if own.held]
        attended = self._wishes(partner).in_call is InCall.ATTENDED
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

    def _call_with(self, partner: Partner) -> OwnCall | None:
        """My call with a partner; one picked up from there is with somebody else."""
        key, number = partner.key, partner.view.number
        for own in self._calls.live():
            dialled = own.key == key.id and not own.pickup
            if dialled or (own.party.number == number and own.account in ("", key.account)):
                return own
        return None

    def _wishes(self, partner: Partner) -> PressWishes:
        return partner.key.press or self._usual
