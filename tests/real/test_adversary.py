"""blfpanel against a far end that is out of step: SIPp sends what RFC 3261 and 5407 say may happen.

No PBX is between them. What SIPp does not get as its script says makes the script, and so the
test, fail; on top of that the phone must know how the call stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from blfpanel.panel.model import OwnCallState
from real.ours import line_to, started
from real.pbx import free_port
from real.script import ack, answer, expect, expect_response, pause, request, script
from real.sipp import Doing, play, wait_until_bound

Steps = Sequence[str]
Play = Callable[[str, Steps], tuple[Doing, int]]


@pytest.fixture
def sipp(tmp_path: Path) -> Iterator[Play]:
    """Starts a script; gives the SIPp that plays it, and its port."""
    players: list[Doing] = []

    def start(name: str, steps: Steps) -> tuple[Doing, int]:
        scenario = tmp_path / f"{name}.xml"
        scenario.write_text(script(name, steps))
        port = free_port()
        players.append(play(name, scenario, "127.0.0.1", port, "900"))
        wait_until_bound(players[-1], "127.0.0.1", port)
        return players[-1], port

    yield start
    for doing in players:
        doing.stop()


async def finished(doing: Doing) -> str:
    """The far end's script is over, and was right."""
    return await asyncio.to_thread(doing.finish)


INVITE = expect("INVITE", "first")
ANSWERED = (INVITE, answer("first", "200 OK", sdp=1), expect("ACK"))
THEY_HANG_UP = (request("BYE", 90), expect_response(200))
WE_HANG_UP = (expect("BYE", "bye"), answer("bye", "200 OK", tag=""))


def reliable(number: int) -> str:
    """What makes a provisional response reliable (RFC 3262)."""
    return f"Require: 100rel\n    RSeq: {number}"


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(
            (*ANSWERED, answer("first", "180 Ringing"), pause(300), *THEY_HANG_UP),
            id="180 after the 200",
        ),
        pytest.param(
            (
                INVITE,
                answer("first", "180 Ringing", tag="a"),
                answer("first", "180 Ringing", tag="b"),
                answer("first", "180 Ringing", tag="a"),
                answer("first", "200 OK", tag="b", sdp=1),
                expect("ACK"),
                request("BYE", 90, tag="b"),
                expect_response(200),
            ),
            id="it rings at two places, the second answers",
        ),
        pytest.param(
            (
                *ANSWERED,
                request("INFO", 30),
                expect_response(200),
                request("OPTIONS", 20),
                expect_response(500),
                *THEY_HANG_UP,
            ),
            id="a request with an older number",
        ),
        pytest.param(
            (
                *ANSWERED,
                request("INVITE", 10, sdp=2),
                expect_response(200),
                ack(10),
                request("INVITE", 11, sdp=3),
                expect_response(200),
                pause(1200),
                ack(11),
                *THEY_HANG_UP,
            ),
            id="the ACK of their re-INVITE comes late",
        ),
        pytest.param(
            (
                INVITE,
                answer("first", "183 Session Progress", sdp=1, headers=reliable(7)),
                expect("PRACK", "prack"),
                answer("first", "183 Session Progress", sdp=1, headers=reliable(7)),
                answer("first", "180 Ringing", headers=reliable(9)),
                answer("prack", "200 OK", tag=""),
                answer("first", "180 Ringing", headers=reliable(8)),
                expect("PRACK", "second"),
                answer("second", "200 OK", tag=""),
                request("UPDATE", 5, sdp=2),
                expect_response(200),
                answer("first", "200 OK"),
                expect("ACK"),
                *THEY_HANG_UP,
            ),
            id="reliable responses out of order, early media moves, the 200 has no description",
        ),
        pytest.param(
            (
                INVITE,
                answer("first", "422 Session Interval Too Small", headers="Min-SE: 2400"),
                expect("ACK"),
                expect("INVITE", "again"),
                answer("again", "200 OK", sdp=1, headers="Session-Expires: 2400;refresher=uas"),
                expect("ACK"),
                request("UPDATE", 5, headers="Session-Expires: 2400;refresher=uac"),
                expect_response(200),
                *THEY_HANG_UP,
            ),
            id="they want a longer session, and refresh it",
        ),
        pytest.param(
            (
                *ANSWERED,
                request("INVITE", 10),
                expect_response(200),
                request("ACK", 10, sdp=2),
                *THEY_HANG_UP,
            ),
            id="they ask for our offer and answer it in the ACK",
        ),
    ],
)
def test_the_call_comes_up_and_ends_in_order(steps: Steps, sipp: Play) -> None:
    doing, port = sipp("answered", steps)

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            await watcher.reaches(OwnCallState.TALKING)
            ended = await watcher.reaches(OwnCallState.ENDED)
            await finished(doing)
            assert ended.outcome is None
            talked = [c for c in watcher.states if c.state is OwnCallState.TALKING]
            assert not any(
                c.state is OwnCallState.RINGING
                for c in watcher.states[watcher.states.index(talked[0]) :]
            )

    asyncio.run(run())


