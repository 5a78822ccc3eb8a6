"""The settings in the main window."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.gui.commands import Section
from blfpanel.gui.features import Desk
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.settings.feature import attached
from blfpanel.gui.settings.links import Links
from blfpanel.gui.settings.window import SettingsWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone


@pytest.fixture(autouse=True)
def _no_stack_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offscreen platform has none."""
    monkeypatch.setattr(SettingsWindow, "raise_", lambda self: None)


def test_ctrl_comma_opens_them_and_one_window_is_enough(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    sound = Sound(window.config.sound)
    with attached(Desk(window, phone, window.store, window.theme, sound)) as feature:
        qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        first = feature.window
        assert first is not None
        assert first.isVisible()
        assert feature.open("sound") is first
        assert first.category == "sound"
        qtbot.waitUntil(first.isActiveWindow)
        qtbot.keyClick(first, Qt.Key.Key_Escape)
        assert feature.window is None
        feature.open()
    assert feature.window is None


def test_the_sound_follows_what_is_changed_elsewhere(window: MainWindow, phone: FakePhone) -> None:
    sound = Sound(window.config.sound)
    with attached(Desk(window, phone, window.store, window.theme, sound)):
        quiet = msgspec.structs.replace(window.config.sound, ringer_volume=10)
        window.change_settings("Quiet", sound=quiet)
        assert sound.settings.ringer_volume == 10


def test_what_else_can_be_done_stands_on_the_pages(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    desk = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    done: list[str] = []
    window.commands.add(
        "export_keys", "Export keys…", "", lambda: done.append("export"), Section.TOOLS
    )
    with attached(desk) as feature:
        settings = feature.open("exchange")
        assert settings.page is not None
        links = settings.page.findChildren(Links)[0]
        assert [button.text() for button in links.buttons] == ["Export keys…"]
        links.buttons[0].click()
        assert done == ["export"]
        feature.open("diagnostics")
        assert settings.category == "diagnostics"


def test_the_administrators_settings_are_said_in_both_windows(
    window: MainWindow, phone: FakePhone
) -> None:
    desk = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    with attached(desk) as feature:
        feature.open("lamps")
        window.store.provide(window.config, ["window.blink"])
        feature.provisioned("The administrator’s settings were not read.", True)
        assert window.notices.texts() == ["The administrator’s settings were not read."]
        assert feature.window is not None
        page = feature.window.page
        assert page is not None
        blink = next(row for row in page.rows if row.setting.name == "blink")
        assert not blink.control.field.isEnabled()
        feature.provisioned("Read.", False)
        assert window.notices.texts() == []
