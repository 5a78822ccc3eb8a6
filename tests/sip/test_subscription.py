"""SUBSCRIBE: the subscriber's half of RFC 6665."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import (
    NotifyReceived,
    StrayReceived,
    SubscriptionChanged,
    SubscriptionPhase,
)
from blfpanel.sip.flow import Flow
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri
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
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{cseq}{tag[:5]}{state[:6]}{subscribe.call_id[:8]}
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


def due_request(peer: Peer, within: float = 545.0) -> Request:
    """The next SUBSCRIBE of a timer, at the second it comes."""
    end = peer.now + within
    while peer.now < end:
        peer.wait(0.4)
        if sent := peer.sent():
            (request,) = sent
            assert isinstance(request, Request)
            assert request.method == "SUBSCRIBE"
            return request
    raise AssertionError("nothing was sent")


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
    refresh = due_request(peer)
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
    refresh = due_request(peer)
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
    refresh = due_request(peer)
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
    peer.reply(due_request(peer), status)
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
    due_request(peer)
    peer.wait(32)
    (changed,) = peer.take(SubscriptionChanged)
    assert changed.phase is SubscriptionPhase.DOUBTFUL
    assert changed.failure.status == 408


def test_what_a_server_that_is_starting_dropped_is_asked_anew_soon():
    """Over TCP nothing is sent twice; Asterisk reads requests before it is ready for them."""
    peer = Peer(transport="tcp")
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    dropped = peer.request("SUBSCRIBE")
    again = due_request(peer, within=9)
    assert again.call_id != dropped.call_id
    assert phases(peer)[-1] is SubscriptionPhase.DOUBTFUL
    peer.reply(dropped, 200, ("Expires", "600"))
    peer.reply(again, 200, ("Expires", "600"))
    peer.receive(notify(again))
    assert peer.response().status == 200
    assert phases(peer) == [SubscriptionPhase.ACTIVE]


def test_a_pbx_that_is_starting_is_not_believed_that_it_has_no_such_number():
    """Asterisk 16 answers 404 until it has read its dial plan."""
    peer = Peer()
    subscribed(peer)
    peer.reply(due_request(peer), 481)
    for _ in range(3):
        peer.reply(due_request(peer, within=31), 404)
        assert phases(peer)[-1] is SubscriptionPhase.DOUBTFUL
    peer.reply(due_request(peer, within=301), 404)
    assert phases(peer)[-1] is SubscriptionPhase.REFUSED


@pytest.mark.parametrize("status", [403, 404, 489])
def test_a_refusal_is_asked_again_after_about_an_hour(status):
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    peer.reply(peer.request(), status)
    changed = peer.take(SubscriptionChanged)[-1]
    assert changed.phase is SubscriptionPhase.REFUSED
    assert changed.failure.status == status
    assert 2700 <= changed.due - peer.now <= 5400
    peer.wait(2699)
    assert peer.sent() == []
    due_request(peer, 2702)


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
        ("terminated;reason=probation;retry-after=40", "", 40, 44),
        ("terminated;reason=probation", "Retry-After: 70\n", 70, 77),
        ("terminated;reason=giveup", "", 45, 90),
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


def test_of_a_forked_subscribe_one_dialog_is_kept_and_the_others_are_ended():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=5, tag="fork"))
    assert peer.response().status == 481
    assert peer.take(NotifyReceived) == []


def test_the_fork_that_the_200_names_wins_over_the_one_that_spoke_first():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.receive(notify(request, tag="first"))
    peer.reply(request, 200, ("Expires", "600"), tag="named")
    peer.receive(notify(request, tag="named"))
    peer.receive(notify(request, cseq=2, tag="first"))
    assert [message.status for message in peer.sent()] == [200, 200, 481]
    assert due_request(peer).to_tag == "named"


def test_a_proxy_that_changes_the_tag_of_the_first_notify_is_believed():
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    peer.reply(request, 200, ("Expires", "600"), tag="inner")
    peer.receive(notify(request, tag="outer"))
    assert phases(peer) == [SubscriptionPhase.PENDING, SubscriptionPhase.ACTIVE]
    assert peer.response().status == 200
    assert due_request(peer).to_tag == "outer"


def test_a_from_with_the_tag_twice_still_matches():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=2, tag="srv;tag=srv"))
    assert peer.response().status == 200
    assert len(peer.take(NotifyReceived)) == 1


def test_a_server_that_counts_anew_is_followed_after_the_next_refresh():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=700))
    peer.sent()
    peer.receive(notify(request, cseq=11))
    _, refresh = peer.sent()
    peer.take(NotifyReceived)
    peer.reply(refresh, 200, ("Expires", "600"))
    peer.receive(notify(request, cseq=12))
    assert len(peer.take(NotifyReceived)) == 1


def test_a_server_that_counts_anew_and_notifies_before_the_200_is_followed_too():
    peer = Peer()
    _, request = subscribed(peer)
    peer.receive(notify(request, cseq=700))
    peer.sent()
    peer.receive(notify(request, cseq=11))
    _, refresh = peer.sent()
    peer.take(NotifyReceived)
    peer.receive(notify(request, cseq=12))
    peer.reply(refresh, 200, ("Expires", "600"))
    _, again = peer.sent()
    assert again.method == "SUBSCRIBE"
    peer.receive(notify(request, cseq=13))
    assert len(peer.take(NotifyReceived)) == 1


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


def lost(peer: Peer) -> Request:
    """The connection breaks, and the subscription refreshes itself on another."""
    broken, peer.flow = peer.flow, Flow("tcp", ("192.0.2.99", 5062), peer.flow.remote)
    peer.endpoint.flow_lost(broken, "connection lost", peer.now)
    return peer.request("SUBSCRIBE")


def test_a_lost_flow_is_doubt_and_a_refresh_with_the_new_contact():
    peer = Peer(transport="tcp")
    subscribed(peer)
    refresh = lost(peer)
    assert phases(peer) == [SubscriptionPhase.DOUBTFUL]
    assert refresh.to_tag == "srv"
    assert "192.0.2.99" in (refresh.headers.get("Contact") or "")
    peer.reply(refresh, 200, ("Expires", "600"))
    peer.receive(notify(refresh, cseq=2))
    assert phases(peer) == [SubscriptionPhase.ACTIVE]


def test_a_lost_flow_and_a_refused_refresh_mean_subscribe_anew():
    peer = Peer(transport="tcp")
    subscribed(peer)
    peer.reply(lost(peer), 481)
    peer.wait(1)
    assert peer.request("SUBSCRIBE").to_tag is None


def test_a_refresh_by_hand_while_one_is_on_its_way_sends_no_second():
    peer = Peer()
    usage, _ = subscribed(peer)
    peer.endpoint.refresh(usage, peer.now)
    peer.request("SUBSCRIBE")
    peer.endpoint.refresh(usage, peer.now)
    assert peer.sent() == []


def test_an_end_while_the_refresh_is_on_its_way_waits_for_its_answer():
    peer = Peer()
    usage, request = subscribed(peer)
    peer.endpoint.refresh(usage, peer.now)
    refresh = peer.request("SUBSCRIBE")
    peer.receive(notify(request, cseq=2, state="terminated;reason=deactivated"))
    peer.wait(3)
    assert {message.call_id for message in peer.sent()} == {request.call_id}
    peer.reply(refresh, 481)
    assert peer.request("SUBSCRIBE").call_id != request.call_id


def test_a_refresh_without_notify_is_followed_by_a_new_subscription():
    peer = Peer()
    usage, request = subscribed(peer)
    peer.endpoint.refresh(usage, peer.now)
    peer.reply(peer.request(), 200, ("Expires", "600"))
    peer.wait(33)
    anew = peer.request("SUBSCRIBE")
    assert anew.call_id != request.call_id
    peer.reply(anew, 200, ("Expires", "600"))
    assert phases(peer) == []
    peer.wait(33)
    assert phases(peer) == [SubscriptionPhase.DOUBTFUL]


def test_after_its_end_the_subscription_is_made_anew_instead_of_refreshed():
    peer = Peer()
    usage, request = subscribed(peer)
    peer.now += 700
    peer.endpoint.refresh(usage, peer.now)
    anew = peer.request("SUBSCRIBE")
    assert anew.to_tag is None
    assert anew.call_id != request.call_id


@pytest.mark.parametrize("reason", ["noresource", "probation;retry-after=0"])
def test_a_server_that_accepts_and_ends_it_again_and_again_is_asked_ever_more_slowly(reason):
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    request = peer.request()
    waits = []
    for _ in range(6):
        peer.reply(request, 200, ("Expires", "600"))
        peer.receive(notify(request))
        peer.receive(notify(request, cseq=2, state=f"terminated;reason={reason}"))
        peer.sent()
        waits.append(peer.take(SubscriptionChanged)[-1].due - peer.now)
        request = due_request(peer, waits[-1] + 1)
    assert waits[0] <= 0.5
    assert waits[-1] >= 150


@pytest.mark.parametrize(
    ("status", "header", "low", "high"),
    [
        (503, None, 15, 30),
        (503, ("Retry-After", "20"), 20, 22),
        (500, None, 15, 30),
        (480, None, 0.25, 0.5),
        (403, ("Retry-After", "100"), 100, 110),
    ],
)
def test_a_refused_first_subscribe_waits_as_the_table_says(status, header, low, high):
    peer = Peer()
    peer.endpoint.subscribe(account(), SPEC, peer.now)
    peer.reply(peer.request(), status, *([header] if header else []))
    changed = peer.take(SubscriptionChanged)[-1]
    assert low <= changed.due - peer.now <= high


def test_423_is_obeyed_once():
    peer = Peer()
    peer.endpoint.subscribe(account(), SubscriptionSpec(SPEC.uri, expires=5), peer.now)
    peer.reply(peer.request(), 423, ("Min-Expires", "60"))
    peer.reply(peer.request(), 423, ("Min-Expires", "120"))
    assert peer.sent() == []
    assert phases(peer)[-1] is SubscriptionPhase.DOUBTFUL


def test_489_is_answered_once_with_fewer_wishes():
    peer = Peer()
    wishes = SubscriptionSpec(
        SPEC.uri,
        accept=("multipart/related", "application/rlmi+xml", "application/dialog-info+xml"),
        supported=("eventlist",),
    )
    peer.endpoint.subscribe(account(), wishes, peer.now)
    first = peer.request()
    assert first.headers.get("Supported") == "eventlist"
    peer.reply(first, 489)
    plain = peer.request("SUBSCRIBE")
    assert "Supported" not in plain.headers
    assert plain.headers.get("Accept") == "application/dialog-info+xml"
    assert plain.call_id != first.call_id
    peer.reply(plain, 489)
    assert peer.sent() == []
    assert phases(peer)[-1] is SubscriptionPhase.REFUSED


def test_401_without_challenge_is_answered_once_without_credentials():
    peer = Peer()
    usage, _ = subscribed(peer)
    peer.endpoint.refresh(usage, peer.now)
    peer.reply(peer.request(), 401, challenge())
    with_credentials = peer.request()
    peer.reply(with_credentials, 200, ("Expires", "600"))
    peer.receive(notify(with_credentials, cseq=2))
    peer.sent()
    peer.endpoint.refresh(usage, peer.now)
    refresh = peer.request()
    assert "Authorization" in refresh.headers
    peer.reply(refresh, 401)
    bare = peer.request("SUBSCRIBE")
    assert "Authorization" not in bare.headers
    peer.reply(bare, 401)
    assert peer.sent() == []
    assert phases(peer) == [SubscriptionPhase.REFUSED]


def test_presence_asks_for_pidf():
    peer = Peer()
    peer.endpoint.subscribe(account(), SubscriptionSpec(SPEC.uri, event="presence"), peer.now)
    request = peer.request()
    assert request.headers.get("Event") == "presence"
    assert request.headers.get("Accept") == "application/pidf+xml"


def registered_and_over(peer: Peer, *, unasked: bool) -> Request:
    """An account whose server told something unasked, or did not; and a dialog that is over."""
    peer.endpoint.register(account(), peer.now)
    peer.reply(peer.request("REGISTER"), 200)
    if unasked:
        peer.receive(
            "NOTIFY sip:200@192.0.2.34 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKu\n"
            "From: <sip:207@pbx.example>;tag=1\nTo: <sip:200@pbx.example>\nCall-ID: x\n"
            "CSeq: 1 NOTIFY\nEvent: dialog\nContent-Length: 0\n\n"
        )
        assert peer.response().status == 200
    usage, request = subscribed(peer)
    peer.endpoint.unsubscribe(usage, peer.now)
    peer.reply(peer.request(), 200)
    peer.wait(2)
    return request


def test_a_notify_of_a_dialog_that_is_over_is_481():
    peer = Peer()
    request = registered_and_over(peer, unasked=False)
    peer.receive(notify(request, cseq=2))
    assert peer.response().status == 481
    assert peer.take(NotifyReceived) == []
    assert peer.take(StrayReceived) == []


def test_a_notify_of_a_dialog_that_is_over_is_200_from_a_server_that_tells_unasked():
    peer = Peer()
    request = registered_and_over(peer, unasked=True)
    peer.take(NotifyReceived)
    peer.receive(notify(request, cseq=2))
    assert peer.response().status == 200
    (received,) = peer.take(NotifyReceived)
    assert received.usage is None


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
