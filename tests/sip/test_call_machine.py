"""Two ends do anything to their call in any order, on a line that loses, doubles and reorders.

When the line is good again, either both ends know the call as over, or they agree on it: each
has for the far end's description what that has for its own.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blfpanel.sip.calls.call import Call
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.events import CallEnded, IncomingCall, ReferReceived, UsageId
from support.talk import Party, Talk

ACTIONS = ("hold", "update", "refresh", "ask", "info", "refer", "take refer", "cut", "mend")


class Step(NamedTuple):
    """One thing one end does, and how long nothing else happens then."""

    side: str
    action: str
    pause: float


STEPS = st.builds(
    Step,
    st.sampled_from("ab"),
    st.sampled_from(ACTIONS),
    st.sampled_from([0.0, 0.02, 0.3, 2.5]),
)


def do(talk: Talk, party: Party, call: UsageId, step: Step, number: int) -> None:
    now = talk.link.now
    body = f"{step.action} {number} by {party.name}".encode()
    match step.action:
        case "hold":
            party.reinvite(call, body)
        case "update":
            party.update(call, body)
        case "refresh":
            party.endpoint.update(call, b"", now)
        case "ask":
            party.endpoint.reinvite(call, b"", now)
        case "info":
            party.endpoint.info(call, "application/dtmf", b"5", now)
        case "refer" if call in party.endpoint._core.usages:
            party.endpoint.refer(call, "sip:300@pbx.example", now)
        case "take refer":
            for received in party.of(ReferReceived):
                party.endpoint.accept_refer(received.refer, now)
                party.endpoint.report_refer(received.refer, 200, "OK", now)
        case "bye":
            party.endpoint.hang_up(call, now)
        case "cut":
            talk.link.loss = 0.6
        case "mend":
            talk.link.loss = 0.1


def agree(talk: Talk, calls: tuple[UsageId, UsageId]) -> bool:
    """Whether both ends of a living call see the same."""
    mine, theirs = (
        party.endpoint._core.usages[call]
        for party, call in zip((talk.a, talk.b), calls, strict=True)
    )
    assert isinstance(mine, Call)
    assert isinstance(theirs, Call)
    assert mine.offers.settled, talk.link.ladder()
    assert theirs.offers.settled, talk.link.ladder()
    return (mine.offers.local, mine.offers.remote) == (theirs.offers.remote, theirs.offers.local)


def live(talk: Talk, steps: list[Step], last: str) -> None:
    """Do all that, then hang up or let the call live on, on a good line."""
    calls = talk.established()
    talk.link.loss, talk.link.duplicate, talk.link.delay = 0.2, 0.1, (0.005, 0.2)
    for number, step in enumerate(steps):
        party, call = (talk.a, calls[0]) if step.side == "a" else (talk.b, calls[1])
        do(talk, party, call, step, number)
        talk.run(step.pause)
    if last:
        party, call = (talk.a, calls[0]) if last == "a" else (talk.b, calls[1])
        do(talk, party, call, Step(last, "bye", 0), 0)
    talk.run(0.1)
    talk.link.loss = 0.0
    talk.run(200)
    ended = [len(party.of(CallEnded)) for party in (talk.a, talk.b)]
    assert ended in ([0, 0], [1, 1]), talk.link.ladder()
    if ended == [0, 0]:
        assert not last
        assert agree(talk, calls), talk.link.ladder()
    talk.a.endpoint.hang_up(calls[0], talk.link.now)
    talk.run(700)
    for party in (talk.a, talk.b):
        core = party.endpoint._core
        assert (core.usages, core.legs, len(core.transactions)) == ({}, {}, 0)


@settings(max_examples=60, deadline=None)
@example([Step("a", "hold", 0.0), Step("b", "hold", 0.0)], "", 1)
@example([Step("a", "update", 0.0), Step("b", "hold", 0.0)], "b", 2)
@example([Step("a", "ask", 0.0), Step("b", "update", 0.02)], "", 3)
@given(st.lists(STEPS, max_size=12), st.sampled_from(["", "", "a", "b"]), st.integers(0, 999))
def test_both_ends_agree_in_the_end(steps: list[Step], last: str, seed: int) -> None:
    live(Talk(seed=seed), steps, last)


@pytest.mark.parametrize("seed", range(4))
def test_so_they_do_with_short_session_timers(seed: int) -> None:
    short = EndpointSettings(session_expires=90)
    talk = Talk(seed=seed, a=short, b=short)
    live(talk, [Step("a", "hold", 50.0), Step("b", "update", 50.0), Step("a", "ask", 2.5)], "")


def test_a_call_nobody_answers_leaves_nothing_behind() -> None:
    talk = Talk()
    call, _ = talk.ringing()
    talk.a.endpoint.hang_up(call, talk.link.now)
    talk.run(100)
    assert len(talk.b.of(IncomingCall)) == 1
    for party in (talk.a, talk.b):
        assert party.endpoint._core.usages == {}
