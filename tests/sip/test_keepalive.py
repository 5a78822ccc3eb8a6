"""The small exchange that tells whether the server is there, and whether it is still the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from blfpanel.sip.events import FlowLost, ServerChanged, ServerState, SubscriptionChanged
from blfpanel.sip.flow import Flow
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri
from support.peer import OURS, SERVER, Peer, account


def watched(*, transport: str = "udp", keys: int = 0) -> Peer:
    """An account whose server has answered once, with so many active subscriptions."""
    peer = Peer(transport=transport)
    peer.endpoint.keep_alive(account(), peer.now)
    for number in range(keys):
        spec = SubscriptionSpec(SipUri.parse(f"sip:30{number}@pbx.example"))
        peer.endpoint.subscribe(account(), spec, peer.now)
        accept(peer, peer.request("SUBSCRIBE"))
    while not (sent := peer.sent()):
        peer.wait(0.25)
    for message in {message.to_bytes(): message for message in sent}.values():
        assert isinstance(message, Request)
        if message.method == "SUBSCRIBE":
            accept(peer, message)
        else:
            peer.reply(message, 200)
    peer.events.clear()
    return peer


def answer(peer: Peer) -> Request | None:
    """The server answers the next OPTIONS; the SUBSCRIBE that this leads to, if any."""
    peer.reply(probe(peer), 200)
    return next((message for message in peer.sent() if isinstance(message, Request)), None)


def accept(peer: Peer, request: Request, tag: str = "srv") -> None:
    peer.reply(request, 200, ("Expires", "3600"))
    cseq = request.cseq.number
    peer.receive(
        f"NOTIFY sip:200@192.0.2.34:5062 SIP/2.0\n"
        f"Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{cseq}{request.call_id[:9]}\n"
        f"From: <{request.to.uri.bare()}>;tag={tag}\nTo: {request.headers.get('From')}\n"
        f"Call-ID: {request.call_id}\nCSeq: {cseq} NOTIFY\nEvent: dialog\n"
        f"Subscription-State: active;expires=3600\nContent-Length: 0\n"
    )
    peer.sent()


def probe(peer: Peer, within: float = 26.0) -> Request:
    """The next OPTIONS."""
    end = peer.now + within
    while peer.now < end:
        peer.wait(0.25)
        for message in peer.sent():
            if isinstance(message, Request) and message.method == "OPTIONS":
                return message
    raise AssertionError("no OPTIONS came")


def states(peer: Peer) -> list[ServerState]:
    return [event.state for event in peer.take(ServerChanged)]


@pytest.mark.parametrize("status", [200, 401, 404, 405, 483])
def test_any_answer_is_a_sign_of_life(status: int) -> None:
    peer = watched()
    for _ in range(5):
        peer.reply(probe(peer), status)
    assert states(peer) == []


def test_it_asks_at_least_every_30_seconds() -> None:
    peer = watched()
    times = []
    for _ in range(6):
        peer.reply(probe(peer), 200)
        times.append(peer.now)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert all(19 < gap <= 26 for gap in gaps)


def test_silence_is_told_within_a_minute_and_the_end_of_it_at_once() -> None:
    peer = watched(keys=2)
    refresh = answer(peer)
    assert refresh is not None
    accept(peer, refresh)
    began = peer.now
    while not (told := states(peer)):
        peer.wait(0.5)
        assert peer.now - began < 60
    assert told == [ServerState.SILENT]
    peer.wait(300)
    assert states(peer) == []
    last = [m for m in peer.sent() if isinstance(m, Request) and m.method == "OPTIONS"][-1]
    peer.reply(last, 200)
    assert states(peer) == [ServerState.BACK]
    subscribes = {m.call_id for m in peer.sent() if isinstance(m, Request)}
    assert len(subscribes) == 2


def test_a_silent_server_is_asked_every_four_seconds() -> None:
    peer = watched()
    peer.reply(probe(peer), 200)
    peer.wait(100)
    peer.sent()
    for _ in range(20):
        peer.wait(4.01)
        assert any(isinstance(m, Request) and m.method == "OPTIONS" for m in peer.sent())


def test_each_time_another_subscription_is_asked_about() -> None:
    peer = watched(keys=3)
    asked = []
    for _ in range(6):
        refresh = answer(peer)
        assert refresh is not None
        assert refresh.to_tag == "srv"
        asked.append(refresh.to.uri.user)
        accept(peer, refresh)
    assert sorted(asked) == ["300", "300", "301", "301", "302", "302"]
    assert asked[:3] == asked[3:]


@pytest.mark.parametrize("status", [481, 500])
def test_two_forgotten_dialogs_are_a_restart(status: int) -> None:
    peer = watched(keys=3)
    first = answer(peer)
    assert first is not None
    peer.reply(first, status)
    (second,) = [m for m in peer.sent() if isinstance(m, Request)]
    assert states(peer) == []
    peer.reply(second, status)
    assert states(peer) == [ServerState.RESTARTED]
    peer.wait(1)
    anew = {m.to.uri.user for m in peer.sent() if isinstance(m, Request) and m.to_tag is None}
    assert anew == {"300", "301", "302"}


def test_one_forgotten_dialog_is_no_restart_if_another_is_known() -> None:
    peer = watched(keys=3)
    first = answer(peer)
    assert first is not None
    peer.reply(first, 481)
    (second,) = [m for m in peer.sent() if isinstance(m, Request)]
    accept(peer, second)
    peer.wait(1)
    (anew,) = {m.call_id for m in peer.sent() if isinstance(m, Request)}
    assert anew != first.call_id
    assert states(peer) == []


def test_a_tag_that_is_suddenly_written_twice_is_a_restart() -> None:
    peer = watched(keys=2)
    refresh = answer(peer)
    assert refresh is not None
    accept(peer, refresh, tag="srv;tag=srv")
    assert states(peer) == [ServerState.RESTARTED]
    peer.wait(0.1)
    for message in peer.sent():
        assert isinstance(message, Request)
        assert message.to_tag is None
        accept(peer, message, tag="srv;tag=srv")
    peer.wait(10)
    assert states(peer) == []


def test_a_silent_connection_is_given_up_for_a_new_one() -> None:
    peer = watched(transport="tcp")
    peer.reply(probe(peer), 200)
    probe(peer)
    peer.wait(33)
    assert ServerState.SILENT in states(peer)
    (lost,) = peer.take(FlowLost)
    assert lost.flow is peer.flow


def test_a_deadline_that_is_long_over_means_that_the_machine_slept() -> None:
    peer = watched(keys=1)
    peer.reply(probe(peer), 200)
    peer.sent()
    peer.take(SubscriptionChanged)
    peer.now += 3000
    peer.endpoint.handle_timeout(peer.now)
    assert states(peer) == [ServerState.SILENT]
    (options,) = [m for m in peer.sent() if isinstance(m, Request) and m.method == "OPTIONS"]
    peer.reply(options, 200)
    assert states(peer) == [ServerState.BACK]


def test_another_way_to_the_server_is_found_while_the_old_one_still_works() -> None:
    peer = watched(keys=1)
    peer.flow = Flow("udp", ("192.0.2.99", 5062), SERVER)
    options = probe(peer)
    assert options.headers.get("Contact") == "<sip:200@192.0.2.99:5062>"


def test_another_address_of_the_server_is_no_other_way() -> None:
    peer = watched(keys=1)
    first = peer.flow
    peer.flow = Flow("udp", OURS, ("192.0.2.2", 5060))
    probe(peer)
    assert peer.endpoint.local_address(account()) == OURS
    assert peer.endpoint._core.known_flow(account().server) is first


def test_after_the_end_nothing_is_asked() -> None:
    peer = Peer()
    usage = peer.endpoint.keep_alive(account(), peer.now)
    peer.endpoint.end_keep_alive(usage)
    peer.wait(200)
    assert peer.sent() == []
