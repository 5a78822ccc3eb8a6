"""Poly and Polycom: ``attendant.resourceList.1.address="207"``, as XML attributes or plain.

Their directory (``<item><fn>Anna</fn><ct>207</ct><bw>1</bw></item>``) is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from lxml import etree

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
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(r"attendant\.resourceList\.\d+\.address|<ct>", re.IGNORECASE)
_NAME = re.compile(r"attendant\.resourceList\.(\d+)\.(\w+)", re.IGNORECASE)

_WORDS = {
    KeyType.PARTNER: "normal",
    KeyType.AUTOMATON: "automata",
    KeyType.PARK: "automata",
}


def _read(text: str) -> Iterator[Found]:
    keys: dict[int, dict[str, str]] = {}
    lines: dict[int, int] = {}
    for line, name, value in _attributes(text) if is_xml(text) else settings(text):
        if found := _NAME.fullmatch(name):
            place = int(found[1])
            lines.setdefault(place, line)
            keys.setdefault(place, {})[found[2].lower()] = value
    for place in sorted(keys):
        fields = keys[place]
        number, host = split_address(fields.get("address") or fields.get("calladdress", ""))
        if not number:
            if any(fields.values()):
                yield without_number(lines[place])
            continue
        automaton = fields.get("type", "").lower() == "automata"
        kind = KeyType.AUTOMATON if automaton else KeyType.PARTNER
        yield PhoneKey(kind, number, fields.get("label", ""), host, 0, lines[place])
    if is_xml(text):
        yield from _directory(text)


def _attributes(text: str) -> Iterator[tuple[int, str, str]]:
    for element in elements(text):
        for name, value in element.attrib.items():
            yield line_of(element), str(name), str(value).strip()


def _directory(text: str) -> Iterator[Found]:
    for element in elements(text):
        if element.tag == "item" and (contact := text_in(element, "ct")):
            number, host = split_address(contact)
            watched = text_in(element, "bw") == "1"
            kind = KeyType.PARTNER if watched else KeyType.SPEED_DIAL
            yield PhoneKey(kind, number, _name(element), host, 0, line_of(element))


def _name(element: etree._Element) -> str:
    whole = f"{text_in(element, 'fn')} {text_in(element, 'ln')}".strip()
    return text_in(element, "lb") or whole


def _write(keys: Sequence[PhoneKey]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<polycomConfig>"]
    lines.append(" <attendant>")
    lines.append("  <attendant.resourceList")
    for place, key in enumerate(keys, 1):
        number = f"{key.number}@{key.host}" if key.host else key.number
        for field, value in (
            ("address", number),
            ("label", key.label),
            ("type", _WORDS[key.type]),
        ):
            written = escape(one_line(value))
            lines.append(f'    attendant.resourceList.{place}.{field}="{written}"')
    return "\n".join([*lines, "  />", " </attendant>", "</polycomConfig>", ""])


KEY_MAP = KeyMap("poly", "Poly", ".cfg", _MARK, _read, _write, frozenset(_WORDS))
