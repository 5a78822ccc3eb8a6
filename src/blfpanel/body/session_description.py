"""Session descriptions as values (SDP, RFC 8866): read and write.

Reading is tolerant: LF or CRLF, missing lines, unknown lines and odd numbers are taken as far as
they make sense. Writing is strict: the lines come in the order of RFC 8866 §5, ended by CRLF.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from blfpanel.body.crypto import Crypto

#: A type letter and its value: ("b", "AS:64").
Line: TypeAlias = tuple[str, str]

#: RFC 8866 §5's order within a section; ``t``, ``r`` and ``z`` belong together and keep theirs.
_ORDER = ("v", "o", "s", "i", "u", "e", "p", "c", "b", "trz", "k", "a")
_RANK = {kind: rank for rank, kinds in enumerate(_ORDER) for kind in kinds}
#: What RFC 3551 §6 lets stand without an ``rtpmap`` and is still met on the wire.
_STATIC_NAMES = {0: "PCMU", 3: "GSM", 4: "G723", 8: "PCMA", 9: "G722", 18: "G729"}
#: Profiles whose packets are plain RTP; AVPF (RFC 4585) only adds feedback we need not send.
_PLAIN_RTP = ("RTP/AVP", "RTP/AVPF")
#: The same encrypted, with the keys in the description. Not those of DTLS (UDP/TLS/RTP/SAVP).
_SECURE_RTP = ("RTP/SAVP", "RTP/SAVPF")
# some devices end the body with NUL, some indent it
_LINE = re.compile(r"[ \t]*([A-Za-z])=([^\0]*)")
_UNSPECIFIED = ("0.0.0.0", "::")


class SdpError(ValueError):
    """The bytes are no session description at all."""


class Direction(enum.Enum):
    """Who may send, seen from the side whose description it stands in (RFC 8866 §6.7)."""

    SENDRECV = "sendrecv"
    SENDONLY = "sendonly"
    RECVONLY = "recvonly"
    INACTIVE = "inactive"

    @classmethod
    def of(cls, *, sends: bool, receives: bool) -> Direction:
        """The direction with these two properties."""
        if sends:
            return cls.SENDRECV if receives else cls.SENDONLY
        return cls.RECVONLY if receives else cls.INACTIVE

    @property
    def sends(self) -> bool:
        """Whether this side sends."""
        return self in (Direction.SENDRECV, Direction.SENDONLY)

    @property
    def receives(self) -> bool:
        """Whether this side listens."""
        return self in (Direction.SENDRECV, Direction.RECVONLY)

    @property
    def mirrored(self) -> Direction:
        """The same stream seen from the other side."""
        return Direction.of(sends=self.receives, receives=self.sends)

    @property
    def held(self) -> Direction:
        """What to offer to put the other side on hold (RFC 3264 §8.4)."""
        return Direction.of(sends=self.sends, receives=False)

    def limited_to(self, other: Direction) -> Direction:
        """What both allow."""
        return Direction.of(
            sends=self.sends and other.sends, receives=self.receives and other.receives
        )


@dataclass(frozen=True, slots=True)
class RtpMap:
    """What a payload type number means (RFC 8866 §6.6)."""

    payload_type: int
    encoding: str
    clock_rate: int
    channels: int = 1

    @classmethod
    def parse(cls, value: str) -> RtpMap | None:
        """Read ``8 PCMA/8000`` or ``96 opus/48000/2``; None where it is neither."""
        number, _, mapping = value.partition(" ")
        encoding, *numbers = mapping.strip().split("/")
        payload_type = number_in(number, 127)
        clock_rate = number_in(numbers[0], 10**6) if numbers else None
        if payload_type is None or not clock_rate or not encoding:
            return None
        return cls(payload_type, encoding, clock_rate, number_in("".join(numbers[1:2]), 255) or 1)

    def same_encoding(self, other: RtpMap) -> bool:
        """Whether both mean the same codec; numbers may differ, names ignore case (RFC 4855)."""
        return (self.encoding.lower(), self.clock_rate, self.channels) == (
            (other.encoding.lower(), other.clock_rate, other.channels)
        )

    def __str__(self) -> str:
        channels = f"/{self.channels}" if self.channels > 1 else ""
        return f"{self.payload_type} {self.encoding}/{self.clock_rate}{channels}"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An ``a=`` line; ``value`` is None for a flag such as ``sendonly``."""

    name: str
    value: str | None = None

    @classmethod
    def parse(cls, text: str) -> Attribute:
        """Read what follows ``a=``."""
        name, colon, value = text.partition(":")
        return cls(name.strip(), value if colon else None)

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Connection:
    """A ``c=`` line; ``address`` may have the ``/ttl`` of a multicast group."""

    address: str
    address_type: str = "IP4"

    @classmethod
    def parse(cls, value: str) -> Connection | None:
        """Read ``IN IP4 192.0.2.1``; None where it is not of this form."""
        fields = value.split()
        return cls(fields[2], fields[1]) if len(fields) == 3 else None

    @property
    def host(self) -> str:
        """The address alone."""
        return self.address.partition("/")[0]

    def __str__(self) -> str:
        return f"IN {self.address_type} {self.address}"


