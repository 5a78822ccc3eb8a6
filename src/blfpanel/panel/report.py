"""One line for one lamp, as all commands tell it: a JSON object or words in columns.

The JSON is a public interface: fields are only ever added.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from blfpanel.panel.keys import Key
from blfpanel.panel.model import Explanation, LampState, PartnerCall
from blfpanel.panel.words import party_name, side


def json_line(
    key: Key,
    state: LampState,
    time: datetime,
    file: str | None = None,
    explanation: Explanation | None = None,
    profile_reason: str | None = None,
) -> str:
    """``state`` of ``key`` as it became at ``time`` (aware), as one JSON object.

    Args:
        file: where it was read from (``decode``); None leaves the field out.
        explanation: the answer to "Why this lamp?" as of then; None leaves its fields out.
        profile_reason: why that profile: "recognised by …", "set by you".
    """
    fields: dict[str, object] = {"time": utc(time)}
    if file is not None:
        fields["file"] = file
    return json.dumps(fields | lamp_fields(key, state, explanation, profile_reason))


def lamp_fields(
    key: Key,
    state: LampState,
    explanation: Explanation | None = None,
    profile_reason: str | None = None,
) -> dict[str, object]:
    """As :func:`json_line`, without time and file, as the fields of a JSON object."""
    fields: dict[str, object] = {
        "key": key.number,
        "lamp": state.lamp.value,
        "detail": state.detail.value if state.detail else None,
        "subscription": state.source.value,
        "stale": state.stale,
        "profile": state.profile or None,
        "why": state.why or state.cause,
        "calls": [_call(call) for call in state.calls],
    }
    if explanation is not None:
        fields |= {"profile_reason": profile_reason} | _explained(explanation)
    return fields


def _explained(explanation: Explanation) -> dict[str, object]:
    """What the window's "Why this lamp?" tells, for programs."""
    newest = next(iter(explanation.history), None)
    return {
        "sentence": explanation.sentence,
        "certain": explanation.certain,
        "certainty": explanation.certainty,
        "message": newest.message if newest is not None else None,
        "findings": list(explanation.findings),
        "cannot_tell": list(explanation.cannot_tell),
    }


def utc(time: datetime) -> str:
    """An aware time as all JSON lines write it: UTC, milliseconds, ``Z``."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _call(call: PartnerCall) -> dict[str, object]:
    return {
        "id": call.id,
        "state": call.state,
        "direction": call.direction,
        "remote": call.remote.uri if call.remote else None,
        "display": call.remote.display if call.remote else None,
        "pickup": list(call.pickup),
    }


def table_line(
    key: Key,
    state: LampState,
    time: datetime,
    file: str | None = None,
    explanation: Explanation | None = None,
) -> str:
    """The same in columns for people: time of day or file, key, lamp, detail, other party, why.

    Lamp and detail are the words of the JSON, so that both can be searched for the same; a
    question mark behind the lamp says that it is stale. With an ``explanation``, its sentence is
    the last column.
    """
    origin = f"{time.astimezone():%H:%M:%S}" if file is None else file
    who = key.label if key.label == key.number else f"{key.label} {key.number}"
    lamp = state.lamp.value + ("?" if state.stale else "")
    detail = state.detail.value if state.detail else ""
    party = ""
    if state.remote is not None:
        party = f"{side(state)} {party_name(state.remote)}"
    why = state.why or state.cause or ""
    if explanation is not None:
        why = explanation.sentence
    elif state.refused is not None:
        why += f" [{state.refused}]"
    return f"{origin}  {who:<20}  {lamp:<9} {detail:<7}  {party:<22}  {why}".rstrip()
