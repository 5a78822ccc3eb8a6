from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blfpanel.sip.reasons import reason_phrase
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_values import Via
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import (
    MAX_HEAD,
    MAX_HEADER_LINES,
    MalformedMessage,
    Request,
    Response,
    build_response,
    parse_message,
    plain_response,
    response_address,
    stamp_source,
)

SEED = Path(__file__).parents[1] / "data" / "seed"

FIVE = (
    "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
    "From: <sip:a@h>;tag=f\r\n"
    "To: <sip:b@h>\r\n"
    "Call-ID: c\r\n"
    "CSeq: 1 NOTIFY\r\n"
)


def request(extra: str = "", *, body: bytes = b"", five: str = FIVE) -> bytes:
    return f"NOTIFY sip:b@h SIP/2.0\r\n{five}{extra}\r\n".encode() + body


def parse_request(data: bytes) -> Request:
    message = parse_message(data)
    assert isinstance(message, Request)
    return message


def malformed(data: bytes) -> MalformedMessage:
    with pytest.raises(MalformedMessage) as caught:
        parse_message(data)
    return caught.value


# --- the founding traces ---


@pytest.mark.parametrize("name", ["early", "proceeding", "terminated"])
def test_each_founding_notify_gets_its_founding_200(name: str) -> None:
    notify = parse_request((SEED / f"{name}.notify.sip").read_bytes())
    stamp_source(notify, ("172.16.16.180", 5060))
    answer = build_response(notify, 200).to_bytes()
    expected = (SEED / f"{name}.ok.sip").read_bytes()
    assert answer.split(b"\r\n", 1)[0] == expected.split(b"\r\n", 1)[0]
    assert sorted(answer.split(b"\r\n")) == sorted(expected.split(b"\r\n"))
    assert answer.endswith(b"\r\n\r\n")


def test_a_founding_notify_is_read_whole() -> None:
    data = (SEED / "early.notify.sip").read_bytes()
    notify = parse_request(data)
    assert (notify.method, notify.uri) == ("NOTIFY", "sip:snom@172.16.16.34:1415;line=ojn9itpa")
    assert notify.target is not None
    assert notify.target.param("line") == "ojn9itpa"
    assert notify.via.branch == "z9hG4bK-311728BD"
    assert (notify.cseq.number, notify.cseq.method) == (18, "NOTIFY")
    assert (notify.from_tag, notify.to_tag) == ("2870350033", "bl4qd8azu6")
    assert notify.from_.uri.user == "207"
    assert notify.call_id == "0ce2cb4794c2-9b374j1ddupd@snomSoft-000413FFFFFF"
    assert notify.event is not None
    assert notify.event.package == "dialog"
    assert notify.subscription_state is not None
    assert notify.subscription_state.state == "active"
    assert notify.content_type is not None
    assert notify.content_type.type == "application/dialog-info+xml"
    assert notify.contact is not None
    assert notify.contact.uri.host == "172.16.16.180"
    assert notify.expires is None
    assert len(notify.body) == 343
    assert sorted(notify.to_bytes().split(b"\r\n")) == sorted(data.split(b"\r\n"))


# --- tolerance ---


def test_line_ends_may_be_mixed() -> None:
    data = request("Subject: x\r\n", body=b"a\nb\r\n\r\nc")
    for mixed in (
        data.replace(b"\r\n", b"\n", 9),
        data.replace(b"\r\nTo", b"\nTo"),
        data.replace(b"x\r\n\r\n", b"x\r\n\n"),
        data.replace(b"x\r\n\r\n", b"x\n\r\n"),
        b"\r\n\r\n\n" + data,
    ):
        message = parse_request(mixed)
        assert message.headers.get("Subject") == "x"
        assert message.to.uri.user == "b"
        assert message.body.replace(b"\r", b"").startswith(b"a\nb\n")


def test_the_first_blank_line_ends_the_headers_whatever_its_form() -> None:
    message = parse_request(request().replace(b"\r\n\r\n", b"\n\n") + b"X: 1\r\n\r\nrest")
    assert message.body == b"X: 1\r\n\r\nrest"
    assert "X" not in message.headers


