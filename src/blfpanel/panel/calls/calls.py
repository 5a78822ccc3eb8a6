"""My own calls, from their events, with their outcomes in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from blfpanel.panel.changes import CallLogged, OwnCallChanged
from blfpanel.panel.commands import Dial
from blfpanel.panel.lamps.matching import user_of
from blfpanel.panel.model import CallRecord, CallResult, OwnCall, OwnCallState, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.redirection import followed
from blfpanel.panel.words import party_name, refusal
from blfpanel.sip.events import CallEnded, EndedBy, UsageId
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.wording import say

#: 3xx answers followed for one call; a loop must end.
MAX_REDIRECTIONS = 5

#: What a caller's server says when another phone has taken the call (RFC 3326 §2).
_ELSEWHERE = ("cause=200", "completed elsewhere")

_NOBODY_ANSWERED = frozenset({408, 480, 487})


@dataclass(slots=True)
class Leg:
    """One of my calls, and what only the rules need to know of it.

    Attributes:
        dial: what it was made from; None for one that came in.
        redirections: how often it was sent on.
        ending: what I have done to end it, and why, in words.
        contact: where the far end itself is reached, as it says.
        replaces: the call whose place it takes.
        due: when it is answered by itself, or sent on to ``onward`` if that is given.
        going: when and where I send it on that rings here, while I can think better of it.
    """

    call: OwnCall
    dial: Dial | None = None
    redirections: int = 0
    ending: tuple[CallResult, str | None] | None = None
    contact: SipUri | None = None
    replaces: UsageId | None = None
    due: float | None = None
    onward: SipUri | None = None
    going: tuple[float, SipUri] | None = None

    @property
    def talks(self) -> bool:
        """Whether it has my ear and mouth."""
        return self.call.state is OwnCallState.TALKING and not self.call.held


class Calls:
    """The calls of all accounts that live.

    Args:
        outbox: where changes go.
        name_of: gives the label of the key that an account's number has, None without one.
    """

    def __init__(self, outbox: Outbox, name_of: Callable[[str, str], str | None]) -> None:
        self._outbox = outbox
        self._name_of = name_of
        self._legs: dict[UsageId, Leg] = {}
        self._redirected: dict[Dial, int] = {}

    def __contains__(self, call: object) -> bool:
        return call in self._legs

    def __iter__(self) -> Iterator[Leg]:
        """Oldest first."""
        return iter(self._legs.values())

    def get(self, call: UsageId | None) -> Leg | None:
        """The call of this usage; None if it is over."""
        return None if call is None else self._legs.get(call)

    def live(self) -> tuple[OwnCall, ...]:
        """Oldest first."""
        return tuple(leg.call for leg in self._legs.values())

    # --- events ---

    def dialled(self, dial: Dial, usage: UsageId, now: float) -> None:
        """Our call went out."""
        party = dial.party or Party(dial.uri, user_of(dial.uri) or dial.uri)
        call = OwnCall(
            usage,
            OwnCallState.DIALLING,
            True,
            self.named(party, dial.account),
            now,
            dial.key,
            dial.pickup,
            account=dial.account,
            began=now,
        )
        self._legs[usage] = Leg(call, dial, self._redirected.pop(dial, 0))
        self._outbox.tell(OwnCallChanged(call))

    def incoming(
        self,
        usage: UsageId,
        account: str | None,
        caller: NameAddr,
        now: float,
        *,
        wanted: Party | None = None,
        replaces: UsageId | None = None,
    ) -> Leg:
        """Somebody calls; it is told once it is decided what becomes of it."""
        call = OwnCall(
            usage,
            OwnCallState.INCOMING,
            False,
            self.party(caller, account),
            now,
            account=account or "",
            began=now,
            wanted=wanted,
        )
        leg = Leg(call, replaces=replaces)
        self._legs[usage] = leg
        return leg

    def ringing(self, usage: UsageId, status: int, now: float) -> None:
        """A provisional response came; 100 says nothing."""
        leg = self._legs.get(usage)
        if leg is not None and status > 100 and leg.call.state is OwnCallState.DIALLING:
            self._enter(leg, OwnCallState.RINGING, now)

    def established(self, usage: UsageId, contact: SipUri | None, now: float) -> Leg | None:
        """The call is up."""
        leg = self._legs.get(usage)
        if leg is not None and leg.call.state is not OwnCallState.TALKING:
            leg.contact, leg.due = contact, None
            leg.call = replace(leg.call, answered=now, ignored=False)
            self._enter(leg, OwnCallState.TALKING, now)
        return leg

    def identified(self, usage: UsageId, identity: NameAddr) -> None:
        """Somebody else is at the far end than was known, or has a name now."""
        leg = self._legs.get(usage)
        if leg is not None:
            party, known = self.party(identity, leg.call.account), leg.call.party
            if party.number == known.number and known.display:
                # The name that is known is the one on my key.
                party = replace(party, display=known.display)
            if party.number:
                self.change(leg, party=party)

    def ended(self, event: CallEnded, now: float) -> Leg | None:
        """It is over. A failed pick-up is told by the pick-up, not here."""
        leg = self._legs.pop(event.call, None)
        if leg is None:
            return None
        outcome = None
        told = event.by is EndedBy.LOCAL or leg.call.pickup
        if event.failure is not None and not told:
            outcome = refusal(party_name(leg.call.party), event.failure)
        leg.call = replace(leg.call, outcome=outcome, progress=None, asked=None)
        self._enter(leg, OwnCallState.ENDED, now)
        # A pick-up that did not work was never a call of mine, one that is replaced goes on.
        taken_over = any(other.replaces == event.call for other in self)
        if leg.call.answered is not None or not (leg.call.pickup or taken_over):
            self._outbox.tell(CallLogged(_record(leg, event, now)))
        return leg

    def redirected(self, usage: UsageId, target: SipUri | None, now: float) -> Dial | None:
        """It was sent elsewhere: the call to make instead, None if it goes no further."""
        leg = self._legs.pop(usage, None)
        if leg is None:
            return None
        onward = None
        if leg.dial is not None and target is not None and leg.redirections < MAX_REDIRECTIONS:
            uri, headers = followed(target, leg.dial.headers)
            onward = replace(leg.dial, uri=uri, headers=headers)
            self._redirected[onward] = leg.redirections + 1
        elif not leg.call.pickup:
            name = party_name(leg.call.party)
            outcome = say(
                "The call to {name} was sent on, too often or to no place to call.", name=name
            )
            leg.call = replace(leg.call, outcome=outcome)
        self._enter(leg, OwnCallState.ENDED, now)
        return onward

    # --- changes ---

    def tell(self, leg: Leg) -> None:
        """Let front ends know of a call that came in."""
        self._outbox.tell(OwnCallChanged(leg.call))

    def change(self, leg: Leg, **changes: Any) -> None:
        """Let a call be different, and tell if it is."""
        call = replace(leg.call, **changes)
        if call != leg.call:
            leg.call = call
            self._outbox.tell(OwnCallChanged(call))

    def party(self, address: NameAddr, account: str | None) -> Party:
        """Who an address stands for."""
        uri = address.uri.bare()
        party = Party(str(uri), uri.user_unescaped or uri.host, address.display)
        return self.named(party, account)

    def named(self, party: Party, account: str | None) -> Party:
        """A party that is only a number gets the name of its key."""
        if party.display or account is None:
            return party
        return replace(party, display=self._name_of(account, party.number))

    def _enter(self, leg: Leg, state: OwnCallState, now: float) -> None:
        leg.call = replace(leg.call, state=state, since=now)
        self._outbox.tell(OwnCallChanged(leg.call))


def _record(leg: Leg, event: CallEnded, now: float) -> CallRecord:
    call = leg.call
    result, detail = _result(leg, event)
    return CallRecord(
        call.party,
        call.outgoing and not call.pickup,
        result,
        call.account,
        call.began,
        call.answered,
        now,
        detail,
    )


def _result(leg: Leg, event: CallEnded) -> tuple[CallResult, str | None]:
    """What became of a call, and what more there is to say."""
    call = leg.call
    if call.answered is not None:
        return CallResult.ANSWERED, None
    if leg.ending is not None:
        return leg.ending
    if not call.outgoing:
        told = (event.reason or "").lower()
        elsewhere = any(sign in told for sign in _ELSEWHERE)
        return (CallResult.ELSEWHERE if elsewhere else CallResult.MISSED), None
    status = event.failure.status if event.failure else 487
    unanswered = event.by is EndedBy.LOCAL or status in _NOBODY_ANSWERED
    return (CallResult.UNANSWERED if unanswered else CallResult.FAILED), call.outcome
