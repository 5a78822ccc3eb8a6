"""From an empty folder to a lit lamp, by keyboard alone: the whole program, the built-in PBX."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from blfpanel.cli.panel import Session
from blfpanel.config.secrets import remember_for_now
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.gui.app import run
from blfpanel.gui.fill.pages import PageStack
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.welcome.feature import DemoBar
from blfpanel.gui.welcome.page import WelcomePage
from blfpanel.media.session import MediaFactory
from blfpanel.panel.model import Lamp
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.phone import Phone
from blfpanel.sim.cast import PEOPLE, YOU
from blfpanel.sim.scenario import Scenario
from blfpanel.sim.server import SimServer
from support.desk import until


def window() -> MainWindow | None:
    """The window, once it is open."""
    open_now = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, MainWindow) and widget.isVisible()
    ]
    return open_now[0] if open_now else None


def page() -> WelcomePage | None:
    """The welcome page, while it is open."""
    shown = window()
    found = PageStack.of(shown).page if shown is not None else None
    return found if isinstance(found, WelcomePage) else None


def focus() -> Any:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)


def type_in(text: str) -> None:
    QTest.keyClicks(focus(), text)


@pytest.fixture
def start(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[SimServer, Phone], Awaitable[None]]], Store]:
    """Starts the program in an empty folder, runs a story in it, and closes the window."""
    monkeypatch.setenv("BLFPANEL_HOME", str(tmp_path))
    monkeypatch.delenv("BLFPANEL_PASSWORD", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    def start(story: Callable[[SimServer, Phone], Awaitable[None]]) -> Store:
        store = Store(Config(), tmp_path / "settings.toml")
        session = Session(store, [])
        failure: list[BaseException] = []

        async def told(server: SimServer, phone: Phone) -> None:
            try:
                await until(lambda: page() is not None, "the window is open")
                shown = window()
                assert shown is not None
                shown.activateWindow()
                await until(shown.isActiveWindow, "the window has the keyboard")
                await story(server, phone)
            except BaseException as problem:  # told by the test, not by the program
                failure.append(problem)
            finally:
                shown = window()
                if shown is not None:
                    shown.closing.emit()

        @contextlib.asynccontextmanager
        async def open_phone(media: MediaFactory) -> AsyncIterator[Phone]:
            profile = load_profiles()["rfc"]
            quiet = Scenario(call=())
            async with (
                SimServer(profile=profile, scenario=quiet) as server,
                session.open_phone(media) as phone,
            ):
                running = asyncio.ensure_future(told(server, phone))
                yield phone
                await running

        run(open_phone, store, has_account=False)
        if failure:
            raise failure[0]
        return store

    return start


def lamps(phone: Phone) -> list[Lamp]:
    """What the keys show."""
    keys = phone.panel.keys()
    return [phone.panel.face(key.id).lamp for key in keys]


def test_from_an_empty_folder_to_lit_lamps_by_keyboard(
    start: Callable[[Callable[[SimServer, Phone], Awaitable[None]]], Store], tmp_path: Path
) -> None:
    async def story(server: SimServer, phone: Phone) -> None:
        host, port = server.address
        type_in(f"sip:{YOU.number}@{host}:{port};transport=tcp")
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Tab)
        type_in(YOU.password)
        press(Qt.Key.Key_Return)
        shown = page()
        assert shown is not None
        await until(lambda: shown.account.found is not None, "connected")
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Tab)
        type_in("201-203")
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
        await until(lambda: page() is None, "the panel is there")
        await until(lambda: lamps(phone) == [Lamp.IDLE] * 3, "three lamps are lit")

    store = start(story)
    assert [key.number for key in store.config.keys] == ["201", "202", "203"]
    written = (tmp_path / "settings.toml").read_text()
    assert "201" in written
    assert YOU.password not in written
    remember_for_now(store.config.accounts[0], None)


def test_the_built_in_pbx_lights_lamps_in_the_running_window_and_leaves_nothing(
    start: Callable[[Callable[[SimServer, Phone], Awaitable[None]]], Store], tmp_path: Path
) -> None:
    async def story(server: SimServer, phone: Phone) -> None:
        shown = page()
        assert shown is not None
        shown.demo.click()
        await until(lambda: len(phone.panel.keys()) == len(PEOPLE), "the people have keys")
        await until(lambda: Lamp.UNKNOWN not in lamps(phone), "all lamps are known")
        outer = window()
        assert outer is not None
        bar = outer.findChild(DemoBar)
        assert bar is not None
        bar.leave.click()
        await until(lambda: page() is not None, "welcome again")
        await until(lambda: not phone.panel.keys(), "the people are gone")
        assert not [text for text in outer.notices.texts() if "fault" in text]
        again = page()
        assert again is not None
        assert focus() is again.account.server

    store = start(story)
    assert store.config == Config()
    assert not (tmp_path / "settings.toml").exists()
