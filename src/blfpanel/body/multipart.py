"""Multipart bodies (RFC 2046 §5.1, RFC 2387): taken apart as PBXs send them, written as asked for.

Reading forgives a missing closing boundary, bare line feeds, text around the parts, parts without
headers, and a boundary that is not the announced one: the first line that looks like one is
believed then. Lengths that parts give of themselves are not needed and not looked at.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from urllib.parse import unquote

import msgspec

from blfpanel.body.encoding import MAX_SIZE as MAX_SIZE
from blfpanel.body.encoding import BodyError

#: Most parts of one body.
MAX_PARTS = 10_000

_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
#: A line that can only be a delimiter.
_DELIMITER = re.compile(rb"(?:\A|\n)--(\S[^\r\n]{0,199}?)[ \t]*(?=\r?\n)")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")


class Part(msgspec.Struct, frozen=True):
    """One part of a multipart body.

    Attributes:
        content_type: as sent, with its parameters; "" where the part has none.
        content_id: without angle brackets and percent-escapes; None where the part has none.
        body: with its transfer encoding undone.
    """

    content_type: str
    content_id: str | None
    body: bytes

    @property
    def media_type(self) -> str:
        """The type alone, in lower case."""
        return media_type(self.content_type)


def media_type(content_type: str) -> str:
    """The type of a Content-Type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def parameter(content_type: str, name: str) -> str | None:
    """A parameter of a Content-Type, without quotes; None where it has no such one."""
    for found, value in _PARAMETER.findall(content_type):
        if found.lower() == name:
            if value.startswith('"'):
                return re.sub(r"\\(.)", r"\1", value[1:-1])
            return str(value).strip()
    return None


def content_id(text: str) -> str:
    """A Content-ID, or the ``cid`` that points to one (RFC 2392), in the form both share."""
    text = text.strip().removeprefix("<").removesuffix(">").strip()
    if text[:4].lower() == "cid:":
        text = text[4:]
    return unquote(text)


def is_multipart(content_type: str | None, body: bytes) -> bool:
    """Whether a body has parts: by its type, or, where nobody says, by its looks."""
    if content_type is not None:
        return media_type(content_type).startswith("multipart/")
    return not body.lstrip().startswith(b"<") and _DELIMITER.search(body) is not None


def split(body: bytes, content_type: str | None, findings: list[str]) -> tuple[Part, ...]:
    """Take a body apart.

    Args:
        content_type: of the body; None where nobody says, such as in a file.
        findings: what departs from the RFC is added to it, in words.

    Raises:
        BodyError: there is not a single part in it, or more than anybody sends.
    """
    if len(body) > MAX_SIZE:
        raise BodyError(f"the body has {len(body)} bytes, more than the {MAX_SIZE} accepted")
    announced = None if content_type is None else parameter(content_type, "boundary")
    delimiters = _delimiters(body, announced.encode(errors="replace")) if announced else []
    if not delimiters:
        found = _DELIMITER.search(body)
        if found is None:
            raise BodyError("the body has no boundary, so no parts")
        if content_type is not None:
            findings.append("boundary missing" if announced is None else "boundary is another one")
        delimiters = _delimiters(body, found[1])
    if len(delimiters) > MAX_PARTS:
        raise BodyError(f"the body has more than {MAX_PARTS} parts")
    if not delimiters[-1][1]:
        findings.append("closing boundary missing")
    ends = [start for start, _, _ in delimiters[1:]] + [len(body)]
    parts = []
    for (_, closing, start), end in zip(delimiters, ends, strict=True):
        if closing:
            break
        parts.append(_read_part(body[start:end], findings))
    if not parts:
        raise BodyError("the body has a boundary and no parts")
    return tuple(parts)


def _delimiters(body: bytes, boundary: bytes) -> list[tuple[int, bool, int]]:
    """Where each delimiter begins, whether it closes, and where what follows it begins."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    return [(m.start(), m[1] is not None, m.end()) for m in line.finditer(body)]


def _read_part(data: bytes, findings: list[str]) -> Part:
    """A part from the end of its delimiter's line to the next delimiter."""
    first = _LINE_END.match(data)
    second = _LINE_END.match(data, first.end()) if first else None
    if second is not None:
        return Part("", None, data[second.end() :])
    rest = data[first.end() :] if first else data
    if rest.lstrip().startswith(b"<"):
        findings.append("a part begins without an empty line")
        return Part("", None, rest)
    blank = _BLANK_LINE.search(rest)
    head, body = (rest[: blank.start()], rest[blank.end() :]) if blank else (rest, b"")
    headers = _read_headers(head)
    name = headers.get("content-id")
    return Part(
        headers.get("content-type", ""),
        None if name is None else content_id(name),
        _decoded(body, headers.get("content-transfer-encoding", ""), findings),
    )


def _read_headers(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in _FOLD.sub(" ", head.decode(errors="replace")).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _decoded(body: bytes, encoding: str, findings: list[str]) -> bytes:
    """``body`` without its Content-Transfer-Encoding (RFC 2045 §6)."""
    match encoding.lower():
        case "base64":
            try:
                return binascii.a2b_base64(body)
            except binascii.Error as error:
                findings.append(f"base64 of a part is broken: {error}")
                return body
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "" | "binary" | "8bit" | "7bit":
            return body
    findings.append(f"Content-Transfer-Encoding “{encoding:.40}” unknown")
    return body


def join(parts: Sequence[Part], boundary: str) -> bytes:
    """Write parts as the body of a multipart message with ``boundary``.

    The first one is the root (RFC 2387 §3.2). Raises :exc:`ValueError` if the boundary occurs in
    one of them.
    """
    line = b"--" + boundary.encode()
    if any(line in part.body for part in parts):
        raise ValueError("the boundary occurs in a part; take another one")
    pieces = []
    for part in parts:
        head = f"Content-Type: {part.content_type}\r\n"
        if part.content_id is not None:
            head = f"Content-ID: <{part.content_id}>\r\n{head}"
        encoding = b"Content-Transfer-Encoding: binary\r\n\r\n"
        pieces.append(line + b"\r\n" + head.encode() + encoding + part.body + b"\r\n")
    return b"".join(pieces) + line + b"--\r\n"
