"""Values of settings, and what differs between two configurations, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from blfpanel.config import catalog
from blfpanel.config.catalog import Kind, Rows, Setting
from blfpanel.config.reading import plain
from blfpanel.config.settings import SAME, Config

#: Says a text of the catalogue in the person's language.
Tell = Callable[[str], str]

#: What is said besides the catalogue's own texts; translators need these too.
ON, OFF, NOTHING, AS_USUAL = "on", "off", "nothing", "as usual"
CHANGE = "{title}: {before} → {after}"
ADDED, REMOVED, CHANGED = (
    "{title}: {names} added",
    "{title}: {names} removed",
    "{title}: {names} changed",
)
MOVED = "{title}: in another order"
AND_MORE = "{names} and {count} more"
TEXTS = (ON, OFF, NOTHING, AS_USUAL, CHANGE, ADDED, REMOVED, CHANGED, MOVED, AND_MORE)

_NAMED = 4


def as_it_is(text: str) -> str:
    """The text itself: English."""
    return text


def value_in_words(setting: Setting, value: Any, tell: Tell = as_it_is) -> str:
    """A value as a person says it: "4 s", "on", "As the system"."""
    if value is None:
        return tell(AS_USUAL)
    match setting.kind:
        case Kind.SWITCH:
            return tell(ON if value else OFF)
        case Kind.CHOICE:
            return tell(setting.words[str(plain(value))])
        case Kind.CHOICES:
            return ", ".join(tell(setting.words[str(plain(item))]) for item in value) or tell(
                NOTHING
            )
        case Kind.NUMBER:
            return f"{value} {tell(setting.unit)}" if setting.unit else str(value)
        case Kind.TEXTS:
            return ", ".join(value) or tell(NOTHING)
        case Kind.TEXT:
            return f"“{value}”" if value else tell(NOTHING)


def change_in_words(setting: Setting, before: Any, after: Any, tell: Tell = as_it_is) -> str:
    """A change of a setting: "Wait before alerting: 0 s → 4 s"."""
    return tell(CHANGE).format(
        title=tell(setting.title),
        before=value_in_words(setting, before, tell),
        after=value_in_words(setting, after, tell),
    )


def differences(before: Config, after: Config, tell: Tell = as_it_is) -> list[str]:
    """What differs between two configurations, a line for each, in the window's order."""
    lines: list[str] = []
    for category in catalog.categories():
        for setting in category.settings:
            old, new = (
                getattr(getattr(config, setting.table), setting.name) for config in (before, after)
            )
            if old != new:
                lines.append(change_in_words(setting, old, new, tell))
        for rows in category.rows:
            lines.extend(_row_differences(rows, before, after, tell))
    return lines


def row_name(rows: Rows, row: msgspec.Struct) -> str:
    """What a row is called: its own title, else the first thing it says."""
    title = getattr(row, "title", None) or getattr(row, "label", None)
    if title:
        return str(title)
    values = (getattr(row, setting.name) for setting in rows.settings)
    return next((value for value in values if isinstance(value, str) and value), rows.one)


def _row_differences(rows: Rows, before: Config, after: Config, tell: Tell) -> Iterator[str]:
    same = SAME[rows.table]
    old: Sequence[Any] = getattr(before, rows.table)
    new: Sequence[Any] = getattr(after, rows.table)
    olds, news = Counter(map(same, old)), Counter(map(same, new))
    known = {same(row): row for row in old}
    added = [row for row in new if same(row) not in olds]
    removed = [row for row in old if same(row) not in news]
    changed = [row for row in new if same(row) in known and known[same(row)] != row]
    for pattern, some in ((ADDED, added), (REMOVED, removed), (CHANGED, changed)):
        if some:
            names = _names([row_name(rows, row) for row in some], tell)
            yield tell(pattern).format(title=tell(rows.title), names=names)
    if not (added or removed or changed) and old != new:
        yield tell(MOVED).format(title=tell(rows.title))


def _names(names: list[str], tell: Tell) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return tell(AND_MORE).format(names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)
