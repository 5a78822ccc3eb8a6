""" "Why this lamp?": now, and as it was known when an entry was made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.why.pane import WhyPane
from blfpanel.net.trace import Direction
from blfpanel.panel.model import KeyId
from blfpanel.sip.flow import Flow
from support.fake_phone import FakePhone

LEFT = Qt.MouseButton.LeftButton
KEY = KeyId("214")
FLOW = Flow("udp", ("192.0.2.10", 5070), ("192.0.2.1", 5060))


@pytest.fixture
def why(window: MainWindow, phone: FakePhone) -> WhyPane:
    phone.add("Clara Hoffmann", "214")
    phone.time = 900.0
    phone.busy(KEY, "089 99998 310")
    phone.time = 950.0
    phone.doubt(KEY, "refresh failed")
    phone.time = 1000.0
    phone.ring(KEY, "030 23125 407")
    window.show_why(KEY)
    return window.why


def choose(qtbot: QtBot, why: WhyPane, row: int) -> None:
    place = why.history.visualRect(why.history.history.index(row)).center()
    qtbot.mouseClick(why.history.viewport(), LEFT, pos=place)


def calls(why: WhyPane) -> str:
    return " ".join(
        label.text() for label in why.calls.findChildren(type(why.name)) if label.text()
    )


def test_row_click_shows_what_was_known_then_and_a_button_leads_back(
    qtbot: QtBot, why: WhyPane
) -> None:
    assert why.calls_title.text() == "Calls in the last message"
    assert "030 23125 407" in calls(why) or "03023125407" in calls(why)
    assert not why.now.isVisible()
    choose(qtbot, why, 2)
    assert why.calls_title.text() == "Known at 10:40:27.412: Talking"
    assert "08999998310" in calls(why)
    assert why.checked.summary.text() == "nothing found"
    qtbot.mouseClick(why.now, LEFT)
    assert why.calls_title.text() == "Calls in the last message"
    assert why.checked.summary.text().startswith("2 findings: ")
    assert not why.now.isVisible()


def test_moment_stays_chosen_while_news_comes(
    qtbot: QtBot, why: WhyPane, window: MainWindow, phone: FakePhone
) -> None:
    choose(qtbot, why, 2)
    phone.time = 1010.0
    phone.idle(KEY)
    why.refresh()
    assert why.calls_title.text() == "Known at 10:40:27.412: Talking"
    other = phone.add("Anna", "207")
    why.explain(other)
    assert why.calls_title.text() == "Calls in the last message"


def test_entry_without_a_message_shows_none(qtbot: QtBot, why: WhyPane) -> None:
    assert why.message.isVisible()
    choose(qtbot, why, 1)
    assert why.calls_title.text() == "Known at 10:41:17.412: Was talking"
    assert not why.message.isVisible()


def test_message_says_where_it_came_from_and_what_in_it_decided(
    qtbot: QtBot, why: WhyPane, phone: FakePhone
) -> None:
    raw = phone.panel.history(KEY)[0].received
    why.message_text.setPlainText("")
    phone.trace.record(1000.0, Direction.IN, FLOW, raw)
    why.refresh()
    assert why.message.summary.text() == f"{len(raw)} bytes · UDP from 192.0.2.1"
    marked = [mark.cursor.block().text().strip() for mark in why.message_text.extraSelections()]
    assert marked == ['<dialog id="1" direction="initiator">', "<state>early</state>"]


def test_pane_closes_when_its_key_is_gone(
    why: WhyPane, window: MainWindow, phone: FakePhone
) -> None:
    phone.panel.remove(KEY)
    why.refresh()
    assert not why.isVisible()
    assert why.key is None


def test_the_history_keeps_qts_rules(qtmodeltester: ModelTester, why: WhyPane) -> None:
    qtmodeltester.check(why.history.history)
    assert why.history.history.rowCount() > 2
