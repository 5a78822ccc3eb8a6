"""How long this machine has slept: what one clock counts and the other does not."""

from __future__ import annotations

import time

#: The clock that goes on while the machine sleeps: Linux has one of its own for that, macOS counts
#: so in what it calls monotonic. Windows' monotonic clock, which event loops use, goes on itself.
_GOES_ON = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def time_asleep() -> float:
    """Seconds since some beginning; grows only by sleeping."""
    if _GOES_ON is None:
        return 0.0
    return time.clock_gettime(_GOES_ON) - time.monotonic()