def test_a_lone_cr_becomes_a_blank() -> None:
    message = parse_request(request("Subject: a\rEvil: 1\r\n"))
    assert message.headers.get("Subject") == "a Evil: 1"
    assert b"a Evil: 1\r\n" in message.to_bytes()


def test_compact_folded_and_spaced_headers_are_read() -> None:
    five = (
        "v:SIP/2.0/UDP 192.0.2.1\r\n ;branch=z9hG4bK1\r\n"
        'F : "A\r\n\tB" <sip:a@h>;tag=f\r\nt: <sip:b@h>\r\ni\t:c\r\nCSEQ:  01   NOTIFY  \r\n'
    )
    message = parse_request(request("o:dialog\r\nc:text/plain\r\nm:<sip:x@y>\r\n", five=five))
    assert message.via.branch == "z9hG4bK1"
    assert message.from_.display == "A B"
    assert message.call_id == "c"
    assert message.cseq.number == 1
    assert message.event is not None
    assert message.contact is not None


def test_bytes_that_are_no_utf8_come_back_unchanged() -> None:
    raw = b'From: "M\xfcller \xff\x00" <sip:a@h>;tag=f\r\n'
    data = request(body=b"\xff\xfe").replace(b"From: <sip:a@h>;tag=f\r\n", raw)
    message = parse_request(data)
    assert raw in message.to_bytes()
    assert raw in build_response(message, 200).to_bytes()
    assert message.body == b"\xff\xfe"


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        ("SIP/2.0 200 OK", 200, "OK"),
        ("SIP/2.0 200 ", 200, ""),
        ("SIP/2.0 200", 200, ""),
        ("sip/2.0  486  Besetzt – später", 486, "Besetzt – später"),
    ],
)
def test_status_lines_are_read(line: str, status: int, reason: str) -> None:
    message = parse_message(f"{line}\r\n{FIVE}\r\n".encode())
    assert isinstance(message, Response)
    assert (message.status, message.reason) == (status, reason)
    assert message.success is (status == 200)
    assert not message.provisional


def test_extra_blanks_in_the_request_line_do_no_harm() -> None:
    message = parse_request(request().replace(b"NOTIFY sip:b@h ", b"NOTIFY  sip:b@h\t ", 1))
    assert message.start_line == "NOTIFY sip:b@h SIP/2.0"


def test_header_values_nobody_needs_may_be_junk() -> None:
    message = parse_request(
        request(
            "Event: ;\r\nSubscription-State:\r\nContent-Type: x\r\nContact: <\r\nExpires: soon\r\n"
            "junk\r\n"
        )
    )
    assert message.event is None
    assert message.subscription_state is None
    assert message.content_type is None
    assert message.contact is None
    assert message.expires is None


def test_a_contact_of_star_is_no_address() -> None:
    message = parse_request(request("Contact: *\r\n"))
    assert message.contact is None
    assert message.headers.get("Contact") == "*"


# --- Content-Length ---


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("", b"abcdef"),
        ("Content-Length: 4\r\n", b"abcd"),
        ("l: 0\r\n", b""),
        ("Content-Length: 006\r\n", b"abcdef"),
        ("Content-Length: 4\r\nl: 4\r\n", b"abcd"),
    ],
)
def test_the_body_is_as_long_as_content_length_says(header: str, body: bytes) -> None:
    assert parse_request(request(header, body=b"abcdef")).body == body


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length: 7\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: x\r\n",
        "Content-Length:\r\n",
        "Content-Length: 4, 4\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        f"Content-Length: {'9' * 5000}\r\n",
    ],
)
def test_a_wrong_content_length_is_answered_400(header: str) -> None:
    problem = malformed(request(header, body=b"abcdef"))
    assert problem.status == 400
    assert problem.request is not None
    assert "Content-Length" in problem.reason
    answer = build_response(problem.request, problem.status, to_tag="t").to_bytes()
    assert answer.startswith(b"SIP/2.0 400 Bad Request\r\n")


def test_content_length_is_always_written_right() -> None:
    message = Request("OPTIONS", "sip:h", Headers([("l", "99"), ("To", "<sip:h>")]), b"\xff12")
    assert message.to_bytes() == (
        b"OPTIONS sip:h SIP/2.0\r\nTo: <sip:h>\r\nContent-Length: 3\r\n\r\n\xff12"
    )


