"""Snom: ``<fkey idx="0" context="1" label="Anna">blf sip:207@pbx</fkey>``, or plain settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from blfpanel.config.keymaps.model import (
    Found,
    KeyMap,
    PhoneKey,
    address,
    elements,
    is_xml,
    line_of,
    one_line,
    split_address,
    unknown_kind,
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(r"<fkey\b[^>]*\bidx=|^[ \t]*fkey\d+[!$&]?[ \t]*:", re.IGNORECASE | re.MULTILINE)
_PLAIN = re.compile(
    r"\s*fkey(?:_(?P<field>label|context))?(?P<key>\d+)[!$&]?\s*:\s*(?P<value>.*?)\s*"
)

_TYPES = {
    "line": KeyType.OWN_LINE,
    "blf": KeyType.PARTNER,
    "dest": KeyType.PARTNER,
    "speed": KeyType.SPEED_DIAL,
    "icom": KeyType.SPEED_DIAL,
    "orbit": KeyType.PARK,
    "dtmf": KeyType.CODE,
    "url": KeyType.PROGRAM,
}
_WORDS = {
    KeyType.OWN_LINE: "line",
    KeyType.PARTNER: "blf",
    KeyType.AUTOMATON: "blf",
    KeyType.SPEED_DIAL: "speed",
    KeyType.PARK: "orbit",
    KeyType.CODE: "dtmf",
    KeyType.PROGRAM: "url",
}
_AS_ADDRESS = (KeyType.PARTNER, KeyType.AUTOMATON, KeyType.PARK)


def _read(text: str) -> Iterator[Found]:
    for line, label, context, value in _from_xml(text) if is_xml(text) else _from_lines(text):
        word, _, rest = value.partition(" ")
        word = word.lower()
        if word in ("", "none"):
            continue
        if word not in _TYPES:
            yield unknown_kind(line, word)
            continue
        number, host = rest.strip(), ""
        if _TYPES[word] is not KeyType.PROGRAM:
            number, host = split_address(number)
        if not number and word != "line":
            yield without_number(line)
            continue
        account = int(context) if context.isdecimal() else 0
        yield PhoneKey(_TYPES[word], number, label, host, account, line)


def _from_xml(text: str) -> Iterator[tuple[int, str, str, str]]:
    for element in elements(text):
        if str(element.tag).lower() == "fkey":
            label = element.get("label") or element.get("short_label") or ""
            context = element.get("context") or ""
            yield line_of(element), label, context, (element.text or "").strip()


def _from_lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    keys: dict[int, dict[str, str]] = {}
    lines: dict[int, int] = {}
    for line, written in enumerate(text.split("\n"), 1):
        if found := _PLAIN.fullmatch(written):
            key = int(found["key"])
            lines.setdefault(key, line)
            keys.setdefault(key, {})[found["field"] or "value"] = found["value"]
    for key in sorted(keys):
        fields = keys[key]
        label, context = fields.get("label", ""), fields.get("context", "")
        yield lines[key], label, context, fields.get("value", "")


def _write(keys: Sequence[PhoneKey]) -> str:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<settings>", ' <functionKeys e="2">']
    for place, key in enumerate(keys):
        context = str(key.account) if key.account else "active"
        number = address(key) if key.type in _AS_ADDRESS else key.number
        value = f"{_WORDS[key.type]} {number}".rstrip()
        lines.append(
            f'  <fkey idx="{place}" context="{context}" label="{escape(one_line(key.label))}" '
            f'perm="RW">{escape(one_line(value))}</fkey>'
        )
    return "\n".join([*lines, " </functionKeys>", "</settings>", ""])


KEY_MAP = KeyMap("snom", "Snom", ".xml", _MARK, _read, _write, frozenset(_WORDS))
