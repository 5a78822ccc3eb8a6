from __future__ import annotations

import itertools
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.media.reporter import INTERVAL, Reporter
from blfpanel.media.rtcp import Block, Goodbye, Report, SenderInfo, compound, is_rtcp, parse
from blfpanel.media.rtp import ReceptionReport, RtpSender

BLOCK = Block(0xB0B, 0.25, 17, 70_000, 55, 0x12345678, 1.5)
SENDER = SenderInfo(0x1122334455667788, 160, 10, 1600)
START = 50.0


@pytest.mark.parametrize(
    "report",
    [
        Report(1),
        Report(1, SENDER),
        Report(1, None, (BLOCK,)),
        Report(1, SENDER, (BLOCK, BLOCK)),
        Report(1, None, (Block(2, 0.0, -3, 0, 0, 0, 0.0),)),
    ],
)
@pytest.mark.parametrize("leaving", [False, True])
def test_what_is_written_reads_back(report: Report, leaving: bool) -> None:
    datagram = compound(report, "name@host", leaving=leaving)
    assert is_rtcp(datagram)
    assert len(datagram) % 4 == 0
    assert parse(datagram) == [report, *([Goodbye((1,))] if leaving else [])]


def test_a_report_on_the_wire() -> None:
    datagram = compound(Report(0x01020304, None, (BLOCK,)), "ab")
    assert datagram == bytes.fromhex(
        "81c90007 01020304 00000b0b 40000011 00011170 00000037 12345678 00018000"
        "81ca0003 01020304 01026162 00000000"
    )


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"\x80\xc8",
        b"\x80\xc8\x00\x00",
        b"\x80\xc8\x00\x06" + bytes(8),
        b"\x80\xc8\x00\x01" + bytes(4),
        b"\x00\xc9\x00\x01" + bytes(4),
        b"\x80\xcc\x00\x01" + bytes(4),
    ],
)
def test_what_is_cut_off_or_foreign_is_nothing(datagram: bytes) -> None:
    assert parse(datagram) == []


def test_fewer_blocks_than_promised_are_those_there_are() -> None:
    datagram = struct.pack("!BBHI", 0x9F, 201, 7, 1) + BLOCK.to_bytes()
    assert parse(datagram) == [Report(1, None, (BLOCK,))]


@settings(max_examples=200)
@given(st.binary(max_size=120) | st.binary(max_size=60).map(b"\x81\xc8\x00\x0c".__add__))
def test_no_datagram_breaks_the_reader(datagram: bytes) -> None:
    for found in parse(datagram):
        assert isinstance(found, Report | Goodbye)


def reporter(seed: int = 1) -> tuple[Reporter, RtpSender]:
    sender = RtpSender(0xABC, 1, 1)
    return Reporter(sender, "name", random.Random(seed), START, 1_790_000_000.0), sender


def test_reports_come_every_five_seconds_more_or_less() -> None:
    ours, sender = reporter()
    times, now = [], START
    while now < START + 100:
        sender.packet(8, b"x", 160)
        now = ours.deadline
        assert ours.due(now - 0.01, ReceptionReport(), 8000) is None
        assert ours.due(now, ReceptionReport(), 8000) is not None
        times.append(now)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert min(gaps) >= INTERVAL * 0.5 / 1.22
    assert max(gaps) <= INTERVAL * 1.5 / 1.21
    assert len(set(gaps)) == len(gaps)
    assert times[0] - START < INTERVAL * 0.62


def test_who_sent_nothing_reports_as_a_receiver() -> None:
    ours, sender = reporter()
    (silent,) = parse(ours.due(ours.deadline, ReceptionReport(), 8000) or b"")
    sender.packet(8, b"four", 160)
    (spoken,) = parse(ours.due(ours.deadline, ReceptionReport(), 8000) or b"")
    assert isinstance(silent, Report)
    assert isinstance(spoken, Report)
    assert silent.sender is None
    assert spoken.sender is not None
    assert (spoken.sender.packets, spoken.sender.octets) == (1, 4)
    # seconds since 1900
    assert spoken.sender.ntp >> 32 == pytest.approx(1_790_000_000 + 2_208_988_800, abs=20)


def test_losses_are_told_since_the_report_before() -> None:
    ours, _ = reporter()

    def told(reception: ReceptionReport) -> Block:
        (report,) = parse(ours.due(ours.deadline, reception, 8000) or b"")
        assert isinstance(report, Report)
        return report.blocks[0]

    first = told(ReceptionReport(90, 10, 0.01, 7, 100, 99))
    assert (first.ssrc, first.fraction, first.lost, first.jitter) == (7, 25 / 256, 10, 80)
    assert told(ReceptionReport(190, 10, 0.0, 7, 200, 199)).fraction == 0.0
    assert told(ReceptionReport(240, 60, 0.0, 7, 300, 299)).fraction == 0.5


def test_the_round_trip_is_what_the_far_end_did_not_take() -> None:
    ours, sender = reporter()
    sender.packet(8, b"x", 160)
    sent_at = ours.deadline
    (report,) = parse(ours.due(sent_at, ReceptionReport(), 8000) or b"")
    assert isinstance(report, Report)
    assert report.sender is not None
    middle = report.sender.ntp >> 16 & 0xFFFFFFFF
    theirs = Report(7, None, (Block(0xABC, 0.125, 5, 1, 1, middle, 2.0),))
    ours.received(compound(theirs, "them"), sent_at + 2.25)
    assert ours.round_trip == pytest.approx(0.25, abs=0.001)
    assert ours.remote_loss == 0.125


@pytest.mark.parametrize(
    "block", [Block(0xDEF, 0.5, 1, 1, 1, 1, 0.0), Block(0xABC, 0.5, 1, 1, 1, 1, 60_000.0)]
)
def test_what_is_not_of_us_or_cannot_be_is_no_round_trip(block: Block) -> None:
    ours, _ = reporter()
    ours.received(compound(Report(7, None, (block,)), "them"), START + 1)
    assert ours.round_trip is None


def test_the_last_report_says_goodbye() -> None:
    ours, _ = reporter()
    found = parse(ours.goodbye(START + 1, ReceptionReport(), 8000))
    assert found[-1] == Goodbye((0xABC,))
