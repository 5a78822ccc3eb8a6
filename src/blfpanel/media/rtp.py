"""RTP (RFC 3550) without sockets: packets, the sender's counters, the receiver's statistics."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_HEADER = struct.Struct("!BBHII")
_VERSION = 2
_PADDING, _EXTENSION, _CSRC_COUNT = 0x20, 0x10, 0x0F
_MARKER, _PAYLOAD_TYPE = 0x80, 0x7F
# RTCP on the same port: its packet types 192-223 look like RTP with the marker (RFC 5761 §4)
_RTCP = range(192, 224)
# RFC 3550 A.1
_MAX_DROPOUT, _MAX_MISORDER = 3000, 100


@dataclass(frozen=True, slots=True)
class RtpPacket:
    """An RTP packet as far as a telephone needs it.

    Contributing sources and header extensions are skipped when read and never written: we do
    not mix, and we agree on no extension.
    """

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    marker: bool = False

    @classmethod
    def parse(cls, data: bytes) -> RtpPacket | None:
        """Read a datagram; None where it is no RTP (RTCP, STUN, anything malformed)."""
        if len(data) < _HEADER.size:
            return None
        flags, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
        if flags >> 6 != _VERSION or second in _RTCP:
            return None
        start = _HEADER.size + 4 * (flags & _CSRC_COUNT)
        if flags & _EXTENSION:
            # a profile's 16 bits, then the number of 32-bit words that follow (§5.3.1)
            start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4])
        end = len(data)
        if flags & _PADDING:
            # the last octet counts the padding, itself included (§5.1): 0 cannot be
            end -= data[-1] or end
        if start > end:
            return None
        return cls(
            payload_type=second & _PAYLOAD_TYPE,
            sequence=sequence,
            timestamp=timestamp,
            ssrc=ssrc,
            payload=data[start:end],
            marker=bool(second & _MARKER),
        )

    def to_bytes(self) -> bytes:
        """The datagram."""
        second = self.payload_type | (_MARKER if self.marker else 0)
        header = _HEADER.pack(_VERSION << 6, second, self.sequence, self.timestamp, self.ssrc)
        return header + self.payload


class RtpSender:
    """Numbers the packets of one stream.

    Args:
        ssrc: the stream's identifier, random (RFC 3550 §8.1), 32 bits.
        sequence: where to begin, random, 16 bits. Only the lower half is used: a wrap within the
            first packets, of which one may be lost, makes SRTP receivers guess the wrong
            rollover counter (RFC 3711 §3.3.1).
        timestamp: where to begin, random, 32 bits.
    """

    def __init__(self, ssrc: int, sequence: int, timestamp: int) -> None:
        self.ssrc = ssrc
        self._sequence = sequence & 0x7FFF
        self._timestamp = timestamp
        self._resumes = True
        self._packets = 0
        self._octets = 0

    @property
    def timestamp(self) -> int:
        """That of the next packet."""
        return self._timestamp

    @property
    def counts(self) -> tuple[int, int]:
        """Packets and octets of payload made so far, as sender reports tell (§6.4.1)."""
        return self._packets, self._octets

    def packet(self, payload_type: int, payload: bytes, samples: int) -> RtpPacket:
        """The next packet, which carries ``samples`` (ticks of the clock) of sound.

        The first one, and the first after a pause, has the marker (RFC 3551 §4.1), which allows
        the receiver to adjust its buffer.
        """
        packet = self._numbered(payload_type, payload, self._timestamp, self._resumes)
        self._advance(samples)
        self._resumes = False
        return packet

    def event(
        self, payload_type: int, payload: bytes, *, marker: bool, elapsed: int, samples: int
    ) -> RtpPacket:
        """A packet of something that began ``elapsed`` ticks ago and is no sound (RFC 4733).

        Time passes as with :meth:`packet`; sound that comes after it has the marker.
        """
        at = (self._timestamp - elapsed) & 0xFFFFFFFF
        packet = self._numbered(payload_type, payload, at, marker)
        self.pause(samples)
        return packet

    def pause(self, samples: int) -> None:
        """Let ``samples`` pass unsent: the media clock runs on, the packets' numbers do not."""
        self._advance(samples)
        self._resumes = True

    def _numbered(
        self, payload_type: int, payload: bytes, timestamp: int, marker: bool
    ) -> RtpPacket:
        packet = RtpPacket(payload_type, self._sequence, timestamp, self.ssrc, payload, marker)
        self._sequence = (self._sequence + 1) & 0xFFFF
        self._packets += 1
        self._octets += len(payload)
        return packet

    def _advance(self, samples: int) -> None:
        self._timestamp = (self._timestamp + samples) & 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class ReceptionReport:
    """What has been received so far.

    Attributes:
        packets: how many packets came, doubles included.
        lost: how many are missing; below zero where more doubles came than are missing (A.3).
        jitter: mean deviation of the packets' spacing, seconds (A.8).
        ssrc: the stream that is received now; None: nothing came yet.
        expected: how many packets should have come.
        highest: the highest sequence number of the stream, its wraps counted above 16 bits.
    """

    packets: int = 0
    lost: int = 0
    jitter: float = 0.0
    ssrc: int | None = None
    expected: int = 0
    highest: int = 0


