"""Keys as a table (CSV) and as a range of numbers; what files of keys have in common."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from blfpanel.config.keys import NEEDS_NUMBER, KeySettings, KeyType
from blfpanel.config.reading import Problem, plain
from blfpanel.wording import say


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of keys was read as.

    Attributes:
        title: what kind of file it is: "CSV", "Yealink".
        keys: in the file's order.
        problems: what could not be used, by line.
    """

    title: str
    keys: tuple[KeySettings, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of keys.

    Attributes:
        text: what is to be written, as UTF-8.
        losses: what the file cannot say, a sentence each.
    """

    text: str
    losses: tuple[str, ...] = ()


class RangeError(ValueError):
    """A range that cannot be used; the text says why."""


#: Most keys that a range makes.
MOST_IN_RANGE = 1000

_PART = re.compile(r"(?P<first>[+*#]?\d+)(?:\s*(?:-|–|\.\.|bis|to)\s*(?P<last>\d+))?")


def numbers_in(text: str) -> list[str]:
    """The numbers of a range such as "200-299, 310"; leading zeros stay.

    Raises:
        RangeError: it is not understood, or makes too many.
    """
    numbers: dict[str, None] = {}
    for part in re.split(r"[,;\n]+", text):
        if not part.strip():
            continue
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise RangeError(
                say("“{part}” is not a number or a range such as 200-299.", part=part.strip())
            )
        first, last = found["first"], found["last"]
        if last is None:
            numbers[first] = None
            continue
        digits = first.lstrip("+*#")
        mark = first[: len(first) - len(digits)]
        count = int(last) - int(digits) + 1
        if count < 1:
            raise RangeError(
                say(
                    "“{part}” ends before it begins. Write the lower number first.",
                    part=part.strip(),
                )
            )
        if count > MOST_IN_RANGE or len(numbers) + count > MOST_IN_RANGE:
            raise RangeError(say("These are more than {most} numbers.", most=MOST_IN_RANGE))
        for number in range(int(digits), int(last) + 1):
            numbers[f"{mark}{number:0{len(digits)}d}"] = None
    return list(numbers)


def keys_of_range(
    text: str, label: str = "", *, account: str = "", group: str = "", page: str = ""
) -> tuple[KeySettings, ...]:
    """Partner keys for the numbers of a range.

    Args:
        label: on each key; ``{number}`` stands for its number: "Room {number}".
        account, group, page: the same for all of them.

    Raises:
        RangeError: as :func:`numbers_in`.
    """
    return tuple(
        KeySettings(
            number=number,
            label=label.replace("{number}", number),
            account=account,
            group=group,
            page=page,
        )
        for number in numbers_in(text)
    )


# --- CSV -------------------------------------------------------------------------------------

#: What columns are called, in lower case and without blanks; the fields first, as we write them.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "extension", "ext", "phone", "telephone", "tel", "phonenumber", "sip", "uri",
        "nummer", "rufnummer", "durchwahl", "nebenstelle", "telefon", "telefonnummer",
    ),
    "label": (
        "label", "name", "fullname", "displayname", "caption", "title", "description",
        "bezeichnung", "beschriftung", "anzeigename", "titel",
    ),
    "type": ("type", "kind", "typ", "art"),
    "group": ("group", "department", "team", "gruppe", "abteilung"),
    "note": ("note", "notes", "comment", "remark", "notiz", "bemerkung", "kommentar"),
    "tags": ("tags", "tag", "keywords", "stichworte", "stichwörter", "schlagworte", "schlagwörter"),
    "page": ("page", "tab", "seite"),
    "row": ("row", "zeile", "reihe"),
    "column": ("column", "col", "spalte"),
    "account": ("account", "line", "konto", "leitung"),
    "code": ("code", "featurecode", "funktionscode"),
    "voicemail": ("voicemail", "mailbox", "anrufbeantworter"),
    "mobile": ("mobile", "cell", "mobil", "handy", "mobilnummer"),
    "event": ("event",),
    "hide_remote": ("hide_remote", "hideremote"),
    "alert": ("alert",),
    "in_call": ("in_call", "incall"),
    "busy": ("busy",),
    "ringing": ("ringing",),
    "first_name": ("firstname", "givenname", "vorname"),
    "last_name": ("lastname", "surname", "familyname", "nachname", "familienname"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in _COLUMNS.items() for name in names}
_WRITTEN = tuple(field for field in _COLUMNS if field not in ("first_name", "last_name"))

_TYPES = {kind.value.replace(" ", ""): kind for kind in KeyType} | {
    "kurzwahl": KeyType.SPEED_DIAL,
    "speeddial": KeyType.SPEED_DIAL,
    "blf": KeyType.PARTNER,
    "eigeneleitung": KeyType.OWN_LINE,
    "parkplatz": KeyType.PARK,
    "automat": KeyType.AUTOMATON,
    "programm": KeyType.PROGRAM,
    "beschriftung": KeyType.LABEL,
    "text": KeyType.LABEL,
}
_SWITCHES = {
    "true": True, "yes": True, "1": True, "x": True, "ja": True, "wahr": True,
    "false": False, "no": False, "0": False, "nein": False, "falsch": False,
}  # fmt: skip

_NUMBER = re.compile(r"[+*#]?[\d*#][\d\s()/.*#–-]*")
_AS_FORMULA = re.compile(r'="([^"]*)"')
_LIKE_NUMBER = re.compile(r"\+?[*#\d][\d\s()/.*#–-]*|sips?:.+|tel:.+")


def read_csv(text: str) -> Imported:
    """Keys from a table with a heading, in English or German; two columns need none.

    Numbers are taken as they are written, leading zeros included.
    """
    rows = list(_rows(text))
    if not rows:
        return Imported("CSV", (), (Problem(None, say("There is nothing in this file.")),))
    columns = _columns(rows[0][1])
    if columns is None:
        columns = _guessed(rows)
    else:
        rows = rows[1:]
    if "number" not in columns and "label" not in columns:
        what = say("No column is called “number”. Write a first line such as “number;label;group”.")
        return Imported("CSV", (), (Problem(rows[0][0] if rows else 1, what),))
    keys: list[KeySettings] = []
    problems: list[Problem] = []
    for line, cells in rows:
        found = _key(line, dict(zip(columns, cells, strict=False)), problems)
        if found is not None:
            keys.append(found)
    return Imported("CSV", tuple(keys), tuple(problems))


def write_csv(keys: Iterable[KeySettings]) -> Exported:
    """The keys as a table, with a heading and all columns that any of them needs."""
    keys = tuple(keys)
    plain_key = KeySettings()
    used = [
        field
        for field in _WRITTEN
        if field in ("number", "label")
        or any(getattr(key, field) != getattr(plain_key, field) for key in keys)
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(used)
    for key in keys:
        writer.writerow([_cell(getattr(key, field)) for field in used])
    return Exported(out.getvalue())


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case _:
            return str(plain(value))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their lines."""
    lines = text.lstrip("\ufeff")
    separator = ""
    if lines.lower().startswith("sep="):  # Excel's own way to say it
        first, _, rest = lines.partition("\n")
        separator, lines = first[4:].strip() or "\t", "\n" + rest
    reader = csv.reader(io.StringIO(lines), delimiter=separator or _separator(lines))
    begin = 1
    try:
        for cells in reader:
            stripped = [_AS_FORMULA.sub(r"\1", cell.strip()).lstrip("'") for cell in cells]
            if any(stripped):
                yield begin, stripped
            begin = reader.line_num + 1
    except csv.Error:  # a cell longer than any name or number
        return


def _separator(text: str) -> str:
    """What stands between cells: that of which the first lines have most."""
    head = "\n".join(text.split("\n")[:5])
    outside_quotes = re.sub(r'"[^"]*"', "", head)
    return max("\t;,|", key=outside_quotes.count)


def _columns(cells: Sequence[str]) -> list[str] | None:
    """The fields of a heading; None where it is none."""
    found = [_FIELD_OF.get(re.sub(r"[\s.:-]+", "", cell.lower()), "") for cell in cells]
    known = {field for field in found if field}
    return found if known & {"number", "label", "first_name", "last_name"} else None


def _guessed(rows: Sequence[tuple[int, list[str]]]) -> list[str]:
    """The fields of a table without a heading: a column of numbers, and one of words."""
    width = max(len(cells) for _, cells in rows)
    numbers = [
        sum(1 for _, cells in rows if at < len(cells) and _LIKE_NUMBER.fullmatch(cells[at]))
        for at in range(width)
    ]
    fields = [""] * width
    best = max(range(width), key=numbers.__getitem__)
    if numbers[best]:
        fields[best] = "number"
        words = [at for at in range(width) if at != best]
        for at, field in zip(words, ("label", "group", "note"), strict=False):
            fields[at] = field
    return fields


def _key(line: int, cells: dict[str, str], problems: list[Problem]) -> KeySettings | None:
    cells.pop("", None)
    name = f"{cells.pop('first_name', '')} {cells.pop('last_name', '')}".strip()
    cells["label"] = cells.get("label") or name
    values: dict[str, object] = {}
    for field, text in cells.items():
        if text:
            try:
                values[field] = _value(field, text)
            except ValueError:
                problems.append(
                    Problem(
                        line,
                        say(
                            "Line {line}: “{text}” means nothing in the column “{column}”.",
                            line=line,
                            text=text,
                            column=field,
                        ),
                    )
                )
    key = msgspec.convert(values, KeySettings)
    if key.type in NEEDS_NUMBER and not key.number:
        problems.append(
            Problem(
                line,
                say(
                    "Line {line}: “{label}” has no number and is left out.",
                    line=line,
                    label=key.label,
                ),
            )
        )
        return None
    return key


def _value(field: str, text: str) -> object:
    """What a cell says.

    Raises:
        ValueError: nothing that the field can be.
    """
    if field in ("number", "voicemail", "mobile") and _NUMBER.fullmatch(text):
        return re.sub(r"[\s()/.–-]", "", text)
    if field == "type":
        kind = _TYPES.get(re.sub(r"[\s_-]", "", text.lower()))
        if kind is None:
            raise ValueError(text)
        return kind.value
    if field == "tags":
        return tuple(tag for part in re.split(r"[,;|]", text) if (tag := part.strip()))
    if field in ("hide_remote", "alert"):
        if text.lower() not in _SWITCHES:
            raise ValueError(text)
        return _SWITCHES[text.lower()]
    kind_of = {f.name: f.type for f in msgspec.structs.fields(KeySettings)}[field]
    value: object = int(text) if field in ("row", "column") else text
    try:
        msgspec.convert(value, kind_of)
    except msgspec.ValidationError as error:
        raise ValueError(text) from error
    return value
