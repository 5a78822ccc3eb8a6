"""RTCP (RFC 3550 §6): reports about a stream, read and written."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_VERSION = 2
_SENDER, _RECEIVER, _DESCRIPTION, _GOODBYE = 200, 201, 202, 203
_HEAD = struct.Struct("!BBH")
_SENDER_INFO = struct.Struct("!QIII")
_BLOCK = struct.Struct("!IIIIII")
_CNAME = 1
_COUNT, _PADDING = 0x1F, 0x20


@dataclass(frozen=True, slots=True)
class Block:
    """What a receiver tells of one sender's packets (§6.4.1).

    Attributes:
        ssrc: the sender's.
        fraction: which part was lost since the report before, 0 to 1.
        lost: how many altogether; negative where more doubles came.
        highest: the highest sequence number, wraps counted above 16 bits.
        jitter: ticks.
        last_report: the middle 32 bits of the sender's last report's time; 0: it sent none.
        since: how long ago that came, seconds.
    """

    ssrc: int
    fraction: float
    lost: int
    highest: int
    jitter: int
    last_report: int
    since: float

    def to_bytes(self) -> bytes:
        """24 octets."""
        lost = max(-0x800000, min(self.lost, 0x7FFFFF)) & 0xFFFFFF
        return _BLOCK.pack(
            self.ssrc,
            int(max(0.0, min(self.fraction, 255 / 256)) * 256) << 24 | lost,
            self.highest & 0xFFFFFFFF,
            min(self.jitter, 0xFFFFFFFF),
            self.last_report,
            min(int(self.since * 65536), 0xFFFFFFFF),
        )


@dataclass(frozen=True, slots=True)
class SenderInfo:
    """What a sender tells of itself (§6.4.1).

    Attributes:
        ntp: its time, 32.32 bits.
        timestamp: the same moment on its media clock.
        packets: how many it has sent.
        octets: of payload in them.
    """

    ntp: int
    timestamp: int
    packets: int
    octets: int


@dataclass(frozen=True, slots=True)
class Report:
    """A sender's or a receiver's report; ``sender`` is None in the latter."""

    ssrc: int
    sender: SenderInfo | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Goodbye:
    """These streams have ended."""

    ssrcs: tuple[int, ...]


def parse(datagram: bytes) -> list[Report | Goodbye]:
    """The reports and goodbyes of a compound packet; nothing of what is malformed or unknown."""
    found: list[Report | Goodbye] = []
    for kind, count, body in _packets(datagram):
        if kind in (_SENDER, _RECEIVER) and len(body) >= 4:
            report = _report(kind, count, body)
            found += [report] if report else []
        elif kind == _GOODBYE:
            whole = min(count, len(body) // 4)
            found.append(Goodbye(struct.unpack_from(f"!{whole}I", body)))
    return found


def compound(report: Report, cname: str, *, leaving: bool = False) -> bytes:
    """A report, who sends it, and perhaps a goodbye, as one datagram (§6.1).

    Args:
        report: what to tell.
        cname: the sender's lasting name, the same in all its streams (§6.5.1).
        leaving: whether the stream ends.
    """
    ssrc = struct.pack("!I", report.ssrc)
    body = ssrc
    if report.sender:
        info = report.sender
        body += _SENDER_INFO.pack(
            info.ntp & 0xFFFFFFFFFFFFFFFF,
            info.timestamp,
            info.packets & 0xFFFFFFFF,
            info.octets & 0xFFFFFFFF,
        )
    body += b"".join(block.to_bytes() for block in report.blocks)
    name = cname.encode()[:255]
    item = ssrc + bytes([_CNAME, len(name)]) + name
    # at least one zero ends the items, more fill up the last word
    item += bytes(4 - len(item) % 4)
    packets = [
        (_SENDER if report.sender else _RECEIVER, len(report.blocks), body),
        (_DESCRIPTION, 1, item),
    ]
    packets += [(_GOODBYE, 1, ssrc)] if leaving else []
    return b"".join(_packed(*packet) for packet in packets)


def is_rtcp(datagram: bytes) -> bool:
    """Whether a datagram on a shared port is RTCP, not RTP (RFC 5761 §4)."""
    return len(datagram) >= 8 and datagram[0] >> 6 == _VERSION and 192 <= datagram[1] <= 223


def _packed(kind: int, count: int, body: bytes) -> bytes:
    return _HEAD.pack(_VERSION << 6 | count, kind, len(body) // 4) + body


def _packets(datagram: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + _HEAD.size <= len(datagram):
        flags, kind, words = _HEAD.unpack_from(datagram, at)
        end = at + _HEAD.size + 4 * words
        if flags >> 6 != _VERSION or end > len(datagram):
            return
        padding = datagram[end - 1] if flags & _PADDING and words else 0
        yield kind, flags & _COUNT, datagram[at + _HEAD.size : max(at + _HEAD.size, end - padding)]
        at = end


def _report(kind: int, count: int, body: bytes) -> Report | None:
    ssrc = int.from_bytes(body[:4])
    if kind == _RECEIVER:
        return Report(ssrc, None, tuple(_blocks(body[4:], count)))
    if len(body) < 4 + _SENDER_INFO.size:
        return None
    info = SenderInfo(*_SENDER_INFO.unpack_from(body, 4))
    return Report(ssrc, info, tuple(_blocks(body[4 + _SENDER_INFO.size :], count)))


def _blocks(body: bytes, count: int) -> Iterable[Block]:
    for index in range(min(count, len(body) // _BLOCK.size)):
        ssrc, losses, highest, jitter, last, since = _BLOCK.unpack_from(body, index * _BLOCK.size)
        lost = losses & 0xFFFFFF
        yield Block(
            ssrc=ssrc,
            fraction=(losses >> 24) / 256,
            lost=lost - (0x1000000 if lost & 0x800000 else 0),
            highest=highest,
            jitter=jitter,
            last_report=last,
            since=since / 65536,
        )
