"""Rhythm: when packets are due."""

from __future__ import annotations


class Pacer:
    """Says when packets are due: always a whole number of intervals after the start, so that
    late wake-ups do not add up.

    Args:
        interval: between packets, seconds.
        now: when the first one is due.
    """

    def __init__(self, interval: float, now: float) -> None:
        self._interval = interval
        self._start = now
        self._count = 0

    @property
    def interval(self) -> float:
        """Between packets, seconds."""
        return self._interval

    @property
    def deadline(self) -> float:
        """When the next packet is due."""
        return self._start + self._count * self._interval

    def due(self, now: float) -> int:
        """How many packets have become due since the last time it was asked."""
        late = now - self.deadline
        if late < 0:
            return 0
        packets = int(late / self._interval) + 1
        self._count += packets
        return packets