@dataclass(frozen=True, slots=True)
class Origin:
    """An ``o=`` line: whose description this is, and which edition (RFC 8866 §5.2)."""

    session_id: str
    version: str
    address: str
    address_type: str = "IP4"
    username: str = "-"

    @classmethod
    def parse(cls, value: str) -> Origin | None:
        """Read ``- 1 2 IN IP4 192.0.2.1``; None where it is not of this form."""
        fields = value.split()
        if len(fields) != 6:
            return None
        username, session_id, version, _, address_type, address = fields
        return cls(session_id, version, address, address_type, username)

    def __str__(self) -> str:
        return (
            f"{self.username} {self.session_id} {self.version} IN {self.address_type} "
            f"{self.address}"
        )


@dataclass(frozen=True, slots=True)
class MediaDescription:
    """An ``m=`` line and what belongs to it.

    Attributes:
        media: "audio", "video" …
        port: where the describing side listens; 0: refused or ended. 0 too where it is no number.
        protocol: "RTP/AVP" …
        formats: payload types of RTP, as written.
        port_count: how many ports in a row (layered coding; RFC 8866 §5.14).
        connection: the ``c=`` line of this stream, None where the session's holds.
        attributes: the ``a=`` lines in their order.
        others: all other lines.
    """

    media: str
    port: int
    protocol: str = "RTP/AVP"
    formats: tuple[str, ...] = ()
    port_count: int = 1
    connection: Connection | None = None
    attributes: tuple[Attribute, ...] = ()
    others: tuple[Line, ...] = ()

    @classmethod
    def parse(cls, value: str, lines: Iterable[Line] = ()) -> MediaDescription:
        """Read what follows ``m=`` and the lines up to the next one; odd values become port 0."""
        fields = value.split()
        media, port, protocol = (*fields[:3], *("audio", "0", "RTP/AVP")[len(fields) :])
        first, _, count = port.partition("/")
        connection, attributes, others = _sorted_out(lines)
        return cls(
            media=media,
            port=number_in(first, 65535) or 0,
            protocol=protocol,
            formats=tuple(fields[3:]),
            port_count=number_in(count, 65535) or 1,
            connection=connection,
            attributes=attributes,
            others=others,
        )

    def attribute(self, name: str) -> str | None:
        """The value of the first attribute of this name; None where there is none."""
        return next((a.value for a in self.attributes if a.name.lower() == name), None)

    def rtp_maps(self) -> tuple[RtpMap, ...]:
        """What the formats mean, in the order of preference; unknown ones are left out."""
        known = {number: RtpMap(number, name, 8000) for number, name in _STATIC_NAMES.items()}
        for attribute in self.attributes:
            if attribute.name.lower() == "rtpmap" and (
                found := RtpMap.parse(attribute.value or "")
            ):
                known[found.payload_type] = found
        numbers = (number_in(text, 127) for text in self.formats)
        return tuple(known[number] for number in numbers if number in known)

    @property
    def carries_audio(self) -> bool:
        """Whether this is sound in RTP, plain or secure, and neither refused nor ended."""
        return (
            self.media.lower() == "audio"
            and self.port > 0
            and self.protocol.upper() in (*_PLAIN_RTP, *_SECURE_RTP)
        )

    @property
    def secure(self) -> bool:
        """Whether its profile says that packets are encrypted (RFC 3711 §12)."""
        return self.protocol.upper() in _SECURE_RTP

    def cryptos(self) -> tuple[Crypto, ...]:
        """The keys it offers or answers with, as far as we can use them."""
        values = (a.value or "" for a in self.attributes if a.name.lower() == "crypto")
        return tuple(found for value in values if (found := Crypto.parse(value)))

    def has(self, flag: str) -> bool:
        """Whether there is an attribute of this name, with or without a value."""
        return any(a.name.lower() == flag for a in self.attributes)

    def with_direction(self, direction: Direction) -> MediaDescription:
        """The same stream in another direction."""
        kept = (a for a in self.attributes if _direction_in([a]) is None)
        return replace(self, attributes=(*kept, Attribute(direction.value)))

    def lines(self) -> list[Line]:
        """All lines in the order of RFC 8866."""
        count = f"/{self.port_count}" if self.port_count > 1 else ""
        # RFC 8866 §9 wants at least one format, also in a line that refuses
        formats = " ".join(self.formats or ("0",))
        head = ("m", f"{self.media} {self.port}{count} {self.protocol} {formats}")
        return [head, *_in_order(self.connection, self.attributes, self.others)]


