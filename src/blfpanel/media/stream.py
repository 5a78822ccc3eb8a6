"""One call's sound without socket, thread and clock: what to send when, and what came."""

from __future__ import annotations

import random
from dataclasses import dataclass

from blfpanel.body.sdp import AudioAgreement
from blfpanel.media.address import Address
from blfpanel.media.codecs import Codec
from blfpanel.media.quality import estimated_mos
from blfpanel.media.receiving import Receiving
from blfpanel.media.reporter import Reporter
from blfpanel.media.rtcp import is_rtcp
from blfpanel.media.rtp import RtpPacket, RtpSender
from blfpanel.media.sending import Sending
from blfpanel.media.sound import AudioSource
from blfpanel.media.srtp import Protection
from blfpanel.media.statistics import MediaStatistics


@dataclass(frozen=True, slots=True)
class Datagram:
    """What must leave.

    Attributes:
        data: the octets.
        address: where to.
        control: whether it leaves from the port of reports.
    """

    data: bytes
    address: Address
    control: bool = False


class AudioStream:
    """Both ways of one call's sound.

    Args:
        agreement: what the two sides agreed on.
        codec: the codec it names.
        source: where our sound comes from.
        sender: numbers our packets.
        now: when the first packet is due (seconds of a steady clock, as all times here).
        wall: the same moment, seconds since 1970.
        numbers: makes our name and the reports' rhythm random.
    """

    def __init__(
        self,
        agreement: AudioAgreement,
        codec: Codec,
        source: AudioSource,
        sender: RtpSender,
        now: float,
        wall: float,
        numbers: random.Random,
    ) -> None:
        self._agreement = agreement
        self._codec = codec
        self._sending = Sending(agreement, codec, source, sender, now)
        self._receiving = Receiving(agreement, codec, now)
        cname = f"{numbers.getrandbits(96):024x}"
        self._reporter = Reporter(sender, cname, numbers, now, wall)
        self._protection = Protection(agreement.keys) if agreement.keys else None
        self._reports_from: Address | None = None
        self._sent = 0
        self._discarded = 0
        self._failure: str | None = None

    def change(self, agreement: AudioAgreement, codec: Codec, now: float) -> None:
        """Go on under another agreement: early media's, an answer's, hold."""
        if agreement.keys != self._agreement.keys:
            keys = agreement.keys
            self._protection = Protection(keys, self._protection) if keys else None
        if agreement.remote != self._agreement.remote:
            self._reports_from = None
        self._agreement = agreement
        self._codec = codec
        self._sending.change(agreement, codec, now)
        self._receiving.change(agreement, codec)

    @property
    def agreement(self) -> AudioAgreement:
        """What is in force."""
        return self._agreement

    @property
    def destination(self) -> Address:
        """Where packets go to."""
        return self._receiving.heard_from or self._agreement.remote

    @property
    def deadline(self) -> float:
        """When :meth:`due` and :meth:`play` should be called next."""
        return min(self._sending.deadline, self._receiving.deadline, self._reporter.deadline)

    def mute(self, on: bool) -> None:
        """Send silence, or the source's sound again."""
        self._sending.muted = on

    def press(self, digits: str) -> None:
        """Send these keys.

        Raises:
            ValueError: one of them is no key, or the far end takes none.
        """
        self._sending.press(digits)

    def keys(self) -> str:
        """The keys that the far end pressed since the last time it was asked."""
        return self._receiving.keys()

    def due(self, now: float) -> list[Datagram]:
        """What must leave now; tell :meth:`sent` or :meth:`failed` of each."""
        packets = (packet.to_bytes() for packet in self._sending.due(now))
        protection = self._protection
        datagrams = [
            Datagram(protection.protect(packet) if protection else packet, self.destination)
            for packet in packets
        ]
        report = self._reporter.due(now, self._receiving.report(), self._receiving.clock_rate)
        return [*datagrams, *self._controls(report)]

    def goodbye(self, now: float) -> list[Datagram]:
        """What must leave at the end: a last report."""
        reception, clock_rate = self._receiving.report(), self._receiving.clock_rate
        return self._controls(self._reporter.goodbye(now, reception, clock_rate))

    def play(self, now: float) -> list[tuple[bytes, int]]:
        """What is to be heard now: pieces of 20 ms and their sample rate."""
        return self._receiving.play(now)

    def sent(self, datagram: Datagram) -> None:
        """A datagram left."""
        self._sent += not datagram.control

    def failed(self, reason: str) -> None:
        """The operating system could not send or receive."""
        self._failure = reason

    def received(self, data: bytes, address: Address, now: float) -> None:
        """A datagram came to the port of the sound."""
        if is_rtcp(data):
            self.reported(data, address, now)
            return
        opened = self._protection.open(data) if self._protection else data
        packet = RtpPacket.parse(opened) if opened is not None else None
        believed = packet is not None and self._receiving.received(packet, address, now)
        if not believed and (packet is None or self._receiving.heard_from is not None):
            self._discarded += 1

    def reported(self, data: bytes, address: Address, now: float) -> None:
        """A datagram came to the port of the reports, or a report to that of the sound."""
        opened = self._protection.open_rtcp(data) if self._protection else data
        hosts = {self._agreement.remote[0], self.destination[0]}
        if opened is None or not is_rtcp(opened) or address[0] not in hosts:
            self._discarded += 1
            return
        self._reports_from = address
        self._reporter.received(opened, now)

    def statistics(self) -> MediaStatistics:
        """All numbers as they are now."""
        report, receiving = self._receiving.report(), self._receiving
        network = (self._reporter.round_trip or 0.0) / 2
        mos = estimated_mos(self._codec.name, receiving.loss, network + receiving.delay)
        keys = self._agreement.keys
        return MediaStatistics(
            packets_sent=self._sent,
            packets_received=report.packets,
            packets_lost=report.lost,
            jitter=report.jitter,
            discarded=self._discarded,
            remote=self.destination,
            heard_from=receiving.heard_from,
            failure=self._failure,
            codec=self._codec.name,
            encryption=keys.suite.value if keys else None,
            loss=receiving.loss,
            delay=receiving.delay,
            round_trip=self._reporter.round_trip,
            remote_loss=self._reporter.remote_loss,
            mos=mos if report.packets else None,
            muted=self._sending.muted,
        )

    def _controls(self, report: bytes | None) -> list[Datagram]:
        if report is None:
            return []
        if self._agreement.rtcp_mux:
            address: Address | None = self.destination
        else:
            address = self._reports_from or self._agreement.rtcp
        if address is None:
            return []
        data = self._protection.protect_rtcp(report) if self._protection else report
        return [Datagram(data, address, control=not self._agreement.rtcp_mux)]
