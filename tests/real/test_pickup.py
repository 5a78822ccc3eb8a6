"""Real PBXes judge pick-ups: what works where, and that nothing is stolen when it is too late.

a calls b, blfpanel watches b and picks up as c. docs/pickup.md says the same as the tables here.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Callable

import pytest

from real.blfpanel import Command
from real.handsets import Doing as Does
from real.handsets import Handsets, registered
from real.pbx import Pbx
from real.sipp import Doing, Phone

Run = Callable[..., Command]
MakePhone = Callable[[str], Phone]

#: The four codes that Asterisk's dial plan has here; *8 alone takes what rings in the group.
CODES = ("**{ext}", "*8", "*8{ext}", "*9{ext}")
WORKS = [
    ("kamailio", "replaces", ""),
    ("asterisk16", "replaces", ""),
    *[(pbx, "code", code) for pbx in ("asterisk22", "asterisk16") for code in CODES],
]
FAILS = [
    ("kamailio", "code", "**{ext}", "The PBX did not hand the call over [404]. Tried: **402."),
    ("asterisk22", "replaces", "**{ext}", "This call cannot be picked up by replaces."),
    ("asterisk22", "code", "*77{ext}", "The PBX did not hand the call over [404]. Tried: *77502."),
]


def take(pbx: Pbx, phone: MakePhone, blfpanel: Run, *how: str) -> Command:
    """Pick up a call to b, and look that it is really ours; gives the command that did it."""
    a, b = pbx.number(1), pbx.number(2)
    ringing = phone(b).answer(ring=30.0)
    calling = phone(a).call(b)
    pickup = blfpanel("pickup", b, "--for", "1.5", *how)
    pickup.step("picked up")
    status, said = pickup.finish()
    assert status == 0, said
    assert "\nCANCEL sip:" in ringing.trace()
    calling.finish()  # our hanging up ends the caller's call
    return pickup


@pytest.mark.parametrize(("pbx", "method", "code"), WORKS, indirect=["pbx"])
def test_a_ringing_call_is_picked_up(
    pbx: Pbx, phone: MakePhone, blfpanel: Run, method: str, code: str
) -> None:
    coded = ["--pickup-code", code] if code else []
    pickup = take(pbx, phone, blfpanel, "--method", method, *coded)
    assert [line["text"] for line in pickup.lines if line["step"] == "picked up"] == [
        f"The call for {pbx.number(2)} is yours"
    ]


def test_nobody_has_to_say_how(pbx: Pbx, phone: MakePhone, blfpanel: Run) -> None:
    """The PBX is recognised, and the first way works."""
    pickup = take(pbx, phone, blfpanel)
    assert [line["step"] for line in pickup.lines].count("dialling") == 1


@pytest.mark.parametrize(("pbx", "method", "code", "text"), FAILS, indirect=["pbx"])
def test_what_does_not_work_is_said_and_leaves_the_call_alone(
    pbx: Pbx, phone: MakePhone, blfpanel: Run, method: str, code: str, text: str
) -> None:
    a, b = pbx.number(1), pbx.number(2)
    ringing = phone(b).answer(ring=4.0, talk=0.5)
    calling = phone(a).call(b)
    status, said = blfpanel("pickup", b, "--method", method, "--pickup-code", code).finish()
    assert status == 1
    assert text in said
    assert "\nCANCEL sip:" not in ringing.finish()
    calling.finish()


# --- too late ------------------------------------------------------------------------------------


def test_an_answered_call_is_not_touched(pbx: Pbx, phone: MakePhone, blfpanel: Run) -> None:
    a, b = pbx.number(1), pbx.number(2)
    answering = phone(b).answer(ring=0.1, talk=5.0)
    calling = phone(a).call(b)
    time.sleep(0.5)
    pickup = blfpanel("pickup", b, "--wait", "1")
    status, said = pickup.finish()
    assert status == 1
    assert "nothing rings" in said
    assert "dialling" not in [line["step"] for line in pickup.lines]
    answering.finish()
    calling.finish()


def names_of(watch: Doing) -> str:
    """The Replaces that a NOTIFY allows, as RFC 3891 §3 builds it."""
    deadline = time.monotonic() + 10
    found = None
    while found is None and time.monotonic() < deadline:
        found = re.search(
            'call-id="(.+?)".*?local-tag="(.+?)".*?remote-tag="(.+?)"', watch.trace(), re.DOTALL
        )
        time.sleep(0.05)
    assert found is not None, watch.trace()
    return f"{found[1]};to-tag={found[3]};from-tag={found[2]};early-only"


async def too_late(
    pbx: Pbx, number: str, refusal: int, phone: MakePhone, *, replaces: bool
) -> None:
    """An INVITE that comes after b has answered is refused, and a and b talk on."""
    a, b = pbx.number(1), pbx.number(2)
    async with registered(pbx, [a, b], random.Random(1)) as phones:
        watch = phone(pbx.number(3)).watch(b, patience=8.0) if replaces else None
        phones.call(a, b)
        value = await asyncio.to_thread(names_of, watch) if watch else None
        while phones.phones[b].doing is not Does.RINGING:  # noqa: ASYNC110 - another's phone
            await asyncio.sleep(0.02)
        phones.answer(b)
        await asyncio.sleep(0.3)
        taking = phone(pbx.number(4)).call(number, replaces=value, refusal=refusal)
        await asyncio.to_thread(taking.finish)
        await asyncio.sleep(0.3)
        assert [phones.phones[n].doing for n in (a, b)] == [Does.TALKING, Does.TALKING]


@pytest.mark.parametrize(
    ("pbx", "number", "refusal"),
    [
        ("kamailio", "401", 486),
        ("asterisk16", "502", 603),
        ("asterisk16", "501", 603),
    ],
    indirect=["pbx"],
)
def test_replaces_with_early_only_does_not_steal(
    pbx: Pbx, phone: MakePhone, number: str, refusal: int
) -> None:
    asyncio.run(too_late(pbx, number, refusal, phone, replaces=True))


@pytest.mark.parametrize("pbx", ["asterisk22", "asterisk16"], indirect=True)
@pytest.mark.parametrize(
    ("number", "refusal"), [("**502", 603), ("*8", 403), ("*8502", 603), ("*9502", 603)]
)
def test_codes_do_not_steal(pbx: Pbx, phone: MakePhone, number: str, refusal: int) -> None:
    asyncio.run(too_late(pbx, number, refusal, phone, replaces=False))


async def race(pbx: Pbx, blfpanel: Run, *how: str) -> None:
    """b answers about when blfpanel picks up: one of them gets the call, and the truth is said."""
    a, b = pbx.number(1), pbx.number(2)
    async with registered(pbx, [a, b], random.Random(1)) as phones:
        for pause in (0.0, 0.01, 0.02, 0.05):
            pickup = blfpanel("pickup", b, "--wait", "20", "--for", "1", *how)
            await asyncio.sleep(1.5)
            phones.call(a, b)
            await asyncio.to_thread(pickup.step, "alerting")
            await asyncio.sleep(pause)
            if phones.phones[b].doing is Does.RINGING:
                phones.answer(b)
            status, said = await asyncio.to_thread(pickup.finish)
            if status == 0:
                await gone(phones, a)  # our hanging up was the end of the caller's call
            else:
                assert f"Already answered by {b}." in said
                assert [phones.phones[n].doing for n in (a, b)] == [Does.TALKING, Does.TALKING]
            for number in (a, b):  # Asterisk 16 leaves b's phone with a dead call
                phones.hang_up(number)
            await gone(phones, a, b)


async def gone(phones: Handsets, *numbers: str) -> None:
    """Waits until the phones are in no call any more."""
    async with asyncio.timeout(5):
        while any(phones.phones[n].doing is not Does.NOTHING for n in numbers):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("pbx", "method"),
    [
        ("kamailio", "replaces"),
        ("asterisk22", "code"),
        ("asterisk16", "code"),
        ("asterisk16", "replaces"),
    ],
    indirect=["pbx"],
)
def test_who_is_faster_has_the_call(pbx: Pbx, blfpanel: Run, method: str) -> None:
    asyncio.run(race(pbx, blfpanel, "--method", method))
