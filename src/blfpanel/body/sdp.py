"""The audio part of offer/answer (RFC 3264), and the door to session descriptions.

Session id and version are passed in: whoever owns the call counts them.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import replace

from blfpanel.body.audio import (
    AUDIO_CODECS,
    DEFAULT_PTIME,
    FMTP,
    G722,
    OPUS,
    PCMA,
    PCMU,
    TELEPHONE_EVENT,
    TELEPHONE_EVENT_48,
    AudioAgreement,
    is_event,
)
from blfpanel.body.crypto import Crypto, Encryption, agreed, chosen
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
    "G722",
    "OPUS",
    "PCMA",
    "PCMU",
    "TELEPHONE_EVENT",
    "TELEPHONE_EVENT_48",
    "Attribute",
    "AudioAgreement",
    "Connection",
    "Direction",
    "MediaDescription",
    "NegotiationError",
    "NotEncrypted",
    "Origin",
    "RtpMap",
    "SdpError",
    "SessionDescription",
    "is_event",
    "make_answer",
    "make_offer",
    "negotiate",
    "with_codecs",
    "with_direction",
]


class NegotiationError(ValueError):
    """No audio can flow between two descriptions; the text says why, for a person to read."""


class NotEncrypted(NegotiationError):
    """One side requires encrypted sound and the other has none."""


def make_offer(
    address: str,
    port: int,
    *,
    session_id: int,
    version: int,
    codecs: Sequence[RtpMap] = AUDIO_CODECS,
    direction: Direction = Direction.SENDRECV,
    crypto: Sequence[Crypto] = (),
    encryption: Encryption = Encryption.OFF,
    rtcp_mux: bool = False,
) -> SessionDescription:
    """Offer one audio stream (RFC 3264 §5).

    Required encryption is offered as RTP/SAVP, which a far end without it must refuse. Otherwise
    the keys stand beside RTP/AVP: who does not know them ignores them (as RFC 8643 describes it;
    most phones call this "optional").

    Args:
        address: the numeric address we listen at.
        port: the port we listen at.
        session_id: the same in all descriptions of one call.
        version: one more each time the description changes (RFC 3264 §8).
        codecs: what we speak, best first.
        direction: which way sound shall flow.
        crypto: our keys, best suite first.
        encryption: whether the keys are offered, and whether there is sound without.
        rtcp_mux: offer to have reports on the port of the sound (RFC 5761).
    """
    audio = _audio(port, codecs, direction)
    if encryption in (Encryption.OFFERED, Encryption.REQUIRED):
        audio = _with(audio, *(Attribute("crypto", str(line)) for line in crypto))
    if encryption is Encryption.REQUIRED:
        audio = replace(audio, protocol="RTP/SAVP")
    if rtcp_mux:
        audio = _with(audio, Attribute("rtcp-mux"))
    return _session(address, session_id, version, [audio])


def make_answer(
    offer: SessionDescription,
    address: str,
    port: int,
    *,
    session_id: int,
    version: int,
    codecs: Sequence[RtpMap] = AUDIO_CODECS,
    direction: Direction = Direction.SENDRECV,
    crypto: Sequence[Crypto] = (),
    encryption: Encryption = Encryption.OFF,
    rtcp_mux: bool = False,
) -> SessionDescription:
    """Answer an offer (RFC 3264 §6): take its first audio stream we can, refuse all others.

    Encrypted streams come first where the account wants encryption. The answer has the offer's
    payload type numbers and its order of codecs; the other arguments are those of
    :func:`make_offer`, ``crypto`` in any order.

    Raises:
        NegotiationError: nothing of it can be taken; the INVITE is answered 488 then.
    """
    ours = crypto if encryption is not Encryption.OFF else ()
    offered = [media for media in offer.media if media.carries_audio]
    spoken = [media for media in offered if _speech(_common(media, codecs))]
    lines = [(media, chosen(media.cryptos(), ours)) for media in spoken]
    lines.sort(key=lambda line: line[1] is None)
    usable = (line for line in lines if line[1] or _plain_will_do(line[0], encryption))
    taken, line = next(usable, (None, None))
    if taken is None:
        if spoken:
            raise NotEncrypted(_why_not_secure(spoken, encryption))
        raise NegotiationError(_why_not(offered, codecs))
    direction = direction.limited_to(offer.direction_of(taken).mirrored)
    accepted = replace(
        _audio(port, _common(taken, codecs), direction), media=taken.media, protocol=taken.protocol
    )
    if line:
        accepted = _with(accepted, Attribute("crypto", str(line)))
    if rtcp_mux and taken.has("rtcp-mux"):
        accepted = _with(accepted, Attribute("rtcp-mux"))
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


def with_codecs(description: SessionDescription, codecs: Sequence[RtpMap]) -> SessionDescription:
    """Our own description with more codecs, for a far end that may have changed.

    Numbers that are in use keep their meaning (RFC 3264 §8.3.2).
    """
    media = tuple(
        _with_more(each, codecs) if each.carries_audio else each for each in description.media
    )
    return replace(description, media=media)


def _with_more(media: MediaDescription, codecs: Sequence[RtpMap]) -> MediaDescription:
    known = list(media.rtp_maps())
    free = (number for number in range(96, 128) if all(number != k.payload_type for k in known))
    for codec in codecs:
        if any(codec.same_encoding(each) for each in known):
            continue
        taken = any(codec.payload_type == each.payload_type for each in known)
        known.append(replace(codec, payload_type=next(free)) if taken else codec)
    fresh = _audio(media.port, known, Direction.SENDRECV)
    described = ("rtpmap", "fmtp")
    kept = (each for each in media.attributes if each.name not in described)
    added = (each for each in fresh.attributes if each.name in described)
    return replace(media, formats=fresh.formats, attributes=(*added, *kept))


def negotiate(
    local: SessionDescription,
    remote: SessionDescription,
    encryption: Encryption = Encryption.OFFERED,
) -> AudioAgreement:
    """What an offer and its answer come to; which of the two is ours makes no difference.

    The far end's order of codecs decides: as answerer we have kept the offer's order, and as
    offerer we follow the answer's (RFC 3264 §6.1, §7).

    Raises:
        NegotiationError: no audio stream, no codec in common, no usable address, or no
            encryption where one of the two sides requires it.
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
    keys = agreed(ours.cryptos(), theirs.cryptos())
    if keys is None and not (_plain_will_do(theirs, encryption) and not ours.secure):
        raise NotEncrypted(_why_not_secure([theirs], encryption))
    event = _event_for(speech[0], common)
    host = _numeric(remote.host_of(theirs))
    return AudioAgreement(
        remote_address=host,
        remote_port=theirs.port,
        codec=speech[0],
        direction=local.direction_of(ours).limited_to(remote.direction_of(theirs).mirrored),
        telephone_event_pt=event.payload_type if event else None,
        ptime=_ptime(theirs),
        receives=tuple(_common(ours, common)),
        events_clock=event.clock_rate if event else speech[0].clock_rate,
        rtcp=_rtcp(host, theirs),
        rtcp_mux=ours.has("rtcp-mux") and theirs.has("rtcp-mux"),
        keys=keys,
        held=not remote.direction_of(theirs).receives,
    )


