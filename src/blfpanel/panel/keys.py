"""What a key can be, and what a press on it means.

A key type is a frozen dataclass in the union :data:`Key`; a front end draws any of them by label,
number, note and lamp. Another type is added here: the class, its place in the union, and what a
press means if that differs from :data:`ON_PRESS`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from blfpanel.panel.model import Intent, KeyId, Lamp, LampState


class InCall(enum.Enum):
    """What a press on a free partner does with the call I am in. Words of the settings."""

    NEW_CALL = "new call"  #: it waits on hold while I call
    ATTENDED = "attended"  #: the same, and another press connects the two
    TRANSFER = "transfer"  #: it is sent there unasked
    DTMF = "dtmf"  #: the key's number is sent into it as digits
    ASK = "ask"


class WhenBusy(enum.Enum):
    """What a press on a busy partner does. Words of the settings."""

    ASK = "ask"
    CALL = "call"  #: what a press on a free one does
    NOTHING = "nothing"


class WhenRinging(enum.Enum):
    """What a press does while a call rings for me. Words of the settings."""

    ASK = "ask"
    FORWARD = "forward"  #: the call is sent there, unanswered
    CALL = "call"  #: what it does while nothing rings


@dataclass(frozen=True, slots=True)
class PressWishes:
    """What presses mean where the person may choose."""

    in_call: InCall = InCall.NEW_CALL
    busy: WhenBusy = WhenBusy.ASK
    ringing: WhenRinging = WhenRinging.ASK


#: What the settings say if they say nothing.
USUAL = PressWishes()


class KeyType(enum.Enum):
    """What a key is for. Words of the settings."""

    PARTNER = "partner"  #: a person: seen, called, picked up
    SPEED_DIAL = "speed dial"  #: a number that is called and not watched
    OWN_LINE = "own line"  #: one of our own accounts
    PARK = "park"  #: a place where calls are parked and fetched
    CODE = "code"  #: digits: dialled, or sent into the call as DTMF
    AUTOMATON = "automaton"  #: a queue, night mode: watched, toggled by dialling its code
    PROGRAM = "program"  #: a web address or a program
    LABEL = "label"  #: words only


@dataclass(frozen=True, slots=True)
class _Key:
    """What all keys have.

    Attributes:
        label: the name on the key.
        number: number or URI that is watched or called; of a code the digits, of a program its
            command line or web address; empty where there is none.
        account: name of the account that watches and calls.
        note: a few words for the key's last line.
        group: the heading it stands under.
    """

    id: KeyId
    label: str
    number: str
    account: str
    note: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _WatchedKey(_Key):
    """A key with a lamp that the PBX tells of.

    Attributes:
        event: the event package it is watched by: "dialog", or "presence" where a PBX has nothing
            better.
        press: what a press means; None: what it means for all keys.
        hide_remote: with whom the partner speaks is nobody's business.
    """

    event: str = "dialog"
    press: PressWishes | None = None
    hide_remote: bool = False


@dataclass(frozen=True, slots=True)
class PartnerKey(_WatchedKey):
    """A person that can be seen, called and picked up; ``voicemail`` is their mailbox's number."""

    type: ClassVar[KeyType] = KeyType.PARTNER
    voicemail: str = ""


@dataclass(frozen=True, slots=True)
class ParkKey(_WatchedKey):
    """A place where calls are parked; ``code`` parks there, where the number does not."""

    type: ClassVar[KeyType] = KeyType.PARK
    code: str = ""


@dataclass(frozen=True, slots=True)
class AutomatonKey(_WatchedKey):
    """Something that is on or off; ``code`` toggles it, where calling its number does not."""

    type: ClassVar[KeyType] = KeyType.AUTOMATON
    code: str = ""


@dataclass(frozen=True, slots=True)
class SpeedDialKey(_Key):
    """A number that is called and not watched."""

    type: ClassVar[KeyType] = KeyType.SPEED_DIAL
    press: PressWishes | None = None


@dataclass(frozen=True, slots=True)
class OwnLineKey(_Key):
    """One of our own accounts: its lamp shows my calls there."""

    type: ClassVar[KeyType] = KeyType.OWN_LINE


@dataclass(frozen=True, slots=True)
class CodeKey(_Key):
    """Digits: dialled, or sent into the call I am in."""

    type: ClassVar[KeyType] = KeyType.CODE


