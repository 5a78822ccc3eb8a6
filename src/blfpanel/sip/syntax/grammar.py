"""Fragments of the RFC 3261 §25 grammar that several modules share, in a tolerant variant.

Every pattern here runs in linear time on hostile input: repetitions are possessive (``*+``) or
cannot overlap, and an unterminated quotation or angle bracket swallows the rest at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

#: Parameters as they stand on the wire, in order; None is a parameter without "=".
Params: TypeAlias = tuple[tuple[str, str | None], ...]


class SipParseError(ValueError):
    """A header value or URI does not follow the grammar, not even the tolerant one."""


#: RFC 3261 §25.1: linear white space within one (unfolded) line.
LWS = " \t"

TOKEN = re.compile(r"[A-Za-z0-9\-.!%*_+`'~]+")

#: A parameter value that needs no quotes: token, host or IPv6reference (RFC 3261 §25.1 gen-value).
_BARE_VALUE = re.compile(r"[A-Za-z0-9\-.!%*_+`'~:\[\]]+")

_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

_QUOTED = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_ANGLED = r"<[^<>]*+>?"
_LIST_ITEM = re.compile(rf'(?:{_QUOTED}|{_ANGLED}|[^,"<])++', re.DOTALL)
_PARAM_ITEM = re.compile(rf'(?:{_QUOTED}|[^;"])++', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def split_list(text: str) -> list[str]:
    """Split a comma-separated header value; commas in quotes and angle brackets do not count.

    Empty elements are dropped.
    """
    parts = _LIST_ITEM.findall(text) if '"' in text or "<" in text else text.split(",")
    return [stripped for part in parts if (stripped := part.strip(LWS))]


def first_of_list(text: str) -> str:
    """The first value of a comma-separated header line; the line itself if it has no comma."""
    if "," not in text:
        return text
    values = split_list(text)
    return values[0] if values else text


def quote(text: str) -> str:
    """``text`` as quoted-string; control characters, which could end the line, become blanks."""
    escaped = _CONTROLS.sub(" ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unquote(text: str) -> str:
    """The content of a quoted-string; text that is not quoted comes back as it is."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    inner = text[1:-1]
    return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


def parse_params(text: str) -> Params:
    """Read ``;name=value;flag``; values lose their quotes, empty parameters are dropped."""
    if not text:
        return ()
    quoted = '"' in text
    pieces = _split_params(text) if quoted else text.split(";")
    params: list[tuple[str, str | None]] = []
    for piece in pieces:
        name, equals, value = piece.partition("=")
        name = name.strip(LWS)
        if not name:
            continue
        if not equals:
            params.append((name, None))
        else:
            value = value.strip(LWS)
            params.append((name, unquote(value) if quoted else value))
    return tuple(params)


def _split_params(text: str) -> list[str]:
    """A name with a quote in it would, written again, swallow the parameters behind it."""
    return [piece for piece in _PARAM_ITEM.findall(text) if '"' not in piece.partition("=")[0]]


def format_params(params: Params) -> str:
    """Write parameters with their leading ";", quoting values that are no token or host."""
    if not params:
        return ""
    return "".join(
        f";{name}"
        if value is None
        else f";{name}={value if _BARE_VALUE.fullmatch(value) else quote(value)}"
        for name, value in params
    )


def find_param(params: Params, name: str) -> str | None:
    """The value of the first parameter ``name`` in any case; "" if it is there without value."""
    for key, value in params:
        if key == name or key.lower() == name:
            return "" if value is None else value
    return None


def replace_param(params: Params, name: str, value: str | None) -> Params:
    """``params`` with ``name`` (lower case) set to ``value`` in place, or appended."""
    if find_param(params, name) is None:
        return (*params, (name, value))
    return tuple((key, value if key.lower() == name else old) for key, old in params)


#: More digits than any number in SIP, leading zeros included; int() is slow on thousands.
_MAX_DIGITS = 64


def parse_number(text: str | None, maximum: int) -> int | None:
    """Decimal digits of at most ``maximum``; None for anything else."""
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    if len(text) > _MAX_DIGITS:
        return None
    number = int(text)
    return number if number <= maximum else None


_DELTA_SECONDS = re.compile(r"[ \t]*([0-9]+)[ \t]*(?:[;,(].*)?", re.DOTALL)

#: RFC 3261 §20.19: an Expires value is at most 2**32 - 1 seconds.
MAX_DELTA_SECONDS = 2**32 - 1


def parse_delta_seconds(text: str | None) -> int | None:
    """A number of seconds, tolerant: ``3600``, ``3600;x``, ``18000 (in a meeting);duration=3``.

    A number that is too large means the largest; RFC 3261 §10.3 lets a malformed one count as
    absent, which is None here, as for a missing header.
    """
    if text is None:
        return None
    match = _DELTA_SECONDS.fullmatch(text)
    if match is None:
        return None
    seconds = parse_number(match[1], MAX_DELTA_SECONDS)
    return MAX_DELTA_SECONDS if seconds is None else seconds


#: Enough for From, To and Contact of some hundred subscriptions; longer texts are not kept, so
#: that a stranger cannot fill memory with them.
_REMEMBERED = 1024
_LONGEST_REMEMBERED = 256


class _Memory(dict[str, T], Generic[T]):
    """What a parser read lately."""

    def __init__(self, parse: Callable[[str], T]) -> None:
        self._parse = parse

    def __missing__(self, text: str) -> T:
        value = self._parse(text)
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = value
        return value


def remembering(parse: Callable[[str], T]) -> Callable[[str], T]:
    """``parse`` with a memory of what it read lately, for values that come again and again.

    Only for parsers whose results are immutable: the same object is given out more than once.
    """
    return _Memory(parse).__getitem__