# --- malformed messages ---


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ((b"CSeq: 1 NOTIFY", b"CSeq: 1 INVITE"), 400),
        ((b"CSeq: 1 NOTIFY", b"CSeq: one NOTIFY"), 400),
        ((b"CSeq: 1 NOTIFY", b"CSeq: 36893488147419103232 NOTIFY"), 400),
        ((b"To: <sip:b@h>", b'To: "b <sip:b@h>'), 400),
        ((b"From: <sip:a@h>;tag=f", b"From: <>"), 400),
        ((b"Call-ID: c", b"Call-ID: c\r\nCall-ID: d"), 400),
        ((b"To: <sip:b@h>", b"To: <sip:b@h>\r\nt: <sip:c@h>"), 400),
        ((b"NOTIFY sip:b@h SIP/2.0", b"NOTIFY sip:b@h;x= y SIP/2.0"), 400),
        ((b"NOTIFY sip:b@h SIP/2.0", b"NOTIFY sip:b@h SIP/7.0"), 505),
        ((b"NOTIFY\r\n\r\n", b"NOTIFY\r\n" + b"X: y\r\n" * MAX_HEADER_LINES + b"\r\n"), 513),
        ((b"Call-ID: c\r\n", b"Call-ID: c\r\nX-Y: " + b"z" * MAX_HEAD + b"\r\n"), 513),
    ],
)
def test_a_malformed_request_can_be_answered(change: tuple[bytes, bytes], status: int) -> None:
    problem = malformed(request().replace(*change))
    assert problem.status == status
    assert problem.reason
    assert problem.request is not None
    answer = build_response(problem.request, problem.status, to_tag="x").to_bytes()
    assert answer.startswith(f"SIP/2.0 {status} ".encode())
    assert b"\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n" in answer


@pytest.mark.parametrize("name", ["Via", "From", "To", "Call-ID", "CSeq"])
def test_without_what_a_response_repeats_there_is_no_answer(name: str) -> None:
    five = "".join(line for line in FIVE.splitlines(True) if not line.startswith(name))
    problem = malformed(request(five=five))
    assert problem.request is None
    assert problem.reason == f"{name} is missing"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"\x00\x00\x00\x00",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"hello",
        b"SIP/2.0 4294967301 OK\r\n" + FIVE.encode() + b"\r\n",
        b"SIP/2.0 99 x\r\n" + FIVE.encode() + b"\r\n",
        b"SIP/3.0 200 x\r\n" + FIVE.encode() + b"\r\n",
        b"SIP/2.0 200 OK\r\n" + FIVE.encode() + b"Content-Length: 5\r\n\r\nabc",
        request().replace(b"NOTIFY", b"ACK"),
        request().replace(b"192.0.2.1", b""),
        request().replace(b"NOTIFY sip", b"NO{TIFY sip", 1),
        b"NOTIFY sip:b@h\r\n SIP/2.0\r\n" + FIVE.encode() + b"\r\n",
    ],
)
def test_what_cannot_be_answered_is_only_reported(data: bytes) -> None:
    if data.startswith(b"ACK"):
        data = data.replace(b"Call-ID: c", b"Call-ID: c\r\nContent-Length: 9")
    assert malformed(data).request is None


def test_a_message_without_its_blank_line_has_no_body() -> None:
    message = parse_request(request()[:-4])
    assert message.cseq.method == "NOTIFY"
    assert message.body == b""


def test_a_message_we_build_says_what_it_lacks() -> None:
    message = Request("OPTIONS", "sip:h")
    with pytest.raises(SipParseError, match="Via is missing"):
        _ = message.via
    with pytest.raises(SipParseError, match="Call-ID is missing"):
        _ = message.call_id
    assert Request("OPTIONS", "nonsense").target is None
    assert repr(message) == "<OPTIONS sip:h SIP/2.0>"


# --- responses ---


