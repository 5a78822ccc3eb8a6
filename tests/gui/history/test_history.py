"""The list of calls: found, filtered, called again, noted, cleared and had again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.features import Desk
from blfpanel.gui.history.feature import History, attached
from blfpanel.gui.history.model import CallsModel
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.notes.book import NoteBook
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import CallLogged, PressAsked
from blfpanel.panel.model import CallRecord, CallResult, Intent, KeyId, OwnCallState
from support.fake_phone import FakePhone, party_of
from support.front_desk import fill_recent

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone, theme: Theme) -> Desk:
    fill_recent(phone)
    return Desk(window, phone, window.store, theme, Sound(SoundSettings()))


@pytest.fixture
def history(desk: Desk) -> Iterator[History]:
    with attached(desk) as made:
        yield made


def names(history: History) -> list[str]:
    model = history.pane.model
    return [str(model.data(model.index(row, 0))).split(",")[0] for row in range(model.rowCount())]


def test_ctrl_h_opens_the_list_and_escape_closes_it(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    assert history.badge.count == 2
    assert history.badge.isVisibleTo(history.badge.parentWidget())
    qtbot.keyClick(window.view, Qt.Key.Key_H, CTRL)
    assert history.pane.isVisible()
    assert len(names(history)) == 7
    assert history.pane.field.hasFocus()
    assert ("looked",) in phone.done
    assert history.badge.count == 0
    qtbot.keyClick(history.pane.field, Qt.Key.Key_Escape)
    assert not history.pane.isVisible()
    assert window.view.hasFocus()


def test_typing_finds_and_enter_calls(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    qtbot.keyClicks(history.pane.field, "meyer")
    assert names(history) == ["Meyer & Söhne"]
    qtbot.keyClick(history.pane.field, Qt.Key.Key_Return)
    assert phone.done[-1] == ("dial", "sip:01713920014@pbx.example.com", "Reception")
    history.pane.field.setText("0221471088")
    assert names(history) == ["Sparkasse Musterstadt"]
    history.pane.field.setText("nobody")
    assert history.pane.nothing.text() == "No such call."
    assert not history.pane.call_button.isEnabled()


def test_arrows_choose_while_the_field_has_the_keyboard(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    assert names(history)[:3] == ["Dr. Aksoy", "Anna Berger", "Private"]
    qtbot.keyClick(history.pane.field, Qt.Key.Key_Down)
    qtbot.keyClick(history.pane.field, Qt.Key.Key_Return)
    assert phone.done[-1][:2] == ("dial", "sip:207@pbx.example.com")


def test_a_hidden_number_cannot_be_called(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    before = list(phone.done)
    history.pane.view.setCurrentIndex(history.pane.model.index(2, 0))
    assert not history.pane.call_button.isEnabled()
    qtbot.keyClick(history.pane.view, Qt.Key.Key_Return)
    assert phone.done == before


def test_missed_calls_alone(qtbot: QtBot, window: MainWindow, history: History) -> None:
    history.toggle()
    qtbot.mouseClick(history.pane.missed, LEFT)
    assert names(history) == ["Dr. Aksoy", "030 23125 407"]


def test_the_list_is_cleared_and_had_again(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    before = names(history)
    qtbot.mouseClick(history.pane.clear_button, LEFT)
    assert names(history) == []
    assert history.pane.nothing.text() == "No calls yet."
    assert len(phone.call_log) == 0
    qtbot.mouseClick(history.toast.button, LEFT)
    assert names(history) == before


def test_a_call_that_ends_stands_on_top(
    window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    party = party_of("211", "Peter Lang")
    record = CallRecord(party, False, CallResult.MISSED, "Reception", 990.0, None, 999.0)
    phone.call_log.add(record, phone.wall)
    phone.tell(CallLogged(record))
    assert names(history)[0] == "Peter Lang"
    assert history.badge.count == 1


def test_what_can_be_done_with_a_call(
    window: MainWindow, history: History, phone: FakePhone
) -> None:
    history.toggle()
    call = phone.call_log.newest()[0]
    entries = dict(history.pane.entries(call, QPoint(5, 5)))
    assert list(entries) == ["Call", "Copy number", "Note…"]
    entries["Copy number"]()
    assert QGuiApplication.clipboard().text() == "0211 5550 199"
    hidden = next(call for call in phone.call_log.newest() if call.number == "anonymous")
    assert history.pane.entries(hidden, QPoint()) == []


def test_the_model_is_a_model(qtbot: QtBot, phone: FakePhone) -> None:
    fill_recent(phone)
    model = CallsModel(lambda number: "")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(phone.call_log.newest(), date(2026, 3, 2))
    model.seek("a", missed_only=False)
    model.seek("", missed_only=True)
    model.show((), date(2026, 3, 2))
    assert tester.model() is model
    assert model.rowCount() == 0


# --- notes ---


@POPUPS
def test_a_note_on_a_caller_is_kept_and_shown_while_i_talk(
    qtbot: QtBot, window: MainWindow, history: History, phone: FakePhone
) -> None:
    phone.call(1, OwnCallState.TALKING, "0171 39200 14", "Meyer & Söhne")
    QApplication.processEvents()
    [card] = window.calls_pane.cards()
    assert not card.remark.isVisible()
    card.more.setChecked(True)
    qtbot.mouseClick(card.write, LEFT)
    box = history._book.box
    assert box is not None
    qtbot.keyClicks(box.field, "asks for Clara first")
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert card.remark.text() == "Note: asks for Clara first"
    history.toggle()
    history.pane.field.setText("clara first")
    assert names(history) == ["Meyer & Söhne"]


@POPUPS
def test_a_note_on_a_partner_goes_to_the_settings_of_the_key(
    qtbot: QtBot, window: MainWindow, desk: Desk, phone: FakePhone
) -> None:
    window.change_settings(keys=(KeySettings(number="207", label="Anna Berger"),))
    book = NoteBook(desk)
    assert book.entries(KeyId("999")) == []
    [entry] = book.entries(KeyId("207"))
    entry.trigger()
    assert book.box is not None
    qtbot.keyClicks(book.box.field, "back at 14:00")
    qtbot.mouseClick(book.box.save, LEFT)
    assert window.config.keys[0].note == "back at 14:00"
    assert window.store.undo() == "Note on Anna Berger"
    assert window.config.keys[0].note == ""


@POPUPS
def test_who_presses_a_busy_key_may_leave_a_note(
    window: MainWindow, history: History, phone: FakePhone
) -> None:
    tom = phone.add("Tom Weiss", "202")
    window.change_settings(keys=(KeySettings(number="202", label="Tom Weiss"),))
    asked = PressAsked(tom, "Tom Weiss is talking.", (Intent.DIAL,))
    phone.busy(tom, "030 1")
    phone.tell(asked)
    assert [action.text() for action in window.press_menu.actions()[2:]] == [
        "Call anyway",
        "Leave a note",
    ]
    window.press_menu.close()
    phone.idle(tom)
    phone.tell(asked)
    assert [action.text() for action in window.press_menu.actions()[2:]] == ["Call Tom Weiss"]
    window.press_menu.close()


@POPUPS
def test_escape_keeps_the_note_as_it_was(
    qtbot: QtBot, window: MainWindow, desk: Desk, phone: FakePhone
) -> None:
    window.change_settings(keys=(KeySettings(number="207", note="old"),))
    book = NoteBook(desk)
    book.ask_about_key(KeyId("207"), QPoint(10, 10))
    assert book.box is not None
    qtbot.keyClicks(book.box.field, "new")
    qtbot.keyClick(book.box.field, Qt.Key.Key_Escape)
    assert window.config.keys[0].note == "old"
