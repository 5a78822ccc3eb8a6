"""The panel's vocabulary: what a key can show, and why. Frozen values, read by every front end.

Those that every NOTIFY makes anew are msgspec structs (copied with ``msgspec.structs.replace``):
a frozen dataclass of their size takes ten times as long to make.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

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
        due: when it is asked for again, as far as is known (core time).
        expires_at: until when the subscription lives, as far as the server said (core time).
        failure: why it was last not answered or refused; "" while all is well.
    """

    title: str
    sentence: str
    certain: bool
    certainty: str
    state: LampState
    history: tuple[Observation, ...]
    cannot_tell: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    due: float | None = None
    expires_at: float | None = None
    failure: str = ""


class OwnCallState(enum.Enum):
    """My own calls, as the calls pane shows them."""

    DIALLING = "dialling"
    RINGING = "ringing"  #: it rings at the far end
    INCOMING = "incoming"
    TALKING = "talking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A call goes to ``target`` at ``due`` (core time), unless I think better of it until then."""

    target: Party
    due: float


@dataclass(frozen=True, slots=True)
class OwnCall:
    """One of my calls.

    Attributes:
        since: when it became what it is (core time).
        key: the key it was made from, if any.
        pickup: it is an attempt to pick up.
        outcome: how it ended, in words ("Anna Berger is busy. [486]"); None while it lives or
            after an orderly end.
        account: name of the account it goes through.
        began: when it was dialled or came in (core time).
        answered: when it was first up (core time); None: never.
        held: I have put it on hold.
        held_by_far_end: the far end has put me on hold.
        muted: the far end does not hear me.
        ignored: an incoming call that rings elsewhere only; here it is silent.
        by_itself: it was answered by itself, as the caller's side asked.
        wanted: whom the call was for, where that is not me: it was sent on to here.
        progress: what is being done with it, in words ("Transferring to 211: ringing there").
        asked: the number the far end wants me to call instead of it, while I am to decide.
        digits: the DTMF digits the far end has sent.
        leaving: where it is about to go, while that can be undone.
        back: from whom it came back that was transferred, and why, in words ("Back from Anna
            Berger, no answer"); None for all others.
    """

    id: UsageId
    state: OwnCallState
    outgoing: bool
    party: Party
    since: float
    key: KeyId | None = None
    pickup: bool = False
    outcome: str | None = None
    account: str = ""
    began: float = 0.0
    answered: float | None = None
    held: bool = False
    held_by_far_end: bool = False
    muted: bool = False
    ignored: bool = False
    by_itself: bool = False
    wanted: Party | None = None
    progress: str | None = None
    asked: str | None = None
    digits: str = ""
    leaving: Leaving | None = None
    back: str | None = None

    @property
    def rings(self) -> bool:
        """Whether it is to be heard ringing here."""
        silent = self.ignored or self.by_itself
        return self.state is OwnCallState.INCOMING and not silent


class Intent(enum.Enum):
    """What a press on a key asks for. The values are words of the command line's JSON."""

    DIAL = "dial"  #: with the call I am in on hold
    PICK_UP = "pick up"
    ANSWER = "answer"  #: the partner calls me
    RESUME = "resume"  #: the partner is on hold
    FORWARD = "forward"  #: the call that rings for me goes there
    TRANSFER = "transfer"  #: the call I am in goes there
    CONNECT = "connect"  #: the partner gets the call I have on hold
    DTMF = "dtmf"  #: the number goes into my call as digits
    PARK = "park"  #: the call I am in is parked there
    FETCH = "fetch"  #: the call that is parked there comes to me
    TOGGLE = "toggle"  #: what it stands for is switched on or off
    RUN = "run"  #: the program or web address is opened
    TELL_WHEN_FREE = "tell when free"
    VOICEMAIL = "voicemail"  #: the partner's mailbox is called
    ASK = "ask"
    HINT = "hint"  #: nothing, but say why


class CallResult(enum.Enum):
    """What became of a call, for the list of calls. The values are the words of its file."""

    ANSWERED = "answered"
    MISSED = "missed"  #: came in and nobody took it here
    ELSEWHERE = "answered elsewhere"
    DECLINED = "declined"  #: by me
    FORWARDED = "forwarded"  #: by me, or by my settings
    UNANSWERED = "unanswered"  #: I called and gave up, or nobody answered
    FAILED = "failed"  #: busy, unknown, not allowed, no way there


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call that is over, for the list of calls; times are core time.

    ``detail`` is the outcome in words, where there is one.
    """

    party: Party
    outgoing: bool
    result: CallResult
    account: str
    began: float
    answered: float | None
    ended: float
    detail: str | None = None
