"""Contacts from CSV and vCard files, as the usual programs write them."""

from __future__ import annotations

import csv
import importlib
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from blfpanel.config.directories.book import Contact
from blfpanel.config.directories.numbers import plain_number

#: As it is: it comes without types.
vobject: Any = importlib.import_module("vobject")

_NAME = re.compile(r"(?i)^(full ?name|display ?name|name|anzeigename|vollständiger name)$")
_FIRST = re.compile(r"(?i)^(first|given|vor).*name$")
_LAST = re.compile(r"(?i)^(last|family|nach|sur).*name$|^surname$")
_COMPANY = re.compile(r"(?i)^(company|organi[sz]ation.*|firma|department|abteilung)$")
_NUMBER = re.compile(r"(?i)phone|telefon|^tel|mobil|handy|number|nummer|durchwahl|extension")
_NO_NUMBER = re.compile(r"(?i)fax|label|type$|street|haus|kunden|customer")
_DIALLED = re.compile(r"^[+\d*#][\d\s()/.*#-]*$")


class DirectoryError(Exception):
    """A directory cannot be read; the text says why and what to do."""


def read_csv(text: str, source: str) -> list[Contact]:
    """Contacts of a table with commas, semicolons or tabs.

    With a line of titles its columns are found by their names, in English or German; without one
    the first column holds names and all others numbers.
    """
    rows = [row for row in csv.reader(io.StringIO(text), _delimiter(text)) if any(row)]
    if not rows:
        return []
    titles = [cell.strip() for cell in rows[0]]
    if any(_DIALLED.match(cell) for cell in titles):
        return list(_without_titles(rows, source))
    return list(_with_titles(titles, rows[1:], source))


def read_vcards(text: str, source: str) -> list[Contact]:
    """Contacts of a file of vCards (RFC 6350, and 2.1 and 3.0 before it).

    Raises:
        DirectoryError: if it is none.
    """
    found = []
    try:
        for card in vobject.readComponents(text, ignoreUnreadable=True):
            contact = _of_card(card, source)
            if contact:
                found.append(contact)
    except (vobject.base.ParseError, ValueError, IndexError) as error:
        raise DirectoryError(str(error).partition("\n")[0]) from error
    return found


def _of_card(card: Any, source: str) -> Contact | None:
    numbers = [
        _number_of(line.value)
        for line in card.contents.get("tel", [])
        if "FAX" not in (kind.upper() for kind in line.params.get("TYPE", []))
    ]
    name = _first_of(card, "fn")
    organisation = card.contents.get("org")
    company = ""
    if organisation:
        value = organisation[0].value
        company = ", ".join(value) if isinstance(value, list) else str(value)
    numbers = [number for number in numbers if plain_number(number)]
    if not numbers or not (name or company):
        return None
    return Contact(name or company, tuple(numbers), source, company if name else "")


def _first_of(card: Any, kind: str) -> str:
    lines = card.contents.get(kind)
    return str(lines[0].value).strip() if lines else ""


def _number_of(value: str) -> str:
    return re.sub(r"(?i)^tel:", "", str(value)).partition(";")[0].strip()


def _delimiter(text: str) -> csv.Dialect | type[csv.Dialect]:
    line = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(";\t,", key=line.count)

    return Found


def _without_titles(rows: Sequence[Sequence[str]], source: str) -> Iterator[Contact]:
    for row in rows:
        numbers = [cell.strip() for cell in row[1:] if _DIALLED.match(cell.strip())]
        if row[0].strip() and numbers:
            yield Contact(row[0].strip(), tuple(numbers), source)


def _with_titles(
    titles: Sequence[str], rows: Sequence[Sequence[str]], source: str
) -> Iterator[Contact]:
    def columns(pattern: re.Pattern[str]) -> list[int]:
        return [at for at, title in enumerate(titles) if pattern.search(title)]

    numbers = [at for at in columns(_NUMBER) if not _NO_NUMBER.search(titles[at])]
    whole, first, last = columns(_NAME), columns(_FIRST), columns(_LAST)
    company = columns(_COMPANY)
    for row in rows:
        cells = [*(cell.strip() for cell in row), *[""] * (len(titles) - len(row))]

        def joined(*places: int, cells: list[str] = cells) -> str:
            return " ".join(cells[at] for at in places if cells[at])

        name = joined(*whole[:1]) or joined(*first[:1], *last[:1])
        firm = joined(*company[:1])
        found = [cells[at] for at in numbers if plain_number(cells[at])]
        if found and (name or firm):
            yield Contact(name or firm, tuple(dict.fromkeys(found)), source, firm if name else "")