def test_a_call_answered_while_we_cancel_it_is_ended(
    sipp: Play,
) -> None:
    """RFC 3261 §15: the 200 crossed our CANCEL, so it is acknowledged, and then BYE."""
    steps = (
        INVITE,
        answer("first", "180 Ringing"),
        expect("CANCEL", "cancel"),
        answer("cancel", "200 OK"),
        answer("first", "200 OK", sdp=1),
        expect("ACK"),
        *WE_HANG_UP,
    )
    doing, port = sipp("answer-crosses-cancel", steps)

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            ringing = await watcher.reaches(OwnCallState.RINGING)
            watcher.phone.hang_up(ringing.id)
            await watcher.reaches(OwnCallState.ENDED)
            await finished(doing)
            assert not any(call.state is OwnCallState.TALKING for call in watcher.states)

    asyncio.run(run())


def test_each_repeated_answer_is_acknowledged(sipp: Play) -> None:
    """RFC 3261 §13.2.2.4. SIPp takes the second ACK for a repetition and sends its 200 again."""
    doing, port = sipp("repeated", (*ANSWERED, answer("first", "200 OK", sdp=1), *WE_HANG_UP))

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            talking = await watcher.reaches(OwnCallState.TALKING)
            await asyncio.sleep(0.1)
            watcher.phone.hang_up(talking.id)
            trace = await finished(doing)
            acknowledged = trace.count("\nACK sip:adversary@")
            assert 2 < acknowledged <= trace.count("CSeq: 1 INVITE") - 1

    asyncio.run(run())


def test_of_two_that_answer_the_second_is_sent_away(
    sipp: Play,
) -> None:
    """RFC 3261 §13.2.2.4."""
    steps = (
        INVITE,
        answer("first", "200 OK", tag="a", sdp=1),
        expect("ACK"),
        answer("first", "200 OK", tag="b", sdp=1),
        expect("ACK"),
        expect("BYE", "second"),
        answer("second", "200 OK", tag=""),
        *WE_HANG_UP,
    )
    doing, port = sipp("two-answers", steps)

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            talking = await watcher.reaches(OwnCallState.TALKING)
            await asyncio.sleep(0.5)
            assert talking.id in [call.id for call in watcher.phone.panel.own_calls()]
            watcher.phone.hang_up(talking.id)
            trace = await finished(doing)
            assert "To: <sip:900@127.0.0.1>;tag=b" in trace.partition("\nBYE ")[2]

    asyncio.run(run())


def test_their_bye_crosses_our_hold(sipp: Play) -> None:
    """RFC 5407 §3.2.2: they hang up and refuse the re-INVITE: the call is over, once."""
    steps = (
        *ANSWERED,
        expect("INVITE", "hold"),
        *THEY_HANG_UP,
        answer("hold", "481 Gone", tag=""),
        expect("ACK"),
    )
    doing, port = sipp("bye-crosses-hold", steps)

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            talking = await watcher.reaches(OwnCallState.TALKING)
            watcher.phone.hold(talking.id)
            await watcher.reaches(OwnCallState.ENDED)
            await finished(doing)
            assert [call.state for call in watcher.states].count(OwnCallState.ENDED) == 1

    asyncio.run(run())


def test_both_change_the_call_at_once(sipp: Play) -> None:
    """RFC 3261 §14.1: both are refused with 491; ours is sent again after 2.1 to 4 s."""
    steps = (
        *ANSWERED,
        expect("INVITE", "hold"),
        request("INVITE", 10, sdp=2),
        expect_response(491),
        ack(10),
        answer("hold", "491 Request Pending", tag=""),
        expect("ACK"),
        expect("INVITE", "again"),
        answer("again", "200 OK", tag="", sdp=3),
        expect("ACK"),
        *WE_HANG_UP,
    )
    doing, port = sipp("glare", steps)

    async def run() -> None:
        async with started(line_to("127.0.0.1", port)) as watcher:
            watcher.phone.dial("900")
            talking = await watcher.reaches(OwnCallState.TALKING)
            watcher.phone.hold(talking.id)
            await asyncio.to_thread(doing.until, "\nACK sip:adversary@", 3)
            assert watcher.states[-1].held
            watcher.phone.hang_up(talking.id)
            await finished(doing)

    asyncio.run(run())
