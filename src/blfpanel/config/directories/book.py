"""People with their numbers, found by either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blfpanel.config.contacts import NumberSettings
from blfpanel.config.directories.numbers import canonical, plain_number, spellings

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in a directory.

    Attributes:
        name: as the directory has it.
        numbers: as the directory has them, the first is called first.
        source: what the directory is called.
        note: department, company or the like; "" for none.
    """

    name: str
    numbers: tuple[str, ...]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A contact that a search found.

    Attributes:
        rank: 0 its number exactly, 1 its name begins so, 2 a word in it, 3 anywhere.
        number: the one that was searched for, else the first.
        span: where the name matches, start and end.
    """

    rank: int
    contact: Contact
    number: str
    span: tuple[int, int] = (0, 0)


class Book:
    """All contacts of all directories.

    Args:
        contacts: those of a directory that stands first win where two have one number.
        settings: which spellings are the same number.
    """

    def __init__(
        self, contacts: Iterable[Contact] = (), settings: NumberSettings | None = None
    ) -> None:
        self._settings = settings or NumberSettings()
        self._contacts = [contact for contact in contacts if contact.numbers]
        self._folded = [contact.name.casefold() for contact in self._contacts]
        self._by_number: dict[str, Contact] = {}
        for contact in self._contacts:
            for number in contact.numbers:
                self._by_number.setdefault(canonical(number, self._settings), contact)

    def __len__(self) -> int:
        return len(self._contacts)

    def who_is(self, number: str) -> Contact | None:
        """Whose number it is, however it is spelt."""
        for spelling in spellings(number, self._settings):
            if spelling and (found := self._by_number.get(spelling)):
                return found
        return None

    def find(self, text: str, limit: int) -> list[Found]:
        """The contacts that ``text`` means, best first, at most ``limit``."""
        found = sorted(self._matching(text), key=lambda match: match.rank)
        return found[:limit]

    def _matching(self, text: str) -> Iterator[Found]:
        wanted = text.strip().casefold()
        if not wanted:
            return
        digits = plain_number(text) if not re.search(r"[^\W\d_]", wanted) else ""
        known = self.who_is(digits) if digits else None
        if known is not None:
            number = next(n for n in known.numbers if self._same(n, digits))
            yield Found(0, known, number)
        for contact, name in zip(self._contacts, self._folded, strict=True):
            if contact is known:
                continue
            at = name.find(wanted)
            if at >= 0:
                start = next((m.start() for m in _WORD.finditer(name, at) if m.start() == at), -1)
                rank = 1 if at == 0 else 2 if start == at and not name[at - 1].isalnum() else 3
                yield Found(rank, contact, contact.numbers[0], (at, at + len(wanted)))
            elif len(digits) > 2:
                number = next((n for n in contact.numbers if digits in plain_number(n)), "")
                if number:
                    yield Found(3, contact, number)

    def _same(self, one: str, other: str) -> bool:
        return canonical(one, self._settings) in spellings(other, self._settings)
