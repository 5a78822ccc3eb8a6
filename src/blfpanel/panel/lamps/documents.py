"""The document in a NOTIFY: unpacked, and read whatever type its sender gives it."""

from __future__ import annotations

from blfpanel.body.dialog_info import CONTENT_TYPE, BodyError, DialogInfo, parse
from blfpanel.body.encoding import unpacked
from blfpanel.sip.syntax.message import Request

#: What bodies that say nothing consist of.
_NOTHING = b"\0 \t\r\n"

#: So far in, the root element of a document has begun.
_LOOKED_AT = 2048


def body_of(request: Request) -> bytes:
    """The body without its Content-Encoding, b"" if it says nothing; raises :exc:`BodyError`."""
    encodings = request.headers.get("Content-Encoding")
    body = request.body if encodings is None else unpacked(request.body, encodings)
    return body if body.strip(_NOTHING) else b""


def read_body(request: Request, body: bytes | None = None) -> DialogInfo | None:
    """The document in a NOTIFY, None if it has none; raises :exc:`BodyError`.

    A body without Content-Type is taken for what was asked for (sipsorcery), and one with another
    type for what it looks like.

    Args:
        body: of the request, where :func:`body_of` has given it already.
    """
    body = body_of(request) if body is None else body
    if not body:
        return None
    kind = request.content_type
    if kind is None or kind.type == CONTENT_TYPE or _looks_like_one(body):
        return parse(body, kind.charset if kind is not None else None)
    raise BodyError(f"it is {kind.type}, not {CONTENT_TYPE}")


def _looks_like_one(body: bytes) -> bool:
    # Without NULs, so that it is seen in UTF-16 too. Multipart bodies begin with a boundary.
    begin = body[:_LOOKED_AT].replace(b"\0", b"").lstrip()
    return b"dialog-info" in begin and not begin.startswith(b"--")
