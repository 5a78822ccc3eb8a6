"""Header fields of a message; ``header_values`` has the types of those the core reads.

Within a dialog all lines but Via and CSeq are the same in each message. So a line is read once,
its value as well, and the :class:`Field` made of it is shared by all messages that have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from blfpanel.sip.syntax.grammar import LWS, TOKEN, SipParseError, split_list
from blfpanel.sip.syntax.header_names import CANONICAL, LIST_HEADERS, canonical_name
from blfpanel.sip.syntax.uri import NameAddr

T = TypeVar("T")

#: Enough for what comes again and again of some hundred subscriptions; longer lines are not
#: kept, so that a stranger cannot fill memory with them.
_REMEMBERED = 2048
_LONGEST_REMEMBERED = 256

#: What each message brings anew; remembering it would only drive out the others.
_EVER_NEW = frozenset({"Via", "CSeq"})

_UNREAD = object()


class Field:
    """One header field.

    It never changes, so that messages can share it.

    Attributes:
        name: in full.
        value: what the text was read as once it was asked for.
    """

    __slots__ = ("name", "text", "value")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.value: Any = _UNREAD

    def read(self, parse: Callable[[str], T]) -> T | None:
        """Set and return the value: what ``parse`` makes of the text, None if it cannot."""
        try:
            self.value = parse(self.text)
        except SipParseError:
            self.value = None
        value: T | None = self.value
        return value


class _Lines(dict[str, Field]):
    """The lines read lately. One that is no header, or part of one, has the name ""."""

    def __missing__(self, line: str) -> Field:
        name, colon, text = line.partition(":")
        known = CANONICAL.get(name)
        if known is None or not colon:
            name = name.rstrip(LWS)
            if not (colon and TOKEN.fullmatch(name)):
                return _JUNK
            known = canonical_name(name)
        field = Field(known, text.strip(LWS))
        if known not in _EVER_NEW and len(line) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[line] = field
        return field


_JUNK = Field("", "")
_LINES = _Lines()
_read_line = _LINES.__getitem__


class Headers:
    """Header lines in order; names are compared without case, compact names are full ones here.

    Values are one line of text without blanks at the ends. Setting a value with a line break
    raises :exc:`ValueError`: it would smuggle in another header.
    """

    __slots__ = ("_fields", "_first")

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self._hold([_checked(name, text) for name, text in items])

    @classmethod
    def from_lines(cls, lines: Sequence[str]) -> Headers:
        """Read header lines, of which folded ones still are several (RFC 3261 §7.3.1).

        A line that is no header at all is dropped: RFC 3261 §8.2.2 wants malformed headers
        ignored, and one that matters is missed later, when its name is asked for.
        """
        headers = cls.__new__(cls)
        headers._hold([*map(_read_line, lines)])
        if "" in headers._first:
            fields = map(_read_line, _unfolded(lines))
            headers._hold([field for field in fields if field.name])
        return headers

    def _hold(self, fields: list[Field]) -> None:
        self._fields = fields
        self._first = {field.name: field for field in reversed(fields)}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter([(field.name, field.text) for field in self._fields])

    def lines(self, *, but: str) -> str:
        """All lines as they are written, but those of one name."""
        fields = [field for field in self._fields if field.name != but]
        return "".join([f"{field.name}: {field.text}\r\n" for field in fields])

    def lines_of(self, names: frozenset[str]) -> str:
        """The lines of these names (full spelling) as they are written."""
        return "".join(
            [f"{field.name}: {field.text}\r\n" for field in self._fields if field.name in names]
        )

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __repr__(self) -> str:
        return f"Headers({list(self)!r})"

    def get(self, name: str) -> str | None:
        """The value of the first line of this name, or None."""
        known = CANONICAL.get(name)
        if known is not None:
            field = self._first.get(known)
            return None if field is None else field.text
        places = self._places(name)
        return self._fields[places[0]].text if places else None

    def _places(self, name: str) -> list[int]:
        """The indices of this name's lines. Known names have one spelling here, others many."""
        known = CANONICAL.get(name) or CANONICAL.get(name.lower())
        if known is not None:
            return [i for i, field in enumerate(self._fields) if field.name == known]
        lower = name.lower()
        return [i for i, field in enumerate(self._fields) if field.name.lower() == lower]

    def get_all(self, name: str) -> list[str]:
        """All values of all lines of this name; lists (Via, Route, Contact …) are split."""
        lines = [self._fields[place].text for place in self._places(name)]
        if canonical_name(name) not in LIST_HEADERS:
            return lines
        return [value for line in lines for value in split_list(line)]

    def repeated(self, names: frozenset[str]) -> str | None:
        """The first of these names (full spelling) that has more than one line, or None."""
        if len(self._first) == len(self._fields):
            return None
        seen: set[str] = set()
        for field in self._fields:
            if field.name in seen and field.name in names:
                return field.name
            seen.add(field.name)
        return None

    def lacking(self, readers: Sequence[tuple[str, Callable[[str], object]]]) -> str | None:
        """The first of these names (full spelling) whose line is missing, empty or unreadable.

        Args:
            readers: names, and what reads them, as for :meth:`typed`.
        """
        first = self._first
        for name, parse in readers:
            field = first.get(name)
            if field is None:
                return name
            value = field.value
            if not (field.read(parse) if value is _UNREAD else value):
                return name
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
        field = self._first.get(name)
        if field is None:
            return None
        value: T | None = field.value
        return field.read(parse) if value is _UNREAD else value

    def add(self, name: str, value: str) -> None:
        """Append a line."""
        field = _checked(name, value)
        self._fields.append(field)
        self._first.setdefault(field.name, field)

    def prepend(self, name: str, value: str) -> None:
        """Insert a line before all others (a Via)."""
        field = _checked(name, value)
        self._fields.insert(0, field)
        self._first[field.name] = field

    def set(self, name: str, value: str) -> None:
        """Make this the only line of its name, at the place of the first, else at the end."""
        field = _checked(name, value)
        first, *others = self._places(name) or [len(self._fields)]
        self._fields[first : first + 1] = [field]
        for place in reversed(others):
            del self._fields[place]
        self._hold(self._fields)

    def replace_first(self, name: str, value: str) -> None:
        """Change the first line of this name, keeping the others; raises :exc:`KeyError`."""
        field = _checked(name, value)
        for place, old in enumerate(self._fields):
            if old.name == field.name or old.name.lower() == field.name.lower():
                self._fields[place] = self._first[old.name] = field
                return
        raise KeyError(name)

    def remove(self, name: str) -> None:
        """Drop all lines of this name; nothing happens if there are none."""
        for place in reversed(self._places(name)):
            del self._fields[place]
        self._hold(self._fields)

    def copy(self) -> Headers:
        """An independent copy."""
        return self._with_fields(self._fields.copy())

    def only(self, names: frozenset[str]) -> Headers:
        """A copy with just the lines of these names (full spelling), in their order."""
        return self._with_fields([field for field in self._fields if field.name in names])

    @classmethod
    def _with_fields(cls, fields: list[Field]) -> Headers:
        headers = cls.__new__(cls)
        headers._hold(fields)
        return headers


def _unfolded(lines: Sequence[str]) -> list[str]:
    """Each header in one line; what continues a line that is no header vanishes."""
    whole: list[str] = []
    for line in lines:
        if not (whole and line.startswith((" ", "\t"))):
            whole.append(line)
        elif ":" in whole[-1]:
            whole[-1] = f"{whole[-1].rstrip(LWS)} {line.strip(LWS)}"
    return whole


def _checked(name: str, value: str) -> Field:
    known = CANONICAL.get(name) or (canonical_name(name) if TOKEN.fullmatch(name) else None)
    if known is None or "\n" in value or "\r" in value:
        raise ValueError(f"no header line: {name!r}: {value!r:.100}")
    return Field(known, value.strip(LWS))
