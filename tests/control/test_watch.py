"""Watching lamps over the local socket, also with the example of the documentation."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from blfpanel.control.place import UnixPlace
from blfpanel.control.server import ControlServer
from blfpanel.panel.changes import LampChanged
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState
from blfpanel.panel.panel import Panel
from blfpanel.phone.phone import Phone
from blfpanel.sip.syntax.uri import NameAddr
from support.panel_box import profiles

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "follow.py"
ANNA, BEN = KeyId("0:207"), KeyId("0:208")


class Desk:
    """A panel with two keys that is served and has no network."""

    def __init__(self, home: Path) -> None:
        self.place = UnixPlace(home / "run")
        self.phone = Phone(Panel(profiles()), [])
        panel = self.phone.panel
        panel.add_account("Office", NameAddr.parse("<sip:200@pbx.example.org>"))
        for key, name in ((ANNA, "Anna"), (BEN, "Ben")):
            panel.add_key(PartnerKey(key, name, key[2:], "Office"), 0.0)
        while panel.poll_command() is not None:
            pass  # there is no network to watch in
        self.server = ControlServer(self.phone, self.place, lambda _: None)

    def ring(self, key: KeyId) -> None:
        before = LampState(lamp=Lamp.IDLE)
        after = msgspec.structs.replace(before, lamp=Lamp.ALERTING, detail=Detail.RINGING)
        for listener in tuple(self.phone._listeners):
            listener(LampChanged(key, before, after, self.phone.now()))


@asynccontextmanager
async def open_desk(home: Path) -> AsyncIterator[Desk]:
    desk = Desk(home)
    await desk.server.start()
    try:
        yield desk
    finally:
        await desk.server.stop()


async def ask(desk: Desk, **fields: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await desk.place.connect()
    writer.write(json.dumps({"v": 1, "do": "watch", **fields}).encode() + b"\n")
    return reader, writer


async def line(reader: asyncio.StreamReader) -> dict[str, Any]:
    async with asyncio.timeout(20):
        told: dict[str, Any] = json.loads(await reader.readline())
        return told


def test_the_lamps_as_they_are_and_each_change_until_the_program_goes(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(tmp_path) as desk:
            before = len(desk.phone._listeners)
            reader, writer = await ask(desk)
            first, second = await line(reader), await line(reader)
            assert [(told["step"], told["key"], told["lamp"]) for told in (first, second)] == [
                ("lamp", "207", "unknown"),
                ("lamp", "208", "unknown"),
            ]
            desk.ring(BEN)
            told = await line(reader)
            assert (told["key"], told["lamp"], told["label"]) == ("208", "alerting", "Ben")
            assert told["text"] == "Ben: ringing"
            assert told["time"].endswith("Z")
            writer.close()
            async with asyncio.timeout(20):
                while len(desk.phone._listeners) != before:  # noqa: ASYNC110 - no event tells it
                    await asyncio.sleep(0.005)

    asyncio.run(story())


def test_only_some_numbers_and_none_that_the_panel_does_not_have(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(tmp_path) as desk:
            reader, writer = await ask(desk, numbers=["208"])
            assert (await line(reader))["key"] == "208"
            desk.ring(ANNA)
            desk.ring(BEN)
            assert (await line(reader))["key"] == "208"
            writer.close()
            reader, writer = await ask(desk, numbers=["209"])
            end = await line(reader)
            assert (end["status"], "no key for 209" in end["text"]) == (2, True)
            writer.close()

    asyncio.run(story())


def test_the_panel_says_that_it_was_closed(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(tmp_path) as desk:
            reader, writer = await ask(desk, numbers=["207"])
            await line(reader)
            await desk.server.stop()
            assert await line(reader) == {"v": 1, "status": 1, "text": "The panel was closed."}
            writer.close()

    asyncio.run(story())


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(tmp_path) as desk:
            example = await asyncio.create_subprocess_exec(
                sys.executable,
                EXAMPLE,
                "207",
                env={**os.environ, "BLFPANEL_HOME": str(tmp_path)},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            assert example.stdout is not None
            async with asyncio.timeout(20):
                first = (await example.stdout.readline()).decode().split()
                desk.ring(ANNA)
                second = (await example.stdout.readline()).decode().split()
                await desk.server.stop()
                _, errors = await example.communicate()
            assert first[1:] == ["207", "unknown"]
            assert second[1:] == ["207", "alerting", "ringing"]
            assert (example.returncode, errors.decode()) == (1, "The panel was closed.\n")

    asyncio.run(story())
