"""Every message in and out, in a ring; secrets are masked whenever one is shown.

Recording stores references only. Masking, decoding and searching are paid for by whoever looks.
"""

from __future__ import annotations

import enum
import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import HEAD_END

#: The topic to switch on for messages on standard error; everything there is masked.
_log = logging.getLogger("blfpanel.trace")

_HIDDEN = "***"
#: What is being handled is among so many newest messages.
_JUST_NOW = 64


class Direction(enum.Enum):
    """Which way a message went."""

    IN = "<-"
    OUT = "->"


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One message.

    Attributes:
        at: core time, seconds.
        direction: in or out.
        flow: the path it took.
        data: the message as it was on the wire, secrets and all.
        number: how many messages were recorded up to it.
    """

    at: float
    direction: Direction
    flow: Flow
    data: bytes
    number: int = 0

    @property
    def call_id(self) -> str | None:
        """The Call-ID, None where the message has none."""
        found = _CALL_ID.search(_head_of(self.data))
        return found[1].decode("utf-8", "replace") if found else None

    @property
    def first_line(self) -> str:
        """Request line or status line."""
        line = self.data.lstrip(b"\r\n").partition(b"\n")[0]
        return mask_secrets(line.decode("utf-8", "backslashreplace").rstrip())

    def text(self) -> str:
        """The message for a person's eyes: secrets masked, line ends as the platform likes."""
        return mask_secrets(self.data.decode("utf-8", "backslashreplace").replace("\r\n", "\n"))

    def masked(self) -> bytes:
        """The message with its secrets masked, which can still be read by a program."""
        return mask_message(self.data)


class Trace:
    """The last messages.

    Args:
        messages: how many are kept at most.
        octets: how many octets of them are kept at most.
    """

    def __init__(self, *, messages: int = 20_000, octets: int = 16 << 20) -> None:
        self._ring: deque[tuple[float, Direction, Flow, bytes]] = deque()
        self._most_messages = messages
        self._most_octets = octets
        self._octets = 0
        #: How many messages were recorded, those that had to make room included.
        self.recorded = 0

    def record(self, at: float, direction: Direction, flow: Flow, data: bytes) -> None:
        """Keep a message; the oldest make room."""
        ring = self._ring
        ring.append((at, direction, flow, data))
        self.recorded += 1
        self._octets += len(data)
        while self._octets > self._most_octets or len(ring) > self._most_messages:
            self._octets -= len(ring.popleft()[3])
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug(
                "%s %s\n%s", direction.value, flow, TraceEntry(at, direction, flow, data).text()
            )

    def __len__(self) -> int:
        return len(self._ring)

    def __iter__(self) -> Iterator[TraceEntry]:
        """All messages, oldest first."""
        return iter(self.since(0))

    @property
    def oldest(self) -> int:
        """The number of the oldest message that is kept."""
        return self.recorded - len(self._ring) + 1

    def since(self, number: int, most: int | None = None) -> list[TraceEntry]:
        """The messages after the one of this number, oldest first, and no more than ``most``.

        Who watches asks again when it is time to draw: telling each message would cost each.
        """
        oldest = self.oldest
        begin = max(number + 1, oldest)
        end = self.recorded + 1 if most is None else min(begin + most, self.recorded + 1)
        kept = islice(self._ring, begin - oldest, end - oldest)
        return [TraceEntry(*entry, begin + place) for place, entry in enumerate(kept)]

    def number_of(self, data: bytes) -> int | None:
        """The number of the message these very octets are of, if it came just now."""
        for back, entry in enumerate(islice(reversed(self._ring), _JUST_NOW)):
            if entry[3] is data:
                return self.recorded - back
        return None

    def find(self, call_id: str) -> list[TraceEntry]:
        """The messages with this Call-ID, oldest first."""
        return [entry for entry in self if entry.call_id == call_id]

    def text(
        self, wall: Callable[[float], datetime], entries: Iterable[TraceEntry] | None = None
    ) -> str:
        """Messages as text, secrets masked, to read or to send to somebody who can help.

        Args:
            wall: turns core time into a time of day (``Driver.wall``).
            entries: which; all when None.
        """
        return as_text(self if entries is None else entries, wall)


