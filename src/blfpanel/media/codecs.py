"""Codecs: G.711 by tables, made here from its definition.

Linear sound is signed 16-bit mono in the machine's byte order, as sound devices take it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from blfpanel.body.sdp import PCMA, PCMU, RtpMap


@dataclass(frozen=True, slots=True)
class Codec:
    """A codec with one byte per sample.

    Attributes:
        rtp_map: its name, clock rate and usual payload type.
        to_code: the code of each linear sample, indexed by the sample as unsigned 16-bit number.
        to_linear: the linear sample of each code.
    """

    rtp_map: RtpMap
    to_code: bytes
    to_linear: tuple[int, ...]

    @property
    def name(self) -> str:
        """The encoding name in SDP."""
        return self.rtp_map.encoding

    @property
    def payload_type(self) -> int:
        """The static payload type (RFC 3551 §6)."""
        return self.rtp_map.payload_type

    @property
    def clock_rate(self) -> int:
        """Samples per second."""
        return self.rtp_map.clock_rate

    @property
    def silence(self) -> int:
        """The code of a sample of silence."""
        return self.to_code[0]

    def samples(self, milliseconds: int = 20) -> int:
        """How many samples a packet of this length holds."""
        return self.clock_rate * milliseconds // 1000

    def encode(self, linear: bytes) -> bytes:
        """Linear sound to codes, one per sample."""
        return bytes(map(self.to_code.__getitem__, array("H", linear)))

    def decode(self, codes: bytes) -> bytes:
        """Codes to linear sound."""
        return array("h", map(self.to_linear.__getitem__, codes)).tobytes()


def codec_for(rtp_map: RtpMap) -> Codec | None:
    """The codec that speaks this encoding under whatever number; None: we have none."""
    return next((codec for codec in CODECS if codec.rtp_map.same_encoding(rtp_map)), None)


def _runs(lengths: Iterable[int]) -> bytes:
    """Code 0 as often as the first length says, then code 1, and so on."""
    return b"".join(bytes([code]) * length for code, length in enumerate(lengths))


def _masked(codes: bytes, mask: int) -> bytes:
    return codes.translate(bytes(code ^ mask for code in range(256)))


def _a_law() -> Codec:
    """G.711 table 1: 13-bit samples; the first two segments have the same step."""
    steps = [16 << max(0, (code >> 4) - 1) for code in range(128)]
    magnitudes = _runs(steps)
    linear = []
    for code in range(128):
        segment, position = code >> 4, code & 0x0F
        middle = (position << 4) + (0x108 if segment else 8)
        linear.append(middle << max(0, segment - 1))
    # even bits are inverted; the sign bit is set for positive samples
    return Codec(
        rtp_map=PCMA,
        to_code=_masked(magnitudes, 0xD5) + _masked(magnitudes[::-1], 0x55),
        to_linear=tuple(
            linear[mixed & 0x7F] * (1 if mixed & 0x80 else -1)
            for mixed in (code ^ 0x55 for code in range(256))
        ),
    )


def _mu_law() -> Codec:
    """G.711 table 2: 14-bit samples, shifted by a bias of 33; the loudest are clipped."""
    # the bias cuts one of code 0's two steps off; four 16-bit samples make one step
    magnitudes = _runs(8 << (code >> 4) for code in range(128))[4:].ljust(0x8004, b"\x7f")
    linear = [((((code & 0x0F) << 3) + 0x84) << (code >> 4)) - 0x84 for code in range(128)]
    # all bits are inverted. Negative samples are cut towards minus infinity before the sign is
    # taken off, hence they begin one step later than positive ones.
    return Codec(
        rtp_map=PCMU,
        to_code=_masked(magnitudes[:0x8000], 0xFF) + _masked(magnitudes[:3:-1], 0x7F),
        to_linear=tuple(
            linear[mixed & 0x7F] * (-1 if mixed & 0x80 else 1)
            for mixed in (code ^ 0xFF for code in range(256))
        ),
    )


A_LAW = _a_law()
MU_LAW = _mu_law()
#: Everything we can speak, best first.
CODECS = (A_LAW, MU_LAW)
