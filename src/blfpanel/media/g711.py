"""G.711: A-law and mu-law by tables, made here from their definition."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """One of the two ways to press a sample into an octet.

    Attributes:
        to_code: the code of each linear sample, indexed by the sample as unsigned 16-bit number.
        to_linear: the linear sample of each code.
    """

    to_code: bytes
    to_linear: tuple[int, ...]

    @property
    def silence(self) -> int:
        """The code of a sample of silence."""
        return self.to_code[0]

    def encode(self, linear: bytes) -> bytes:
        """Linear sound to codes, one per sample."""
        return bytes(map(self.to_code.__getitem__, array("H", linear)))

    def decode(self, codes: bytes) -> bytes:
        """Codes to linear sound."""
        return array("h", map(self.to_linear.__getitem__, codes)).tobytes()


def _runs(lengths: Iterable[int]) -> bytes:
    """Code 0 as often as the first length says, then code 1, and so on."""
    return b"".join(bytes([code]) * length for code, length in enumerate(lengths))


def _masked(codes: bytes, mask: int) -> bytes:
    return codes.translate(bytes(code ^ mask for code in range(256)))


def _a_law() -> Law:
    """G.711 table 1: 13-bit samples; the first two segments have the same step."""
    steps = [16 << max(0, (code >> 4) - 1) for code in range(128)]
    magnitudes = _runs(steps)
    linear = []
    for code in range(128):
        segment, position = code >> 4, code & 0x0F
        middle = (position << 4) + (0x108 if segment else 8)
        linear.append(middle << max(0, segment - 1))
    # even bits are inverted; the sign bit is set for positive samples
    return Law(
        to_code=_masked(magnitudes, 0xD5) + _masked(magnitudes[::-1], 0x55),
        to_linear=tuple(
            linear[mixed & 0x7F] * (1 if mixed & 0x80 else -1)
            for mixed in (code ^ 0x55 for code in range(256))
        ),
    )


def _mu_law() -> Law:
    """G.711 table 2: 14-bit samples, shifted by a bias of 33; the loudest are clipped."""
    # the bias cuts one of code 0's two steps off; four 16-bit samples make one step
    magnitudes = _runs(8 << (code >> 4) for code in range(128))[4:].ljust(0x8004, b"\x7f")
    linear = [((((code & 0x0F) << 3) + 0x84) << (code >> 4)) - 0x84 for code in range(128)]
    # all bits are inverted. Negative samples are cut towards minus infinity before the sign is
    # taken off, hence they begin one step later than positive ones.
    return Law(
        to_code=_masked(magnitudes[:0x8000], 0xFF) + _masked(magnitudes[:3:-1], 0x7F),
        to_linear=tuple(
            linear[mixed & 0x7F] * (-1 if mixed & 0x80 else 1)
            for mixed in (code ^ 0xFF for code in range(256))
        ),
    )


A_LAW = _a_law()
MU_LAW = _mu_law()
