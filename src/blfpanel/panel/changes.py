"""Changes: what a panel tells its front ends."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from blfpanel.panel.model import CallRecord, Intent, KeyId, LampState, OwnCall
from blfpanel.sip.events import UsageId


class LampChanged(msgspec.Struct, frozen=True):
    """The truth about a key changed."""

    key: KeyId
    before: LampState
    after: LampState
    at: float


class FaceChanged(msgspec.Struct, frozen=True):
    """What the eye should see of a key changed: the truth, less what would only flicker."""

    key: KeyId
    state: LampState


@dataclass(frozen=True, slots=True)
class KeyAdded:
    """A key appeared (configured, or made for a partner heard of for the first time)."""

    key: KeyId


@dataclass(frozen=True, slots=True)
class KeyReplaced:
    """A key has another label, group or note, or another type; it is the same key."""

    key: KeyId


@dataclass(frozen=True, slots=True)
class KeyRemoved:
    """A key is gone."""

    key: KeyId


@dataclass(frozen=True, slots=True)
class KeysReordered:
    """The keys stand in another order."""


@dataclass(frozen=True, slots=True)
class AccountRemoved:
    """An account is gone; its keys went before it."""

    account: str


@dataclass(frozen=True, slots=True)
class ProgramWanted:
    """A key was pressed that opens a program or web address."""

    key: KeyId
    target: str


@dataclass(frozen=True, slots=True)
class OwnCallChanged:
    """One of my calls began, changed or ended."""

    call: OwnCall


@dataclass(frozen=True, slots=True)
class CallLogged:
    """One of my calls is over and belongs into the list of calls."""

    record: CallRecord


@dataclass(frozen=True, slots=True)
class DigitReceived:
    """The far end of a call pressed a key of its keypad: 0-9, *, #, A-D."""

    call: UsageId
    digit: str


@dataclass(frozen=True, slots=True)
class DoNotDisturbChanged:
    """An account does or does not want to be called."""

    account: str
    on: bool


class CampKind(enum.Enum):
    """What is done when somebody becomes free who is watched for me."""

    TELL = "tell"
    CALL = "call"
    TELL_THEN_TRANSFER = "tell, then transfer"  #: my call can go there then at one press


@dataclass(frozen=True, slots=True)
class Camp:
    """A wait for the first of ``keys`` to become free, until ``until`` (core time).

    ``call`` is the call of mine that is to go there then.
    """

    id: int
    keys: tuple[KeyId, ...]
    kind: CampKind
    until: float
    call: UsageId | None = None


@dataclass(frozen=True, slots=True)
class CampsChanged:
    """Others are watched for me than before."""

    camps: tuple[Camp, ...]


@dataclass(frozen=True, slots=True)
class CampFulfilled:
    """Somebody is free who was watched for me; ``called``: the call is being made."""

    camp: Camp
    key: KeyId
    called: bool = False


class HandOffOutcome(enum.Enum):
    """How a call that a desk phone is to make gets on."""

    TRYING = "trying"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HandOffChanged:
    """A call that a desk phone is to make, for ``key`` if one was pressed, gets on: in words."""

    key: KeyId | None
    outcome: HandOffOutcome
    text: str


@dataclass(frozen=True, slots=True)
class PressAsked:
    """A press could mean several things: ask the person; ``text`` says why, in a sentence."""

    key: KeyId
    text: str
    choices: tuple[Intent, ...]


class PickupOutcome(enum.Enum):
    """How an attempt to pick up went."""

    TRYING = "trying"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class PickupChanged:
    """A pick-up began or ended. ``text`` says in words how it ended."""

    key: KeyId
    outcome: PickupOutcome
    text: str = ""


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """The account's state, in words: "Registered at pbx.example.com".

    ``kind`` is "registering", "registered", "refused", "failed" or "off"; ``due`` when the next
    try comes (core time); ``secure`` whether the server is reached by TLS; ``problem`` what went
    wrong and what to do, at length.
    """

    account: str
    kind: str
    text: str
    due: float | None = None
    secure: bool = False
    problem: str = ""


class ListState(enum.Enum):
    """How a resource list does."""

    ACTIVE = "active"  #: it has come
    REFUSED = "refused"  #: the server does not want to
    NO_LIST = "no list"  #: the server sends something, but no list
    FAILED = "failed"  #: nothing comes; it is being tried again


@dataclass(frozen=True, slots=True)
class ListChanged:
    """A resource list came for the first time, or does not come; ``text`` says why."""

    account: str
    uri: str
    state: ListState
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for the person at the panel: what happened, where, what to do.

    ``key`` is the key it concerns, ``problem`` whether something went wrong.
    """

    text: str
    key: KeyId | None = None
    problem: bool = False


Change: TypeAlias = (
    LampChanged
    | FaceChanged
    | KeyAdded
    | KeyReplaced
    | KeyRemoved
    | KeysReordered
    | AccountRemoved
    | ProgramWanted
    | OwnCallChanged
    | CallLogged
    | DigitReceived
    | DoNotDisturbChanged
    | PressAsked
    | HandOffChanged
    | CampsChanged
    | CampFulfilled
    | PickupChanged
    | AccountChanged
    | ListChanged
    | Notice
)
