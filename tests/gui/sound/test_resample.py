from __future__ import annotations

import array
import itertools
import math
import random

import pytest

from blfpanel.gui.sound.resample import Downsampler, Upsampler

FACTORS = (1, 2, 3, 6)


def samples(sound: bytes) -> list[int]:
    return array.array("h", sound).tolist()


def tone(hertz: float, rate: int, seconds: float = 0.1, peak: int = 10_000) -> bytes:
    values = (
        round(peak * math.sin(2 * math.pi * hertz * place / rate))
        for place in range(int(rate * seconds))
    )
    return array.array("h", values).tobytes()


def level(sound: bytes) -> float:
    """Decibels against a full tone of 10,000, without the filter's beginning."""
    values = samples(sound)[len(sound) // 8 :]
    power = sum(value * value for value in values) / len(values)
    return 10 * math.log10(power / (10_000**2 / 2) + 1e-12)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("hertz", [100, 1000, 3300])
def test_speech_keeps_its_level_both_ways(factor: int, hertz: int) -> None:
    up = Upsampler(factor)(tone(hertz, 8000))
    assert len(samples(up)) == 800 * factor
    assert level(up) == pytest.approx(0, abs=0.3)
    down = Downsampler(factor)(tone(hertz, 8000 * factor))
    assert len(samples(down)) == 800
    assert level(down) == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize("hertz", [4700, 5000, 7000, 11_000, 23_000])
def test_what_a_codec_cannot_carry_does_not_come_back_as_another_tone(hertz: int) -> None:
    assert level(Downsampler(6)(tone(hertz, 48_000))) < -55


@pytest.mark.parametrize("factor", FACTORS)
def test_pieces_give_what_the_whole_gives(factor: int) -> None:
    numbers = random.Random(factor)
    whole = array.array("h", (numbers.randrange(-32768, 32768) for _ in range(480))).tobytes()
    for make in (Upsampler, Downsampler):
        in_pieces = make(factor)
        pieces = [in_pieces(whole[place : place + 120]) for place in range(0, len(whole), 120)]
        assert b"".join(pieces) == make(factor)(whole)


def test_too_loud_is_clipped_and_never_wraps_around() -> None:
    square = array.array("h", ([32767] * 8 + [-32768] * 8) * 20).tobytes()
    loud = samples(Upsampler(6)(square))
    assert max(loud) == 32767
    assert min(loud) == -32768
    # from one limit to the other takes the filter several steps
    assert max(abs(here - before) for before, here in itertools.pairwise(loud)) < 30_000


def test_silence_stays_silent() -> None:
    assert not any(Upsampler(6)(bytes(320)))
    assert not any(Downsampler(6)(bytes(1920)))
