"""The far end's sound from packets to what is played, 20 ms at a time."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from blfpanel.media.codecs import Codec, Decoder
from blfpanel.media.concealment import crossfaded
from blfpanel.media.jitter import SHORTEST_DELAY, JitterBuffer, Taken, Turn
from blfpanel.media.rtp import RtpPacket

#: How much is played at a time, milliseconds.
TURN_MS = 20


class Playback:
    """Plays one stream, in whatever of the agreed codecs its packets come.

    Args:
        codecs: by payload type.
        usual: the codec that is expected, the rate of silence until something comes.
    """

    def __init__(self, codecs: Mapping[int, Codec], usual: Codec) -> None:
        self._codecs = dict(codecs)
        self._codec = usual
        self._decoder: Decoder = usual.make_decoder()
        self._buffer = JitterBuffer(usual.clock_rate)
        self._ready = b""
        self._fading = b""
        self._played_before = 0

    def change(self, codecs: Mapping[int, Codec]) -> None:
        """Other numbers or codecs were agreed on; what is being played goes on."""
        self._codecs = dict(codecs)

    @property
    def played(self) -> int:
        """How many packets were played."""
        return self._played_before + self._buffer.played

    @property
    def waiting(self) -> int:
        """How many wait for their time."""
        return self._buffer.waiting

    @property
    def delay(self) -> float:
        """How long sound is held back, seconds."""
        return self._buffer.delay if self.played else SHORTEST_DELAY

    def speaks(self, payload_type: int) -> bool:
        """Whether packets of this number hold sound."""
        return payload_type in self._codecs

    def arrived(self, packet: RtpPacket, now: float) -> None:
        """A packet came, with sound or without."""
        codec = self._codecs.get(packet.payload_type)
        if codec is None:
            self._buffer.note(packet)
            return
        if codec.clock_rate != self._codec.clock_rate:
            self._played_before += self._buffer.played
            self._buffer = JitterBuffer(codec.clock_rate)
            self._switch(codec)
        self._buffer.put(packet, now)

    def play(self, now: float) -> tuple[bytes, int]:
        """The next 20 ms of sound, and its sample rate."""
        while len(self._ready) < 2 * self._codec.samples(TURN_MS):
            ahead = len(self._ready) // 2 * self._codec.clock_rate // self._codec.sample_rate
            self._ready += self._sound_of(self._buffer.take(now, ahead))
        # the codec may have changed on the way
        turn = 2 * self._codec.samples(TURN_MS)
        sound, self._ready = self._ready[:turn], self._ready[turn:]
        return sound, self._codec.sample_rate

    def _sound_of(self, taken: Taken) -> bytes:
        turn = self._codec.samples(TURN_MS)
        match taken:
            case Taken(Turn.PLAY, RtpPacket() as packet):
                return self._faded_in(self._decoded(packet))
            case Taken(Turn.SKIP, RtpPacket() as packet):
                self._fading = self._decoded(packet)
                return b""
            case Taken(Turn.CONCEAL, following, ticks):
                self._fading = b""
                lost = ticks * self._codec.sample_rate // self._codec.clock_rate
                if following and self._codecs.get(following.payload_type) is self._codec:
                    return self._decoder.conceal(lost, following.payload)
                return self._decoder.conceal(lost)
            case Taken(Turn.STRETCH):
                return self._decoder.conceal(turn)
            case _:
                return bytes(2 * turn)

    def _decoded(self, packet: RtpPacket) -> bytes:
        codec = self._codecs.get(packet.payload_type, self._codec)
        if codec is not self._codec:
            self._switch(codec)
        sound = self._decoder.decode(packet.payload)
        self._buffer.decoded(len(sound) // 2 * codec.clock_rate // codec.sample_rate)
        return sound

    def _faded_in(self, sound: bytes) -> bytes:
        old, self._fading = self._fading, b""
        length = min(len(old), len(sound))
        if not length:
            return sound
        return (
            crossfaded(array("h", old[:length]), array("h", sound[:length])).tobytes()
            + (sound[length:])
        )

    def _switch(self, codec: Codec) -> None:
        self._codec = codec
        self._decoder = codec.make_decoder()
        self._ready = self._fading = b""
