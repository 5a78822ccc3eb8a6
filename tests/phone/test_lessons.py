"""What picking up has taught outlives the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.panel.changes import PickupChanged, PickupOutcome
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.pickups.experience import Lesson
from blfpanel.phone.lessons import Lessons
from support.panel_box import profiles

LEARNT = {"office rfc": Lesson("code **{ext}", frozenset({"Replaces call-id target"}))}
OVER = PickupChanged(KeyId("207"), PickupOutcome.WON)


def panel(lessons: dict[str, Lesson]) -> Panel:
    return Panel(profiles(), lessons=lessons)


def test_what_was_learnt_is_known_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "data" / "pickups.json"
    Lessons(path).keep(panel(LEARNT), OVER)
    assert Lessons(path).load() == LEARNT
    assert [file.name for file in path.parent.iterdir()] == ["pickups.json"]


def test_at_first_nothing_is_known(tmp_path: Path) -> None:
    assert Lessons(tmp_path / "pickups.json").load() == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}'])
def test_a_broken_file_is_said_in_the_log_and_written_anew(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "pickups.json"
    path.write_text(text)
    lessons = Lessons(path)
    assert lessons.load() == {}
    assert str(path) in caplog.text
    lessons.keep(panel(LEARNT), OVER)
    assert Lessons(path).load() == LEARNT


def test_nothing_is_written_before_a_pick_up_has_taught_something(tmp_path: Path) -> None:
    path = tmp_path / "pickups.json"
    lessons = Lessons(path)
    lessons.keep(panel({}), OVER)
    lessons.keep(panel(LEARNT), PickupChanged(KeyId("207"), PickupOutcome.TRYING))
    assert not path.exists()


def test_a_place_where_nothing_can_be_written_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    Lessons(tmp_path / "file" / "pickups.json").keep(panel(LEARNT), OVER)
    assert "cannot be kept" in caplog.text
