"""The jitter buffer: when to play what came, so that late packets are not too late.

Pure: times are given. A packet's *transit* is its arrival minus its timestamp, in seconds; only
differences of transits mean anything. The smallest of the last seconds is what the network takes
at best, and sound is played so much later than that as nearly all packets need.
"""

from __future__ import annotations

import enum
from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass

from blfpanel.media.rtp import RtpPacket

#: Between which bounds sound is held back, seconds.
SHORTEST_DELAY, LONGEST_DELAY = 0.020, 0.120
#: How many packets the delay is learnt from: five seconds of 20 ms.
_WINDOW = 250
#: Which part of the packets must be in time.
_IN_TIME = 0.97
#: On top of what packets need: threads wake up late.
_MARGIN = 0.005
#: How far playing may be ahead of or behind its time before it is corrected, seconds.
_AHEAD, _BEHIND = 0.015, 0.030
#: How long to wait after sound was left out before more is, seconds.
_SKIP_PAUSE = 0.1
#: A transit that differs by more than this is another clock, not the network, seconds.
_OTHER_CLOCK = 1.0
#: After this long without packets the far end pauses; what comes next begins anew, seconds.
_PAUSE = 0.2


class Turn(enum.Enum):
    """What is to be played next."""

    PLAY = "the packet"
    SKIP = "the packet, faded over into what follows: sound is held back for too long"
    CONCEAL = "something in place of a lost packet"
    STRETCH = "something in between: sound is held back for too short a time"
    SILENCE = "nothing, the far end pauses"


@dataclass(frozen=True, slots=True)
class Taken:
    """What comes out of the buffer.

    Attributes:
        turn: what to do.
        packet: the one to play; for CONCEAL the one after it, if it is here already.
        ticks: for CONCEAL, how much sound is lost.
    """

    turn: Turn
    packet: RtpPacket | None = None
    ticks: int = 0


