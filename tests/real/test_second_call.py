"""A phone that talks is called by another: real PBXes judge the lamp."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest

from real.blfpanel import Command
from real.handsets import Handsets, registered
from real.lamps import Lamps
from real.pbx import Pbx

#: What a PBX tells of a phone that talks while a second call rings there.
WAITING = {
    "Kamailio": "alerting ringing",
    "Asterisk 22": "busy talking",  # the second call is hidden
    "Asterisk 16": "alerting ringing",
}
#: These tell of ringing as soon as they call a phone, although it says at once that it is busy.
HASTY = {"Asterisk 16"}


async def talk(phones: Handsets, lamps: Lamps, a: str, b: str) -> None:
    """a calls b, who answers."""
    phones.call(a, b)
    await asyncio.to_thread(lamps.become, {b: "alerting ringing"})
    phones.answer(b)
    await asyncio.to_thread(lamps.become, {a: "busy talking", b: "busy talking"})


async def second_call(pbx: Pbx, lamps: Lamps, numbers: list[str], *, waiting: bool) -> None:
    """a talks to b; c calls b and gives up if it is not refused; then a and b end their call."""
    a, b, c = numbers
    async with registered(pbx, numbers, random.Random(1)) as phones:
        phones.phones[b].waiting = waiting
        await talk(phones, lamps, a, b)
        heard = len(lamps.story(b))
        phones.call(c, b)
        during = WAITING[pbx.name] if waiting else "busy talking"
        await asyncio.sleep(0.5)
        await asyncio.to_thread(lamps.become, {a: "busy talking", b: during})
        phones.hang_up(c)
        await asyncio.to_thread(lamps.become, {a: "busy talking", b: "busy talking", c: "idle"})
        told = set(lamps.story(b)[heard:]) - {during, "busy talking"}
        assert told <= ({"alerting ringing"} if pbx.name in HASTY else set())
        phones.hang_up(a)
        await asyncio.to_thread(lamps.become, dict.fromkeys(numbers, "idle"))


@pytest.mark.parametrize("waiting", [False, True])
def test_a_second_call(pbx: Pbx, blfpanel: Callable[..., Command], waiting: bool) -> None:
    numbers = [pbx.number(index) for index in (1, 2, 4)]
    lamps = Lamps(blfpanel("watch", *numbers))
    lamps.become(dict.fromkeys(numbers, "idle"))
    asyncio.run(second_call(pbx, lamps, numbers, waiting=waiting))
