from __future__ import annotations

import doctest

import pytest

from blfpanel.gui import search, words
from blfpanel.gui.look import tokens
from blfpanel.gui.words import age, clock, party_name, short_name, spoken_age, spoken_word, word
from blfpanel.panel.model import Detail, Lamp, LampState, Party


@pytest.mark.parametrize("module", [words, search, tokens], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "shown", "said"),
    [
        (LampState(), "Unknown", "unknown"),
        (LampState(refused=403), "Refused · 403", "refused 403"),
        (LampState(Lamp.IDLE), "Idle", "idle"),
        (LampState(Lamp.ALERTING, Detail.RINGING), "Ringing", "ringing"),
        (LampState(Lamp.BUSY), "Busy", "busy"),
        (LampState(Lamp.BUSY, Detail.CALLING), "Calling", "calling"),
        (LampState(Lamp.BUSY, Detail.TALKING), "Talking", "talking"),
        (LampState(Lamp.BUSY, Detail.HELD), "On hold", "on hold"),
        (LampState(Lamp.BUSY, Detail.PARKED), "Parked", "parked"),
        (LampState(Lamp.IDLE, stale=True), "Was idle", "was idle"),
        (LampState(Lamp.BUSY, Detail.TALKING, stale=True), "Was talking", "was talking"),
        (LampState(Lamp.UNKNOWN, stale=True), "Unknown", "unknown"),
    ],
)
def test_each_state_has_its_word(state: LampState, shown: str, said: str) -> None:
    assert word(state) == shown
    assert spoken_word(state) == said


@pytest.mark.parametrize("lamp", Lamp)
@pytest.mark.parametrize("detail", [None, *Detail])
@pytest.mark.parametrize("stale", [False, True])
def test_no_combination_is_without_words(lamp: Lamp, detail: Detail | None, stale: bool) -> None:
    state = LampState(lamp, detail, stale=stale)
    assert word(state)
    assert spoken_word(state)


@pytest.mark.parametrize(
    ("seconds", "running", "ago", "said"),
    [
        (-3, "0:00", "0 s", "0 seconds"),
        (0.9, "0:00", "0 s", "0 seconds"),
        (1, "0:01", "1 s", "1 second"),
        (59.9, "0:59", "59 s", "59 seconds"),
        (60, "1:00", "1 min", "1 minute"),
        (3599, "59:59", "59 min", "59 minutes"),
        (3600, "1:00:00", "1 h", "1 hour"),
        (47 * 3600, "47:00:00", "47 h", "47 hours"),
        (49 * 3600, "49:00:00", "2 d", "49 hours"),
    ],
)
def test_spans_of_time(seconds: float, running: str, ago: str, said: str) -> None:
    assert (clock(seconds), age(seconds), spoken_age(seconds)) == (running, ago, said)


@pytest.mark.parametrize(
    ("party", "name"),
    [
        (None, ""),
        (Party("sip:a", "211"), "211"),
        (Party("sip:a", "211", "Anna"), "Anna"),
        (Party("sip:anonymous@x", "anonymous", "Anonymous"), "Private"),
        (Party("sip:x", ""), "Private"),
        (Party("sip:anonymous@x", "anonymous", "Front door"), "Front door"),
    ],
)
def test_who_the_other_party_is(party: Party | None, name: str) -> None:
    assert party_name(party) == name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ayşe Şahin", "A. Şahin"),
        ("Anna-Lena Kurz", "Anna-Lena Kurz"),
        ("Meeting room 1", "Meeting room 1"),
        ("Sales fax", "Sales fax"),
        ("", ""),
    ],
)
def test_only_a_person_is_shortened(name: str, short: str) -> None:
    assert short_name(name) == short
