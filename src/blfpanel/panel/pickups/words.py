"""How a pick-up ended, and what to do about it, as people read it."""

from __future__ import annotations

from blfpanel.panel.model import Party
from blfpanel.panel.pickups.ways import View
from blfpanel.panel.words import party_name
from blfpanel.sip.events import Failure
from blfpanel.wording import say

#: Statuses that say we may not: forbidden, wrong credentials, declined.
_FORBIDDEN = frozenset({401, 403, 407, 600, 603, 606})

#: Statuses of a PBX that knows neither the number called nor what Replaces asks for.
_UNKNOWN_HERE = frozenset({400, 404, 405, 410, 416, 420, 480, 481, 484, 501, 604})

NO_WAY = say("No way to pick this call up is known. Give the account a pick-up code.")


def not_handed_over(failure: Failure, tried: str, coded: bool, view: View) -> str:
    """No way worked while the call went on ringing: what the PBX said, and what to do.

    Args:
        tried: the ways, "Replaces, **214".
        coded: whether a pick-up code was among them.
    """
    if failure.local and failure.status == 408:
        return say(
            "The PBX does not answer. The call at {number} was not picked up. [408]",
            number=view.number,
        )
    text = say(
        "The PBX did not hand the call over [{status}]. Tried: {tried}.",
        status=failure.status,
        tried=tried,
    )
    advice = _advice(failure, coded, view)
    return say("{text} {advice}", text=text, advice=advice) if advice else text


def _advice(failure: Failure, coded: bool, view: View) -> str:
    status = failure.status
    if failure.local:
        return ""
    if status in _FORBIDDEN:
        return say(
            "Ask its administrator whether {own} may pick up calls of {number}.",
            own=view.own,
            number=view.number,
        )
    if status == 488:
        return say("The caller and this phone have no sound in common.")
    if status in _UNKNOWN_HERE and coded:
        return say("Its pick-up code may be another one: set the account's.")
    if status in _UNKNOWN_HERE:
        return say("Give the account a pick-up code.")
    return ""


def taken_from(label: str, caller: Party | None) -> str:
    """The pick-up took a call that the partner had answered."""
    who = party_name(caller) if caller is not None else say("the caller")
    return say(
        "This call had been answered by {label} already; you are talking to {who}.",
        label=label,
        who=who,
    )


def rings_on(label: str) -> str:
    """The PBX answered, and nothing changed for the partner."""
    return say(
        "The PBX answered, but {label} still rings: the call was not picked up. "
        "Its pick-up code may be another one: set the account's.",
        label=label,
    )


def another_call(party: Party) -> str:
    """A group's code took another call than the one that was meant."""
    return say(
        "The PBX handed over another call: you are talking to {name}.", name=party_name(party)
    )
