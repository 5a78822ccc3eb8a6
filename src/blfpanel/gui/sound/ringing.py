"""Which sound is due: my calls first, then those of partners."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.config.sound import AlertSound, SoundSettings
from blfpanel.gui.sound.tunes import (
    BACK,
    BUSY,
    PARTNER_LEVELS,
    PARTNER_ONCE,
    RING,
    RING_ONCE,
    RINGBACK,
    WAITING,
    Tune,
)
from blfpanel.panel.changes import Change, OwnCallChanged
from blfpanel.panel.model import KeyId, OwnCall, OwnCallState
from blfpanel.sip.events import UsageId


@dataclass(frozen=True, slots=True)
class Due:
    """The sound that is due; another ``turn`` of the same sound begins it anew."""

    tune: Tune | None = None
    turn: int = 0


_SETTING_UP = (OwnCallState.DIALLING, OwnCallState.RINGING)


class Ringing:
    """The rules. ``due`` changes with what is told.

    Args:
        settings: what is to be heard.
    """

    def __init__(self, settings: SoundSettings) -> None:
        self._settings = settings
        self._calls: dict[UsageId, OwnCall] = {}
        #: calls whose far end is heard already: a tone of ours would lie over its own
        self._heard: set[UsageId] = set()
        self._alerting: frozenset[KeyId] = frozenset()
        self._level = 0
        self._signal: Due | None = None
        self._turn = 0
        self._failed = False
        #: somebody is about to hear me although I did nothing
        self._answered_by_itself = False
        self.due = Due()

    def use(self, settings: SoundSettings) -> None:
        """Go by these settings from now on."""
        self._settings = settings
        self._decide()

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        match change:
            case OwnCallChanged(call=call):
                self._own(call)
            case _:
                return
        self._decide()

    def alert(self, keys: frozenset[KeyId], level: int = 0) -> None:
        """These partners ring and are to be heard; ``level`` says how urgently (0, 1, 2)."""
        if keys - self._alerting:
            self._turn += 1
            # a busy tone is not worth missing this for
            self._failed = self._failed and self._settings.alert is AlertSound.OFF
        self._alerting, self._level = keys, level
        self._decide()

    def signal(self, tune: Tune) -> None:
        """Something is to be said once, unless there is something else to be heard."""
        if self._settings.signals:
            self._turn += 1
            self._signal = Due(tune, self._turn)
            self._decide()

    def far_end_heard(self) -> None:
        """The far end of a call that is being set up was heard: an announcement, its own tone."""
        self._heard |= {call.id for call in self._calls.values() if call.state in _SETTING_UP}
        self._decide()

    def _own(self, call: OwnCall) -> None:
        if call.state is OwnCallState.ENDED:
            before = self._calls.pop(call.id, None)
            self._failed = (
                before is not None
                and before.state in _SETTING_UP
                and call.outcome is not None
                and not call.pickup
                and call.id not in self._heard
            )
            self._turn += self._failed
            self._heard.discard(call.id)
        else:
            self._failed = False
            known = self._calls.get(call.id)
            if call.back and not (known and known.back):
                self.signal(BACK)
            if call.by_itself and not (known and known.by_itself):
                self._answered_by_itself = True
                self._turn += 1
            self._calls[call.id] = call

    def _decide(self) -> None:
        tune = self._tune()
        self._answered_by_itself = tune is RING_ONCE
        if tune is None and self._signal is not None:
            self.due = self._signal
            return
        self._signal = None
        if tune != self.due.tune or (tune and tune.times is not None):
            self.due = Due(tune, self._turn)

    def _tune(self) -> Tune | None:
        settings, calls = self._settings, self._calls.values()
        talking = any(call.state is OwnCallState.TALKING and not call.held for call in calls)
        if settings.ring and any(call.rings for call in calls):
            return WAITING if talking else RING
        if any(
            call.outgoing
            and call.state is OwnCallState.RINGING
            and not call.pickup
            and call.id not in self._heard
            for call in calls
        ):
            return RINGBACK
        if self._answered_by_itself and any(call.by_itself for call in calls):
            return RING_ONCE
        setting_up = any(call.state in _SETTING_UP for call in calls)
        if self._failed and not talking and not setting_up:
            return BUSY
        if self._alerting and (settings.alert_while_talking or not (talking or setting_up)):
            return {
                AlertSound.OFF: None,
                AlertSound.ONCE: PARTNER_ONCE,
                AlertSound.REPEATED: PARTNER_LEVELS[self._level],
            }[settings.alert]
        return None
