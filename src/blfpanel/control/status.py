"""How the panel is: its accounts, my calls and the keys, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator

from blfpanel import __version__
from blfpanel.panel.keys import Key
from blfpanel.panel.model import LampState, OwnCall, OwnCallState
from blfpanel.panel.report import lamp_fields, table_line, utc
from blfpanel.panel.words import clock, lamp_word, party_name
from blfpanel.phone.phone import Phone


def status_fields(phone: Phone) -> dict[str, object]:
    """Everything as the fields of a JSON object; they are only ever added to."""
    keys = phone.panel.keys()
    return {
        "version": __version__,
        "accounts": [_account(phone, name) for name in phone.panel.accounts()],
        "calls": [call_fields(phone, call) for call in phone.panel.own_calls()],
        "keys": [key_fields(phone, key) for key in keys],
    }


def _account(phone: Phone, name: str) -> dict[str, object]:
    state = phone.panel.account_state(name)
    profile, because = phone.panel.profile_of(name)
    return {
        "account": name,
        "state": state.kind if state is not None else "off",
        "text": state.text if state is not None else "Not registered",
        "profile": profile.name,
        "profile_reason": because,
    }


def call_fields(phone: Phone, call: OwnCall) -> dict[str, object]:
    """One of my calls."""
    return {
        "call": str(call.id),
        "state": call.state.value,
        "direction": "out" if call.outgoing else "in",
        "remote": call.party.uri,
        "number": call.party.number,
        "display": call.party.display,
        "since": utc(phone.wall(call.since)),
        "account": call.account or None,
        "key": call.key,
        "held": call.held,
        "held_by_far_end": call.held_by_far_end,
        "muted": call.muted,
    }


def key_fields(phone: Phone, key: Key, state: LampState | None = None) -> dict[str, object]:
    """One of the keys with its lamp; in a ``state`` it had, without the explanation of it."""
    panel = phone.panel
    explanation = panel.explain(key.id, phone.now()) if state is None else None
    state = state or panel.state(key.id)
    lamp = lamp_fields(key, state, explanation, panel.profile_of(key.account)[1])
    since = utc(phone.wall(state.since)) if state.since is not None else None
    about = {"id": key.id, "label": key.label, "group": key.group, "account": key.account}
    return {"time": since, **lamp, **about}


def lamp_text(phone: Phone, key: Key, state: LampState | None = None) -> str:
    """The same in a sentence: "Anna Berger: ringing"."""
    return f"{key.label}: {lamp_word(state or phone.panel.state(key.id)).lower()}"


def status_text(phone: Phone) -> str:
    """The same for people: a line for each account, call and key."""
    return "\n".join(_lines(phone)) or "The panel has no account and no keys."


def _lines(phone: Phone) -> Iterator[str]:
    for name in phone.panel.accounts():
        account = _account(phone, name)
        yield f"{name}: {account['text']}"
    for call in phone.panel.own_calls():
        yield f"{_doing(call)} {party_name(call.party)} ({clock(phone.now() - call.since)})"
    keys = phone.panel.keys()
    for key in keys:
        state = phone.panel.state(key.id)
        since = phone.wall(state.since if state.since is not None else phone.now())
        yield table_line(key, state, since)


def _doing(call: OwnCall) -> str:
    """What is going on in one of my calls, up to the name."""
    match call.state:
        case OwnCallState.INCOMING:
            return "Called by"
        case OwnCallState.DIALLING:
            return "Calling"
        case OwnCallState.RINGING:
            return "Ringing at"
        case _:
            return "On hold:" if call.held else "Talking to"