class JitterBuffer:
    """Puts the packets of one stream after another into order and time.

    Args:
        clock_rate: of the timestamps, Hz.
    """

    def __init__(self, clock_rate: int) -> None:
        self._rate = clock_rate
        self._usual = clock_rate // 50
        self._played = 0
        self._skipped_at = float("-inf")
        self._ssrc: int | None = None
        self._packets: dict[int, RtpPacket] = {}
        self._soundless: deque[int] = deque(maxlen=64)
        self._next: int | None = None
        self._highest: int | None = None
        self._last_sequence: int | None = None
        self._empty_since: float | None = None
        self._transits: deque[float] = deque()
        self._sorted: list[float] = []

    @property
    def played(self) -> int:
        """How many packets were handed out."""
        return self._played

    @property
    def waiting(self) -> int:
        """How many packets are in the buffer."""
        return len(self._packets)

    @property
    def delay(self) -> float:
        """How long sound is held back beyond the fastest packets, seconds."""
        if not self._sorted:
            return SHORTEST_DELAY
        needed = self._sorted[int(len(self._sorted) * _IN_TIME)] - self._sorted[0]
        return min(max(needed + _MARGIN, SHORTEST_DELAY), LONGEST_DELAY)

    def put(self, packet: RtpPacket, arrival: float) -> None:
        """A packet with sound came; doubles and what is too late are forgotten."""
        if packet.ssrc != self._ssrc:
            self._reset(packet.ssrc)
        at = self._extended(packet.timestamp)
        transit = arrival - at / self._rate
        if self._sorted and abs(transit - self._sorted[0]) > _OTHER_CLOCK:
            self._reset(packet.ssrc)
            at = self._extended(packet.timestamp)
            transit = arrival - at / self._rate
        self._learn(transit)
        if self._next is None or at >= self._next:
            self._packets.setdefault(at, packet)

    def note(self, packet: RtpPacket) -> None:
        """A packet of this stream without sound came: its number is not a loss."""
        if packet.ssrc == self._ssrc:
            self._soundless.append(packet.sequence)

    def take(self, now: float, ahead: int = 0) -> Taken:
        """What to play next; after PLAY and SKIP tell :meth:`decoded`.

        Args:
            now: when it is going to be heard, but for what is ``ahead``.
            ahead: ticks of sound that were taken before and are not played yet.
        """
        if self._next is None:
            return self._begin(now)
        behind = (self._due(now) - (self._next - ahead)) / self._rate
        if self._next in self._packets:
            self._empty_since = None
            if behind < -_AHEAD:
                return Taken(Turn.STRETCH)
            late = behind > _BEHIND and now >= self._skipped_at + _SKIP_PAUSE
            # what follows must be here, to be faded into
            if late and len(self._packets) > 1:
                self._skipped_at = now
                return self._hand_out(Turn.SKIP)
            return self._hand_out(Turn.PLAY)
        return self._gap(now, behind)

    def decoded(self, ticks: int) -> None:
        """The packet handed out last held this much sound."""
        if self._next is not None and ticks > 0:
            self._next += ticks
            self._usual = ticks

    def _begin(self, now: float) -> Taken:
        if not self._packets:
            return Taken(Turn.SILENCE)
        first = min(self._packets)
        early = first - self._due(now)
        if early > self._usual // 2:
            return Taken(Turn.SILENCE)
        if -early > LONGEST_DELAY * self._rate:
            # its clock stood still while it paused: what was learnt before does not hold
            self._forget_transits()
            self._learn(now - first / self._rate)
            return Taken(Turn.SILENCE)
        self._next = first
        return self._hand_out(Turn.PLAY)

    def _gap(self, now: float, behind: float) -> Taken:
        """The packet whose turn it is is not here."""
        later = min(self._packets, default=None)
        if later is None:
            self._empty_since = now if self._empty_since is None else self._empty_since
            if now - self._empty_since >= _PAUSE:
                self._next = self._empty_since = None
                return Taken(Turn.SILENCE)
            return self._missing(behind, self._usual)
        self._empty_since = None
        packet = self._packets[later]
        if self._follows(packet.sequence):
            # nothing is lost: the far end said nothing for a while
            self._next = None
            return self._begin(now)
        gap = later - (self._next or 0)
        return self._missing(behind, min(gap, self._usual), packet if gap <= self._usual else None)

    def _missing(self, behind: float, ticks: int, following: RtpPacket | None = None) -> Taken:
        if behind < -_AHEAD:
            return Taken(Turn.STRETCH)
        self._next = (self._next or 0) + ticks
        return Taken(Turn.CONCEAL, following, ticks)

    def _follows(self, sequence: int) -> bool:
        """Whether all numbers between the last packet's and this one had no sound."""
        if self._last_sequence is None:
            return False
        between = (sequence - self._last_sequence - 1) & 0xFFFF
        if between > len(self._soundless):
            return False
        numbers = {(self._last_sequence + 1 + n) & 0xFFFF for n in range(between)}
        return numbers <= set(self._soundless)

    def _hand_out(self, turn: Turn) -> Taken:
        assert self._next is not None
        packet = self._packets.pop(self._next)
        # whatever is older came twice or overlaps
        self._packets = {at: p for at, p in self._packets.items() if at > self._next}
        self._last_sequence = packet.sequence
        self._played += 1
        return Taken(turn, packet)

    def _due(self, now: float) -> int:
        """The timestamp whose time it is."""
        fastest = self._sorted[0] if self._sorted else now
        return int((now - fastest - self.delay) * self._rate)

    def _learn(self, transit: float) -> None:
        if len(self._transits) == _WINDOW:
            oldest = self._transits.popleft()
            del self._sorted[bisect_left(self._sorted, oldest)]
        self._transits.append(transit)
        insort(self._sorted, transit)

    def _forget_transits(self) -> None:
        self._transits.clear()
        self._sorted.clear()

    def _reset(self, ssrc: int) -> None:
        self._ssrc = ssrc
        self._packets.clear()
        self._soundless.clear()
        self._next = self._highest = self._last_sequence = None
        self._empty_since = None
        self._forget_transits()

    def _extended(self, timestamp: int) -> int:
        """The timestamp without its wraps at 32 bits."""
        if self._highest is None:
            self._highest = timestamp
        step = ((timestamp - self._highest + 0x80000000) & 0xFFFFFFFF) - 0x80000000
        at = self._highest + step
        self._highest = max(self._highest, at)
        return at
