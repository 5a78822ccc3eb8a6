"""Calls whose way to the server breaks: they live on, and the far end hears where we are."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import CallEnded, EndedBy, OfferReceived
from blfpanel.sip.syntax.message import parse_message
from support.talk import Talk


def test_a_connection_that_breaks_is_made_anew_and_the_far_end_told():
    talk = Talk(transport="tcp")
    _, incoming = talk.established()
    talk.link.cut()
    talk.link.restore()
    talk.run(10)
    (update,) = talk.requests("a", "UPDATE")[-1:]
    assert "transport=tcp" in update
    assert talk.a.of(OfferReceived) + talk.b.of(OfferReceived) == []
    talk.b.endpoint.hang_up(incoming, talk.link.now)
    talk.run(1)
    assert [event.by for event in talk.a.of(CallEnded)] == [EndedBy.REMOTE]


def test_while_there_is_no_way_it_is_tried_again():
    talk = Talk(transport="tcp")
    talk.established()
    talk.link.cut()
    talk.run(30)
    assert talk.requests("a", "UPDATE") == []
    assert talk.ended() == ([], [])
    talk.link.restore()
    talk.run(5)
    assert talk.requests("a", "UPDATE")
    assert talk.ended() == ([], [])


def test_another_address_is_told_the_far_end():
    talk = Talk()
    _, incoming = talk.established()
    talk.link.move("a", ("192.0.2.77", 5060))
    talk.run(1)
    update = parse_message(talk.requests("a", "UPDATE")[-1].encode())
    assert update.contact is not None
    assert update.contact.uri.host == "192.0.2.77"
    talk.run(10)
    talk.b.endpoint.hang_up(incoming, talk.link.now)
    talk.run(5)
    assert [event.by for event in talk.a.of(CallEnded)] == [EndedBy.REMOTE]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_line_that_stays_cut_leaves_the_call_to_its_session_timer(transport: str):
    talk = Talk(transport=transport)
    talk.established()
    talk.link.cut()
    talk.run(600)
    assert talk.ended() == ([], [])
    talk.run(1800)
    assert [len(ended) for ended in talk.ended()] == [1, 1]
