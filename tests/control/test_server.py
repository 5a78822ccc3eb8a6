"""The running panel's end of the local socket: whoever connects, and whatever they do then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from blfpanel.control.client import ask
from blfpanel.control.messages import LONGEST_REQUEST, Call, Declined, Pickup, Show, StatusOf
from blfpanel.control.place import LoopbackPlace, Place, UnixPlace
from blfpanel.control.server import ControlServer, serving
from blfpanel.panel.changes import Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.phone.phone import Phone
from blfpanel.sip.syntax.uri import NameAddr
from support.panel_box import profiles

Lines = list[dict[str, Any]]


class Desk:
    """A panel that is served but has no network."""

    def __init__(self, place: Place, patience: float = 20.0) -> None:
        self.place = place
        self.phone = Phone(Panel(profiles()), [])
        panel = self.phone.panel
        panel.add_account("Office", NameAddr.parse("<sip:200@pbx.example.org>"))
        panel.add_key(PartnerKey(KeyId("0:207"), "Anna", "207", "Office"), 0.0)
        while panel.poll_command() is not None:
            pass  # there is no network to watch in
        self.shown = 0
        self.links: list[str] = []
        self._usual = len(self.phone._listeners)
        self.server = ControlServer(self.phone, place, self.show, patience=patience)

    def show(self, link: str) -> None:
        self.shown += 1
        self.links.append(link)

    async def say(self, *data: bytes, close: bool = False) -> Lines:
        """Send this, and read all that is answered."""
        reader, writer = await self.place.connect()
        for part in data:
            writer.write(part)
        if close:
            writer.write_eof()
        lines = [json.loads(line) async for line in reader]
        writer.close()
        return lines

    @property
    def listeners(self) -> int:
        """How many wait for something."""
        return len(self.phone._listeners) - self._usual

    async def until_waiting(self, listeners: int) -> None:
        async with asyncio.timeout(20):
            while self.listeners != listeners:  # noqa: ASYNC110 - listening is no event
                await asyncio.sleep(0.005)


@asynccontextmanager
async def open_desk(place: Place, **options: float) -> AsyncIterator[Desk]:
    desk = Desk(place, **options)
    await desk.server.start()
    try:
        yield desk
    finally:
        await desk.server.stop()


@pytest.fixture
def told(tmp_path: Path) -> Callable[[Callable[[Desk], Awaitable[None]]], None]:
    """Lets a story happen at a desk."""

    def tell(story: Callable[[Desk], Awaitable[None]]) -> None:
        async def run() -> None:
            async with open_desk(UnixPlace(tmp_path / "run")) as desk:
                await story(desk)
                assert desk.listeners == 0

        asyncio.run(run())

    return tell


Tell = Callable[[Callable[[Desk], Awaitable[None]]], None]

ALONE = {"v": 1, "status": 2}


def test_steps_come_first_and_the_end_last(told: Tell) -> None:
    async def story(desk: Desk) -> None:
        step, end = await desk.say(b'{"v": 1, "do": "status"}\n')
        assert (step["v"], step["step"]) == (1, "status")
        assert step["text"].splitlines()[0] == "Office: Not registered"
        (account,) = step["accounts"]
        assert account["account"] == "Office"
        (key,) = step["keys"]
        assert (key["id"], key["key"], key["label"], key["lamp"]) == (
            "0:207", "207", "Anna", "unknown",
        )  # fmt: skip
        assert key["sentence"]
        assert key["certain"] is False
        assert end == {"v": 1, "status": 0, "text": ""}
        step, end = await desk.say(b'{"v": 1, "do": "show"}\n')
        assert (step["step"], end["status"], desk.shown) == ("shown", 0, 1)

    told(story)


def test_a_link_goes_to_the_window_and_one_that_is_not_followed_is_declined_too(
    told: Callable[[Callable[[Desk], Awaitable[None]]], None],
) -> None:
    async def story(desk: Desk) -> None:
        (*_, end) = await desk.say(b'{"v": 1, "do": "show", "link": "tel:207"}\n')
        assert end["status"] == 0
        (end,) = await desk.say(b'{"v": 1, "do": "show", "link": "sip:a@b?Replaces=1"}\n')
        assert end["status"] == 2
        assert "Replaces" in end["text"]
        assert desk.links == ["tel:207", "sip:a@b?Replaces=1"], "the window says it as well"

    told(story)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello\n", "The request cannot be read: "),
        (b"{\n", "The request cannot be read: "),
        (b'{"v": 1, "do": "call"}\n', "missing required field `number`"),
        (b'{"v": 7, "do": "show"}\n', "version 7"),
        (b"x" * (LONGEST_REQUEST + 1), f"longer than {LONGEST_REQUEST} octets"),
        (b"\xff\xfe\x00\n", "The request cannot be read: "),
    ],
    ids=["words", "half", "incomplete", "version", "long", "binary"],
)
def test_what_is_no_request_is_answered_in_words(told: Tell, data: bytes, words: str) -> None:
    async def story(desk: Desk) -> None:
        (end,) = await desk.say(data)
        assert end["status"] == 2
        assert words in end["text"]
        assert (await desk.say(b'{"v": 1, "do": "show"}\n'))[-1]["status"] == 0

    told(story)


def test_who_sends_nothing_is_sent_away(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(UnixPlace(tmp_path / "run"), patience=0.05) as desk:
            for data in (b"", b'{"v": 1'):
                (end,) = await desk.say(data)
                assert end == ALONE | {"text": "No request came within 0.05 s."}

    asyncio.run(story())


def test_who_only_comes_and_goes_does_no_harm(told: Tell) -> None:
    async def story(desk: Desk) -> None:
        for data in (b"", b'{"v"', b'{"v": 1, "do": "status"}\n'):
            _, writer = await desk.place.connect()
            writer.write(data)
            writer.close()
        assert (await desk.say(b'{"v": 1, "do": "show"}\n'))[-1]["status"] == 0

    told(story)


def test_nobody_picks_up_for_a_program_that_went_away(told: Tell) -> None:
    async def story(desk: Desk) -> None:
        _, writer = await desk.place.connect()
        writer.write(b'{"v": 1, "do": "pickup", "number": "207", "wait": 600}\n')
        await desk.until_waiting(2)
        writer.close()
        await desk.until_waiting(0)

    told(story)


def test_two_programs_wait_at_once_and_are_told_of_the_end(told: Tell) -> None:
    async def story(desk: Desk) -> None:
        request = b'{"v": 1, "do": "pickup", "number": "207", "wait": 600}\n'
        waiting = [asyncio.ensure_future(desk.say(request)) for _ in range(2)]
        await desk.until_waiting(4)
        assert (await desk.say(b'{"v": 1, "do": "show"}\n'))[-1]["status"] == 0
        await desk.server.stop()
        for one in waiting:
            assert await one == [{"v": 1, "status": 1, "text": "The panel was closed."}]

    told(story)


def test_the_client_gives_steps_and_raises_what_is_declined(told: Tell) -> None:
    async def story(desk: Desk) -> None:
        steps: list[dict[str, object]] = []
        await ask(desk.place, StatusOf(), steps.append)
        assert [step["step"] for step in steps] == ["status"]
        for request, status, words in (
            (Call(number="207"), 1, "No account yet."),
            (Call(number="207", account="Home"), 2, "There is no account 'Home', only Office."),
            (Pickup(number="299"), 2, "The panel has no key for 299"),
            (Pickup(number="207", wait=0.05), 1, "nothing is known of it after 0.05 s"),
        ):
            with pytest.raises(Declined, match=words) as declined:
                await ask(desk.place, request, steps.append)
            assert declined.value.status == status

    told(story)


def test_a_panel_that_breaks_off_is_told_from_one_that_declines(told: Tell, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(b'{"v": 1, "step": "dialling", "text": "Calling"}\n{"v": 1')
            writer.close()

        place = UnixPlace(tmp_path / "rude")
        server = await place.listen(rude)
        steps: list[dict[str, object]] = []
        with pytest.raises(Declined, match="The panel broke off"):
            await ask(place, Call(number="207"), steps.append)
        assert [step["step"] for step in steps] == ["dialling"]
        server.close()
        place.leave()

    told(story)


def test_on_loopback_only_who_knows_the_token_is_heard(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(LoopbackPlace(tmp_path)) as desk:
            await ask(LoopbackPlace(tmp_path), Show(), lambda _: None)
            assert desk.shown == 1
            for token in ("", '"token": "guessed", ', '"token": 7, '):
                (end,) = await desk.say(b'{%s"v": 1, "do": "show"}\n' % token.encode())
                assert end["status"] == 1
                assert end["text"] == "Only the user who runs this panel may act through it."
            assert desk.shown == 1

    asyncio.run(story())


def test_where_nothing_can_listen_the_panel_says_so(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(UnixPlace(tmp_path / "run")):
            second = Desk(UnixPlace(tmp_path / "run"))
            async with serving(second.phone, second.place, second.show):
                pass
            told = []
            while (change := second.phone.panel.poll_change()) is not None:
                told.append(change)
            (notice,) = [change for change in told if isinstance(change, Notice)]
            assert notice.text == (
                "Commands such as `blfpanel call` do not reach this panel: another panel of yours "
                "is running."
            )

    asyncio.run(story())
