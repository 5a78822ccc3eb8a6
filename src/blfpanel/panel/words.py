"""Words for spans of time, lamps and failures, as people read them."""

from __future__ import annotations

from blfpanel.panel.model import Detail, Lamp, LampState, Party
from blfpanel.sip.events import Failure
from blfpanel.wording import Sentence, mark, say

_LAMPS: dict[tuple[Lamp, Detail | None], str] = {
    (Lamp.UNKNOWN, None): mark("Unknown"),
    (Lamp.IDLE, None): mark("Idle"),
    (Lamp.ALERTING, Detail.RINGING): mark("Ringing"),
    (Lamp.BUSY, Detail.CALLING): mark("Calling"),
    (Lamp.BUSY, Detail.TALKING): mark("Talking"),
    (Lamp.BUSY, Detail.HELD): mark("On hold"),
    (Lamp.BUSY, Detail.PARKED): mark("Parked"),
}

#: What a SIP status says that says no.
_BUSY = mark("{name} is busy. [{status}]")
_SILENT = mark("{name} does not answer. [{status}]")
_STRANGER = mark("{name} is not known to the PBX. [{status}]")
_NO = {
    486: _BUSY,
    600: _BUSY,
    603: mark("{name} declined. [{status}]"),
    408: _SILENT,
    480: _SILENT,
    404: _STRANGER,
    604: _STRANGER,
    484: mark("{name} is not a whole number. [{status}]"),
    403: mark("{name} may not be called from here. [{status}]"),
    488: mark("{name} has no sound in common with this phone. [{status}]"),
}


_SPANS = {"s": mark("{n} s"), "min": mark("{n} min"), "h": mark("{n} h")}


def lamp_word(state: LampState) -> str:
    """The word on a key: "Ringing", "Was idle", "Refused · 403"."""
    if state.refused is not None:
        return say("Refused · {code}", code=state.refused)
    word = _LAMPS.get((state.lamp, state.detail), state.lamp.value.capitalize())
    doubted = state.stale and state.lamp is not Lamp.UNKNOWN
    return f"Was {word[0].lower()}{word[1:]}" if doubted else word


def party_name(party: Party) -> str:
    """The party's name, else its number."""
    return party.display or party.number


def side(state: LampState) -> str:
    """How the other party belongs to a lamp: it rings "from" them, calls "to" them …"""
    if state.lamp is Lamp.ALERTING:
        return "from"
    return "to" if state.detail is Detail.CALLING else "with"


def ago(seconds: float) -> str:
    """How long, roughly: "8 s", "4 min", "2 h", "3 days"."""
    for unit, length in (("s", 1), ("min", 60), ("h", 3600)):
        if seconds < (60, 60, 48)[("s", "min", "h").index(unit)] * length:
            return say(_SPANS[unit], n=int(seconds / length))
    return say("{n} days", n=int(seconds / 86400))


def clock(seconds: float) -> str:
    """How long, to the second: "0:08", "6:12", "1:00:00"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def refusal(name: str, failure: Failure) -> str:
    """Why a call to ``name`` did not come up: "Anna Berger is busy. [486]"."""
    if failure.local and failure.status != 408:
        why = sentence(failure.reason)
        return say("The call to {name} did not go out. {why}", name=name, why=why)
    status = failure.status
    if status in _NO:
        return say(_NO[status], name=name, status=status)
    reason = failure.reason.rstrip(".")
    return say(
        "The call to {name} failed: {reason}. [{status}]", name=name, reason=reason, status=status
    )


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    if isinstance(text, Sentence):
        return text
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
