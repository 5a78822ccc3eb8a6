"""When to try again: the waits after a refusal, as data."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.sip.grammar import parse_delta_seconds
from blfpanel.sip.ids import Ids
from blfpanel.sip.message import Response


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


#: RFC 5626 §4.5 starts at 30 s and ends at half an hour; a panel whose lamps are dark tries sooner.
REGISTER_LADDER = Ladder((4.0, 10.0, 30.0, 60.0, 120.0))

#: After a subscription died: at once, then as patient telephones do.
SUBSCRIBE_LADDER = Ladder((0.5, 5.0, 30.0, 300.0))

#: After a refusal that only an administrator can undo: once an hour.
REFUSED_WAIT = 3600.0


def retry_after(response: Response) -> float | None:
    """Seconds of a Retry-After header (RFC 3261 §20.33); None without one or when unreadable."""
    text = response.headers.get("Retry-After")
    return None if text is None else parse_delta_seconds(text)


def refresh_delay(expires: float) -> float:
    """How long after the grant of ``expires`` seconds to refresh.

    At 90 %, but with at least 5 s left for a lost datagram's retransmissions, where there is
    room for that.
    """
    return max(min(expires * 0.9, expires - 5.0), expires * 0.5)
