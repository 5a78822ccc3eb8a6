"""The audio part of offer/answer (RFC 3264), and the door to session descriptions.

Session id and version are passed in: whoever owns the call counts them.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from blfpanel.body.session_description import (
    Attribute,
    Connection,
    Direction,
    MediaDescription,
    Origin,
    RtpMap,
    SdpError,
    SessionDescription,
    address_type_of,
    number_in,
)

__all__ = [
    "AUDIO_CODECS",
    "PCMA",
    "PCMU",
    "TELEPHONE_EVENT",
    "Attribute",
    "AudioAgreement",
    "Connection",
    "Direction",
    "MediaDescription",
    "NegotiationError",
    "Origin",
    "RtpMap",
    "SdpError",
    "SessionDescription",
    "make_answer",
    "make_offer",
    "negotiate",
    "with_direction",
]

_EVENTS = "telephone-event"
_DEFAULT_PTIME = 20

PCMA = RtpMap(8, "PCMA", 8000)
PCMU = RtpMap(0, "PCMU", 8000)
#: DTMF and friends (RFC 4733), under the number that everybody uses for it.
TELEPHONE_EVENT = RtpMap(101, _EVENTS, 8000)
#: What we speak, best first.
AUDIO_CODECS = (PCMA, PCMU, TELEPHONE_EVENT)


class NegotiationError(ValueError):
    """No audio can flow between two descriptions; the text says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class AudioAgreement:
    """What both sides have agreed on, seen from ours.

    Attributes:
        remote_address: numeric address to send to.
        remote_port: port to send to.
        codec: what to send, under the number the far end wants for it.
        direction: which way sound may flow.
        telephone_event_pt: the far end's number for DTMF events; None: it takes none.
        ptime: sound per packet, milliseconds.
    """

    remote_address: str
    remote_port: int
    codec: RtpMap
    direction: Direction = Direction.SENDRECV
    telephone_event_pt: int | None = None
    ptime: int = _DEFAULT_PTIME

    @property
    def remote(self) -> tuple[str, int]:
        """Where to send."""
        return self.remote_address, self.remote_port

    @property
    def payload_type(self) -> int:
        """The number to send the codec's packets under."""
        return self.codec.payload_type


def make_offer(
    address: str,
    port: int,
    *,
    session_id: int,
    version: int,
    codecs: Sequence[RtpMap] = AUDIO_CODECS,
    direction: Direction = Direction.SENDRECV,
) -> SessionDescription:
    """Offer one audio stream (RFC 3264 §5).

    Args:
        address: the numeric address we listen at.
        port: the port we listen at.
        session_id: the same in all descriptions of one call.
        version: one more each time the description changes (RFC 3264 §8).
        codecs: what we speak, best first.
        direction: which way sound shall flow.
    """
    return _session(address, session_id, version, [_audio(port, codecs, direction)])


def make_answer(
    offer: SessionDescription,
    address: str,
    port: int,
    *,
    session_id: int,
    version: int,
    codecs: Sequence[RtpMap] = AUDIO_CODECS,
    direction: Direction = Direction.SENDRECV,
) -> SessionDescription:
    """Answer an offer (RFC 3264 §6): take its first audio stream we can, refuse all others.

    The answer has the offer's payload type numbers and its order of codecs; the other arguments
    are those of :func:`make_offer`.

    Raises:
        NegotiationError: nothing of it can be taken; the INVITE is answered 488 then.
    """
    offered = [media for media in offer.media if media.carries_audio]
    taken = next((media for media in offered if _speech(_common(media, codecs))), None)
    if taken is None:
        raise NegotiationError(_why_not(offered, codecs))
    direction = direction.limited_to(offer.direction_of(taken).mirrored)
    accepted = replace(
        _audio(port, _common(taken, codecs), direction), media=taken.media, protocol=taken.protocol
    )
    media = [accepted if each is taken else _refused(each) for each in offer.media]
    return _session(address, session_id, version, media)


def with_direction(
    description: SessionDescription, direction: Direction, *, version: int
) -> SessionDescription:
    """Our own description again with all live streams in another direction: hold and resume.

    Args:
        description: what we offered or answered last.
        direction: the new one; :attr:`Direction.held` of the old one holds the far end.
        version: the new version, one more than the last (RFC 3264 §8).
    """
    origin = description.origin
    return replace(
        description,
        origin=replace(origin, version=str(version)) if origin else None,
        media=tuple(m.with_direction(direction) if m.port else m for m in description.media),
    )


