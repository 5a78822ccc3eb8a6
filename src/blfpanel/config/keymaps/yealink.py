"""Yealink: ``linekey.1.type = 16`` and its like in a ``.cfg``, expansion modules included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blfpanel.config.keymaps.model import (
    Found,
    KeyMap,
    PhoneKey,
    one_line,
    settings,
    split_address,
    unknown_kind,
    without_number,
)
from blfpanel.config.keys import KeyType

_NAME = re.compile(
    r"(?:(?P<bank>line|memory)key|expansion_module\.(?P<module>\d+)\.key)\.(?P<key>\d+)\.(?P<field>\w+)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^[ \t]*(?:linekey|memorykey|expansion_module\.\d+\.key)\.\d+\.type[ \t]*=",
    re.IGNORECASE | re.MULTILINE,
)

#: "type" of a key (Yealink's "DSS key types").
_TYPES = {
    10: KeyType.PARK,
    11: KeyType.CODE,
    13: KeyType.SPEED_DIAL,
    14: KeyType.SPEED_DIAL,  # intercom
    15: KeyType.OWN_LINE,
    16: KeyType.PARTNER,
    17: KeyType.PROGRAM,
    56: KeyType.PARK,  # retrieve park
}
_CODES = {
    KeyType.PARTNER: 16,
    KeyType.AUTOMATON: 16,
    KeyType.SPEED_DIAL: 13,
    KeyType.OWN_LINE: 15,
    KeyType.PARK: 10,
    KeyType.CODE: 11,
    KeyType.PROGRAM: 17,
}
_NAMES = {0: "", 39: "BLF list"}
_NOTHING = frozenset({"%NULL%", "%EMPTY%"})


def _read(text: str) -> Iterator[Found]:
    keys: dict[tuple[str, int, int], dict[str, str]] = {}
    lines: dict[tuple[str, int, int], int] = {}
    for line, name, value in settings(text):
        if found := _NAME.fullmatch(name):
            place = (
                (found["bank"] or "module").lower(),
                int(found["module"] or 0),
                int(found["key"]),
            )
            lines.setdefault(place, line)
            fields = keys.setdefault(place, {})
            fields[found["field"].lower()] = "" if value.upper() in _NOTHING else value
    for place in sorted(keys, key=_order):
        if (key := _key(lines[place], keys[place])) is not None:
            yield key


def _order(place: tuple[str, int, int]) -> tuple[int, int, int]:
    return ("line", "memory", "module").index(place[0]), place[1], place[2]


def _key(line: int, fields: dict[str, str]) -> Found | None:
    written = fields.get("type", "")
    kind = int(written) if written.isdecimal() else -1
    if kind in (0, -1) and not (written and kind) and not fields.get("value"):
        return None
    if kind not in _TYPES:
        return unknown_kind(line, _NAMES.get(kind) or written or "–")
    number, host = fields.get("value", ""), ""
    if _TYPES[kind] is not KeyType.PROGRAM:
        number, host = split_address(number)
    if not number and _TYPES[kind] is not KeyType.OWN_LINE:
        return without_number(line)
    account = fields.get("line", "")
    return PhoneKey(
        _TYPES[kind],
        number,
        fields.get("label", ""),
        host,
        int(account) if account.isdecimal() else 0,
        line,
    )


def _write(keys: Sequence[PhoneKey]) -> str:
    lines = ["#!version:1.0.0.1"]
    for place, key in enumerate(keys, 1):
        number = f"{key.number}@{key.host}" if key.host else key.number
        for field, value in (
            ("type", str(_CODES[key.type])),
            ("line", str(key.account or 1)),
            ("value", number),
            ("label", key.label),
        ):
            lines.append(f"linekey.{place}.{field} = {one_line(value)}".rstrip())
    return "\n".join(lines) + "\n"


KEY_MAP = KeyMap("yealink", "Yealink", ".cfg", _MARK, _read, _write, frozenset(_CODES))
