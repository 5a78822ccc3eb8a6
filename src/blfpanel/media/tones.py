"""Tones as sources: what tests play, and what a call without a microphone can say."""

from __future__ import annotations

import math
from array import array

#: The loudest sample.
_FULL = 32767


class Tone:
    """A source of one pure tone.

    Args:
        frequency: Hz.
        level: of its peaks, dB below the loudest possible.
    """

    def __init__(self, frequency: float, level: float = -12.0) -> None:
        self._frequency = frequency
        self._amplitude = _FULL * 10 ** (min(level, 0.0) / 20)
        self._phase = 0.0

    def read(self, samples: int, clock_rate: int) -> bytes:
        """The tone goes on where it was, also when the rate changes."""
        step = math.tau * self._frequency / clock_rate
        phase, amplitude, sine = self._phase, self._amplitude, math.sin
        self._phase = (phase + samples * step) % math.tau
        return array(
            "h", [int(amplitude * sine(phase + n * step)) for n in range(samples)]
        ).tobytes()

    def close(self) -> None:
        """Nothing to give back."""
