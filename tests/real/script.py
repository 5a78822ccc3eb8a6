"""SIPp scenarios written as lists of steps, for far ends that do odd things on purpose.

A step is a few lines of SIPp's XML. Requests that are received leave their headers in variables
under a name, so that they can be answered late, twice, or by two phones at once.
"""

from __future__ import annotations

from collections.abc import Sequence

SDP = """\
Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=adversary 1 {version} IN IP4 [local_ip]
    s=-
    c=IN IP4 [local_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000
"""
NOTHING = "Content-Length: 0\n"
KEPT = ("Via", "From", "To", "Call-ID", "CSeq")


def expect(method: str, name: str | None = None) -> str:
    """A request must come; ``name`` keeps its headers."""
    if name is None:
        return f'<recv request="{method}"/>'
    actions = "".join(
        f'<ereg regexp=".*" search_in="hdr" header="{header}:" assign_to="{name}_{_slug(header)}"/>'
        for header in KEPT
    )
    contact = (
        '<ereg regexp="sip:[^>]*" search_in="hdr" header="Contact:" assign_to="contact"/>'
        if method == "INVITE"
        else ""
    )
    return f'<recv request="{method}"><action>{actions}{contact}</action></recv>'


def expect_response(status: int) -> str:
    """A response must come."""
    return f'<recv response="{status}"/>'


def answer(
    name: str, status: str, *, tag: str = "a", sdp: int | None = None, headers: str = ""
) -> str:
    """Answer the request kept as ``name``; ``sdp`` is the version of the description in it."""
    to = f"To:[${name}_to]" + (f";tag={tag}" if tag else "")
    extra = f"\n    {headers}" if headers else ""
    return f"""<send><![CDATA[

    SIP/2.0 {status}
    Via:[${name}_via]
    From:[${name}_from]
    {to}
    Call-ID:[${name}_call_id]
    CSeq:[${name}_cseq]
    Contact: <sip:adversary@[local_ip]:[local_port]>{extra}
    {SDP.format(version=sdp) if sdp else NOTHING}
  ]]></send>"""


def request(
    method: str, cseq: int, *, tag: str = "a", sdp: int | None = None, headers: str = ""
) -> str:
    """A request in the dialog that INVITE ``first`` has made."""
    extra = f"\n    {headers}" if headers else ""
    return f"""<send><![CDATA[

    {method} [$contact] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-[pid]-{method}-{cseq};rport
    From:[$first_to];tag={tag}
    To:[$first_from]
    Call-ID:[$first_call_id]
    CSeq: {cseq} {method}
    Contact: <sip:adversary@[local_ip]:[local_port]>
    Max-Forwards: 70{extra}
    {SDP.format(version=sdp) if sdp else NOTHING}
  ]]></send>"""


def ack(cseq: int, *, tag: str = "a") -> str:
    """ACK of an answer to our own re-INVITE; of a refusal it repeats the INVITE's branch."""
    return request("ACK", cseq, tag=tag).replace("-ACK-", "-INVITE-")


def pause(milliseconds: int) -> str:
    """Wait."""
    return f'<pause milliseconds="{milliseconds}"/>'


def script(name: str, steps: Sequence[str]) -> str:
    """The scenario as SIPp reads it."""
    text = "\n  ".join(steps)
    kept = sorted({word for word in _variables(text) if f"[${word}]" not in text})
    reference = f'<Reference variables="{",".join(kept)}"/>' if kept else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<scenario name="{name}">\n  {text}\n  {reference}\n</scenario>\n'
    )


def _slug(header: str) -> str:
    return header.lower().replace("-", "_")


def _variables(text: str) -> list[str]:
    return [piece.partition('"')[0] for piece in text.split('assign_to="')[1:]]
