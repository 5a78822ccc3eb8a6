"""Camp-on: watch busy partners for me, and say so, or call, as soon as one is free.

It needs nothing of the PBX but the lamps, and believes only those that are certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.changes import Camp, CampFulfilled, CampKind, CampsChanged
from blfpanel.panel.model import KeyId, Lamp, LampState
from blfpanel.panel.outbox import Outbox
from blfpanel.sip.events import UsageId
from blfpanel.wording import say

#: How long a partner must have been free, seconds: many PBXs show a gap within a call.
TELL_AFTER = 1.0
CALL_AFTER = 5.0

_AFTER = {
    CampKind.TELL: TELL_AFTER,
    CampKind.TELL_THEN_TRANSFER: TELL_AFTER,
    CampKind.CALL: CALL_AFTER,
}

#: How long is waited where neither the settings nor anybody else says, seconds.
USUAL_LIMIT = 30 * 60.0


class Camping:
    """The partners that are watched for me.

    Args:
        state_of: the truth about a key; None for one that is gone.
        name_of: the label of a key.
        dial: calls a key's partner.
        calls: my calls.
        outbox: where changes and notices go.

    Attributes:
        limit: how long is waited where nobody says otherwise, seconds.
    """

    def __init__(
        self,
        state_of: Callable[[KeyId], LampState | None],
        name_of: Callable[[KeyId], str],
        dial: Callable[[KeyId, float], None],
        calls: CallDesk,
        outbox: Outbox,
    ) -> None:
        self._state_of = state_of
        self._name_of = name_of
        self._dial = dial
        self._calls = calls
        self._outbox = outbox
        self._camps: dict[int, Camp] = {}
        self._made = 0
        self.limit = USUAL_LIMIT

    def camps(self) -> tuple[Camp, ...]:
        """Whom is waited for, oldest first."""
        return tuple(self._camps.values())

    def begin(
        self,
        keys: Sequence[KeyId],
        kind: CampKind,
        now: float,
        *,
        seconds: float | None = None,
        call: UsageId | None = None,
    ) -> None:
        """Wait for the first of ``keys`` that is free; another wish for the same replaces it.

        Args:
            seconds: how long; None: as long as ``limit`` says.
            call: my call that is to go there then; the wait ends with it.
        """
        wanted = tuple(dict.fromkeys(keys))
        if not wanted:
            return
        for known in [camp for camp in self.camps() if camp.keys == wanted]:
            del self._camps[known.id]
        self._made += 1
        until = now + (self.limit if seconds is None else seconds)
        self._camps[self._made] = Camp(self._made, wanted, kind, until, call)
        self._tell()
        self.look(now)

    def cancel(self, camp: int) -> None:
        """Wait no longer."""
        if self._camps.pop(camp, None) is not None:
            self._tell()

    def next_deadline(self) -> float | None:
        """When a partner will have been free for long enough, or a wait ends."""
        due = [camp.until for camp in self._camps.values()]
        due += [ready for camp in self._camps.values() for _, ready in self._ready(camp)]
        return min(due, default=None)

    def look(self, now: float) -> None:
        """See who is free by now."""
        for camp in self.camps():
            free = next((key for key, ready in self._ready(camp) if ready <= now), None)
            if camp.call is not None and camp.call not in self._calls:
                self.cancel(camp.id)
            elif free is not None:
                self._fulfil(camp, free, now)
            elif not (known := tuple(self._known(camp))):
                self.cancel(camp.id)
            elif known != camp.keys:
                self._camps[camp.id] = replace(camp, keys=known)
                self._tell()
            elif camp.until <= now:
                self.cancel(camp.id)
                self._outbox.notice(say("{names} did not become free.", names=self._names(camp)))

    def _fulfil(self, camp: Camp, key: KeyId, now: float) -> None:
        self.cancel(camp.id)
        # who has a call in the meantime does not want another one to begin by itself
        calls = camp.kind is CampKind.CALL and not self._calls.live()
        self._outbox.tell(CampFulfilled(camp, key, called=calls))
        if calls:
            self._dial(key, now)

    def _ready(self, camp: Camp) -> list[tuple[KeyId, float]]:
        """The keys of a wait that are certainly free, and when that counts; earliest first."""
        found = []
        for key in self._known(camp):
            state = self._state_of(key)
            if state is not None and state.lamp is Lamp.IDLE and not state.stale:
                found.append((key, (state.since or 0.0) + _AFTER[camp.kind]))
        return sorted(found, key=lambda entry: entry[1])

    def _known(self, camp: Camp) -> list[KeyId]:
        return [key for key in camp.keys if self._state_of(key) is not None]

    def _names(self, camp: Camp) -> str:
        return ", ".join(self._name_of(key) for key in self._known(camp))

    def _tell(self) -> None:
        self._outbox.tell(CampsChanged(self.camps()))
