"""When, and in which thread, Python looks for reference cycles.

By default it looks whenever enough objects were made, in the thread that makes the last of them.
A window's objects must end in the window's thread: found by the thread of a call's sound, they
take the program with them.
"""

from __future__ import annotations

import gc

#: New objects, then collections of the younger generation, until a generation is looked at.
#: Nothing on a message's way makes cycles, but what each leaves behind for a while (its
#: transaction, the trace, the history) makes Python look: with Python's own values a NOTIFY pays
#: 25 µs for that, and 6 µs with these.
_THRESHOLDS = (10_000, 50, 10)


def collect_seldom() -> None:
    """Let Python look as often as suits this program, in any thread."""
    gc.set_threshold(*_THRESHOLDS)


def collect_here_only() -> None:
    """Never look unasked from now on; this thread calls :func:`collect_if_due` instead."""
    gc.disable()


def collect_if_due() -> None:
    """Look where Python would have looked by now: in the oldest generation that is due."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > _THRESHOLDS[generation]:
            gc.collect(generation)
            return
