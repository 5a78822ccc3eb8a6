"""What a call's sound has come to, in numbers that are shown."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.media.address import Address


@dataclass(frozen=True, slots=True)
class MediaStatistics:
    """What a call's sound has come to so far.

    Attributes:
        packets_sent: RTP packets that left.
        packets_received: RTP packets of the far end that came.
        packets_lost: how many of its packets are missing (RFC 3550 A.3; may be negative).
        jitter: of its packets, seconds.
        discarded: datagrams that are no RTP, or RTP of somebody else.
        remote: where we send to.
        heard_from: where the far end's packets come from; None: nothing valid came yet.
        failure: what the operating system said when a packet could last not be sent or received.
        codec: the encoding name of what we send; None: nothing is agreed yet.
        encryption: the SRTP suite's name in SDP; None: the sound goes in the clear.
        loss: which part of the far end's packets could not be played in time, 0 to 1.
        delay: how long the jitter buffer holds sound back, seconds.
        round_trip: to the far end and back by RTCP, seconds; None: it did not report yet.
        remote_loss: which part of our packets the far end last missed, 0 to 1; None: as above.
        mos: how good the far end's sound is, 1 (bad) to 4.5 (excellent), by an estimate; None:
            nothing came yet.
        muted: whether our sound is replaced by silence.
    """

    packets_sent: int = 0
    packets_received: int = 0
    packets_lost: int = 0
    jitter: float = 0.0
    discarded: int = 0
    remote: Address | None = None
    heard_from: Address | None = None
    failure: str | None = None
    codec: str | None = None
    encryption: str | None = None
    loss: float = 0.0
    delay: float = 0.0
    round_trip: float | None = None
    remote_loss: float | None = None
    mos: float | None = None
    muted: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether the sound is protected by SRTP (RFC 3711) both ways."""
        return self.encryption is not None
