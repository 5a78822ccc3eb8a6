from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blfpanel.body.sdp import (
    PCMA,
    Attribute,
    Connection,
    Direction,
    Origin,
    RtpMap,
    SdpError,
    SessionDescription,
)

PHONE = b"""v=0
o=alice 2890844526 2890844527 IN IP4 host.example
s=A call
i=words
c=IN IP4 192.0.2.1
b=AS:84
t=0 0
x=of the future
a=sendonly
m=audio 49170 RTP/AVP 8 101 18
i=sound
b=AS:64
y=unknown
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
m=video 0 RTP/AVP 31
c=IN IP6 2001:db8::1
a=inactive
"""


def parsed(text: bytes) -> SessionDescription:
    return SessionDescription.parse(text)


def test_a_whole_description_is_read() -> None:
    description = parsed(PHONE)
    assert description.origin == Origin(
        "2890844526", "2890844527", "host.example", username="alice"
    )
    assert description.name == "A call"
    assert description.connection == Connection("192.0.2.1")
    assert description.attributes == (Attribute("sendonly"),)
    expected = (("i", "words"), ("b", "AS:84"), ("t", "0 0"), ("x", "of the future"))
    assert description.others == expected
    audio, video = description.media
    assert (audio.media, audio.port, audio.protocol) == ("audio", 49170, "RTP/AVP")
    assert audio.formats == ("8", "101", "18")
    assert audio.others == (("i", "sound"), ("b", "AS:64"), ("y", "unknown"))
    assert audio.attribute("fmtp") == "101 0-15"
    assert audio.attribute("ptime") is None
    assert (video.port, video.connection) == (0, Connection("2001:db8::1", "IP6"))


@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\n\n", b" \n"])
def test_line_endings_make_no_difference(ending: bytes) -> None:
    assert parsed(PHONE.replace(b"\n", ending)) == parsed(PHONE)


def test_what_is_written_has_the_order_of_the_rfc() -> None:
    out = parsed(PHONE).to_bytes()
    assert out.count(b"\n") == out.count(b"\r\n") == PHONE.count(b"\n")
    kinds = "".join(line[:1] for line in out.decode().splitlines())
    assert kinds == "vosicbta" + "x" + "mibaaay" + "mca"
    assert parsed(out) == parsed(PHONE)


def test_mandatory_lines_are_added_where_they_are_missing() -> None:
    assert parsed(b"m=audio 4000 RTP/AVP 0").to_bytes() == (
        b"v=0\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"
    )


def test_times_and_repeats_stay_together() -> None:
    out = parsed(b"v=0\nt=1 2\nr=7d 1h 0\nt=3 4\nr=1d 1h 0\nz=5 1h\n").to_bytes()
    assert b"t=1 2\r\nr=7d 1h 0\r\nt=3 4\r\nr=1d 1h 0\r\nz=5 1h\r\n" in out


@pytest.mark.parametrize("body", [b"", b"\r\n\r\n", b"hello", b"<xml a='b'/>", b"\x00\xff", b"=a"])
def test_what_is_no_description_is_named_so(body: bytes) -> None:
    with pytest.raises(SdpError, match="no session description"):
        parsed(body)


@pytest.mark.parametrize(
    ("line", "port", "formats"),
    [
        ("m=audio 4000 RTP/AVP 0", 4000, ("0",)),
        ("m=audio 4000/2 RTP/AVP 0 8", 4000, ("0", "8")),
        ("  m=audio  4000  RTP/AVP  0 \0", 4000, ("0",)),
        ("m=audio 65536 RTP/AVP 0", 0, ("0",)),
        ("m=audio -1 RTP/AVP 0", 0, ("0",)),
        ("m=audio " + "9" * 5000 + " RTP/AVP 0", 0, ("0",)),
        ("m=audio port RTP/AVP 0", 0, ("0",)),
        ("m=audio 4000", 4000, ()),
        ("m=audio", 0, ()),
        ("m=", 0, ()),
    ],
)
def test_odd_media_lines_count_and_are_refused(
    line: str, port: int, formats: tuple[str, ...]
) -> None:
    (media,) = parsed(b"v=0\n" + line.encode()).media
    assert (media.media, media.protocol) == ("audio", "RTP/AVP")
    assert (media.port, media.formats) == (port, formats)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 PCMA/8000", PCMA),
        ("8 PCMA/8000/1", PCMA),
        ("8  PCMA/8000 ", PCMA),
        ("96 opus/48000/2", RtpMap(96, "opus", 48000, 2)),
        ("96 opus/48000/x", RtpMap(96, "opus", 48000)),
        ("128 PCMA/8000", None),
        ("8 PCMA", None),
        ("8 PCMA/0", None),
        ("8 /8000", None),
        ("x PCMA/8000", None),
        ("", None),
    ],
)
def test_rtpmap_lines(text: str, expected: RtpMap | None) -> None:
    assert RtpMap.parse(text) == expected


