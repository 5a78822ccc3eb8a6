"""When to try again: what a refusal means and the waits after it, as data."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.grammar import parse_delta_seconds
from blfpanel.sip.syntax.message import Message


@dataclass(frozen=True, slots=True)
class Ladder:
    """Growing waits; the last one repeats. Seconds."""

    steps: tuple[float, ...]

    def wait(self, failures: int, ids: Ids) -> float:
        """The wait after the ``failures``-th failure in a row (1 is the first).

        Between half and the whole of the step, so that a thousand clients of a restarted server
        do not come back in the same second (RFC 5626 §4.5).
        """
        step = self.steps[min(failures, len(self.steps)) - 1]
        return ids.jitter(step / 2, step)


class Retry(enum.Enum):
    """What a failure of a subscription asks for."""

    ANEW = "anew"  #: a new subscription at once, more slowly if that fails too
    UNAVAILABLE = "unavailable"  #: the server has a problem of its own
    LATER = "later"  #: the server wants to be left alone for a while
    REFUSED = "refused"  #: only an administrator can change that


#: RFC 5626 §4.5 starts at 30 s and ends at half an hour; a panel whose lamps are dark tries sooner.
REGISTER_LADDER = Ladder((4.0, 10.0, 30.0, 60.0, 120.0))

#: The waits of each kind where the server names none; the first ones as patient telephones do.
SUBSCRIBE_LADDERS = {
    Retry.ANEW: Ladder((0.5, 5.0, 30.0, 300.0)),
    Retry.UNAVAILABLE: Ladder((30.0, 60.0, 300.0)),
    Retry.LATER: Ladder((90.0, 300.0)),
    Retry.REFUSED: Ladder((5400.0,)),
}

#: A subscription that ends before it lived so long has not healed what went wrong before it.
_HEALED_AFTER = 60.0

#: What to do when the notifier ends a subscription (RFC 6665 §4.1.3), as servers use the words:
#: FreeSWITCH says ``noresource`` for every end, Kamailio ``timeout``, Asterisk nothing at all.
_END_REASONS = {
    "deactivated": Retry.ANEW,
    "timeout": Retry.ANEW,
    "noresource": Retry.ANEW,
    "probation": Retry.LATER,
    "giveup": Retry.LATER,
    "rejected": Retry.REFUSED,
    "invariant": Retry.REFUSED,
}

#: Refusals of a SUBSCRIBE that trying again soon will not change.
_REFUSALS = frozenset({401, 403, 404, 405, 406, 407, 410, 415, 416, 420, 489, 501, 603, 604})

#: So many of these refusals are not believed where it worked before: a PBX that is starting answers
#: before it knows its numbers (Asterisk 16 says 404).
_TAKEN_FOR_STARTING = 3
_NOT_YET = frozenset({404, 489})

#: Answers to a refresh that say that the server does not know the dialog (any more). Asterisk 22
#: says 500 for a subscription that has expired.
DIALOG_UNKNOWN = frozenset({481, 500})


def after_end(reason: str, was_active: bool) -> Retry:
    """What to do when a NOTIFY ends the subscription.

    Args:
        reason: of Subscription-State, in lower case; empty for none.
        was_active: whether there had been news; else ``noresource`` means what it says.
    """
    if reason == "noresource" and not was_active:
        return Retry.REFUSED
    return _END_REASONS.get(reason, Retry.ANEW)


def after_refusal(status: int, in_dialog: bool) -> Retry:
    """What to do when a SUBSCRIBE is answered with ``status``, 300 or higher."""
    if in_dialog and (status in DIALOG_UNKNOWN or status == 408):
        return Retry.ANEW
    if status in _REFUSALS:
        return Retry.REFUSED
    return Retry.UNAVAILABLE if status >= 500 else Retry.ANEW


def retry_after(message: Message) -> float | None:
    """Seconds of a Retry-After header (RFC 3261 §20.33); None without one or when unreadable."""
    text = message.headers.get("Retry-After")
    return None if text is None else parse_delta_seconds(text)


def not_before(seconds: float, ids: Ids) -> float:
    """A wait the server asked for: never shorter, and up to a tenth longer to spread clients."""
    return ids.jitter(seconds, seconds * 1.1)


def refresh_delay(expires: float) -> float:
    """How long after the grant of ``expires`` seconds to refresh.

    At 90 %, but with at least 5 s left for a lost datagram's retransmissions, where there is
    room for that.
    """
    return max(min(expires * 0.9, expires - 5.0), expires * 0.5)


def spread_refresh_delay(expires: float, ids: Ids) -> float:
    """As :func:`refresh_delay`, but up to a sixth earlier: many must not refresh together."""
    latest = refresh_delay(expires)
    return ids.jitter(latest * 5 / 6, latest)


class Persistence:
    """How often a subscription has failed in a row, and how long it waits for that."""

    __slots__ = ("_disbelieved", "_failures", "_ids", "_since")

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._failures = 0
        self._since: float | None = None
        self._disbelieved = 0

    def worked(self, now: float) -> None:
        """It works, for the moment."""
        self._since = now
        self._disbelieved = _TAKEN_FOR_STARTING

    def after_refusal(self, status: int, in_dialog: bool) -> Retry:
        """As the function of this name, but a PBX that may be starting is asked again."""
        if status in _NOT_YET and self._disbelieved > 0:
            self._disbelieved -= 1
            return Retry.ANEW
        return after_refusal(status, in_dialog)

    def wait(self, retry: Retry, asked: float | None, now: float) -> float:
        """It failed; how long to wait, seconds.

        Args:
            asked: the wait the server asked for, 0 for none at all, None where it named none. A
                server that goes on asking for none is not taken at its word.
        """
        since, self._since = self._since, None
        if since is not None and now - since >= _HEALED_AFTER:
            self._failures = 0
        self._failures += 1
        if asked is None:
            return SUBSCRIBE_LADDERS[retry].wait(self._failures, self._ids)
        least = 0.0
        if self._failures > 1:
            least = SUBSCRIBE_LADDERS[Retry.ANEW].wait(self._failures, self._ids)
        return max(not_before(asked, self._ids), least)
