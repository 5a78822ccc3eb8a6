"""Messages in the spirit of RFC 4475, written for this project: odd but right, and wrong."""

from __future__ import annotations

import pytest

from blfpanel.sip.syntax.message import (
    MalformedMessage,
    Request,
    Response,
    build_response,
    parse_message,
)


def wire(text: str, body: bytes = b"") -> bytes:
    """``text`` with CRLF line ends, the blank line and a body."""
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


def test_a_short_tortuous_invite_is_read() -> None:
    """RFC 4475 §3.1.1.1: folds everywhere, unknown headers, odd case, escaped quotes."""
    message = parse_message(
        wire(
            """
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : 4
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33
""",
            b"v=0\n",
        )
    )
    assert isinstance(message, Request)
    assert message.to_tag == "1918181833n"
    assert message.from_.display == 'J Rosenberg \\"'
    assert message.from_tag == "98asjd8"
    assert message.cseq.number == 9
    assert message.via.host == "192.0.2.2"
    assert len(message.headers.get_all("Via")) == 3
    assert message.headers.get("Subject") == ""
    assert message.headers.get("newfangledheader") == "newfangled value continued newfangled value"
    assert message.contact is not None
    assert message.contact.param("q") == "0.33"
    assert message.headers.name_addrs("Route")[0].uri.param("lr") == ""
    assert message.body == b"v=0\n"
    again = parse_message(build_response(message, 200).to_bytes())
    assert again.headers.get_all("Via") == message.headers.get_all("Via")


def test_every_token_character_may_be_used() -> None:
    """RFC 4475 §3.1.1.2: a method and a display name of punctuation."""
    method = "!interesting-Method0123456789_*+`.%indeed'~"
    message = parse_message(
        wire(
            f"""
{method} sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d@h SIP/2.0
Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~
To: "BEL:\x07 NUL:\x00 DEL:\x7f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@h>
From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="work";tag=_tok
Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}}{{
CSeq: 139122385 {method}
Max-Forwards: 255
""",
        )
    )
    assert isinstance(message, Request)
    assert message.method == method
    assert message.target is not None
    assert message.target.host == "h"
    assert message.from_tag == "_tok"
    assert message.call_id.endswith('><:\\/"][?}{')


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("sip:sips%3Auser%40example.com@example.net", "example.net"),
        ("sip:user;par=u%40example.net@example.com", "example.com"),
        ("sip:example.com;lr", "example.com"),
        ("nobodyKnowsThisScheme:totallyopaquecontent", ""),
    ],
)
def test_strange_request_uris_are_left_as_they_are(uri: str, host: str) -> None:
    """RFC 4475 §3.1.1.3, §3.1.1.4, §3.3.2."""
    message = parse_message(five_for(f"OPTIONS {uri} SIP/2.0"))
    assert isinstance(message, Request)
    assert message.target is not None
    assert message.target.host == host
    assert message.to_bytes().startswith(f"OPTIONS {uri} SIP/2.0\r\n".encode())


def five_for(start: str, extra: str = "", body: bytes = b"", method: str = "OPTIONS") -> bytes:
    return wire(
        f"""
{start}
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKkdjuw
From: sip:caller@example.com;tag=3
To: sip:user@example.com
Call-ID: one@two
CSeq: 8 {method}
{extra}""",
        body,
    )


def test_two_messages_in_one_datagram_are_one_and_rubbish() -> None:
    """RFC 4475 §3.1.1.9: Content-Length ends the first, the rest is ignored."""
    first = five_for("OPTIONS sip:a@h SIP/2.0", "Content-Length: 0")
    message = parse_message(first + five_for("INVITE sip:b@h SIP/2.0", method="INVITE"))
    assert isinstance(message, Request)
    assert (message.method, message.body) == ("OPTIONS", b"")


def test_a_response_without_a_phrase_and_a_strange_phrase() -> None:
    """RFC 4475 §3.1.1.12, §3.1.1.13: also unused code, UTF-8, `=`."""
    message = parse_message(five_for("SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять"))
    assert isinstance(message, Response)
    assert message.reason.startswith("= 2**3")
    assert "девять" in message.reason
    assert parse_message(five_for("SIP/2.0 100 ")).start_line == "SIP/2.0 100 "


@pytest.mark.parametrize(
    ("data", "status", "answerable"),
    [
        # §3.1.2.2 Content-Length larger than the message
        (five_for("OPTIONS sip:a@h SIP/2.0", "Content-Length: 9999", b"v=0"), 400, True),
        # §3.1.2.3 negative
        (five_for("OPTIONS sip:a@h SIP/2.0", "Content-Length: -999", b"v=0"), 400, True),
        # §3.1.2.4 numbers that fit nowhere
        (
            five_for("OPTIONS sip:a@h SIP/2.0").replace(b": 8 ", b": 36893488147419103232 "),
            400,
            True,
        ),
        # §3.1.2.5 a response with them
        (
            five_for("SIP/2.0 503 x").replace(b": 8 ", b": 9292394834772304023312 "),
            400,
            False,
        ),
        # §3.1.2.6 an unterminated quotation
        (five_for("OPTIONS sip:a@h SIP/2.0").replace(b"To: ", b'To: "Mr. J. User <'), 400, True),
        # §3.1.2.9 blanks in the Request-URI
        (five_for("OPTIONS sip:a@h; lr SIP/2.0"), 400, True),
        # §3.1.2.16 another version of SIP
        (five_for("OPTIONS sip:a@h SIP/7.0"), 505, True),
        # §3.1.2.17, §3.1.2.18 two methods
        (five_for("OPTIONS sip:a@h SIP/2.0", method="INVITE"), 400, True),
        (five_for("NEWMETHOD sip:a@h SIP/2.0", method="INVITE"), 400, True),
        # §3.1.2.19 a code that is none
        (five_for("SIP/2.0 4294967301 better not break the receiver"), 400, False),
        # §3.3.1 what must be there is not
        (wire("INVITE sip:user@example.com SIP/2.0\nCSeq: 193942 INVITE"), 400, False),
        # §3.3.8 several of what there may be one of
        (five_for("OPTIONS sip:a@h SIP/2.0", "CSeq: 9 OPTIONS\nFrom: sip:x@y"), 400, True),
    ],
)
def test_wrong_messages_are_refused(data: bytes, status: int, answerable: bool) -> None:
    with pytest.raises(MalformedMessage) as caught:
        parse_message(data)
    assert caught.value.status == status
    assert (caught.value.request is not None) is answerable


def test_a_request_uri_in_brackets_is_no_uri() -> None:
    """RFC 4475 §3.1.2.8: whoever needs the URI finds none; the message itself is whole."""
    message = parse_message(five_for("OPTIONS <sip:user@example.com> SIP/2.0"))
    assert isinstance(message, Request)
    assert message.target is None


def test_a_bad_date_or_an_empty_list_hurts_nobody() -> None:
    """RFC 4475 §3.1.2.10 to §3.1.2.14: what we do not read may be wrong."""
    message = parse_message(
        five_for(
            "OPTIONS sip:a@h SIP/2.0",
            "Date: Fri, 01 Jan 2010 16:00:00 EST\nAccept: ,,\nContact: <sip:a@h\nWarning: x",
        )
    )
    assert message.headers.get_all("Accept") == []
    assert message.contact is None
