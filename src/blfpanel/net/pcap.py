"""Messages as a capture file, to be read by Wireshark and its like.

The octets of a message are its own; the packets around them are made up, since nobody kept the
real ones. What went through TLS is written as plain TCP, so that it can be read.

Format: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html with stamps in nanoseconds;
packets begin with their IP header (LINKTYPE_RAW).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address

from blfpanel.net.trace import Direction, TraceEntry
from blfpanel.sip.flow import Address

_MAGIC_NANOSECONDS = 0xA1B23C4D
_LINKTYPE_RAW = 101
_LONGEST = 262_144

_TCP, _UDP = 6, 17
_HOPS = 64
_PUSH_ACK = 0x18
_WINDOW = 0xFFFF

#: What one made-up TCP packet carries at most.
_SEGMENT = 1400

#: Readers look for plain SIP at 5060 and for ciphers at 5061.
_PLAIN_PORT = {5061: 5060}


@dataclass(frozen=True, slots=True)
class Packet:
    """One message on its way; ``transport`` is "udp", or anything that goes by TCP."""

    at: datetime
    transport: str
    source: Address
    target: Address
    data: bytes


def packet_of(entry: TraceEntry, wall: Callable[[float], datetime]) -> Packet:
    """A recorded message as a packet; its secrets are masked."""
    here, there = entry.flow.local, entry.flow.remote
    if entry.direction is Direction.IN:
        here, there = there, here
    return Packet(wall(entry.at), entry.flow.transport, here, there, entry.masked())


def capture(packets: Iterable[Packet]) -> bytes:
    """A whole capture file."""
    made = bytearray(
        struct.pack("<IHHiIII", _MAGIC_NANOSECONDS, 2, 4, 0, 0, _LONGEST, _LINKTYPE_RAW)
    )
    sent: dict[tuple[Address, Address], int] = {}
    for packet in packets:
        seconds = int(packet.at.timestamp())
        stamp = struct.pack("<II", seconds, packet.at.microsecond * 1000)
        for content in _datagrams(packet, sent):
            made += stamp + struct.pack("<II", len(content), len(content)) + content
    return bytes(made)


def _datagrams(packet: Packet, sent: dict[tuple[Address, Address], int]) -> Iterable[bytes]:
    source, target = ip_address(_bare(packet.source[0])), ip_address(_bare(packet.target[0]))
    if source.version != target.version:
        source, target = _as_ipv6(source), _as_ipv6(target)
    ports = packet.source[1], packet.target[1]
    if packet.transport == "udp":
        head = struct.pack("!HHHH", *ports, 8 + len(packet.data), 0)
        yield _ip(source, target, _UDP, head, packet.data)
        return
    if packet.transport == "tls":
        ports = _PLAIN_PORT.get(ports[0], ports[0]), _PLAIN_PORT.get(ports[1], ports[1])
    here, there = (packet.source[0], ports[0]), (packet.target[0], ports[1])
    way, back = (here, there), (there, here)
    for begin in range(0, len(packet.data), _SEGMENT):
        piece = packet.data[begin : begin + _SEGMENT]
        number, heard = sent.get(way, 1), sent.get(back, 1)
        head = struct.pack("!HHIIBBHHH", *ports, number, heard, 5 << 4, _PUSH_ACK, _WINDOW, 0, 0)
        sent[way] = (number + len(piece)) % 2**32
        yield _ip(source, target, _TCP, head, piece)


def _ip(
    source: IPv4Address | IPv6Address,
    target: IPv4Address | IPv6Address,
    protocol: int,
    head: bytes,
    data: bytes,
) -> bytes:
    """An IP packet around a UDP or TCP header whose checksum is still 0."""
    length = len(head) + len(data)
    if source.version == 4:
        pseudo = struct.pack("!BBH", 0, protocol, length)
    else:
        pseudo = struct.pack("!IHBB", length, 0, 0, protocol)
    sum_of_all = _checksum(source.packed + target.packed + pseudo + head + data)
    at = 6 if protocol == _UDP else 16
    # RFC 768: a sum of 0 is sent as all ones, since 0 says that there is none
    head = head[:at] + struct.pack("!H", sum_of_all or 0xFFFF) + head[at + 2 :]
    if source.version == 4:
        start = struct.pack("!BBHHHBB", 0x45, 0, 20 + length, 0, 0x4000, _HOPS, protocol)
        addresses = source.packed + target.packed
        ip = start + struct.pack("!H", _checksum(start + b"\0\0" + addresses)) + addresses
    else:
        ip = struct.pack("!IHBB", 6 << 28, length, protocol, _HOPS) + source.packed + target.packed
    return ip + head + data


def _checksum(data: bytes) -> int:
    """RFC 1071."""
    if len(data) % 2:
        data += b"\0"
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _bare(host: str) -> str:
    """An address without the name of its interface."""
    return host.partition("%")[0]


def _as_ipv6(address: IPv4Address | IPv6Address) -> IPv6Address:
    return address if isinstance(address, IPv6Address) else IPv6Address(f"::ffff:{address}")
