"""What a key can be, and what a press on it means.

A key type is a frozen dataclass in the union :data:`Key`; a front end draws any of them by label,
number, note and lamp. Another type is added here: the class, its place in the union, and what a
press means if that differs from :data:`ON_PRESS`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

from blfpanel.panel.model import KeyId, Lamp, LampState


@dataclass(frozen=True, slots=True)
class PartnerKey:
    """A person or place that can be seen and called.

    Attributes:
        label: the name on the key.
        number: number or URI, watched and called.
        account: name of the account that watches and calls.
        note: a few words for the key's last line.
        group: the heading it stands under.
        event: the event package it is watched by: "dialog", or "presence" where a PBX has nothing
            better.
    """

    id: KeyId
    label: str
    number: str
    account: str
    note: str = ""
    group: str = ""
    event: str = "dialog"


Key: TypeAlias = PartnerKey


class Intent(enum.Enum):
    """What a press asks for."""

    DIAL = "dial"
    PICK_UP = "pick up"
    HINT = "hint"  #: nothing, but say why


#: A press on a partner's key, by lamp. Never into a call unasked.
ON_PRESS = {
    Lamp.IDLE: Intent.DIAL,
    Lamp.ALERTING: Intent.PICK_UP,
    Lamp.BUSY: Intent.HINT,
    Lamp.UNKNOWN: Intent.DIAL,
}


def intent(face: LampState) -> Intent:
    """What a press means while the eye sees ``face``."""
    return ON_PRESS[face.lamp]


def is_uncertain(state: LampState) -> bool:
    """Whether whoever presses should be told that the lamp may be wrong."""
    return state.stale or state.lamp is Lamp.UNKNOWN
