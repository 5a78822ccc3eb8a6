from __future__ import annotations

import pytest

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_names import COMPACT_NAMES
from blfpanel.sip.syntax.header_values import (
    ContentType,
    CSeq,
    Event,
    Replaces,
    SubscriptionState,
    Via,
)
from blfpanel.sip.syntax.headers import Headers


def test_names_are_canonical_in_any_spelling() -> None:
    headers = Headers.from_lines(
        ["CALL-ID: 1", "cseq:2", "i: 3", "X-fOO: 4", "WWW-authenticate: 5"]
    )
    assert list(headers) == [
        ("Call-ID", "1"),
        ("CSeq", "2"),
        ("Call-ID", "3"),
        ("X-fOO", "4"),
        ("WWW-Authenticate", "5"),
    ]
    assert headers.get("call-id") == "1"
    assert headers.get("x-foo") == "4"
    assert headers.get_all("X-Foo") == ["4"]
    assert "x-FOO" in headers
    assert "X-Bar" not in headers


@pytest.mark.parametrize("letter", sorted(COMPACT_NAMES))
def test_compact_names_are_expanded(letter: str) -> None:
    for spelling in (letter, letter.upper(), f"{letter} \t"):
        assert list(Headers.from_lines([f"{spelling}:x"])) == [(COMPACT_NAMES[letter], "x")]


def test_folded_lines_are_joined_with_one_blank() -> None:
    headers = Headers.from_lines(["Subject: a ", " \t b: c", "\td", "X-Y:", "  e", "To: f"])
    assert list(headers) == [("Subject", "a b: c d"), ("X-Y", "e"), ("To", "f")]


def test_lines_that_are_no_headers_vanish_with_their_folds() -> None:
    lines = [" fold of nothing", "no colon", " folded: junk", ": x", "two words: y", "", "To: z"]
    assert list(Headers.from_lines(lines)) == [("To", "z")]


def test_get_all_splits_lists_and_nothing_else() -> None:
    headers = Headers(
        [
            ("Via", "a, b"),
            ("Date", "Sat, 13 Nov 2010 23:29:00 GMT"),
            ("Via", "c"),
            ("Contact", '"x, y" <sip:a,b@h>, <sip:c@h>'),
            ("WWW-Authenticate", 'Digest realm="a", nonce="b"'),
            ("Subject", "a, b"),
        ]
    )
    assert headers.get_all("v") == ["a", "b", "c"]
    assert headers.get_all("Date") == ["Sat, 13 Nov 2010 23:29:00 GMT"]
    assert headers.get_all("Contact") == ['"x, y" <sip:a,b@h>', "<sip:c@h>"]
    assert headers.get_all("WWW-Authenticate") == ['Digest realm="a", nonce="b"']
    assert headers.get_all("Subject") == ["a, b"]
    assert headers.get_all("Route") == []


def test_changes_keep_order_and_are_seen_at_once() -> None:
    headers = Headers([("Via", "a"), ("To", "t"), ("Via", "b"), ("X-A", "1"), ("x-a", "2")])
    assert headers.get("Via") == "a"
    headers.prepend("v", "top")
    assert headers.get("Via") == "top"
    headers.replace_first("via", "first")
    assert headers.get_all("Via") == ["first", "a", "b"]
    headers.set("Via", "only")
    assert headers.get_all("Via") == ["only"]
    headers.set("X-a", "3")
    assert headers.get_all("x-A") == ["3"]
    headers.set("Expires", " 60 ")
    headers.add("Route", "r")
    headers.remove("t")
    headers.remove("Nothing")
    assert list(headers) == [("Via", "only"), ("X-a", "3"), ("Expires", "60"), ("Route", "r")]
    assert len(headers) == 4
    headers.replace_first("X-A", "4")
    assert headers.get("x-a") == "4"


def test_replace_first_wants_a_line_to_replace() -> None:
    with pytest.raises(KeyError):
        Headers().replace_first("Via", "x")


def test_a_copy_is_independent() -> None:
    headers = Headers([("To", "a")])
    other = headers.copy()
    other.set("To", "b")
    assert (headers.get("To"), other.get("To")) == ("a", "b")


@pytest.mark.parametrize(
    ("name", "value"),
    [("Subject", "a\r\nEvil: 1"), ("Subject", "a\nb"), ("Sub ject", "a"), ("", "a"), ("a:b", "c")],
)
def test_no_header_can_smuggle_in_another(name: str, value: str) -> None:
    headers = Headers()
    for change in (headers.add, headers.set, headers.prepend):
        with pytest.raises(ValueError, match="no header line"):
            change(name, value)
    assert len(headers) == 0


def test_typed_values_are_remembered_until_their_line_changes() -> None:
    headers = Headers([("CSeq", "1 A"), ("Event", "dialog")])
    event = headers.typed("Event", Event.parse)
    assert headers.typed("CSeq", CSeq.parse) == CSeq(1, "A")
    headers.set("CSeq", "2 B")
    assert headers.typed("CSeq", CSeq.parse) == CSeq(2, "B")
    assert headers.typed("Event", Event.parse) is event
    headers.set("CSeq", "junk")
    assert headers.typed("CSeq", CSeq.parse) is None
    headers.remove("Event")
    assert headers.typed("Event", Event.parse) is None


def test_a_typed_value_is_read_anew_after_replace_first() -> None:
    headers = Headers([("CSeq", "1 A")])
    assert headers.typed("CSeq", CSeq.parse) == CSeq(1, "A")
    headers.replace_first("CSeq", "2 B")
    assert headers.typed("CSeq", CSeq.parse) == CSeq(2, "B")


