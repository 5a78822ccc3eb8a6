from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body.crypto import Crypto, Encryption, Suite
from blfpanel.body.sdp import (
    AUDIO_CODECS,
    OPUS,
    PCMA,
    PCMU,
    TELEPHONE_EVENT,
    TELEPHONE_EVENT_48,
    AudioAgreement,
    Direction,
    NegotiationError,
    RtpMap,
    SdpError,
    SessionDescription,
    make_answer,
    make_offer,
    negotiate,
    with_codecs,
    with_direction,
)

OURS = make_offer("192.0.2.1", 4000, session_id=7, version=1)
SPEECH = b"v=0\nc=IN IP4 198.51.100.9\nt=0 0\n"


def theirs(*lines: bytes) -> SessionDescription:
    return SessionDescription.parse(SPEECH + b"\n".join(lines))


def answer(offer: SessionDescription, **more: Direction) -> SessionDescription:
    return make_answer(offer, "192.0.2.1", 4000, session_id=7, version=1, **more)


def test_an_offer_on_the_wire() -> None:
    assert OURS.to_bytes().decode() == (
        "v=0\r\n"
        "o=- 7 1 IN IP4 192.0.2.1\r\n"
        "s=-\r\n"
        "c=IN IP4 192.0.2.1\r\n"
        "t=0 0\r\n"
        "m=audio 4000 RTP/AVP 8 0 101\r\n"
        "a=rtpmap:8 PCMA/8000\r\n"
        "a=rtpmap:0 PCMU/8000\r\n"
        "a=rtpmap:101 telephone-event/8000\r\n"
        "a=fmtp:101 0-15\r\n"
        "a=ptime:20\r\n"
        "a=sendrecv\r\n"
    )


def test_an_offer_reads_back_as_it_was_made() -> None:
    assert SessionDescription.parse(OURS.to_bytes()) == OURS


def test_ipv6_is_named_so() -> None:
    lines = make_offer("2001:db8::1", 4000, session_id=7, version=1).to_bytes().splitlines()
    assert b"o=- 7 1 IN IP6 2001:db8::1" in lines
    assert b"c=IN IP6 2001:db8::1" in lines


def test_offer_and_answer_agree_on_both_sides() -> None:
    offer = make_offer("198.51.100.9", 5000, session_id=3, version=1)
    ours = answer(offer)
    assert negotiate(ours, offer) == AudioAgreement(
        "198.51.100.9",
        5000,
        PCMA,
        Direction.SENDRECV,
        telephone_event_pt=101,
        ptime=20,
        receives=AUDIO_CODECS,
        rtcp=("198.51.100.9", 5001),
    )
    assert negotiate(offer, ours).remote == ("192.0.2.1", 4000)


def test_an_answer_has_every_stream_in_its_place() -> None:
    ours = answer(
        theirs(
            b"m=video 6000 RTP/AVP 31",
            b"m=audio 0 RTP/AVP 8",
            b"m=audio 5000 RTP/SAVP 8",
            b"m=audio 5002 RTP/AVP 18",
            b"m=Audio 5004 RTP/AVPF 0 9",
            b"m=audio 5006 RTP/AVP 8",
            b"m=",
        )
    )
    assert [(m.media, m.port, m.protocol, m.formats) for m in ours.media] == [
        ("video", 0, "RTP/AVP", ("31",)),
        ("audio", 0, "RTP/AVP", ("8",)),
        ("audio", 0, "RTP/SAVP", ("8",)),
        ("audio", 0, "RTP/AVP", ("18",)),
        ("Audio", 4000, "RTP/AVPF", ("0",)),
        ("audio", 0, "RTP/AVP", ("8",)),
        ("audio", 0, "RTP/AVP", ()),
    ]
    assert ours.to_bytes().endswith(b"m=audio 0 RTP/AVP 0\r\n")


