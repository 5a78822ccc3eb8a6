"""The trace as a person works with it: read, filter, choose, export, by mouse and keyboard."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings
from blfpanel.config.store import Store
from blfpanel.gui.trace.model import MESSAGE, ROW, TIME, TraceModel
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.net.trace import Direction
from blfpanel.panel.model import KeyId
from blfpanel.phone.traffic import Line, Topic
from support.fake_phone import FakePhone
from support.traffic import FLOW, Traffic, answer, request

LEFT = Qt.MouseButton.LeftButton
DISPLAY = Qt.ItemDataRole.DisplayRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def rows(model: QAbstractItemModel, column: int = MESSAGE) -> list[str]:
    return [str(model.index(row, column).data(DISPLAY)) for row in range(model.rowCount())]


def choose(qtbot: QtBot, trace: TraceWindow, what: str) -> None:
    row = rows(trace.model).index(what)
    index = trace.model.index(row, MESSAGE)
    trace.view.scrollTo(index)
    qtbot.mouseClick(trace.view.viewport(), LEFT, pos=trace.view.visualRect(index).center())


def test_ladder_shows_messages_pauses_lamps_and_folded_repeats(trace: TraceWindow) -> None:
    assert rows(trace.model) == [
        "NOTIFY v10 early", "200 OK", "NOTIFY v11 no calls", "200 OK", "NOTIFY v12 proceeding",
        "200 OK", "7 min quiet", "NOTIFY v13 no calls", "200 OK", "3 min quiet",
        "NOTIFY v14 early", "200 OK", "INVITE **214  ×2", "100 Trying", "200 OK", "ACK",
        "NOTIFY v15 no calls", "200 OK",
    ]  # fmt: skip
    lamps = [lamp for lamp in rows(trace.model, 2) if lamp]
    assert lamps == [
        "214 Ringing", "214 not shown", "214 Talking", "214 Idle", "214 Ringing", "214 Idle",
    ]  # fmt: skip
    assert rows(trace.model, TIME)[0] == "10:31:12.412"
    assert trace.count.text() == (
        "16 of 19 messages shown · recording · passwords and tokens hidden"
    )


def test_chosen_message_says_what_it_is_and_what_it_did(qtbot: QtBot, trace: TraceWindow) -> None:
    choose(qtbot, trace, "NOTIFY v14 early")
    details = trace.details
    assert details.title.text() == "NOTIFY v14 early"
    assert details.facts.text().startswith("10:42:07.412 · ")
    assert details.facts.text().endswith(" bytes · UDP · answered in 0.4 ms")
    assert details.became.text() == "Key 214 became Ringing after 0.9 ms"
    assert details.rule.text() == "Rule: Innovaphone: early is a call coming in"
    marked = [mark.cursor.block().text().strip() for mark in details.message.extraSelections()]
    assert marked == ['<dialog id="1" direction="initiator">', "<state>early</state>"]
    qtbot.mouseClick(details.tabs.button(1), LEFT)
    assert details.pages.currentIndex() == 1
    qtbot.mouseClick(details.tabs.button(2), LEFT)
    assert "entity" in details.findings.text()
    assert details.tabs.button(2).text().startswith("Findings ")
    qtbot.mouseClick(details.copy, LEFT)
    assert QApplication.clipboard().text().startswith("NOTIFY sip:200@172.16.16.34 SIP/2.0\n")


def test_message_nobody_saw_the_effect_of_says_so(qtbot: QtBot, trace: TraceWindow) -> None:
    choose(qtbot, trace, "NOTIFY v11 no calls")
    assert trace.details.became.text() == (
        "Key 214 became Idle after 0.9 ms, too short to be shown"
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("method:ACK", ["ACK"]),
        ("code:1", ["100 Trying"]),
        ("key:214 method:invite code:2", ["200 OK"]),
        ("v14", []),
        ('early version="14"', ["NOTIFY v14 early"]),
        ("text:PROCEEDING", ["NOTIFY v12 proceeding"]),
        ("key:999", []),
    ],
)
def test_filter_field(qtbot: QtBot, trace: TraceWindow, typed: str, shown: list[str]) -> None:
    qtbot.keyClick(trace, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(trace.field, typed)
    assert rows(trace.model) == shown
    qtbot.keyClick(trace.field, Qt.Key.Key_Escape)
    assert trace.field.text() == ""
    assert trace.isVisible()


def test_topics_and_repeats_are_switched(qtbot: QtBot, trace: TraceWindow) -> None:
    qtbot.mouseClick(trace.toggles[Topic.LAMPS], LEFT)
    assert rows(trace.model) == ["INVITE **214  ×2", "100 Trying", "200 OK", "ACK"]
    qtbot.mouseClick(trace.repeats, LEFT)
    assert rows(trace.model) == ["INVITE **214  ×2", "INVITE **214", "100 Trying", "200 OK", "ACK"]
    qtbot.mouseClick(trace.toggles[Topic.CALLS], LEFT)
    qtbot.mouseClick(trace.toggles[Topic.REGISTRATION], LEFT)
    assert rows(trace.model) == ["OPTIONS", "200 OK"]


def test_choice_survives_a_filter_that_keeps_it(qtbot: QtBot, trace: TraceWindow) -> None:
    choose(qtbot, trace, "NOTIFY v14 early")
    trace.field.setText("method:NOTIFY")
    chosen = trace.chosen()
    assert chosen is not None
    assert chosen.what == "NOTIFY v14 early"
    trace.field.setText("method:BYE")
    assert trace.details.title.text() == "No message chosen"


def test_new_messages_are_followed_unless_somebody_reads_further_up(
    qtbot: QtBot, trace: TraceWindow, phone: FakePhone
) -> None:
    traffic, bar = Traffic(phone), trace.view.verticalScrollBar()
    for version in range(20, 40):
        traffic.news(1010.0 + version, version, "early" if version % 2 else "")
    trace.refresh()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    bar.setValue(10)
    traffic.news(1060.0, 40, "early")
    trace.refresh()
    assert bar.value() == 10
    bar.setValue(bar.maximum())
    traffic.news(1061.0, 41, "")
    trace.refresh()
    assert bar.value() == bar.maximum()


def test_pause_holds_what_is_shown_and_nothing_is_lost(
    qtbot: QtBot, trace: TraceWindow, phone: FakePhone
) -> None:
    qtbot.mouseClick(trace.pause, LEFT)
    Traffic(phone).news(1010.0, 16, "early")
    trace.refresh()
    assert "NOTIFY v16 early" not in rows(trace.model)
    assert "paused" in trace.count.text()
    qtbot.mouseClick(trace.pause, LEFT)
    assert "NOTIFY v16 early" in rows(trace.model)


def test_rows_are_read_by_keyboard_and_said_to_screen_readers(
    qtbot: QtBot, trace: TraceWindow
) -> None:
    assert trace.model.index(10, 0).data(SPOKEN) == (
        "10:42:07.412, NOTIFY v14 early, received from UDP 172.16.16.180:5060, 214 Ringing"
    )
    assert trace.model.index(9, 0).data(SPOKEN) == "3 min quiet"
    trace.view.selectRow(10)
    qtbot.keyClick(trace.view, Qt.Key.Key_Down)
    assert trace.details.title.text() == "200 OK"
    for part in (trace.view, trace.field, trace.details.message, trace.parties):
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name)


def test_model_keeps_its_promises_while_messages_come_and_go(phone: FakePhone) -> None:
    phone.add("Clara Hoffmann", "214")
    model = TraceModel(phone)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    traffic = Traffic(phone)
    phone.trace._most_messages = 1500
    for version in range(2000):
        traffic.news(float(version), version, "early" if version % 2 else "")
        if version % 50 == 0:
            model.pull()
    while model.pull():
        pass
    assert model.total < 3000
    assert rows(model)[-2] == "NOTIFY v1999 early"
    first = model.index(0, 0).data(ROW)
    assert isinstance(first, Line)
    assert first.entry.number >= phone.trace.oldest - 1000


def test_ten_thousand_messages_are_read_in_steps(trace: TraceWindow, phone: FakePhone) -> None:
    for number in range(5000):
        asked = request("OPTIONS", number, "200", call="many")
        phone.trace.record(2000.0 + number / 100, Direction.IN, FLOW, asked)
        phone.trace.record(2000.0 + number / 100, Direction.OUT, FLOW, answer(asked, "200 OK"))
    trace.toggles[Topic.REGISTRATION].setChecked(True)
    steps = 0
    while trace.model.pull():
        steps += 1
    assert steps == 19
    assert trace.model.total == 10_019
    trace.view.scrollToBottom()
    assert not trace.view.grab().isNull()


def test_party_that_is_nobodys_business_is_not_shown(
    qtbot: QtBot, trace: TraceWindow, store: Store
) -> None:
    store.change("", keys=(KeySettings(number="214", hide_remote=True),))
    choose(qtbot, trace, "NOTIFY v14 early")
    shown = trace.details.message.toPlainText()
    assert "03023125407" not in shown
    assert "<identity>hidden</identity>" in shown


def test_shown_messages_are_exported_as_text_and_for_wireshark(
    qtbot: QtBot, trace: TraceWindow, tmp_path: Path
) -> None:
    trace.field.setText("method:INVITE,ACK")
    text, capture = tmp_path / "t.txt", tmp_path / "t.pcap"
    trace.export_text()
    assert trace.dialog is not None
    assert not trace.dialog.isModal()
    with qtbot.waitSignal(trace._exporter.told) as told:
        trace.dialog.fileSelected.emit(str(text))
    assert told.args == [f"Written to {text}."]
    assert trace.told.text() == f"Written to {text}."
    trace.dialog.close()
    content = text.read_text()
    assert content.count("INVITE sip:**214@") == 1
    assert "NOTIFY sip:" not in content
    trace.export_pcap()
    with qtbot.waitSignal(trace._exporter.told):
        trace.dialog.fileSelected.emit(str(capture))
    trace.dialog.close()
    assert capture.read_bytes()[:4] == bytes.fromhex("4d3cb2a1")


def test_bundle_is_written_without_names(qtbot: QtBot, trace: TraceWindow, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    trace.export_bundle()
    assert trace.dialog is not None
    written = f"Written to {path}."
    with qtbot.waitSignal(trace._exporter.told, check_params_cb=lambda said: said == written):
        trace.dialog.fileSelected.emit(str(path))
        assert trace.told.text() == "Making the support bundle…"
    trace.dialog.close()
    with zipfile.ZipFile(path) as bundle:
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    for original in (b"Hoffmann", b"03023125407", b"172.16.16.180"):
        assert original not in everything


def test_file_that_cannot_be_written_is_said(
    qtbot: QtBot, trace: TraceWindow, tmp_path: Path
) -> None:
    path = tmp_path / "no" / "t.txt"
    with qtbot.waitSignal(trace._exporter.told):
        trace._exporter.text(str(path), trace.model)
    assert trace.told.text() == f"{path} cannot be written: No such file or directory."


def test_narrow_window_is_a_list(trace: TraceWindow) -> None:
    trace.resize(600, 700)
    QApplication.processEvents()
    assert trace.view.drawer.narrow
    assert not trace.parties.isVisible()
    assert trace.details.y() > trace.view.y()
    trace.resize(1200, 700)
    QApplication.processEvents()
    assert not trace.view.drawer.narrow


def test_only_what_concerns_a_key(trace: TraceWindow) -> None:
    trace.show_key(KeyId("214"))
    assert trace.field.text() == "key:214"
    trace.show_key(None)
    assert trace.field.text() == ""
