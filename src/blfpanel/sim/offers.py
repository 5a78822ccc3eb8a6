"""Joining two callers: each has made an offer (RFC 3264), so each needs an answer."""

from __future__ import annotations

from dataclasses import replace

from blfpanel.body.crypto import Encryption
from blfpanel.body.sdp import (
    Direction,
    NegotiationError,
    SdpError,
    SessionDescription,
    make_answer,
)


def join(first: bytes, second: bytes, session_id: int) -> tuple[bytes, bytes]:
    """Answers to two offers that make the sound flow directly between those who made them.

    Args:
        first: one offer.
        second: the other.
        session_id: for the origin line of both answers.

    Returns:
        the answer to ``first``, which leads to the maker of ``second``, and the reverse.

    Raises:
        NegotiationError: they have no codec in common, or one of them offers no sound.
    """
    try:
        offers = SessionDescription.parse(first), SessionDescription.parse(second)
    except SdpError as problem:
        raise NegotiationError(str(problem)) from problem
    return (
        _answer_with(offers[0], offers[1], session_id),
        _answer_with(offers[1], offers[0], session_id),
    )


def _answer_with(offer: SessionDescription, other: SessionDescription, session_id: int) -> bytes:
    """An answer to ``offer`` that leads to where ``other`` listens."""
    media = next((each for each in other.media if each.carries_audio), None)
    host = other.host_of(media) if media else None
    if media is None or host is None:
        raise NegotiationError("one of the two offers no sound")
    answer = make_answer(
        offer,
        host,
        media.port,
        session_id=session_id,
        version=1,
        codecs=media.rtp_maps(),
        direction=other.direction_of(media),
        crypto=media.cryptos(),
        encryption=Encryption.REQUIRED if media.secure else Encryption.OFFERED,
        rtcp_mux=media.has("rtcp-mux"),
    )
    return answer.to_bytes()


def unheld(description: bytes) -> bytes:
    """The same description from a party that nobody holds; what cannot be read stays as it is."""
    try:
        parsed = SessionDescription.parse(description)
    except SdpError:
        return description
    media = tuple(
        each.with_direction(Direction.SENDRECV) if each.carries_audio else each
        for each in parsed.media
    )
    return replace(parsed, media=media).to_bytes()


def holds(description: bytes) -> bool:
    """Whether who offers this puts the call on hold (RFC 3264 §8.4): it listens no more."""
    try:
        parsed = SessionDescription.parse(description)
    except SdpError:
        return False
    directions = [parsed.direction_of(each) for each in parsed.media if each.carries_audio]
    return bool(directions) and not any(direction.receives for direction in directions)
