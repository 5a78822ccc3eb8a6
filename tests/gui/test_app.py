from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLoggingCategory, QTimer, qCWarning, qWarning
from PySide6.QtWidgets import QApplication, QMenu

from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize, WindowSettings
from blfpanel.gui.app import run
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.menu import SoundMenu
from blfpanel.gui.sound.sound import NoSoundSystem
from blfpanel.media.session import MediaFactory
from support.fake_phone import FakePhone
from support.fake_sound import FakeSystem


class Session:
    """A phone that is opened and closed around, as the command line does it."""

    def __init__(self, phone: FakePhone) -> None:
        self.phone = phone
        self.closed_after_stop = False
        self.media: MediaFactory | None = None

    @contextlib.asynccontextmanager
    async def __call__(self, media: MediaFactory) -> AsyncIterator[FakePhone]:
        self.media = media
        try:
            yield self.phone
        finally:
            self.closed_after_stop = self.phone.stopped


@pytest.fixture
def session(qapp: QApplication, phone: FakePhone) -> Session:
    return Session(phone)


def windows() -> list[MainWindow]:
    """The windows that are open now."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, MainWindow) and widget.isVisible()
    ]


def window() -> MainWindow:
    """The window that is open now."""
    [found] = windows()
    return found


def notices() -> list[str]:
    """What the window says below everything else."""
    return window().notices.texts()


def soon(action: Callable[[], object], when: Callable[[], bool] = lambda: True) -> None:
    """Do this as soon as the window is open and ``when`` holds."""

    def wait() -> None:
        if windows() and when():
            action()
        else:
            QTimer.singleShot(5, wait)

    QTimer.singleShot(0, wait)


def then_close(action: Callable[[], object], when: Callable[[], bool] = lambda: True) -> None:
    """Do this as soon as the window is open and ``when`` holds, and then close it."""

    def act() -> None:
        action()
        window().close()

    soon(act, when)


def test_closing_the_window_stops_the_phone_and_ends(session: Session) -> None:
    soon(lambda: window().close())
    assert run(session, limit=20) == 0
    assert session.phone.started
    assert session.closed_after_stop


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_as_cleanly(session: Session, number: signal.Signals) -> None:
    soon(lambda: os.kill(os.getpid(), number))
    assert run(session, limit=20) == 130
    assert session.closed_after_stop


def test_a_limit_ends_it(session: Session) -> None:
    began = time.monotonic()
    assert run(session, limit=0.05) == 0
    assert time.monotonic() - began >= 0.05
    assert session.phone.stopped


def test_the_settings_reach_the_window(session: Session) -> None:
    seen: list[KeySize] = []
    then_close(lambda: seen.append(window().view.key_size))
    run(session, Store(Config(window=WindowSettings(size=KeySize.SMALL))), limit=20)
    assert seen == [KeySize.SMALL]


def test_without_an_account_the_window_says_how_to_add_one(session: Session) -> None:
    seen: list[str] = []
    then_close(lambda: seen.append(window().empty.title.text()))
    run(session, has_account=False, limit=20)
    assert seen == ["No account yet."]


def test_a_fault_on_the_loop_is_logged_and_said_and_it_goes_on(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[list[str]] = []

    def fail() -> None:
        raise RuntimeError("the lamp fell off")

    def provoke() -> None:
        asyncio.get_running_loop().call_soon(fail)
        then_close(lambda: seen.append(notices()), lambda: "RuntimeError" in str(notices()))

    async def start() -> None:
        provoke()

    session.phone.start = start  # type: ignore[method-assign]
    assert run(session, limit=20) == 0
    [said] = seen
    assert any("RuntimeError: the lamp fell off" in line for line in said)
    assert "the lamp fell off" in caplog.text


def test_a_fault_in_a_slot_is_said_too(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[list[str]] = []

    def fail() -> None:
        then_close(lambda: seen.append(notices()), lambda: "KeyError" in str(notices()))
        raise KeyError("207")

    soon(fail)
    assert run(session, limit=20) == 0
    assert any("KeyError: '207'" in line for line in seen[0])
    assert "A fault that nothing caught" in caplog.text


def test_what_qt_says_goes_into_the_log(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    then_close(lambda: qWarning("a word from Qt"))
    run(session, limit=20)
    records = [r for r in caplog.records if r.name == "blfpanel.qt"]
    assert [(r.levelno, r.getMessage()) for r in records] == [(logging.WARNING, "a word from Qt")]


def test_the_window_says_that_there_is_no_sound_device_and_goes_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blfpanel.gui.sound.sound.load_system", FakeSystem)
    seen: list[list[str]] = []
    then_close(lambda: seen.append(notices()))
    assert run(session, limit=20) == 0
    assert seen == [["No microphone or speaker. Lamps and pick-up work, you will not be heard."]]
    assert session.phone.stopped


def test_a_missing_library_costs_the_sound_only(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> FakeSystem:
        raise NoSoundSystem("libpulse.so.0: cannot open shared object file")

    monkeypatch.setattr("blfpanel.gui.sound.sound.load_system", fail)
    seen: list[list[str]] = []
    then_close(lambda: seen.append(notices()))
    assert run(session, limit=20) == 0
    [[said]] = seen
    assert said.startswith("No sound, because a library cannot be loaded: libpulse.so.0:")
    assert session.phone.started


def test_a_device_chosen_in_the_menu_is_used_and_kept(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = FakeSystem(["Built-in", "Headset"], ["Built-in", "Headset"])
    monkeypatch.setattr("blfpanel.gui.sound.sound.load_system", lambda: system)
    store = Store(Config())

    def choose() -> None:
        [menu] = window().findChildren(SoundMenu)
        menu.aboutToShow.emit()
        [speaker] = [action.menu() for action in menu.actions() if action.text() == "Speaker"]
        assert isinstance(speaker, QMenu)
        [headset] = [action for action in speaker.actions() if action.text() == "Headset"]
        headset.trigger()

    then_close(choose)
    run(session, store, limit=20)
    assert store.config.sound == SoundSettings(speaker="Headset")


def test_settings_that_cannot_be_kept_are_said(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("blfpanel.gui.sound.sound.load_system", lambda: FakeSystem(["M"], ["S"]))
    seen: list[list[str]] = []
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "settings.toml"

    def change() -> None:
        [menu] = window().findChildren(SoundMenu)
        [ring] = [a for a in menu.actions() if a.text() == "Ring when I am called"]
        ring.trigger()
        seen.append(notices())

    then_close(change)
    run(session, Store(Config(), path), limit=20)
    [[text]] = seen
    assert text.startswith(f"The settings in {path} cannot be read: ")


def test_what_qt_says_of_sound_systems_that_are_not_there_is_no_warning(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    category = QLoggingCategory("qt.multimedia.symbolsresolver")
    soon(lambda: qCWarning(category, "Couldn't load pipewire-0.3 library"))
    then_close(lambda: qWarning("PulseAudioService: pa_context_connect() failed"))
    run(session, limit=20)
    assert [r for r in caplog.records if r.name == "blfpanel.qt"] == []
