"""XML as PBXs write it: read as far as it goes, whatever its encoding, and mended where it can be.

Nothing is fetched, no entity is resolved, and what a document declares itself is refused.
"""

from __future__ import annotations

import re
from html import escape, unescape

from lxml import etree

from blfpanel.body.encoding import MAX_SIZE, BodyError, as_utf8


def _parser(*, recover: bool) -> etree.XMLParser:
    """Entities stay unresolved and nothing is fetched. The encoding is ours: the declared one may
    lie.
    """
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


_STRICT = _parser(recover=False)
#: Reads on behind a bare "&" or a missing end.
_TOLERANT = _parser(recover=True)

#: A document type that declares nothing itself: only in the way, as nothing is fetched.
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[<>]*>")

#: What can be wrong within a document that is there to its end; FreeSWITCH copies names as they
#: are. A "&" that begins no reference, a reference of HTML; characters XML does not know; a name
#: with quotes and angle brackets in it.
_AMPERSAND = re.compile(r"&(?!(?:lt|gt|amp|apos|quot|#\d+|#x[0-9A-Fa-f]+);)(?:\w+;)?")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DISPLAY = re.compile(r'(\bdisplay=")([^\r\n]{0,150}?)(?="\s*/?>\s*(?:<|\w+:|[^<>"\s]+@))')

#: Most places mended of each kind; in more of them there is no meaning.
_MAX_MENDED = 10_000

#: The end of the root element. Without it the document was cut off.
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?dialog-info\s*>|<(?:[\w.-]+:)?dialog-info(?:\s[^<>]*)?/>")

_BLANKS = b"\r\n\t "


def read_root(body: bytes, charset: str | None, findings: list[str]) -> tuple[etree._Element, bool]:
    """The root element, and whether the document is there to its end."""
    if len(body) > MAX_SIZE:
        raise BodyError(f"the document has {len(body)} bytes, more than the {MAX_SIZE} accepted")
    if body[:1] != b"<" or not body.isascii() or b"\0" in body:
        if body[:1] in _BLANKS and body:
            findings.append("blanks before the first tag")
        body = as_utf8(body, charset)
    if not body:
        raise BodyError("the document is empty")
    if b"<!DOCTYPE" in body:
        findings.append("document type")
        body = _DOCTYPE.sub(b"", body, count=1)
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise BodyError("the document declares types of its own, which is refused as unsafe")
    try:
        # feeding costs a parser that is there three quarters of what fromstring() does
        _STRICT.feed(body)
        return _STRICT.close(), True
    except etree.XMLSyntaxError:
        return _recovered(body, findings), _ROOT_END.search(body) is not None


def _recovered(body: bytes, findings: list[str]) -> etree._Element:
    """The root element of a document that is not well-formed; raises :exc:`BodyError`."""
    _parse_tolerantly(body)
    fault = _TOLERANT.error_log[0].message
    findings.append(f"XML is not well-formed: {fault:.80}")
    root = _parse_tolerantly(_mended(body))
    if root is None:
        raise BodyError("the document is no XML")
    return root


def _mended(body: bytes) -> bytes:
    """``body`` (UTF-8) such that recovery drops no characters."""
    text = _CONTROL.sub("", body.decode("utf-8", "replace"))
    text = _AMPERSAND.sub(_meant, text, _MAX_MENDED)
    return _DISPLAY.sub(lambda match: match[1] + _quoted(match[2]), text, _MAX_MENDED).encode()


def _meant(match: re.Match[str]) -> str:
    """An ampersand that XML does not know as what its writer meant: "ü" for "&uuml;"."""
    return escape(unescape(match[0]))


def _quoted(name: str) -> str:
    return name.replace('"', "&quot;").replace("<", "&lt;")


def _parse_tolerantly(body: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(body, _TOLERANT)
    except etree.XMLSyntaxError:
        return None
