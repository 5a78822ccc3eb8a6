"""Two ends of a call's sound on a virtual clock, with a network between that can be bad."""

from __future__ import annotations

import heapq
import random
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from blfpanel.body.crypto import Keys
from blfpanel.body.sdp import TELEPHONE_EVENT, AudioAgreement, Direction, RtpMap
from blfpanel.media.codecs import codec_for
from blfpanel.media.rtp import RtpSender
from blfpanel.media.sound import AudioSource, Silence
from blfpanel.media.stream import AudioStream, Datagram
from blfpanel.media.tones import Tone

HERE, THERE = ("192.0.2.1", 4000), ("192.0.2.2", 4000)
START = 1000.0


def perfect(number: int) -> float | None:
    """Every packet takes 5 ms."""
    return 0.005


@dataclass(slots=True)
class End:
    """One side: what it hears, and what it does."""

    stream: AudioStream
    address: tuple[str, int]
    heard: bytearray = field(default_factory=bytearray)
    rate: int = 0

    def turn(self, now: float) -> list[Datagram]:
        """Play and send what is due."""
        for linear, rate in self.stream.play(now):
            self.heard += linear
            self.rate = rate
        datagrams = self.stream.due(now)
        for datagram in datagrams:
            self.stream.sent(datagram)
        return datagrams


class AudioLink:
    """Two ends and what is between them.

    Args:
        codec: what both speak.
        transit: how long the packet of this number takes, seconds; None: it is lost.
        source: what our end says; a tone of 440 Hz by default.
        keys: what our end encrypts with, the other end with the same exchanged.
        more: other codecs that may come.
        drift: by how much the other end's clock is faster, per one.
    """

    def __init__(
        self,
        codec: RtpMap,
        transit: Callable[[int], float | None] = perfect,
        *,
        source: AudioSource | None = None,
        keys: Keys | None = None,
        more: tuple[RtpMap, ...] = (),
        drift: float = 0.0,
    ) -> None:
        self.now = START
        self._transit = transit
        self._numbers = count()
        self._order = count()
        self._flying: list[tuple[float, int, End, Datagram]] = []
        self._drift = drift
        receives = (codec, TELEPHONE_EVENT, *more)
        theirs = Keys(keys.suite, keys.theirs, keys.ours) if keys else None
        ours = _agreement(codec, THERE, receives, keys)
        self.here = End(_stream(ours, source or Tone(440), 1), HERE)
        self.there = End(_stream(_agreement(codec, HERE, receives, theirs), Silence(), 2), THERE)

    def run(self, seconds: float) -> None:
        """Let time pass, a millisecond at a time."""
        end = self.now + seconds
        while self.now < end:
            self.now += 0.001
            self._deliver()
            for end_, other in ((self.here, self.there), (self.there, self.here)):
                for datagram in end_.turn(self._time_at(end_)):
                    self._send(end_, other, datagram)

    def _time_at(self, end: End) -> float:
        skew = self._drift if end is self.there else 0.0
        return self.now + (self.now - START) * skew

    def _send(self, end: End, other: End, datagram: Datagram) -> None:
        # only the tone's way is bad; reports come through
        lossy = end is self.here and not datagram.control
        taken = self._transit(next(self._numbers)) if lossy else 0.005
        if taken is not None:
            heapq.heappush(self._flying, (self.now + taken, next(self._order), other, datagram))

    def _deliver(self) -> None:
        while self._flying and self._flying[0][0] <= self.now:
            _, _, to, datagram = heapq.heappop(self._flying)
            sender = HERE if to is self.there else THERE
            now = self._time_at(to)
            if datagram.control:
                to.stream.reported(datagram.data, (sender[0], sender[1] + 1), now)
            else:
                to.stream.received(datagram.data, sender, now)


def quiet_for(linear: bytes, rate: int) -> float:
    """How long it takes until something is heard, seconds."""
    samples = array("h", linear)
    return next((n for n, sample in enumerate(samples) if abs(sample) > 500), len(samples)) / rate


def _agreement(
    codec: RtpMap, remote: tuple[str, int], receives: tuple[RtpMap, ...], keys: Keys | None
) -> AudioAgreement:
    return AudioAgreement(
        *remote,
        codec,
        Direction.SENDRECV,
        telephone_event_pt=101,
        receives=receives,
        rtcp=(remote[0], remote[1] + 1),
        keys=keys,
    )


def _stream(agreement: AudioAgreement, source: AudioSource, seed: int) -> AudioStream:
    numbers = random.Random(seed)
    bits = numbers.getrandbits
    codec = codec_for(agreement.codec)
    assert codec is not None
    # the timestamps wrap within the first second
    sender = RtpSender(bits(32), bits(16), 0xFFFFFFFF - 4000)
    return AudioStream(agreement, codec, source, sender, START, 1_790_000_000.0, numbers)
