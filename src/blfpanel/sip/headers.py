"""Header fields of a message; ``header_values`` has the types of those the core reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from blfpanel.sip.grammar import LWS, TOKEN, SipParseError, split_list
from blfpanel.sip.header_names import CANONICAL, LIST_HEADERS, canonical_name
from blfpanel.sip.uri import NameAddr

T = TypeVar("T")


class Headers:
    """Header lines in order; names are compared without case, compact names are full ones here.

    Values are one line of text without blanks at the ends. Setting a value with a line break
    raises :exc:`ValueError`: it would smuggle in another header.
    """

    __slots__ = ("_first", "_items", "_typed")

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self._items = [_checked(name, value) for name, value in items]
        self._first: dict[str, str] | None = None
        self._typed: dict[str, Any] = {}

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Headers:
        """Read header lines, of which folded ones still are several (RFC 3261 §7.3.1).

        A line that is no header at all is dropped: RFC 3261 §8.2.2 wants malformed headers
        ignored, and one that matters is missed later, when its name is asked for.
        """
        headers = cls()
        items = headers._items
        canonical = CANONICAL.get
        odd = False
        for line in lines:
            name, colon, value = line.partition(":")
            known = canonical(name)
            if known is not None and colon:
                items.append((known, value.strip(LWS)))
            else:
                _read_odd_line(line, items)
                odd = True
        if odd:
            headers._items = [item for item in items if item[0]]
        return headers

    def _changed(self, name: str) -> None:
        self._first = None
        self._typed.pop(name, None)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __repr__(self) -> str:
        return f"Headers({self._items!r})"

    def get(self, name: str) -> str | None:
        """The value of the first line of this name, or None."""
        first = self._first
        if first is None:
            first = self._first = dict(reversed(self._items))
        known = CANONICAL.get(name)
        if known is not None:
            return first.get(known)
        places = self._places(name)
        return self._items[places[0]][1] if places else None

    def _places(self, name: str) -> list[int]:
        """The indices of this name's lines. Known names have one spelling here, others many."""
        known = CANONICAL.get(name) or CANONICAL.get(name.lower())
        if known is not None:
            return [i for i, (key, _) in enumerate(self._items) if key == known]
        lower = name.lower()
        return [i for i, (key, _) in enumerate(self._items) if key.lower() == lower]

    def get_all(self, name: str) -> list[str]:
        """All values of all lines of this name; lists (Via, Route, Contact …) are split."""
        lines = [self._items[place][1] for place in self._places(name)]
        if canonical_name(name) not in LIST_HEADERS:
            return lines
        return [value for line in lines for value in split_list(line)]

    def repeated(self, names: frozenset[str]) -> str | None:
        """The first of these names (full spelling) that has more than one line, or None."""
        if self._first is not None and len(self._first) == len(self._items):
            return None
        seen: set[str] = set()
        for name, _ in self._items:
            if name in seen and name in names:
                return name
            seen.add(name)
        return None

    def name_addrs(self, name: str) -> list[NameAddr]:
        """All values of this name as addresses; raises :exc:`SipParseError` if one is none."""
        return [NameAddr.parse(value) for value in self.get_all(name)]

    def tokens(self, name: str) -> frozenset[str]:
        """All values of this name in lower case and without parameters: Supported, Allow …"""
        return frozenset(value.partition(";")[0].strip(LWS).lower() for value in self.get_all(name))

    def typed(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The first line of ``name`` (full spelling) read by ``parse``, remembered until a change.

        None if it is missing or ``parse`` raises :exc:`SipParseError`.
        """
        try:
            remembered: T | None = self._typed[name]
        except KeyError:
            remembered = self._typed[name] = self._read(name, parse)
        return remembered

    def _read(self, name: str, parse: Callable[[str], T]) -> T | None:
        text = self.get(name)
        if text is None:
            return None
        try:
            return parse(text)
        except SipParseError:
            return None

    def add(self, name: str, value: str) -> None:
        """Append a line."""
        item = _checked(name, value)
        self._items.append(item)
        self._changed(item[0])

    def prepend(self, name: str, value: str) -> None:
        """Insert a line before all others (a Via)."""
        item = _checked(name, value)
        self._items.insert(0, item)
        self._changed(item[0])

    def set(self, name: str, value: str) -> None:
        """Make this the only line of its name, at the place of the first, else at the end."""
        item = _checked(name, value)
        places = self._places(name)
        if not places:
            self._items.append(item)
        else:
            self._items[places[0]] = item
            for place in reversed(places[1:]):
                del self._items[place]
        self._changed(item[0])

    def replace_first(self, name: str, value: str) -> None:
        """Change the first line of this name, keeping the others; raises :exc:`KeyError`."""
        item = known, value = _checked(name, value)
        for place, (key, _) in enumerate(self._items):
            if key == known or key.lower() == known.lower():
                self._items[place] = item
                if self._first is not None:
                    self._first[key] = value
                self._typed.pop(known, None)
                return
        raise KeyError(name)

    def remove(self, name: str) -> None:
        """Drop all lines of this name; nothing happens if there are none."""
        for place in reversed(self._places(name)):
            del self._items[place]
        self._changed(canonical_name(name))

    def copy(self) -> Headers:
        """An independent copy."""
        return self._with_items(self._items.copy())

    def only(self, names: frozenset[str]) -> Headers:
        """A copy with just the lines of these names (full spelling), in their order."""
        return self._with_items([item for item in self._items if item[0] in names])

    @classmethod
    def _with_items(cls, items: list[tuple[str, str]]) -> Headers:
        headers = cls()
        headers._items = items
        return headers


def _read_odd_line(line: str, items: list[tuple[str, str]]) -> None:
    """Read a line whose name is no known spelling; junk gets the name "" to hold its folds."""
    if line[:1] in LWS and line and items:
        name, begun = items[-1]
        items[-1] = name, f"{begun} {line.strip(LWS)}".strip(LWS)
        return
    name, colon, value = line.partition(":")
    name = name.rstrip(LWS)
    if colon and TOKEN.fullmatch(name):
        items.append((canonical_name(name), value.strip(LWS)))
    else:
        items.append(("", ""))


def _checked(name: str, value: str) -> tuple[str, str]:
    known = CANONICAL.get(name) or (canonical_name(name) if TOKEN.fullmatch(name) else None)
    if known is None or "\n" in value or "\r" in value:
        raise ValueError(f"no header line: {name!r}: {value!r:.100}")
    return known, value.strip(LWS)
