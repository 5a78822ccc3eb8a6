"""What is written is read back by a reader that shares nothing with the writer."""

from __future__ import annotations

import shutil
import struct
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.net.pcap import Packet, capture, packet_of
from blfpanel.net.trace import Direction, TraceEntry
from blfpanel.sip.flow import Address, Flow

NOON = datetime(2026, 11, 23, 12, 0, 0, 123_456, tzinfo=UTC)
HERE, THERE = ("192.0.2.1", 5070), ("192.0.2.2", 5060)
HERE6, THERE6 = ("2001:db8::1", 5070), ("2001:db8::2", 5061)


class Read(NamedTuple):
    """A packet as the reader finds it."""

    at: datetime
    protocol: int
    source: Address
    target: Address
    number: int
    heard: int
    data: bytes


def ones_sum(data: bytes) -> int:
    """The Internet checksum over whole data, checksum included: all ones where it is right."""
    total = 0
    for place in range(0, len(data), 2):
        total += data[place] << 8 | (data[place + 1] if place + 1 < len(data) else 0)
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def read_packet(at: datetime, raw: bytes) -> Read:
    if raw[0] >> 4 == 4:
        assert raw[0] & 15 == 5
        assert ones_sum(raw[:20]) == 0xFFFF
        assert struct.unpack("!H", raw[2:4])[0] == len(raw)
        protocol, ends, inner = raw[9], (raw[12:16], raw[16:20]), raw[20:]
        pseudo = raw[12:20] + bytes([0, protocol]) + struct.pack("!H", len(inner))
    else:
        assert struct.unpack("!H", raw[4:6])[0] == len(raw) - 40
        protocol, ends, inner = raw[6], (raw[8:24], raw[24:40]), raw[40:]
        pseudo = raw[8:40] + struct.pack("!I", len(inner)) + bytes([0, 0, 0, protocol])
    assert ones_sum(pseudo + inner) == 0xFFFF
    source, target = (str(ip_address(end)) for end in ends)
    here, there = struct.unpack("!HH", inner[:4])
    number = heard = 0
    if protocol == 17:
        assert struct.unpack("!H", inner[4:6])[0] == len(inner)
        data = inner[8:]
    else:
        number, heard = struct.unpack("!II", inner[4:12])
        data = inner[(inner[12] >> 4) * 4 :]
    return Read(at, protocol, (source, here), (target, there), number, heard, data)


def read(content: bytes) -> list[Read]:
    magic, major, minor, _, _, longest, kind = struct.unpack("<IHHiIII", content[:24])
    assert (magic, major, minor, kind) == (0xA1B23C4D, 2, 4, 101)
    found, place = [], 24
    while place < len(content):
        seconds, nanoseconds, kept, whole = struct.unpack("<IIII", content[place : place + 16])
        assert kept == whole <= longest
        at = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=nanoseconds / 1000)
        found.append(read_packet(at, content[place + 16 : place + 16 + kept]))
        place += 16 + kept
    return found


def test_datagram_is_read_back_with_its_time_and_ends() -> None:
    [found] = read(capture([Packet(NOON, "udp", HERE, THERE, b"OPTIONS sip:a SIP/2.0\r\n\r\n")]))
    assert found == (NOON, 17, HERE, THERE, 0, 0, b"OPTIONS sip:a SIP/2.0\r\n\r\n")


def test_connection_counts_octets_both_ways() -> None:
    long = bytes(range(256)) * 12
    found = read(
        capture(
            [
                Packet(NOON, "tcp", HERE, THERE, long),
                Packet(NOON, "tcp", THERE, HERE, b"200"),
                Packet(NOON, "tcp", HERE, THERE, b"ACK"),
            ]
        )
    )
    out = [packet for packet in found if packet.source == HERE]
    assert b"".join(packet.data for packet in out) == long + b"ACK"
    for before, after in pairwise(out):
        assert after.number == before.number + len(before.data)
    [back] = [packet for packet in found if packet.source == THERE]
    assert back.heard == 1 + len(long)
    assert out[-1].heard == back.number + 3


def test_what_went_through_tls_is_written_as_plain_sip_over_ipv6() -> None:
    [found] = read(capture([Packet(NOON, "tls", HERE6, THERE6, b"BYE")]))
    assert (found.protocol, found.data) == (6, b"BYE")
    assert (found.source, found.target) == (HERE6, ("2001:db8::2", 5060))


def test_address_of_an_interface_is_written_without_its_name() -> None:
    [found] = read(capture([Packet(NOON, "udp", ("fe80::1%eth0", 1), ("fe80::2", 2), b"x")]))
    assert found.source == ("fe80::1", 1)


@given(st.lists(st.binary(max_size=3000), max_size=4), st.sampled_from(["udp", "tcp"]))
@settings(max_examples=40)
def test_whatever_was_sent_is_read_back(messages: list[bytes], transport: str) -> None:
    packets = [Packet(NOON, transport, HERE, THERE, data) for data in messages]
    assert b"".join(p.data for p in read(capture(packets))) == b"".join(messages)


def test_recorded_message_is_masked_and_goes_its_way() -> None:
    flow = Flow("udp", HERE, THERE)
    body = b"k=base64:c2VjcmV0\r\n"
    raw = b"INVITE sip:a SIP/2.0\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    packet = packet_of(TraceEntry(1.0, Direction.IN, flow, raw), lambda at: NOON)
    assert (packet.source, packet.target) == (THERE, HERE)
    assert packet.data == b"INVITE sip:a SIP/2.0\r\nContent-Length: 14\r\n\r\nk=base64:***\r\n"


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_wireshark_reads_it_as_sip(tmp_path: Path) -> None:
    text = (
        "{method} sip:214@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1\r\n"
        "From: <sip:200@a>;tag=1\r\nTo: <sip:214@a>\r\nCall-ID: c\r\nCSeq: 1 {method}\r\n"
        "Content-Length: {length}\r\n\r\n{body}"
    )
    packets = [
        Packet(
            NOON,
            transport,
            (HERE[0], 40_000),
            (THERE[0], port),
            text.format(method=method, length=len(body), body=body).encode(),
        )
        for transport, port, method, body in (
            ("udp", 5060, "OPTIONS", ""),
            ("tls", 5061, "MESSAGE", "x" * 4000),
            ("tcp", 5060, "BYE", ""),
        )
    ]
    file = tmp_path / "trace.pcap"
    file.write_bytes(capture(packets))
    done = subprocess.run(
        ["tshark", "-r", str(file), "-Y", "sip", "-T", "fields", "-e", "sip.Method"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.split() == ["OPTIONS", "MESSAGE", "BYE"]
