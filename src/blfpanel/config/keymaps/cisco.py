"""Cisco SPA and MPP: ``fnc=blf+sd+cp;sub=207@$PROXY;ext=207@$PROXY;nme=Anna`` in XML."""

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
    unknown_kind,
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(r"\bfnc=[\w+]+", re.IGNORECASE)

_WRITTEN = {
    KeyType.PARTNER: "blf+sd+cp",
    KeyType.AUTOMATON: "blf+sd",
    KeyType.SPEED_DIAL: "sd",
    KeyType.PARK: "prk",
    KeyType.PROGRAM: "xml",
}


def _read(text: str) -> Iterator[Found]:
    for line, value in _from_xml(text) if is_xml(text) else _from_lines(text):
        script = dict(_fields(value))
        if "fnc" in script:
            yield _key(line, script)


def _from_xml(text: str) -> Iterator[tuple[int, str]]:
    for element in elements(text):
        value = (element.text or "").strip()
        if "fnc=" in value:
            yield line_of(element), value


def _from_lines(text: str) -> Iterator[tuple[int, str]]:
    for line, _, value in settings(text):
        if "fnc=" in value:
            yield line, value


def _fields(script: str) -> Iterator[tuple[str, str]]:
    for field in script.split(";"):
        name, _, value = field.partition("=")
        yield name.strip().lower(), value.strip()


def _key(line: int, script: dict[str, str]) -> Found:
    functions = script["fnc"].lower().split("+")
    if "blf" in functions:
        kind = KeyType.PARTNER
    elif "sd" in functions:
        kind = KeyType.SPEED_DIAL
    elif "prk" in functions:
        kind = KeyType.PARK
    elif "xml" in functions and "url" in script:
        return PhoneKey(KeyType.PROGRAM, script["url"], script.get("nme", ""), line=line)
    else:
        return unknown_kind(line, script["fnc"])
    wanted = ("orbit",) if kind is KeyType.PARK else ()
    for name in (*wanted, "sub", "ext"):
        number, host = split_address(script.get(name, ""))
        if number:
            return PhoneKey(kind, number, script.get("nme", ""), host, 0, line)
    return without_number(line)


def _write(keys: Sequence[PhoneKey]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<flat-profile>"]
    for place, key in enumerate(keys, 1):
        script = escape(one_line(_script(key)), quote=False)
        name = f"Unit_1_Key_{place}_"
        lines.append(f' <{name} ua="na">{script}</{name}>')
    return "\n".join([*lines, "</flat-profile>", ""])


def _script(key: PhoneKey) -> str:
    where = f"{key.number}@{key.host or '$PROXY'}"
    name = key.label.replace(";", ",")
    match key.type:
        case KeyType.PROGRAM:
            return f"fnc=xml;url={key.number};nme={name}"
        case KeyType.PARK:
            return f"fnc=prk;sub={where};nme={name};orbit={key.number}"
        case KeyType.SPEED_DIAL:
            return f"fnc=sd;ext={where};nme={name}"
        case _:
            return f"fnc={_WRITTEN[key.type]};sub={where};ext={where};nme={name}"


KEY_MAP = KeyMap("cisco", "Cisco", ".xml", _MARK, _read, _write, frozenset(_WRITTEN))
