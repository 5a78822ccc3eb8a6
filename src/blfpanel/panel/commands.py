"""What the panel wants done: frozen values, carried out by the phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from blfpanel.panel.model import KeyId, Party
from blfpanel.sip.events import UsageId


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

    ``key``, ``pickup`` and ``refer`` come back to the panel when the call is bound to its usage;
    ``refer`` is the far end's request to make this call (a transfer). ``here``: it is not made by
    the account's desk phone, even if there is one.
    """

    account: str
    uri: str
    headers: tuple[tuple[str, str], ...] = ()
    key: KeyId | None = None
    pickup: bool = False
    party: Party | None = field(default=None)
    refer: UsageId | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class HandOff:
    """Have the desk phone at ``phone``, a URI, make the call ``dial``."""

    account: str
    phone: str
    dial: Dial


@dataclass(frozen=True, slots=True)
class Answer:
    """Take an incoming call."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class HangUp:
    """End a call in whichever way its state asks for (CANCEL, BYE, refusal)."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Do not send the INVITE of a call (again); what comes of one that is there already counts."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class Ring:
    """Tell the caller that it rings here (180)."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class Reject:
    """Refuse an incoming call with this status."""

    call: UsageId
    status: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """Send an incoming call elsewhere (302)."""

    call: UsageId
    uri: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Put a call on hold."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class Resume:
    """Take a call back from hold."""

    call: UsageId


@dataclass(frozen=True, slots=True)
class Mute:
    """Let the far end hear me, or not."""

    call: UsageId
    on: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """Ask the far end of a call to call this URI instead (blind transfer)."""

    call: UsageId
    uri: str


@dataclass(frozen=True, slots=True)
class AttendedTransfer:
    """Ask the far end of ``call`` to take the place that I have in ``other``, with ``uri``."""

    call: UsageId
    other: UsageId
    uri: str


@dataclass(frozen=True, slots=True)
class SendDtmf:
    """Press keys of the keypad in a call; ``by_info``: as INFO requests, else as sound events."""

    call: UsageId
    digits: str
    by_info: bool = False


@dataclass(frozen=True, slots=True)
class AcceptRefer:
    """The far end's request to call somebody else is followed."""

    refer: UsageId


@dataclass(frozen=True, slots=True)
class RejectRefer:
    """The far end's request to call somebody else is refused with this status."""

    refer: UsageId
    status: int


@dataclass(frozen=True, slots=True)
class ReportRefer:
    """Tell the far end how the call it asked for does; a final status ends it."""

    refer: UsageId
    status: int
    reason: str


CallCommand: TypeAlias = (
    Dial
    | HandOff
    | Answer
    | HangUp
    | Withdraw
    | Ring
    | Reject
    | Redirect
    | Hold
    | Resume
    | Mute
    | Transfer
    | AttendedTransfer
    | SendDtmf
    | AcceptRefer
    | RejectRefer
    | ReportRefer
)

Command: TypeAlias = Watch | WatchList | Unwatch | Refresh | CallCommand