def as_text(entries: Iterable[TraceEntry], wall: Callable[[float], datetime]) -> str:
    """Messages as text, one after the other, secrets masked."""
    return "\n".join(_paragraph(entry, wall) for entry in entries)


def mask_message(data: bytes) -> bytes:
    """A whole message without its secrets; its Content-Length is right again."""
    text = data.decode("utf-8", "surrogateescape")
    masked = mask_secrets(text)
    return data if masked == text else with_length(masked.encode("utf-8", "surrogateescape"))


def with_length(data: bytes) -> bytes:
    """A whole message whose body was changed, with a Content-Length that says how long it is."""
    end = HEAD_END.search(data)
    if end is None:
        return data
    length = len(data) - end.end()
    head = _LENGTH.sub(rb"\g<1>%d" % length, data[: end.start()])
    return head + data[end.start() :]


def mask_secrets(text: str) -> str:
    """``text`` (a message or part of one) without what could be used to speak in our name.

    Digest responses and nonces, other credentials, media keys, passwords in URIs and bodies are
    hidden; what remains is no longer byte for byte the message.
    """
    text = _AUTH_HEADER.sub(_mask_auth_header, text)
    text = _MEDIA_KEY.sub(rf"\1{_HIDDEN}", text)
    text = _PASSWORD.sub(rf"\1{_HIDDEN}", text)
    return _URI_PASSWORD.sub(rf"\1{_HIDDEN}", text)


#: A header about authentication, with its folded lines: name, scheme, the rest.
_AUTH_HEADER = re.compile(
    r"^((?:Proxy-)?Authorization|(?:WWW|Proxy)-Authenticate|(?:Proxy-)?Authentication-Info)"
    r"([ \t]*:)((?:[^\r\n]|\r?\n[ \t])*)",
    re.IGNORECASE | re.MULTILINE,
)
_DIGEST_SECRET = re.compile(
    r"\b(response|c?nonce|nextnonce|opaque|rspauth)(\s*=\s*)(?:\"(?:[^\"\\]|\\.)*\"|[^\s,]+)",
    re.IGNORECASE,
)
#: RFC 4568 keys, RFC 4566 k=, RFC 8839 passwords, RFC 4567 MIKEY.
_MEDIA_KEY = re.compile(
    r"^(a=crypto:[^\r\n]*?inline:|k=[a-z0-9]+:|a=ice-pwd:|a=key-mgmt:\S+ )[^\r\n|]+",
    re.IGNORECASE | re.MULTILINE,
)
#: RFC 3261 §25.1: userinfo = user ":" password "@".
_URI_PASSWORD = re.compile(r"(\bsips?:[^\s:@<>\"]+:)[\w\-.!~*'()%&=+$,]*(?=@)", re.IGNORECASE)
#: A password in a body, whatever its format: ``password=x``, ``"pin": "x"``, ``<password>x<``.
_PASSWORD = re.compile(
    r"(\b(?:password|passwd|secret|pin)[ \t]*(?:\"?[ \t]*[=:][ \t]*\"?|>))[^\s\"<>&;,]+",
    re.IGNORECASE,
)
_LENGTH = re.compile(rb"^((?:Content-Length|l)[ \t]*:[ \t]*)\d+", re.IGNORECASE | re.MULTILINE)
_CALL_ID = re.compile(rb"^(?:Call-ID|i)[ \t]*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def _mask_auth_header(header: re.Match[str]) -> str:
    name, colon, value = header.groups()
    scheme, blank, rest = value.lstrip().partition(" ")
    if scheme.lower() == "digest" or name.lower().endswith("info"):
        return name + colon + _DIGEST_SECRET.sub(rf'\1\2"{_HIDDEN}"', value)
    return f"{name}{colon} {scheme}{blank}{_HIDDEN if rest else ''}"


def _head_of(data: bytes) -> bytes:
    return data.partition(b"\r\n\r\n")[0]


def _paragraph(entry: TraceEntry, wall: Callable[[float], datetime]) -> str:
    when = wall(entry.at).isoformat(sep=" ", timespec="milliseconds")
    local = "{}:{}".format(*entry.flow.local)
    title = f"{when}  {local} {entry.direction.value} {entry.flow}  {len(entry.data)} octets"
    return f"{title}\n{entry.text().rstrip()}\n"
