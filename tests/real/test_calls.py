"""blfpanel's calls through real PBXes, with softphones that are not ours at their other ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blfpanel.panel.model import OwnCallState
from real.baresip import Baresip
from real.ours import TONE, line_at, started
from real.pbx import Pbx
from real.recordings import is_tone

Softphone = Callable[[int, int], Baresip]

everywhere = pytest.mark.parametrize("pbx", ["kamailio", "asterisk22"], indirect=True)
at_kamailio = pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)


@pytest.fixture
def softphone(pbx: Pbx, tmp_path: Path) -> Iterator[Softphone]:
    """Starts a softphone: its index among the PBX's phones, and the tone it plays in Hz."""
    running: list[Baresip] = []

    def start(index: int, tone: int) -> Baresip:
        phone = Baresip(pbx.number(index), pbx, tmp_path / f"phone-{index}", tone=tone)
        running.append(phone)
        phone.start()
        return phone

    yield start
    for phone in running:
        phone.stop()


async def event(phone: Baresip, kind: str) -> None:
    """Wait for what a softphone tells."""
    await asyncio.to_thread(phone.until, kind)


@everywhere
def test_hold_and_resume(pbx: Pbx, softphone: Softphone) -> None:
    """No sound goes either way while we hold; afterwards it does again."""
    far = softphone(2, 660)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            call = await we.reaches(OwnCallState.TALKING)
            await asyncio.sleep(0.3)
            assert min(await we.packets(call)) > 15
            we.phone.hold(call.id)
            await we.until(lambda call: call.held)
            await asyncio.sleep(0.5)
            assert (await we.packets(call))[1] == 0
            we.phone.resume(call.id)
            await asyncio.sleep(0.5)
            assert min(await we.packets(call)) > 15
            we.phone.hang_up(call.id)
            await event(far, "CALL_CLOSED")

    asyncio.run(run())


@at_kamailio
def test_being_held_is_shown(pbx: Pbx, softphone: Softphone) -> None:
    """Asterisk keeps a hold to itself, and plays music."""
    far = softphone(2, 660)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            far.do("hold")
            held = await we.until(lambda call: call.held_by_far_end)
            we.states.clear()
            far.do("resume")
            await we.until(lambda call: call.id == held.id and not call.held_by_far_end)

    asyncio.run(run())


@everywhere
def test_a_call_that_comes_in_is_answered(pbx: Pbx, softphone: Softphone) -> None:
    far = softphone(2, 660)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            far.do("dial", pbx.number(1))
            ringing = await we.reaches(OwnCallState.INCOMING)
            assert ringing.party.number == far.number
            we.phone.answer(ringing.id)
            await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            await asyncio.sleep(2)
            far.do("hangup")
            await we.reaches(OwnCallState.ENDED)

    asyncio.run(run())
    far.stop()
    is_tone(far.heard(), TONE)


@everywhere
def test_a_blind_transfer_connects_the_others(pbx: Pbx, softphone: Softphone) -> None:
    far, third = softphone(2, 660), softphone(3, 880)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            call = await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            we.phone.transfer(call.id, third.number)
            await event(third, "CALL_ESTABLISHED")
            ended = await we.reaches(OwnCallState.ENDED)
            assert ended.outcome is None
            await asyncio.sleep(2)

    asyncio.run(run())
    third.stop()
    is_tone(third.heard(), 660)


@everywhere
def test_an_attended_transfer_connects_the_others(pbx: Pbx, softphone: Softphone) -> None:
    far, third = softphone(2, 660), softphone(3, 880)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            first = await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            we.phone.dial(third.number)
            second = await we.reaches(OwnCallState.TALKING, other_than=first)
            await we.until(lambda call: call.id == first.id and call.held)
            await asyncio.sleep(0.5)
            we.phone.transfer_to(first.id, second.id)
            await we.until(lambda call: call.id == first.id and call.state is OwnCallState.ENDED)
            await we.until(lambda call: call.id == second.id and call.state is OwnCallState.ENDED)
            await asyncio.sleep(2)

    asyncio.run(run())
    third.stop()
    far.stop()
    is_tone(third.heard(), 660)


@everywhere
def test_the_far_end_transfers_us(pbx: Pbx, softphone: Softphone) -> None:
    far, third = softphone(2, 660), softphone(3, 880)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            # Asterisk ends calls that are transferred in the moment in which it joins them.
            await asyncio.sleep(0.5)
            far.do("transfer", third.number)
            await event(third, "CALL_ESTABLISHED")
            await event(far, "CALL_CLOSED")
            await asyncio.sleep(2)
            assert [c.state for c in we.phone.panel.own_calls()] == [OwnCallState.TALKING]

    asyncio.run(run())
    third.stop()
    is_tone(third.heard(), TONE)


@everywhere
def test_digits_are_received(pbx: Pbx, softphone: Softphone) -> None:
    """RFC 4733: each key once, in order."""
    far = softphone(2, 660)

    async def run() -> None:
        async with started(line_at(pbx, pbx.number(1))) as we:
            we.phone.dial(far.number)
            call = await we.reaches(OwnCallState.TALKING)
            await event(far, "CALL_ESTABLISHED")
            we.phone.send_dtmf(call.id, "15*#")
            for _ in range(4):
                await event(far, "CALL_DTMF_START")
            await asyncio.sleep(0.5)
            we.phone.hang_up(call.id)
            await event(far, "CALL_CLOSED")

    asyncio.run(run())
    keys = [str(e["param"]) for e in far.events if e["type"] == "CALL_DTMF_START"]
    assert keys == ["1", "5", "*", "#"]
