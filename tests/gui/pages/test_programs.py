from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.notices import Notices
from blfpanel.gui.pages.programs import Programs
from blfpanel.panel.changes import ProgramWanted
from blfpanel.panel.model import KeyId

DOOR = "/opt/door/open --gate 'main entrance' ; rm -rf x"


class Bench:
    """Programs whose running is only noted."""

    def __init__(self, qtbot: QtBot, theme: Theme, path: Path) -> None:
        self.notices = Notices(theme)
        qtbot.addWidget(self.notices)
        self.said: list[str] = []
        self.ran: list[object] = []
        self.programs = Programs(self.notices, path, self.said.append)
        self.programs.open_web = lambda target: not self.ran.append(target)
        self.programs.start = lambda words: not self.ran.append(words)

    def press(self, target: str) -> None:
        self.programs.handle(ProgramWanted(KeyId("x"), target))

    def answer(self, qtbot: QtBot, target: str, number: int) -> None:
        line = self.notices._lines[f"program {target}"]
        qtbot.mouseClick(line.buttons[number], Qt.MouseButton.LeftButton)


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Bench:
    return Bench(qtbot, theme, tmp_path / "programs.json")


def test_it_is_asked_once_before_the_first_run(
    qtbot: QtBot, bench: Bench, theme: Theme, tmp_path: Path
) -> None:
    bench.press(DOOR)
    assert bench.ran == []
    bench.answer(qtbot, DOOR, 0)
    words = ["/opt/door/open", "--gate", "main entrance", ";", "rm", "-rf", "x"]
    assert bench.ran == [words]
    bench.press(DOOR)
    assert bench.ran == [words, words]
    again = Bench(qtbot, theme, tmp_path / "programs.json")
    again.press(DOOR)
    assert again.ran == [words]


def test_what_is_not_wanted_is_not_run_and_asked_again(qtbot: QtBot, bench: Bench) -> None:
    bench.press(DOOR)
    bench.answer(qtbot, DOOR, 1)
    assert bench.ran == []
    assert bench.notices.texts() == []
    bench.press(DOOR)
    assert len(bench.notices.texts()) == 1


def test_addresses_are_opened_by_the_desktop(qtbot: QtBot, bench: Bench) -> None:
    bench.press("https://example.com/?a=1 2")
    bench.answer(qtbot, "https://example.com/?a=1 2", 0)
    assert bench.ran == ["https://example.com/?a=1 2"]


def test_what_cannot_be_opened_is_said(qtbot: QtBot, bench: Bench) -> None:
    bench.press("open 'half a quote")
    bench.answer(qtbot, "open 'half a quote", 0)
    assert bench.said == ["“open 'half a quote” cannot be opened."]
