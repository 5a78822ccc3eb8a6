from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.media.jitter import LONGEST_DELAY, SHORTEST_DELAY, JitterBuffer, Turn
from blfpanel.media.rtp import RtpPacket

START = 100.0
FRAME = 160


def packet(number: int, ssrc: int = 1, first: int = 0, start: int = 0) -> RtpPacket:
    return RtpPacket(
        8,
        (first + number) & 0xFFFF,
        (start + number * FRAME) & 0xFFFFFFFF,
        ssrc,
        bytes([number % 256]),
    )


def turns(
    buffer: JitterBuffer, arrivals: list[tuple[float, RtpPacket]], count: int
) -> list[tuple[Turn, int | None]]:
    """What ``count`` turns of 20 ms from the start bring: the packets' payloads as numbers."""
    arrivals = sorted(arrivals, key=lambda arrival: arrival[0])
    found = []
    for turn in range(count):
        now = START + turn * 0.02
        while arrivals and arrivals[0][0] <= now:
            at, came = arrivals.pop(0)
            buffer.put(came, at)
        taken = None
        # what is skipped fades into what comes next, in the same turn
        while taken is None or taken.turn is Turn.SKIP:
            taken = buffer.take(now)
            if taken.turn in (Turn.PLAY, Turn.SKIP):
                buffer.decoded(FRAME)
            found.append((taken.turn, taken.packet.payload[0] if taken.packet else None))
    return found


def played(found: list[tuple[Turn, int | None]]) -> list[int | None]:
    return [number for turn, number in found if turn in (Turn.PLAY, Turn.SKIP)]


@pytest.mark.parametrize(("first", "start"), [(0, 0), (0xFFFC, 0xFFFFFF00)])
def test_numbers_and_timestamps_wrap_unheard(first: int, start: int) -> None:
    came = [(START + 0.02 * n, packet(n, first=first, start=start)) for n in range(20)]
    found = turns(JitterBuffer(8000), came, 24)
    assert played(found) == list(range(20))
    assert [turn for turn, _ in found[2:20]] == [Turn.PLAY] * 18


def test_order_is_restored() -> None:
    times = [0.0, 0.02, 0.059, 0.058, 0.08, 0.119, 0.118, 0.14]
    came = [(START + at, packet(n)) for n, at in enumerate(times)]
    assert played(turns(JitterBuffer(8000), came, 14)) == list(range(8))


def test_one_that_is_lost_is_concealed_with_the_one_after_it() -> None:
    came = [(START + 0.02 * n, packet(n)) for n in range(10) if n != 5]
    found = turns(JitterBuffer(8000), came, 12)
    concealed = [(turn, number) for turn, number in found if turn is Turn.CONCEAL]
    assert concealed[0] == (Turn.CONCEAL, 6)
    assert played(found) == [n for n in range(10) if n != 5]


def test_doubles_and_what_is_too_late_are_forgotten() -> None:
    came = [(START + 0.02 * n, packet(n)) for n in range(10)]
    came += [(START + 0.02 * n + 0.001, packet(n)) for n in range(10)]
    buffer = JitterBuffer(8000)
    assert played(turns(buffer, came, 14)) == list(range(10))
    buffer.put(packet(3), START + 0.3)
    assert buffer.waiting == 0


def test_more_jitter_is_waited_for_longer_but_not_for_ever() -> None:
    chance = random.Random(3)
    calm, rough, hopeless = (JitterBuffer(8000) for _ in range(3))
    for n in range(200):
        at = START + 0.02 * n
        calm.put(packet(n), at + 0.002 * chance.random())
        rough.put(packet(n), at + 0.06 * chance.random())
        hopeless.put(packet(n), at + 0.5 * chance.random())
    assert calm.delay == SHORTEST_DELAY
    assert 0.05 < rough.delay < 0.08
    assert hopeless.delay == LONGEST_DELAY


def test_calm_after_a_storm_shortens_the_wait_again() -> None:
    chance = random.Random(3)
    came = []
    for n in range(600):
        jitter = 0.08 * chance.random() if n < 150 else 0.001
        came.append((START + 0.02 * n + jitter, packet(n)))
    found = turns(JitterBuffer(8000), came, 640)
    assert Turn.STRETCH in {turn for turn, _ in found[:170]}
    skips = [n for n, (turn, _) in enumerate(found) if turn is Turn.SKIP]
    assert skips
    # not one after the other
    assert all(b - a >= 5 for a, b in itertools.pairwise(skips))
    assert {turn for turn, _ in found[-140:-60]} == {Turn.PLAY}


def test_a_pause_of_the_far_end_is_no_loss() -> None:
    came = [(START + 0.02 * n, packet(n)) for n in range(10)]
    # its numbers go on where they were, its clock has moved
    came += [
        (START + 1.0 + 0.02 * n, RtpPacket(8, 10 + n, 8000 + n * FRAME, 1, bytes([50 + n])))
        for n in range(10)
    ]
    buffer = JitterBuffer(8000)
    found = turns(buffer, came, 65)
    assert found[30] == (Turn.SILENCE, None)
    assert played(found) == [*range(10), *range(50, 60)]
    assert buffer.played == 20


@pytest.mark.parametrize("jump", [0, 4000, 123_456_789])
def test_a_clock_that_stood_still_or_jumped_is_believed(jump: int) -> None:
    came = [(START + 0.02 * n, packet(n)) for n in range(50)]
    came += [
        (START + 1.7 + 0.02 * n, RtpPacket(8, 50 + n, 8000 + jump + n * FRAME, 1, bytes([90 + n])))
        for n in range(30)
    ]
    found = turns(JitterBuffer(8000), came, 125)
    recovered = played(found)[-24:]
    assert recovered == list(range(96, 120))


def test_another_stream_begins_anew() -> None:
    came = [(START + 0.02 * n, packet(n)) for n in range(10)]
    came += [
        (START + 0.2 + 0.02 * n, packet(100 + n, ssrc=2, first=40_000, start=7)) for n in range(10)
    ]
    assert played(turns(JitterBuffer(8000), came, 26))[-10:] == list(range(100, 110))


def test_numbers_without_sound_are_no_loss() -> None:
    buffer = JitterBuffer(8000)
    for n in range(5):
        buffer.put(packet(n), START + 0.02 * n)
    for n in (5, 6):
        buffer.note(packet(n))
    buffer.put(packet(7), START + 0.14)
    found = turns(buffer, [], 14)
    assert played(found) == [0, 1, 2, 3, 4, 7]


packets = st.builds(
    RtpPacket,
    st.just(8),
    st.integers(0, 0xFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.integers(1, 2),
    st.binary(max_size=4),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 0.2), packets, st.booleans()), max_size=40))
def test_no_packets_break_it(arrivals: list[tuple[float, RtpPacket, bool]]) -> None:
    buffer, now = JitterBuffer(8000), START
    for wait, came, sound in arrivals:
        now += wait
        if sound:
            buffer.put(came, now)
        else:
            buffer.note(came)
        taken = buffer.take(now)
        if taken.turn in (Turn.PLAY, Turn.SKIP):
            assert taken.packet is not None
            buffer.decoded(FRAME)
        assert SHORTEST_DELAY <= buffer.delay <= LONGEST_DELAY
