"""One pick-up: its attempts, and what the PBX tells of the call meanwhile."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from blfpanel.body.dialog_info import Dialog
from blfpanel.panel.lamps.matching import other_party
from blfpanel.panel.lamps.partners import Partner
from blfpanel.panel.model import Lamp, Party
from blfpanel.panel.pickups.ways import Rung
from blfpanel.sip.events import Failure, UsageId


class Stage(enum.Enum):
    """How far a pick-up has come."""

    TRYING = "trying"
    ANSWERED = "answered"  #: a call of ours is up; is it the partner's?
    REFUSED = "refused"  #: no way is left; what has become of the partner's call?


class Fate(enum.Enum):
    """What has become of the partner's call, as the PBX tells it."""

    RINGS = "rings"
    ANSWERED = "answered"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Ladder:
    """The pick-up of one call.

    Attributes:
        dialog: the call, as it was told last while it rang.
        engaged: whether the partner was on another call: then "answered" may mean that one.
        rungs: the attempts; ``step`` is the one in use.
        usage: the call of that rung, once it was made.
        answered: whether the partner was seen to have answered.
        due: until when news are waited for.
        asked: whether the PBX was asked for them.
    """

    partner: Partner
    dialog: Dialog
    engaged: bool
    rungs: list[Rung]
    step: int = 0
    stage: Stage = Stage.TRYING
    usage: UsageId | None = None
    failure: Failure | None = None
    answered: bool = False
    due: float | None = None
    asked: bool = False
    redirections: int = 0
    made: list[Rung] = field(default_factory=list)

    @property
    def rung(self) -> Rung:
        """The attempt in use."""
        return self.rungs[self.step]

    @property
    def caller(self) -> Party | None:
        """Who calls the partner, if the PBX has said so."""
        return other_party(self.dialog.remote, self.partner.view.number)

    @property
    def tried(self) -> str:
        """What was tried so far: "Replaces, **214"."""
        return ", ".join(dict.fromkeys(str(rung) for rung in self.made))

    def fate(self) -> Fate:
        """What the PBX says of the call now."""
        partner = self.partner
        call = next((call for call in partner.entity.calls if self._is(call.dialog)), None)
        if call is None:
            settling = partner.eye.deadline is not None
            return Fate.UNKNOWN if settling or partner.state.lamp is Lamp.UNKNOWN else Fate.GONE
        if call.reading.lamp is Lamp.ALERTING:
            # chan_sip tells it twice, and who calls the second time only
            self.dialog = call.dialog
            return Fate.RINGS
        # Where ids are used again, it may be the call that the partner was on before.
        told = call.reading.lamp is Lamp.BUSY and not (self.engaged and self._reuses_ids)
        return Fate.ANSWERED if told else Fate.GONE

    @property
    def may_be_refused_yet(self) -> bool:
        """Whether a 200 may be the beginning of a no."""
        hangs_up = self.partner.view.habits.refuses_by_hanging_up
        return hangs_up and self.rung.method != "replaces"

    @property
    def _reuses_ids(self) -> bool:
        return self.partner.view.profile.reuses_ids

    def _is(self, dialog: Dialog) -> bool:
        mine = self.dialog
        if mine.id is not None or dialog.id is not None:
            return mine.id == dialog.id
        return mine.call_id == dialog.call_id

    def following(self, failure: Failure) -> int | None:
        """The next rung that makes sense after this failure."""
        for step in range(self.step + 1, len(self.rungs)):
            after = self.rungs[step].after
            if not after or failure.status in after:
                return step
        return None


def was_busy(partner: Partner) -> bool:
    """Whether the partner was on a call when the ringing began."""
    for entry in partner.history.newest_first():
        if entry.before.lamp is not Lamp.ALERTING and entry.after.lamp is Lamp.ALERTING:
            return entry.before.lamp is Lamp.BUSY
    return False


def has_answered(partner: Partner) -> bool:
    """Whether the partner talks since it rang there last."""
    for entry in partner.history.newest_first():
        if entry.before.lamp is Lamp.ALERTING and entry.after.lamp is not Lamp.ALERTING:
            talks = partner.state.lamp is Lamp.BUSY and entry.after.lamp is Lamp.BUSY
            return talks and not was_busy(partner)
    return False
