"""Programs that run on lamp changes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.config.approvals import Approvals
from blfpanel.config.desktop import HookSettings
from blfpanel.config.sound import SoundSettings
from blfpanel.config.window import WindowSettings
from blfpanel.gui.desktop.hooks import MOST, Hooks
from blfpanel.gui.desktop.permission import Permission, words_of
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.notices import NoticeLine
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import KeyRemoved, LampChanged
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState, PartnerCall
from support.fake_phone import FakePhone, party_of

PATIENCE = 20_000

#: Writes what it is told into a new file of the folder named as its argument.
SCRIPT = """\
import json, os, sys, tempfile
told = {name: value for name, value in os.environ.items() if name.startswith("BLFPANEL_")}
with tempfile.NamedTemporaryFile("w", dir=sys.argv[1], delete=False) as file:
    json.dump({"environment": told, "line": json.loads(sys.stdin.readline())}, file)
os.rename(file.name, file.name + ".json")
"""


def press(window: MainWindow, qtbot: QtBot, word: str) -> None:
    (line,) = (line for line in window.findChildren(NoticeLine) if not line.isHidden())
    (button,) = (button for button in line.buttons if button.text() == word)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class Box:
    """A window with hooks that write files."""

    def __init__(self, window: MainWindow, phone: FakePhone, theme: Theme, folder: Path) -> None:
        self.window, self.phone, self.store, self.folder = window, phone, window.store, folder
        script = folder / "hook.py"
        script.write_text(SCRIPT)
        self.command = f"{sys.executable} {script} {folder}"
        self.approvals = Approvals()
        self.permission = Permission(window, self.approvals)
        desk = Desk(window, phone, self.store, theme, Sound(SoundSettings()))
        self.hooks = Hooks(desk, self.permission)
        self.store.listen(self.hooks.use)
        self.anna = phone.add("Anna Berger", "207", group="Sales")
        self.states: dict[KeyId, LampState] = {self.anna: LampState(lamp=Lamp.IDLE, heard=1.0)}

    def hook(self, *, allowed: bool = True, **filters: object) -> None:
        hook = HookSettings(run=self.command, **filters)  # type: ignore[arg-type]
        if allowed:
            self.approvals.allow(self.command)
        self.store.change("", hooks=(hook,))

    def change(self, lamp: Lamp, key: KeyId | None = None, **more: object) -> None:
        key = key or self.anna
        before = self.states.get(key, LampState(lamp=Lamp.IDLE, heard=1.0))
        after = msgspec.structs.replace(before, **{"lamp": lamp, "detail": None, **more})
        self.states[key] = after
        self.hooks.handle(LampChanged(key, before, after, self.phone.time))

    @property
    def told(self) -> list[dict[str, object]]:
        files = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        return [json.loads(path.read_text()) for path in files]

    def lamps(self) -> list[str]:
        return [told["line"]["lamp"] for told in self.told]  # type: ignore[index]

    def press(self, qtbot: QtBot, word: str) -> None:
        press(self.window, qtbot, word)


@pytest.fixture
def box(window: MainWindow, phone: FakePhone, theme: Theme, tmp_path: Path) -> Iterator[Box]:
    made = Box(window, phone, theme, tmp_path)
    yield made
    made.store.unlisten(made.hooks.use)
    made.hooks.leave()


def test_a_program_is_told_of_a_change_by_variables_and_a_json_line(
    box: Box, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLFPANEL_PASSWORD", "secret")
    box.hook()
    party = party_of("0301", "Keller")
    box.change(Lamp.ALERTING, detail=Detail.RINGING, remote=party)
    qtbot.waitUntil(lambda: len(box.told) == 1, timeout=PATIENCE)
    (told,) = box.told
    environment, line = told["environment"], told["line"]
    assert isinstance(environment, dict)
    assert isinstance(line, dict)
    assert (line["key"], line["label"], line["lamp"], line["was"]) == (
        "207", "Anna Berger", "alerting", "idle",
    )  # fmt: skip
    assert environment["BLFPANEL_KEY"] == "207"
    assert environment["BLFPANEL_LAMP"] == "alerting"
    assert environment["BLFPANEL_DETAIL"] == "ringing"
    assert environment["BLFPANEL_WAS"] == "idle"
    assert environment["BLFPANEL_TIME"] == line["time"]
    assert "BLFPANEL_PASSWORD" not in environment


def test_who_is_hidden_is_hidden_from_programs_too(box: Box) -> None:
    box.hook()
    box.store.change("", window=WindowSettings(hide_remote=True))
    (hook,) = box.hooks.hooks
    due: list[object] = []
    hook._run = due.append  # type: ignore[method-assign,assignment]
    party = party_of("0301", "Keller")
    call = PartnerCall("1", "early", "recipient", party)
    box.change(Lamp.ALERTING, detail=Detail.RINGING, remote=party, calls=(call,))
    assert "anonymous.invalid" in str(due)
    assert "0301" not in str(due)
    assert "Keller" not in str(due)


def test_what_is_heard_first_and_what_changes_nothing_is_no_change(box: Box, qtbot: QtBot) -> None:
    box.hook()
    box.states[box.anna] = LampState()
    box.change(Lamp.IDLE, heard=2.0)
    box.change(Lamp.IDLE, heard=3.0)
    box.change(Lamp.BUSY)
    qtbot.waitUntil(lambda: len(box.told) == 1, timeout=PATIENCE)
    assert box.lamps() == ["busy"]


@pytest.mark.parametrize(
    ("filters", "ran"),
    [
        ({"keys": ("207",)}, ["busy", "idle"]),
        ({"keys": ("Anna Berger",)}, ["busy", "idle"]),
        ({"groups": ("Sales",)}, ["busy", "idle"]),
        ({"lamps": (Lamp.IDLE,)}, ["idle"]),
        ({"keys": ("208",)}, []),
        ({"groups": ("Service",)}, []),
    ],
)
def test_only_what_is_wanted_runs_it(
    box: Box, filters: dict[str, object], ran: list[str], qtbot: QtBot
) -> None:
    box.hook(**filters)
    (hook,) = box.hooks.hooks
    due = []
    hook._run = lambda fields: due.append(fields["lamp"])  # type: ignore[method-assign]
    box.change(Lamp.BUSY)
    hook._spacing.timeout.emit()
    hook._spacing.stop()
    box.change(Lamp.IDLE)
    assert due == ran


def test_a_storm_of_changes_runs_few_programs_and_tells_the_last_state(box: Box) -> None:
    box.hook()
    (hook,) = box.hooks.hooks
    due: list[tuple[object, object]] = []
    hook._run = lambda fields: due.append((fields["key"], fields["lamp"]))  # type: ignore[method-assign]
    ben = box.phone.add("Ben", "208")
    for _ in range(50):
        box.change(Lamp.BUSY)
        box.change(Lamp.BUSY, ben)
        box.change(Lamp.IDLE)
    assert due == [("207", "busy")]
    for _ in range(5):
        hook._spacing.stop()
        hook._spacing.timeout.emit()
    assert due == [("207", "busy"), ("208", "busy"), ("207", "idle")]


def test_no_more_than_some_run_at_a_time(box: Box) -> None:
    box.command = f"{sys.executable} -c 'input(); input()'"
    box.hook()
    (hook,) = box.hooks.hooks
    hook._running = {object() for _ in range(MOST)}  # type: ignore[assignment]
    box.change(Lamp.BUSY)
    assert len(hook._due) == 1
    hook._running.clear()
    hook.leave()
    assert not hook._due


def test_it_is_asked_once_before_the_first_run(box: Box, qtbot: QtBot) -> None:
    box.hook(allowed=False)
    box.window.view.setFocus()
    box.change(Lamp.BUSY)
    box.change(Lamp.IDLE)
    assert box.window.view.hasFocus(), "a question takes nobody's keyboard"
    assert box.window.notices.texts() == [
        f"The settings run “{box.command}” when lamps change. It is asked once."
    ]
    box.press(qtbot, "Run")
    qtbot.waitUntil(lambda: box.lamps() == ["idle"], timeout=PATIENCE)
    assert box.approvals.allowed(box.command)


def test_a_key_that_is_gone_has_no_lamp(box: Box) -> None:
    box.hook()
    del box.phone.panel._keys[box.anna]
    box.phone.tell(KeyRemoved(box.anna))
    box.change(Lamp.BUSY)
    assert box.told == []


def test_what_is_refused_is_not_run_and_not_asked_again(box: Box, qtbot: QtBot) -> None:
    box.hook(allowed=False)
    box.change(Lamp.BUSY)
    box.press(qtbot, "Do not run")
    box.change(Lamp.IDLE)
    assert box.window.notices.texts() == []
    assert box.told == []


@pytest.mark.parametrize("command", ["/nonexistent/program", "'not closed"])
def test_a_program_that_cannot_be_run_is_said(box: Box, qtbot: QtBot, command: str) -> None:
    box.command = command
    box.hook()
    box.change(Lamp.BUSY)
    qtbot.waitUntil(lambda: bool(box.window.notices.texts()), timeout=PATIENCE)
    (said,) = box.window.notices.texts()
    assert said.startswith(f"“{command}” cannot be run when lamps change: ")


def test_what_was_allowed_is_remembered_and_odd_files_are_tolerated(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "hooks.json"
    Approvals(path).allow("firefox")
    assert Approvals(path).allowed("firefox")
    assert not Approvals(path).allowed("firefox --private")
    for odd in ("{", "[1, null]", "{}", "\udcff"):
        path.write_bytes(odd.encode(errors="surrogateescape"))
        assert not Approvals(path).allowed("firefox")


@pytest.mark.skipif(os.name == "nt", reason="quotes of Unix shells")
def test_command_lines_are_split_and_nothing_else() -> None:
    assert words_of("open 'my file' $HOME;ls *") == ["open", "my file", "$HOME;ls", "*"]
    for wrong in ("", "  ", "'x"):
        with pytest.raises(ValueError, match="No"):
            words_of(wrong)