def test_a_response_repeats_every_via_and_nothing_else() -> None:
    message = parse_request(
        request("v: SIP/2.0/TCP x;branch=2,SIP/2.0/TCP y\r\nRecord-Route: <sip:r>\r\nX: 1\r\n")
    )
    response = build_response(message, 486, "Not now", to_tag="mine")
    assert list(response.headers) == [
        ("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1"),
        ("From", "<sip:a@h>;tag=f"),
        ("To", "<sip:b@h>;tag=mine"),
        ("Call-ID", "c"),
        ("CSeq", "1 NOTIFY"),
        ("Via", "SIP/2.0/TCP x;branch=2,SIP/2.0/TCP y"),
    ]
    assert response.start_line == "SIP/2.0 486 Not now"
    assert message.to_tag is None, "the request stays as it came"


def test_a_tag_that_is_there_stays() -> None:
    message = parse_request(request().replace(b"To: <sip:b@h>", b"To:  sip:b@h ;tag=t"))
    assert build_response(message, 200, to_tag="mine").headers.get("To") == "sip:b@h ;tag=t"


def test_reason_phrases() -> None:
    assert reason_phrase(200) == "Ok"
    assert reason_phrase(481) == "Call/Transaction Does Not Exist"
    assert reason_phrase(499) == "Bad Request"
    assert reason_phrase(799) == "Unknown"


# --- Via: where from, where to ---


@pytest.mark.parametrize(
    ("via", "source", "stamped"),
    [
        ("SIP/2.0/UDP 192.0.2.1;rport;branch=x", "192.0.2.1", ";rport=9;branch=x"),
        ("SIP/2.0/UDP 192.0.2.1;branch=x; rport ", "192.0.2.1", ";branch=x;rport=9"),
        ("SIP/2.0/UDP 192.0.2.1;rport=;branch=x", "192.0.2.1", ";rport=9;branch=x"),
        ("SIP/2.0/UDP 192.0.2.1;rport=77", "192.0.2.1", ";rport=9"),
        ("SIP/2.0/UDP 192.0.2.1:5060;branch=x", "192.0.2.1", ":5060;branch=x"),
        ("SIP/2.0/UDP 192.0.2.1", "192.0.2.1", ""),
        ("SIP/2.0/UDP 192.0.2.1", "192.0.2.7", ";received=192.0.2.7"),
        ("SIP/2.0/UDP 192.0.2.1;rport", "192.0.2.7", ";rport=9;received=192.0.2.7"),
        ("SIP/2.0/UDP 192.0.2.1;received=6.6.6.6", "192.0.2.1", ";received=192.0.2.1"),
        ('SIP/2.0/UDP 192.0.2.1;x="a;rport;b";rport', "192.0.2.1", ';x="a;rport;b";rport=9'),
        ("SIP/2.0/UDP 192.0.2.1;xrport;rport", "192.0.2.1", ";xrport;rport=9"),
    ],
)
def test_the_source_is_noted_in_the_top_via(via: str, source: str, stamped: str) -> None:
    old, new = b"SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", f"{via}, SIP/2.0/UDP z;rport".encode()
    message = parse_request(request().replace(old, new))
    stamp_source(message, (source, 9))
    assert message.headers.get_all("Via") == [
        f"SIP/2.0/UDP 192.0.2.1{stamped}",
        "SIP/2.0/UDP z;rport",
    ]
    assert message.via == Via.parse(f"SIP/2.0/UDP 192.0.2.1{stamped}"), "typed and raw agree"


@pytest.mark.parametrize(
    ("host", "source", "same"),
    [
        ("[2001:DB8:0::1]", "2001:db8::1", True),
        ("[2001:db8::2]", "2001:db8::1", False),
        ("pbx.example", "192.0.2.1", False),
        ("[x:y]", "2001:db8::1", False),
    ],
)
def test_received_tells_only_what_sent_by_does_not(host: str, source: str, same: bool) -> None:
    message = parse_request(request().replace(b"UDP 192.0.2.1", f"UDP {host}".encode()))
    stamp_source(message, (source, 5060))
    assert message.via.received == (None if same else source)


