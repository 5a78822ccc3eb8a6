"""A partner's message without the other party, where that is nobody's business."""

from __future__ import annotations

import re

from blfpanel.net.trace import with_length

_REMOTE = re.compile(rb"(<(?:\w+:)?remote\b[^>]*>)(.*?)(</(?:\w+:)?remote>)", re.DOTALL)
_TEXT = re.compile(rb">[^<>]*[^<>\s][^<>]*<")
_VALUE = re.compile(rb"(\b(?:uri|display(?:-?name)?)\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def hide_parties(data: bytes) -> bytes:
    """A whole NOTIFY in which the far ends of calls (RFC 4235 §4.1.6) are left out."""
    hidden = _REMOTE.sub(_without, data)
    return data if hidden == data else with_length(hidden)


def _without(remote: re.Match[bytes]) -> bytes:
    begin, inside, end = remote.groups()
    inside = _VALUE.sub(rb'\1"hidden"', _TEXT.sub(b">hidden<", inside))
    return begin + inside + end
