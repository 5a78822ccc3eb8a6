"""INVITE as caller (RFC 3261 §13.2, §9.1)."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    CallRedirected,
    EndedBy,
)
from blfpanel.sip.syntax.uri import SipUri
from support.peer import Peer, account, challenge

CONTACT = ("Contact", "<sip:207@192.0.2.1:5060>")
SPEC = CallSpec(SipUri.parse("sip:207@pbx.example"), b"v=0\r\n")


def called(peer: Peer, spec: CallSpec = SPEC):
    call = peer.endpoint.call(account(), spec, peer.now)
    return call, peer.request("INVITE")


def established(peer: Peer):
    call, invite = called(peer)
    peer.reply(invite, 200, CONTACT, body=b"answer")
    ack = peer.request("ACK")
    peer.take(CallEstablished)
    return call, invite, ack


def in_dialog(peer: Peer, invite, method: str, cseq: int = 1, tag: str = "srv", extra: str = ""):
    peer.receive(
        f"{method} sip:200@192.0.2.34:5062 SIP/2.0\n"
        f"Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{method}{cseq}{tag}\n"
        f"From: <sip:207@pbx.example>;tag={tag}\nTo: {invite.headers.get('From')}\n"
        f"Call-ID: {invite.call_id}\nCSeq: {cseq} {method}\n{extra}Content-Length: 0\n\n"
    )


def test_the_invite_carries_offer_contact_and_what_we_can():
    peer = Peer()
    _, invite = called(peer)
    assert invite.uri == "sip:207@pbx.example"
    assert invite.body == b"v=0\r\n"
    assert invite.headers.get("Content-Type") == "application/sdp"
    assert invite.headers.get("Contact") == "<sip:200@192.0.2.34:5062>"
    assert "replaces" in invite.headers.get_all("Supported")
    assert "BYE" in invite.headers.get_all("Allow")


def test_further_headers_go_out_as_given():
    peer = Peer()
    replaces = ("Replaces", "abc;to-tag=1;from-tag=2;early-only")
    _, invite = called(peer, CallSpec(SPEC.uri, headers=(replaces, ("Require", "replaces"))))
    assert invite.headers.get("Replaces") == replaces[1]
    assert invite.headers.get("Require") == "replaces"
    assert invite.body == b""
    assert "Content-Type" not in invite.headers


def test_provisional_responses_are_told_with_their_early_media():
    peer = Peer()
    call, invite = called(peer)
    peer.reply(invite, 100)
    assert peer.take(CallProgressed) == []
    peer.reply(invite, 183, CONTACT, body=b"early")
    (progress,) = peer.take(CallProgressed)
    assert progress.call == call
    assert progress.response.body == b"early"


def test_a_2xx_is_acknowledged_to_the_contact_and_told():
    peer = Peer()
    call, invite = called(peer)
    peer.reply(invite, 200, CONTACT, body=b"answer")
    ack = peer.request("ACK")
    assert ack.uri == "sip:207@192.0.2.1:5060"
    assert ack.cseq.number == invite.cseq.number
    assert ack.to_tag == "srv"
    assert ack.via.branch != invite.via.branch
    (up,) = peer.take(CallEstablished)
    assert (up.call, up.body, str(up.target)) == (call, b"answer", "sip:207@192.0.2.1:5060")


def test_a_repeated_2xx_gets_the_same_ack_and_is_told_once():
    peer = Peer()
    _, invite, ack = established(peer)
    peer.reply(invite, 200, CONTACT)
    assert peer.request("ACK").to_bytes() == ack.to_bytes()
    assert peer.take(CallEstablished) == []


def test_the_ack_follows_the_route_set():
    peer = Peer()
    _, invite = called(peer)
    peer.reply(invite, 200, CONTACT, ("Record-Route", "<sip:b.example;lr>, <sip:192.0.2.1;lr>"))
    ack = peer.request("ACK")
    assert ack.headers.get_all("Route") == ["<sip:192.0.2.1;lr>", "<sip:b.example;lr>"]
    assert ack.uri == "sip:207@192.0.2.1:5060"


def test_a_strict_router_gets_its_own_uri_as_request_uri():
    peer = Peer()
    _, invite = called(peer)
    peer.reply(invite, 200, CONTACT, ("Record-Route", "<sip:192.0.2.1>"))
    ack = peer.request("ACK")
    assert ack.uri == "sip:192.0.2.1"
    assert ack.headers.get_all("Route") == ["<sip:207@192.0.2.1:5060>"]


def test_a_407_is_answered_and_its_ack_is_the_transactions():
    peer = Peer()
    _, invite = called(peer)
    peer.reply(invite, 407, challenge(407))
    ack, again = peer.sent()
    assert ack.method == "ACK"
    assert ack.via.branch == invite.via.branch
    assert again.method == "INVITE"
    assert again.cseq.number == invite.cseq.number + 1
    assert again.call_id == invite.call_id
    assert "Proxy-Authorization" in again.headers
    peer.reply(again, 200, CONTACT)
    final = peer.request("ACK")
    assert final.cseq.number == again.cseq.number
    assert "Proxy-Authorization" in final.headers


@pytest.mark.parametrize("status", [404, 480, 486, 600, 603])
def test_a_refusal_is_told_with_its_code(status):
    peer = Peer()
    call, invite = called(peer)
    peer.reply(invite, 180, CONTACT)
    peer.sent()
    peer.reply(invite, status)
    assert peer.request("ACK").cseq.number == invite.cseq.number
    (ended,) = peer.take(CallEnded)
    assert (ended.call, ended.by, ended.failure.status) == (call, EndedBy.REFUSAL, status)


def test_a_redirection_gives_its_targets_best_first():
    peer = Peer()
    _, invite = called(peer)
    peer.reply(invite, 302, ("Contact", "<sip:a@x>;q=0.2, <sip:b@x?Replaces=1>;q=0.9, <sip:c@x>"))
    (redirected,) = peer.take(CallRedirected)
    assert [str(t) for t in redirected.targets] == ["sip:c@x", "sip:b@x?Replaces=1", "sip:a@x"]
    assert peer.take(CallEnded) == []


def test_a_redirection_without_a_place_is_a_refusal():
    peer = Peer()
    _, invite = called(peer)
    peer.reply(invite, 302)
    (ended,) = peer.take(CallEnded)
    assert ended.failure.status == 302


def test_no_answer_ends_after_timer_b():
    peer = Peer()
    called(peer)
    peer.wait(32.1)
    (ended,) = peer.take(CallEnded)
    assert (ended.by, ended.failure.status) == (EndedBy.FAILURE, 408)


def test_cancel_waits_for_a_provisional_response():
    peer = Peer()
    call, invite = called(peer)
    peer.endpoint.hang_up(call, peer.now)
    assert peer.sent() == []
    peer.reply(invite, 180, CONTACT)
    cancel = peer.request("CANCEL")
    assert cancel.via.branch == invite.via.branch
    assert cancel.cseq.number == invite.cseq.number
    assert cancel.to_tag is None
    peer.reply(cancel, 200)
    peer.reply(invite, 487)
    assert peer.request("ACK")
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.LOCAL
    assert ended.failure is None


def test_a_2xx_that_crosses_our_cancel_is_acknowledged_and_ended():
    peer = Peer()
    call, invite = called(peer)
    peer.reply(invite, 180, CONTACT)
    peer.endpoint.hang_up(call, peer.now)
    assert peer.request("CANCEL")
    peer.reply(invite, 200, CONTACT)
    ack, bye = peer.sent()
    assert (ack.method, bye.method) == ("ACK", "BYE")
    assert bye.to_tag == "srv"
    assert bye.cseq.number == invite.cseq.number + 1
    assert peer.take(CallEstablished) == []
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.LOCAL


def test_a_cancel_without_effect_ends_after_64_t1():
    peer = Peer()
    call, invite = called(peer)
    peer.reply(invite, 180, CONTACT)
    peer.endpoint.hang_up(call, peer.now)
    peer.reply(peer.request("CANCEL"), 200)
    peer.wait(31)
    assert peer.take(CallEnded) == []
    peer.wait(2)
    assert len(peer.take(CallEnded)) == 1


def test_giving_up_before_there_is_a_way_sends_nothing():
    peer = Peer()
    call = peer.endpoint.call(account(), SPEC, peer.now)
    peer.endpoint.hang_up(call, peer.now)
    assert peer.sent() == []
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.LOCAL


def test_a_second_fork_that_answers_is_acknowledged_and_ended():
    peer = Peer()
    call, invite, _ = established(peer)
    peer.reply(invite, 200, ("Contact", "<sip:207@192.0.2.1:5099>"), tag="other")
    ack, bye = peer.sent()
    assert (ack.to_tag, bye.to_tag) == ("other", "other")
    assert (ack.method, bye.method) == ("ACK", "BYE")
    assert peer.take(CallEnded) == []
    peer.endpoint.hang_up(call, peer.now)
    assert peer.request("BYE").to_tag == "srv"


def test_our_bye_ends_the_call_whatever_the_answer():
    peer = Peer()
    call, _, _ = established(peer)
    peer.endpoint.hang_up(call, peer.now)
    bye = peer.request("BYE")
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.LOCAL
    peer.reply(bye, 481)
    peer.endpoint.hang_up(call, peer.now)
    assert peer.sent() == []
    assert peer.take(CallEnded) == []


def test_a_challenged_bye_is_sent_again_with_credentials():
    peer = Peer()
    call, _, _ = established(peer)
    peer.endpoint.hang_up(call, peer.now)
    peer.reply(peer.request("BYE"), 407, challenge(407))
    assert "Proxy-Authorization" in peer.request("BYE").headers


def test_their_bye_is_answered_and_told_with_its_reason():
    peer = Peer()
    call, invite, _ = established(peer)
    in_dialog(peer, invite, "BYE", extra="Reason: Q.850;cause=16\n")
    assert peer.response().status == 200
    (ended,) = peer.take(CallEnded)
    assert (ended.call, ended.by, ended.reason) == (call, EndedBy.REMOTE, "Q.850;cause=16")


def test_byes_that_cross_end_the_call_once():
    peer = Peer()
    call, invite, _ = established(peer)
    peer.endpoint.hang_up(call, peer.now)
    bye = peer.request("BYE")
    in_dialog(peer, invite, "BYE")
    assert peer.response().status == 200
    peer.reply(bye, 481)
    assert len(peer.take(CallEnded)) == 1


def test_a_reinvite_we_cannot_follow_leaves_the_call_as_it_is():
    peer = Peer()
    call, invite, _ = established(peer)
    in_dialog(peer, invite, "INVITE")
    peer.endpoint.refuse_offer(call, 488, peer.now)
    assert peer.response().status == 488
    assert peer.take(CallEnded) == []


def test_a_request_with_a_foreign_tag_is_481():
    peer = Peer()
    _, invite, _ = established(peer)
    in_dialog(peer, invite, "BYE", tag="evil")
    assert peer.response().status == 481
    assert peer.take(CallEnded) == []


def test_options_in_a_call_says_what_we_can():
    peer = Peer()
    _, invite, _ = established(peer)
    in_dialog(peer, invite, "OPTIONS")
    response = peer.response()
    assert response.status == 200
    assert "INVITE" in response.headers.get_all("Allow")
