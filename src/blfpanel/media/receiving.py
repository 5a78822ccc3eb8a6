"""The far end's packets: whom to believe, what to count, what to play."""

from __future__ import annotations

from blfpanel.body.sdp import AudioAgreement, is_event
from blfpanel.media.address import Address
from blfpanel.media.codecs import Codec, codec_for
from blfpanel.media.dtmf import DtmfReceiver
from blfpanel.media.pacer import Pacer
from blfpanel.media.playback import TURN_MS, Playback
from blfpanel.media.rtp import ReceiverStatistics, ReceptionReport, RtpPacket

#: How many turns may be played at once after a late wake-up.
_MAX_TURNS = 3


class Receiving:
    """The far end's side of a call.

    Args:
        agreement: what the two sides agreed on.
        codec: the codec it names.
        now: when the first sound is played.
    """

    def __init__(self, agreement: AudioAgreement, codec: Codec, now: float) -> None:
        self._agreement = agreement
        self._clock_rate = codec.clock_rate
        self._statistics = ReceiverStatistics(codec.clock_rate)
        self._playback = Playback(_codecs(agreement, codec), codec)
        self._events = _events(agreement)
        self._keys = DtmfReceiver()
        self._pressed = ""
        self._pacer = Pacer(TURN_MS / 1000, now)
        self._latched: Address | None = None
        self._candidate: tuple[Address, RtpPacket, float] | None = None
        self._soundless = 0

    def change(self, agreement: AudioAgreement, codec: Codec) -> None:
        """Go on under another agreement."""
        if agreement.remote != self._agreement.remote:
            self._latched = self._candidate = None
        self._agreement = agreement
        self._playback.change(_codecs(agreement, codec))
        self._events = _events(agreement)

    @property
    def clock_rate(self) -> int:
        """Of the timestamps that are counted, Hz."""
        return self._clock_rate

    @property
    def deadline(self) -> float:
        """When :meth:`play` should be called next."""
        return self._pacer.deadline

    @property
    def heard_from(self) -> Address | None:
        """Where the far end's packets come from; None: nothing believable came yet."""
        return self._latched

    @property
    def delay(self) -> float:
        """How long sound is held back, seconds."""
        return self._playback.delay

    @property
    def loss(self) -> float:
        """Which part of the packets with sound was not played, 0 to 1."""
        expected = self._statistics.report().expected - self._soundless
        arrived = self._playback.played + self._playback.waiting
        return max(0.0, 1 - arrived / expected) if expected > 0 else 0.0

    def report(self) -> ReceptionReport:
        """What came so far."""
        return self._statistics.report()

    def keys(self) -> str:
        """The keys that were pressed since the last time it was asked."""
        pressed, self._pressed = self._pressed, ""
        return pressed

    def play(self, now: float) -> list[tuple[bytes, int]]:
        """What is to be played now: pieces of 20 ms and their sample rate."""
        at = self._pacer.deadline
        turns = self._pacer.due(now)
        left_out = max(0, turns - _MAX_TURNS)
        times = (at + turn * self._pacer.interval for turn in range(left_out, turns))
        return [self._playback.play(time) for time in times]

    def received(self, packet: RtpPacket, address: Address, now: float) -> bool:
        """A packet came; gives whether it is the far end's.

        Symmetric RTP (RFC 4961): once valid packets come from an address, ours go there, because
        behind a NAT the address in the far end's description is not the one it can be reached at.
        The described address is believed at once; any other only after two packets in a row of
        one stream (RFC 3550 A.1), and only while nobody else is: a stray packet or a stranger
        who tries ports must not divert a call.
        """
        if not self._believes(packet, address, now):
            return False
        self._count(packet, now)
        return True

    def _count(self, packet: RtpPacket, now: float) -> None:
        event = packet.payload_type in self._events
        self._statistics.received(packet, now, paced=not event)
        if event:
            self._pressed += self._keys.received(packet.ssrc, packet.timestamp, packet.payload)
        if not self._playback.speaks(packet.payload_type) or not self._listens:
            self._soundless += 1
        if self._listens:
            self._playback.arrived(packet, now)

    @property
    def _listens(self) -> bool:
        return self._agreement.direction.receives

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
        self._count(previous[1], previous[2])
        return True


def _codecs(agreement: AudioAgreement, codec: Codec) -> dict[int, Codec]:
    """What may come, by number. Those of ours that the far end gave the codec count too: some
    devices use their own numbers in both directions.
    """
    found = {agreement.payload_type: codec}
    maps = (each for each in agreement.receives if not is_event(each))
    known = ((each.payload_type, codec_for(each)) for each in maps)
    return found | {number: each for number, each in known if each}


def _events(agreement: AudioAgreement) -> frozenset[int]:
    return frozenset(each.payload_type for each in agreement.receives if is_event(each))


def _follows(packet: RtpPacket, previous: RtpPacket) -> bool:
    return packet.ssrc == previous.ssrc and packet.sequence == (previous.sequence + 1) & 0xFFFF
