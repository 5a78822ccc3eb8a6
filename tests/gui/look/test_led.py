from __future__ import annotations

import pytest

from blfpanel.gui.look.led import BEAT, Led, read_led


@pytest.mark.parametrize(
    ("script", "led"),
    [
        ("c=r", Led("red")),
        ("c=g;p=nb", Led("green")),
        ("c=o", Led("off")),
        (" C=R ; P=SB ", Led("red", (True, True, False, False))),
        ("c=a;p=fb", Led("amber", (True, False))),
        ("c=violet", Led("violet")),
        ("c=r;u=.5/.5", Led("red", (True, False))),
        ("c=r;p=ud;u=1/2", Led("red", (True, True, False, False, False, False))),
    ],
)
def test_a_script_is_read(script: str, led: Led) -> None:
    assert read_led(script) == led


@pytest.mark.parametrize("script", ["c=r;p=fb", "c=r;u=.1/.1/.1/.1/.1/.9", "c=r;u=.05/.05"])
def test_nothing_flashes_more_than_once_a_second(script: str) -> None:
    beats = read_led(script).beats
    flashes = sum(lit and not beats[place - 1] for place, lit in enumerate(beats))
    assert flashes / (len(beats) * BEAT) <= 1.0


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("", "names no colour"),
        ("p=sb", "names no colour"),
        ("c=r;p=xx", "“xx” is not one of the patterns"),
        ("c=r;q=1", "“q=1” is not one of"),
        ("c=r;u=1", "one to four times"),
        ("c=r;u=a/b", "not seconds"),
        ("c=r;u=0/1", "one to four times"),
        ("c=r;u=nan/1", "one to four times"),
        ("c=r;u=" + "/".join("1" * 10), "one to four times"),
    ],
)
def test_what_is_no_script_is_said_in_words(script: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_led(script)


def test_a_lamp_is_lit_in_its_beats_and_begins_anew() -> None:
    led = read_led("c=r;p=sb")
    assert [led.lit(beat) for beat in range(6)] == [True, True, False, False, True, True]
    assert led.blinks
    assert not read_led("c=r").blinks
