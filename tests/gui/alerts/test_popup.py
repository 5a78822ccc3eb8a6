"""The small windows for desktops without notifications: seen, clicked, reached by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.gui.alerts.messages import Action, Message
from blfpanel.gui.alerts.popup import MOST, Popups
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow

#: the offscreen platform says this of every window that stays on top
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

RINGS = Message(
    "key 214", "Ringing: Clara Hoffmann", "from Keller & Partner · 030 23125 407",
    (Action.PICK_UP, Action.IGNORE), True, 100.0,
)  # fmt: skip


class Box:
    def __init__(self, theme: Theme) -> None:
        self.now = 108.0
        self.done: list[tuple[str, Action]] = []
        self.popups = Popups(theme, lambda: self.now, lambda *press: self.done.append(press))


@pytest.fixture
def box(theme: Theme) -> Iterator[Box]:
    made = Box(theme)
    yield made
    made.popups.close()


def test_it_says_who_rings_and_how_long_at_the_top_right(box: Box, theme: Theme) -> None:
    box.popups.show(RINGS)
    popup = box.popups.shown["key 214"]
    assert (popup.title.text(), popup.timer.text()) == ("Ringing: Clara Hoffmann", "0:08")
    assert popup.body.text() == "from Keller & Partner · 030 23125 407"
    assert (
        popup.accessibleName() == "Ringing: Clara Hoffmann. from Keller & Partner · 030 23125 407"
    )
    assert (popup.width(), popup.height()) == (theme.px(380), theme.px(136))
    room = QApplication.primaryScreen().availableGeometry()
    assert popup.geometry().right() <= room.right()
    assert popup.geometry().top() == room.top() + theme.px(16)
    box.now += 52
    box.popups.refresh()
    assert popup.timer.text() == "1:00"


def test_it_is_filled_so_that_what_lies_below_does_not_make_it_unreadable(
    box: Box, theme: Theme
) -> None:
    box.popups.show(RINGS)
    drawn = box.popups.shown["key 214"].grab().toImage()
    middle = drawn.pixelColor(drawn.width() // 2, round(drawn.height() * 0.9))
    assert middle == theme.tokens.surface


@pytest.mark.parametrize("action", [Action.PICK_UP, Action.IGNORE])
def test_a_button_is_pressed_and_the_window_is_gone(box: Box, qtbot: QtBot, action: Action) -> None:
    box.popups.show(RINGS)
    button = box.popups.shown["key 214"].buttons[action]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert box.done == [("key 214", action)]
    assert not box.popups.shown


def test_it_takes_the_keyboard_only_when_asked_and_has_no_default_button(
    box: Box, qtbot: QtBot, window: MainWindow
) -> None:
    window.view.setFocus()
    box.popups.show(RINGS)
    popup = box.popups.shown["key 214"]
    assert popup.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.isActiveWindow()
    box.popups.take_keyboard()
    qtbot.waitUntil(popup.isActiveWindow)
    assert QApplication.focusWidget() is popup.buttons[Action.PICK_UP]
    qtbot.keyClick(popup.buttons[Action.PICK_UP], Qt.Key.Key_Return)
    assert box.done == [], "Enter alone does nothing"
    qtbot.keyClick(popup.buttons[Action.PICK_UP], Qt.Key.Key_Space)
    assert box.done == [("key 214", Action.PICK_UP)]


def test_several_stand_below_each_other_and_close_up_and_the_oldest_give_way(box: Box) -> None:
    for number in range(MOST + 1):
        box.popups.show(Message(f"key {number}", f"Ringing: {number}", ""))
    assert list(box.popups.shown) == [f"key {number}" for number in range(1, MOST + 1)]
    tops = [popup.y() for popup in box.popups.shown.values()]
    assert tops == sorted(set(tops))
    box.popups.withdraw("key 1")
    assert box.popups.shown["key 2"].y() == tops[0]


def test_one_about_the_same_replaces_it(box: Box) -> None:
    box.popups.show(RINGS)
    box.popups.show(Message("key 214", "Ringing: Clara Hoffmann", "from 0302"))
    assert len(box.popups.shown) == 1
    assert box.popups.shown["key 214"].body.text() == "from 0302"
