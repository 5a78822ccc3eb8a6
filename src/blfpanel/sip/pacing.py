"""Not all at once: lets the SUBSCRIBEs to one server go in an orderly row.

A thousand keys that are asked for in one instant, at the start, after a network was away or by
hand, would be a thousand requests in a few milliseconds, answered by as many NOTIFYs: more than
the datagram buffers of either side hold. Here the first 20 go at once, then 20 a second, and
never more than 40 wait for their answer. First come, first served.
"""

from __future__ import annotations

import enum
from typing import Protocol

from blfpanel.sip.timers import Name, TimerQueue

#: How many go at once after a quiet time.
BURST = 20

#: How many may wait for their answer at the same time.
OUTSTANDING = 40


class Paced(Protocol):
    """Who wants to send."""

    def admitted(self, now: float) -> None:
        """Send now; say :meth:`Pacer.done` when the answer has come, or none will."""


class _Timer(Name):
    NEXT = "next"


class Pacer:
    """The row before one server.

    Args:
        timers: of the core.
        rate: how many may go each second.
    """

    def __init__(self, timers: TimerQueue, rate: float) -> None:
        self._timers = timers
        self._rate = rate
        self._allowance = float(BURST)
        self._at = 0.0
        self._row: dict[Paced, None] = {}
        self._out: set[Paced] = set()
        self._working = False

    def ask(self, paced: Paced, now: float) -> None:
        """Let ``paced`` send as soon as its turn comes, perhaps now; once in the row is enough."""
        self._row[paced] = None
        self._work(now)

    def withdraw(self, paced: Paced) -> None:
        """``paced`` does not want to send any more."""
        self._row.pop(paced, None)

    def done(self, paced: Paced, now: float) -> None:
        """The request of ``paced`` is answered, or given up."""
        self._out.discard(paced)
        self._work(now)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """The next one may go."""
        self._work(now)

    def _work(self, now: float) -> None:
        if self._working:
            return  # a request failed while it was sent: the loop that sent it goes on
        self._working = True
        self._allowance = min(BURST, self._allowance + (now - self._at) * self._rate)
        self._at = now
        # a hair less than one: what 0.05 s at 20 a second gives is not always a whole
        while self._row and self._allowance > 0.999 and len(self._out) < OUTSTANDING:
            paced = next(iter(self._row))
            del self._row[paced]
            self._allowance -= 1.0
            self._out.add(paced)
            paced.admitted(now)
        self._working = False
        if self._row and len(self._out) < OUTSTANDING:
            self._timers.start(self, _Timer.NEXT, now + (1.0 - self._allowance) / self._rate)
