from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import NameAddr, SipUri, escape_user

HOME = SipUri("sip", "201", None, "pbx.example", 5080, (("user", "phone"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sip:207@pbx", SipUri("sip", "207", None, "pbx")),
        ("SIP:207@PBX", SipUri("sip", "207", None, "PBX")),
        ("sips:pbx.example:5061", SipUri("sips", None, None, "pbx.example", 5061)),
        ("sip:a:secret@h", SipUri("sip", "a", "secret", "h")),
        ("sip:a:@h", SipUri("sip", "a", "", "h")),
        ("sip:*21#@h", SipUri("sip", "*21#", None, "h")),
        ("sip:%2321@h", SipUri("sip", "%2321", None, "h")),
        ("sip:a@my_pbx.lan", SipUri("sip", "a", None, "my_pbx.lan")),
        ("sip:a@[2001:db8::9]:5070", SipUri("sip", "a", None, "2001:db8::9", 5070)),
        ("sip:a@[fe80::1%eth0]", SipUri("sip", "a", None, "fe80::1%eth0")),
        ("sip:a@h:", SipUri("sip", "a", None, "h")),
        ("sip:1@h:0", SipUri("sip", "1", None, "h", 0)),
        ("sip:@h", SipUri("sip", "", None, "h")),
        ("sip:anton müller@h", SipUri("sip", "anton müller", None, "h")),
        ("sip:alice;day=tuesday@h", SipUri("sip", "alice;day=tuesday", None, "h")),
        ("sip:user@domain@proxy", SipUri("sip", "user@domain", None, "proxy")),
        ("sip:a@h;x@y", SipUri("sip", "a", None, "h", None, (("x@y", None),))),
        ("sip:h;lr", SipUri("sip", None, None, "h", None, (("lr", None),))),
        (
            "sip:a@h;transport=TCP;;lr?Subject=a%20b&x=",
            SipUri(
                "sip", "a", None, "h", None, (("transport", "TCP"), ("lr", None)),
                (("Subject", "a%20b"), ("x", "")),
            ),
        ),
        ("tel:+1-201-555-0123", SipUri("tel", "+1-201-555-0123", None, "")),
        (
            "tel:7042;phone-context=example.com",
            SipUri("tel", "7042", None, "", None, (("phone-context", "example.com"),)),
        ),
        ("urn:service:sos", SipUri("urn", "service:sos", None, "")),
        ("pres:bob@h", SipUri("pres", "bob", None, "h")),
    ],
)  # fmt: skip
def test_parse_reads_each_part(text: str, expected: SipUri) -> None:
    assert SipUri.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "sip:207@pbx",
        "sips:pbx.example:5061",
        "sip:a:secret@h",
        "sip:*21#@h:5060;user=phone",
        "sip:a@[2001:db8::9]:5070;lr",
        "sip:a@h;transport=TCP;lr?Subject=a%20b&x=",
        "tel:7042;phone-context=example.com",
        "urn:service:sos",
        "sip:%61%40b@h;maddr=%41",
    ],
)
def test_str_gives_back_what_was_parsed(text: str) -> None:
    assert str(SipUri.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "207", "sip:", "sip:207@", "sip:a@h:70000", "sip:a@h:5x", "sip:a@h h", "tel:", "tel:;x",
     "sip:a@[::1", "sip:<a@h>", "a b:c", "sip:a@h\r\nX: y", "sip:a\n@h", ":x", "sip:a@h:1:2"],
)  # fmt: skip
def test_parse_refuses_what_is_no_uri(text: str) -> None:
    with pytest.raises(SipParseError):
        SipUri.parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("207@pbx", "sip:207@pbx"),
        (" <sip:207@pbx> ", "sip:207@pbx"),
        ("pbx", "sip:pbx"),
        ("pbx:5080", "sip:pbx:5080"),
        ("207@pbx:5080;x=1", "sip:207@pbx:5080;x=1"),
        ("207:pw@pbx", "sip:207:pw@pbx"),
        ("SIPS:207@pbx", "sips:207@pbx"),
        ("tel:207", "tel:207"),
        ("\nsip:207@pbx\n", "sip:207@pbx"),
    ],
)
def test_parse_lenient_supplies_the_scheme(text: str, expected: str) -> None:
    assert str(SipUri.parse_lenient(text)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("207", "sip:207@pbx.example:5080"),
        (" +49 (30) 12/34-5.6 ", "sip:+4930123456@pbx.example:5080"),
        ("*21#", "sip:*21%23@pbx.example:5080"),
        ("anton müller", "sip:anton%20m%C3%BCller@pbx.example:5080"),
        ("j.doe", "sip:j.doe@pbx.example:5080"),
        ("bob@other.example", "sip:bob@other.example"),
        ("sip:bob@other.example;x=1", "sip:bob@other.example;x=1"),
        ("tel:+4930", "tel:+4930"),
    ],
)
def test_dialled_takes_numbers_names_and_uris(typed: str, expected: str) -> None:
    assert str(SipUri.dialled(typed, HOME)) == expected


