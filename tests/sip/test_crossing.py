"""Messages that cross: the races of RFC 5407 §3, each in a line of words, as a table.

A call goes through calling, ringing, answered without ACK ("moratorium" there), established, and
hung up without an answer yet ("mortal" there).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from blfpanel.sip.events import CallEnded, CallEstablished, EndedBy, ReferProgressed
from blfpanel.sip.syntax.message import parse_message
from support.talk import Talk

L, R = EndedBy.LOCAL, EndedBy.REMOTE


class Race(NamedTuple):
    """What crosses.

    Attributes:
        name: in words.
        act: does it; the line takes 50 ms each way.
        answers: status lines that have to be sent, by whom.
        ended: how both ends see the end; None for a call that goes on.
    """

    name: str
    act: Callable[[Talk], None]
    answers: tuple[tuple[str, str], ...]
    ended: tuple[EndedBy | None, EndedBy | None]


def answered_without_ack(talk: Talk) -> tuple[int, int, Callable[[], None]]:
    """A call whose ACKs are lost for now."""
    call, incoming = talk.ringing()
    unlose = talk.link.lose_line("a", "ACK")
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.run(0.12)
    return call, incoming, unlose


def cancel_meets_answer(talk: Talk) -> None:
    call, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.run(0.2)
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.a.endpoint.hang_up(call, talk.link.now)


def invite_repeated_after_the_answer(talk: Talk) -> None:
    _, incoming = talk.ringing()
    invite = talk.link.sent("a", "INVITE")[0].data
    talk.b.endpoint.answer(incoming, b"answer", talk.link.now)
    talk.b.receive(talk.link.flow("b", "a"), invite, talk.link.now)


def bye_before_the_answer(talk: Talk) -> None:
    call, incoming = talk.ringing()
    talk.b.endpoint.progress(incoming, talk.link.now)
    talk.run(0.2)
    caller = talk.a.endpoint._core.usages[call]
    caller.send_bye(talk.link.now)  # a caller may (RFC 3261 §15), though ours cancels


def reinvite_before_the_ack(talk: Talk) -> None:
    call, _, unlose = answered_without_ack(talk)
    talk.a.reinvite(call, b"hold")
    talk.run(0.2)
    unlose()


def reinvite_before_the_ack_that_answers(talk: Talk) -> None:
    call = talk.a.call(b"")
    talk.run(0.2)
    talk.b.endpoint.answer(talk.b.events[-1].call, b"offer of b", talk.link.now)
    talk.run(0.2)
    unlose = talk.link.lose_line("a", "ACK")
    talk.a.endpoint.accept_offer(call, b"answer of a", talk.link.now)
    talk.a.reinvite(call, b"hold")
    talk.run(0.2)
    unlose()


def bye_before_the_ack(talk: Talk) -> None:
    call, _, unlose = answered_without_ack(talk)
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(0.2)
    unlose()


def hung_up_before_the_ack(talk: Talk) -> None:
    _, incoming, unlose = answered_without_ack(talk)
    talk.b.endpoint.hang_up(incoming, talk.link.now)
    talk.run(0.2)
    assert talk.requests("b", "BYE") == []  # §15: not before the ACK
    unlose()


def both_hang_up(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.b.endpoint.hang_up(incoming, talk.link.now)


def reinvite_meets_bye(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.b.reinvite(incoming, b"hold")


def answer_to_reinvite_meets_bye(talk: Talk) -> None:
    call, _ = talk.established()
    talk.a.reinvite(call, b"hold")
    talk.run(0.06)  # it has arrived and is answered
    acks = len(talk.requests("a", "ACK"))
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(0.2)
    assert len(talk.requests("a", "ACK")) == acks + 1


def ack_after_bye(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.reinvite(call, b"hold")
    talk.run(0.11)
    talk.b.endpoint.hang_up(incoming, talk.link.now)


def both_reinvite(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.reinvite(call, b"from a")
    talk.b.reinvite(incoming, b"from b")


def update_meets_reinvite(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.update(call, b"from a")
    talk.b.reinvite(incoming, b"from b")


def refer_meets_bye(talk: Talk) -> None:
    call, incoming = talk.established()
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.b.endpoint.refer(incoming, "sip:300@pbx.example", talk.link.now)


def overtaken_bye(talk: Talk) -> None:
    call, _ = talk.established()
    talk.link.delay = (0.2, 0.2)
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.link.run(talk.link.now)
    later = parse_message(talk.link.sent("a", "BYE")[-1].data)
    later.method = "INFO"
    later.headers.set("CSeq", f"{later.cseq.number + 1} INFO")
    later.headers.set("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKinfo")
    talk.b.receive(talk.link.flow("b", "a"), later.to_bytes(), talk.link.now)


RACES = [
    Race("an INVITE is repeated after the answer", invite_repeated_after_the_answer, (),
         (None, None)),
    Race("CANCEL meets the answer", cancel_meets_answer,
         (("b", "SIP/2.0 200"), ("b", "SIP/2.0 200")), (L, R)),
    Race("the caller sends BYE while it rings", bye_before_the_answer,
         (("b", "SIP/2.0 487"),), (L, R)),
    Race("a re-INVITE overtakes the ACK", reinvite_before_the_ack, (), (None, None)),
    Race("a re-INVITE overtakes the ACK that brings the answer",
         reinvite_before_the_ack_that_answers, (("b", "SIP/2.0 491"),), (None, None)),
    Race("the caller's BYE overtakes its ACK", bye_before_the_ack, (), (L, R)),
    Race("the callee wants to hang up before the ACK", hung_up_before_the_ack, (), (R, L)),
    Race("BYEs cross", both_hang_up, (("a", "SIP/2.0 200"), ("b", "SIP/2.0 200")), (L, L)),
    Race("a re-INVITE meets a BYE", reinvite_meets_bye, (("a", "SIP/2.0 481"),), (L, R)),
    Race("the answer to a re-INVITE meets a BYE", answer_to_reinvite_meets_bye, (), (L, R)),
    Race("the ACK of a re-INVITE meets a BYE", ack_after_bye, (), (R, L)),
    Race("re-INVITEs cross", both_reinvite, (("a", "SIP/2.0 491"), ("b", "SIP/2.0 491")),
         (None, None)),
    Race("UPDATE and re-INVITE cross", update_meets_reinvite,
         (("a", "SIP/2.0 491"), ("b", "SIP/2.0 491")), (None, None)),
    Race("a REFER meets a BYE", refer_meets_bye, (("a", "SIP/2.0 481"),), (L, R)),
    Race("a BYE is overtaken by a later request", overtaken_bye, (), (L, R)),
]  # fmt: skip


@pytest.mark.parametrize("race", RACES, ids=[race.name for race in RACES])
def test_each_race_ends_as_it_should(race: Race) -> None:
    talk = Talk(delay=0.05)
    race.act(talk)
    talk.run(20)
    for source, line in race.answers:
        assert len(talk.link.sent(source, line)) >= race.answers.count((source, line)), (
            talk.link.ladder()
        )
    ended = tuple(
        party.of(CallEnded)[0].by if party.of(CallEnded) else None for party in (talk.a, talk.b)
    )
    assert ended == race.ended, talk.link.ladder()
    assert all(len(party.of(CallEnded)) <= 1 for party in (talk.a, talk.b))
    if ended == (None, None):
        assert len(talk.a.of(CallEstablished)) == 1
        assert len(talk.b.of(CallEstablished)) == 1
    else:
        talk.run(700)
        for party in (talk.a, talk.b):
            core = party.endpoint._core
            assert (core.usages, core.legs, len(core.transactions)) == ({}, {}, 0)


def test_a_refer_that_meets_a_bye_is_told_as_refused():
    talk = Talk(delay=0.05)
    refer_meets_bye(talk)
    talk.run(1)
    assert talk.b.last(ReferProgressed).status == 481


def test_our_bye_that_was_overtaken_is_said_again():
    talk = Talk()
    call, _ = talk.established()
    talk.link.lose_line("a", "BYE")
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(0.1)
    bye = parse_message(talk.link.sent("a", "BYE")[-1].data)
    refusal = (
        f"SIP/2.0 500 Server Internal Error\r\nVia: {bye.headers.get('Via')}\r\n"
        f"From: {bye.headers.get('From')}\r\nTo: {bye.headers.get('To')}\r\n"
        f"Call-ID: {bye.call_id}\r\nCSeq: {bye.cseq}\r\nContent-Length: 0\r\n\r\n"
    )
    talk.a.receive(talk.link.flow("a", "b"), refusal.encode(), talk.link.now)
    talk.run(0.1)
    numbers = {parse_message(sent.data).cseq.number for sent in talk.link.sent("a", "BYE")}
    assert numbers == {bye.cseq.number, bye.cseq.number + 1}
