"""SUBSCRIBE: the subscriber's half of RFC 6665."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import (
    NotifyReceived,
    StrayReceived,
    SubscriptionChanged,
    SubscriptionPhase,
)
from blfpanel.sip.message import Request
from blfpanel.sip.subscription import SubscriptionSpec
from blfpanel.sip.uri import SipUri
from support.peer import Peer, account, challenge

SPEC = SubscriptionSpec(SipUri.parse("sip:207@pbx.example"))


def notify(
    subscribe: Request,
    *,
    cseq: int = 1,
    state: str = "active;expires=600",
    tag: str = "srv",
    event: str = "dialog",
    extra: str = "",
) -> str:
    """A NOTIFY in the dialog that ``subscribe`` made, with a body of two octets."""
    return f"""\
NOTIFY sip:200@192.0.2.34:5062 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{cseq}{tag}{state[:6]};rport
From: <sip:207@pbx.example>;tag={tag}
To: {subscribe.headers.get("From")}
Call-ID: {subscribe.call_id}
CSeq: {cseq} NOTIFY
Contact: <sip:207@192.0.2.1:5060>
Event: {event}
Subscription-State: {state}
Content-Type: application/dialog-info+xml
{extra}Content-Length: 2

hi"""


def subscribed(peer: Peer):
    """An active subscription: the usage and its SUBSCRIBE."""
    usage = peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request("SUBSCRIBE")
    peer.reply(request, 200, ("Expires", "600"), ("Contact", "<sip:207@192.0.2.1:5060>"))
    peer.receive(notify(request))
    assert peer.response().status == 200
    peer.events.clear()
    return usage, request


def phases(peer: Peer) -> list[SubscriptionPhase]:
    return [event.phase for event in peer.take(SubscriptionChanged)]


def test_the_subscribe_asks_for_dialog_info():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request("SUBSCRIBE")
    assert request.uri == "sip:207@pbx.example"
    assert request.headers.get("Event") == "dialog"
    assert request.headers.get("Accept") == "application/dialog-info+xml"
    assert request.headers.get("Expires") == "600"
    assert request.headers.get("Contact") == "<sip:200@192.0.2.34:5062>"
    assert phases(peer) == [SubscriptionPhase.PENDING]


def test_accepted_is_not_yet_active_and_the_notify_makes_it_so():
    peer = Peer()
    usage = peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.reply(request, 202, ("Expires", "600"))
    assert phases(peer) == [SubscriptionPhase.PENDING]
    peer.receive(notify(request))
    (received,) = peer.take(NotifyReceived)
    assert received.usage == usage
    assert received.request.body == b"hi"
    assert received.expires_at == pytest.approx(peer.now + 600)
    assert phases(peer) == [SubscriptionPhase.ACTIVE]


def test_a_notify_before_the_200_makes_the_dialog():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.receive(notify(request, tag="early"))
    assert peer.response().status == 200
    peer.reply(request, 200, ("Expires", "600"), tag="early")
    assert phases(peer) == [SubscriptionPhase.PENDING, SubscriptionPhase.ACTIVE]
    peer.wait(560)
    refresh = peer.request("SUBSCRIBE")
    assert refresh.to_tag == "early"
    assert refresh.cseq.number == request.cseq.number + 1


def test_the_200_to_a_notify_goes_out_before_anybody_looks_at_it():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.endpoint.receive(peer.flow, notify(request).replace("\n", "\r\n").encode(), peer.now)
    assert peer.endpoint.poll_output().data.startswith(b"SIP/2.0 200")


def test_a_refresh_repeats_everything_within_the_dialog():
    peer = Peer()
    _, first = subscribed(peer)
    peer.wait(541)
    refresh = peer.request("SUBSCRIBE")
    assert refresh.call_id == first.call_id
    assert refresh.to_tag == "srv"
    assert refresh.uri == "sip:207@192.0.2.1:5060"
    for name in ("Event", "Accept", "Expires"):
        assert refresh.headers.get(name) == first.headers.get(name)


def test_a_shorter_expires_in_the_notify_is_obeyed():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.reply(request, 200, ("Expires", "600"))
    peer.receive(notify(request, state="active;expires=100"))
    peer.sent()
    peer.wait(91)
    peer.request("SUBSCRIBE")


def test_a_challenge_on_the_refresh_is_answered():
    peer = Peer()
    subscribed(peer)
    peer.wait(541)
    refresh = peer.request()
    peer.reply(refresh, 401, challenge())
    again = peer.request("SUBSCRIBE")
    assert again.to_tag == "srv"
    assert again.cseq.number == refresh.cseq.number + 1
    assert "Authorization" in again.headers


def test_423_is_answered_with_the_servers_minimum():
    peer = Peer()
    peer.endpoint.subscribe(account(), SubscriptionSpec(SPEC.uri, expires=5), peer.now)
    peer.reply(peer.request(), 423, ("Min-Expires", "60"))
    assert peer.request().headers.get("Expires") == "60"


@pytest.mark.parametrize("status", [481, 500])
def test_a_refused_refresh_means_subscribe_anew_and_doubt_meanwhile(status):
    peer = Peer()
    _, first = subscribed(peer)
    peer.wait(541)
    peer.reply(peer.request(), status)
    assert phases(peer) == [SubscriptionPhase.DOUBTFUL]
    peer.wait(1)
    anew = peer.request("SUBSCRIBE")
    assert anew.to_tag is None
    assert anew.call_id != first.call_id
    peer.reply(anew, 200, ("Expires", "600"))
    peer.receive(notify(anew))
    assert phases(peer) == [SubscriptionPhase.ACTIVE]


def test_an_unanswered_refresh_is_doubt_after_32_seconds():
    peer = Peer()
    subscribed(peer)
    peer.wait(540)
    peer.sent()
    peer.wait(32)
    (changed,) = peer.take(SubscriptionChanged)
    assert changed.phase is SubscriptionPhase.DOUBTFUL
    assert changed.failure.status == 408


@pytest.mark.parametrize("status", [403, 404, 489])
def test_a_refusal_is_asked_again_after_an_hour(status):
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    peer.reply(peer.request(), status)
    changed = peer.take(SubscriptionChanged)[-1]
    assert changed.phase is SubscriptionPhase.REFUSED
    assert changed.failure.status == status
    peer.wait(3599)
    assert peer.sent() == []
    peer.wait(2)
    peer.request("SUBSCRIBE")


def test_accepted_but_silent_is_tried_again_after_timer_n():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    peer.reply(peer.request(), 200, ("Expires", "600"))
    peer.wait(32)
    assert phases(peer)[-1] is SubscriptionPhase.DOUBTFUL
    peer.wait(1)
    peer.request("SUBSCRIBE")


@pytest.mark.parametrize(
    ("state", "extra", "low", "high"),
    [
        ("terminated;reason=deactivated", "", 0.0, 0.6),
        ("terminated;reason=timeout", "", 0.0, 0.6),
        ("terminated;reason=noresource", "", 0.0, 0.6),
        ("terminated", "", 0.0, 0.6),
        ("terminated;reason=probation;retry-after=40", "", 40, 40),
        ("terminated;reason=probation", "Retry-After: 70\n", 70, 70),
        ("terminated;reason=giveup", "", 60, 60),
    ],
)
def test_an_end_by_the_server_is_acted_on(state, extra, low, high):
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=2, state=state, extra=extra))
    assert peer.response().status == 200
    (received,) = peer.take(NotifyReceived)
    assert received.state.state == "terminated"
    (changed,) = peer.take(SubscriptionChanged)
    assert changed.phase is SubscriptionPhase.DOUBTFUL
    assert low <= changed.due - peer.now <= high
    peer.wait(changed.due - peer.now)
    assert peer.request("SUBSCRIBE").call_id != request.call_id


def test_rejected_is_refused():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=2, state="terminated;reason=rejected"))
    assert phases(peer) == [SubscriptionPhase.REFUSED]


def test_noresource_on_the_first_notify_is_refused():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.reply(request, 200)
    peer.receive(notify(request, state="terminated;reason=noresource"))
    assert phases(peer)[-1] is SubscriptionPhase.REFUSED


def test_another_event_is_489():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=2, event="presence"))
    assert peer.response().status == 489
    assert peer.take(NotifyReceived) == []


def test_a_foreign_tag_is_481_once_forks_are_over():
    peer = Peer()
    _, request = subscribed(peer)
    peer.wait(40)
    peer.receive(notify(request, cseq=2, tag="other"))
    assert peer.response().status == 481


def test_a_fork_in_the_first_seconds_is_believed():
    peer = Peer()
    usage, request = subscribed(peer)
    peer.receive(notify(request, cseq=5, tag="fork"))
    assert peer.response().status == 200
    (received,) = peer.take(NotifyReceived)
    assert received.usage == usage


def test_an_overtaken_notify_is_not_believed_and_the_state_asked_for_again():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=7))
    peer.sent()
    peer.take(NotifyReceived)
    peer.receive(notify(request, cseq=3))
    answer, refresh = peer.sent()
    assert answer.status == 200
    assert refresh.method == "SUBSCRIBE"
    assert peer.take(NotifyReceived) == []


def test_a_repeated_notify_is_answered_again_and_told_once():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=2))
    peer.receive(notify(request, cseq=2))
    assert [message.status for message in peer.sent()] == [200, 200]
    assert len(peer.take(NotifyReceived)) == 1


def test_a_lost_flow_is_doubt_and_a_new_subscription():
    peer = Peer(transport="tcp")
    subscribed(peer)
    peer.endpoint.flow_lost(peer.flow, "connection lost", peer.now)
    assert phases(peer) == [SubscriptionPhase.DOUBTFUL]
    peer.wait(1)
    assert peer.request("SUBSCRIBE").to_tag is None


def test_unsubscribe_happens_in_the_dialog_and_ends_with_the_last_notify():
    peer = Peer()
    usage, request = subscribed(peer)
    peer.endpoint.unsubscribe(usage, peer.now)
    leave = peer.request("SUBSCRIBE")
    assert leave.headers.get("Expires") == "0"
    assert leave.to_tag == "srv"
    peer.reply(leave, 200, ("Expires", "0"))
    assert phases(peer) == []
    peer.receive(notify(request, cseq=2, state="terminated;reason=timeout"))
    assert peer.response().status == 200
    assert phases(peer) == [SubscriptionPhase.TERMINATED]
    assert peer.endpoint.next_deadline() is None or peer.wait(100) is None
    assert peer.sent() == []


def test_unsubscribe_ends_without_the_last_notify_too():
    peer = Peer()
    usage, _ = subscribed(peer)
    peer.endpoint.unsubscribe(usage, peer.now)
    peer.reply(peer.request(), 200)
    peer.wait(1.5)
    assert phases(peer) == [SubscriptionPhase.TERMINATED]


def test_unsubscribe_before_the_answer_ends_what_it_makes():
    peer = Peer()
    usage = peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.endpoint.unsubscribe(usage, peer.now)
    assert peer.sent() == []
    peer.reply(request, 200, ("Expires", "600"))
    leave = peer.request("SUBSCRIBE")
    assert leave.headers.get("Expires") == "0"
    assert leave.to_tag == "srv"
    peer.reply(leave, 200)
    peer.wait(2)
    assert phases(peer)[-1] is SubscriptionPhase.TERMINATED


def test_unsubscribe_before_there_is_a_way_sends_nothing():
    peer = Peer()
    usage = peer.endpoint.subscribe(account(), SPEC, peer.now)
    peer.endpoint.unsubscribe(usage, peer.now)
    assert peer.sent() == []
    assert phases(peer)[-1] is SubscriptionPhase.TERMINATED


def test_refresh_by_hand_goes_out_at_once():
    peer = Peer()
    usage, _ = subscribed(peer)
    peer.endpoint.refresh(usage, peer.now)
    assert peer.request("SUBSCRIBE").to_tag == "srv"


def test_routes_of_the_server_are_followed():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    routes = "<sip:192.0.2.1;lr;r=1>, <sip:core.example;lr>"
    peer.reply(
        request, 200, ("Record-Route", routes), ("Contact", "<sip:ps@10.0.0.9>"), ("Expires", "60")
    )
    peer.receive(notify(request, state="active"))
    peer.sent()
    peer.wait(55)
    refresh = peer.request("SUBSCRIBE")
    assert refresh.headers.get_all("Route") == ["<sip:core.example;lr>", "<sip:192.0.2.1;lr;r=1>"]


def test_a_notify_of_no_subscription_from_a_stranger_is_481():
    peer = Peer()
    peer.receive(
        "NOTIFY sip:200@192.0.2.34 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\n"
        "From: <sip:207@pbx.example>;tag=1\nTo: <sip:200@pbx.example>;tag=gone\nCall-ID: x\n"
        "CSeq: 1 NOTIFY\nEvent: dialog\nSubscription-State: active\nContent-Length: 0\n\n"
    )
    assert peer.response().status == 481
    (stray,) = peer.take(StrayReceived)
    assert stray.status == 481