def test_an_answer_keeps_the_offers_numbers_and_order() -> None:
    ours = answer(
        theirs(
            b"m=audio 5000 RTP/AVP 0 100 8 96",
            b"a=rtpmap:100 Telephone-Event/8000",
            b"a=rtpmap:96 telephone-event/48000",
        )
    )
    assert ours.media[0].formats == ("0", "100", "8")
    assert ours.media[0].attribute("fmtp") == "100 0-15"


@pytest.mark.parametrize(
    ("offered", "wanted", "answered"),
    [
        (Direction.SENDRECV, Direction.SENDRECV, Direction.SENDRECV),
        (Direction.SENDONLY, Direction.SENDRECV, Direction.RECVONLY),
        (Direction.RECVONLY, Direction.SENDRECV, Direction.SENDONLY),
        (Direction.INACTIVE, Direction.SENDRECV, Direction.INACTIVE),
        (Direction.SENDRECV, Direction.SENDONLY, Direction.SENDONLY),
        (Direction.SENDONLY, Direction.SENDONLY, Direction.INACTIVE),
    ],
)
def test_directions_are_mirrored_and_agreed_on(
    offered: Direction, wanted: Direction, answered: Direction
) -> None:
    offer = make_offer("198.51.100.9", 5000, session_id=3, version=1, direction=offered)
    ours = answer(offer, direction=wanted)
    assert ours.direction_of(ours.media[0]) is answered
    assert negotiate(ours, offer).direction is answered
    assert negotiate(offer, ours).direction is answered.mirrored


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "offers no audio in RTP"),
        ((b"m=audio 0 RTP/AVP 8",), "offers no audio in RTP"),
        ((b"m=audio 5000 RTP/SAVP 8",), "this account has it turned off; set encryption"),
        ((b"m=image 5000 udptl t38",), "offers no audio in RTP"),
        (
            (b"m=audio 5000 RTP/AVP 18 96", b"a=rtpmap:96 opus/48000/2"),
            "the far end speaks G729, opus, we speak PCMA, PCMU",
        ),
        (
            (b"m=audio 5000 RTP/AVP 101", b"a=rtpmap:101 telephone-event/8000"),
            "the far end speaks none that is named, we speak PCMA, PCMU",
        ),
    ],
)
def test_an_offer_that_cannot_be_taken_is_refused_in_words(
    lines: tuple[bytes, ...], words: str
) -> None:
    with pytest.raises(NegotiationError, match=words):
        answer(theirs(*lines))


@pytest.mark.parametrize(
    ("lines", "codec", "events"),
    [
        ((b"m=audio 5000 RTP/AVP 8",), PCMA, None),
        ((b"m=audio 5000 RTP/AVP 0 8",), PCMU, None),
        ((b"m=audio 5000 RTP/AVP 18 0",), PCMU, None),
        (
            (b"m=audio 5000 RTP/AVP 97 96", b"a=rtpmap:97 pcma/8000", b"a=rtpmap:96 x/8000"),
            RtpMap(97, "pcma", 8000),
            None,
        ),
        ((b"m=audio 5000 RTP/AVP 8 96", b"a=rtpmap:96 telephone-event/8000"), PCMA, 96),
        ((b"m=audio 5000 RTP/AVP 96 8", b"a=rtpmap:96 telephone-event/8000"), PCMA, 96),
    ],
)
def test_the_far_ends_order_and_numbers_decide(
    lines: tuple[bytes, ...], codec: RtpMap, events: int | None
) -> None:
    agreement = negotiate(OURS, theirs(*lines))
    assert agreement.remote == ("198.51.100.9", 5000)
    assert agreement.codec == codec
    assert agreement.payload_type == codec.payload_type
    assert agreement.telephone_event_pt == events


def test_only_what_we_named_is_agreed_on() -> None:
    ours = make_offer("192.0.2.1", 4000, session_id=7, version=1, codecs=(PCMU, TELEPHONE_EVENT))
    assert negotiate(ours, theirs(b"m=audio 5000 RTP/AVP 8 0")).codec == PCMU
    with pytest.raises(NegotiationError, match="speaks PCMA, we speak PCMU"):
        negotiate(ours, theirs(b"m=audio 5000 RTP/AVP 8"))


