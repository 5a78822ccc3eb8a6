"""Where a panel is reached: by its own user only, also after another one crashed there."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from blfpanel.config.paths import runtime_path
from blfpanel.control.place import (
    Handler,
    LoopbackPlace,
    NotRunning,
    NotServable,
    Place,
    UnixPlace,
    usual_place,
)

PLACES = [UnixPlace, LoopbackPlace]


@pytest.fixture
def directory() -> Iterator[Path]:
    """A short path, as sockets need one."""
    made = Path(tempfile.mkdtemp(prefix="blfpanel-"))
    yield made / "run"
    shutil.rmtree(made)


async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"hello\n")
    writer.close()


async def greeting(place: Place) -> bytes:
    reader, writer = await place.connect()
    heard = await reader.readline()
    writer.close()
    return heard


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def open_at(place: Place, handler: Handler = greet) -> asyncio.Server:
    return await place.listen(handler)


@pytest.mark.parametrize("kind", PLACES)
def test_who_listens_is_reached_and_leaves_nothing(kind: type[UnixPlace], directory: Path) -> None:
    async def story() -> None:
        with pytest.raises(NotRunning):
            await kind(directory).connect()
        place = kind(directory)
        server = await open_at(place)
        assert (mode(directory), mode(place.path)) == (0o700, 0o600)
        assert await greeting(kind(directory)) == b"hello\n"
        server.close()
        place.leave()
        assert os.listdir(directory) == []
        with pytest.raises(NotRunning):
            await kind(directory).connect()

    asyncio.run(story())


@pytest.mark.parametrize("kind", PLACES)
def test_only_one_panel_listens(kind: type[UnixPlace], directory: Path) -> None:
    async def story() -> None:
        first = kind(directory)
        server = await open_at(first)
        with pytest.raises(NotServable, match="another panel of yours is running"):
            await open_at(kind(directory))
        assert await greeting(kind(directory)) == b"hello\n"
        server.close()
        first.leave()

    asyncio.run(story())


@pytest.mark.parametrize("kind", PLACES)
def test_what_a_crashed_panel_left_is_replaced(kind: type[UnixPlace], directory: Path) -> None:
    """What remains of a process that was killed is its files; its lock went with it."""

    async def story() -> None:
        crashed = kind(directory)
        server = await open_at(crashed)
        remains = crashed.path.with_suffix(".kept")
        os.link(crashed.path, remains)
        server.close()
        crashed.leave()
        remains.rename(crashed.path)
        with pytest.raises(NotRunning):
            await kind(directory).connect()
        place = kind(directory)
        server = await open_at(place)
        assert await greeting(kind(directory)) == b"hello\n"
        server.close()
        place.leave()

    asyncio.run(story())


def test_a_directory_that_others_may_enter_is_not_used(directory: Path) -> None:
    directory.mkdir()
    directory.chmod(0o755)

    async def story() -> None:
        with pytest.raises(NotServable, match="is not a directory of yours alone"):
            await open_at(UnixPlace(directory))
        with pytest.raises(NotRunning):
            await UnixPlace(directory).connect()

    asyncio.run(story())


def test_a_link_to_a_directory_is_not_used(directory: Path) -> None:
    elsewhere = directory.with_name("elsewhere")
    elsewhere.mkdir(mode=0o700)
    directory.symlink_to(elsewhere)

    async def story() -> None:
        with pytest.raises(NotServable):
            await open_at(UnixPlace(directory))

    asyncio.run(story())


def test_the_token_of_the_file_is_asked_for(directory: Path) -> None:
    async def story() -> None:
        place = LoopbackPlace(directory)
        server = await open_at(place)
        guest = LoopbackPlace(directory)
        _, writer = await guest.connect()
        token = guest.token["token"]
        assert isinstance(token, str)
        assert place.admits(writer, token)
        assert not place.admits(writer, "")
        assert not place.admits(writer, token[:-1] + "é")
        writer.close()
        server.close()
        place.leave()

    asyncio.run(story())


_STRANGER = """
import os, socket, sys
os.setgid(65534); os.setuid(65534)
there = socket.socket(socket.AF_UNIX)
try:
    there.connect(sys.argv[1])
except PermissionError:
    sys.exit("kept out")
there.sendall(b"{}\\n")
sys.exit(there.recv(100).decode())
"""


def _stranger(path: Path) -> str:
    command = [sys.executable, "-c", _STRANGER, str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stderr.strip()


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user"
)
def test_another_user_is_kept_out_by_the_files_and_told_apart(directory: Path) -> None:
    async def story() -> None:
        place = UnixPlace(directory)

        async def judge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(b"admitted" if place.admits(writer, "") else b"refused")
            writer.close()

        server = await open_at(place, judge)
        assert await asyncio.to_thread(_stranger, place.path) == "kept out"
        for path in (directory.parent, directory, place.path):
            os.chmod(path, 0o777)
        assert await asyncio.to_thread(_stranger, place.path) == "refused"
        server.close()
        place.leave()

    asyncio.run(story())


def test_it_lies_in_the_home_or_in_the_runtime_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1234")
    monkeypatch.delenv("BLFPANEL_HOME", raising=False)
    usual = runtime_path()
    monkeypatch.setenv("BLFPANEL_HOME", "/srv/panel")
    assert usual_place().directory == Path("/srv/panel/run")
    monkeypatch.setenv("BLFPANEL_HOME", "/srv/" + "panel" * 30)
    place = usual_place()
    assert isinstance(place, UnixPlace)
    assert len(os.fsencode(place.path)) <= 103
    assert place.directory.parent == usual
    monkeypatch.setenv("BLFPANEL_HOME", "/srv/" + "panel" * 31)
    assert usual_place().directory != place.directory
