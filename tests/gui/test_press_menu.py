"""The question a press asks, at the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.gui.keys.press_menu import ACTIONS, CLICKS
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.model import Intent, KeyId, PressAsked
from blfpanel.panel.press import Meaning
from support.fake_phone import FakePhone
from support.front_desk import fill_three

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ANNA, TOM = KeyId("207"), KeyId("202")
BUSY = PressAsked(TOM, "Tom Weiss is talking.", (Intent.DIAL, Intent.TRANSFER))
RINGING = PressAsked(ANNA, "Keller & Partner calls you.", (Intent.FORWARD, Intent.DIAL))


def test_every_meaning_has_its_words() -> None:
    assert set(ACTIONS) == set(CLICKS) == set(Intent)


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        (BUSY, ["Tom Weiss is talking.", "", "Call anyway", "Transfer the call to Tom Weiss"]),
        (RINGING, ["Keller && Partner calls you.", "", "Send the call that rings to Anna Berger",
                   "Call Anna Berger"]),
    ],
)  # fmt: skip
def test_the_question_names_what_can_be_done(
    window: MainWindow, phone: FakePhone, asked: PressAsked, entries: list[str]
) -> None:
    fill_three(phone)
    phone.tell(asked)
    assert [action.text() for action in window.press_menu.actions()] == entries
    assert window.press_menu.accessibleName() == asked.text
    window.press_menu.close()
    assert phone.done == []


def test_enter_takes_the_first_choice_and_arrows_another(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Return)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Down)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Return)
    assert phone.done == [("choose", TOM, Intent.DIAL), ("choose", TOM, Intent.TRANSFER)]


def test_escape_chooses_nothing(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert phone.done == []


def test_the_tooltip_says_what_a_click_does_now(window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    index = window.model.index_of(ANNA)
    assert "Click: call" in index.data(Qt.ItemDataRole.ToolTipRole)
    phone.panel.meanings[ANNA] = Meaning(Intent.TRANSFER)
    assert "Click: transfer the call there" in index.data(Qt.ItemDataRole.ToolTipRole)
