"""Good input to begin with: what fuzzing changes bit by bit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from support.fuzz_targets import SEPARATOR
from support.sound_targets import good

DATA = Path(__file__).parent.parent / "data"

URIS = (
    "sip:207@pbx.example.org",
    "<sip:207@pbx.example.org;user=phone>;tag=1",
    '"Anna Berger" <sips:a%20b:secret@[2001:db8::1]:5061;transport=tls;lr?Subject=x&Replaces=y>',
    "tel:+49-89-1234;phone-context=+49",
    "sa:207",
    "urn:service:sos",
    "Anna <207@pbx>;expires=0;q=0.5",
    "**7%23*2a@h",
)

#: Marks like ``@CALL@`` are filled in with the dialog of the phone that gets this.
_IN_DIALOG = """\
{method} sip:200@192.0.2.99:5062 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKseed{cseq};rport
Max-Forwards: 70
From: <sip:207@pbx.example>;tag=@THEIRS@
To: <sip:200@pbx.example>;tag=@OURS@
Call-ID: @CALL@
CSeq: {cseq} {method}
{headers}Content-Length: {length}

{body}"""

_ANSWER = """\
SIP/2.0 {status} Whatever
Via: SIP/2.0/UDP 192.0.2.99:5062;branch=@BRANCH@;rport
From: <sip:200@pbx.example>;tag=@OURS@
To: <sip:207@pbx.example>;tag=@THEIRS@
Call-ID: @CALL@
CSeq: 1 SUBSCRIBE
Retry-After: 5
Min-Expires: 60
WWW-Authenticate: Digest realm="r",nonce="n",algorithm=MD5,qop="auth"
Content-Length: 0

"""

_DOCUMENT = (
    '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="{version}" state="{kind}" '
    'entity="sip:207@pbx.example"><dialog id="d1" call-id="c1" local-tag="l" remote-tag="r" '
    'direction="recipient"><state>early</state><remote><identity display="J">sip:211@pbx.example'
    '</identity><target uri="sip:211@pbx.example"/></remote></dialog></dialog-info>'
)

_LIST = """multipart/related;type="application/rlmi+xml";boundary=b;start="<root@pbx>"

--b
Content-ID: <root@pbx>
Content-Type: application/rlmi+xml;charset="UTF-8"

<?xml version="1.0"?>
<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:team@pbx" version="1" fullState="true">
<name xml:lang="en">Team</name><resource uri="sip:207@pbx"><name>Anna</name>
<instance id="i1" state="active" cid="sip:207@pbx"/></resource><resource uri="sip:208@pbx"/></list>

--b
Content-ID: <sip:207@pbx>
Content-Transfer-Encoding: binary
Content-Type: application/dialog-info+xml

<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full"
 entity="sip:207@pbx"/>
--b--
"""

_SDP = (
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
    "m=audio 7000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\n"
)


def _in_dialog(method: str, cseq: int, headers: str = "", body: str = "") -> bytes:
    text = _IN_DIALOG.format(
        method=method, cseq=cseq, headers=headers, body=body, length=len(body.encode())
    )
    head, blank, rest = text.partition("\n\n")
    return (head.replace("\n", "\r\n") + blank.replace("\n", "\r\n") + rest).encode()


def _notify(cseq: int, state: str, version: int = 1, kind: str = "full") -> bytes:
    headers = (
        f"Event: dialog\nSubscription-State: {state}\nContact: <sip:207@192.0.2.1:5060>\n"
        "Content-Type: application/dialog-info+xml\n"
    )
    return _in_dialog("NOTIFY", cseq, headers, _DOCUMENT.format(version=version, kind=kind))


def conversations() -> list[bytes]:
    """Traffic for one phone, messages joined by the separator."""
    ends = ("deactivated", "timeout", "noresource", "probation;retry-after=3", "rejected", "giveup")
    alone = [_notify(2, f"terminated;reason={reason}") for reason in ends]
    alone += [_ANSWER.format(status=n).replace("\n", "\r\n").encode() for n in (200, 401, 423, 489)]
    invite = _in_dialog("INVITE", 1, "Contact: <sip:211@192.0.2.1>\n", _SDP)
    invite = invite.replace(b";tag=@OURS@", b"").replace(b"@CALL@", b"a-call")
    call = [invite, invite.replace(b"INVITE", b"ACK"), invite.replace(b"INVITE", b"CANCEL")]
    return [
        _notify(2, "active;expires=600"),
        SEPARATOR.join((_notify(5, "active"), _notify(4, "active"), _notify(6, "pending", 9))),
        SEPARATOR.join((_notify(2, "active", 2, "partial"), _notify(3, "active", 7, "partial"))),
        SEPARATOR.join(call),
        SEPARATOR.join([_in_dialog(m, 3) for m in ("OPTIONS", "BYE", "INFO", "MESSAGE", "REFER")]),
        _notify(2, "active").replace(b"@CALL@", b"unknown").replace(b"@OURS@", b"unknown"),
        *alone,
    ]


def recorded() -> list[bytes]:
    """Every message of the fixtures."""
    return [path.read_bytes() for path in sorted(DATA.rglob("*.sip"))]


def _as_list(data: bytes) -> bytes:
    head, _, body = data.partition(b"\r\n\r\n")
    kinds = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-type:")]
    return b"".join(kinds[:1]).partition(b":")[2].strip() + b"\n" + body


def seeds(target: str) -> Iterator[bytes]:
    """What to begin with, and what broke it once."""
    messages = [*recorded(), *conversations()]
    match target:
        case "message":
            yield from messages
        case "endpoint":
            yield from conversations()
        case "uri":
            yield from (uri.encode() for uri in URIS)
        case "lists":
            yield _LIST.encode()
            yield from (_as_list(each) for each in messages)
        case "session_description" | "sound":
            yield from good(target)
        case _:
            yield from (each.partition(b"\r\n\r\n")[2] for each in messages)
    yield from finds(target)


def finds(target: str) -> list[bytes]:
    """What broke this target once."""
    return [path.read_bytes() for path in sorted((DATA / "fuzz" / target).glob("*"))]
