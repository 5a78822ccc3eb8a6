from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body.crypto import Crypto, Keys, Suite, agreed, chosen
from blfpanel.body.sdp import (
    PCMA,
    AudioAgreement,
    Direction,
    NotEncrypted,
    SessionDescription,
    make_answer,
    make_offer,
    negotiate,
)
from blfpanel.body.sdp import (
    Encryption as E,
)

SHA80, SHA32, GCM128, GCM256 = Suite
KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"
OURS = tuple(
    Crypto(tag, suite, bytes([tag]) * suite.key_length) for tag, suite in enumerate(Suite, 1)
)
THEIRS = tuple(
    Crypto(tag, suite, bytes([100 + tag]) * suite.key_length) for tag, suite in enumerate(Suite, 1)
)


@pytest.mark.parametrize(
    ("value", "suite"),
    [
        (f"1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}", SHA80),
        (f"1 aes_cm_128_hmac_sha1_32 INLINE:{KEY}|2^20", SHA32),
        (f"7 AES_CM_128_HMAC_SHA1_80 inline:{KEY}|2^48 WSH=64", SHA80),
        (f"7 AES_CM_128_HMAC_SHA1_80 inline:{KEY} -OWN=1", SHA80),
        ("2 AEAD_AES_128_GCM inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", GCM128),
        ("2 AEAD_AES_128_GCM inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", GCM128),
    ],
)
def test_what_we_can_use_is_read(value: str, suite: Suite) -> None:
    crypto = Crypto.parse(value)
    assert crypto is not None
    assert (crypto.suite, len(crypto.key)) == (suite, suite.key_length)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1",
        f"x AES_CM_128_HMAC_SHA1_80 inline:{KEY}",
        f"1 F8_128_HMAC_SHA1_80 inline:{KEY}",
        "1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=",
        "1 AES_CM_128_HMAC_SHA1_80 inline:???",
        f"1 AES_CM_128_HMAC_SHA1_80 {KEY}",
        f"1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}|2^20|1:4",
        f"1 AES_CM_128_HMAC_SHA1_80 inline:{KEY};inline:{KEY}",
        f"1 AES_CM_128_HMAC_SHA1_80 inline:{KEY} UNENCRYPTED_SRTP",
        f"1 AES_CM_128_HMAC_SHA1_80 inline:{KEY} KDR=1",
    ],
)
def test_what_we_cannot_use_is_left_out(value: str) -> None:
    assert Crypto.parse(value) is None


@settings(max_examples=100)
@given(st.text(max_size=80) | st.text(max_size=40).map("1 AES_CM_128_HMAC_SHA1_80 inline:".__add__))
def test_no_line_breaks_the_reader(text: str) -> None:
    found = Crypto.parse(text)
    assert found is None or Crypto.parse(str(found)) == found


def test_the_answer_takes_the_offers_first_suite_that_is_ours_under_its_tag() -> None:
    offered = (Crypto(4, GCM256, bytes(44)), Crypto(9, SHA32, bytes(30)))
    assert chosen(offered, OURS) == Crypto(4, GCM256, OURS[3].key)
    assert chosen(offered, OURS[:2]) == Crypto(9, SHA32, OURS[1].key)
    assert chosen(offered, OURS[:1]) is None


def test_tags_tell_the_suite_and_where_they_do_not_the_suite_does() -> None:
    assert agreed(OURS, (THEIRS[2],)) == Keys(GCM128, OURS[2].key, THEIRS[2].key)
    other_tag = Crypto(77, SHA80, bytes(30))
    assert agreed(OURS, (other_tag,)) == Keys(SHA80, OURS[0].key, bytes(30))
    assert agreed(OURS[:1], THEIRS[1:]) is None


def offer(encryption: E, crypto: tuple[Crypto, ...] = OURS) -> SessionDescription:
    made = make_offer(
        "192.0.2.1", 4000, session_id=1, version=1, crypto=crypto, encryption=encryption
    )
    # what the far end reads
    return SessionDescription.parse(made.to_bytes())


def answer(
    offer: SessionDescription, encryption: E, crypto: tuple[Crypto, ...] = THEIRS
) -> SessionDescription:
    made = make_answer(
        offer,
        "192.0.2.2",
        5000,
        session_id=2,
        version=1,
        crypto=crypto,
        encryption=encryption,
    )
    return SessionDescription.parse(made.to_bytes())


