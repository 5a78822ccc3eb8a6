"""What the person wants to see of a trace: topics, and words such as ``key:214 code:4``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from blfpanel.phone.effects import Effects
from blfpanel.phone.traffic import Line, Topic

_FIELDS = ("key", "method", "code", "text")


@dataclass(frozen=True, slots=True)
class Filter:
    """A message is shown if its topic is and each field that is set has a value that fits.

    Attributes:
        keys: numbers or key names.
        methods: of the message or of what it answers, in capitals.
        codes: statuses, or their first digits.
        texts: words that all stand somewhere in the message.
        hidden: topics that are not shown.
        repeats: whether retransmissions are shown one by one.
    """

    keys: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    hidden: frozenset[Topic] = frozenset({Topic.REGISTRATION})
    repeats: bool = False

    def fits(self, line: Line, effects: Effects, text_of: Callable[[Line], str]) -> bool:
        """Whether a message is shown; ``text_of`` gives what may be seen of it."""
        if line.topic in self.hidden or (line.repeat_of is not None and not self.repeats):
            return False
        if self.methods and line.method not in self.methods:
            return False
        if self.codes and not str(line.status or "").startswith(self.codes):
            return False
        if self.keys and not self._about_key(line, effects):
            return False
        if not self.texts:
            return True
        text = text_of(line).lower()
        return all(word in text for word in self.texts)

    def _about_key(self, line: Line, effects: Effects) -> bool:
        if any(user.lstrip("*#+") in self.keys or user in self.keys for user in line.users):
            return True
        return any(effect.key in self.keys for effect in effects.of(line.entry.number))


def parse(text: str, hidden: frozenset[Topic] = frozenset(), *, repeats: bool = False) -> Filter:
    """Read the filter field: ``field:a,b`` and words to be found anywhere."""
    found: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for word in text.split():
        name, colon, values = word.partition(":")
        if colon and name.lower() in _FIELDS:
            found[name.lower()] += [value for value in values.split(",") if value]
        else:
            found["text"].append(word)
    return Filter(
        frozenset(found["key"]),
        frozenset(method.upper() for method in found["method"]),
        tuple(found["code"]),
        tuple(word.lower() for word in found["text"]),
        hidden,
        repeats,
    )
