"""Fanvil: ``<Fkey index="1"><Type>1</Type><Value>207@1/ba**207</Value>…``, or plain settings.

The value says the number, behind "@" the account, and behind "/" what the key does: "b…" a busy
lamp, with the pick-up code; "f" a speed dial, "c" a park place, "i" an intercom call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    text_in,
    unknown_kind,
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(r"<Fkey index=|^[ \t-]*Fkey\d+ +Type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"-*Fkey(\d+) +(Type|Value|Title)", re.IGNORECASE)
_VALUE = re.compile(r"(?P<number>.*?)(?:@(?P<account>[^@/]*))?(?:/(?P<kind>[a-z])[^@]*)?")
_LINE = re.compile(r"SIP(\d+)", re.IGNORECASE)

_MEMORY, _OWN_LINE, _DTMF, _URL = "1", "2", "4", "5"
_KINDS = {
    "b": KeyType.PARTNER,
    "f": KeyType.SPEED_DIAL,
    "i": KeyType.SPEED_DIAL,
    "c": KeyType.PARK,
}
_WRITTEN = {
    KeyType.PARTNER: "ba",
    KeyType.AUTOMATON: "ba",
    KeyType.SPEED_DIAL: "f",
    KeyType.PARK: "c",
}
_OTHERS = {KeyType.OWN_LINE: _OWN_LINE, KeyType.CODE: _DTMF, KeyType.PROGRAM: _URL}


def _read(text: str) -> Iterator[Found]:
    for line, kind, value, title in _from_xml(text) if is_xml(text) else _from_lines(text):
        if kind in ("", "0"):
            continue
        if kind == _OWN_LINE:
            own = _LINE.fullmatch(value)
            yield PhoneKey(
                KeyType.OWN_LINE, "", title, account=int(own[1]) if own else 0, line=line
            )
        elif kind not in (_MEMORY, _DTMF, _URL):
            yield unknown_kind(line, kind)
        elif not value:
            yield without_number(line)
        elif kind == _MEMORY:
            yield _memory(line, value, title)
        else:
            yield PhoneKey(
                KeyType.CODE if kind == _DTMF else KeyType.PROGRAM, value, title, line=line
            )


def _memory(line: int, value: str, title: str) -> Found:
    found = _VALUE.fullmatch(value)
    letter = (found["kind"] if found else None) or "f"
    if found is None or letter not in _KINDS:
        return unknown_kind(line, letter)
    behind = found["account"] or ""
    account = int(behind.upper().removeprefix("SIP")) if _is_account(behind) else 0
    written = found["number"] if account or not behind else f"{found['number']}@{behind}"
    number, host = split_address(written)
    if not number:
        return without_number(line)
    return PhoneKey(_KINDS[letter], number, title, host, account, line)


def _is_account(text: str) -> bool:
    return text.upper().removeprefix("SIP").isdecimal()


def _from_xml(text: str) -> Iterator[tuple[int, str, str, str]]:
    for element in elements(text):
        if str(element.tag).lower() == "fkey":
            kind, value = text_in(element, "Type", "type"), text_in(element, "Value", "value")
            yield line_of(element), kind, value, text_in(element, "Title", "title")


def _from_lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    keys: dict[int, dict[str, str]] = {}
    lines: dict[int, int] = {}
    order: list[int] = []
    for line, name, value in settings(text):
        if found := _NAME.fullmatch(name):
            key, field = int(found[1]), found[2].lower()
            if key not in keys:
                order.append(key)
            lines.setdefault(key, line)
            keys.setdefault(key, {})[field] = value
    for key in order:
        fields = keys[key]
        yield lines[key], fields.get("type", ""), fields.get("value", ""), fields.get("title", "")


def _write(keys: Sequence[PhoneKey]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<sysConf>", " <dsskey>"]
    lines.append('  <internal index="1">')
    for place, key in enumerate(keys, 1):
        kind, value = _OTHERS.get(key.type, _MEMORY), key.number
        account = key.account or 1
        if key.type is KeyType.OWN_LINE:
            value = f"SIP{account}"
        elif key.type in _WRITTEN:
            value = f"{key.number}@{account}/{_WRITTEN[key.type]}"
        lines.append(f'   <Fkey index="{place}">')
        lines.append(f"    <Type>{kind}</Type>")
        lines.append(f"    <Value>{escape(one_line(value))}</Value>")
        lines.append(f"    <Title>{escape(one_line(key.label))}</Title>")
        lines.append("   </Fkey>")
    return "\n".join([*lines, "  </internal>", " </dsskey>", "</sysConf>", ""])


KEY_MAP = KeyMap("fanvil", "Fanvil", ".xml", _MARK, _read, _write, frozenset({*_WRITTEN, *_OTHERS}))
