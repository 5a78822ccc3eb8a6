from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.gui import forwarding
from blfpanel.gui.features import Desk
from blfpanel.gui.forwarding import ForwardPage
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(window: MainWindow, phone: FakePhone) -> Iterator[ForwardPage]:
    account = AccountSettings(user="200", server="pbx.example.com", name="Reception")
    window.change_settings(accounts=(account,))
    desk = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    with forwarding.attached(desk):
        window.header.account.choices.aboutToShow.emit()
        actions = window.header.account.choices.actions()
        next(action for action in actions if action.text().startswith("Forward")).trigger()
        yield next(each for each in QApplication.topLevelWidgets() if isinstance(each, ForwardPage))


def target(window: MainWindow) -> str:
    return window.config.accounts[0].forward_all


def test_all_calls_are_sent_on_from_the_account_s_menu_and_ring_here_again(
    qtbot: QtBot, window: MainWindow, page: ForwardPage
) -> None:
    qtbot.keyClicks(page.fields[0], " 214 ")
    qtbot.keyClick(page.fields[0], Qt.Key.Key_Return)
    assert target(window) == "214"
    assert not page.isVisible()
    assert window.toast.isVisible()
    window.commands["forward"].action.trigger()
    again = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, ForwardPage) and each.isVisible()
    )
    assert again.fields[0].text() == "214"
    qtbot.mouseClick(again.none, Qt.MouseButton.LeftButton)
    assert target(window) == ""


def test_esc_changes_nothing(qtbot: QtBot, window: MainWindow, page: ForwardPage) -> None:
    qtbot.keyClicks(page.fields[0], "214")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert target(window) == ""


def test_a_screen_reader_hears_what_the_field_is(page: ForwardPage) -> None:
    assert page.fields[0].accessibleName() == "All calls of Reception go to"
