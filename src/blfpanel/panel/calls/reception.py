"""What is done with a call that comes in: it rings, is sent on, refused, or answered by itself."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from blfpanel.sip.syntax.message import Request


class Dtmf(enum.Enum):
    """How keys of the keypad travel. The values are the words of the settings."""

    RTP = "rtp"  #: telephone events beside the sound (RFC 4733)
    INFO = "info"  #: INFO requests with application/dtmf-relay


class Transfers(enum.Enum):
    """Whether the far end of a call may have us call somebody else. Words of the settings."""

    FOLLOW = "follow"  #: if the account's own server says so; else as ASK
    ASK = "ask"  #: the person decides each time
    REFUSE = "refuse"


class HandOffBy(enum.Enum):
    """How a desk phone is made to call somebody. Words of the settings."""

    CALLBACK = "callback"  #: it is called first, and transferred when it is answered
    REFER = "refer"  #: it is asked to (REFER outside of a call)


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """How an account wants its calls treated.

    Attributes:
        forward_all: number all calls are sent on to; "" for none.
        forward_busy: number those are sent on to that find us busy.
        forward_no_answer: number those are sent on to that ring for ``no_answer_after`` seconds.
        do_not_disturb: calls find us busy.
        auto_answer: calls that ask for it are answered by themselves.
        call_waiting: a second call may ring; else it finds us busy.
        dtmf: how digits are sent.
        transfers: whether the far end may transfer us.
        desk_phone: number or URI of the phone that makes the calls instead of this one; "" for
            none.
        desk_phone_by: how it is made to.
    """

    forward_all: str = ""
    forward_busy: str = ""
    forward_no_answer: str = ""
    no_answer_after: int = 20
    do_not_disturb: bool = False
    auto_answer: bool = False
    call_waiting: bool = True
    dtmf: Dtmf = Dtmf.RTP
    transfers: Transfers = Transfers.FOLLOW
    desk_phone: str = ""
    desk_phone_by: HandOffBy = HandOffBy.CALLBACK


#: What an account wants whose settings say nothing about calls.
USUAL = CallPolicy()


class Welcome(enum.Enum):
    """What is done with a call."""

    RING = "ring"
    ANSWER = "answer"
    FORWARD = "forward"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Reception:
    """The decision about a call.

    Attributes:
        number: where it is sent on, at once (FORWARD) or after ``delay`` seconds of ringing.
        delay: how long it rings before it is answered by itself or sent on, seconds.
        because: what decided, in a few words for the list of calls.
    """

    welcome: Welcome
    number: str = ""
    delay: float = 0.0
    because: str = ""


def receive(policy: CallPolicy, request: Request, *, calls: bool, talks: bool) -> Reception:
    """Decide about an INVITE.

    Args:
        calls: there are other calls here.
        talks: one of them has somebody talking.
    """
    if policy.forward_all:
        return Reception(Welcome.FORWARD, policy.forward_all, because="all calls")
    busy = "do not disturb" if policy.do_not_disturb else ""
    if calls and not policy.call_waiting:
        busy = busy or "busy"
    if busy and policy.forward_busy:
        return Reception(Welcome.FORWARD, policy.forward_busy, because=busy)
    if busy:
        return Reception(Welcome.REFUSE, because=busy)
    if policy.auto_answer and not talks and (delay := answer_after(request)) is not None:
        return Reception(Welcome.ANSWER, delay=delay)
    if policy.forward_no_answer:
        return Reception(Welcome.RING, policy.forward_no_answer, float(policy.no_answer_after))
    return Reception(Welcome.RING)


_ANSWER_AFTER = re.compile(r";\s*answer-after\s*=\s*\"?(\d{1,3})", re.IGNORECASE)
#: Alert-Info of Asterisk ("Ring Answer"), BroadWorks ("info=alert-autoanswer"), Yealink and
#: Snom ("info=Auto Answer"), Polycom ("Auto Answer").
_ALERT = re.compile(r"auto[ -]?answer|ring[ -]?answer|intercom", re.IGNORECASE)


def answer_after(request: Request) -> float | None:
    """After how many seconds the caller's side wants this call answered by itself; None: not.

    Asked for with Call-Info ``;answer-after=`` (Asterisk, FreeSWITCH, Snom), Alert-Info of
    several makers, Answer-Mode (RFC 5373) or P-Auto-Answer.
    """
    headers = request.headers
    for value in headers.get_all("Call-Info"):
        if (asked := _ANSWER_AFTER.search(value)) is not None:
            return float(asked[1])
    if any(_ALERT.search(value) for value in headers.get_all("Alert-Info")):
        return 0.0
    for name in ("Answer-Mode", "Priv-Answer-Mode"):
        if (headers.get(name) or "").partition(";")[0].strip().lower() == "auto":
            return 0.0
    if (headers.get("P-Auto-Answer") or "").strip().lower() in ("normal", "true"):
        return 0.0
    return None
