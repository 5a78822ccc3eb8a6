"""The way to one server: which of the places it is found at is used, and which are not (RFC 3263).

A server that has several places is left at the first sign that one of them fails, and gone back to
later: after five minutes at first, and more rarely each time it turns out to be down still.
"""

from __future__ import annotations

from blfpanel.sip.flow import Address, Target

#: How long a place that failed is avoided, and how long at most if it goes on failing, seconds.
BACK_AFTER = 300.0
_LONGEST = 3600.0


class Way:
    """What is known of the places of one server.

    Attributes:
        place: the one in use, or that was last; None before the first.
        seen: the addresses of all that were used.
    """

    def __init__(self) -> None:
        self.place: Target | None = None
        self.seen: set[Address] = set()
        self._failed: dict[Target, tuple[int, float]] = {}

    def use(self, place: Target) -> Target | None:
        """Requests go there now; returns where they went before."""
        before, self.place = self.place, place
        self.seen.add((place.host, place.port))
        return before

    def failed(self, place: Target, now: float) -> None:
        """There was no answer, or one that said to go elsewhere."""
        times = self._failed.pop(place, (0, 0.0))[0] + 1
        wait = min(BACK_AFTER * 2.0 ** (times - 1), _LONGEST)
        self._failed[place] = times, now + wait

    def worked(self, place: Target) -> None:
        """It serves us; what was before does not count."""
        self._failed.pop(place, None)

    def avoid(self, now: float) -> tuple[Target, ...]:
        """The places that failed of late, the longest ago first."""
        return tuple(place for place, (_, until) in self._failed.items() if now < until)
