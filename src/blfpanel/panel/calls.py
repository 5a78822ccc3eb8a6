"""My own calls, from their events, with their outcomes in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from blfpanel.panel.commands import Dial
from blfpanel.panel.matching import user_of
from blfpanel.panel.model import OwnCall, OwnCallChanged, OwnCallState, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.words import party_name, refusal
from blfpanel.sip.events import CallEnded, EndedBy, UsageId
from blfpanel.sip.uri import NameAddr

#: 3xx answers followed for one call; a loop must end.
MAX_REDIRECTIONS = 5


@dataclass(slots=True)
class _Leg:
    call: OwnCall
    dial: Dial | None
    redirections: int


class Calls:
    """The calls of all accounts that live.

    Args:
        outbox: where changes go.
        name_of: gives the label of the key that an account's number has, None without one.
    """

    def __init__(self, outbox: Outbox, name_of: Callable[[str, str], str | None]) -> None:
        self._outbox = outbox
        self._name_of = name_of
        self._legs: dict[UsageId, _Leg] = {}
        self._redirected: dict[Dial, int] = {}

    def __contains__(self, call: object) -> bool:
        return call in self._legs

    def live(self) -> tuple[OwnCall, ...]:
        """Oldest first."""
        return tuple(leg.call for leg in self._legs.values())

    def dialled(self, dial: Dial, usage: UsageId, now: float) -> None:
        """Our call went out."""
        party = dial.party or Party(dial.uri, user_of(dial.uri) or dial.uri)
        party = self._named(party, dial.account)
        call = OwnCall(usage, OwnCallState.DIALLING, True, party, now, dial.key, dial.pickup)
        self._legs[usage] = _Leg(call, dial, self._redirected.pop(dial, 0))
        self._outbox.tell(OwnCallChanged(call))

    def incoming(self, usage: UsageId, account: str | None, caller: NameAddr, now: float) -> None:
        """Somebody calls."""
        uri = caller.uri.bare()
        party = Party(str(uri), uri.user_unescaped or uri.host, caller.display)
        party = self._named(party, account)
        call = OwnCall(usage, OwnCallState.INCOMING, False, party, now)
        self._legs[usage] = _Leg(call, None, 0)
        self._outbox.tell(OwnCallChanged(call))

    def ringing(self, usage: UsageId, status: int, now: float) -> None:
        """A provisional response came; 100 says nothing."""
        leg = self._legs.get(usage)
        if leg is not None and status > 100 and leg.call.state is OwnCallState.DIALLING:
            self._enter(leg, OwnCallState.RINGING, now)

    def established(self, usage: UsageId, now: float) -> None:
        """The call is up."""
        leg = self._legs.get(usage)
        if leg is not None and leg.call.state is not OwnCallState.TALKING:
            self._enter(leg, OwnCallState.TALKING, now)

    def ended(self, event: CallEnded, now: float) -> None:
        """It is over. A failed pick-up is told by the pick-up, not here."""
        leg = self._legs.pop(event.call, None)
        if leg is None:
            return
        outcome = None
        told = event.by is EndedBy.LOCAL or leg.call.pickup
        if event.failure is not None and not told:
            outcome = refusal(party_name(leg.call.party), event.failure)
        leg.call = replace(leg.call, outcome=outcome)
        self._enter(leg, OwnCallState.ENDED, now)

    def redirected(self, usage: UsageId, uri: str | None, now: float) -> Dial | None:
        """It was sent elsewhere: the call to make instead, None if it goes no further."""
        leg = self._legs.pop(usage, None)
        if leg is None:
            return None
        onward = None
        if leg.dial is not None and uri is not None and leg.redirections < MAX_REDIRECTIONS:
            onward = replace(leg.dial, uri=uri)
            self._redirected[onward] = leg.redirections + 1
        elif not leg.call.pickup:
            name = party_name(leg.call.party)
            outcome = f"The call to {name} was sent on, too often or to no place to call."
            leg.call = replace(leg.call, outcome=outcome)
        self._enter(leg, OwnCallState.ENDED, now)
        return onward

    def _named(self, party: Party, account: str | None) -> Party:
        """A party that is only a number gets the name of its key."""
        if party.display or account is None:
            return party
        return replace(party, display=self._name_of(account, party.number))

    def _enter(self, leg: _Leg, state: OwnCallState, now: float) -> None:
        leg.call = replace(leg.call, state=state, since=now)
        self._outbox.tell(OwnCallChanged(leg.call))
