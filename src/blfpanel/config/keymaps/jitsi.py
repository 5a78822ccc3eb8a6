"""Jitsi: ``….BLF_LINE.0.Address=207@pbx``; read only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blfpanel.config.keymaps.model import (
    Found,
    KeyMap,
    PhoneKey,
    settings,
    split_address,
    without_number,
)
from blfpanel.config.keys import KeyType

_MARK = re.compile(r"\bBLF_LINE\.\d+\.Address\b", re.IGNORECASE)
_NAME = re.compile(r"(?:.*\.)?BLF_LINE\.(\d+)\.(\w+)", re.IGNORECASE)


def _read(text: str) -> Iterator[Found]:
    keys: dict[int, dict[str, str]] = {}
    lines: dict[int, int] = {}
    for line, name, value in settings(text):
        if found := _NAME.fullmatch(name):
            lines.setdefault(int(found[1]), line)
            keys.setdefault(int(found[1]), {})[found[2].lower()] = value
    for place in sorted(keys):
        number, host = split_address(keys[place].get("address", ""))
        if number:
            label = keys[place].get("name", "")
            yield PhoneKey(KeyType.PARTNER, number, label, host, 0, lines[place])
        else:
            yield without_number(lines[place])


KEY_MAP = KeyMap("jitsi", "Jitsi", ".properties", _MARK, _read, None, frozenset({KeyType.PARTNER}))
