"""Storms of random calls among twenty phones: whenever they pause, every lamp is right."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

import pytest

from real.blfpanel import Command
from real.handsets import Doing, Handsets, registered
from real.lamps import Lamps
from real.pbx import Pbx

PHONES = 20
WATCHER = 21
SPELLS = 7
ACTS = 60  #: a spell
PAUSE = (0.02, 0.2)  #: seconds between two acts
SETTLE = 1.0  #: seconds until what was said last has reached everybody
LATE = 6.0  #: seconds a lamp may take in a pause: the PBX itself is late, not its message

#: What a phone's doing is as a lamp, without the detail: PBXes tell it differently.
TRUTH = {
    Doing.NOTHING: "idle",
    Doing.CALLING: "busy",
    Doing.RINGING: "alerting",
    Doing.TALKING: "busy",
}


def act(phones: Handsets, chance: random.Random) -> None:
    """One of them does something that a phone in its state can do."""
    number = chance.choice(list(phones.phones))
    luck = chance.random()
    match phones.phones[number].doing:
        case Doing.NOTHING:
            phones.call(
                number, chance.choice([other for other in phones.phones if other != number])
            )
        case Doing.CALLING if luck < 0.3:
            phones.hang_up(number)
        case Doing.RINGING if luck < 0.6:
            phones.answer(number)
        case Doing.RINGING if luck < 0.8:
            phones.hang_up(number)
        case Doing.TALKING if luck < 0.4:
            phones.hang_up(number)


async def agree(lamps: Lamps, phones: Handsets, when: str) -> None:
    """Waits until every lamp is what its phone does.

    Raises:
        AssertionError: with the lamps that are not.
    """
    await asyncio.sleep(SETTLE)
    deadline = time.monotonic() + LATE
    while True:
        shown = {number: words.split()[0] for number, words in lamps.shown().items()}
        true = {number: TRUTH[phone.doing] for number, phone in phones.phones.items()}
        wrong = {number: (shown.get(number), true[number]) for number in true}
        wrong = {number: pair for number, pair in wrong.items() if pair[0] != pair[1]}
        if not wrong:
            return
        if time.monotonic() > deadline:
            lately = [line for line in list(lamps.watch.lines) if line["key"] in wrong][-20:]
            told = "\n".join(map(str, lately))
            raise AssertionError(f"{when}, lamps (shown, true): {wrong}; lately:\n{told}")
        await asyncio.sleep(0.05)


async def storm(pbx: Pbx, lamps: Lamps, numbers: list[str], chance: random.Random) -> None:
    """Registers phones of these numbers and lets them call each other, with pauses."""
    async with registered(pbx, numbers, chance) as phones:
        await agree(lamps, phones, "at first")
        for spell in range(SPELLS):
            for _ in range(ACTS):
                await asyncio.sleep(chance.uniform(*PAUSE))
                act(phones, chance)
            await agree(lamps, phones, f"after spell {spell} ({phones.calls} calls)")
        for number in numbers:
            phones.hang_up(number)
        await agree(lamps, phones, f"at last ({phones.calls} calls)")
        assert {TRUTH[phone.doing] for phone in phones.phones.values()} == {"idle"}
        assert phones.calls > 60


@pytest.mark.parametrize("seed", [3])
def test_every_lamp_is_right_after_a_storm(
    pbx: Pbx, blfpanel: Callable[..., Command], seed: int
) -> None:
    numbers = [pbx.number(index) for index in range(1, PHONES + 1)]
    lamps = Lamps(blfpanel("watch", *numbers, user=pbx.number(WATCHER)))
    lamps.become(dict.fromkeys(numbers, "idle"))
    asyncio.run(storm(pbx, lamps, numbers, random.Random(seed)))
    told = {words for number in numbers for words in lamps.story(number)}
    assert {"idle", "alerting ringing", "busy talking"} <= told
