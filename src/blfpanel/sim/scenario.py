"""Timetables: who calls whom when, read from a file or invented from a seed.

A file::

    repeat = 30.0           # begin again after so many seconds; leave out: once

    [[call]]
    at = 3.0                # seconds after the start
    from = "211"
    to = "207"
    ring = 4.0              # seconds until it is answered (or not)
    talk = 6.0              # seconds until the caller hangs up
    outcome = "answered"    # or "unanswered", "busy", "rejected"
"""

from __future__ import annotations

import enum
import random
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec


class ScenarioError(ValueError):
    """A timetable cannot be used; the text names file and key."""


class Outcome(enum.Enum):
    """What the one who is called does."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    BUSY = "busy"
    REJECTED = "rejected"


class PlannedCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One call of a timetable; times in seconds."""

    at: float
    caller: str = msgspec.field(name="from")
    callee: str = msgspec.field(name="to")
    ring: float = 4.0
    talk: float = 6.0
    outcome: Outcome = Outcome.ANSWERED

    def __post_init__(self) -> None:
        for name in ("at", "ring", "talk"):
            if not 0 <= getattr(self, name) < 1e6:
                raise ValueError(f"`{name}` must be a number of seconds, 0 or more")


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole timetable; calls in the order in which they begin."""

    call: tuple[PlannedCall, ...]
    repeat: float | None = None

    def __post_init__(self) -> None:
        if self.repeat is not None and not 1 <= self.repeat < 1e6:
            raise ValueError("`repeat` must be a number of seconds, 1 or more")

    def calls(self) -> Iterator[PlannedCall]:
        """All calls, without end where the timetable repeats."""
        start = 0.0
        in_order = sorted(self.call, key=lambda call: call.at)
        while in_order:
            for call in in_order:
                yield msgspec.structs.replace(call, at=start + call.at)
            if self.repeat is None:
                return
            start += self.repeat


def load_scenario(path: Path, numbers: Collection[str]) -> Scenario:
    """Read a timetable; raises :exc:`ScenarioError`.

    Args:
        path: the file.
        numbers: who can be made to call.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ScenarioError(f"{path} cannot be read: {problem.strerror}.") from problem
    try:
        scenario = msgspec.toml.decode(data, type=Scenario)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise ScenarioError(f"{path}: {_in_words(str(problem))}.") from problem
    for place, call in enumerate(scenario.call, 1):
        if call.caller not in numbers:
            known = ", ".join(sorted(numbers))
            raise ScenarioError(
                f"{path}: call {place}: `from` is “{call.caller}”. Those who can call are {known}."
            )
    return scenario


def _in_words(problem: str) -> str:
    """msgspec's "… - at `$.call[1].at`" as people say it: "call 2: at: …"."""
    text, _, place = problem.rpartition(" - at `$.")
    if not text:
        return problem
    keys = re.sub(r"\[(\d+)\]", lambda match: f" {int(match[1]) + 1}", place.rstrip("`"))
    return f"{keys.replace('.', ': ')}: {text}"


#: Of so many calls each is answered, or not, or …
_OUTCOMES = (Outcome.ANSWERED,) * 16 + (Outcome.UNANSWERED,) * 2 + (Outcome.BUSY, Outcome.REJECTED)


def office_day(numbers: Sequence[str], numbers_from: random.Random) -> Iterator[PlannedCall]:
    """An endless timetable: about a third of these people are on the telephone at any time.

    Args:
        numbers: who calls whom.
        numbers_from: the same beginning gives the same timetable.
    """
    now = 1.0
    free_at = dict.fromkeys(numbers, 0.0)
    while True:
        free = [number for number in numbers if free_at[number] <= now]
        if len(free) > len(numbers) // 2:
            caller, callee = numbers_from.sample(free, 2)
            call = PlannedCall(
                at=now,
                caller=caller,
                callee=callee,
                ring=round(numbers_from.uniform(2.5, 7.0), 1),
                talk=round(numbers_from.uniform(5.0, 25.0), 1),
                outcome=numbers_from.choice(_OUTCOMES),
            )
            talk = call.talk if call.outcome is Outcome.ANSWERED else 0.0
            pause = numbers_from.uniform(2.0, 6.0)
            free_at[caller] = free_at[callee] = now + call.ring + talk + pause
            yield call
        now = round(now + numbers_from.uniform(0.5, 4.0), 1)
