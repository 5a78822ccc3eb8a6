"""Three phones do anything to their calls at once; the PBX stays sound and forgets what ended."""

from __future__ import annotations

import random

import pytest

from blfpanel.sip.calls.refer import with_replaces
from blfpanel.sip.endpoint import UnknownUsage
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    IncomingCall,
    OfferReceived,
    UsageId,
)
from blfpanel.sip.syntax.uri import SipUri
from support.office import DOMAIN, Office, Telephone

NUMBERS = ("207", "211", "214")


class Person:
    """Somebody at a telephone who does what comes to mind."""

    def __init__(self, office: Office, phone: Telephone, chance: random.Random) -> None:
        self.office = office
        self.phone = phone
        self.chance = chance
        self.made: list[UsageId] = []
        self._answered = 0

    @property
    def now(self) -> float:
        return self.office.network.now

    def calls(self) -> list[UsageId]:
        over = {event.call for event in self.phone.events(CallEnded)}
        here = [event.call for event in self.phone.events(IncomingCall)]
        return [call for call in (*self.made, *here) if call not in over]

    def talking(self) -> list[UsageId]:
        up = {event.call for event in self.phone.events(CallEstablished)}
        return [call for call in self.calls() if call in up]

    def mind_offers(self) -> None:
        offered = self.phone.events(OfferReceived)
        for event in offered[self._answered :]:
            if self.chance.random() < 0.8:
                self.phone.endpoint.accept_offer(event.call, self.phone.offer(), self.now)
            else:
                self.phone.endpoint.refuse_offer(event.call, 488, self.now)
        self._answered = len(offered)

    def act(self) -> None:
        self.mind_offers()
        calls, talking = self.calls(), self.talking()
        endpoint = self.phone.endpoint
        other = self.chance.choice(NUMBERS)
        try:
            match self.chance.randrange(9):
                case 0 | 1 if len(calls) < 3:
                    self.made.append(self.phone.call(other))
                case 2 if calls:
                    endpoint.progress(self.chance.choice(calls), self.now)
                case 3 | 4 if calls:
                    endpoint.answer(self.chance.choice(calls), self.phone.offer(), self.now)
                case 5 if talking:
                    held = self.phone.offer().replace(b"a=sendrecv", b"a=sendonly")
                    body = self.chance.choice([held, self.phone.offer(), b""])
                    endpoint.reinvite(self.chance.choice(talking), body, self.now)
                case 6 if talking:
                    to = f"sip:{other}@{DOMAIN}"
                    endpoint.refer(self.chance.choice(talking), to, self.now)
                case 7 if len(talking) > 1:
                    one, two = self.chance.sample(talking, 2)
                    replaces = endpoint.replaces_of(two) or ""
                    uri = SipUri("sip", other, None, DOMAIN)
                    endpoint.refer(one, with_replaces(uri, replaces), self.now)
                case 8 if calls:
                    endpoint.hang_up(self.chance.choice(calls), self.now)
        except UnknownUsage:
            """It was ours to make, or has just ended."""


@pytest.mark.parametrize("seed", range(12))
def test_whatever_they_do_all_calls_end_everywhere(seed: int) -> None:
    chance = random.Random(seed)
    office = Office(chance.choice(["rfc", "asterisk", "freeswitch"]), no_answer=20)
    desk = office.phone("200")
    people = [Person(office, office.phone(number), chance) for number in NUMBERS]
    for number in NUMBERS:
        desk.watch(number)
    office.network.delay = (0.005, 0.08)
    for _ in range(60):
        chance.choice(people).act()
        office.advance(chance.choice([0.0, 0.02, 0.1, 1.0]))
        for person in people:
            person.mind_offers()
    for _ in range(3):
        for person in people:
            for call in person.calls():
                person.phone.endpoint.hang_up(call, office.network.now)
        office.advance(60)
    assert office.pbx.calls() == []
    for person in people:
        assert person.calls() == [], f"{person.phone.number}: {office.said}"
    for number in NUMBERS:
        last = desk.documents(number)[-1]
        assert "confirmed" not in last
        assert "early" not in last
