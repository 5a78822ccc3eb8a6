from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.window import WindowSettings
from blfpanel.gui.keys.holding import HOLD_MS
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone
from support.front_desk import fill_three

LEFT = Qt.MouseButton.LeftButton
ANNA = KeyId("207")


@pytest.fixture
def pressed(qtbot: QtBot, view: KeyView, phone: FakePhone) -> list[str]:
    """The keys pressed in a view where Anna's rings and must be held."""
    fill_three(phone)
    phone.ring(ANNA, "030 1")
    view.hold_to_pick_up = True
    view.show()
    qtbot.waitExposed(view)
    seen: list[str] = []
    view.pressed_key.connect(seen.append)
    return seen


def at(view: KeyView, key: KeyId) -> QPoint:
    return view.key_rect(view.key_model.index_of(key)).center()


def shown(view: KeyView, key: KeyId) -> str:
    """The word on a key."""
    return view._adapted(key, view.key_model.answer(key, Role.FACE)).word


def test_a_click_on_a_ringing_key_picks_nothing_up_and_says_how(
    qtbot: QtBot, view: KeyView, pressed: list[str]
) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=at(view, ANNA))
    assert shown(view, ANNA) == "Hold to pick up"
    qtbot.wait(HOLD_MS + 100)
    assert pressed == []


def test_a_button_that_is_held_picks_up_once(
    qtbot: QtBot, view: KeyView, pressed: list[str]
) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=at(view, ANNA))
    assert pressed == []
    before = view.grab().toImage()
    qtbot.wait(HOLD_MS // 2)
    assert view.grab().toImage() != before  # the arc grows
    qtbot.waitUntil(lambda: bool(pressed), timeout=2000)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=at(view, ANNA))
    assert pressed == [ANNA]
    assert shown(view, ANNA) != "Hold to pick up"


def test_leaving_the_key_with_the_button_down_picks_nothing_up(
    qtbot: QtBot, view: KeyView, pressed: list[str]
) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=at(view, ANNA))
    qtbot.mouseMove(view.viewport(), at(view, KeyId("202")))
    view._hover_timer.stop()  # no tooltip: the screen of the tests has no windows to raise
    qtbot.mouseMove(view.viewport(), at(view, ANNA))
    view._hover_timer.stop()
    qtbot.wait(HOLD_MS + 100)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=at(view, ANNA))
    assert pressed == []


def test_a_call_that_was_taken_meanwhile_is_not_called(
    qtbot: QtBot, view: KeyView, phone: FakePhone, pressed: list[str]
) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=at(view, ANNA))
    phone.busy(ANNA, "030 1")
    qtbot.mouseRelease(view.viewport(), LEFT, pos=at(view, ANNA))
    qtbot.wait(HOLD_MS + 100)
    assert pressed == []


def test_others_are_pressed_and_enter_picks_up_as_ever(
    qtbot: QtBot, view: KeyView, pressed: list[str]
) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=at(view, KeyId("202")))
    view.focus_key(ANNA)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert pressed == ["202", ANNA]


def test_the_setting_takes_effect_at_once_and_the_tooltip_says_so(
    window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.ring(ANNA, "030 1")
    QApplication.processEvents()

    def tip() -> str:
        return str(window.model.answer(ANNA, Qt.ItemDataRole.ToolTipRole))

    assert "Click: pick up" in tip()
    window.change_settings(window=WindowSettings(hold_to_pick_up=True))
    assert window.view.hold_to_pick_up
    assert "Hold the button: pick up" in tip()
