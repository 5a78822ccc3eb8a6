"""What the PBX knows of a call: one leg with each phone, joined in a connection."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from blfpanel.sip.events import Failure, UsageId


class Stage(enum.Enum):
    """How far a phone's part in a connection has come."""

    TRYING = "trying"
    RINGING = "ringing"
    TALKING = "talking"
    ENDED = "ended"


class Side(enum.Enum):
    """Whether a phone made its call or got it."""

    CALLER = "caller"
    CALLEE = "callee"


@dataclass(slots=True, eq=False)
class Leg:
    """One phone's part in a connection.

    Attributes:
        usage: the core's call with that phone.
        number: whose phone it is.
        peer: the number at the other end.
        call_id, phone_tag, our_tag: the dialog with the phone, as far as there is one.
        description: where its phone listens, and for what.
        wish: what it has offered last.
        holding: whether it has put the other one on hold.
        held: whether the other one has done so to it.
        place: there is no phone, only a place where the other one is parked.
    """

    usage: UsageId
    number: str
    side: Side
    peer: str
    stage: Stage = Stage.TRYING
    call_id: str | None = None
    phone_tag: str | None = None
    our_tag: str | None = None
    description: bytes = b""
    wish: bytes = b""
    holding: bool = False
    held: bool = False
    place: bool = False


@dataclass(slots=True, eq=False)
class Connection:
    """Two people who are talking, or are about to.

    Attributes:
        offer: the caller's.
        ringing: the phones that may still answer.
        callee: the phone that did.
        failures: why phones that rang no longer do.
    """

    caller: Leg
    offer: bytes
    unanswered: Callable[[Connection, float], None]
    ringing: list[Leg] = field(default_factory=list)
    callee: Leg | None = None
    failures: list[Failure] = field(default_factory=list)

    def other(self, leg: Leg) -> Leg | None:
        """Who is at the other end of a leg; None while nobody is."""
        return self.callee if leg is self.caller else self.caller

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Nobody answered for long enough."""
        self.unanswered(self, now)