def test_tokens_and_addresses() -> None:
    headers = Headers(
        [("Supported", "100rel, Replaces"), ("k", "eventlist;x"), ("Route", "<sip:a;lr>,<sip:b>")]
    )
    assert headers.tokens("Supported") == {"100rel", "replaces", "eventlist"}
    assert [str(route.uri) for route in headers.name_addrs("Route")] == ["sip:a;lr", "sip:b"]
    headers.add("Route", "junk")
    with pytest.raises(SipParseError):
        headers.name_addrs("Route")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SIP/2.0/UDP h;branch=z9", Via("udp", "h", None, (("branch", "z9"),))),
        ("sip / 2.0 / Tcp  h : 5062 ; rport ", Via("tcp", "h", 5062, (("rport", None),))),
        ("SIP/2.0/UDP [2001:db8::1]:5060", Via("udp", "2001:db8::1", 5060)),
        ("SIP/2.0/TLS-SCTP a_b.lan", Via("tls-sctp", "a_b.lan")),
        ("SIP/2.0/UDP first, SIP/2.0/UDP second", Via("udp", "first")),
    ],
)
def test_via_is_read(text: str, expected: Via) -> None:
    assert Via.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "SIP/2.0/UDP", "SIP/2.0/UDP h:99999", "SIP/2.0/UDP h:x", "SIP/3.0/UDP h", "h", ",",
     "SIP/2.0/UDP a b"],
)  # fmt: skip
def test_via_refuses_what_is_none(text: str) -> None:
    with pytest.raises(SipParseError):
        Via.parse(text)


def test_via_tells_its_parameters() -> None:
    via = Via.parse("SIP/2.0/UDP h;Branch=z9;received=192.0.2.1;rport=99;ttl=1")
    assert (via.branch, via.received, via.rport, via.param("ttl")) == ("z9", "192.0.2.1", 99, "1")
    assert via.wants_rport
    empty = Via.parse("SIP/2.0/UDP h;rport")
    assert empty.wants_rport
    assert empty.rport is None
    assert str(empty.with_param("rport", "7")) == "SIP/2.0/UDP h;rport=7"
    assert not Via("udp", "h").wants_rport
    assert str(Via("tcp", "2001:db8::1", 5, (("branch", "x"),))) == (
        "SIP/2.0/TCP [2001:db8::1]:5;branch=x"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("18 NOTIFY", CSeq(18, "NOTIFY")), ("0009\t INVITE", CSeq(9, "INVITE")),
     ("4294967295 X", CSeq(4294967295, "X"))],
)  # fmt: skip
def test_cseq_is_read(text: str, expected: CSeq) -> None:
    assert CSeq.parse(text) == expected


@pytest.mark.parametrize(
    "text", ["", "1", "INVITE", "-1 A", "1 A B", "4294967296 X", "9" * 5000 + " X", "1 \u00e4"]
)
def test_cseq_refuses_what_is_none(text: str) -> None:
    with pytest.raises(SipParseError):
        CSeq.parse(text)


def test_event_knows_its_id() -> None:
    event = Event.parse("dialog ; ID=7;x=y")
    assert event == Event("dialog", "7", (("x", "y"),))
    assert event.param("x") == "y"
    assert str(event) == "dialog;id=7;x=y"
    with pytest.raises(SipParseError):
        Event.parse(";id=1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("active", SubscriptionState("active")),
        ("Active;Expires=60", SubscriptionState("active", 60)),
        (
            "TERMINATED;reason=Timeout;retry-after=5;x",
            SubscriptionState("terminated", None, "timeout", 5, (("x", None),)),
        ),
        ("pending; expires = soon", SubscriptionState("pending")),
        ("cleared", SubscriptionState("cleared")),
    ],
)
def test_subscription_state_is_read_in_any_case(text: str, expected: SubscriptionState) -> None:
    assert SubscriptionState.parse(text) == expected


def test_subscription_state_is_written() -> None:
    state = SubscriptionState("terminated", 0, "probation", 60, (("x", "y"),))
    assert str(state) == "terminated;reason=probation;expires=0;retry-after=60;x=y"
    assert state.terminated
    assert SubscriptionState.parse(str(state)) == state
    with pytest.raises(SipParseError):
        SubscriptionState.parse("two words")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c@h;to-tag=t;from-tag=f", Replaces("c@h", "t", "f")),
        ("c ; From-Tag=f;to-tag=t;early-only", Replaces("c", "t", "f", True)),
        ("c;to-tag=t;from-tag=f;early-only=true", Replaces("c", "t", "f", True)),
        ("c;to-tag=t;from-tag=f;early-only=false", Replaces("c", "t", "f")),
        ("c;to-tag=0;from-tag=", Replaces("c", "0", "")),
    ],
)
def test_replaces_is_read(text: str, expected: Replaces) -> None:
    assert Replaces.parse(text) == expected


@pytest.mark.parametrize("text", ["", ";to-tag=t;from-tag=f", "c;to-tag=t", "c;from-tag=f"])
def test_replaces_needs_all_three(text: str) -> None:
    with pytest.raises(SipParseError):
        Replaces.parse(text)


def test_replaces_is_written() -> None:
    assert str(Replaces("c", "t", "f", True)) == "c;to-tag=t;from-tag=f;early-only"


def test_content_type_is_read_and_written() -> None:
    media = ContentType.parse('Multipart / Related;Boundary="a;b";charset=UTF-8')
    assert media.type == "multipart/related"
    assert media.param("boundary") == "a;b"
    assert media.charset == "utf-8"
    assert str(media) == 'multipart/related;Boundary="a;b";charset=UTF-8'
    assert ContentType.parse("a/b").charset is None


@pytest.mark.parametrize("text", ["", "text", "/x", "a/", "a b/c"])
def test_content_type_refuses_what_is_none(text: str) -> None:
    with pytest.raises(SipParseError):
        ContentType.parse(text)