def _event_for(codec: RtpMap, common: Iterable[RtpMap]) -> RtpMap | None:
    """The events that go with a codec: on its clock (RFC 4733 §2.3), else those there are.

    Some phones offer Opus and events on 8000 Hz only, and take these.
    """
    events = [each for each in common if is_event(each)]
    same = (each for each in events if each.clock_rate == codec.clock_rate)
    return next(same, events[0] if events else None)


def _plain_will_do(media: MediaDescription, encryption: Encryption) -> bool:
    return not media.secure and encryption is not Encryption.REQUIRED


def _why_not_secure(media: Sequence[MediaDescription], encryption: Encryption) -> str:
    if encryption is Encryption.OFF:
        return (
            "the far end wants encrypted sound, and this account has it turned off; set "
            'encryption = "offered" to allow it'
        )
    if any(each.has("crypto") for each in media):
        return "the far end encrypts in ways that are not known here"
    if any(each.secure for each in media):
        return "the far end wants encrypted sound but sends no key"
    return (
        "the far end does not encrypt its sound, and this account requires it; set "
        'encryption = "offered" to call without'
    )


def _rtcp(host: str, media: MediaDescription) -> tuple[str, int] | None:
    """Where reports go to: the port above (RFC 3550 §11), or where ``a=rtcp`` says (RFC 3605)."""
    if media.has("rtcp-mux"):
        return host, media.port
    port, *rest = (media.attribute("rtcp") or "").split() or [""]
    number = number_in(port, 65535)
    if number is None:
        return (host, media.port + 1) if media.port < 65535 else None
    try:
        host = str(ipaddress.ip_address(rest[2])) if len(rest) == 3 else host
    except ValueError:
        return None
    return (host, number) if number else None


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
    return [codec for codec in codecs if not is_event(codec)]


def _why_not(offered: Sequence[MediaDescription], codecs: Sequence[RtpMap]) -> str:
    if not offered:
        return "the far end offers no audio in RTP"
    theirs = [codec.encoding for media in offered for codec in _speech(media.rtp_maps())]
    ours = [codec.encoding for codec in _speech(codecs)]
    return (
        f"no codec in common: the far end speaks {', '.join(theirs) or 'none that is named'}, "
        f"we speak {', '.join(ours)}"
    )


def _ptime(media: MediaDescription) -> int:
    """The packet length the far end asks for, as far as it is a usual one (10 to 60 ms)."""
    wanted = number_in(media.attribute("ptime") or "", 60) or DEFAULT_PTIME
    longest = number_in(media.attribute("maxptime") or "", 10_000) or wanted
    return max(10, min(wanted, longest) // 10 * 10)


def _audio(port: int, codecs: Sequence[RtpMap], direction: Direction) -> MediaDescription:
    attributes = [Attribute("rtpmap", str(codec)) for codec in codecs]
    told = ((codec, FMTP.get(codec.encoding.lower())) for codec in codecs)
    attributes += [Attribute("fmtp", f"{codec.payload_type} {p}") for codec, p in told if p]
    attributes += [Attribute("ptime", str(DEFAULT_PTIME)), Attribute(direction.value)]
    return MediaDescription(
        media="audio",
        port=port,
        formats=tuple(str(codec.payload_type) for codec in codecs),
        attributes=tuple(attributes),
    )


def _with(media: MediaDescription, *attributes: Attribute) -> MediaDescription:
    return replace(media, attributes=(*media.attributes, *attributes))


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
