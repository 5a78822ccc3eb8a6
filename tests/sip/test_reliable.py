"""Reliable provisional responses: 100rel and PRACK (RFC 3262), as caller and as callee."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    EndedBy,
    OfferAnswered,
    OfferReceived,
)
from blfpanel.sip.syntax.message import parse_message
from blfpanel.sip.syntax.uri import SipUri
from support.peer import Peer, account
from support.talk import Talk

CONTACT = ("Contact", "<sip:207@192.0.2.1:5060>")
RELIABLE = ("Require", "100rel")


def calling():
    peer = Peer()
    call = peer.endpoint.call(
        account(), CallSpec(SipUri.parse("sip:207@pbx.example"), b"offer"), peer.now
    )
    return peer, call, peer.request("INVITE")


# --- as caller --------------------------------------------------------------------------------


def test_the_invite_says_that_we_can():
    _, _, invite = calling()
    assert "100rel" in invite.headers.tokens("Supported")
    assert "PRACK" in invite.headers.get_all("Allow")


def test_a_reliable_response_is_acknowledged_and_told_once():
    peer, _, invite = calling()
    reliable = (CONTACT, RELIABLE, ("RSeq", "988789"))
    peer.reply(invite, 183, *reliable, body=b"early")
    prack = peer.request("PRACK")
    assert prack.headers.get("RAck") == f"988789 {invite.cseq.number} INVITE"
    assert prack.uri == "sip:207@192.0.2.1:5060"
    assert prack.cseq.number == invite.cseq.number + 1
    peer.reply(invite, 183, *reliable, body=b"early")  # repeated: the PRACK repeats itself
    assert peer.sent() == []
    assert len(peer.take(CallProgressed)) == 1


def test_one_that_is_repeated_after_its_prack_was_answered_is_acknowledged_again():
    peer, _, invite = calling()
    reliable = (CONTACT, RELIABLE, ("RSeq", "7"))
    peer.reply(invite, 180, *reliable)
    peer.reply(peer.request("PRACK"), 200)
    peer.reply(invite, 180, *reliable)
    assert peer.request("PRACK").headers.get("RAck") == f"7 {invite.cseq.number} INVITE"
    assert len(peer.take(CallProgressed)) == 1


def test_one_that_comes_before_its_turn_is_ignored():
    peer, _, invite = calling()
    peer.reply(invite, 180, CONTACT, RELIABLE, ("RSeq", "7"))
    peer.reply(peer.request("PRACK"), 200)
    peer.reply(invite, 183, CONTACT, RELIABLE, ("RSeq", "9"))
    assert peer.sent() == []
    peer.reply(invite, 183, CONTACT, RELIABLE, ("RSeq", "8"))
    assert peer.request("PRACK").headers.get("RAck") == f"8 {invite.cseq.number} INVITE"
    assert [event.response.status for event in peer.take(CallProgressed)] == [180, 183]


def test_the_places_of_a_fork_count_for_themselves():
    peer, _, invite = calling()
    peer.reply(invite, 180, CONTACT, RELIABLE, ("RSeq", "7"), tag="one")
    assert peer.request("PRACK").to_tag == "one"
    peer.reply(invite, 180, CONTACT, RELIABLE, ("RSeq", "300"), tag="two")
    assert peer.request("PRACK").to_tag == "two"


def test_an_unreadable_rseq_is_taken_as_an_ordinary_response():
    peer, _, invite = calling()
    peer.reply(invite, 180, CONTACT, RELIABLE, ("RSeq", "soon"))
    assert peer.sent() == []
    assert len(peer.take(CallProgressed)) == 1


def test_the_answer_may_come_in_a_reliable_183_and_is_known_at_the_200():
    peer, _, invite = calling()
    peer.reply(invite, 183, CONTACT, RELIABLE, ("RSeq", "1"), body=b"answer")
    peer.reply(peer.request("PRACK"), 200)
    peer.reply(invite, 200, CONTACT)
    (up,) = peer.take(CallEstablished)
    assert up.body == b"answer"


def test_a_prack_nobody_knows_does_not_end_the_call():
    peer, _, invite = calling()
    peer.reply(invite, 180, CONTACT, RELIABLE, ("RSeq", "1"))
    peer.reply(peer.request("PRACK"), 481)
    assert peer.take(CallEnded) == []


# --- as callee --------------------------------------------------------------------------------


def test_early_media_is_sent_reliably_to_who_can():
    talk = Talk()
    _, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"early")
    talk.run(0.2)
    response = parse_message(talk.link.sent("b", "SIP/2.0 183")[0].data)
    assert response.headers.get("Require") == "100rel"
    assert len(talk.requests("a", "PRACK")) == 1
    assert talk.a.last(CallProgressed).response.body == b"early"


def test_ringing_alone_is_not():
    talk = Talk()
    _, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.run(0.2)
    assert talk.requests("a", "PRACK") == []


def test_who_insists_gets_everything_reliably_and_in_order():
    talk = Talk()
    _, incoming = talk.ringing(("Require", "100rel"))
    for status in (180, 183, 180):
        talk.b.endpoint.progress(incoming, talk.link.now, status=status)
    talk.run(0.5)
    assert len(talk.requests("a", "PRACK")) == 3
    assert [event.response.status for event in talk.a.of(CallProgressed)] == [180, 183, 180]
    numbers = [
        int(parse_message(sent.data).headers.get("RSeq") or "")
        for sent in talk.link.sent("b", "SIP/2.0 18")
    ]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_a_reliable_response_is_repeated_until_its_prack():
    talk = Talk()
    _, incoming = talk.ringing(("Require", "100rel"))
    start = talk.link.now
    unlose = talk.link.lose_line("a", "PRACK")
    talk.b.endpoint.progress(incoming, start)
    talk.run(4)
    unlose()
    talk.run(10)
    times = [round(at - start, 3) for at in talk.link.times("b", "SIP/2.0 180")]
    assert times == [0, 0.5, 1.5, 3.5, 7.5]


def test_who_never_confirms_gets_no_call():
    talk = Talk()
    _, incoming = talk.ringing(("Require", "100rel"))
    talk.link.lose_line("a", "PRACK")
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.run(33)
    ended = talk.b.last(CallEnded)
    assert ended.by is EndedBy.FAILURE
    assert talk.a.last(CallEnded).failure.status == 504


def test_no_200_overtakes_a_description_that_is_not_confirmed():
    talk = Talk()
    _, incoming = talk.ringing()
    unlose = talk.link.lose_line("a", "PRACK")
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"answer")
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.run(1)
    assert talk.link.sent("b", "SIP/2.0 200") == []
    unlose()
    talk.run(5)
    assert talk.a.of(CallEstablished)
    assert talk.b.of(CallEstablished)


def test_a_prack_for_nothing_is_481():
    talk = Talk()
    talk.ringing()
    talk.b.endpoint.progress(talk.b.events[-1].call, talk.link.now, status=183, body=b"early")
    talk.run(0.5)
    prack = parse_message(talk.link.sent("a", "PRACK")[0].data)
    prack.headers.set("CSeq", f"{prack.cseq.number + 1} PRACK")
    prack.headers.set("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKagain")
    talk.b.receive(talk.link.flow("b", "a"), prack.to_bytes(), talk.link.now)
    talk.run(0.1)
    assert len(talk.link.sent("b", "SIP/2.0 481")) == 1


def test_a_prack_may_bring_a_new_offer():
    talk = Talk()
    unlose = talk.link.lose_line("a", "PRACK")
    _, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"early")
    talk.run(0.2)
    prack = parse_message(talk.link.sent("a", "PRACK")[0].data)
    prack.body = b"another offer"
    talk.b.receive(talk.link.flow("b", "a"), prack.to_bytes(), talk.link.now)
    unlose()
    talk.run(0.2)
    assert talk.b.last(OfferReceived).request.method == "PRACK"
    assert parse_message(talk.link.sent("b", "SIP/2.0 200")[-1].data).body == b"fine by b"


def test_an_offer_in_a_reliable_183_is_answered_in_the_prack():
    talk = Talk()
    spec_call = talk.a.call(b"", ("Require", "100rel"))
    talk.run(0.1)
    incoming = talk.b.events[-1].call
    talk.b.endpoint.progress(incoming, talk.link.now)  # no description, so nothing to confirm
    talk.run(0.1)
    assert talk.link.sent("b", "SIP/2.0 180") == []
    unlose = talk.link.lose_line("a", "PRACK")
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"offer of b")
    talk.run(0.1)
    prack = parse_message(talk.link.sent("a", "PRACK")[0].data)
    prack.body = b"answer of a"
    talk.b.receive(talk.link.flow("b", "a"), prack.to_bytes(), talk.link.now)
    unlose()
    talk.run(0.2)
    assert talk.b.last(OfferAnswered).body == b"answer of a"
    assert spec_call


@pytest.mark.parametrize("seed", range(6))
def test_reliable_ringing_and_answer_get_through_a_bad_line(seed):
    talk = Talk(seed=seed, loss=0.3, duplicate=0.1, delay=(0.01, 0.3))
    talk.a.call(b"offer", ("Require", "100rel"))
    talk.link.run_until(lambda: bool(talk.b.events), within=40)
    incoming = talk.b.events[0].call
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"early")
    talk.b.endpoint.answer(incoming, b"early", talk.link.now)
    talk.run(60)
    assert talk.a.of(CallEstablished), talk.link.ladder()
    assert talk.b.of(CallEstablished), talk.link.ladder()
