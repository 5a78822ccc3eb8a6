"""Which call an INVITE wants to take over, as the PBX that is played understands it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blfpanel.panel.profiles.mannerisms import Takes
from blfpanel.sim.legs import Connection, Leg, Side, Stage
from blfpanel.sip.syntax.grammar import SipParseError, find_param, parse_params
from blfpanel.sip.syntax.message import Request

#: What RFC 3891 §3 answers where there is no such call.
_NO_SUCH_CALL = 481


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which a call is known in Replaces, with the tags that go with it."""

    text: str | None
    to_tag: str | None = None
    from_tag: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a pick-up asks for.

    Attributes:
        leg: the callee's leg to take the place of; None if there is none.
        connection: the call it belongs to.
        refusal: the status it is answered with if nothing is given; 200: answered and hung up.
        why: the reason, in words.
        by_code: whether a code was called.
    """

    leg: Leg | None
    connection: Connection | None
    refusal: int
    why: str
    by_code: bool = False


class Takeovers:
    """Reads INVITEs as pick-ups.

    Args:
        takes: which ones this PBX takes.
        codes: templates of the numbers that take a call ringing at ``{ext}``.
        legs: all legs there are.
        names_of: by which names this PBX knows a leg.
    """

    def __init__(
        self,
        takes: Takes,
        codes: tuple[str, ...],
        legs: Callable[[], Iterable[tuple[Leg, Connection]]],
        names_of: Callable[[Leg], Iterable[Name]],
    ) -> None:
        self._codes = codes
        self._takes = takes
        self._legs = legs
        self._names_of = names_of

    def wish(self, request: Request, dialled: str, caller: str) -> Wish | None:
        """What an INVITE of ``caller`` to ``dialled`` wants to take; None: it is just a call."""
        replaces = request.headers.get("Replaces")
        if replaces is not None:
            return self._replacing(replaces, dialled)
        if dialled in self._takes.group_codes:
            leg, connection = self._ringing(None, caller)
            why = "Nothing is ringing in the group"
            return Wish(leg, connection, self._takes.no_group_call, why, by_code=True)
        for code in self._codes:
            number = _number_in(dialled, code)
            if number:
                leg, connection = self._ringing(number, caller)
                why = f"Nothing is ringing at {number}"
                return Wish(leg, connection, self._takes.nothing_rings, why, by_code=True)
        return None

    def _ringing(
        self, number: str | None, caller: str
    ) -> tuple[Leg, Connection] | tuple[None, None]:
        """What rings at ``number``, or anywhere but at the caller."""
        for leg, connection in self._legs():
            rings = leg.side is Side.CALLEE and leg.stage is Stage.RINGING
            if rings and (leg.number == number if number else leg.number != caller):
                return leg, connection
        return None, None

    def _replacing(self, replaces: str, dialled: str) -> Wish:
        nothing = Wish(None, None, _NO_SUCH_CALL, "Replaces names no call that is known here")
        found = self._named(replaces)
        if found is None:
            return nothing
        leg, connection = found
        places = {"caller": connection.caller.number, "watched": leg.number}
        if dialled not in [places[place] for place in self._takes.at]:
            return nothing
        if leg.stage is Stage.RINGING or self._gives_away(replaces):
            return Wish(leg, connection, _NO_SUCH_CALL, "Only calls to others can be taken over")
        return Wish(None, None, self._takes.too_late, "The call has been answered already")

    def _gives_away(self, replaces: str) -> bool:
        """Whether an answered call goes to whoever asks for it."""
        match self._takes.steals:
            case "unless early-only":
                return "early-only" not in replaces
            case word:
                return word == "always"

    def _named(self, replaces: str) -> tuple[Leg, Connection] | None:
        text, _, rest = replaces.partition(";")
        try:
            params = parse_params(rest)
        except SipParseError:
            return None
        tags = find_param(params, "to-tag"), find_param(params, "from-tag")
        for leg, connection in self._legs():
            called = leg in connection.ringing or leg is connection.callee
            if called and leg.stage in (Stage.RINGING, Stage.TALKING):
                for name in self._names_of(leg):
                    right = tags == (name.to_tag, name.from_tag)
                    if name.text == text.strip() and (right or self._takes.tags == "ignored"):
                        return leg, connection
        return None


def _number_in(dialled: str, code: str) -> str:
    """The number within a code that was called; "" if it is not that code."""
    prefix, _, suffix = code.partition("{ext}")
    fits = dialled.startswith(prefix) and dialled.endswith(suffix)
    return dialled[len(prefix) : len(dialled) - len(suffix)] if fits else ""
