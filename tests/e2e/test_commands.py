"""Commands as processes, the panel as another, the built-in PBX and its telephones in this one."""

from __future__ import annotations

import asyncio
import signal
import stat
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from support.running import Partner, Result, Running, all_idle, finished, running

Story = Callable[[Running], Awaitable[None]]
Tell = Callable[[Story], None]


@pytest.fixture(scope="module")
def tell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tell]:
    """Lets a story happen at the one panel that all of them share; it finds and leaves it idle."""
    home = tmp_path_factory.mktemp("home")
    with asyncio.Runner() as runner:
        around = running(home)
        office = runner.run(around.__aenter__())

        async def told(story: Story) -> None:
            for partner in (office.anna, office.peter):
                partner.answers = True
            await story(office)
            await office.hang_up()
            for partner in (office.anna, office.peter):
                partner.hang_up()
            await office.until(all_idle)

        yield lambda story: runner.run(told(story))
        runner.run(around.__aexit__(None, None, None))


def alone(home: Path, story: Story, *, panel: bool = True) -> None:
    """Let a story happen that needs a panel of its own, or none."""

    async def told() -> None:
        async with running(home, panel=panel) as office:
            await story(office)

    asyncio.run(told())


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that happens in this process."""
    try:
        async with asyncio.timeout(20):
            while not condition():  # noqa: ASYNC110 - what a partner's call does is no event
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"it did not come to this: {what}") from None


def talks(partner: Partner) -> bool:
    """Whether a partner is in a call."""
    call = partner.call()
    return call is not None and call.state.value == "talking"


def test_a_call_is_made_told_and_ended(tell: Tell) -> None:
    async def story(office: Running) -> None:
        called = await office.run("call", "207")
        assert called == Result(
            0, "Calling Anna Berger\nRinging at Anna Berger\nTalking to Anna Berger\n", ""
        )
        await office.lamp("207", "busy")
        status = await office.run("status", "--json")
        (said,) = status.lines
        (call,) = said["calls"]
        assert (call["state"], call["direction"], call["number"]) == ("talking", "out", "207")
        (account,) = said["accounts"]
        assert (account["account"], account["state"]) == ("Office", "registered")
        anna, peter = said["keys"]
        assert (anna["key"], anna["label"]) == ("207", "Anna Berger")
        assert (anna["lamp"], anna["detail"]) == ("busy", "talking")
        assert (peter["lamp"], peter["subscription"], peter["stale"]) == ("idle", "active", False)
        digits = await office.run("dtmf", "12#")
        assert digits == Result(0, "Sent 12# to Anna Berger\n", "")
        ended = await office.run("hangup", "--json")
        assert ended.status == 0
        assert [line["text"] for line in ended.lines] == ["Hung up: Anna Berger"]
        await until(lambda: office.anna.call() is None, "Anna's call is over")
        nothing = await office.run("dtmf", "1")
        assert nothing == Result(1, "", "blfpanel: There is no call to send digits to.\n")

    tell(story)


def test_what_is_refused_or_makes_no_sense_says_so(tell: Tell) -> None:
    async def story(office: Running) -> None:
        unknown = await office.run("call", "999")
        assert unknown.status == 1
        assert unknown.err == "blfpanel: 999 is not known to the PBX. [404]\n"
        nobody = await office.run("press", "Nobody")
        assert nobody == Result(2, "", "blfpanel: There is no key “Nobody” on the panel.\n")
        quiet = await office.run("pickup", "207", "--wait", "0.3")
        assert quiet == Result(
            1, "", "blfpanel: 207 was not picked up: nothing rings after 0.3 s of waiting.\n"
        )

    tell(story)


@pytest.mark.parametrize("words", [("pickup", "207"), ("press", "anna")])
def test_a_ringing_call_is_picked_up(tell: Tell, words: tuple[str, ...]) -> None:
    async def story(office: Running) -> None:
        office.anna.answers = False
        office.peter.phone.dial("207")
        await office.lamp("207", "alerting")
        taken = await office.run(*words)
        assert (taken.status, taken.err) == (0, "")
        first, *_, last = taken.out.splitlines()
        assert first in ("207 is called by 211", "Anna Berger is ringing: pick up")
        assert last == "The call for 207 is yours"
        await until(lambda: talks(office.peter), "Peter talks")
        (call,) = (await office.status() or {})["calls"]
        assert (call["state"], call["number"]) == ("talking", "211")

    tell(story)


def test_a_press_on_an_idle_partner_calls_and_a_busy_one_is_let_be(tell: Tell) -> None:
    async def story(office: Running) -> None:
        pressed = await office.run("press", "Peter Lang", "--json")
        assert pressed.status == 0
        steps = [line["step"] for line in pressed.lines]
        assert steps == ["pressed", "dialling", "ringing", "answered"]
        assert pressed.lines[0]["meant"] == "dial"
        await office.run("hangup")
        await office.lamp("211", "idle")
        office.peter.phone.dial("207")
        await until(lambda: talks(office.peter), "Peter talks to Anna")
        await office.lamp("207", "busy")
        busy = await office.run("press", "207")
        assert busy.status == 1
        assert "Anna Berger is talking" in busy.err
        assert (await office.status() or {})["calls"] == []

    tell(story)


def test_the_live_call_is_sent_on(tell: Tell) -> None:
    async def story(office: Running) -> None:
        assert (await office.run("call", "207")).status == 0
        sent = await office.run("transfer", "211", "--json")
        assert sent.status == 0, sent.err
        steps = [line["step"] for line in sent.lines]
        assert (steps[0], steps[-1]) == ("transferring", "transferred")
        assert sent.lines[-1]["text"] == "Transferred: Anna Berger"
        await until(lambda: talks(office.anna) and talks(office.peter), "they talk")
        await office.until(lambda status: status["calls"] == [])

    tell(story)


def test_a_call_that_cannot_be_sent_on_stays(tell: Tell) -> None:
    async def story(office: Running) -> None:
        assert (await office.run("call", "207")).status == 0
        kept = await office.run("transfer", "999")
        assert kept.status == 1
        assert "[404]" in kept.err
        (call,) = (await office.status() or {})["calls"]
        assert call["state"] == "talking"

    tell(story)


def test_ctrl_c_while_it_rings_cancels_the_call(tell: Tell) -> None:
    async def story(office: Running) -> None:
        office.anna.answers = False
        process = await office.begin("call", "207")
        await until(lambda: office.anna.call() is not None, "it rings at Anna's")
        assert process.stdout is not None
        while b"Ringing" not in await process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert (await finished(process)).status == 130
        await until(lambda: office.anna.call() is None, "it rings no more")
        assert (await office.status() or {})["calls"] == []

    tell(story)


def test_a_second_panel_shows_the_first_one(tmp_path: Path) -> None:
    async def story(office: Running) -> None:
        directory, socket = office.place.directory.stat(), office.place.path.stat()
        assert stat.S_IMODE(directory.st_mode) == 0o700
        assert stat.S_IMODE(socket.st_mode) == 0o600
        second = await office.run()
        assert second == Result(0, "", "The panel runs already; its window is in front now.\n")
        assert await office.run("tel:+49-30-1234") == second
        refused = await office.run("sip:207@pbx?Replaces=1")
        assert refused.status == 2
        assert "“Replaces”" in refused.err
        assert (await office.status() or {})["calls"] == [], "nobody said so yet"
        office.anna.answers = False
        waiting = await office.begin("call", "207")
        assert waiting.stdout is not None
        while b"Ringing" not in await waiting.stdout.readline():
            pass
        assert (await office.stop_panel()).status == 130
        left = await finished(waiting)
        assert left == Result(1, "", "blfpanel: The panel was closed.\n")
        assert not office.place.path.exists()

    alone(tmp_path, story)


def test_a_panel_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    async def story(office: Running) -> None:
        assert office.panel is not None
        office.panel.kill()
        await finished(office.panel)
        assert office.place.path.exists()
        alone = await office.run("status")
        assert (alone.status, alone.out) == (1, "")
        assert alone.err.startswith("blfpanel: No panel is running. Start `blfpanel`, or act ")
        await office.start_panel()
        assert (await office.run("status")).status == 0

    alone(tmp_path, story)


def test_by_itself_it_calls_picks_up_and_presses(tmp_path: Path) -> None:
    async def story(office: Running) -> None:
        options = (*office.account_options, "--for", "0.2", "--json")
        called = await office.run("call", "207", *options)
        assert called.status == 0, called.err
        steps = ["dialling", "ringing", "answered", "ended"]
        assert [line["step"] for line in called.lines] == steps
        await until(lambda: office.anna.call() is None, "Anna's call is over")
        pressed = await office.run("press", "207", *options)
        assert [line["step"] for line in pressed.lines] == ["pressed", *steps], pressed.err
        status = await office.run("status", *office.account_options, "--json")
        (account,) = status.lines[0]["accounts"]
        assert account["state"] == "registered"
        office.anna.answers = False
        office.peter.phone.dial("207")
        await until(lambda: office.anna.call() is not None, "it rings at Anna's")
        taken = await office.run("pickup", "207", *options)
        assert [line["step"] for line in taken.lines][-2:] == ["picked up", "ended"], taken.err

    alone(tmp_path, story, panel=False)
