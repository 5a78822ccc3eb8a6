from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.net.trace import Direction, Trace, TraceEntry, mask_message, mask_secrets
from blfpanel.sip.flow import Flow

FLOW = Flow("udp", ("192.0.2.1", 5060), ("192.0.2.2", 5070))


def entry(data: bytes) -> TraceEntry:
    return TraceEntry(0.0, Direction.IN, FLOW, data)


def filled(*messages: bytes, **bounds: int) -> Trace:
    trace = Trace(**bounds)
    for at, data in enumerate(messages):
        trace.record(float(at), Direction.OUT, FLOW, data)
    return trace


def test_oldest_make_room_by_count() -> None:
    assert [e.data for e in filled(b"1", b"2", b"3", messages=2)] == [b"2", b"3"]


def test_oldest_make_room_by_octets() -> None:
    assert [e.data for e in filled(b"1234", b"56", b"789", octets=5)] == [b"56", b"789"]


def test_message_larger_than_the_ring_is_not_kept_and_harms_nothing() -> None:
    trace = filled(b"123456", octets=5)
    assert len(trace) == 0
    trace.record(9.0, Direction.IN, FLOW, b"12345")
    assert [e.data for e in trace] == [b"12345"]


def test_message_is_kept_as_it_was() -> None:
    raw = b"INVITE sip:a SIP/2.0\r\nAuthorization: Basic eHl6\r\n\r\n\xff"
    trace = filled(raw)
    [kept] = trace
    assert kept.data is raw
    assert (kept.at, kept.direction, kept.flow) == (0.0, Direction.OUT, FLOW)


def test_who_watches_gets_what_came_since() -> None:
    trace = filled(b"1", b"2", b"3", b"4", messages=3)
    assert (trace.oldest, trace.recorded) == (2, 4)
    assert [(e.number, e.data) for e in trace.since(0)] == [(2, b"2"), (3, b"3"), (4, b"4")]
    assert [e.number for e in trace.since(2, most=1)] == [3]
    assert [e.number for e in trace.since(3)] == [4]
    assert trace.since(4) == []


def test_message_being_handled_is_found_by_its_octets() -> None:
    first, same = bytes(bytearray(b"NOTIFY")), bytes(bytearray(b"NOTIFY"))
    trace = filled(first, same, b"200")
    assert trace.number_of(first) == 1
    assert trace.number_of(same) == 2
    assert trace.number_of(bytes(bytearray(b"NOTIFY"))) is None


def test_masked_message_says_how_long_it_is_now() -> None:
    raw = b"INVITE sip:a SIP/2.0\r\nl: 18\r\n\r\nk=base64:c2VjcmV0\n"
    assert mask_message(raw) == b"INVITE sip:a SIP/2.0\r\nl: 13\r\n\r\nk=base64:***\n"
    assert mask_message(b"\xff no secret") == b"\xff no secret"


def test_recording_goes_on_while_somebody_reads() -> None:
    trace = filled(b"1", b"2")
    for _ in trace:
        trace.record(5.0, Direction.IN, FLOW, b"x")
    assert len(trace) == 4


@pytest.mark.parametrize(
    ("data", "call_id"),
    [
        (b"BYE sip:a SIP/2.0\r\nCall-ID: abc@host\r\n\r\n", "abc@host"),
        (b"BYE sip:a SIP/2.0\r\ncall-id :abc\r\n\r\n", "abc"),
        (b"BYE sip:a SIP/2.0\ni: abc\n\n", "abc"),
        (b"BYE sip:a SIP/2.0\r\nTo: x\r\n\r\nCall-ID: body", None),
        (b"\xff\xfe", None),
    ],
)
def test_call_id_is_found_in_the_head_only(data: bytes, call_id: str | None) -> None:
    assert entry(data).call_id == call_id


