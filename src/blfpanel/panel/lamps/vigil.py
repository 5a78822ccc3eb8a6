"""Ringing for ever is not believed: asks again, and doubts where no answer comes.

PBXs lose the end of a call (a cancelled fork, two workers that race, a NOTIFY nobody repeats), and
the lamp would ring until somebody complains. One that has lost it for good repeats it with every
refresh (Kamailio, until its publication expires): in the end that is not believed either. Talking
may last for hours and is left alone.
"""

from __future__ import annotations

from blfpanel.panel.model import Detail, KeyId, Lamp, LampState, PartnerCall

#: A call that goes out is answered, refused or forgotten within so long, seconds.
CALLING_FOR = 60.0

#: Nor does one and the same call ring, or go out, for so many times as long as it should.
BEYOND_BELIEF = 5

#: An answer to the question must have come within so long: RFC 6665's timer N, and a little.
ANSWER_WITHIN = 35.0


class Vigil:
    """Which keys have rung, or called, for how long without news."""

    __slots__ = ("_asked", "_due", "_first_told")

    def __init__(self) -> None:
        self._due: dict[KeyId, float] = {}
        self._asked: set[KeyId] = set()
        #: The calls that ring or go out, and when they were first told of.
        self._first_told: dict[KeyId, tuple[tuple[PartnerCall, ...], float]] = {}

    def believes(self, key: KeyId, state: LampState, ringing_for: float, now: float) -> bool:
        """A key became this, or was told again that it is: can that be true?

        ``ringing_for`` is the longest that this PBX lets a phone ring, seconds.
        """
        limit = None
        if not state.stale:
            if state.lamp is Lamp.ALERTING:
                limit = ringing_for
            elif state.detail is Detail.CALLING:
                limit = CALLING_FOR
        if limit is None:
            if self._due.pop(key, None) is not None:
                self._asked.discard(key)
            if not state.stale:
                self._first_told.pop(key, None)
            return True
        calls, first = self._first_told.get(key, ((), now))
        if calls != state.calls:
            first = now
            self._first_told[key] = (state.calls, now)
        if now - first >= BEYOND_BELIEF * limit:
            self._due.pop(key, None)
            return False
        self._due[key] = now + limit
        self._asked.discard(key)
        return True

    def forget(self, key: KeyId) -> None:
        """A key is gone."""
        self._due.pop(key, None)
        self._asked.discard(key)
        self._first_told.pop(key, None)

    def next_deadline(self) -> float | None:
        """When the next key has waited long enough."""
        return min(self._due.values()) if self._due else None

    def due(self, now: float) -> list[tuple[KeyId, bool]]:
        """The keys that have, and whether they were asked about already."""
        found = [(key, key in self._asked) for key, due in self._due.items() if due <= now]
        for key, _ in found:
            del self._due[key]
            self._asked.discard(key)
        return found

    def asked(self, key: KeyId, now: float) -> None:
        """The PBX is being asked about a key."""
        self._asked.add(key)
        self._due[key] = now + ANSWER_WITHIN
