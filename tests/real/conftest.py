"""PBXes and telephones that are not ours."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from real import asterisk
from real.asterisk import Asterisk
from real.asterisk_root import NoAsterisk, asterisk_root
from real.blfpanel import Command
from real.kamailio import Kamailio, running
from real.pbx import Pbx
from real.sipp import Phone

Run = Callable[..., Command]
MakePhone = Callable[[str], Phone]


@pytest.fixture
def kamailio(tmp_path: Path) -> Iterator[Kamailio]:
    """A Kamailio with users 401 to 429, and nothing going on."""
    folder = tmp_path / "kamailio"
    folder.mkdir()
    with running(folder) as server:
        yield server


@pytest.fixture
def brief_kamailio(tmp_path: Path) -> Iterator[Kamailio]:
    """A Kamailio that grants subscriptions for twelve seconds."""
    folder = tmp_path / "kamailio"
    folder.mkdir()
    with running(folder, longest=12) as server:
        yield server


@pytest.fixture(scope="session")
def asterisk22_root() -> Path:
    """The folder of Asterisk 22. It is tried once: what fails once fails all who need it."""
    return made(22)


@pytest.fixture(scope="session")
def asterisk16_root() -> Path:
    """The folder of Asterisk 16."""
    return made(16)


def made(version: int) -> Path:
    """The folder of an Asterisk."""
    try:
        return asterisk_root(version)
    except NoAsterisk as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture
def asterisk22(asterisk22_root: Path) -> Iterator[Asterisk]:
    """An Asterisk 22 (chan_pjsip) with users 501 to 530, and nothing going on."""
    with asterisk.running(22, asterisk22_root) as server:
        yield server


@pytest.fixture
def asterisk16(asterisk16_root: Path) -> Iterator[Asterisk]:
    """An Asterisk 16 (chan_sip) with users 501 to 530, and nothing going on."""
    with asterisk.running(16, asterisk16_root) as server:
        yield server


@pytest.fixture(params=["kamailio", "asterisk22", "asterisk16"])
def pbx(request: pytest.FixtureRequest) -> Pbx:
    """Each PBX in turn."""
    server: Pbx = request.getfixturevalue(request.param)
    return server


@pytest.fixture
def phone(pbx: Pbx, tmp_path: Path) -> Iterator[MakePhone]:
    """Makes a registered phone with the number given."""
    phones: list[Phone] = []

    def make(number: str) -> Phone:
        phones.append(Phone(number, pbx, tmp_path))
        phones[-1].register()
        return phones[-1]

    yield make
    for made in phones:
        made.stop()


@pytest.fixture
def blfpanel(pbx: Pbx) -> Iterator[Run]:
    """Runs blfpanel as the PBX's third number, or as the number given."""
    running: list[Command] = []

    def run(*words: str, user: str = "", **options: str) -> Command:
        running.append(Command(pbx, user or pbx.number(3), *words, **options))
        return running[-1]

    yield run
    for command in running:
        command.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    for server in getattr(item, "funcargs", {}).values():
        if report.failed and isinstance(server, Asterisk | Kamailio) and server.log.exists():
            said = server.log.read_text(errors="replace")[-8000:]
            report.sections.append((server.name, said))
            break
    return report
