"""What is said over the local socket: JSON objects, one a line.

A program sends one request; the panel answers with any number of steps and one end::

    {"v": 1, "do": "call", "number": "207"}
    {"v": 1, "time": "2026-11-23T01:02:03.456Z", "step": "dialling", "text": "Calling Anna Berger"}
    {"v": 1, "status": 1, "text": "Anna Berger is busy. [486]"}

The end has a ``status``, which is the exit status of the command line. Fields that are not known
are ignored on both sides, so that they can be added.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from blfpanel.wording import plain

VERSION = 1

#: The longest lines that are read, octets; an answer may hold the status of thousands of keys.
LONGEST_REQUEST = 64 * 1024
LONGEST_ANSWER = 16 * 1024 * 1024


class Status(enum.IntEnum):
    """How a request ended; the exit statuses of the command line."""

    DONE = 0
    REFUSED = 1  #: the SIP side said no, or the panel declines
    WRONG = 2  #: the request makes no sense


class Declined(Exception):
    """A request is not fulfilled; the text says why, for a person to read."""

    def __init__(self, text: str, status: Status = Status.REFUSED) -> None:
        super().__init__(text)
        self.status = status


class Call(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="call"):
    """Call ``number``, a number or URI, through ``account`` or the first one."""

    number: str
    account: str | None = None


class Pickup(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="pickup"):
    """Pick up what rings at the key of ``number``, within ``wait`` seconds; only by ``method``."""

    number: str
    wait: float = 0.0
    method: str | None = None


class Press(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="press"):
    """Press the key with this id, number or label."""

    key: str


class HangUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="hangup"):
    """End ``call``, or the one a person would mean."""

    call: str | None = None


class Transfer(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="transfer"):
    """Send the live call to ``number``."""

    number: str


class Dtmf(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="dtmf"):
    """Press the keypad's keys in the live call: 0-9, *, #, A-D."""

    digits: str


class StatusOf(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="status"):
    """Tell accounts, calls and keys."""


class Watch(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="watch"):
    """Tell the lamps of the keys with these numbers, or of all, and each change of them."""

    numbers: tuple[str, ...] = ()


class Show(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", tag="show"):
    """Bring the window to the front; with ``link`` (a link or number) in its field."""

    link: str = ""


Request: TypeAlias = Call | Pickup | Press | HangUp | Transfer | Dtmf | StatusOf | Watch | Show


class _Envelope(msgspec.Struct, frozen=True):
    v: int
    token: str = ""


_envelope = msgspec.json.Decoder(_Envelope)
_request: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)


def write_request(request: Request, **more: object) -> bytes:
    """A request as one line; ``more`` are further fields (a token)."""
    return _line({"v": VERSION, **msgspec.to_builtins(request), **more})


def read_request(line: bytes) -> Request:
    """The request in a line.

    Raises:
        Declined: it is none, or one of another version.
    """
    try:
        version = _envelope.decode(line).v
        if version != VERSION:
            raise Declined(
                f"The request is of version {version} of the local API; this panel speaks "
                f"version {VERSION}. Update the older of the two.",
                Status.WRONG,
            )
        return _request.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise Declined(f"The request cannot be read: {problem}.", Status.WRONG) from problem


def read_token(line: bytes) -> str:
    """The token in a request; empty where there is none."""
    try:
        return _envelope.decode(line).token
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def write_answer(fields: dict[str, object]) -> bytes:
    """A step or the end as one line."""
    return _line({"v": VERSION, **fields})


def read_answer(line: bytes) -> dict[str, object]:
    """The fields of a step or the end; raises :exc:`ValueError` for anything else."""
    return msgspec.json.decode(line, type=dict[str, object])


def _line(fields: dict[str, object]) -> bytes:
    return msgspec.json.encode(fields, enc_hook=plain) + b"\n"
