"""The panel's vocabulary: what a key can show, and why. Frozen values, read by every front end.

Those that every NOTIFY makes anew are msgspec structs (copied with ``msgspec.structs.replace``):
a frozen dataclass of their size takes ten times as long to make.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import NewType, TypeAlias

import msgspec

from blfpanel.sip.events import UsageId

KeyId = NewType("KeyId", str)


class Lamp(enum.Enum):
    """What a lamp says. The values are the words of the command line's JSON."""

    UNKNOWN = "unknown"  #: nothing is known: never heard, refused, subscription lost
    IDLE = "idle"
    ALERTING = "alerting"  #: a call rings there and can be picked up
    BUSY = "busy"


class Detail(enum.Enum):
    """What kind of alerting or busy."""

    RINGING = "ringing"
    CALLING = "calling"  #: calls out, the far end has not answered yet
    TALKING = "talking"
    HELD = "held"
    PARKED = "parked"


class Source(enum.Enum):
    """Where a lamp's knowledge comes from. The values are the words of the JSON."""

    NONE = "none"
    PENDING = "pending"
    ACTIVE = "active"
    TERMINATED = "terminated"
    UNSOLICITED = "unsolicited"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Party:
    """The other party of a call, as the PBX names it.

    ``uri`` is as sent; ``number`` its user part without escapes; ``display`` a name or None.
    """

    uri: str
    number: str
    display: str | None = None


class PartnerCall(msgspec.Struct, frozen=True):
    """One live call of a partner: a dialog as its last document describes it.

    ``pickup`` names the ways in which it could be picked up, best first.
    """

    id: str | None
    state: str
    direction: str | None
    remote: Party | None
    pickup: tuple[str, ...] = ()


class LampState(msgspec.Struct, frozen=True):
    """Everything a key knows about its partner.

    Attributes:
        lamp: the lamp.
        detail: what kind of alerting or busy; None otherwise.
        source: where the knowledge comes from.
        stale: the lamp is the last that was heard, but its source is in doubt.
        cause: why it is unknown or stale, in a few words for the key's last line.
        refused: the SIP status with which the PBX refused the subscription, else None.
        since: when lamp and detail became what they are (core time, seconds); None: never heard.
        heard: when the last message about this key came; None: never.
        remote: the other party of the call that decides the lamp.
        calls: all live calls, the deciding one first.
        profile: name of the profile whose rule decided.
        why: the rule in words, "profile: rule".
    """

    lamp: Lamp = Lamp.UNKNOWN
    detail: Detail | None = None
    source: Source = Source.NONE
    stale: bool = False
    cause: str | None = None
    refused: int | None = None
    since: float | None = None
    heard: float | None = None
    remote: Party | None = None
    calls: tuple[PartnerCall, ...] = ()
    profile: str = ""
    why: str = ""


class Happening(enum.Enum):
    """Kinds of entries in a key's history."""

    NOTIFY = "notify"
    SUBSCRIPTION = "subscription"
    DOUBT = "doubt"
    PRESS = "press"
    PICKUP = "pickup"


class Observation(msgspec.Struct, frozen=True):
    """One entry of a key's history: what came, which rule was applied, what the lamp became.

    Attributes:
        at: core time in seconds; the owner of the clock turns it into a time of day.
        kind: what happened.
        message: one line that names the message: "NOTIFY v14: early, from 211".
        rule: the rule applied, "profile: rule", or the cause in words.
        before: the state until then.
        after: the state from then on.
        received: the message or bare document as it came; empty when there was none, or when it
            is so old that only what was made of it is kept.
        findings: what in it departs from the RFC.
        shown: False when a front end merged it with the next one so that nothing flickered.
        repeats: how many messages just before it said the same and are left out.
    """

    at: float
    kind: Happening
    message: str
    rule: str
    before: LampState
    after: LampState
    received: bytes = b""
    findings: tuple[str, ...] = ()
    shown: bool = True
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to "Why this lamp?", ready to be shown or printed.

    Attributes:
        title: label and number of the key.
        sentence: the rule as a sentence: "Ringing, because the PBX says call 1 is “early”. …"
        certain: whether the lamp can be trusted.
        certainty: how sure, and what comes next, in words, without times of day.
        state: the state explained.
        history: newest first.
        cannot_tell: what this PBX cannot express.
        findings: departures from RFC 4235 in the last message.
    """

    title: str
    sentence: str
    certain: bool
    certainty: str
    state: LampState
    history: tuple[Observation, ...]
    cannot_tell: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


class OwnCallState(enum.Enum):
    """My own calls, as the calls pane shows them."""

    DIALLING = "dialling"
    RINGING = "ringing"  #: it rings at the far end
    INCOMING = "incoming"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OwnCall:
    """One of my calls.

    ``outcome`` says in words how it ended ("Anna Berger is busy. [486]"), None while it lives or
    after an orderly end. ``key`` is the key it was made from, if any.
    """

    id: UsageId
    state: OwnCallState
    outgoing: bool
    party: Party
    since: float
    key: KeyId | None = None
    pickup: bool = False
    outcome: str | None = None


# --- changes: what front ends are told ------------------------------------------------------


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
class OwnCallChanged:
    """One of my calls began, changed or ended."""

    call: OwnCall


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
    try comes (core time).
    """

    account: str
    kind: str
    text: str
    due: float | None = None


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
    | OwnCallChanged
    | PickupChanged
    | AccountChanged
    | ListChanged
    | Notice
)


# --- commands: what the panel wants done ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """Subscribe to this key's partner; tell the panel which usage that became."""

    key: KeyId
    account: str
    uri: str
    event: str = "dialog"


@dataclass(frozen=True, slots=True)
class WatchList:
    """Subscribe to a resource list; tell the panel which usage that became."""

    account: str
    uri: str


@dataclass(frozen=True, slots=True)
class Unwatch:
    """End a subscription."""

    usage: UsageId


@dataclass(frozen=True, slots=True)
class Refresh:
    """Ask for the full state again, now."""

    usage: UsageId


@dataclass(frozen=True, slots=True)
class Dial:
    """Call this URI; ``headers`` go into the INVITE (Replaces, Require).

    ``key`` and ``pickup`` come back to the panel when the call is bound to its usage.
    """

    account: str
    uri: str
    headers: tuple[tuple[str, str], ...] = ()
    key: KeyId | None = None
    pickup: bool = False
    party: Party | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Take an incoming call."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call in whichever way its state asks for (CANCEL, BYE, refusal)."""

    call: UsageId


Command: TypeAlias = Watch | WatchList | Unwatch | Refresh | Dial | Answer | HangUp
