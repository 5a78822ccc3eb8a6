"""The whole configuration as one file that explains itself; no secrets stand in it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import tomlkit

from blfpanel.config import catalog
from blfpanel.config.catalog import Kind, Setting
from blfpanel.config.reading import plain
from blfpanel.config.settings import ROWS, Config
from blfpanel.config.telling import Tell, as_it_is

_WIDTH = 96

#: The first lines of the file; translators need this too.
HEAD = (
    "All settings of blfpanel. What stands behind # is at its usual value: take the # away and "
    "write another one. Passwords never stand here: they are kept in the keyring."
)


def write_out(config: Config, tell: Tell = as_it_is) -> str:
    """All settings as TOML, each explained; ``Config.parse`` reads it back.

    Args:
        tell: says the catalogue's texts in another language.
    """
    lines = [*_comment(tell(HEAD))]
    for table in catalog.tables():
        if table in ROWS:
            lines.extend(_rows(table, getattr(config, table), tell))
        else:
            lines.extend(("", f"[{table}]"))
            lines.extend(_settings(_of(table), getattr(config, table), tell, all_of_them=True))
    return "\n".join(lines) + "\n"


def toml_value(value: object) -> str:
    """A value as it is written in the file: ``"udp"``, ``true``, ``["opus"]``."""
    return str(tomlkit.item(plain(value)).as_string())


def _rows(table: str, rows: Iterable[msgspec.Struct], tell: Tell) -> Iterator[str]:
    told = next(
        rows for category in catalog.categories() for rows in category.rows if rows.table == table
    )
    yield ""
    yield from _comment(f"{tell(told.title)}: {tell(told.help)}")
    seen: set[str] = set()
    for row in rows:
        yield ""
        yield f"[[{table}]]"
        yield from _settings(told.settings, row, tell, seen=seen)


def _settings(
    settings: Iterable[Setting],
    values: msgspec.Struct,
    tell: Tell,
    *,
    all_of_them: bool = False,
    seen: set[str] | None = None,
) -> Iterator[str]:
    """A line for each setting, with its explanation where it was not in ``seen``."""
    for setting in settings:
        value = getattr(values, setting.name)
        usual = not setting.required and value == setting.default
        if usual and not all_of_them:
            continue
        if seen is None or setting.name not in seen:
            yield from _comment(_explained(setting, tell))
        if seen is not None:
            seen.add(setting.name)
        yield f"{'# ' if usual else ''}{setting.name} = {toml_value(value)}"


def _explained(setting: Setting, tell: Tell) -> str:
    said = f"{tell(setting.title)}: {tell(setting.help)}"
    if setting.kind in (Kind.CHOICE, Kind.CHOICES):
        choices = ", ".join(f'"{value}" ({tell(name)})' for value, name in setting.words.items())
        return f"{said} {choices}."
    return said


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH)]


def _of(table: str) -> list[Setting]:
    kind: Any = catalog.tables()[table]
    names = [field.name for field in msgspec.structs.fields(kind)]
    return [catalog.setting(table, name) for name in names]
