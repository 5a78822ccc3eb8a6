"""When to report what about a call's sound, and what the far end's reports say."""

from __future__ import annotations

import random

from blfpanel.media.rtcp import Block, Report, SenderInfo, compound, parse
from blfpanel.media.rtp import ReceptionReport, RtpSender

#: Between reports, seconds. RFC 3550 §6.3.1 makes it longer only for more than a hundred members.
INTERVAL = 5.0
#: §6.3.1: corrects for what the random factor does to the mean.
_COMPENSATION = 1.21828
#: From 1900, where NTP begins, to 1970, seconds.
_NTP_BEGINS = 2_208_988_800
#: A round trip that is longer is a far end that reckons wrong, seconds.
_LONGEST_ROUND_TRIP = 30.0


class Reporter:
    """Both ways of a call's reports.

    Args:
        sender: numbers our packets.
        cname: our lasting name (§6.5.1; RFC 7022 wants it random).
        numbers: makes intervals differ (§6.3.1).
        now: the beginning, seconds of a steady clock.
        wall: the same moment, seconds since 1970.
    """

    def __init__(
        self, sender: RtpSender, cname: str, numbers: random.Random, now: float, wall: float
    ) -> None:
        self._sender = sender
        self._cname = cname
        self._numbers = numbers
        self._ntp_offset = wall + _NTP_BEGINS - now
        # half as long before the first one (§6.2)
        self.deadline = now + self._interval() / 2
        self._reported_packets = 0
        self._before = ReceptionReport()
        self._heard: tuple[int, float] | None = None
        self.round_trip: float | None = None
        self.remote_loss: float | None = None

    def due(self, now: float, reception: ReceptionReport, clock_rate: int) -> bytes | None:
        """A report, if it is time for one.

        Args:
            now: the time.
            reception: what we have received so far.
            clock_rate: of its timestamps, Hz.
        """
        if now < self.deadline:
            return None
        self.deadline = now + self._interval()
        return compound(self._report(now, reception, clock_rate), self._cname)

    def goodbye(self, now: float, reception: ReceptionReport, clock_rate: int) -> bytes:
        """The last report, which says that our stream ends (§6.6)."""
        return compound(self._report(now, reception, clock_rate), self._cname, leaving=True)

    def received(self, datagram: bytes, now: float) -> None:
        """The far end reported."""
        for found in parse(datagram):
            if not isinstance(found, Report):
                continue
            if found.sender:
                self._heard = found.sender.ntp >> 16 & 0xFFFFFFFF, now
            for block in found.blocks:
                if block.ssrc == self._sender.ssrc:
                    self._learn(block, now)

    def _learn(self, block: Block, now: float) -> None:
        self.remote_loss = block.fraction
        if block.last_report:
            taken = (self._ntp(now) >> 16 & 0xFFFFFFFF) - block.last_report
            round_trip = (taken & 0xFFFFFFFF) / 65536 - block.since
            if -0.001 < round_trip < _LONGEST_ROUND_TRIP:
                self.round_trip = max(0.0, round_trip)

    def _report(self, now: float, reception: ReceptionReport, clock_rate: int) -> Report:
        packets, octets = self._sender.counts
        sender = None
        # a receiver's report if we sent nothing since the last one (§6.4)
        if packets != self._reported_packets:
            sender = SenderInfo(self._ntp(now), self._sender.timestamp, packets, octets)
            self._reported_packets = packets
        blocks = [] if reception.ssrc is None else [self._block(now, reception, clock_rate)]
        self._before = reception
        return Report(self._sender.ssrc, sender, tuple(blocks))

    def _block(self, now: float, reception: ReceptionReport, clock_rate: int) -> Block:
        expected = reception.expected - self._before.expected
        lost = reception.lost - self._before.lost
        last_report, heard_at = self._heard or (0, now)
        return Block(
            ssrc=reception.ssrc or 0,
            fraction=lost / expected if expected > 0 and lost > 0 else 0.0,
            lost=reception.lost,
            highest=reception.highest,
            jitter=int(reception.jitter * clock_rate),
            last_report=last_report,
            since=now - heard_at,
        )

    def _ntp(self, now: float) -> int:
        return int((now + self._ntp_offset) * 0x1_0000_0000)

    def _interval(self) -> float:
        return INTERVAL * (0.5 + self._numbers.random()) / _COMPENSATION
