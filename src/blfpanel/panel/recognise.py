"""Telling from a NOTIFY which PBX sent it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blfpanel.body.dialog_info import DialogInfo
from blfpanel.panel.profiles import Evidence, PbxProfile
from blfpanel.sip.message import Request

#: Points a profile needs to be taken.
ENOUGH = 10


def recognise(
    profiles: Iterable[PbxProfile], request: Request | None, info: DialogInfo
) -> tuple[PbxProfile, Evidence] | None:
    """The profile for which most in this message speaks, and what spoke loudest.

    None if for no profile enough does. ``request`` is None for a bare document.
    """
    best: tuple[int, PbxProfile, Evidence] | None = None
    for profile in profiles:
        found = [evidence for evidence in profile.recognise if holds(evidence, request, info)]
        score = sum(evidence.score for evidence in found)
        if score >= ENOUGH and (best is None or score > best[0]):
            best = score, profile, max(found, key=lambda evidence: evidence.score)
    return None if best is None else best[1:]


def holds(evidence: Evidence, request: Request | None, info: DialogInfo) -> bool:
    """Whether all that ``evidence`` names is so in this message."""
    return (
        (evidence.header is None or _is_named(evidence.header, request))
        and (evidence.entity is None or (info.entity is not None) is evidence.entity)
        and (evidence.tags is None or _tags_are(evidence.tags, info))
        and (evidence.dialog_id is None or _ids_match(evidence.dialog_id, info))
    )


def _is_named(name: str, request: Request | None) -> bool:
    if request is None:
        return False
    headers = request.headers
    texts = (headers.get("Server") or "", headers.get("User-Agent") or "")
    return any(name.lower() in text.lower() for text in texts)


def _tags_are(present: bool, info: DialogInfo) -> bool:
    found = any(dialog.local_tag or dialog.remote_tag for dialog in info.dialogs)
    return bool(info.dialogs) and found is present


def _ids_match(pattern: str, info: DialogInfo) -> bool:
    ids = [dialog.id for dialog in info.dialogs]
    return bool(ids) and all(name and re.fullmatch(pattern, name) for name in ids)
