"""What a PBX sends about a party's calls, by the same data that reads it: for the built-in PBX."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from blfpanel.body.dialog_info import Dialog, DialogInfo, Participant
from blfpanel.panel.profiles import Form, PbxProfile


class Situation(enum.Enum):
    """Where a watched party is in a call; each is a table of a profile's ``[writes]``."""

    CALLER_TRYING = "caller-trying"
    CALLER_RINGING = "caller-ringing"
    CALLER_TALKING = "caller-talking"
    CALLER_ENDED = "caller-ended"
    CALLEE_RINGING = "callee-ringing"
    CALLEE_TALKING = "callee-talking"
    CALLEE_ENDED = "callee-ended"


@dataclass(frozen=True, slots=True)
class Leg:
    """One call of the watched party, as the PBX knows it.

    Attributes:
        id: unique among the party's calls; profiles that count replace it by 1, 2, 3 …
        number: its place among them, from 1, the same for the whole call.
        local: the watched party; ``remote`` the other one.
    """

    id: str
    number: int
    situation: Situation
    local: Participant
    remote: Participant
    call_id: str | None = None
    local_tag: str | None = None
    remote_tag: str | None = None


def document(profile: PbxProfile, entity: str, version: int, legs: Sequence[Leg]) -> DialogInfo:
    """The full document ``profile``'s PBX sends when ``entity``'s calls are ``legs``.

    Calls in situations this PBX does not tell are left out.
    """
    writes = profile.writes
    dialogs = tuple(
        _dialog(profile, leg, form) for leg in legs if (form := _form(profile, leg.situation))
    )
    return DialogInfo(entity if writes.entity else None, "full", version, dialogs)


def cleared(profile: PbxProfile, entity: str, version: int) -> DialogInfo:
    """The document without calls, also sent before an answer where
    ``profile.writes.cleared_on_answer`` says so."""
    return document(profile, entity, version, ())


def _form(profile: PbxProfile, situation: Situation) -> Form | None:
    form: Form | None = getattr(profile.writes, situation.name.lower())
    return form


def _dialog(profile: PbxProfile, leg: Leg, form: Form) -> Dialog:
    writes = profile.writes
    return Dialog(
        id=str(leg.number) if writes.ids == "counted" else leg.id,
        state=form.state,
        direction=form.direction,
        call_id=leg.call_id,
        local_tag=leg.local_tag if writes.tags else None,
        remote_tag=leg.remote_tag if writes.tags else None,
        local=leg.local,
        remote=leg.remote,
    )
