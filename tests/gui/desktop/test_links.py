"""A click on a number elsewhere: what the window does with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.desktop import LinkSettings
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.desktop.feature import attached
from blfpanel.gui.desktop.links import open_link
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("tel:+49-30-1234", "+49301234"),
        ("sip:anna@example.com", "sip:anna@example.com"),
        ("callto://207", "207"),
    ],
)
def test_a_link_fills_the_field_and_waits_for_enter(
    window: MainWindow, phone: FakePhone, qtbot: QtBot, link: str, number: str
) -> None:
    window.header.omnibox.setText("kow")
    window.showMinimized()
    open_link(window, phone, link)
    field = window.header.omnibox
    assert not window.isMinimized()
    assert field.text() == number
    assert phone.done == [], "nothing is called before the person says so"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert phone.done == [("dial", number, None)]


def test_a_link_calls_at_once_only_if_that_is_wanted(window: MainWindow, phone: FakePhone) -> None:
    window.store.change("", links=LinkSettings(dial_at_once=True))
    open_link(window, phone, "tel:207")
    assert phone.done == [("dial", "207", None)]
    assert window.header.omnibox.text() == ""


def test_a_link_that_is_not_followed_says_why(window: MainWindow, phone: FakePhone) -> None:
    window.store.change("", links=LinkSettings(dial_at_once=True))
    open_link(window, phone, "sip:207@pbx?Replaces=1")
    assert window.notices.texts() == [
        "The link wants to put “Replaces” into the call. It is not followed."
    ]
    assert phone.done == []
    assert window.header.omnibox.text() == ""


def test_an_extension_is_told(window: MainWindow, phone: FakePhone) -> None:
    open_link(window, phone, "tel:+49301234;ext=56")
    assert "Extension 56" in window.toast.text.text()


def test_links_that_the_system_sends_as_events_are_taken(
    window: MainWindow, phone: FakePhone, theme: Theme
) -> None:
    app = QApplication.instance()
    assert app is not None
    desk = Desk(window, phone, window.store, theme, Sound(SoundSettings()))
    event = QFileOpenEvent(QUrl("tel:207"))
    with attached(desk):
        assert QApplication.sendEvent(app, event)
    assert window.header.omnibox.text() == "207"
    window.header.omnibox.clear()
    QApplication.sendEvent(app, event)
    assert window.header.omnibox.text() == "", "no longer"
