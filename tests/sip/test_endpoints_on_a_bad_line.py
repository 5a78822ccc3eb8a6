"""Two whole endpoints on a line that loses, doubles and reorders datagrams.

    a (phone) ──REGISTER, SUBSCRIBE, INVITE──► b (server)
      ◄──NOTIFY, BYE──

Whatever the line does, both ends must agree in the end, and nothing may be left running.
"""

from __future__ import annotations

import random

import pytest

from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    Event,
    IncomingCall,
    NotifierState,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
    RequestReceived,
    SubscriberChanged,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Link
from support.reacting import Reacting

ACCOUNT = Account(
    "desk",
    NameAddr.parse("<sip:200@pbx.example>"),
    Target("udp", "192.0.2.2", 5060),
    Credentials("200", "secret"),
)
SEEDS = range(12)


class Node(Reacting):
    """An endpoint that notes its events and, as server, answers what it is asked."""

    def __init__(self, seed: int, *, server: bool = False) -> None:
        handed_up = frozenset({"REGISTER", "SUBSCRIBE"} if server else ())
        settings = EndpointSettings(handed_up=handed_up, any_address=server)
        self.endpoint = Endpoint(Ids(random.Random(seed)), settings=settings)
        self.events: list[Event] = []
        self.watcher: UsageId | None = None
        self.told = 0

    def of(self, kind: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def notify(self, now: float, state: str = "active") -> None:
        assert self.watcher is not None
        self.told += 1
        self.endpoint.notify(
            self.watcher, SubscriptionState(state, 600), "text/plain", b"%d" % self.told, now
        )

    def _react(self, now: float) -> None:
        while (event := self.endpoint.poll_event()) is not None:
            self.events.append(event)
            match event:
                case RequestReceived(request_id=number, request=request):
                    if request.method == "REGISTER":
                        self.endpoint.respond(number, 200, now)
                    else:
                        self.watcher = self.endpoint.accept_subscription(
                            number, 600, now, contact_user="207"
                        )
                        self.notify(now)
                case SubscriberChanged(state=NotifierState.REFRESHED):
                    self.notify(now)
                case IncomingCall(call=call):
                    self.endpoint.progress(call, now)
                    self.endpoint.answer(call, b"answer", now)


def joined(seed: int, **line: object) -> tuple[Node, Node, Link]:
    a, b = Node(seed), Node(seed + 1000, server=True)
    options = {"loss": 0.25, "duplicate": 0.1, "delay": (0.01, 0.3), **line}
    return a, b, Link(a, b, seed=seed, **options)


def call(a: Node, link: Link) -> UsageId:
    spec = CallSpec(SipUri.parse("sip:207@192.0.2.2"), b"offer")
    return a.endpoint.call(ACCOUNT, spec, link.now)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_call_comes_up_and_ends_at_both_ends(seed):
    a, b, link = joined(seed)
    made = call(a, link)
    link.run(until=64)
    assert len(a.of(CallEstablished)) == 1
    assert len(b.of(CallEstablished)) == 1
    a.endpoint.hang_up(made, link.now)
    link.run()
    assert [event.by for event in a.of(CallEnded)] == [EndedBy.LOCAL]
    assert [event.by for event in b.of(CallEnded)] == [EndedBy.REMOTE]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_call_ended_by_the_callee_ends_at_both_ends(seed):
    a, b, link = joined(seed)
    call(a, link)
    link.run(until=64)
    (incoming,) = b.of(IncomingCall)
    b.endpoint.hang_up(incoming.call, link.now)
    link.run()
    assert [event.by for event in a.of(CallEnded)] == [EndedBy.REMOTE]
    assert [event.by for event in b.of(CallEnded)] == [EndedBy.LOCAL]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cancel_at_any_moment_leaves_no_call_behind(seed):
    a, b, link = joined(seed)
    made = call(a, link)
    link.run(until=seed * 0.07)
    a.endpoint.hang_up(made, link.now)
    link.run()
    assert len(a.of(CallEnded)) == 1
    assert len(b.of(CallEnded)) == len(b.of(IncomingCall))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_notify_arrives_once_and_in_order(seed):
    a, b, link = joined(seed)
    a.endpoint.subscribe(ACCOUNT, SubscriptionSpec(SipUri.parse("sip:207@192.0.2.2")), link.now)
    link.run(until=20)
    for _ in range(10):
        if b.watcher is not None:
            b.notify(link.now)
        link.run_for(1.0)
    link.run(until=120)
    bodies = [int(event.request.body) for event in a.of(NotifyReceived)]
    assert bodies == sorted(set(bodies))
    assert bodies[-1] == b.told


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_subscription_survives_a_night_and_leaves_cleanly(transport):
    a, b = Node(1), Node(2, server=True)
    link = Link(a, b, transport=transport, delay=0.02)
    usage = a.endpoint.subscribe(
        ACCOUNT, SubscriptionSpec(SipUri.parse("sip:207@192.0.2.2")), link.now
    )
    link.run(until=8 * 3600)
    asked = len(link.sent("a", "SUBSCRIBE"))
    assert 8 * 3600 // 540 <= asked <= 1 + 8 * 3600 // 450
    a.endpoint.unsubscribe(usage, link.now)
    link.run(until=link.now + 1)
    assert len(b.of(SubscriberChanged)) == asked
    b.notify(link.now, "terminated")
    link.run()
    phases = [event.phase for event in a.of(SubscriptionChanged)]
    assert phases == [
        SubscriptionPhase.PENDING,
        SubscriptionPhase.ACTIVE,
        SubscriptionPhase.TERMINATED,
    ]


def test_a_cut_line_is_doubted_and_healed():
    a, b = Node(1), Node(2, server=True)
    link = Link(a, b)
    a.endpoint.register(ACCOUNT, link.now)
    a.endpoint.subscribe(ACCOUNT, SubscriptionSpec(SipUri.parse("sip:207@192.0.2.2")), link.now)
    link.run(until=10)
    link.cut()
    link.run(until=700)
    assert a.of(RegistrationChanged)[-1].state is RegistrationState.FAILED
    assert a.of(SubscriptionChanged)[-1].phase is SubscriptionPhase.DOUBTFUL
    link.restore()
    link.run(until=1100)
    assert a.of(RegistrationChanged)[-1].state is RegistrationState.REGISTERED
    assert a.of(SubscriptionChanged)[-1].phase is SubscriptionPhase.ACTIVE
