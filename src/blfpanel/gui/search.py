"""Finding keys by name or number, in the order in which a person expects them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blfpanel.gui.port import KeyPort
from blfpanel.panel.model import KeyId, Lamp, LampState

#: what can be dialled as it stands, blanks and dashes aside
_DIALLABLE = re.compile(r"\+?[0-9*#]+")
_SEPARATORS = re.compile(r"[\s/().-]+")

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: a key, or a number to call when ``key`` is None.

    ``span`` is where the name matches, start and end.
    """

    number: str
    key: KeyId | None = None
    span: tuple[int, int] = (0, 0)


def diallable(text: str) -> str | None:
    """The number in ``text`` without blanks and dashes; None if it is none.

    SIP URIs count too.

    >>> diallable("030 / 123-4"), diallable("kow"), diallable("sip:anna@example.com")
    ('0301234', None, 'sip:anna@example.com')
    """
    bare = text.strip()
    if re.fullmatch(r"(?i)sips?:[^\s@]+(@[^\s@]+)?", bare):
        return bare
    number = _SEPARATORS.sub("", bare)
    return number if _DIALLABLE.fullmatch(number) else None


def search(text: str, keys: Iterable[KeyPort], state_of: Callable[[KeyId], LampState]) -> list[Hit]:
    """The keys that ``text`` means, best first, and the number itself if it can be called.

    Exact number, then start of the name, start of a word, anywhere; within these free before
    busy. A number that is nobody's comes first: whoever types it wants to call it.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    number = diallable(text)
    found: list[tuple[int, bool, int, Hit]] = []
    for place, key in enumerate(keys):
        rank, span = _rank(wanted, number, key)
        if rank is not None:
            busy = state_of(key.id).lamp is not Lamp.IDLE
            found.append((rank, busy, place, Hit(key.number, key.id, span)))
    found.sort(key=lambda entry: entry[:3])
    hits = [hit for *_, hit in found[:SHOWN]]
    if number is None:
        return hits
    exact = bool(found) and found[0][0] == 0
    return [*hits, Hit(number)] if exact else [Hit(number), *hits]


def _rank(wanted: str, number: str | None, key: KeyPort) -> tuple[int | None, tuple[int, int]]:
    name = key.label.casefold()
    if number is not None and key.number == number:
        return 0, (0, 0)
    at = name.find(wanted)
    if at == 0:
        return 1, (0, len(wanted))
    words = [match.start() for match in re.finditer(r"\b\w", name)]
    starts = [start for start in words if name.startswith(wanted, start)]
    if starts:
        return 2, (starts[0], starts[0] + len(wanted))
    if at > 0:
        return 3, (at, at + len(wanted))
    if number is not None and key.number.startswith(number):
        return 1, (0, 0)
    return None, (0, 0)
