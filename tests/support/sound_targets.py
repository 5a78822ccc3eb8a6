"""What random octets may do to what reads sound and its descriptions: as in ``fuzz_targets``."""

from __future__ import annotations

from collections.abc import Callable

from blfpanel.body.crypto import Crypto, Encryption, Suite
from blfpanel.body.sdp import (
    G722,
    OPUS,
    PCMA,
    TELEPHONE_EVENT,
    NegotiationError,
    SdpError,
    SessionDescription,
    make_answer,
    make_offer,
    negotiate,
)
from blfpanel.media.rtcp import Report, compound
from blfpanel.media.rtp import RtpPacket
from support.audio_link import HERE, THERE, AudioLink

_CODECS = (OPUS, G722, PCMA, TELEPHONE_EVENT)
_KEY = Crypto(1, Suite.AES_CM_128_HMAC_SHA1_80, bytes(30))


def session_description(data: bytes) -> None:
    """An offer is answered or refused in words, an answer agreed on or refused in words."""
    try:
        theirs = SessionDescription.parse(data)
    except SdpError:
        return
    for encryption in Encryption:
        try:
            ours = make_answer(
                theirs,
                "192.0.2.1",
                4000,
                session_id=1,
                version=1,
                codecs=_CODECS,
                crypto=(_KEY,),
                encryption=encryption,
                rtcp_mux=True,
            )
            assert len(ours.media) == len(theirs.media)
            negotiate(ours, theirs, encryption)
        except NegotiationError:
            continue


def sound(data: bytes) -> None:
    """No datagrams make a call's sound raise, or stop: a length, then so many octets, and so on."""
    link = AudioLink(PCMA, more=(G722, OPUS))
    stream = link.here.stream
    while data:
        length, data = data[0], data[1:]
        datagram, data = data[:length], data[length:]
        link.run(0.003)
        stream.received(datagram, THERE, link.now)
        stream.reported(datagram, THERE, link.now)
    link.run(0.1)
    found = stream.statistics()
    assert 0.0 <= found.loss <= 1.0
    assert 0.02 <= found.delay <= 0.12
    assert found.failure is None
    assert len(link.here.heard) > 0


def good(target: str) -> list[bytes]:
    """What to begin with."""
    if target == "session_description":
        offers = (
            make_offer(
                *HERE,
                session_id=1,
                version=1,
                codecs=_CODECS,
                crypto=(_KEY,),
                encryption=encryption,
                rtcp_mux=True,
            )
            for encryption in Encryption
        )
        return [offer.to_bytes() for offer in offers]
    packets = [
        RtpPacket(number, 65_530 + number & 0xFFFF, number * 160, 7, bytes(80)).to_bytes()
        for number in (8, 9, 96, 101, 13, 8)
    ]
    packets.append(compound(Report(7), "name", leaving=True))
    return [b"".join(bytes([len(packet)]) + packet for packet in packets)]


SOUND_TARGETS: dict[str, Callable[[bytes], None]] = {
    "session_description": session_description,
    "sound": sound,
}
