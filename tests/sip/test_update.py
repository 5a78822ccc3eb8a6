"""UPDATE (RFC 3311): changing a call also before it is answered."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
)
from blfpanel.sip.syntax.message import parse_message
from support.talk import Talk


@pytest.mark.parametrize("side", ["a", "b"])
def test_either_end_changes_the_call_by_update(side):
    talk = Talk()
    calls = talk.established()
    mine, other = (talk.a, talk.b) if side == "a" else (talk.b, talk.a)
    mine.update(calls[0] if side == "a" else calls[1], b"new")
    talk.run(1)
    assert other.last(OfferReceived).body == b"new"
    assert mine.last(OfferAnswered).body == b"fine by " + other.name.encode()
    assert len(talk.requests(side, "UPDATE")) == 1
    assert len(talk.link.sent(side, "ACK")) == (1 if side == "a" else 0)


def test_an_update_without_offer_only_refreshes():
    talk = Talk()
    call, _ = talk.established()
    talk.a.update(call, b"")
    talk.run(1)
    assert talk.b.of(OfferReceived) == []
    assert talk.a.last(OfferAnswered).body == b""


def test_updates_that_cross_are_both_repeated():
    talk = Talk(delay=0.05)
    call, incoming = talk.established()
    talk.a.update(call, b"from a")
    talk.b.update(incoming, b"from b")
    talk.run(10)
    assert len(talk.link.sent(None, "SIP/2.0 491")) == 2
    assert (talk.a.last(OfferReceived).body, talk.b.last(OfferReceived).body) == (
        b"from b",
        b"from a",
    )


def test_an_update_before_the_last_one_is_answered_is_told_when_to_come_again():
    talk = Talk()
    call, incoming = talk.established()
    talk.b.answers = None
    talk.a.update(call, b"one")
    talk.run(0.05)
    again = parse_message(talk.link.sent("a", "UPDATE")[-1].data)
    again.headers.set("CSeq", f"{again.cseq.number + 1} UPDATE")
    again.headers.set("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKagain")
    talk.b.receive(talk.link.flow("b", "a"), again.to_bytes(), talk.link.now)
    talk.run(0.05)
    assert "Retry-After" in parse_message(talk.link.sent("b", "SIP/2.0 500")[-1].data).headers
    talk.b.endpoint.accept_offer(incoming, b"first", talk.link.now)
    talk.run(0.1)
    assert talk.a.last(OfferAnswered).body == b"first"


def test_a_far_end_that_takes_no_update_gets_a_reinvite_instead():
    talk = Talk()
    call, _ = talk.established()
    talk.a.endpoint._core.usages[call].abilities.lacks("UPDATE")
    talk.a.update(call, b"new")
    talk.run(1)
    assert talk.requests("a", "UPDATE") == []
    assert talk.a.last(OfferAnswered).body == b"fine by b"


def test_an_update_refused_as_unknown_is_tried_as_reinvite():
    talk = Talk()
    call, _ = talk.established()
    talk.b.answers = 501
    talk.a.update(call, b"new")
    talk.run(0.02)
    talk.b.answers = b"yes"
    talk.run(1)
    assert talk.b.last(OfferReceived).request.method == "INVITE"
    assert talk.a.last(OfferAnswered).body == b"yes"


def reliable_early_media(talk: Talk):
    """A call that is not answered yet, but whose offer is."""
    call, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now, status=183, body=b"early")
    talk.run(0.5)
    return call, incoming


@pytest.mark.parametrize("side", ["a", "b"])
def test_early_media_can_be_changed_before_the_answer(side):
    talk = Talk()
    call, incoming = reliable_early_media(talk)
    if side == "a":
        talk.a.update(call, b"elsewhere")
    else:
        talk.b.update(incoming, b"elsewhere")
    talk.run(0.5)
    mine, other = (talk.a, talk.b) if side == "a" else (talk.b, talk.a)
    assert other.last(OfferReceived).body == b"elsewhere"
    assert mine.last(OfferAnswered).body == b"fine by " + other.name.encode()
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.run(1)
    assert talk.a.of(CallEstablished)
    assert talk.b.of(CallEstablished)


def test_an_early_update_waits_for_the_answer_where_nothing_is_agreed_yet():
    talk = Talk()
    call, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.run(0.1)
    talk.a.update(call, b"new")
    talk.run(1)
    assert talk.requests("a", "UPDATE") == []
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.run(1)
    assert talk.b.last(OfferReceived).body == b"new"


def test_an_early_update_that_is_refused_does_not_end_the_call():
    talk = Talk()
    call, incoming = reliable_early_media(talk)
    talk.b.answers = 481
    talk.a.update(call, b"new")
    talk.run(0.5)
    assert talk.a.last(OfferRefused).failure.status == 481
    assert talk.ended() == ([], [])
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.run(1)
    assert talk.a.of(CallEstablished)


def test_an_update_that_is_never_answered_ends_the_call():
    talk = Talk()
    call, _ = talk.established()
    talk.b.answers = None
    talk.a.update(call, b"new")
    talk.run(40)
    assert talk.a.last(CallEnded).by is EndedBy.FAILURE
    assert talk.b.last(CallEnded).by is EndedBy.REMOTE
