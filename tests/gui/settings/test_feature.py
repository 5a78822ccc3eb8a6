"""The settings in the main window."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.gui.features import Desk
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.settings.feature import attached
from blfpanel.gui.settings.window import SettingsWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone


def test_ctrl_comma_opens_them_and_one_window_is_enough(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the offscreen platform has no stack of windows
    monkeypatch.setattr(SettingsWindow, "raise_", lambda self: None)
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
