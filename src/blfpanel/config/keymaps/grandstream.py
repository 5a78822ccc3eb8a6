"""Grandstream: P-values (alone or in XML), and the newer XML with items ``pks.vpk.1``.

There are three banks of P-values: the seven keys beside the display (``P323`` …, with ``P301`` …
for account, name and value), the virtual ones (``P1363`` …, ``P1465`` …) and those of the longer
rows of keys and extension boards (``P23000`` …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from blfpanel.config.keymaps.model import (
    Found,
    KeyMap,
    PhoneKey,
    elements,
    is_xml,
    line_of,
    one_line,
    settings,
    split_address,
    unknown_kind,
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(
    r"^[ \t]*P(?:32[3-9]|13[6-9]\d|23\d\d\d)[ \t]*=|<P(?:32[3-9]|13[6-9]\d|23\d\d\d)>|"
    r'<item name="pks\.',
    re.MULTILINE,
)
_P = re.compile(r"P(\d+)")
_ITEM = re.compile(r"pks\.(?P<bank>vpk|mpk|ext)\D*(?P<key>[\d.]+)")

#: The modes of the keys beside the display; those of virtual keys are higher by ten.
_MODES = {
    0: KeyType.SPEED_DIAL,
    1: KeyType.PARTNER,
    4: KeyType.SPEED_DIAL,  # by the account in use
    5: KeyType.CODE,
    9: KeyType.PARK,
    10: KeyType.SPEED_DIAL,  # intercom
}
_VIRTUAL = {0: KeyType.OWN_LINE, 1: KeyType.OWN_LINE} | {
    mode + 10: kind for mode, kind in _MODES.items()
}
_CODES = {
    KeyType.PARTNER: 11,
    KeyType.AUTOMATON: 11,
    KeyType.SPEED_DIAL: 10,
    KeyType.CODE: 15,
    KeyType.PARK: 19,
    KeyType.OWN_LINE: 0,
}
_WORDS = {
    "line": KeyType.OWN_LINE,
    "speeddial": KeyType.SPEED_DIAL,
    "speeddialviaactiveaccount": KeyType.SPEED_DIAL,
    "blf": KeyType.PARTNER,
    "dialdtmf": KeyType.CODE,
    "callpark": KeyType.PARK,
    "intercom": KeyType.SPEED_DIAL,
}
_PARTS = {
    "keymode": "mode",
    "mode": "mode",
    "type": "mode",
    "account": "account",
    "description": "label",
    "label": "label",
    "name": "label",
    "value": "value",
    "userid": "value",
}
#: What empty keys of the newer XML are called.
_NOTHING = ("none", "default", "")


@dataclass(frozen=True, slots=True)
class _Bank:
    """Where the P-values of a row of keys stand: the first of each kind, and how far apart."""

    mode: int
    account: int
    label: int
    value: int
    mode_step: int
    step: int
    size: int

    def key(self, place: int) -> tuple[int, int, int, int]:
        """The P-values of a key: mode, account, label, value."""
        mode, rest = self.mode_step * place, self.step * place
        return self.mode + mode, self.account + rest, self.label + rest, self.value + rest


_BESIDE = _Bank(323, 301, 302, 303, 1, 3, 7)
_ON_DISPLAY = _Bank(1363, 1364, 1465, 1466, 2, 2, 16)
_LONG = _Bank(23000, 23001, 23002, 23003, 5, 5, 160)


def _read(text: str) -> Iterator[Found]:
    values: dict[int, tuple[int, str]] = {}
    if is_xml(text):
        for element in elements(text):
            if found := _P.fullmatch(str(element.tag)):
                values[int(found[1])] = (line_of(element), (element.text or "").strip())
        yield from _items(text)
    else:
        for line, name, value in settings(text):
            if found := _P.fullmatch(name):
                values[int(found[1])] = (line, value)
    yield from _of_bank(_ON_DISPLAY, _VIRTUAL, values)
    yield from _of_bank(_BESIDE, _MODES, values)
    yield from _of_bank(_LONG, _MODES, values)


def _of_bank(
    bank: _Bank, modes: dict[int, KeyType], values: dict[int, tuple[int, str]]
) -> Iterator[Found]:
    for place in range(bank.size):
        mode, account, label, value = bank.key(place)
        if mode not in values:
            continue
        line, written = values[mode]
        number = values.get(value, (0, ""))[1]
        code = int(written) if written.isdecimal() else -1
        if code not in modes:
            if number:
                yield unknown_kind(line, written)
            continue
        if not number:  # keys nobody has set stand in the file as well
            continue
        index = values.get(account, (0, ""))[1]
        yield _key(line, modes[code], number, values.get(label, (0, ""))[1], index)


def _items(text: str) -> Iterator[Found]:
    for element in elements(text):
        if element.tag != "item" or not _ITEM.match(element.get("name") or ""):
            continue
        parts = {
            field: (part.text or "").strip()
            for part in element
            if (field := _PARTS.get((part.get("name") or "").lower()))
        }
        line, mode = line_of(element), parts.get("mode", "").lower()
        number = parts.get("value", "")
        if mode in _NOTHING or (mode == "line" and not number):
            continue
        if mode not in _WORDS:
            yield unknown_kind(line, parts["mode"])
        elif not number:
            yield without_number(line)
        else:
            index = parts.get("account", "").lower().removeprefix("account")
            counted = str(int(index) - 1) if index.isdecimal() and int(index) else ""
            yield _key(line, _WORDS[mode], number, parts.get("label", ""), counted)


def _key(line: int, kind: KeyType, value: str, label: str, index: str) -> PhoneKey:
    number, host = split_address(value)
    account = int(index) + 1 if index.isdecimal() else 0
    return PhoneKey(kind, number, label, host, account, line)


def _write(keys: Sequence[PhoneKey]) -> str:
    """Virtual keys first, as far as there are places; the rest goes to the longer row."""
    values: list[tuple[int, str]] = []
    on_display = keys[: _ON_DISPLAY.size]
    # the long row has no keys for own lines
    beyond = [key for key in keys[_ON_DISPLAY.size :] if key.type is not KeyType.OWN_LINE]
    for bank, group, shift in ((_ON_DISPLAY, on_display, 0), (_LONG, beyond, -10)):
        for place, key in enumerate(group[: bank.size]):
            number = f"{key.number}@{key.host}" if key.host else key.number
            written = (str(_CODES[key.type] + shift), str(max(key.account, 1) - 1))
            values += zip(bank.key(place), (*written, key.label, number), strict=True)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<gs_provision version="1">']
    lines.append(' <config version="1">')
    lines += [f"  <P{code}>{escape(one_line(value))}</P{code}>" for code, value in values]
    return "\n".join([*lines, " </config>", "</gs_provision>", ""])


KEY_MAP = KeyMap("grandstream", "Grandstream", ".xml", _MARK, _read, _write, frozenset(_CODES))
