"""Our sound from its source to RTP packets: codec, mute, key presses."""

from __future__ import annotations

from blfpanel.body.sdp import AudioAgreement
from blfpanel.media.codecs import Codec
from blfpanel.media.dtmf import DtmfSender
from blfpanel.media.pacer import Pacer
from blfpanel.media.rtp import RtpPacket, RtpSender
from blfpanel.media.sound import AudioSource

#: How many packets may leave at once after a late wake-up. More would only overrun the far end's
#: jitter buffer: what is older is left out, as if it had been silence that nobody sends.
MAX_BURST = 3
#: How much of what was left out is read and thrown away at once, seconds.
_LONGEST_LEFT_OUT = 1


class Sending:
    """Our side of a call.

    Args:
        agreement: what the two sides agreed on.
        codec: the codec it names.
        source: where our sound comes from.
        sender: numbers our packets.
        now: when the first packet is due.
    """

    def __init__(
        self,
        agreement: AudioAgreement,
        codec: Codec,
        source: AudioSource,
        sender: RtpSender,
        now: float,
    ) -> None:
        self._source = source
        self._sender = sender
        self._keys = DtmfSender()
        self.muted = False
        self._take(agreement, codec)
        self._encoder = codec.make_encoder()
        self._pacer = Pacer(self._length / 1000, now)

    def change(self, agreement: AudioAgreement, codec: Codec, now: float) -> None:
        """Go on under another agreement."""
        before = self._codec, self._length
        self._take(agreement, codec)
        if codec is not before[0]:
            self._encoder = codec.make_encoder()
        if self._length != before[1]:
            self._pacer = Pacer(self._length / 1000, now)

    @property
    def deadline(self) -> float:
        """When :meth:`due` should be called next."""
        return self._pacer.deadline

    def press(self, digits: str) -> None:
        """Send these keys.

        Raises:
            ValueError: one of them is no key, or the far end takes none.
        """
        if self._agreement.telephone_event_pt is None:
            raise ValueError("the far end takes no keys as telephone events")
        self._keys.press(digits)

    def due(self, now: float) -> list[RtpPacket]:
        """The packets that must leave now."""
        turns = self._pacer.due(now)
        if not turns:
            return []
        unsent = turns if not self._agreement.direction.sends else max(0, turns - MAX_BURST)
        if unsent:
            self._leave_out(unsent)
        packets = (self._next() for _ in range(turns - unsent))
        return [packet for packet in packets if packet is not None]

    def _take(self, agreement: AudioAgreement, codec: Codec) -> None:
        self._agreement = agreement
        self._codec = codec
        self._length = codec.packet_length(agreement.ptime)

    def _leave_out(self, turns: int) -> None:
        rate = self._codec.sample_rate
        # a microphone goes on meanwhile: what it heard then must not come later
        self._source.read(
            min(turns * self._codec.samples(self._length), rate * _LONGEST_LEFT_OUT), rate
        )
        self._sender.pause(turns * self._codec.ticks(self._length))

    def _next(self) -> RtpPacket | None:
        codec, ticks = self._codec, self._codec.ticks(self._length)
        sound = self._source.read(codec.samples(self._length), codec.sample_rate)
        number = self._agreement.telephone_event_pt
        if self._keys.busy and number is not None:
            event = self._keys.next(self._length, self._agreement.events_clock)
            if event is None:
                self._sender.pause(ticks)
                return None
            return self._sender.event(
                number,
                event.payload,
                marker=event.marker,
                elapsed=codec.ticks(event.elapsed),
                samples=ticks,
            )
        payload = self._encoder.encode(bytes(len(sound)) if self.muted else sound)
        return self._sender.packet(self._agreement.payload_type, payload, ticks)