@pytest.mark.parametrize("typed", ["", "  ", "()", "@", "sip:"])
def test_dialled_refuses_nothing_to_dial(typed: str) -> None:
    with pytest.raises(SipParseError):
        SipUri.dialled(typed, HOME)


# RFC 3261 §19.1.4, its examples and the rules they leave out
EQUAL = [
    ("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtlanTa.CoM;Transport=tcp"),
    ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"),
    ("sip:carol@chicago.com", "sip:carol@chicago.com;security=on"),
    ("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on"),
    (
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
        "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
    ),
    (
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
    ),
    ("sip:a@[2001:db8::1]", "sip:a@[2001:DB8:0:0::1]"),
    ("sip:a@h;lr", "sip:a@h;LR"),
    ("tel:+1-201-555-0123", "tel:+1(201)5550123"),
    ("sip:%2321@h", "sip:#21@h"),
    ("sip:a%3bb@h", "sip:a%3Bb@h"),
]
DIFFERENT = [
    ("SIP:ALICE@AtlanTa.CoM;Transport=udp", "sip:alice@AtlanTa.CoM;Transport=UDP"),
    ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"),
    ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"),
    ("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"),
    ("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"),
    ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"),
    ("sip:carol@chicago.com;security=off", "sip:carol@chicago.com;security=on"),
    ("sip:a@h", "sips:a@h"),
    ("sip:a@h", "sip:a:@h"),
    ("sip:a@h;user=phone", "sip:a@h"),
    ("sip:a@h;ttl=1", "sip:a@h"),
    ("sip:a@h;method=INVITE", "sip:a@h"),
    ("sip:a@h;maddr=224.0.0.1", "sip:a@h"),
    ("sip:a%3bb@h", "sip:a;b@h"),
    ("sip:h", "sip:@h"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_uris_match_both_ways(left: str, right: str) -> None:
    assert SipUri.parse(left).equals(SipUri.parse(right))
    assert SipUri.parse(right).equals(SipUri.parse(left))


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_uris_match_neither_way(left: str, right: str) -> None:
    assert not SipUri.parse(left).equals(SipUri.parse(right))
    assert not SipUri.parse(right).equals(SipUri.parse(left))


def test_uri_derivations() -> None:
    uri = SipUri.parse("sip:%2a21%23:pw@h:5062;Transport=tcp;lr?a=b")
    assert uri.user_unescaped == "*21#"
    assert str(uri.bare()) == "sip:%2a21%23@h:5062"
    assert uri.param("transport") == "tcp"
    assert uri.param("lr") == ""
    assert uri.param("maddr") is None
    assert str(uri.bare().with_param("transport", "udp")).endswith(";transport=udp")
    assert SipUri.parse("sip:h").user_unescaped == ""
    latin = SipUri.parse("sip:m%FCller@h").user_unescaped
    assert escape_user(latin) == "m%FCller", "bytes that are no UTF-8 are not lost"
    assert SipUri.parse("sips:h").secure
    assert not uri.secure


@given(st.text(min_size=1))
@settings(max_examples=100)
def test_an_escaped_user_comes_back_from_the_wire(text: str) -> None:
    user = escape_user(text)
    uri = SipUri.parse(f"sip:{user}@h")
    assert uri.host == "h"
    assert uri.user_unescaped == text


@pytest.mark.parametrize(
    ("text", "display", "uri", "params"),
    [
        ("<sip:a@h>", None, "sip:a@h", ()),
        ("<sip:a@h;x=1>;tag=7", None, "sip:a@h;x=1", (("tag", "7"),)),
        ('"A. B" <sip:a@h>', "A. B", "sip:a@h", ()),
        ('"A"<sip:a@h> ; tag = 7 ;x', "A", "sip:a@h", (("tag", "7"), ("x", None))),
        (r'"say \"hi\" \\" <sip:a@h>', 'say "hi" \\', "sip:a@h", ()),
        ('"" <sip:a@h>', "", "sip:a@h", ()),
        ('"<sip:x@y>, z" <sip:a@h>', "<sip:x@y>, z", "sip:a@h", ()),
        ("Anton Müller <sip:a@h>", "Anton Müller", "sip:a@h", ()),
        ("Bell, Alexander <sip:a@h>", "Bell, Alexander", "sip:a@h", ()),
        ("sip:a@h;tag=7", None, "sip:a@h", (("tag", "7"),)),
        ('<sip:a@h>;x="a;b"', None, "sip:a@h", (("x", "a;b"),)),
        ("< sip:a@h >", None, "sip:a@h", ()),
        ("<tel:+1;phone-context=x>;tag=z", None, "tel:+1;phone-context=x", (("tag", "z"),)),
    ],
)
def test_name_addr_reads_each_form(
    text: str, display: str | None, uri: str, params: tuple[tuple[str, str | None], ...]
) -> None:
    assert NameAddr.parse(text) == NameAddr(display, SipUri.parse(uri), params)


@pytest.mark.parametrize(
    "text", ["", "*", "<>", "<sip:a@h", 'A" <sip:a@h>', '"A <sip:a@h>', "<sip:a@h>x", "sip:a@h>"]
)
def test_name_addr_refuses_what_is_none(text: str) -> None:
    with pytest.raises(SipParseError):
        NameAddr.parse(text)


def test_name_addr_is_written_strictly() -> None:
    uri = SipUri.parse("sip:a@h")
    assert str(NameAddr('Say "x"\r\nEvil: 1', uri)) == r'"Say \"x\"  Evil: 1" <sip:a@h>'
    assert str(NameAddr(None, uri, (("tag", "1"), ("x", "a b")))) == '<sip:a@h>;tag=1;x="a b"'


def test_with_tag_replaces_or_appends() -> None:
    address = NameAddr.parse("<sip:a@h>;x;Tag=1")
    assert address.tag == "1"
    assert str(address.with_tag("2")) == "<sip:a@h>;x;Tag=2"
    assert str(NameAddr.parse("<sip:a@h>").with_tag("2")) == "<sip:a@h>;tag=2"
    assert NameAddr.parse("<sip:a@h>").tag is None


@given(st.none() | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
@settings(max_examples=100)
def test_any_display_name_comes_back(display: str | None) -> None:
    address = NameAddr(display, SipUri.parse("sip:a@h"), (("tag", "1"),))
    assert NameAddr.parse(str(address)) == address


@given(st.text(alphabet='sip:@<>";,=?%[]\\ ab1', max_size=40))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (SipUri.parse, SipUri.parse_lenient, NameAddr.parse):
        try:
            value = parse(text)
        except SipParseError:
            continue
        assert parse(str(value)) == value
