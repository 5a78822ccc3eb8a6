from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.media.rtp import ReceiverStatistics, ReceptionReport, RtpPacket, RtpSender

PACKET = RtpPacket(8, sequence=0x1234, timestamp=0xDEADBEEF, ssrc=0xCAFEBABE, payload=b"sound")
HEADER = bytes.fromhex("8008 1234 deadbeef cafebabe")


def test_a_packet_on_the_wire() -> None:
    assert PACKET.to_bytes() == HEADER + b"sound"
    assert replace(PACKET, marker=True).to_bytes() == b"\x80\x88" + HEADER[2:] + b"sound"


def with_flags(flags: int, rest: bytes, second: int = 8) -> bytes:
    return bytes([flags, second]) + HEADER[2:] + rest


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (with_flags(0x80, b"sound"), PACKET),
        (with_flags(0x80, b"sound", 0x88), replace(PACKET, marker=True)),
        (with_flags(0x80, b""), replace(PACKET, payload=b"")),
        (with_flags(0x82, b"csrc-one" + b"sound"), PACKET),
        (with_flags(0x90, b"\xbe\xde\0\x01ext." + b"sound"), PACKET),
        (with_flags(0x90, b"\xbe\xde\0\0" + b"sound"), PACKET),
        (with_flags(0xA0, b"sound" + b"\0\0\x03"), PACKET),
        (with_flags(0xB1, b"csrc" + b"\0\0\0\x01ext." + b"sound" + b"\x01"), PACKET),
        (with_flags(0xA0, b"\x01"), replace(PACKET, payload=b"")),
    ],
)
def test_packets_of_all_shapes_are_read(data: bytes, expected: RtpPacket) -> None:
    assert RtpPacket.parse(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEADER[:-1],
        with_flags(0x40, b"version 1"),
        with_flags(0x00, b"STUN begins with two zero bits"),
        with_flags(0x80, b"RTCP sender report", 200),
        with_flags(0x82, b"one csrc"[:4]),
        with_flags(0x90, b"\xbe\xde\0"),
        with_flags(0x90, b"\xbe\xde\0\x02ext."),
        with_flags(0xA0, b""),
        with_flags(0xA0, b"sound\0"),
        with_flags(0xA0, b"sound\x07"),
    ],
)
def test_what_is_no_rtp_is_none(data: bytes) -> None:
    assert RtpPacket.parse(data) is None


@settings(max_examples=150)
@given(st.binary(max_size=40), st.integers(0, 255))
def test_any_bytes_are_read_or_refused(rest: bytes, flags: int) -> None:
    packet = RtpPacket.parse(with_flags(flags, rest))
    if packet is not None:
        assert RtpPacket.parse(packet.to_bytes()) == packet


def test_a_sender_counts_packets_and_samples_and_wraps() -> None:
    sender = RtpSender(ssrc=1, sequence=0x7FFF, timestamp=0xFFFFFFFF - 100)
    packets = [sender.packet(8, b"x", 160) for _ in range(0x8002)]
    assert [p.sequence for p in packets[:2]] == [0x7FFF, 0x8000]
    assert [p.sequence for p in packets[-2:]] == [0xFFFF, 0]
    assert [p.timestamp for p in packets[:2]] == [0xFFFFFFFF - 100, 59]
    assert {p.ssrc for p in packets} == {1}


def test_a_sender_begins_in_the_lower_half() -> None:
    assert RtpSender(1, 0xFFFF, 0).packet(8, b"", 160).sequence == 0x7FFF


def test_the_marker_stands_where_sound_begins() -> None:
    sender = RtpSender(1, 10, 0)
    first, second = (sender.packet(8, b"", 160) for _ in range(2))
    sender.pause(320)
    third, fourth = (sender.packet(8, b"", 160) for _ in range(2))
    assert [p.marker for p in (first, second, third, fourth)] == [True, False, True, False]
    assert [p.timestamp for p in (first, second, third)] == [0, 160, 640]
    assert [p.sequence for p in (first, second, third)] == [10, 11, 12]


def report(
    sequences: list[int], *, ssrc: int = 1, statistics: ReceiverStatistics | None = None
) -> ReceptionReport:
    statistics = statistics or ReceiverStatistics(8000)
    for index, sequence in enumerate(sequences):
        packet = RtpPacket(8, sequence & 0xFFFF, index * 160, ssrc, b"")
        statistics.received(packet, index * 0.02)
    return statistics.report()


@pytest.mark.parametrize(
    ("sequences", "packets", "lost"),
    [
        ([], 0, 0),
        ([5], 1, 0),
        ([5, 6, 7], 3, 0),
        ([5, 7, 8, 10], 4, 2),
        ([5, 7, 6, 8], 4, 0),
        ([5, 6, 6, 7], 4, -1),
        ([0xFFFE, 0xFFFF, 0x10000, 0x10002], 4, 1),
        ([0xFFFF, 0x10000, 0xFFFE, 0x10001], 4, -1),
        ([5, 6, 40000, 7], 3, 0),
        ([5, 6, 40000, 40001, 40002], 4, 0),
        ([5, 6, 40000, 7, 40001, 8], 4, 0),
        ([5, 8, 40000, 40001, 40003], 4, 3),
    ],
)
def test_packets_and_losses(sequences: list[int], packets: int, lost: int) -> None:
    found = report(sequences)
    assert (found.packets, found.lost) == (packets, lost)


def test_several_wraps_are_counted_through() -> None:
    found = report(list(range(0, 200_000, 2)))
    assert (found.packets, found.lost) == (100_000, 99_999)


def test_a_new_source_adds_to_the_sums() -> None:
    statistics = ReceiverStatistics(8000)
    report([1, 3], statistics=statistics)
    found = report([500, 501, 503], ssrc=2, statistics=statistics)
    assert (found.packets, found.lost, found.ssrc) == (5, 2, 2)


def test_nothing_received_is_a_report_too() -> None:
    assert ReceiverStatistics(8000).report() == ReceptionReport(0, 0, 0.0, None)


def test_an_even_stream_has_no_jitter_over_a_wrap_of_timestamps() -> None:
    statistics = ReceiverStatistics(8000)
    for index in range(50):
        timestamp = (0xFFFFFF00 + 160 * index) & 0xFFFFFFFF
        statistics.received(RtpPacket(8, index, timestamp, 1, b""), 100 + index * 0.02)
    assert statistics.report().jitter == pytest.approx(0, abs=1e-9)


def test_jitter_is_the_filtered_deviation_of_spacing() -> None:
    statistics = ReceiverStatistics(8000)
    for index, arrival in enumerate([0.0, 0.024, 0.040]):
        statistics.received(RtpPacket(8, index, 160 * index, 1, b""), arrival)
    # deviations of 4 ms each: J1 = 4/16, J2 = J1 + (4 - J1)/16
    assert statistics.report().jitter == pytest.approx(0.004 / 16 + (0.004 - 0.004 / 16) / 16)
