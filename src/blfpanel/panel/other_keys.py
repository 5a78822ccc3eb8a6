"""Keys that no PBX tells of: speed dials, codes, own lines, programs, labels."""

from __future__ import annotations

from collections.abc import Iterator

from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.changes import FaceChanged, KeyAdded, KeyReplaced, LampChanged
from blfpanel.panel.keys import OwnLineKey, UnwatchedKey
from blfpanel.panel.model import Detail, Explanation, KeyId, Lamp, LampState, OwnCall, OwnCallState
from blfpanel.panel.outbox import Outbox
from blfpanel.wording import say

#: What all of them show but own lines: there is nothing to know.
_NOTHING = LampState(cause="")

_LAMPS: dict[OwnCallState, tuple[Lamp, Detail]] = {
    OwnCallState.DIALLING: (Lamp.BUSY, Detail.CALLING),
    OwnCallState.RINGING: (Lamp.BUSY, Detail.CALLING),
    OwnCallState.INCOMING: (Lamp.ALERTING, Detail.RINGING),
    OwnCallState.TALKING: (Lamp.BUSY, Detail.TALKING),
}


class OtherKeys:
    """The keys that are not watched.

    Args:
        calls: my calls, which own lines show.
        outbox: where changes go.
    """

    def __init__(self, calls: CallDesk, outbox: Outbox) -> None:
        self._calls = calls
        self._outbox = outbox
        self._keys: dict[KeyId, UnwatchedKey] = {}
        self._states: dict[KeyId, LampState] = {}

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __getitem__(self, key: KeyId) -> UnwatchedKey:
        return self._keys[key]

    def __iter__(self) -> Iterator[UnwatchedKey]:
        return iter(self._keys.values())

    def add(self, key: UnwatchedKey) -> None:
        """Show another key."""
        self._put(key)
        self._outbox.tell(KeyAdded(key.id))

    def replace(self, key: UnwatchedKey) -> None:
        """A key says something else."""
        if self._keys[key.id] != key:
            self._put(key)
            self._outbox.tell(KeyReplaced(key.id))

    def remove(self, key: KeyId) -> None:
        """A key is gone."""
        del self._keys[key], self._states[key]

    def state(self, key: KeyId) -> LampState:
        """What a key shows."""
        return self._states[key]

    def explain(self, key: KeyId) -> Explanation:
        """Why a key shows what it shows: for that no PBX is asked."""
        known, state = self._keys[key], self._states[key]
        own = isinstance(known, OwnLineKey)
        return Explanation(
            title=known.label,
            sentence=say("This key shows your own calls.") if own else say("This key has no lamp."),
            certain=own,
            certainty=say("Certain.") if own else "",
            state=state,
            history=(),
        )

    def look(self, now: float) -> None:
        """My calls may have changed: tell what own lines show now."""
        for key in self:
            if isinstance(key, OwnLineKey):
                before, after = self._states[key.id], self._own_line(key)
                if after != before:
                    self._states[key.id] = after
                    self._outbox.tell(LampChanged(key.id, before, after, now))
                    self._outbox.tell(FaceChanged(key.id, after))

    def _put(self, key: UnwatchedKey) -> None:
        self._keys[key.id] = key
        own = isinstance(key, OwnLineKey)
        self._states[key.id] = self._own_line(key) if own else _NOTHING

    def _own_line(self, key: UnwatchedKey) -> LampState:
        calls = [call for call in self._calls.live() if call.account == key.account]
        if not calls:
            return LampState(Lamp.IDLE, why="own line: there is no call")
        call = min(calls, key=_urgency)
        lamp, detail = _LAMPS[call.state]
        if call.held:
            detail = Detail.HELD
        why = f"own line: a call is {call.state.value}"
        return LampState(
            lamp, detail, since=call.since, heard=call.since, remote=call.party, why=why
        )


def _urgency(call: OwnCall) -> int:
    """Ringing before talking before the rest; on hold comes last."""
    if call.rings:
        return 0
    return 3 if call.held else 1 if call.state is OwnCallState.TALKING else 2
