"""One call's sound without socket, thread and clock: what to send when, and what came."""

from __future__ import annotations

from blfpanel.body.sdp import AudioAgreement
from blfpanel.media.address import Address
from blfpanel.media.codecs import Codec
from blfpanel.media.rtp import ReceiverStatistics, RtpPacket, RtpSender
from blfpanel.media.sound import AudioSource
from blfpanel.media.statistics import MediaStatistics

#: How many packets may leave at once after a late wake-up. More would only overrun the far end's
#: jitter buffer: what is older is left out, as if it had been silence that nobody sends.
MAX_BURST = 3


class Pacer:
    """Says when packets are due: always a whole number of intervals after the start, so that
    late wake-ups do not add up.

    Args:
        interval: between packets, seconds.
        now: when the first one is due.
    """

    def __init__(self, interval: float, now: float) -> None:
        self._interval = interval
        self._start = now
        self._count = 0

    @property
    def deadline(self) -> float:
        """When the next packet is due."""
        return self._start + self._count * self._interval

    def due(self, now: float) -> int:
        """How many packets have become due since the last time it was asked."""
        late = now - self.deadline
        if late < 0:
            return 0
        packets = int(late / self._interval) + 1
        self._count += packets
        return packets


class AudioStream:
    """Both ways of one call's sound.

    Args:
        agreement: what the two sides agreed on.
        codec: the codec it names.
        source: where our sound comes from.
        sender: numbers our packets.
        now: when the first packet is due (seconds of a steady clock, as all times here).
    """

    def __init__(
        self,
        agreement: AudioAgreement,
        codec: Codec,
        source: AudioSource,
        sender: RtpSender,
        now: float,
    ) -> None:
        self._agreement = agreement
        self._codec = codec
        self._source = source
        self._sender = sender
        self._pacer = Pacer(agreement.ptime / 1000, now)
        self._received = ReceiverStatistics(codec.clock_rate)
        self._latched: Address | None = None
        self._candidate: tuple[Address, RtpPacket, float] | None = None
        self._sent = 0
        self._discarded = 0
        self._failure: str | None = None

    def change(self, agreement: AudioAgreement, codec: Codec, now: float) -> None:
        """Go on under another agreement: early media's, an answer's, hold."""
        if agreement.ptime != self._agreement.ptime:
            self._pacer = Pacer(agreement.ptime / 1000, now)
        if agreement.remote != self._agreement.remote:
            self._latched = self._candidate = None
        self._agreement = agreement
        self._codec = codec

    @property
    def agreement(self) -> AudioAgreement:
        """What is in force."""
        return self._agreement

    @property
    def destination(self) -> Address:
        """Where packets go to."""
        return self._latched or self._agreement.remote

    @property
    def deadline(self) -> float:
        """When :meth:`due` should be called next."""
        return self._pacer.deadline

    def due(self, now: float) -> list[bytes]:
        """The datagrams that must leave now; tell :meth:`sent` or :meth:`failed` of each."""
        packets = self._pacer.due(now)
        samples = self._codec.samples(self._agreement.ptime)
        unsent = packets if not self._agreement.direction.sends else max(0, packets - MAX_BURST)
        if unsent:
            self._sender.pause(unsent * samples)
        return [self._next(samples) for _ in range(packets - unsent)]

    def sent(self) -> None:
        """A datagram left."""
        self._sent += 1

    def failed(self, reason: str) -> None:
        """The operating system could not send or receive."""
        self._failure = reason

    def received(self, data: bytes, address: Address, now: float) -> None:
        """A datagram came.

        Symmetric RTP (RFC 4961): once valid packets come from an address, ours go there, because
        behind a NAT the address in the far end's description is not the one it can be reached at.
        The described address is believed at once; any other only after two packets in a row of
        one stream (RFC 3550 A.1), and only while nobody else is: a stray packet or a stranger
        who tries ports must not divert a call.
        """
        packet = RtpPacket.parse(data)
        if packet is not None and self._believes(packet, address, now):
            self._received.received(packet, now)
        elif packet is None or self._latched is not None:
            self._discarded += 1

    def statistics(self) -> MediaStatistics:
        """All numbers as they are now."""
        report = self._received.report()
        return MediaStatistics(
            packets_sent=self._sent,
            packets_received=report.packets,
            packets_lost=report.lost,
            jitter=report.jitter,
            discarded=self._discarded,
            remote=self.destination,
            heard_from=self._latched,
            failure=self._failure,
        )

    def _next(self, samples: int) -> bytes:
        codes = self._codec.encode(self._source.read(samples, self._codec.clock_rate))
        return self._sender.packet(self._agreement.payload_type, codes, samples).to_bytes()

    def _believes(self, packet: RtpPacket, address: Address, now: float) -> bool:
        """Whether a packet is the far end's; may latch to ``address``."""
        if address == self._latched:
            return True
        if address == self._agreement.remote:
            self._latched = address
            return True
        if self._latched is not None:
            return False
        previous, self._candidate = self._candidate, (address, packet, now)
        if previous is None or previous[0] != address or not _follows(packet, previous[1]):
            return False
        self._latched = address
        # it was held back while nobody knew whether another follows
        self._received.received(previous[1], previous[2])
        return True


def _follows(packet: RtpPacket, previous: RtpPacket) -> bool:
    return packet.ssrc == previous.ssrc and packet.sequence == (previous.sequence + 1) & 0xFFFF
