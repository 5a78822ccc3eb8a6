"""The built-in PBX on real sockets of the loopback; what it does is tested in test_switchboard."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest

from blfpanel.body.dialog_info import parse
from blfpanel.body.sdp import make_offer
from blfpanel.net.driver import Driver
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.cast import PEOPLE, YOU
from blfpanel.sim.scenario import PlannedCall, Scenario
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account, Unsolicited
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallProgressed,
    Event,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
)
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec

#: How long a test waits for what comes in milliseconds, seconds.
_PATIENCE = 20.0


class Guest:
    """A telephone on the loopback."""

    def __init__(self, server: SimServer, transport: str) -> None:
        host, port = server.address
        self.account = Account(
            YOU.name,
            server.pbx.directory.name_addr(YOU.number),
            Target(transport, host, port),
            Credentials(YOU.number, YOU.password),
            unsolicited=Unsolicited.REGISTRAR,
        )
        self.endpoint = Endpoint(Ids(random.Random(9)))
        self.driver = Driver(self.endpoint, on_event=self._note)
        self.events: list[Event] = []
        self._news = asyncio.Event()

    def _note(self, event: Event, now: float) -> None:
        self.events.append(event)
        self._news.set()

    async def sees(self, condition: Callable[[Event], bool]) -> Event:
        """The first event so far, or to come, that meets ``condition``."""
        self.driver.pump()
        async with asyncio.timeout(_PATIENCE):
            while not (found := [event for event in self.events if condition(event)]):
                self._news.clear()
                await self._news.wait()
        return found[0]

    async def register(self) -> None:
        """Register, and wait for it."""
        self.endpoint.register(self.account, self.driver.now())
        await self.sees(
            lambda e: isinstance(e, RegistrationChanged) and e.state is RegistrationState.REGISTERED
        )

    def told(self, number: str) -> list[str]:
        """The states of all calls of ``number`` that were told, in order."""
        return [
            dialog.state
            for event in self.events
            if isinstance(event, NotifyReceived) and event.request.from_.uri.user == number
            for dialog in parse(event.request.body).dialogs
        ]


async def watch_a_call(transport: str) -> list[str]:
    """211 calls 207, 207 answers, 211 hangs up; gives what 200 was told of 207."""
    soon = Scenario((PlannedCall(at=0.01, caller="211", callee="207", ring=0.05, talk=0.05),))
    async with SimServer(profile=load_profiles()["rfc"], scenario=Scenario(())) as server:
        guest = Guest(server, transport)
        await guest.register()
        spec = SubscriptionSpec(server.pbx.directory.uri("207"))
        guest.endpoint.subscribe(guest.account, spec, guest.driver.now())
        await guest.sees(lambda e: isinstance(e, NotifyReceived))
        server.follow(soon)
        await guest.sees(lambda _: "terminated" in guest.told("207"))
        await guest.driver.close()
        return guest.told("207")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_telephone_on_the_network_sees_the_people_call_each_other(transport: str) -> None:
    assert asyncio.run(watch_a_call(transport)) == ["early", "confirmed", "terminated"]


async def call_somebody(server: SimServer) -> tuple[int, int]:
    """200 calls 207; gives how many phones rang then, and how many are left after the end."""
    async with server:
        guest = Guest(server, "udp")
        await guest.register()
        offer = make_offer("127.0.0.1", 4000, session_id=1, version=1).to_bytes()
        spec = CallSpec(server.pbx.directory.uri("207"), offer)
        guest.endpoint.call(guest.account, spec, guest.driver.now())
        await guest.sees(lambda e: isinstance(e, CallProgressed))
        rang = len(server.pbx.calls()[0].ringing)
        await guest.driver.close()
    return rang, sum(server.pbx.registered(user.number) for user in PEOPLE)


def test_leaving_ends_all_calls_and_registrations_of_the_people() -> None:
    server = SimServer(profile=load_profiles()["innovaphone"], scenario=Scenario(()))
    assert asyncio.run(call_somebody(server)) == (1, 0)
    assert server.pbx.calls() == []


async def listen_twice() -> None:
    async with SimServer(profile=load_profiles()["rfc"], people=()) as first:
        host, port = first.address
        async with SimServer(host, port, profile=load_profiles()["rfc"], people=()):
            pass


def test_a_port_that_is_taken_is_refused_at_once() -> None:
    with pytest.raises(OSError, match="in use"):
        asyncio.run(listen_twice())