@pytest.mark.parametrize(
    ("remote", "words"),
    [
        (b"v=0\n", "no live audio stream"),
        (b"c=IN IP4 198.51.100.9\nm=audio 0 RTP/AVP 8\n", "no live audio stream"),
        (b"m=audio 5000 RTP/AVP 8\n", "no c= line"),
        (b"c=IN IP4 media.example\nm=audio 5000 RTP/AVP 8\n", "'media.example', which is no num"),
    ],
)
def test_a_useless_answer_is_refused_in_words(remote: bytes, words: str) -> None:
    with pytest.raises(NegotiationError, match=words):
        negotiate(OURS, SessionDescription.parse(remote))


@pytest.mark.parametrize(
    ("lines", "ptime"),
    [
        ((), 20),
        ((b"a=ptime:30",), 30),
        ((b"a=ptime:35",), 30),
        ((b"a=ptime:200",), 20),
        ((b"a=ptime:0",), 20),
        ((b"a=ptime:1",), 10),
        ((b"a=ptime:x",), 20),
        ((b"a=maxptime:10",), 10),
        ((b"a=maxptime:150",), 20),
        ((b"a=ptime:40", b"a=maxptime:30"), 30),
    ],
)
def test_packets_have_the_length_the_far_end_asks_for(lines: tuple[bytes, ...], ptime: int) -> None:
    assert negotiate(OURS, theirs(b"m=audio 5000 RTP/AVP 8", *lines)).ptime == ptime


def test_a_foreign_spelling_of_an_address_becomes_the_usual_one() -> None:
    remote = SessionDescription.parse(b"c=IN IP6 2001:DB8:0::1\nm=audio 5000 RTP/AVP 8\n")
    assert negotiate(OURS, remote).remote == ("2001:db8::1", 5000)


def test_hold_and_resume_change_direction_and_version_only() -> None:
    held = with_direction(OURS, Direction.SENDRECV.held, version=2)
    before, after = OURS.to_bytes().decode(), held.to_bytes().decode()
    assert after == before.replace("- 7 1 IN", "- 7 2 IN").replace("sendrecv", "sendonly")
    resumed = with_direction(held, Direction.SENDRECV, version=3)
    assert resumed.to_bytes().decode() == before.replace("- 7 1 IN", "- 7 3 IN")


def test_hold_leaves_refused_streams_alone() -> None:
    ours = answer(theirs(b"m=video 6000 RTP/AVP 31", b"m=audio 5000 RTP/AVP 8"))
    held = with_direction(ours, Direction.INACTIVE, version=2)
    assert held.media[0] == ours.media[0]
    assert held.direction_of(held.media[1]) is Direction.INACTIVE


def test_hold_of_an_unnamed_origin_needs_none() -> None:
    nameless = replace(OURS, origin=None)
    assert with_direction(nameless, Direction.INACTIVE, version=2).origin is None


@pytest.mark.parametrize(
    ("before", "held"),
    [
        (Direction.SENDRECV, Direction.SENDONLY),
        (Direction.SENDONLY, Direction.SENDONLY),
        (Direction.RECVONLY, Direction.INACTIVE),
        (Direction.INACTIVE, Direction.INACTIVE),
    ],
)
def test_hold_takes_listening_away(before: Direction, held: Direction) -> None:
    assert before.held is held


def test_the_old_hold_stops_us_from_sending() -> None:
    remote = SessionDescription.parse(b"c=IN IP4 0.0.0.0\nm=audio 5000 RTP/AVP 8\n")
    assert negotiate(OURS, remote).direction is Direction.RECVONLY