@dataclass(frozen=True, slots=True)
class SessionDescription:
    """A whole session description.

    Attributes:
        origin: the ``o=`` line, None where there is none that can be read.
        name: the ``s=`` line.
        connection: the ``c=`` line for all streams that have none of their own.
        attributes: the ``a=`` lines of the session in their order.
        media: the streams.
        others: all other lines of the session, unknown ones among them.
    """

    origin: Origin | None = None
    name: str = "-"
    connection: Connection | None = None
    attributes: tuple[Attribute, ...] = ()
    media: tuple[MediaDescription, ...] = ()
    others: tuple[Line, ...] = ()

    @classmethod
    def parse(cls, data: bytes) -> SessionDescription:
        """Read a message body.

        Raises:
            SdpError: not one line of it has the form ``letter=value``.
        """
        lines = _lines(data)
        if not lines:
            raise SdpError("the body is no session description: it has no line like v=0")
        starts = [index for index, (kind, _) in enumerate(lines) if kind == "m"]
        bounds = [*starts, len(lines)]
        head = lines[: bounds[0]]
        sections = [lines[start:end] for start, end in pairwise(bounds)]
        first = dict(reversed(head))
        origin = Origin.parse(first.get("o", ""))
        taken = ("v", "s", "o") if origin else ("v", "s")
        connection, attributes, others = _sorted_out(line for line in head if line[0] not in taken)
        return cls(
            origin=origin,
            name=first.get("s") or "-",
            connection=connection,
            attributes=attributes,
            media=tuple(MediaDescription.parse(m, rest) for (_, m), *rest in sections),
            others=others,
        )

    def to_bytes(self) -> bytes:
        """The message body: CRLF, mandatory lines added where they are missing."""
        head = [("v", "0"), ("s", self.name)]
        head += [("o", str(self.origin))] if self.origin else []
        head += [] if any(kind == "t" for kind, _ in self.others) else [("t", "0 0")]
        lines = _in_order(self.connection, self.attributes, (*head, *self.others))
        lines += [line for media in self.media for line in media.lines()]
        text = "".join(f"{kind}={value}\r\n" for kind, value in lines)
        return text.encode("utf-8", "surrogateescape")

    def host_of(self, media: MediaDescription) -> str | None:
        """Where the describing side listens for this stream; None where it does not say."""
        connection = media.connection or self.connection
        return connection.host if connection else None

    def direction_of(self, media: MediaDescription) -> Direction:
        """Which way a stream of this description flows, seen from the describing side."""
        found = _direction_in(media.attributes) or _direction_in(self.attributes)
        direction = found or Direction.SENDRECV
        # the hold of RFC 2543, which RFC 3264 §8.4 asks to understand still
        return direction.held if self.host_of(media) in _UNSPECIFIED else direction


def number_in(text: str, highest: int) -> int | None:
    """A decimal number from 0 to ``highest``, None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    number = int(text)
    return number if number <= highest else None


def _lines(data: bytes) -> list[Line]:
    """All lines of the form ``letter=value``."""
    text = data.decode("utf-8", "surrogateescape")
    found = (_LINE.match(line) for line in re.split(r"\r\n|\n|\r", text))
    return [(match[1], match[2].strip()) for match in found if match]


def _sorted_out(
    lines: Iterable[Line],
) -> tuple[Connection | None, tuple[Attribute, ...], tuple[Line, ...]]:
    """The connection, the attributes and the other lines of a section."""
    connection: Connection | None = None
    attributes: list[Attribute] = []
    others: list[Line] = []
    for kind, value in lines:
        if kind == "a":
            attributes.append(Attribute.parse(value))
        elif kind == "c" and connection is None and (found := Connection.parse(value)):
            connection = found
        else:
            others.append((kind, value))
    return connection, tuple(attributes), tuple(others)


def _in_order(
    connection: Connection | None, attributes: Iterable[Attribute], others: Iterable[Line]
) -> list[Line]:
    """The lines of a section in the order of RFC 8866 §5, unknown ones last."""
    lines = [("c", str(connection))] if connection else []
    lines += [*others, *(("a", str(attribute)) for attribute in attributes)]
    return sorted(lines, key=lambda line: _RANK.get(line[0], len(_RANK)))


def _direction_in(attributes: Iterable[Attribute]) -> Direction | None:
    names = {direction.value: direction for direction in Direction}
    return next((names[a.name.lower()] for a in attributes if a.name.lower() in names), None)


def address_type_of(address: str) -> str:
    """IP4 or IP6, as c= and o= lines name it."""
    return "IP6" if ":" in address else "IP4"
