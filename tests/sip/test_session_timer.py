"""Session timers (RFC 4028)."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.calls.session_timer import SessionExpires
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.events import CallEnded, CallEstablished, EndedBy, IncomingCall, OfferReceived
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import parse_message
from blfpanel.sip.syntax.uri import SipUri
from support.peer import Peer, account
from support.talk import Talk

CONTACT = ("Contact", "<sip:207@192.0.2.1:5060>")
OFF = EndpointSettings(session_expires=0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1800", SessionExpires(1800)),
        ("90;refresher=uac", SessionExpires(90, "uac")),
        ("90 ; Refresher=UAS;x=y", SessionExpires(90, "uas")),
        ("90;refresher=me", SessionExpires(90)),
    ],
)
def test_the_header_is_read(text, value):
    assert SessionExpires.parse(text) == value


def test_a_header_without_a_number_is_none():
    with pytest.raises(SipParseError):
        SessionExpires.parse("soon;refresher=uac")


def called(*headers, settings=None):
    """Our call, answered with these headers."""
    peer = Peer(settings=settings)
    spec = CallSpec(SipUri.parse("sip:207@pbx.example"), b"offer")
    call = peer.endpoint.call(account(), spec, peer.now)
    invite = peer.request("INVITE")
    peer.reply(invite, 200, CONTACT, *headers, body=b"answer")
    peer.sent()
    return peer, call, invite


def test_the_invite_asks_for_half_an_hour():
    _, _, invite = called()
    assert invite.headers.get("Session-Expires") == "1800"
    assert "timer" in invite.headers.tokens("Supported")


def test_an_answer_without_the_header_means_no_timer():
    peer, _, _ = called()
    peer.wait(4000)
    assert peer.sent() == []
    assert peer.take(CallEnded) == []


def test_as_refresher_we_send_update_to_who_takes_it():
    peer, _, _ = called(("Session-Expires", "600;refresher=uac"), ("Allow", "INVITE, UPDATE"))
    peer.wait(299)
    assert peer.sent() == []
    peer.wait(2)
    update = peer.request("UPDATE")
    assert update.headers.get("Session-Expires") == "1800;refresher=uac"
    assert update.body == b""
    peer.reply(update, 200, CONTACT, ("Session-Expires", "600;refresher=uac"))
    peer.wait(301)
    peer.request("UPDATE")


def test_and_else_our_last_description_by_reinvite():
    peer, _, _ = called(("Session-Expires", "600;refresher=uac"), ("Allow", "INVITE, ACK"))
    peer.wait(301)
    invite = peer.request("INVITE")
    assert invite.body == b"offer"
    peer.reply(invite, 200, CONTACT, ("Session-Expires", "600;refresher=uac"), body=b"answer")
    assert peer.request("ACK")
    peer.events.clear()
    peer.wait(10)
    assert peer.events == []


def test_a_refresh_that_is_not_answered_ends_the_call():
    peer, _, _ = called(("Session-Expires", "600;refresher=uac"), ("Allow", "UPDATE"))
    peer.wait(600)
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.FAILURE
    assert "BYE" in {message.method for message in peer.sent()}


@pytest.mark.parametrize(("seconds", "at"), [(600, 568), (90, 60)])
def test_a_peer_that_should_refresh_and_does_not_is_hung_up_on(seconds, at):
    peer, _, _ = called(("Session-Expires", f"{seconds};refresher=uas"))
    peer.wait(at - 1)
    assert peer.sent() == []
    peer.wait(2)
    assert peer.request("BYE")
    (ended,) = peer.take(CallEnded)
    assert str(ended.failure) == "The far end has fallen silent [408]"


def test_a_422_is_answered_with_a_longer_interval():
    peer = Peer(settings=EndpointSettings(session_expires=120))
    spec = CallSpec(SipUri.parse("sip:207@pbx.example"), b"offer")
    peer.endpoint.call(account(), spec, peer.now)
    first = peer.request("INVITE")
    assert first.headers.get("Session-Expires") == "120"
    peer.reply(first, 422, ("Min-SE", "3600"))
    second = [message for message in peer.sent() if message.method == "INVITE"][-1]
    assert second.headers.get("Session-Expires") == "3600"
    assert second.headers.get("Min-SE") == "3600"
    assert second.call_id == first.call_id
    assert second.cseq.number == first.cseq.number + 1
    peer.reply(second, 422, ("Min-SE", "3600"))  # no reason given to ask for more
    (ended,) = peer.take(CallEnded)
    assert ended.failure.status == 422


def test_too_short_an_interval_is_refused_with_ours():
    talk = Talk(a=EndpointSettings(session_expires=100), b=EndpointSettings(min_se=300))
    talk.a.call()
    talk.run(1)
    assert "Min-SE: 300" in talk.link.sent("b", "SIP/2.0 422")[0].data.decode()
    # the caller asked again, and that was long enough
    assert len(talk.b.of(IncomingCall)) == 1


@pytest.mark.parametrize(
    ("a", "b", "refresher"),
    [
        (EndpointSettings(session_expires=600), EndpointSettings(session_expires=600), "a"),
        (OFF, EndpointSettings(session_expires=600), "b"),
        (EndpointSettings(session_expires=600), OFF, "a"),
        (OFF, OFF, None),
    ],
)
def test_two_of_us_keep_a_call_alive(a, b, refresher):
    talk = Talk(a=a, b=b)
    talk.established()
    talk.run(3600)
    sent = {name: len(talk.requests(name, "UPDATE")) for name in "ab"}
    assert talk.ended() == ([], [])
    expected = {name: 12 if name == refresher else 0 for name in "ab"}
    assert {name: pytest.approx(expected[name], abs=1) for name in "ab"} == sent
    assert talk.a.of(OfferReceived) + talk.b.of(OfferReceived) == []


def test_a_line_that_is_cut_ends_the_call_at_both_ends():
    talk = Talk(a=EndpointSettings(session_expires=600), b=EndpointSettings(session_expires=600))
    talk.established()
    talk.link.cut()
    talk.run(700)
    assert [event.by for event in talk.a.of(CallEnded)] == [EndedBy.FAILURE]
    assert [event.by for event in talk.b.of(CallEnded)] == [EndedBy.FAILURE]


def test_a_change_of_the_call_refreshes_it_too():
    talk = Talk(a=EndpointSettings(session_expires=600), b=EndpointSettings(session_expires=600))
    _, incoming = talk.established()
    talk.run(200)
    talk.b.reinvite(incoming, b"hold")
    talk.run(1)
    invite = parse_message(talk.link.sent("b", "INVITE")[-1].data)
    assert invite.headers.get("Session-Expires") == "600;refresher=uas"
    talk.run(250)
    assert talk.requests("a", "UPDATE") == []
    talk.run(60)
    assert len(talk.requests("a", "UPDATE")) == 1


def test_a_proxy_may_want_a_timer_for_a_caller_that_has_none():
    peer = Peer()
    peer.endpoint.add_account(account())
    peer.receive(
        "INVITE sip:200@192.0.2.34:5062 SIP/2.0\n"
        "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n"
        "From: <sip:211@pbx.example>;tag=ann\nTo: <sip:200@pbx.example>\nCall-ID: x\n"
        "CSeq: 1 INVITE\nContact: <sip:211@192.0.2.1>\nSession-Expires: 60\n"
        "Content-Length: 5\n\noffer"
    )
    (incoming,) = peer.take(IncomingCall)
    peer.endpoint.answer(incoming.call, b"answer", peer.now)
    response = peer.response()
    # 422 would mean nothing to this caller; we refresh for it
    assert response.headers.get("Session-Expires") == "60;refresher=uas"
    assert "Require" not in response.headers
    assert peer.take(CallEstablished) == []
