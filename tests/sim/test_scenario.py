from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from blfpanel.sim.scenario import (
    Outcome,
    PlannedCall,
    Scenario,
    ScenarioError,
    load_scenario,
    office_day,
)

NUMBERS = ["201", "202", "203", "204", "205", "206"]


def written(folder: Path, text: str) -> Path:
    path = folder / "day.toml"
    path.write_text(text)
    return path


def test_a_timetable_is_read_with_what_it_leaves_open(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [[call]]
        at = 3.0
        from = "201"
        to = "202"
        ring = 4
        talk = 6.5
        [[call]]
        at = 1
        from = "203"
        to = "**202"
        outcome = "busy"
        """,
    )
    scenario = load_scenario(path, NUMBERS)
    assert list(scenario.calls()) == [
        PlannedCall(at=1, caller="203", callee="**202", outcome=Outcome.BUSY),
        PlannedCall(at=3, caller="201", callee="202", ring=4, talk=6.5),
    ]


def test_a_timetable_can_repeat() -> None:
    call = PlannedCall(at=2, caller="201", callee="202")
    calls = Scenario((call,), repeat=30).calls()
    assert [each.at for each in itertools.islice(calls, 3)] == [2, 32, 62]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[call]]\nat = "x"\nfrom = "201"\nto = "202"', "call 1: at: Expected `float`"),
        ('[[call]]\nat = -1\nfrom = "201"\nto = "202"', "call 1: `at` must be a number"),
        ('[[call]]\nat = 1\nfrom = "299"\nto = "202"', "call 1: `from` is “299”. Those who can"),
        ('[[call]]\nat = 1\nfrom = "201"', "call 1: Object missing required field `to`"),
        ('[[call]]\nat = 1\nfrom = "201"\nto = "202"\nx = 1', "call 1: Object contains unknown"),
        ('[[call]]\nat = 1\nfrom = "201"\nto = "202"\noutcome = "?"', "call 1: outcome: Invalid"),
        ("call = []\nrepeat = 0", "`repeat` must be a number of seconds, 1 or more"),
        ("[[call]\n", "line 1"),
        ("repeat = 3", "Object missing required field `call`"),
    ],
)
def test_a_wrong_timetable_is_refused_with_file_and_key(
    tmp_path: Path, text: str, words: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ScenarioError) as problem:
        load_scenario(path, NUMBERS)
    assert str(problem.value).startswith(f"{path}: ")
    assert words in str(problem.value)


def test_a_timetable_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none\.toml cannot be read: No such file"):
        load_scenario(tmp_path / "none.toml", NUMBERS)


def test_a_seed_gives_the_same_day_again_and_another_one_another() -> None:
    first, again, other = (
        list(itertools.islice(office_day(NUMBERS, random.Random(seed)), 20)) for seed in (5, 5, 6)
    )
    assert first == again != other


def test_nobody_is_to_be_in_two_calls_at_once() -> None:
    until = dict.fromkeys(NUMBERS, 0.0)
    for call in itertools.islice(office_day(NUMBERS, random.Random(7)), 300):
        talk = call.talk if call.outcome is Outcome.ANSWERED else 0.0
        for number in (call.caller, call.callee):
            assert call.at >= until[number]
            until[number] = call.at + call.ring + talk