def test_the_stream_that_was_taken_counts_not_the_first_offered() -> None:
    offer = theirs(b"m=audio 5000 RTP/AVP 18", b"m=audio 5002 RTP/AVP 0")
    agreement = negotiate(answer(offer), offer)
    assert (agreement.remote_port, agreement.codec) == (5002, PCMU)


@pytest.mark.parametrize(
    ("lines", "events", "clock"),
    [
        ((b"m=audio 5000 RTP/AVP 96 101 97",), 97, 48000),
        ((b"m=audio 5000 RTP/AVP 8 97 101",), 101, 8000),
        ((b"m=audio 5000 RTP/AVP 96 101",), 101, 8000),
        ((b"m=audio 5000 RTP/AVP 96",), None, 48000),
    ],
)
def test_events_run_on_the_codecs_clock_where_the_far_end_has_it(
    lines: tuple[bytes, ...], events: int | None, clock: int
) -> None:
    codecs = (OPUS, PCMA, TELEPHONE_EVENT, TELEPHONE_EVENT_48)
    ours = make_offer("192.0.2.1", 4000, session_id=7, version=1, codecs=codecs)
    maps = (b"a=rtpmap:" + str(codec).encode() for codec in codecs)
    agreement = negotiate(ours, theirs(*lines, *maps))
    assert (agreement.telephone_event_pt, agreement.events_clock) == (events, clock)


ODD_LINES = st.sampled_from(
    [
        b"c=IN IP4 198.51.100.9",
        b"c=IN IP4 0.0.0.0",
        b"c=IN IP6 ::1",
        b"c=IN IP4 media.example",
        b"m=audio 5000 RTP/AVP 0 8 9 96 97 98",
        b"m=audio 5000 RTP/SAVP 8 101",
        b"m=audio 65535 RTP/AVP 8",
        b"m=audio 0 RTP/AVP 8",
        b"m=video 6000 RTP/AVP 31",
        b"m=audio 5000 RTP/AVP",
        b"a=rtpmap:96 opus/48000/2",
        b"a=rtpmap:96 opus/48000/9999",
        b"a=rtpmap:97 telephone-event/8000",
        b"a=rtpmap:98 telephone-event/48000",
        b"a=rtpmap:0 telephone-event/8000",
        b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj",
        b"a=crypto:x",
        b"a=rtcp:0",
        b"a=rtcp:5001 IN IP4 nowhere",
        b"a=rtcp-mux",
        b"a=ptime:9999999999",
        b"a=maxptime:0",
        b"a=sendonly",
        b"a=inactive",
        b"\xff\xfe",
    ]
)


@settings(max_examples=150)
@given(st.lists(ODD_LINES, min_size=1, max_size=14), st.sampled_from(Encryption))
def test_odd_offers_are_answered_or_refused_in_words(
    lines: list[bytes], encryption: Encryption
) -> None:
    try:
        offer = SessionDescription.parse(b"\n".join(lines))
        ours = make_answer(
            offer,
            "192.0.2.1",
            4000,
            session_id=7,
            version=1,
            codecs=(OPUS, PCMA, PCMU, TELEPHONE_EVENT, TELEPHONE_EVENT_48),
            crypto=(Crypto(1, Suite.AES_CM_128_HMAC_SHA1_80, bytes(30)),),
            encryption=encryption,
            rtcp_mux=True,
        )
        agreement = negotiate(ours, offer, encryption)
    except (SdpError, NegotiationError):
        return
    assert len(ours.media) == len(offer.media)
    assert SessionDescription.parse(ours.to_bytes()) == ours
    assert (agreement.keys is not None) >= (encryption is Encryption.REQUIRED)
    assert 10 <= agreement.ptime <= 60
    more = with_codecs(ours, (OPUS, PCMA, TELEPHONE_EVENT))
    (live,) = (media for media in more.media if media.port)
    numbers = [each.payload_type for each in live.rtp_maps()]
    assert len(numbers) == len(set(numbers))
    assert with_direction(more, Direction.INACTIVE, version=2)
