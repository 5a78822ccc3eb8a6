"""Changing a call: re-INVITE (RFC 3261 §14), both directions, and what crosses."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    IncomingCall,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
)
from blfpanel.sip.syntax.message import parse_message
from support.talk import Talk


@pytest.mark.parametrize("side", ["a", "b"])
def test_either_end_changes_the_call(side):
    talk = Talk()
    calls = talk.established()
    mine, other = (talk.a, talk.b) if side == "a" else (talk.b, talk.a)
    call = calls[0] if side == "a" else calls[1]
    mine.reinvite(call, b"hold")
    talk.run(1)
    assert other.last(OfferReceived).body == b"hold"
    assert mine.last(OfferAnswered).body == b"fine by " + other.name.encode()
    ack = parse_message(talk.link.sent(side, "ACK")[-1].data)
    invite = parse_message(talk.link.sent(side, "INVITE")[-1].data)
    assert ack.cseq.number == invite.cseq.number
    assert talk.link.times(other.name, "SIP/2.0 200")[-1] == pytest.approx(talk.link.now - 1, 0.02)


def test_hold_and_resume_go_out_one_after_the_other():
    talk = Talk()
    call, _ = talk.established()
    talk.a.reinvite(call, b"hold")
    talk.a.reinvite(call, b"resume")
    talk.run(1)
    assert [event.body for event in talk.b.of(OfferReceived)] == [b"hold", b"resume"]
    assert len(talk.a.of(OfferAnswered)) == 2


def test_a_refused_offer_leaves_the_call_as_it_was():
    talk = Talk()
    call, _ = talk.established()
    talk.b.answers = 488
    talk.a.reinvite(call, b"video")
    talk.run(1)
    assert talk.a.last(OfferRefused).failure.status == 488
    talk.b.answers = b"yes"
    talk.a.reinvite(call, b"hold")
    talk.run(1)
    assert talk.a.last(OfferAnswered).body == b"yes"
    assert talk.ended() == ([], [])


def test_offers_that_cross_are_repeated_and_both_are_taken():
    talk = Talk(delay=0.05)
    call, incoming = talk.established()
    start = talk.link.now
    talk.a.reinvite(call, b"from a")
    talk.b.reinvite(incoming, b"from b")
    talk.run(10)
    assert len(talk.link.sent(None, "SIP/2.0 491")) == 2
    assert talk.a.last(OfferReceived).body == b"from b"
    assert talk.b.last(OfferReceived).body == b"from a"
    waits_a = [at - start for at in talk.link.times("a", "INVITE") if at > start + 0.01]
    waits_b = [at - start for at in talk.link.times("b", "INVITE") if at > start + 0.01]
    # §14.1: the owner of the Call-ID waits longer, so that the other one comes through first
    assert 2.1 <= waits_a[0] <= 4.2
    assert waits_b[0] <= 2.2


def test_a_lost_2xx_is_repeated_and_acknowledged_again():
    talk = Talk()
    call, _ = talk.established()
    talk.link.drop("b", 1)
    talk.a.reinvite(call, b"hold")
    talk.run(5)
    assert len(talk.a.of(OfferAnswered)) == 1
    assert len(talk.b.of(OfferReceived)) == 1
    assert talk.ended() == ([], [])


def test_a_lost_ack_is_sent_again_for_the_repeated_2xx():
    talk = Talk()
    call, _ = talk.established()
    talk.link.drop("a", 2)
    talk.a.reinvite(call, b"hold")
    talk.run(40)
    assert len(talk.requests("a", "ACK")) == 3
    assert talk.ended() == ([], [])


def test_an_ack_that_never_comes_ends_the_call():
    talk = Talk()
    call, _ = talk.established()
    talk.link.lose_line("a", "ACK")
    talk.a.reinvite(call, b"hold")
    talk.run(40)
    assert talk.b.last(CallEnded).by is EndedBy.FAILURE
    assert talk.a.last(CallEnded).by is EndedBy.REMOTE


def test_an_incoming_reinvite_without_offer_gets_ours_and_brings_the_answer_in_its_ack():
    talk = Talk()
    call, _ = talk.established()
    talk.a.endpoint.reinvite(call, b"", talk.link.now)
    talk.b.answers = b"offer of b"
    talk.run(1)
    assert talk.b.of(OfferReceived)[-1].body == b""
    assert talk.a.last(OfferReceived).body == b"offer of b"
    assert talk.b.last(OfferAnswered).body == b"fine by a"
    ack = parse_message(talk.link.sent("a", "ACK")[-1].data)
    assert ack.body == b"fine by a"


def test_a_call_without_an_offer_takes_the_far_ends_and_answers_in_the_ack():
    talk = Talk()
    call = talk.a.call(b"")
    talk.run(0.1)
    incoming = talk.b.last(IncomingCall).call
    talk.b.endpoint.answer(incoming, b"offer of b", talk.link.now)
    talk.run(1)
    assert talk.a.last(CallEstablished).body == b"offer of b"
    assert talk.requests("a", "ACK") == []
    talk.a.endpoint.accept_offer(call, b"answer of a", talk.link.now)
    talk.run(1)
    assert talk.b.last(CallEstablished).body == b"answer of a"


def test_who_refuses_the_offer_in_a_2xx_confirms_and_hangs_up():
    talk = Talk()
    call = talk.a.call(b"")
    talk.run(0.1)
    talk.b.endpoint.answer(talk.b.last(IncomingCall).call, b"offer of b", talk.link.now)
    talk.run(1)
    talk.a.endpoint.refuse_offer(call, 488, talk.link.now)
    talk.run(1)
    assert [line.split()[0] for line in (s.first_line for s in talk.link.sent("a"))][-2:] == [
        "ACK",
        "BYE",
    ]
    assert talk.a.last(CallEnded).by is EndedBy.FAILURE
    assert talk.b.last(CallEnded).by is EndedBy.REMOTE


def test_a_second_reinvite_before_the_first_is_answered_is_told_when_to_come_again():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.reinvite(call, b"one")
    talk.run(0.05)
    first = parse_message(talk.link.sent("a", "INVITE")[-1].data)
    first.headers.set("CSeq", f"{first.cseq.number + 1} INVITE")
    first.headers.set("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKsecond")
    talk.b.receive(talk.link.flow("b", "a"), first.to_bytes(), talk.link.now)
    talk.run(0.05)
    refusal = parse_message(talk.link.sent("b", "SIP/2.0 500")[-1].data)
    assert 0 <= int(refusal.headers.get("Retry-After") or "-1") <= 10
    talk.b.endpoint.accept_offer(incoming, b"late", talk.link.now)
    talk.run(1)
    assert talk.a.last(OfferAnswered).body == b"late"


def test_not_now_with_a_time_is_tried_again_then():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.update(call, b"one")
    talk.run(0.05)
    talk.b.answers = b"yes"
    sent = len(talk.link.sent("a", "INVITE"))
    talk.a.reinvite(call, b"two")  # waits for its turn
    talk.run(0.1)
    assert len(talk.link.sent("a", "INVITE")) == sent
    talk.b.endpoint.accept_offer(incoming, b"first", talk.link.now)
    talk.run(1)
    assert [event.body for event in talk.a.of(OfferAnswered)] == [b"first", b"yes"]


@pytest.mark.parametrize("status", [481, 408])
def test_a_far_end_that_has_forgotten_the_call_ends_it(status):
    talk = Talk()
    call, _ = talk.established()
    talk.b.answers = status
    talk.a.reinvite(call, b"hold")
    talk.run(1)
    ended = talk.a.last(CallEnded)
    assert (ended.by, ended.failure and ended.failure.status) == (EndedBy.FAILURE, status)
    assert len(talk.requests("a", "BYE")) == 1


def test_a_far_end_that_is_gone_ends_the_call():
    talk = Talk()
    call, _ = talk.established()
    talk.link.lose_line("b", "")
    talk.a.reinvite(call, b"hold")
    talk.run(40)
    assert talk.a.last(CallEnded).by is EndedBy.FAILURE


def test_who_only_says_trying_is_asked_no_more_after_a_while():
    talk = Talk()
    call, _ = talk.established()
    talk.b.answers = None
    talk.a.reinvite(call, b"hold")
    talk.run(40)
    assert len(talk.requests("a", "CANCEL")) == 1
    assert talk.a.last(OfferRefused).failure.status == 487
    assert talk.ended() == ([], [])
    talk.b.answers = b"yes"
    talk.a.reinvite(call, b"hold")
    talk.run(1)
    assert talk.a.last(OfferAnswered).body == b"yes"


def test_a_bye_that_crosses_a_reinvite_ends_the_call_at_both_ends():
    talk = Talk(delay=0.05)
    call, incoming = talk.established()
    talk.a.reinvite(call, b"hold")
    talk.b.endpoint.hang_up(incoming, talk.link.now)
    talk.run(40)
    assert [event.by for event in talk.a.of(CallEnded)] == [EndedBy.REMOTE]
    assert [event.by for event in talk.b.of(CallEnded)] == [EndedBy.LOCAL]
    assert talk.b.of(OfferReceived) == []
    assert len(talk.link.sent("b", "SIP/2.0 481")) == 1


def test_a_bye_during_a_reinvite_ends_that_with_487():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.reinvite(call, b"hold")
    talk.run(0.05)
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(40)
    assert len(talk.link.sent("b", "SIP/2.0 487")) == 1
    assert [event.by for event in talk.b.of(CallEnded)] == [EndedBy.REMOTE]
    talk.b.endpoint.accept_offer(incoming, b"too late", talk.link.now)
    talk.run(1)


def test_a_2xx_to_a_reinvite_that_comes_after_our_bye_is_still_acknowledged():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.reinvite(call, b"hold")
    talk.run(0.05)
    acks = len(talk.requests("a", "ACK"))
    unlose = talk.link.lose_line("a", "BYE")
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.b.endpoint.accept_offer(incoming, b"answer", talk.link.now)
    talk.run(0.1)
    assert len(talk.requests("a", "ACK")) == acks + 1
    unlose()
    talk.run(10)
    assert [event.by for event in talk.b.of(CallEnded)] == [EndedBy.REMOTE]


def test_a_reinvite_moves_the_call_to_its_contact():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.reinvite(incoming, b"x")
    talk.run(0.5)
    sent = parse_message(talk.link.sent("b", "INVITE")[-1].data)
    sent.headers.set("CSeq", f"{sent.cseq.number + 1} INVITE")
    sent.headers.set("Via", "SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bKmoved")
    sent.headers.set("Contact", "<sip:moved@192.0.2.2:5060>")
    talk.a.receive(talk.link.flow("a", "b"), sent.to_bytes(), talk.link.now)
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(0.5)
    assert talk.requests("a", "BYE")[0].startswith("BYE sip:moved@192.0.2.2:5060 ")


def test_who_hangs_up_instead_of_answering_the_offer_in_a_2xx_confirms_it_first():
    talk = Talk()
    call = talk.a.call(b"")
    talk.run(0.1)
    talk.b.endpoint.answer(talk.b.last(IncomingCall).call, b"offer of b", talk.link.now)
    talk.run(0.1)
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(1)
    assert [sent.first_line.split()[0] for sent in talk.link.sent("a")] == ["INVITE", "ACK", "BYE"]
    assert talk.b.last(CallEnded).by is EndedBy.REMOTE


def test_an_answer_that_crosses_our_cancel_of_a_reinvite_is_taken():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.reinvite(call, b"hold")
    talk.run(31.9)
    unlose = talk.link.lose_line("a", "CANCEL")
    talk.run(0.2)
    talk.b.endpoint.accept_offer(incoming, b"at last", talk.link.now)
    unlose()
    talk.run(5)
    assert talk.a.last(OfferAnswered).body == b"at last"
    assert talk.link.sent("b", "SIP/2.0 200")  # to the CANCEL that came too late, too
    assert talk.ended() == ([], [])
