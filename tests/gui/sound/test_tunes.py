from __future__ import annotations

import array
import runpy
import wave
from pathlib import Path

import pytest

from blfpanel.gui.sound.devices import OCTETS
from blfpanel.gui.sound.tunes import ALL, BUSY, PARTNER, PARTNER_LEVELS, RING, RINGBACK, Tune, cycle
from blfpanel.resources import resource

SCRIPT = Path(__file__).parents[3] / "scripts" / "make-sounds"


def samples(path: Path) -> list[int]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        return array.array("h", file.readframes(file.getnframes())).tolist()


def loudest(tune: Tune) -> int:
    return max(map(abs, array.array("h", cycle(tune))))


def test_the_sounds_are_those_that_the_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(SCRIPT))["make_all"](tmp_path)
    made = {path.name: samples(path) for path in tmp_path.iterdir()}
    kept = {Path(str(path)).name: samples(Path(str(path))) for path in resource("sounds").iterdir()}
    assert made.keys() == kept.keys()
    for name, wanted in made.items():
        # another machine's sine may differ in the last bit
        assert all(abs(a - b) <= 1 for a, b in zip(kept[name], wanted, strict=True)), name


@pytest.mark.parametrize("tune", ALL, ids=lambda tune: tune.name)
def test_a_sound_begins_and_ends_in_silence_so_that_it_repeats_without_a_click(tune: Tune) -> None:
    values = array.array("h", cycle(tune))
    assert max(map(abs, values[:24])) < 100
    assert max(map(abs, values[-24:])) < 100
    assert not any(values[-round(tune.pause * OCTETS / 2) + 960 :]), "and then is silent"


def test_my_ringing_and_that_of_partners_cannot_be_mistaken() -> None:
    assert loudest(PARTNER) * 3 < loudest(RING) < 32_767
    assert len(cycle(PARTNER)) != len(cycle(RING))


def test_a_partner_becomes_louder_by_three_decibels_each_time_and_never_as_loud_as_my_call() -> (
    None
):
    soft, loud, loudest_ = (loudest(tune) for tune in PARTNER_LEVELS)
    assert loud / soft == pytest.approx(1.41, rel=0.01)
    assert loudest_ / loud == pytest.approx(1.41, rel=0.01)
    assert loudest_ < loudest(RING)


def test_tones_are_those_of_exchanges() -> None:
    assert len(cycle(RINGBACK)) == pytest.approx(5.0 * OCTETS, rel=0.001)
    assert len(cycle(BUSY)) == pytest.approx(0.96 * OCTETS, rel=0.001)
    assert BUSY.times == 4
