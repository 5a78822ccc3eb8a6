"""What to play in place of a packet that did not come: the last sound, repeated and faded.

In the spirit of G.711 Appendix I: the pitch of the last sound is looked for, its last period is
repeated, and after 10 ms it fades, until after 60 ms there is silence. What comes next is faded
in over the repetition, so that no edge is heard.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

#: Between which lengths a pitch period is looked for, seconds: 66 to 200 Hz.
_SHORTEST, _LONGEST = 0.005, 0.015
#: How much sound is compared with itself to find it, seconds.
_COMPARED = 0.012
_BEFORE_FADING, _FADED = 0.010, 0.060
#: How long old and new sound overlap where they meet, seconds.
_OVERLAP = 0.005
#: Finer steps than these find no better pitch.
_SEARCH_RATE = 8000


class Concealment:
    """Follows one stream's sound and stands in for it where it has gaps.

    Args:
        sample_rate: Hz.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._kept = int(sample_rate * (_LONGEST + _COMPARED)) + 1
        self._history = array("h", bytes(2 * self._kept))
        self._period: list[int] = []
        self._made = 0

    def heard(self, linear: bytes) -> bytes:
        """Sound that came; gives what to play, which differs where a gap ended just now."""
        sound = array("h", linear)
        if self._made:
            bridge = self._repetition(min(len(sound), int(self._rate * _OVERLAP)))
            sound[: len(bridge)] = crossfaded(bridge, sound[: len(bridge)])
            self._made = 0
        self._history = (self._history + sound)[-self._kept :]
        return sound.tobytes()

    def missing(self, samples: int) -> bytes:
        """Sound for a gap of this length, or of this length more."""
        if not self._made:
            self._period = self._last_period()
        return self._repetition(samples).tobytes()

    def _repetition(self, samples: int) -> array[int]:
        period, start, length = self._period, self._made, len(self._period)
        self._made += samples
        fading, faded = self._rate * _BEFORE_FADING, self._rate * _FADED
        if start >= faded:
            return array("h", bytes(2 * samples))
        # whole cycles are made first: taking single samples by their rest would be slow
        cycles = period * ((start % length + samples) // length + 1)
        plain = cycles[start % length : start % length + samples]
        if start + samples <= fading:
            return array("h", plain)
        slope = 1 / (faded - fading)
        gains = (min(1.0, max(0.0, (faded - at) * slope)) for at in range(start, start + samples))
        return array("h", [int(s * gain) for s, gain in zip(plain, gains, strict=True)])

    def _last_period(self) -> list[int]:
        """The last pitch period, its end bent so that it can follow itself."""
        history = self._history.tolist()
        lag = self._pitch(history)
        period, before = history[-lag:], history[-2 * lag : -lag]
        overlap = min(lag // 4, len(before))
        if overlap:
            # what led to the period's beginning once leads to it again
            period[-overlap:] = crossfaded(period[-overlap:], before[-overlap:])
        return period

    def _pitch(self, history: Sequence[int]) -> int:
        """The shift, in samples, in which the last sound resembles itself most."""
        step = max(1, self._rate // _SEARCH_RATE)
        coarse = history[::-step]
        rate = self._rate // step
        compared = coarse[: int(rate * _COMPARED)]
        best, best_score = int(rate * _LONGEST), 0.0
        for lag in range(int(rate * _SHORTEST), int(rate * _LONGEST) + 1):
            shifted = coarse[lag : lag + len(compared)]
            likeness = sum(map(int.__mul__, compared, shifted))
            if likeness > 0:
                score = likeness * likeness / (sum(map(int.__mul__, shifted, shifted)) or 1)
                if score > best_score * 1.02:
                    best, best_score = lag, score
        return best * step


class ConcealingDecoder:
    """A decoder without a memory for gaps, with one.

    Args:
        decode: makes linear sound from a packet's payload.
        sample_rate: of that sound, Hz.
    """

    def __init__(self, decode: Callable[[bytes], bytes], sample_rate: int) -> None:
        self._decode = decode
        self._concealment = Concealment(sample_rate)

    def decode(self, payload: bytes) -> bytes:
        """The sound of the next packet."""
        return self._concealment.heard(self._decode(payload))

    def conceal(self, samples: int, following: bytes | None = None) -> bytes:
        """Sound in place of a lost packet."""
        return self._concealment.missing(samples)


def crossfaded(old: Sequence[int], new: Sequence[int]) -> array[int]:
    """``old`` becoming ``new``; both of the same length."""
    length = len(old) or 1
    return array(
        "h",
        [
            (before * (length - at) + after * at) // length
            for at, (before, after) in enumerate(zip(old, new, strict=True))
        ],
    )