def test_messages_of_one_call_are_found_in_order() -> None:
    one, two, three = (
        f"M{number} sip:a SIP/2.0\r\nCall-ID: {call}\r\n\r\n".encode()
        for number, call in enumerate("aba")
    )
    assert [found.data for found in filled(one, two, three).find("a")] == [one, three]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            'Authorization: Digest username="200", realm="pbx", nonce="n\\"1", uri="sip:pbx", '
            'response="0123", cnonce=abc, nc=00000001',
            'Authorization: Digest username="200", realm="pbx", nonce="***", uri="sip:pbx", '
            'response="***", cnonce="***", nc=00000001',
        ),
        (
            'proxy-authorization : digest realm="a",\r\n response = "0123"\r\nTo: x',
            'proxy-authorization : digest realm="a",\r\n response = "***"\r\nTo: x',
        ),
        (
            'WWW-Authenticate: Digest realm="pbx", nonce="n1", opaque="o", algorithm=MD5',
            'WWW-Authenticate: Digest realm="pbx", nonce="***", opaque="***", algorithm=MD5',
        ),
        (
            'Authentication-Info: nextnonce="n2", rspauth="r", qop=auth',
            'Authentication-Info: nextnonce="***", rspauth="***", qop=auth',
        ),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic ***"),
        ("Authorization: Bearer a.b.c\r\nTo: x", "Authorization: Bearer ***\r\nTo: x"),
        (
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1j|2^20|1:4",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***|2^20|1:4",
        ),
        ("k=base64:c2VjcmV0", "k=base64:***"),
        ("user=200&password=x1y&z=1", "user=200&password=***&z=1"),
        ('{"pin": "4711", "a": 1}', '{"pin": "***", "a": 1}'),
        ("<password>geheim</password>", "<password>***</password>"),
        ("a=ice-pwd:asd88fgpdd777uzjYhagZg", "a=ice-pwd:***"),
        ("To: <sip:alice:wonder%20land@pbx:5060>", "To: <sip:alice:***@pbx:5060>"),
        ("To: <SIPS:alice:@pbx>", "To: <SIPS:alice:***@pbx>"),
        ("Contact: <sip:pbx:5060>, <sip:a@b>", "Contact: <sip:pbx:5060>, <sip:a@b>"),
        ("To: <sip:pbx:5060;x=y@z>", "To: <sip:pbx:5060;x=y@z>"),
        ("response: 200, nonce=1", "response: 200, nonce=1"),
    ],
)
def test_secrets_are_hidden_and_nothing_else(text: str, shown: str) -> None:
    assert mask_secrets(text) == shown


@given(st.text(alphabet='abAuthorizion: \t\r\n"\\=,<>@:sip*', max_size=200))
@settings(max_examples=100)
def test_masking_never_fails_and_is_done_once(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once) == once


def test_export_tells_when_which_way_and_hides_secrets() -> None:
    trace = filled(b"BYE sip:b:pw@a SIP/2.0\r\nSubject: \xff\r\n\r\n")
    noon = datetime(2026, 11, 23, 12, 0, 0, 5000, tzinfo=UTC)
    assert trace.text(lambda at: noon) == (
        "2026-11-23 12:00:00.005+00:00  192.0.2.1:5060 -> UDP 192.0.2.2:5070  38 octets\n"
        "BYE sip:b:***@a SIP/2.0\nSubject: \\xff\n"
    )


def test_first_line_is_that_of_the_message() -> None:
    assert entry(b"\r\nSIP/2.0 200 OK\r\nTo: x\r\n\r\n").first_line == "SIP/2.0 200 OK"
    assert entry(b"BYE sip:b:pw@a SIP/2.0").first_line == "BYE sip:b:***@a SIP/2.0"


def test_messages_are_logged_masked_when_somebody_listens(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, "blfpanel.trace"):
        filled(b"BYE sip:b:pw@a SIP/2.0")
    assert caplog.messages == ["-> UDP 192.0.2.2:5070\nBYE sip:b:***@a SIP/2.0"]
    with caplog.at_level(logging.INFO, "blfpanel.trace"):
        filled(b"BYE sip:b:pw@a SIP/2.0")
    assert len(caplog.messages) == 1
