"""Changed settings into the file a person wrote: only what changed, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomlkit
from tomlkit.items import AoT, Table

from blfpanel.config.reading import Row, plain

S = TypeVar("S", bound=msgspec.Struct)


class SettingsError(Exception):
    """The settings file cannot be read or written; the text says why and what to do."""


def read_text(path: Path) -> str:
    """The text at ``path``, empty if there is no file.

    Raises:
        SettingsError: if there is one that cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"The settings in {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            f"Line {line} of the settings is not UTF-8. Nothing was loaded. Save {path} as UTF-8."
        ) from error


def replace_file(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` and keep what was there as ``path`` with ``.bak``.

    A crash leaves the old file or the new one. A link is followed, not replaced.

    Raises:
        SettingsError: if that is not possible.
    """
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            before = path.read_bytes()
            if before == text.encode():
                return
            _replace(path.with_name(path.name + ".bak"), before)
        _replace(path, text.encode())
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be written to {path}: {error.strerror}. Nothing was changed."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    except OSError:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


def write_table(text: str, name: str, old: S, new: S) -> str:
    """``text`` with the differences between ``old`` and ``new`` in the table ``[name]``."""
    if old == new:
        return text
    document = tomlkit.parse(text)
    table = document.get(name)
    if not isinstance(table, dict):
        table = document[name] = tomlkit.table()
    _update(table, old, new)
    return tomlkit.dumps(document)


def write_rows(
    text: str,
    name: str,
    old: Sequence[Row[S]],
    new: Sequence[S],
    identity: Callable[[S], Hashable],
) -> str:
    """``text`` with the tables ``[[name]]`` saying ``new`` where they said ``old``.

    Tables that are not in ``old``, because they could not be used, stay behind the others.
    """
    if [row.value for row in old] == list(new):
        return text
    document = tomlkit.parse(text.rstrip("\n") + "\n")
    tables = list(document.get(name, []))
    used = {row.path[1] for row in old}
    before = _partners([row.value for row in old], new, identity)
    rows: list[Any] = []
    for value, partner in zip(new, before, strict=True):
        if partner is None:
            rows.append(_fresh(value))
        else:
            table = tables[int(old[partner].path[1])]
            _update(table, old[partner].value, value)
            rows.append(table)
    rows.extend(table for index, table in enumerate(tables) if index not in used)
    if [id(row) for row in rows] != [id(table) for table in tables]:
        _put_rows(document, name, rows)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def _partners(
    old: Sequence[S], new: Sequence[S], identity: Callable[[S], Hashable]
) -> list[int | None]:
    """For each of ``new`` the index of what it was in ``old``.

    What has no namesake is paired in order if as many are left on both sides: these were renamed.
    """
    places = {identity(value): index for index, value in enumerate(old)}
    partners = [places.pop(identity(value), None) for value in new]
    left = sorted(places.values())
    if len(left) == partners.count(None):
        renamed = iter(left)
        return [next(renamed) if index is None else index for index in partners]
    return partners


def _update(table: Any, old: msgspec.Struct, new: msgspec.Struct) -> None:
    for field in msgspec.structs.fields(new):
        value = getattr(new, field.name)
        if value == getattr(old, field.name):
            continue
        if not field.required and value == field.default:
            table.pop(field.name, None)
        else:
            table[field.name] = plain(value)


def _fresh(value: msgspec.Struct) -> Table:
    table = tomlkit.table()
    # who it is comes first
    for field in sorted(msgspec.structs.fields(value), key=lambda field: not field.required):
        setting = getattr(value, field.name)
        if field.required or setting != field.default:
            table[field.name] = plain(setting)
    return table


def _put_rows(document: tomlkit.TOMLDocument, name: str, rows: Sequence[Any]) -> None:
    tables = [row if isinstance(row, Table) else _written_out(row) for row in rows]
    for above, table in pairwise(tables):
        table.trivia.indent = "" if above.as_string().endswith("\n\n") else "\n"
    # "parsed" keeps tomlkit from adding blank lines of its own, more with each change
    array = AoT(tables, name, parsed=True)
    if isinstance(document.get(name), AoT) and tables:
        document[name] = array
        return
    document.pop(name, None)
    if tables:
        if document.as_string().strip():
            tables[0].trivia.indent = "\n"
        document.append(name, array)


def _written_out(row: Mapping[str, Any]) -> Table:
    """A row of ``[{…}, {…}]`` as a table with a header of its own."""
    table = tomlkit.table()
    table.update(row)
    return table
