"""Key presses as telephone events (RFC 4733)."""

from __future__ import annotations

import struct
from collections import deque
from dataclasses import dataclass

#: Event 0 to 15, in their order (§3.2).
KEYS = "0123456789*#ABCD"
_EVENT = struct.Struct("!BBH")
_END, _VOLUME = 0x80, 10
#: How long a key is pressed and how long at least nothing is after it, milliseconds.
PRESSED, RELEASED = 100, 60
#: The end is told so often, because packets get lost (§2.5.1.4).
_ENDS = 3


@dataclass(frozen=True, slots=True)
class EventPacket:
    """One packet of a press.

    Attributes:
        payload: event, end, volume and duration.
        marker: whether it begins a press.
        elapsed: how many milliseconds ago the press began; the packet bears that time's
            timestamp.
    """

    payload: bytes
    marker: bool
    elapsed: int


class DtmfSender:
    """Presses keys one after the other, a packet for each turn of the sender."""

    def __init__(self) -> None:
        self._keys: deque[int] = deque()
        self._elapsed = 0
        self._ends = 0
        self._pause = 0

    def press(self, digits: str) -> None:
        """Press these keys too.

        Raises:
            ValueError: one of them is no key; nothing is pressed.
        """
        wrong = [digit for digit in digits.upper() if digit not in KEYS]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no key of a telephone")
        self._keys.extend(map(KEYS.index, digits.upper()))

    @property
    def busy(self) -> bool:
        """Whether a key is down or waits: no sound is sent then."""
        return bool(self._keys)

    def next(self, milliseconds: int, clock_rate: int) -> EventPacket | None:
        """What to send in this turn; None: nothing, a key has been let go just now.

        Args:
            milliseconds: the length of a turn.
            clock_rate: of the events, Hz.
        """
        if self._pause > 0:
            self._pause -= milliseconds
            return None
        elapsed, self._elapsed = self._elapsed, self._elapsed + milliseconds
        ends = self._elapsed >= PRESSED
        # the end is told again as it was
        length = self._elapsed - self._ends * milliseconds
        duration = min(length * clock_rate // 1000, 0xFFFF)
        payload = _EVENT.pack(self._keys[0], (_END if ends else 0) | _VOLUME, duration)
        if ends:
            self._ends += 1
        if self._ends == _ENDS:
            self._keys.popleft()
            self._elapsed = self._ends = 0
            self._pause = RELEASED if self._keys else 0
        return EventPacket(payload, not elapsed, elapsed)


class DtmfReceiver:
    """Tells each key once, however many packets of it come or get lost."""

    def __init__(self) -> None:
        self._last: tuple[int, int] | None = None

    def received(self, ssrc: int, timestamp: int, payload: bytes) -> str:
        """A packet of events came; gives the key that begins with it, or nothing.

        All packets of a press bear the timestamp of its beginning (§2.2). Events that are no keys
        and malformed payloads are nothing.
        """
        if len(payload) < _EVENT.size:
            return ""
        event = payload[0]
        if event >= len(KEYS):
            return ""
        if self._last is not None and self._last[0] == ssrc:
            step = ((timestamp - self._last[1] + 0x80000000) & 0xFFFFFFFF) - 0x80000000
            # one that was overtaken by the next press has been told
            if step <= 0:
                return ""
        self._last = ssrc, timestamp
        return KEYS[event]