class ReceiverStatistics:
    """Counts the packets of one source after another (RFC 3550 A.1, A.3, A.8).

    A new SSRC, or a sequence that begins anew, starts a new count of what is expected; what was
    counted before stays in the sums, because it is the same call to whoever reads them.

    Args:
        clock_rate: of the timestamps, Hz.
    """

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self._packets = 0
        self._expected_before = 0
        self._ssrc: int | None = None
        self._base = 0
        self._highest = 0
        self._restart_at: int | None = None
        self._jitter = 0.0
        self._last: tuple[float, int] | None = None

    def received(self, packet: RtpPacket, arrival: float, *, paced: bool = True) -> None:
        """Count a packet that came at ``arrival`` (seconds of any steady clock).

        Args:
            paced: whether its timestamp tells when it was sent; that of an event does not.
        """
        if packet.ssrc != self._ssrc or packet.sequence == self._restart_at:
            self._begin(packet)
        elif not self._follow(packet.sequence):
            return
        self._packets += 1
        if paced:
            self._measure(packet.timestamp, arrival)

    def report(self) -> ReceptionReport:
        """All numbers as they are now."""
        expected = self._expected_before + self._expected()
        return ReceptionReport(
            packets=self._packets,
            lost=expected - self._packets,
            jitter=self._jitter / self._clock_rate,
            ssrc=self._ssrc,
            expected=expected,
            highest=self._highest,
        )

    def _expected(self) -> int:
        return 0 if self._ssrc is None else self._highest - self._base + 1

    def _begin(self, packet: RtpPacket) -> None:
        self._expected_before += self._expected()
        self._ssrc = packet.ssrc
        self._base = self._highest = packet.sequence
        self._restart_at = None
        self._jitter = 0.0
        self._last = None

    def _follow(self, sequence: int) -> bool:
        """Take a sequence number of the current source; False where it jumps out of the row.

        A jump may be a stray packet or a sender that started anew; the next packet tells (A.1).
        """
        ahead = (sequence - self._highest) & 0xFFFF
        if ahead < _MAX_DROPOUT:
            self._highest += ahead
        elif ahead <= 0x10000 - _MAX_MISORDER:
            self._restart_at = (sequence + 1) & 0xFFFF
            return False
        self._restart_at = None
        return True

    def _measure(self, timestamp: int, arrival: float) -> None:
        if self._last is not None:
            last_arrival, last_timestamp = self._last
            # a signed 32-bit difference, because timestamps wrap
            ticks = ((timestamp - last_timestamp + 0x80000000) & 0xFFFFFFFF) - 0x80000000
            deviation = abs((arrival - last_arrival) * self._clock_rate - ticks)
            self._jitter += (deviation - self._jitter) / 16
        self._last = arrival, timestamp
