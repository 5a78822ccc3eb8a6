"""Telling from a NOTIFY which PBX sent it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from blfpanel.body.dialog_info import DialogInfo
from blfpanel.panel.profiles.profiles import Evidence, PbxProfile
from blfpanel.sip.syntax.message import Request

#: Points a profile needs to be taken.
ENOUGH = 10

#: How much of a document is looked at; each call in it, and of a list each part, is like the first.
_LOOKED_AT = 8192


class Recognised(NamedTuple):
    """The profile for which most in a message speaks, how much, and what spoke loudest."""

    profile: PbxProfile
    score: int
    evidence: Evidence


def recognise(
    profiles: Iterable[PbxProfile], request: Request | None, info: DialogInfo, body: bytes = b""
) -> Recognised | None:
    """The profile for which most in this message speaks; None if for none enough does.

    Args:
        request: the NOTIFY; None for a bare document.
        body: the document as sent.
    """
    best: Recognised | None = None
    for profile in profiles:
        found = [each for each in profile.recognise if holds(each, request, info, body)]
        score = sum(evidence.score for evidence in found)
        if score >= ENOUGH and (best is None or score > best.score):
            best = Recognised(profile, score, max(found, key=lambda evidence: evidence.score))
    return best


def holds(evidence: Evidence, request: Request | None, info: DialogInfo, body: bytes = b"") -> bool:
    """Whether all that ``evidence`` names is so in this message."""
    return (
        (evidence.header is None or evidence.header.lower() in agent(request).lower())
        and (evidence.entity is None or (info.entity is not None) is evidence.entity)
        and (evidence.tags is None or _tags_are(evidence.tags, info))
        and (evidence.dialog_id is None or _ids_match(evidence.dialog_id, info))
        and all(_header_is(name, each, request) for name, each in evidence.headers.items())
        and all(re.search(each.encode(), body[:_LOOKED_AT]) for each in evidence.body)
    )


def agent(request: Request | None) -> str:
    """What a PBX calls itself, "" if it does not say."""
    if request is None:
        return ""
    server, user_agent = request.headers.get("Server"), request.headers.get("User-Agent")
    if server is None or user_agent is None:
        return server or user_agent or ""
    return f"{server} {user_agent}"


def _header_is(name: str, pattern: str, request: Request | None) -> bool:
    value = None if request is None else request.headers.get(name)
    return value is not None and re.search(pattern, value) is not None


def _tags_are(present: bool, info: DialogInfo) -> bool:
    found = any(dialog.local_tag or dialog.remote_tag for dialog in info.dialogs)
    return bool(info.dialogs) and found is present


def _ids_match(pattern: str, info: DialogInfo) -> bool:
    ids = [dialog.id for dialog in info.dialogs]
    return bool(ids) and all(name and re.fullmatch(pattern, name) for name in ids)
