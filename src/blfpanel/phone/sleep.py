"""Notices that the machine has slept, where the event loop's clock sleeps as well."""

from __future__ import annotations

from collections.abc import Callable

#: Seconds between two looks at the clocks.
INTERVAL = 5.0

#: Shorter sleeps do no harm to subscriptions, and clocks drift; seconds.
SHORTEST = 10.0


class SleepWatch:
    """A participant of the driver's timer.

    Args:
        asleep: how long the machine has slept so far, seconds.
        woke: called with the time (core time) after each sleep.
        now: core time.
    """

    def __init__(
        self, asleep: Callable[[], float], woke: Callable[[float], None], now: float
    ) -> None:
        self._asleep = asleep
        self._woke = woke
        self._known = asleep()
        self._due = now + INTERVAL

    def next_deadline(self) -> float:
        """When to look at the clocks again."""
        return self._due

    def handle_timeout(self, now: float) -> None:
        """Look at them."""
        asleep = self._asleep()
        self._due = now + INTERVAL
        if asleep - self._known > SHORTEST:
            self._woke(now)
        self._known = asleep