def test_formats_mean_what_rtpmaps_say_then_what_everybody_knows() -> None:
    (media,) = parsed(
        b"m=audio 4000 RTP/AVP 97 0 18 8 98\na=rtpmap:97 pcma/8000\na=rtpmap:8 L16/8000\n"
    ).media
    assert media.rtp_maps() == (
        RtpMap(97, "pcma", 8000),
        RtpMap(0, "PCMU", 8000),
        RtpMap(18, "G729", 8000),
        RtpMap(8, "L16", 8000),
    )


def test_names_of_codecs_ignore_case_but_not_clock_and_channels() -> None:
    assert PCMA.same_encoding(RtpMap(97, "pcma", 8000))
    assert not PCMA.same_encoding(RtpMap(8, "PCMA", 16000))
    assert not PCMA.same_encoding(RtpMap(8, "PCMA", 8000, 2))


@pytest.mark.parametrize(
    ("session", "media", "expected"),
    [
        (b"", b"", Direction.SENDRECV),
        (b"a=sendonly\n", b"", Direction.SENDONLY),
        (b"a=sendonly\n", b"a=recvonly\n", Direction.RECVONLY),
        (b"", b"a=Inactive \n", Direction.INACTIVE),
        (b"c=IN IP4 0.0.0.0\n", b"", Direction.SENDONLY),
        (b"c=IN IP4 0.0.0.0\n", b"a=recvonly\n", Direction.INACTIVE),
        (b"c=IN IP4 0.0.0.0\n", b"c=IN IP4 192.0.2.1\n", Direction.SENDRECV),
        (b"c=IN IP6 ::\n", b"", Direction.SENDONLY),
    ],
)
def test_direction_comes_from_stream_then_session_then_old_hold(
    session: bytes, media: bytes, expected: Direction
) -> None:
    description = parsed(b"v=0\n" + session + b"m=audio 4000 RTP/AVP 0\n" + media)
    assert description.direction_of(description.media[0]) is expected


def test_the_streams_address_comes_before_the_sessions() -> None:
    description = parsed(
        b"c=IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0\nm=audio 2 RTP/AVP 0\nc=IN IP4 224.2.1.1/127\n"
    )
    assert [description.host_of(m) for m in description.media] == ["192.0.2.1", "224.2.1.1"]


def test_without_an_address_there_is_none() -> None:
    description = parsed(b"c=IN nonsense\nm=audio 1 RTP/AVP 0\n")
    assert description.host_of(description.media[0]) is None
    assert b"c=IN nonsense\r\n" in description.to_bytes()


SDP_LINES = st.one_of(
    st.sampled_from([line + b"\n" for line in PHONE.splitlines()]),
    st.builds(
        lambda kind, value, end: kind + b"=" + value + end,
        st.sampled_from([b"o", b"s", b"c", b"m", b"a", b"t", b"q"]),
        st.binary(max_size=20),
        st.sampled_from([b"\n", b"\r\n", b"\r"]),
    ),
    st.binary(max_size=20),
)


@settings(max_examples=150)
@given(st.lists(SDP_LINES, max_size=12).map(b"".join))
@example(b"m=\na=:\xff\n")
def test_any_bytes_are_read_or_refused_and_come_back_the_same(data: bytes) -> None:
    try:
        description = parsed(data)
    except SdpError:
        return
    for media in description.media:
        media.rtp_maps()
        description.direction_of(media)
    out = description.to_bytes()
    assert len(parsed(out).media) == len(description.media)
    assert parsed(out).to_bytes() == out
