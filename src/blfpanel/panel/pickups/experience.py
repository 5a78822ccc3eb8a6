"""What picking up has taught: which way worked at an account's PBX, and which ones did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from blfpanel.panel.pickups.ways import Rung, View


class Lesson(msgspec.Struct, frozen=True):
    """What is known of one account at one kind of PBX.

    Attributes:
        worked: the name of the rung that worked last; "" for none yet.
        failed: names of those that were refused while it went on ringing.
    """

    worked: str = ""
    failed: frozenset[str] = frozenset()


class Experience:
    """Lessons by account and profile.

    Args:
        lessons: those of earlier days, as :attr:`lessons` gave them.
    """

    def __init__(self, lessons: Mapping[str, Lesson] | None = None) -> None:
        self._lessons = dict(lessons or {})

    @property
    def lessons(self) -> Mapping[str, Lesson]:
        """All lessons, to be kept; the key names account and profile."""
        return self._lessons

    def ordered(self, view: View, rungs: Iterable[Rung]) -> tuple[Rung, ...]:
        """``rungs`` with the one that worked last first and those that failed last.

        What works where another did not has proved itself and need not wait for that one's
        failure. But what gives up the protection of answered calls always waits for it.
        """
        lesson = self._lessons.get(_name(view), Lesson())
        first: list[Rung] = []
        usual: list[Rung] = []
        later: list[Rung] = []
        place = usual
        for rung in rungs:
            if rung.name == lesson.worked:
                first.append(msgspec.structs.replace(rung, after=frozenset()))
                continue
            if not rung.after:
                place = later if rung.name in lesson.failed else usual
            place.append(rung)
        return (*first, *usual, *later)

    def worked(self, view: View, rung: Rung) -> None:
        """It took the call. What has to be asked for by name each time is no lesson."""
        if rung.method == "group" or not rung.protected:
            return
        name = _name(view)
        lesson = self._lessons.get(name, Lesson())
        self._lessons[name] = Lesson(rung.name, lesson.failed - {rung.name})

    def failed(self, view: View, rung: Rung) -> None:
        """It was refused, and the call went on ringing."""
        name = _name(view)
        lesson = self._lessons.get(name, Lesson())
        worked = "" if lesson.worked == rung.name else lesson.worked
        self._lessons[name] = Lesson(worked, lesson.failed | {rung.name})


def _name(view: View) -> str:
    return f"{view.account} {view.profile.name}"
