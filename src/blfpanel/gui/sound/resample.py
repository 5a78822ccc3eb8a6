"""Between the rate of a codec and the rate of a sound device, without aliases.

A sound device gives and takes small pieces only at a rate of its own: asked for 8 kHz, a sound
server hands out 44 ms at a time, at 48 kHz 5 ms. So devices run at 48 kHz, and what codecs want
is made here: a low-pass of a windowed sinc, with a whole number as factor.

A filter is a convolution, and a convolution is what multiplying two numbers does to their digits
(Kronecker's substitution). Samples and coefficients become the digits, 40 bits wide, of two large
integers: Python multiplies these a good ten times faster than it would run a loop over samples.
"""

from __future__ import annotations

import math

#: Coefficients per sample of the lower rate: 60 dB down where the band of the other side begins.
_SPAN = 24
_KAISER_BETA = 5.7
#: Of half the lower rate, what passes: the slope of the filter lies around it.
_CUTOFF = 0.96

_DIGIT = 5  # octets
_UNIT = 1 << 16  #: a coefficient of one: the result then stands in the third and fourth octet
_HALF = 1 << 15
_BIAS = 1 << 39  #: makes every digit positive
#: What the fifth octet must be for a result (third octet's upper half) that fits 16 bits.
_SIGN = bytes([0x80] * 0x80 + [0x7F] * 0x80)
_FLIP = bytes(octet ^ 0x80 for octet in range(256))


class _Filter:
    """The low-pass between a rate and ``factor`` times that rate; keeps the sound before.

    Args:
        factor: the higher rate divided by the lower one.
        gain: of the filter at the higher rate.
        step: every which octet pair of the input stands in the filter's rate.
    """

    def __init__(self, factor: int, gain: int, step: int) -> None:
        taps = _low_pass(factor, gain)
        self._taps = sum(tap << 8 * _DIGIT * place for place, tap in enumerate(taps))
        self._step = step
        self._count = len(taps)
        self._before = bytes(2 * (len(taps) // step))

    def __call__(self, sound: bytes, pick: int) -> bytes:
        """Filter; of the results take every ``pick``-th."""
        past, kept = len(self._before) // 2, self._before + sound
        self._before = kept[len(sound) :]
        places = len(kept) // 2 * self._step
        product = _number(kept, self._step) * self._taps + _repeated(_BIAS + _HALF, places * 2)
        digits = product.to_bytes((places * 2 + self._count) * _DIGIT, "little", signed=True)
        begin, end = past * self._step * _DIGIT, places * _DIGIT
        stride = pick * _DIGIT
        low, high, top = (digits[begin + octet : end : stride] for octet in (2, 3, 4))
        if high.translate(_SIGN) != top:
            low, high = _clipped(low, high, top)
        out = bytearray(2 * len(low))
        out[0::2], out[1::2] = low, high
        return bytes(out)


class Upsampler:
    """From a lower rate to ``factor`` times that rate, piece by piece."""

    def __init__(self, factor: int) -> None:
        self._filter = _Filter(factor, factor, factor) if factor > 1 else None

    def __call__(self, sound: bytes) -> bytes:
        """The next piece, 16-bit linear, little-endian."""
        return self._filter(sound, 1) if self._filter else sound


class Downsampler:
    """From a rate to that rate divided by ``factor``, piece by piece."""

    def __init__(self, factor: int) -> None:
        self._factor = factor
        self._filter = _Filter(factor, 1, 1) if factor > 1 else None

    def __call__(self, sound: bytes) -> bytes:
        """The next piece, 16-bit linear, little-endian; a multiple of ``factor`` samples."""
        return self._filter(sound, self._factor) if self._filter else sound


def _low_pass(factor: int, gain: int) -> list[int]:
    """Coefficients of a windowed sinc; each phase of an interpolation adds up to the same."""
    count = _SPAN * factor
    middle = (count - 1) / 2
    shape = []
    for place in range(count):
        x = (place - middle) / factor * _CUTOFF
        window = _bessel(_KAISER_BETA * math.sqrt(1 - ((place - middle) / (middle + 0.5)) ** 2))
        shape.append(window * (math.sin(math.pi * x) / (math.pi * x) if x else 1.0))
    total = sum(shape)
    return [round(value / total * gain * _UNIT) for value in shape]


def _bessel(x: float) -> float:
    """The modified Bessel function I0, by its series."""
    total = term = 1.0
    for step in range(1, 30):
        term *= (x / (2 * step)) ** 2
        total += term
    return total


def _number(sound: bytes, step: int) -> int:
    """The integer whose every ``step``-th digit is a sample, the others zero."""
    digits = bytearray(len(sound) // 2 * step * _DIGIT)
    digits[0 :: step * _DIGIT] = sound[0::2]
    digits[1 :: step * _DIGIT] = sound[1::2].translate(_FLIP)
    # samples were made positive to be digits; what that added is taken away again
    offset = bytearray(len(digits))
    offset[1 :: step * _DIGIT] = b"\x80" * (len(sound) // 2)
    return int.from_bytes(digits, "little") - int.from_bytes(offset, "little")


def _repeated(digit: int, count: int) -> int:
    """The integer of ``count`` equal digits."""
    return int.from_bytes(digit.to_bytes(_DIGIT, "little") * count, "little")


def _clipped(low: bytes, high: bytes, top: bytes) -> tuple[bytes, bytes]:
    """Results beyond 16 bits at the limits."""
    lows, highs = bytearray(low), bytearray(high)
    for place, (wanted, real) in enumerate(zip(high.translate(_SIGN), top, strict=True)):
        if wanted != real:
            lows[place], highs[place] = (0xFF, 0x7F) if real >= 0x80 else (0x00, 0x80)
    return bytes(lows), bytes(highs)
