"""Every setting in words: what the settings window, the guide and exported files say of it.

The words stand once, in ``resources/settings.toml``; what values a setting takes is read from the
types in ``config.settings``. Texts are English; a window translates them (context "Settings").
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from blfpanel.config.reading import allowed
from blfpanel.config.settings import ROWS, Config
from blfpanel.resources import resource


class Kind(enum.Enum):
    """What a setting's value is."""

    SWITCH = "switch"
    CHOICE = "choice"  #: one of ``Setting.words``
    CHOICES = "choices"  #: several of them, in an order
    NUMBER = "number"
    TEXT = "text"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        table: the field of :class:`Config` it stands in.
        name: the field there.
        category: name of the category it stands in.
        group: the title it stands under.
        title: its name.
        help: one sentence.
        kind: what its value is.
        type: the same as msgspec knows it.
        default: None where it must be given.
        required: whether it must be given.
        words: for each value of a choice (as the file has it) what it is called.
        optional: whether a choice may also be left open (None).
        unit: behind numbers; "" for none.
        low, high: the smallest and largest number, where there are such.
        control: the control it wants, where its kind does not say it all.
    """

    table: str
    name: str
    category: str
    group: str
    title: str
    help: str
    kind: Kind
    type: Any
    default: Any
    required: bool
    words: Mapping[str, str]
    optional: bool
    unit: str
    low: int | float | None
    high: int | float | None
    control: str

    @property
    def path(self) -> str:
        """As the administrator names it to lock it: "window.theme"."""
        return f"{self.table}.{self.name}"

    @property
    def allowed(self) -> str:
        """What its values are, in words: "true or false"."""
        return allowed(self.type)

    def read(self, raw: object) -> Any:
        """The value that ``raw``, as a file has it, means.

        Raises:
            ValueError: it is none; the text says what values are.
        """
        try:
            return msgspec.convert(raw, self.type)
        except msgspec.ValidationError as error:
            raise ValueError(self.allowed) from error


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of which there may be several, such as ``[[accounts]]``.

    Attributes:
        table: the field of :class:`Config`.
        category: where it stands.
        title: of all of them.
        one: what one is called.
        help: one sentence or two.
        settings: what stands in one.
    """

    table: str
    category: str
    title: str
    one: str
    help: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A part of the settings window.

    Attributes:
        name: as other parts of the program name it.
        icon: name of its icon.
        settings: what stands in it, in this order.
        rows: the tables of which there may be several.
    """

    name: str
    title: str
    help: str
    icon: str
    settings: tuple[Setting, ...]
    rows: tuple[Rows, ...]


@cache
def categories() -> tuple[Category, ...]:
    """All of it, in the order in which it is shown.

    Raises:
        ValueError: an entry of ``resources/settings.toml`` is of no setting, or lacks something.
    """
    told = _told()
    plain = [made for table, name in _entries(told) if (made := _setting(told, table, name))]
    rows = [
        Rows(
            table,
            entry["in"],
            entry["title"],
            entry["one"],
            entry["help"],
            _by_group(setting for setting in plain if setting.table == table),
        )
        for table, entry in told["rows"].items()
    ]
    return tuple(
        Category(
            name,
            entry["title"],
            entry["help"],
            entry["icon"],
            _by_group(
                setting
                for setting in plain
                if setting.category == name and setting.table not in ROWS
            ),
            tuple(table for table in rows if table.category == name),
        )
        for name, entry in told["category"].items()
    )


def settings() -> Iterator[Setting]:
    """All settings, those of repeated tables included."""
    for category in categories():
        yield from category.settings
        for rows in category.rows:
            yield from rows.settings


def setting(table: str, name: str) -> Setting:
    """The setting of this name.

    Raises:
        KeyError: there is none.
    """
    return _by_path()[f"{table}.{name}"]


def title_of(path: str) -> str:
    """What a setting ("window.theme") or a table of which there may be several is called."""
    for category in categories():
        for rows in category.rows:
            if rows.table == path:
                return rows.title
    found = _by_path().get(path)
    return found.title if found else path


def missing() -> list[str]:
    """Settings without an entry in ``resources/settings.toml``, each as "table.field"."""
    known = {found.path for found in settings()}
    return [
        f"{table}.{field.name}"
        for table, kind in tables().items()
        for field in msgspec.structs.fields(kind)
        if f"{table}.{field.name}" not in known
    ]


def tables() -> dict[str, type[msgspec.Struct]]:
    """All tables of the settings file with their types."""
    single = {
        field.name: type(field.default)
        for field in msgspec.structs.fields(Config)
        if field.name not in ROWS
    }
    return {**ROWS, **single}


def texts() -> Iterator[str]:
    """Every text a person sees of the catalogue, each once: what translators need."""
    seen: dict[str, None] = {}
    for category in categories():
        seen.update(dict.fromkeys((category.title, category.help)))
        for rows in category.rows:
            seen.update(dict.fromkeys((rows.title, rows.one, rows.help)))
    for found in settings():
        seen.update(dict.fromkeys((found.group, found.title, found.help, found.unit)))
        seen.update(dict.fromkeys(found.words.values()))
    yield from (text for text in seen if text)


def _by_group(some: Iterable[Setting]) -> tuple[Setting, ...]:
    """Settings of one group together, groups and settings in their order otherwise."""
    groups: dict[str, list[Setting]] = {}
    for found in some:
        groups.setdefault(found.group, []).append(found)
    return tuple(found for group in groups.values() for found in group)


@cache
def _by_path() -> dict[str, Setting]:
    return {found.path: found for found in settings()}


def _told() -> dict[str, Any]:
    return tomllib.loads(resource("settings.toml").read_text(encoding="utf-8"))


def _entries(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for table, entries in told.items():
        if table not in ("category", "rows"):
            yield from ((table, name) for name in entries)


def _setting(told: Mapping[str, Any], table: str, name: str) -> Setting:
    entry = told[table][name]
    kind = tables().get(table)
    fields = {field.name: field for field in msgspec.structs.fields(kind)} if kind else {}
    if name not in fields:
        raise ValueError(f"resources/settings.toml tells of {table}.{name}, which is no setting.")
    category = told["rows"][table]["in"] if table in ROWS else entry.get("in")
    if category not in told["category"]:
        raise ValueError(f"resources/settings.toml puts {table}.{name} into no category.")
    field = fields[name]
    shape = _Shape.of(field.type)
    words = entry.get("words", {})
    if set(words) != set(shape.values):
        values = ", ".join(shape.values) or "none"
        raise ValueError(f"`words` of {table}.{name} in resources/settings.toml must be: {values}.")
    return Setting(
        table,
        name,
        category,
        entry["group"],
        entry["title"],
        entry["help"],
        shape.kind,
        field.type,
        None if field.required else field.default,
        field.required,
        words,
        shape.optional,
        entry.get("unit", ""),
        shape.low,
        shape.high,
        entry.get("control", ""),
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a type allows."""

    kind: Kind
    values: tuple[str, ...] = ()
    optional: bool = False
    low: int | float | None = None
    high: int | float | None = None

    @classmethod
    def of(cls, wanted: object) -> _Shape:
        return cls._of(msgspec.inspect.type_info(wanted))

    @classmethod
    def _of(cls, info: msgspec.inspect.Type) -> _Shape:
        match info:
            case msgspec.inspect.Metadata(type=inside):
                return cls._of(inside)
            case msgspec.inspect.UnionType(types=(inside, msgspec.inspect.NoneType())):
                found = cls._of(inside)
                return cls(found.kind, found.values, True, found.low, found.high)
            case msgspec.inspect.BoolType():
                return cls(Kind.SWITCH)
            case msgspec.inspect.EnumType(cls=kind):
                return cls(Kind.CHOICE, tuple(str(member.value) for member in kind))
            case (
                msgspec.inspect.IntType(ge=low, le=high)
                | msgspec.inspect.FloatType(ge=low, le=high)
            ):
                return cls(Kind.NUMBER, low=low, high=high)
            case msgspec.inspect.StrType():
                return cls(Kind.TEXT)
            case msgspec.inspect.VarTupleType(item_type=inside):
                values = cls._of(inside).values
                return cls(Kind.CHOICES if values else Kind.TEXTS, values)
            case _:
                raise TypeError(f"no control of the settings window takes {info!r}")
