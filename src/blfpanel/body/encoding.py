"""From the bytes of a body to UTF-8: unpack what is compressed, find out the character set.

Labels lie: documents that say UTF-8 and are Latin-1, and the other way round, are common. So what
the bytes themselves show comes first, then Content-Type, then the XML declaration, and at last
each byte that is no UTF-8 is taken for Windows-1252, which is what such bytes nearly always are.
"""

from __future__ import annotations

import codecs
import re
import zlib

#: Longest document read, unpacked. A call takes about 500 bytes, so this is some thousand calls.
MAX_SIZE = 4 * 1024 * 1024

#: Most Content-Encodings on top of each other; nobody sends two.
_MAX_LAYERS = 3

_GZIP_MAGIC = b"\x1f\x8b"

#: UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

#: Character sets believed when named. UTF-7 and its like, in which tags can hide, are not.
_KNOWN_CHARSETS = re.compile(
    r"(?:iso-?8859|latin|windows-?|cp)[-_0-9]+|koi8-[ru]|gb\w+|big5|euc-\w+|shift.jis",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,80}\bencoding\s*=\s*["']([\w.-]{1,40})["']""")

#: What "surrogateescape" makes of bytes that are no UTF-8, and the Windows-1252 they are.
_SINGLE_BYTES = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)
}

_OUTSIDE = "\0\ufeff \t\r\n"


class BodyError(ValueError):
    """This body cannot be read; the text says why and continues "it cannot be read: …"."""


def unpacked(body: bytes, encodings: str | None) -> bytes:
    """``body`` without its Content-Encoding; raises :exc:`BodyError`.

    Args:
        encodings: the header's value, None if there is none: names in the order applied.
    """
    names = [name.strip().lower() for name in (encodings or "").split(",") if name.strip()]
    if len(names) > _MAX_LAYERS:
        raise BodyError(f"it is packed {len(names)} times")
    for name in reversed(names):
        match name:
            case "gzip" | "x-gzip" | "deflate":
                body = _inflated(body)
            case "identity":
                pass
            case _:
                raise BodyError(f"it is packed as “{name:.40}”, which is not known here")
    return body


def _inflated(body: bytes) -> bytes:
    # 47: gzip or zlib, as the first bytes say. -15: neither, which some call "deflate".
    for window in (47, -15):
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, MAX_SIZE + 1)
        except zlib.error:
            continue
        if len(data) > MAX_SIZE:
            raise BodyError(f"the document has more than the {MAX_SIZE} bytes accepted, unpacked")
        return data
    raise BodyError("it is packed and cannot be unpacked")


def as_utf8(body: bytes, charset: str | None = None) -> bytes:
    """``body`` in UTF-8, without marks, NULs and blanks around it; raises :exc:`BodyError`.

    Args:
        charset: what Content-Type says.
    """
    if body.startswith(_GZIP_MAGIC):
        body = _inflated(body)
    text = _decoded(body, charset)
    return text.strip(_OUTSIDE).replace("\0", "").encode("utf-8", "replace")


def _decoded(body: bytes, charset: str | None) -> str:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.match(body)
    for label in (charset, declared[1].decode() if declared else None):
        if label is not None and _KNOWN_CHARSETS.fullmatch(label):
            try:
                return body.decode(label)
            except (UnicodeDecodeError, LookupError):
                continue
    return body.decode("utf-8", "surrogateescape").translate(_SINGLE_BYTES)
