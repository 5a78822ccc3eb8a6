"""A PBX and telephones that are not ours."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from real.kamailio import Kamailio, running
from real.sipp import Phone


@pytest.fixture
def kamailio(tmp_path: Path) -> Iterator[Kamailio]:
    """A Kamailio with users 401 to 420, and nothing going on."""
    folder = tmp_path / "kamailio"
    folder.mkdir()
    with running(folder) as server:
        yield server


@pytest.fixture
def phone(kamailio: Kamailio, tmp_path: Path) -> Iterator[Callable[[str], Phone]]:
    """Makes a registered phone with the number given."""
    phones: list[Phone] = []

    def make(number: str) -> Phone:
        phones.append(Phone(number, kamailio, tmp_path))
        phones[-1].register()
        return phones[-1]

    yield make
    for made in phones:
        made.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    server = getattr(item, "funcargs", {}).get("kamailio")
    if report.failed and isinstance(server, Kamailio):
        report.sections.append(("Kamailio", server.log.read_text(errors="replace")[-8000:]))
    return report
