from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.gui.commands import Section
from blfpanel.gui.main_window import MainWindow
from support.fake_phone import FakePhone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_account_says_its_name_number_and_state(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    account = AccountSettings(user="200", server="pbx.example.com", name="Reception")
    window.change_settings(accounts=(account,))
    phone.account("registered", "Registered at pbx.example.com")
    window.refresh()
    box = window.header.account
    assert box.name.text() == "Reception · 200"
    assert box.state.text() == "Registered at pbx.example.com"


def test_the_account_opens_a_menu_by_mouse_and_keyboard(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    box = window.header.account
    qtbot.mouseClick(box, LEFT)
    assert box.choices.isVisible()
    assert "Do not disturb" in texts(box.choices)
    box.choices.close()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.choices.isVisible()
    box.choices.close()
    box.choices.actions()[0].trigger()
    assert phone.quiet


@pytest.mark.parametrize("name", ["keypad", "history", "new_panel_window", "edit_keys", "legend"])
def test_an_icon_is_there_for_each_command_and_does_it(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    window.resize(1300, 700)
    if name in window.commands:
        window.commands[name].action.triggered.disconnect()
    done: list[str] = []
    window.commands.add(name, "Do it", "Ctrl+Alt+7", lambda: done.append(name), Section.VIEW)
    button = window.header.icons[name]
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)
    assert done == [name]
    assert button.toolTip() == "Do it (Ctrl+Alt+7)"
    assert button.accessibleName() == "Do it"
    px = window.theme.px
    assert (button.width(), button.height()) == (px(40), px(36))


def test_without_a_command_there_is_no_icon_that_does_nothing(window: MainWindow) -> None:
    window.resize(1300, 700)
    for name, button in window.header.icons.items():
        assert button.isVisible() is (name in window.commands)


def test_a_tooltip_tells_the_shortcut_in_force(window: MainWindow) -> None:
    assert window.header.menu.toolTip() == "Menu (F10)"
    window.commands.rebind({"menu": "Ctrl+Alt+M"})
    assert window.header.menu.toolTip() == "Menu (Ctrl+Alt+M)"
    window.commands.rebind({"menu": ""})
    assert window.header.menu.toolTip() == "Menu"


def test_the_bell_says_whether_partners_are_told_of(window: MainWindow) -> None:
    window.resize(1300, 700)
    if "quiet" not in window.commands:
        window.commands.add("quiet", "Alerts on or off", "", lambda: None, Section.CALLS)
    bell = window.header.alerts
    assert (bell.isVisible(), bell.text()) == (True, "Alerts on")
    alerts = msgspec.structs.replace(window.config.alerts, quiet=True)
    window.change_settings(alerts=alerts)
    assert bell.text() == bell.accessibleName() == "Alerts off"
    window.resize(1000, 700)
    assert (bell.text(), bell.accessibleName()) == ("", "Alerts off")


def choice(window: MainWindow, menu: str, text: str) -> QAction:
    window.menu.fill()
    submenu = next(action.menu() for action in window.menu.menu.actions() if action.text() == menu)
    assert isinstance(submenu, QMenu)
    return next(action for action in submenu.actions() if action.text() == text)


@pytest.mark.parametrize(
    ("menu", "text", "field", "value"),
    [
        ("Lamps", "Snom", "lamps", "snom"),
        ("Blinking", "Off", "blink", "off"),
        ("Text size", "125 %", "text_size", 125),
    ],
)
def test_the_menu_changes_the_look(
    window: MainWindow, menu: str, text: str, field: str, value: object
) -> None:
    choice(window, menu, text).trigger()
    found = getattr(window.config.window, field)
    assert getattr(found, "value", found) == value
    assert choice(window, menu, text).isChecked()


def test_hiding_with_whom_partners_speak_is_a_switch(window: MainWindow) -> None:
    action = window.commands["hide_remote"].action
    action.trigger()
    assert window.config.window.hide_remote
    assert action.isChecked()
    action.trigger()
    assert not window.config.window.hide_remote
    assert not action.isChecked()
