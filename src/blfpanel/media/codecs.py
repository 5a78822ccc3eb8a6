"""Codecs: what turns linear sound into packets and back, as far as its library is there.

G.711 is always there. G.722 and Opus come with the optional dependencies ``blfpanel[audio]``.
"""

from __future__ import annotations

import importlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from blfpanel.body.sdp import (
    G722,
    OPUS,
    PCMA,
    PCMU,
    TELEPHONE_EVENT,
    TELEPHONE_EVENT_48,
    RtpMap,
)
from blfpanel.media import opus
from blfpanel.media.concealment import ConcealingDecoder
from blfpanel.media.g711 import A_LAW, MU_LAW, Law


class Encoder(Protocol):
    """One stream's way out."""

    def encode(self, linear: bytes) -> bytes:
        """The payload of a packet with this sound."""


class Decoder(Protocol):
    """One stream's way in."""

    def decode(self, payload: bytes) -> bytes:
        """The sound of the next packet; odd payloads give odd sound, no error."""

    def conceal(self, samples: int, following: bytes | None = None) -> bytes:
        """Sound in place of a lost packet; ``following`` is the payload after it, if it is here."""


@dataclass(frozen=True, slots=True)
class Codec:
    """A way to send sound.

    Attributes:
        rtp_map: its name, clock rate and usual payload type.
        sample_rate: of its linear sound, Hz; G.722's differs from its RTP clock.
        make_encoder: one for each stream.
        make_decoder: likewise.
        lengths: which packets it makes, milliseconds.
    """

    rtp_map: RtpMap
    sample_rate: int
    make_encoder: Callable[[], Encoder]
    make_decoder: Callable[[], Decoder]
    lengths: tuple[int, ...] = (10, 20, 30, 40, 50, 60)

    @property
    def name(self) -> str:
        """The encoding name in SDP."""
        return self.rtp_map.encoding

    @property
    def clock_rate(self) -> int:
        """Of its RTP timestamps, Hz."""
        return self.rtp_map.clock_rate

    def packet_length(self, wanted: int) -> int:
        """The longest packet it makes that is no longer than ``wanted``, milliseconds."""
        return max((each for each in self.lengths if each <= wanted), default=self.lengths[0])

    def samples(self, milliseconds: int = 20) -> int:
        """How many samples a packet of this length holds."""
        return self.sample_rate * milliseconds // 1000

    def ticks(self, milliseconds: int = 20) -> int:
        """By how much a packet of this length advances the timestamp."""
        return self.clock_rate * milliseconds // 1000


def codec_for(rtp_map: RtpMap) -> Codec | None:
    """The codec that speaks this encoding under whatever number; None: we have none."""
    return next((codec for codec in CODECS if codec.rtp_map.same_encoding(rtp_map)), None)


def described(names: Iterable[str] = ()) -> tuple[RtpMap, ...]:
    """What to offer: the codecs of these names that we have, in this order, with their events.

    Args:
        names: encoding names, best first, in any spelling; none: all we have.
    """
    ours = {codec.name.lower(): codec for codec in CODECS}
    wanted = dict.fromkeys(name.lower() for name in names) or ours
    maps = [ours[name].rtp_map for name in wanted if name in ours]
    clocks = {codec.clock_rate for codec in maps}
    events = (TELEPHONE_EVENT, TELEPHONE_EVENT_48)
    return (*maps, *(event for event in events if event.clock_rate in clocks))


def _g711(rtp_map: RtpMap, law: Law) -> Codec:
    def decoder() -> Decoder:
        return ConcealingDecoder(law.decode, 8000)

    return Codec(rtp_map, 8000, lambda: law, decoder)


class _G722Encoder:
    def __init__(self) -> None:
        self._state = importlib.import_module("G722").G722(16000, 64000)

    def encode(self, linear: bytes) -> bytes:
        return bytes(self._state.encode(array("h", linear)))


def _g722_decoder() -> Decoder:
    state = importlib.import_module("G722").G722(16000, 64000)

    def decode(payload: bytes) -> bytes:
        return array("h", state.decode(payload)).tobytes()

    return ConcealingDecoder(decode, 16000)


def _available() -> Iterable[Codec]:
    try:
        opus.load()
    except opus.OpusUnavailable:
        pass
    else:
        yield Codec(OPUS, opus.SAMPLE_RATE, opus.OpusEncoder, opus.OpusDecoder, opus.LENGTHS)
    try:
        importlib.import_module("G722")
    except ImportError:
        pass
    else:
        yield Codec(G722, 16000, _G722Encoder, _g722_decoder)
    yield _g711(PCMA, A_LAW)
    yield _g711(PCMU, MU_LAW)


#: Everything we can speak, best first.
CODECS = tuple(_available())