@pytest.mark.parametrize(
    ("via", "address"),
    [
        ("SIP/2.0/UDP h", ("h", 5060)),
        ("SIP/2.0/UDP h:5070", ("h", 5070)),
        ("SIP/2.0/TLS h", ("h", 5061)),
        ("SIP/2.0/UDP h:5070;received=192.0.2.1", ("192.0.2.1", 5070)),
        ("SIP/2.0/UDP h;received=192.0.2.1;rport=99", ("192.0.2.1", 99)),
        ("SIP/2.0/UDP 192.0.2.1:5070;rport=99", ("192.0.2.1", 99)),
        ("SIP/2.0/UDP h:5070;maddr=224.0.0.1;received=192.0.2.1", ("224.0.0.1", 5070)),
    ],
)
def test_a_response_goes_where_its_top_via_says(via: str, address: tuple[str, int]) -> None:
    assert response_address(Via.parse(via)) == address


# --- any bytes ---

FRAGMENTS = [
    b"\r\n", b"\n", b"\r", b" ", b"\t", b":", b";", b",", b"<", b">", b'"', b"=", b"\x00", b"\xff",
    b"SIP/2.0", b"NOTIFY", b"sip:a@h", b"Via: SIP/2.0/UDP h", b"From: <sip:a@h>", b"To: sip:b@h",
    b"Call-ID: c", b"CSeq: 1 NOTIFY", b"Content-Length: ", b"l:", b"3", b"rport", b"-", b"200",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(b"".join) | st.binary(max_size=200))
@example(request("\r\n"))
@settings(max_examples=400)
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    try:
        message = parse_message(data)
    except MalformedMessage as problem:
        if problem.request is not None:
            stamp_source(problem.request, ("192.0.2.1", 1))
            build_response(problem.request, problem.status, to_tag="t").to_bytes()
        return
    again = parse_message(message.to_bytes())
    assert again.to_bytes() == message.to_bytes()


@given(st.integers(0, len(request())), st.sampled_from(FRAGMENTS), st.integers(0, 12))
@settings(max_examples=400)
def test_a_damaged_notify_is_a_message_or_malformed(at: int, junk: bytes, cut: int) -> None:
    data = request("Content-Length: 0\r\n")
    data = data[:at] + junk + data[at + cut :]
    try:
        message = parse_message(data)
    except MalformedMessage:
        return
    for name in ("via", "cseq", "from_", "to", "call_id", "from_tag", "to_tag", "event", "contact"):
        getattr(message, name)
    if isinstance(message, Request):
        stamp_source(message, ("192.0.2.1", 1))
        copy = parse_message(build_response(message, 200, to_tag="t").to_bytes())
        assert copy.cseq == message.cseq


header_text = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=30
).map(lambda text: text.strip(" \t"))


@given(st.lists(st.tuples(st.sampled_from(["Subject", "X-A", "Server"]), header_text)), st.binary())
@settings(max_examples=100)
def test_what_we_write_is_read_the_same(lines: list[tuple[str, str]], body: bytes) -> None:
    message = parse_request(request())
    for name, value in lines:
        message.headers.add(name, value)
    message.body = body
    again = parse_request(message.to_bytes())
    assert [item for item in again.headers if item[0] != "Content-Length"] == list(message.headers)
    assert again.body == body


@pytest.mark.parametrize(("status", "reason"), [(200, None), (481, None), (400, "Refer-To?")])
def test_a_plain_response_is_what_the_general_way_writes(status: int, reason: str | None) -> None:
    request = parse_message(
        b"NOTIFY sip:200@192.0.2.9 SIP/2.0\r\n"
        b"v: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r\n"
        b"Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK2, SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK3\r\n"
        b"From: \"J\xf6rg\" <sip:207@pbx.example>;tag=a\r\n"
        b"t: <sip:200@pbx.example>;tag=b\r\nCall-ID: c\r\nCSeq: 2 NOTIFY\r\n"
        b"Contact: <sip:207@192.0.2.7>\r\nEvent: dialog\r\nContent-Length: 2\r\n\r\nhi"
    )  # fmt: skip
    assert isinstance(request, Request)
    general = build_response(request, status, reason).to_bytes()
    assert plain_response(request, status, reason) == general
    assert general.count(b"\r\nVia: ") == 2
