"""Finding keys, contacts and calls by what is typed, in the order a person expects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blfpanel.gui.port import KeyPort
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import KeyId, Lamp, LampState

#: what can be dialled as it stands, blanks and dashes aside
_DIALLABLE = re.compile(r"\+?[0-9*#]+")
_SEPARATORS = re.compile(r"[\s/().-]+")

SHOWN = 8
#: So many of them are people who are on no key, where there are that many.
_PEOPLE = 3


#: What is below the name, at best: a note, a tag, a group, digits inside a number.
ELSEWHERE = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: a key, or a number to call when ``key`` is None.

    Attributes:
        span: where the name matches, start and end.
        name: whose number it is, "" where that is not known.
        detail: where it was found, in words.
    """

    number: str
    key: KeyId | None = None
    span: tuple[int, int] = (0, 0)
    name: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A result with how well it matches.

    Attributes:
        rank: 0 exactly the number, 1 the name begins so, 2 a word in it, 3 anywhere in it,
            ``ELSEWHERE`` something else of it.
        number: its number as it is the same everywhere, so that nobody is shown twice.
    """

    rank: int
    hit: Hit
    number: str = ""


#: Finds people who are on no key.
Source = Callable[[str], Iterable[Ranked]]

#: Gives the tags of a key.
Tags = Callable[[KeyId], Iterable[str]]


def no_tags(key: KeyId) -> Iterable[str]:
    """For panels whose keys have none."""
    return ()


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


def search(
    text: str,
    keys: Iterable[KeyPort],
    state_of: Callable[[KeyId], LampState],
    sources: Iterable[Source] = (),
    tags_of: Tags = no_tags,
) -> list[Hit]:
    """What ``text`` means, best first: keys, then people of ``sources``, and the number itself.

    Keys: exact number, then start of the name, start of a word, anywhere, then notes, tags and
    groups; within these free before busy. A number that is nobody's comes first: whoever types it
    wants to call it.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    number = diallable(text)
    found: list[tuple[int, bool, int, Hit]] = []
    for place, key in enumerate(keys):
        rank, span = _rank(wanted, number, key, tags_of)
        if rank is not None and key.type is not KeyType.LABEL:
            busy = state_of(key.id).lamp is not Lamp.IDLE
            found.append((rank, busy, place, Hit(key.number, key.id, span)))
    found.sort(key=lambda entry: entry[:3])
    exact = bool(found) and found[0][0] == 0
    hits = [hit for *_, hit in found]
    people = _people(text, sources, {_SEPARATORS.sub("", hit.number) for hit in hits})
    named = next((ranked for ranked in people if ranked.rank == 0), None)
    others = [ranked.hit for ranked in people if ranked is not named]
    room = max(SHOWN - min(len(others), _PEOPLE), 1)
    hits = [*hits[:room], *others][:SHOWN]
    if number is None:
        return hits
    whose = named.hit if named else Hit(number)
    return [*hits, whose] if exact else [whose, *hits]


def rank_of_name(wanted: str, name: str) -> tuple[int | None, tuple[int, int]]:
    """How well ``wanted`` matches a name, and where; both in lower case."""
    at = name.find(wanted)
    if at == 0:
        return 1, (0, len(wanted))
    starts = (match.start() for match in re.finditer(r"\b\w", name))
    start = next((start for start in starts if name.startswith(wanted, start)), None)
    if start is not None:
        return 2, (start, start + len(wanted))
    if at > 0:
        return 3, (at, at + len(wanted))
    return None, (0, 0)


def _people(text: str, sources: Iterable[Source], known: set[str]) -> list[Ranked]:
    """What the sources find, each number once, in their order but for how well it matches."""
    found: list[Ranked] = []
    for source in sources:
        for ranked in source(text):
            number = ranked.number or _SEPARATORS.sub("", ranked.hit.number)
            if number not in known:
                known.add(number)
                found.append(ranked)
    return sorted(found, key=lambda ranked: ranked.rank)


def _rank(
    wanted: str, number: str | None, key: KeyPort, tags_of: Tags
) -> tuple[int | None, tuple[int, int]]:
    if number is not None and key.number == number:
        return 0, (0, 0)
    rank, span = rank_of_name(wanted, key.label.casefold())
    if rank is not None:
        return rank, span
    if number is not None and key.number.startswith(number):
        return 1, (0, 0)
    inside = number is not None and len(number) > 1 and number in key.number
    if inside or any(wanted in said.casefold() for said in (key.note, key.group, *tags_of(key.id))):
        return ELSEWHERE, (0, 0)
    return None, (0, 0)
