"""Calls that come back: I sent them on, and nobody took them."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.panel.model import Party
from blfpanel.panel.words import party_name
from blfpanel.wording import say

#: A PBX gives a call back to who transferred it when it has rung in vain; who calls later than
#: this, seconds, calls anew.
RECALL_WITHIN = 120.0


def came_back(target: Party, status: int) -> str:
    """What is said of a call that ``target`` did not take, by the SIP status that says why."""
    name = party_name(target)
    match status:
        case 408 | 480 | 487:
            return say("Back from {name}, no answer", name=name)
        case 486 | 600:
            return say("Back from {name}, busy", name=name)
        case 603:
            return say("Back from {name}, declined", name=name)
    return say("Back from {name}, not reached", name=name)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A caller whom I transferred."""

    number: str
    account: str
    target: Party
    at: float


class Returning:
    """Remembers for a while whom I have transferred."""

    def __init__(self) -> None:
        self._gone: list[_Gone] = []

    def gone(self, party: Party, account: str, target: Party, now: float) -> None:
        """A caller is on the way to somebody else."""
        if party.number:
            self._gone.append(_Gone(party.number, account, target, now))

    def back(self, party: Party, account: str, now: float) -> str | None:
        """What to say of a caller: where they come back from; None for all others."""
        self._gone = [gone for gone in self._gone if now - gone.at <= RECALL_WITHIN]
        for gone in self._gone:
            if (gone.number, gone.account) == (party.number, account):
                self._gone.remove(gone)
                return say("Back from {name}", name=party_name(gone.target))
        return None
