"""What a recording holds: its loudest pitch, its level, and how much of it is one tone.

Sound is 16-bit linear, mono, in the machine's byte order.
"""

from __future__ import annotations

import math
import statistics
from array import array
from itertools import pairwise

#: Into how many pieces a second is cut where each is judged by itself.
_PIECES = 20


def share_of(linear: bytes, sample_rate: int, frequency: float) -> float:
    """Which part of the sound's power is this tone's, 0 to 1 (Goertzel's filter)."""
    samples = array("h", linear)
    total = sum(sample * sample for sample in samples)
    if not total:
        return 0.0
    return min(1.0, 2 * _power(samples, sample_rate, frequency) / (len(samples) * total))


def usual_share(linear: bytes, sample_rate: int, frequency: float) -> float:
    """The tone's share in a usual twentieth of a second: the middle one of all.

    Where the machine was busy there may be gaps, and the tone goes on in another phase.
    """
    pieces = _pieces(linear, sample_rate)
    return statistics.median(share_of(piece, sample_rate, frequency) for piece in pieces)


def seconds_of(linear: bytes, sample_rate: int, frequency: float) -> float:
    """For how long this tone and little else is heard, in whichever part of the sound."""
    pieces = _pieces(linear, sample_rate)
    return sum(share_of(piece, sample_rate, frequency) > 0.9 for piece in pieces) / _PIECES


def dominant(linear: bytes, sample_rate: int) -> float:
    """The pitch of a tone in Hz, from its rising zero crossings; 0.0 where there are too few.

    Crossings that small noise makes are left out: the sound must have been well below zero.
    """
    samples = array("h", linear)
    threshold = max((abs(sample) for sample in samples), default=0) // 4
    crossings: list[float] = []
    armed = False
    for index in range(1, len(samples)):
        before, after = samples[index - 1], samples[index]
        armed = armed or before < -threshold
        if armed and before < 0 <= after:
            crossings.append(index - 1 + before / (before - after))
            armed = False
    if len(crossings) < 3:
        return 0.0
    # the middle one of all periods: a gap changes some of them only
    periods = sorted(b - a for a, b in pairwise(crossings))
    return sample_rate / periods[len(periods) // 2]


def level(linear: bytes) -> float:
    """The sound's root mean square, 0 to 32767."""
    samples = array("h", linear)
    return math.sqrt(sum(sample * sample for sample in samples) / (len(samples) or 1))


def _pieces(linear: bytes, sample_rate: int) -> list[bytes]:
    length = sample_rate // _PIECES * 2
    return [linear[at : at + length] for at in range(0, len(linear) - length + 1, length)]


def _power(samples: array[int], sample_rate: int, frequency: float) -> float:
    factor = 2 * math.cos(math.tau * frequency / sample_rate)
    last = before = 0.0
    for sample in samples:
        last, before = sample + factor * last - before, last
    return last * last + before * before - factor * last * before