@dataclass(frozen=True, slots=True)
class ProgramKey(_Key):
    """A web address or a program, which front ends open."""

    type: ClassVar[KeyType] = KeyType.PROGRAM


@dataclass(frozen=True, slots=True)
class LabelKey(_Key):
    """Words only."""

    type: ClassVar[KeyType] = KeyType.LABEL


#: Keys that the PBX tells of, and the others.
WatchedKey: TypeAlias = PartnerKey | ParkKey | AutomatonKey
UnwatchedKey: TypeAlias = SpeedDialKey | OwnLineKey | CodeKey | ProgramKey | LabelKey
Key: TypeAlias = WatchedKey | UnwatchedKey


class Mine(enum.Enum):
    """What I am doing while I press."""

    FREE = "free"
    RINGING = "ringing"  #: a call rings for me
    IN_CALL = "in call"  #: one is up, and may be on hold


#: A press on a partner's key, by what I do and by the lamp. What depends on the settings is named
#: by the setting. Never into a call unasked.
ON_PRESS: dict[tuple[Mine, Lamp], Intent | type[InCall | WhenBusy | WhenRinging]] = {
    (Mine.FREE, Lamp.IDLE): Intent.DIAL,
    (Mine.FREE, Lamp.ALERTING): Intent.PICK_UP,
    (Mine.FREE, Lamp.BUSY): WhenBusy,
    (Mine.FREE, Lamp.UNKNOWN): Intent.DIAL,
    (Mine.RINGING, Lamp.IDLE): WhenRinging,
    (Mine.RINGING, Lamp.ALERTING): Intent.PICK_UP,
    (Mine.RINGING, Lamp.BUSY): WhenBusy,
    (Mine.RINGING, Lamp.UNKNOWN): WhenRinging,
    (Mine.IN_CALL, Lamp.IDLE): InCall,
    (Mine.IN_CALL, Lamp.ALERTING): Intent.PICK_UP,
    (Mine.IN_CALL, Lamp.BUSY): WhenBusy,
    (Mine.IN_CALL, Lamp.UNKNOWN): InCall,
}

#: What each word of the settings comes to; None: as if the partner were free.
CHOSEN: dict[InCall | WhenBusy | WhenRinging, Intent | None] = {
    InCall.NEW_CALL: Intent.DIAL,
    InCall.ATTENDED: Intent.DIAL,
    InCall.TRANSFER: Intent.TRANSFER,
    InCall.DTMF: Intent.DTMF,
    InCall.ASK: Intent.ASK,
    WhenBusy.ASK: Intent.ASK,
    WhenBusy.CALL: None,
    WhenBusy.NOTHING: Intent.HINT,
    WhenRinging.ASK: Intent.ASK,
    WhenRinging.FORWARD: Intent.FORWARD,
    WhenRinging.CALL: Intent.DIAL,
}

#: What is offered where a press asks; on a busy partner also to be told when it is free.
CHOICES: dict[Mine, tuple[Intent, ...]] = {
    Mine.FREE: (Intent.DIAL,),
    Mine.RINGING: (Intent.FORWARD, Intent.DIAL),
    Mine.IN_CALL: (Intent.DIAL, Intent.TRANSFER),
}


def intent(face: LampState, mine: Mine = Mine.FREE, wishes: PressWishes = USUAL) -> Intent:
    """What a press means while the eye sees ``face`` and I do ``mine``."""
    meant = _meant(mine, face.lamp, wishes)
    if meant is None:
        meant = _meant(mine, Lamp.IDLE, wishes)
    return meant or Intent.DIAL


def _meant(mine: Mine, lamp: Lamp, wishes: PressWishes) -> Intent | None:
    rule = ON_PRESS[mine, lamp]
    if isinstance(rule, Intent):
        return rule
    words = (wishes.in_call, wishes.busy, wishes.ringing)
    return CHOSEN[next(word for word in words if isinstance(word, rule))]


def is_uncertain(state: LampState) -> bool:
    """Whether whoever presses should be told that the lamp may be wrong."""
    return state.stale or state.lamp is Lamp.UNKNOWN


def is_same_key(one: Key, other: Key) -> bool:
    """Whether the same is watched or called, so that what is known of the one holds."""
    return (one.type, one.account, one.number) == (other.type, other.account, other.number)
