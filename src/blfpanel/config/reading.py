"""From a TOML text to typed values: one wrong value costs itself, not the rest."""

from __future__ import annotations

import difflib
import enum
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

#: Where a setting stands: ("accounts", 0, "server").
SettingPath: TypeAlias = tuple[str | int, ...]

S = TypeVar("S", bound=msgspec.Struct)

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_SETTING = re.compile(r"\s*((?:[\w.-]|\"[^\"]*\"|'[^']*'|[ \t]*\.[ \t]*)+?)\s*=")
_WHERE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")

#: Names under which people write a password into the file.
_PASSWORDS = frozenset({"password", "passwd", "pass", "pwd", "passwort", "secret"})
_PASSWORD_REFUSED = (
    "`{name}` is not read: passwords do not belong into this file. Delete the line; blfpanel "
    "asks and keeps the password in the keyring, or takes it from BLFPANEL_PASSWORD."
)
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the settings that cannot be used; ``str()`` is the sentence to show.

    ``line`` counts from 1, None where the whole file is meant.
    """

    line: int | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Row(Generic[S]):
    """One table of an array of tables: where it stands, and what it says."""

    path: SettingPath
    value: S


def cannot_be_parsed(text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """The problem of a text that is no TOML."""
    where = _WHERE.search(str(error))
    line = int(where[1]) if where and where[1] else len(text.splitlines())
    what = _WHERE.sub("", str(error))
    what = what[:1].lower() + what[1:]
    return Problem(
        line,
        f"Line {line} of the settings cannot be read: {what}. Nothing was loaded, and the file "
        "stays as it is.",
    )


class Reader:
    """The settings of one text, and the problems met so far.

    Raises:
        tomllib.TOMLDecodeError: if it is no TOML.
    """

    def __init__(self, text: str) -> None:
        self._tables = tomllib.loads(text)
        self._lines = _line_numbers(text)
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, top to bottom."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line or 0))

    def table(self, name: str, kind: type[S]) -> S:
        """The table ``[name]``; at its defaults where it is missing."""
        raw = self._tables.get(name, {})
        if not isinstance(raw, dict):
            self.complain((name,), f"`{name}` is not a table. Write [{name}].")
            raw = {}
        return kind(**dict(self._values((name,), raw, kind)))

    def rows(self, name: str, kind: type[S]) -> Iterator[Row[S]]:
        """The tables ``[[name]]`` that have all they need."""
        raw = self._tables.get(name, [])
        if not isinstance(raw, list) or not all(isinstance(table, dict) for table in raw):
            self.complain((name,), f"`{name}` is not a list of tables. Write [[{name}]] for each.")
            return
        required = [field.name for field in msgspec.structs.fields(kind) if field.required]
        for index, table in enumerate(raw):
            path = (name, index)
            values = dict(self._values(path, table, kind))
            missing = [field for field in required if field not in values]
            if missing:
                wanted = " and ".join(f"`{field}`" for field in missing)
                self.complain(path, f"this entry of `{name}` is left out, it needs {wanted}.")
            else:
                yield Row(path, kind(**values))

    def complain_of_unknown(self, known: Iterable[str]) -> None:
        """Tell of what stands at the top level and means nothing."""
        for name in self._tables:
            if name not in known:
                self._complain_of_name((name,), known)

    def complain(self, path: SettingPath, what: str) -> None:
        """Note a problem with the setting at ``path``."""
        line = next(
            (
                self._lines[path[:end]]
                for end in range(len(path), 0, -1)
                if path[:end] in self._lines
            ),
            None,
        )
        where = "The settings" if line is None else f"Line {line} of the settings"
        self._problems.append(Problem(line, f"{where}: {what} The rest was loaded."))

    def _values(
        self, path: SettingPath, raw: dict[str, Any], kind: type[msgspec.Struct]
    ) -> Iterator[tuple[str, Any]]:
        """The settings of a table that are known and right."""
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        for name, value in raw.items():
            if name not in fields:
                self._complain_of_name((*path, name), fields)
                continue
            try:
                yield name, msgspec.convert(value, fields[name].type)
            except msgspec.ValidationError:
                right = allowed(fields[name].type)
                self.complain((*path, name), f"`{name} = {_shown(value)}` is not {right}.")

    def _complain_of_name(self, path: SettingPath, known: Iterable[str]) -> None:
        name = str(path[-1])
        if name.lower() in _PASSWORDS:
            self.complain(path, _PASSWORD_REFUSED.format(name=name))
            return
        close = difflib.get_close_matches(name, list(known), n=1)
        hint = f" Did you mean `{close[0]}`?" if close else ""
        self.complain(path, f"`{name}` is not a setting. It is kept and does nothing.{hint}")


def allowed(kind: object) -> str:
    """What values of ``kind`` are, in words."""
    match msgspec.inspect.type_info(kind):
        case msgspec.inspect.EnumType(cls=cls):
            return "one of " + ", ".join(str(member.value) for member in cls)
        case msgspec.inspect.UnionType(types=(msgspec.inspect.EnumType() as given, *_)):
            return allowed(given.cls)
        case msgspec.inspect.Metadata(extra_json_schema={"description": str(words)}):
            return words
        case _:
            raise TypeError(f"{kind!r} has no words for what it allows")


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _line_numbers(text: str) -> dict[SettingPath, int]:
    """On which line each setting stands, in a text that is known to be TOML.

    TOML parsers do not tell. This one looks at beginnings of lines only; inside a text of several
    lines it may see settings that are none, after those that count.
    """
    lines: dict[SettingPath, int] = {}
    seen: Counter[str] = Counter()
    here: SettingPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            name = header[2].strip("\"'")
            here = (name,)
            if header[1] == "[[":
                lines.setdefault(here, number)
                here = (name, seen[name])
                seen[name] += 1
            lines.setdefault(here, number)
        elif setting := _SETTING.match(line):
            names = [part.strip(" \t\"'") for part in setting[1].split(".")]
            for end in range(1, len(names) + 1):
                lines.setdefault((*here, *names[:end]), number)
    return lines


def plain(value: object) -> object:
    """A setting's value as TOML has it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.value if isinstance(value, enum.Enum) else value
