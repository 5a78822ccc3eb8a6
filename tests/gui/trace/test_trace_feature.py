"""The trace at a desk: by its shortcut, and from "Why this lamp?" for one key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.gui.features import Desk
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.trace.feature import attached
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone
from support.traffic import fill_trace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone, monkeypatch: pytest.MonkeyPatch) -> Desk:
    # the offscreen platform has no stack of windows
    monkeypatch.setattr(TraceWindow, "raise_", lambda self: None)
    phone.account("registered", "Registered at pbx.example.com")
    phone.add("Clara Hoffmann", "214")
    fill_trace(phone)
    return Desk(window, phone, window.store, window.theme, Sound(window.config.sound))


def test_shortcut_opens_one_window_and_escape_closes_it(qtbot: QtBot, desk: Desk) -> None:
    with attached(desk) as feature:
        qtbot.keyClick(
            desk.window,
            Qt.Key.Key_T,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        first = feature.window
        assert first is not None
        assert first.model.total == 19
        assert feature.open() is first
        qtbot.waitUntil(first.isActiveWindow)
        qtbot.keyClick(first.view, Qt.Key.Key_Escape)
        assert feature.window is None
        assert feature.open().model.total == 19
    assert feature.window is None


def test_why_pane_opens_it_for_its_key(qtbot: QtBot, desk: Desk) -> None:
    with attached(desk) as feature:
        desk.window.show_why(KeyId("214"))
        qtbot.mouseClick(desk.window.why.trace, LEFT)
        assert feature.window is not None
        assert feature.window.field.text() == "key:214"