def negotiate(local: SessionDescription, remote: SessionDescription) -> AudioAgreement:
    """What an offer and its answer come to; which of the two is ours makes no difference.

    The far end's order of codecs decides: as answerer we have kept the offer's order, and as
    offerer we follow the answer's (RFC 3264 §6.1, §7).

    Raises:
        NegotiationError: no audio stream, no codec in common, no usable address.
    """
    pairs = zip(local.media, remote.media, strict=False)
    pair = next(((a, b) for a, b in pairs if a.carries_audio and b.carries_audio), None)
    if pair is None:
        raise NegotiationError("the far end takes no sound: it offers no live audio stream")
    ours, theirs = pair
    common = _common(theirs, ours.rtp_maps())
    speech = _speech(common)
    if not speech:
        raise NegotiationError(_why_not([theirs], ours.rtp_maps()))
    codec = speech[0]
    events = (m for m in common if m not in speech and m.clock_rate == codec.clock_rate)
    return AudioAgreement(
        remote_address=_numeric(remote.host_of(theirs)),
        remote_port=theirs.port,
        codec=codec,
        direction=local.direction_of(ours).limited_to(remote.direction_of(theirs).mirrored),
        telephone_event_pt=next((m.payload_type for m in events), None),
        ptime=_ptime(theirs),
    )


def _numeric(host: str | None) -> str:
    """The host in its usual spelling, if we can send to it without asking DNS.

    Raises:
        NegotiationError: there is no host, or it is a name.
    """
    if host is None:
        raise NegotiationError("the far end does not say where it listens: it sent no c= line")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        raise NegotiationError(
            f"the far end listens at {host!r}, which is no numeric address"
        ) from None


def _common(media: MediaDescription, codecs: Sequence[RtpMap]) -> list[RtpMap]:
    """What of ``media`` we speak, with its numbers and in its order."""
    return [m for m in media.rtp_maps() if any(m.same_encoding(codec) for codec in codecs)]


def _speech(codecs: Iterable[RtpMap]) -> list[RtpMap]:
    """Those that carry sound, not events."""
    return [codec for codec in codecs if codec.encoding.lower() != _EVENTS]


def _why_not(offered: Sequence[MediaDescription], codecs: Sequence[RtpMap]) -> str:
    if not offered:
        return "the far end offers no audio in plain RTP"
    theirs = [codec.encoding for media in offered for codec in _speech(media.rtp_maps())]
    ours = [codec.encoding for codec in _speech(codecs)]
    return (
        f"no codec in common: the far end speaks {', '.join(theirs) or 'none that is named'}, "
        f"we speak {', '.join(ours)}"
    )


def _ptime(media: MediaDescription) -> int:
    """The packet length the far end asks for, as far as it is a usual one (10 to 60 ms)."""
    wanted = number_in(media.attribute("ptime") or "", 60) or _DEFAULT_PTIME
    longest = number_in(media.attribute("maxptime") or "", 10_000) or wanted
    return max(10, min(wanted, longest) // 10 * 10)


def _audio(port: int, codecs: Sequence[RtpMap], direction: Direction) -> MediaDescription:
    attributes = [Attribute("rtpmap", str(codec)) for codec in codecs]
    events = (codec for codec in codecs if codec.encoding.lower() == _EVENTS)
    # 0-15 are the keys of a telephone (RFC 4733 §3.2)
    attributes += [Attribute("fmtp", f"{codec.payload_type} 0-15") for codec in events]
    attributes += [Attribute("ptime", str(_DEFAULT_PTIME)), Attribute(direction.value)]
    return MediaDescription(
        media="audio",
        port=port,
        formats=tuple(str(codec.payload_type) for codec in codecs),
        attributes=tuple(attributes),
    )


def _refused(media: MediaDescription) -> MediaDescription:
    return MediaDescription(media.media, 0, media.protocol, media.formats)


def _session(
    address: str, session_id: int, version: int, media: Sequence[MediaDescription]
) -> SessionDescription:
    address_type = address_type_of(address)
    return SessionDescription(
        origin=Origin(str(session_id), str(version), address, address_type),
        connection=Connection(address, address_type),
        media=tuple(media),
        others=(("t", "0 0"),),
    )
