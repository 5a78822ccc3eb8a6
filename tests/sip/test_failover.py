"""A server with two places: away from the one that fails, all together, and back in time."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    Event,
    RegistrationChanged,
    RegistrationState,
    RequestReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.flow import Flow, OpenFlow, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.message import parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network

USERS = [User(number, number, f"secret-{number}") for number in ("200", "207")]
REGISTERED = RegistrationState.REGISTERED


def pbx(seed: int) -> Pbx:
    ids = Ids(random.Random(seed))
    return Pbx(USERS, load_profiles()["rfc"], ids, PbxSettings(domain="pbx.example"))


class Site:
    """A phone and the two servers "one", the better one, and "two" of its domain."""

    def __init__(self, transport: str = "udp", delay: float = 0.01) -> None:
        self.phone = Endpoint(Ids(random.Random(5)))
        self.servers = {"one": pbx(1), "two": pbx(2)}
        self.network = Network(
            {"phone": self.phone, **self.servers}, transport=transport, delay=delay
        )
        self.network.zone["pbx.example"] = [("one", 10), ("two", 20)]
        self.account = Account(
            "desk",
            NameAddr.parse("<sip:200@pbx.example>"),
            Target(transport, "pbx.example", 0),
            Credentials("200", "secret-200"),
        )
        self.events: list[Event] = []

    def start(self) -> None:
        now = self.network.now
        self.phone.register(self.account, now)
        self.phone.keep_alive(self.account, now)
        self.run_until(lambda: self.registered_at() is not None)

    def watch(self) -> UsageId:
        spec = SubscriptionSpec(SipUri.parse("sip:207@pbx.example"))
        usage = self.phone.subscribe(self.account, spec, self.network.now)
        self.run_until(lambda: self.phases()[-1:] == [SubscriptionPhase.ACTIVE])
        return usage

    def run_until(self, condition: Callable[[], bool], within: float = 60.0) -> float:
        """Let things happen; how long it took."""
        begin = self.network.now

        def holds() -> bool:
            while (event := self.phone.poll_event()) is not None:
                self.events.append(event)
            return condition()

        self.network.run_until(holds, within)
        return self.network.now - begin

    def run_for(self, seconds: float) -> None:
        self.network.run_for(seconds)
        while (event := self.phone.poll_event()) is not None:
            self.events.append(event)

    def registered_at(self) -> str | None:
        """Where the last REGISTER went, if it was granted."""
        changes = [e for e in self.events if isinstance(e, RegistrationChanged)]
        if not changes or changes[-1].state is not REGISTERED:
            return None
        return self.network.sent("phone", "REGISTER")[-1].destination

    def phases(self) -> list[SubscriptionPhase]:
        return [e.phase for e in self.events if isinstance(e, SubscriptionChanged)]

    def destinations(self, beginning: str, since: float) -> set[str]:
        sent = self.network.sent("phone", beginning)
        return {each.destination for each in sent if each.at >= since}


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_better_server_is_used_while_it_is_up(transport: str) -> None:
    site = Site(transport)
    site.start()
    site.watch()
    site.run_for(1200)
    assert site.destinations("", 0) == {"one"}


@pytest.mark.parametrize(("transport", "within"), [("udp", 9.0), ("tcp", 1.0)])
def test_second_server_is_used_when_the_first_is_dead_from_the_start(
    transport: str, within: float
) -> None:
    site = Site(transport)
    site.network.down.add("one")
    site.start()
    assert site.network.now < within
    assert site.registered_at() == "two"


class Overloaded(Endpoint):
    """Answers 503 to every REGISTER."""

    def __init__(self) -> None:
        settings = EndpointSettings(handed_up=frozenset({"REGISTER"}))
        super().__init__(Ids(random.Random(3)), settings=settings)

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        super().receive(flow, data, now)
        while (event := self.poll_event()) is not None:
            if isinstance(event, RequestReceived):
                self.respond(event.request_id, 503, now)


def test_registrar_that_says_503_sends_us_to_the_next() -> None:
    site = Site()
    site.network.peers["one"] = Overloaded()
    site.start()
    assert site.registered_at() == "two"
    assert site.network.now < 1


@pytest.mark.parametrize(("transport", "known_for"), [("udp", 0.0), ("udp", 90.0), ("tcp", 90.0)])
def test_subscriptions_follow_the_registration(transport: str, known_for: float) -> None:
    site = Site(transport)
    site.start()
    site.watch()
    site.run_for(known_for)
    site.network.down.add("one")
    if transport == "tcp":
        site.network._break(site.network.flow("phone", "one", "tcp"), "gone")
    took = site.run_until(lambda: site.registered_at() == "two", within=90)
    assert took < 60
    site.run_until(lambda: site.phases()[-1] is SubscriptionPhase.ACTIVE)
    after = site.network.now
    new = [s for s in site.network.sent("phone", "SUBSCRIBE") if s.destination == "two"]
    first = parse_message(new[0].data)
    old = parse_message(site.network.sent("phone", "SUBSCRIBE")[0].data)
    assert first.to_tag is None
    assert first.call_id != old.call_id
    assert SubscriptionPhase.DOUBTFUL in site.phases()
    site.run_for(200)
    assert site.destinations("", after) == {"two"}


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_phone_goes_back_when_the_better_server_is_up_again(transport: str) -> None:
    site = Site(transport)
    site.network.down.add("one")
    site.start()
    site.watch()
    site.run_for(60)
    site.network.down.clear()
    took = site.run_until(lambda: site.registered_at() == "one", within=700)
    assert took > 200
    site.run_until(lambda: site.phases()[-1] is SubscriptionPhase.ACTIVE)
    since = site.network.now
    site.run_for(100)
    assert site.destinations("", since) == {"one"}


def test_phone_does_not_go_back_to_a_server_that_does_not_answer() -> None:
    site = Site()
    site.network.down.add("one")
    site.start()
    site.watch()
    begin = site.network.now
    site.run_for(3600)
    assert site.registered_at() == "two"
    assert site.phases()[-1] is SubscriptionPhase.ACTIVE
    # asked now and then, more rarely each time, and never more than asked
    assert site.destinations("REGISTER", begin) == {"two"}
    asked = {
        parse_message(s.data).call_id
        for s in site.network.sent("phone", "OPTIONS")
        if s.at > begin and s.destination == "one"
    }
    assert 1 <= len(asked) <= 4
    assert SubscriptionPhase.DOUBTFUL not in site.phases()


def test_both_dead_is_no_storm() -> None:
    site = Site()
    site.start()
    site.network.down |= {"one", "two"}
    begin = site.network.now
    site.run_for(1200)
    sent = [s for s in site.network.sent("phone") if s.at > begin]
    assert len(sent) < 1200
    site.network.down.clear()
    site.run_until(lambda: site.registered_at() is not None, within=130)


def test_connection_that_is_refused_is_asked_for_more_and_more_rarely() -> None:
    site = Site("tcp")
    site.start()
    site.network.down |= {"one", "two"}
    asked: list[float] = []
    find = site.network._find

    def count(name: str, wanted: OpenFlow) -> str | None:
        asked.append(site.network.now)
        return find(name, wanted)

    site.network._find = count  # type: ignore[method-assign]
    site.network._break(site.network.flow("phone", "one", "tcp"), "gone")
    begin = site.network.now
    site.run_for(600)
    first, last = ([t for t in asked if a <= t - begin < a + 60] for a in (0, 500))
    assert 8 <= len(first) <= 40
    assert len(last) <= 6
    site.network.down.clear()
    assert site.run_until(lambda: site.registered_at() is not None, within=60) < 31


def test_dialog_of_the_server_that_failed_goes_on_through_the_next() -> None:
    site = Site()
    site.start()
    host, port = site.network.address["one"]
    dialog = Dialog(
        "call",
        site.account.aor.with_tag("a"),
        NameAddr.parse("<sip:207@pbx.example>;tag=b"),
        target=SipUri("sip", "207", None, host, port),
    )
    core = site.phone._core
    assert core.hop_of(dialog, site.account, None) == site.account.server
    site.run_for(60)
    site.network.down.add("one")
    site.run_until(lambda: site.registered_at() == "two", within=90)
    assert core.hop_of(dialog, site.account, None) == site.account.server
