"""Times of the week, as people write them: "Mon-Fri 08:00-18:00, Sat 09:00-12:00"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY = f"(?:{'|'.join(day.capitalize() for day in DAYS)})"
_TIME = r"(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)"
_SPAN = rf"(?:{_DAY}(?:-{_DAY})? )?{_TIME}-{_TIME}"

#: What :func:`read_hours` understands, for whoever checks settings; also nothing at all.
PATTERN = rf"^(?:{_SPAN}(?:, ?{_SPAN})*)?$"

_PART = re.compile(rf"(?:({_DAY})(?:-({_DAY}))? )?({_TIME})-({_TIME})")
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """From ``begin`` to ``end`` (minutes of a day) on ``days`` (0 is Monday).

    A span that ends before it begins goes on into the next day.
    """

    days: frozenset[int]
    begin: int
    end: int

    def holds(self, day: int, minute: int) -> bool:
        """Whether a minute of a day lies in it."""
        if self.begin < self.end:
            return day in self.days and self.begin <= minute < self.end
        late = day in self.days and minute >= self.begin
        return late or ((day - 1) % 7 in self.days and minute < self.end)


@dataclass(frozen=True, slots=True)
class Hours:
    """Some times of the week; without any span all of it."""

    spans: tuple[Span, ...] = ()

    def hold(self, at: datetime) -> bool:
        """Whether the time of day ``at`` is one of them."""
        minute = at.hour * 60 + at.minute
        return not self.spans or any(span.holds(at.weekday(), minute) for span in self.spans)


def read_hours(text: str) -> Hours:
    """The hours a text names; spans without days are those of every day.

    Raises:
        ValueError: it does not have the form of :data:`PATTERN`.
    """
    if re.match(PATTERN, text) is None:
        raise ValueError(f"no hours: {text!r}")
    return Hours(tuple(_span(*found.groups()) for found in _PART.finditer(text)))


def _span(first: str | None, last: str | None, begin: str, end: str) -> Span:
    if first is None:
        return Span(frozenset(range(7)), _minute(begin), _minute(end))
    start = DAYS.index(first.lower())
    length = (DAYS.index((last or first).lower()) - start) % 7 + 1
    days = frozenset((start + day) % 7 for day in range(length))
    return Span(days, _minute(begin), _minute(end))


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return min(int(hour) * 60 + int(minute), _DAY_MINUTES)
