"""Deadlines of the whole core in one heap; whoever owns the clock asks for the next one."""

from __future__ import annotations

import enum
import heapq
from typing import Protocol


class Name(enum.Enum):
    """Names of timers and states, hashed by identity, in C: they are keys on the hot path."""

    __hash__ = object.__hash__


class TimerOwner(Protocol):
    """What can have timers: a transaction, a usage."""

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """The timer ``name`` of this owner is due."""


class TimerQueue:
    """Named timers of many owners. An owner has at most one timer of a name.

    Stopping is lazy: the heap entry stays until due, but no longer counts.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, TimerOwner, enum.Enum]] = []
        self._live: dict[tuple[TimerOwner, enum.Enum], int] = {}
        self._count = 0

    def start(self, owner: TimerOwner, name: enum.Enum, when: float) -> None:
        """Fire ``name`` of ``owner`` at ``when`` (seconds); replaces a running one."""
        self._count += 1
        self._live[owner, name] = self._count
        heapq.heappush(self._heap, (when, self._count, owner, name))

    def stop(self, owner: TimerOwner, name: enum.Enum) -> None:
        """Forget ``name`` of ``owner``; nothing happens if it does not run."""
        self._live.pop((owner, name), None)

    def next_deadline(self) -> float | None:
        """When :meth:`run` should be called next, or None if nothing runs."""
        heap = self._heap
        while heap:
            when, number, owner, name = heap[0]
            if self._live.get((owner, name)) == number:
                return when
            heapq.heappop(heap)
        return None

    def run(self, now: float) -> None:
        """Fire everything that is due at ``now``, earliest first."""
        while (deadline := self.next_deadline()) is not None and deadline <= now:
            _, _, owner, name = heapq.heappop(self._heap)
            del self._live[owner, name]
            owner.timer_fired(name, now)