@pytest.mark.parametrize(
    ("ours", "theirs", "protocol", "encrypted"),
    [
        (E.OFF, E.OFF, "RTP/AVP", False),
        (E.OFF, E.OFFERED, "RTP/AVP", False),
        (E.OFFERED, E.OFF, "RTP/AVP", False),
        (E.ANSWERED, E.OFFERED, "RTP/AVP", False),
        (E.OFFERED, E.ANSWERED, "RTP/AVP", True),
        (E.REQUIRED, E.ANSWERED, "RTP/SAVP", True),
        (E.OFFERED, E.OFFERED, "RTP/AVP", True),
        (E.OFFERED, E.REQUIRED, "RTP/AVP", True),
        (E.REQUIRED, E.OFFERED, "RTP/SAVP", True),
        (E.REQUIRED, E.REQUIRED, "RTP/SAVP", True),
    ],
)
def test_offer_and_answer_encrypt_where_both_want_to(
    ours: E, theirs: E, protocol: str, encrypted: bool
) -> None:
    offered = offer(ours)
    answered = answer(offered, theirs)
    assert {offered.media[0].protocol, answered.media[0].protocol} == {protocol}
    here = negotiate(offered, answered, ours).keys
    there = negotiate(answered, offered, theirs).keys
    assert (here is not None) == (there is not None) == encrypted
    if here and there:
        assert (here.suite, here.ours, here.theirs) == (there.suite, there.theirs, there.ours)


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        (E.REQUIRED, E.OFF, "this account has it turned off"),
        (E.OFF, E.REQUIRED, "does not encrypt its sound, and this account requires it"),
    ],
)
def test_who_requires_it_gets_no_call_without(ours: E, theirs: E, words: str) -> None:
    with pytest.raises(NotEncrypted, match=words):
        answer(offer(ours), theirs)


def test_an_answer_that_leaves_the_key_out_is_no_downgrade_that_passes() -> None:
    offered = offer(E.REQUIRED)
    stripped = SessionDescription.parse(
        b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/SAVP 8\na=rtpmap:8 PCMA/8000\n"
    )
    with pytest.raises(NotEncrypted, match="sends no key"):
        negotiate(offered, stripped, E.REQUIRED)
    plain = SessionDescription.parse(b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/AVP 8\n")
    for wishes in (E.REQUIRED, E.OFFERED):
        with pytest.raises(NotEncrypted, match="does not encrypt its sound"):
            negotiate(offered, plain, wishes)


def test_suites_nobody_here_knows_are_told() -> None:
    theirs = SessionDescription.parse(
        b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/SAVP 8\na=crypto:1 F8_128_HMAC_SHA1_80 inline:AA\n"
    )
    with pytest.raises(NotEncrypted, match="in ways that are not known here"):
        answer(theirs, E.OFFERED)


def test_of_two_streams_the_encrypted_one_is_taken() -> None:
    both = SessionDescription.parse(
        b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/AVP 8\nm=audio 5002 RTP/SAVP 8\n"
        b"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" + KEY.encode() + b"\n"
    )
    ours = answer(both, E.OFFERED)
    assert [media.port for media in ours.media] == [0, 5000]
    assert ours.media[1].cryptos()[0].tag == 3
    off = answer(both, E.OFF)
    assert [media.port for media in off.media] == [5000, 0]


@pytest.mark.parametrize(
    ("lines", "rtcp", "mux"),
    [
        (b"", ("192.0.2.2", 5001), False),
        (b"a=rtcp:53020\n", ("192.0.2.2", 53020), False),
        (b"a=rtcp:53020 IN IP4 198.51.100.1\n", ("198.51.100.1", 53020), False),
        (b"a=rtcp:53020 IN IP4 media.example\n", None, False),
        (b"a=rtcp:0\n", None, False),
        (b"a=rtcp-mux\n", ("192.0.2.2", 5000), True),
    ],
)
def test_reports_go_where_the_far_end_wants_them(
    lines: bytes, rtcp: tuple[str, int] | None, mux: bool
) -> None:
    ours = make_offer("192.0.2.1", 4000, session_id=1, version=1, rtcp_mux=True)
    theirs = SessionDescription.parse(b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/AVP 8\n" + lines)
    agreement: AudioAgreement = negotiate(ours, theirs)
    assert (agreement.rtcp, agreement.rtcp_mux) == (rtcp, mux)
    answered = make_answer(theirs, "192.0.2.1", 4000, session_id=1, version=1, rtcp_mux=True)
    assert answered.media[0].has("rtcp-mux") == mux


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        (b"a=sendrecv\n", False),
        (b"a=sendonly\n", True),
        (b"a=inactive\n", True),
        (b"a=recvonly\n", False),
        (b"c=IN IP4 0.0.0.0\n", True),
    ],
)
def test_who_does_not_listen_holds_us(lines: bytes, held: bool) -> None:
    ours = make_offer("192.0.2.1", 4000, session_id=1, version=1, codecs=(PCMA,))
    theirs = SessionDescription.parse(b"c=IN IP4 192.0.2.2\nm=audio 5000 RTP/AVP 8\n" + lines)
    agreement = negotiate(ours, theirs)
    assert agreement.held is held
    assert agreement.direction.sends is not held
    assert isinstance(agreement.direction, Direction)
