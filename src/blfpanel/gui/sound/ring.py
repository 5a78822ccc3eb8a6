"""Sound on its way from one thread to another, where neither ever waits."""

from __future__ import annotations

import threading

#: For how many packets sound may only wait before it is left out.
_PATIENCE = 100


class Surplus:
    """Finds out how much sound only waits: it is there even when there is least.

    Args:
        margin: octets that may wait, for packets that come late.
    """

    def __init__(self, margin: int) -> None:
        self._margin = margin
        self._levels: list[int] = []

    def at(self, level: int) -> int:
        """So many octets wait now; gives how many of them are to be left out, mostly none."""
        self._levels.append(level)
        if len(self._levels) < _PATIENCE:
            return 0
        lowest = min(self._levels)
        self._levels.clear()
        return max(0, lowest - self._margin)


class Ring:
    """A queue of sound that stays short: what is too old for a conversation is left out.

    Two clocks meet here, the sound device's and the network's. Where the queue runs dry, sound is
    given again only when ``margin`` waits beyond what is asked for, so that the next small delay
    is not heard. Where more than that has waited for a while, the surplus goes: nobody hears a
    few milliseconds that are missing, everybody hears an answer that comes late.

    Args:
        margin: octets kept in reserve.
        limit: octets beyond which the oldest go at once, down to ``margin``.
    """

    def __init__(self, margin: int, limit: int) -> None:
        self._margin = margin
        self._limit = limit
        self._sound = bytearray()
        self._lock = threading.Lock()
        self._dry = True
        self._surplus = Surplus(margin)
        self.left_out = 0  #: octets that came and were never given
        self.underruns = 0  #: how often it ran dry

    def __len__(self) -> int:
        return len(self._sound)

    def put(self, sound: bytes) -> None:
        """Add sound to the end."""
        with self._lock:
            self._sound += sound
            if len(self._sound) > self._limit:
                self._leave_out(len(self._sound) - self._margin)

    def take(self, size: int) -> bytes:
        """Exactly ``size`` octets from the beginning; silence while there are not enough."""
        with self._lock:
            rest = len(self._sound) - size
            if self._dry and rest < self._margin:
                return bytes(size)
            if rest < 0:
                self._dry = True
                self.underruns += 1
                return self._cut(len(self._sound)) + bytes(-rest)
            self._dry = False
            taken = self._cut(size)
            self._leave_out(self._surplus.at(rest))
            return taken

    def drain(self, size: int) -> bytes:
        """What there is, ``size`` octets at most."""
        with self._lock:
            return self._cut(min(size, len(self._sound)))

    def skip(self, size: int) -> None:
        """Leave out the oldest ``size`` octets, or what there is."""
        with self._lock:
            self._leave_out(min(size, len(self._sound)))

    def clear(self) -> None:
        """Forget what waits."""
        with self._lock:
            self._leave_out(len(self._sound))
            self._dry = True

    def _leave_out(self, size: int) -> None:
        size -= size % 2  # samples have two octets
        self.left_out += size
        self._cut(size)

    def _cut(self, size: int) -> bytes:
        taken = bytes(self._sound[:size])
        del self._sound[:size]
        return taken
