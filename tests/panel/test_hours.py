from __future__ import annotations

import re
from datetime import datetime

import pytest

from blfpanel.panel.hours import PATTERN, Hours, read_hours

#: a Monday
WEEK = datetime(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return WEEK.replace(day=23 + day, hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Mon-Fri 08:00-18:00", [at(0, 8), at(4, 17, 59)], [at(0, 7, 59), at(4, 18), at(5, 12)]),
        ("Mon-Fri 08:00-18:00, Sat 09:00-12:00", [at(5, 9)], [at(5, 8), at(6, 9)]),
        ("8:30-17:00", [at(6, 8, 30)], [at(6, 8, 29), at(0, 17)]),
        ("Sat-Mon 00:00-24:00", [at(5, 0), at(6, 12), at(0, 23, 59)], [at(1, 0), at(4, 23, 59)]),
        ("Fri 22:00-06:00", [at(4, 22), at(5, 5, 59)], [at(5, 6), at(4, 5), at(5, 22)]),
        ("Sun 22:00-06:00", [at(6, 23), at(0, 5)], [at(0, 22)]),
    ],
)
def test_hours_hold_when_they_say(
    text: str, inside: list[datetime], outside: list[datetime]
) -> None:
    hours = read_hours(text)
    assert [hours.hold(time) for time in inside] == [True] * len(inside)
    assert [hours.hold(time) for time in outside] == [False] * len(outside)


def test_no_hours_are_all_hours() -> None:
    assert read_hours("") == Hours()
    assert Hours().hold(at(6, 3))


@pytest.mark.parametrize(
    "text",
    ["always", "Mo-Fr 08:00-18:00", "Mon-Fri", "08:00", "25:00-26:00", "08:00-18:00;", "8-18"],
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no hours"):
        read_hours(text)
    assert re.match(PATTERN, text) is None
