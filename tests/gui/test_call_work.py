"""What an attendant does with calls beyond the buttons: undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.calls import CallsSettings
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.calls.camps import CampRow
from blfpanel.gui.calls.chips import Chips
from blfpanel.gui.calls.work import KeptQuiet, Undo, Watching, attached
from blfpanel.gui.features import Desk
from blfpanel.gui.keys.call_drop import CALL_MIME
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import Camp, CampFulfilled, CampKind
from blfpanel.panel.model import KeyId, Leaving, OwnCall, OwnCallState
from support.dragging import drag_enter
from support.fake_phone import FakePhone, party_of

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone, theme: Theme) -> Desk:
    return Desk(window, phone, window.store, theme, Sound(SoundSettings()))


@pytest.fixture
def work(desk: Desk) -> Iterator[tuple[Undo, Watching]]:
    with attached(desk) as made:
        yield made


@pytest.fixture
def undo(work: tuple[Undo, Watching]) -> Undo:
    return work[0]


@pytest.fixture
def watching(work: tuple[Undo, Watching]) -> Watching:
    return work[1]


def leaving(phone: FakePhone) -> OwnCall:
    """A call that is about to go to Anna."""
    usage = phone.call(1, OwnCallState.TALKING, "030 1", "Meyer")
    going = Leaving(party_of("207", "Anna Berger"), phone.time + 2.0)
    phone.change_call(replace(phone.panel.calls[usage], held=True, leaving=going))
    QApplication.processEvents()
    return phone.panel.calls[usage]


def test_a_transfer_can_be_undone_as_long_as_its_bar_runs(
    qtbot: QtBot, undo: Undo, phone: FakePhone
) -> None:
    call = leaving(phone)
    assert undo.toast.isVisible()
    assert undo.toast.text.text() == "Meyer goes to Anna Berger."
    assert undo.toast.left == 1.0
    phone.time += 1.0
    assert undo.toast.left == 0.5
    qtbot.mouseClick(undo.toast.button, LEFT)
    assert phone.done == [("undo transfer",)]
    phone.change_call(replace(call, leaving=None))
    assert not undo.toast.isVisible()


def test_the_bar_gets_shorter(qtbot: QtBot, undo: Undo, phone: FakePhone) -> None:
    leaving(phone)
    toast = undo.toast

    def drawn() -> int:
        row = toast.grab().toImage()
        y = toast.height() - 4
        return sum(row.pixelColor(x, y).lightness() > 200 for x in range(toast.width()))

    whole = drawn()
    phone.time += 1.5
    assert 0 < drawn() < whole / 2


def test_ctrl_z_takes_a_transfer_back_first_and_settings_then(
    qtbot: QtBot, window: MainWindow, undo: Undo, phone: FakePhone
) -> None:
    window.change_settings("Keep fewer calls", calls=CallsSettings(keep=10))
    call = leaving(phone)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.config.calls.keep == 10
    phone.change_call(replace(call, leaving=None))
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.config.calls.keep == 1000
    assert window.toast.text.text() == "Undone: Keep fewer calls"


def test_the_settings_say_how_long_a_transfer_waits(
    window: MainWindow, undo: Undo, phone: FakePhone
) -> None:
    assert (phone.undo_within, phone.camp_limit) == (2.0, 1800.0)
    calls = msgspec.structs.replace(window.config.calls, undo_transfer=0)
    window.change_settings(calls=calls)
    assert phone.undo_within == 0.0


# --- partners who are watched for me ---


def texts(watching: Watching, key: KeyId) -> list[str]:
    return [action.text() for action in watching.entries(key)]


def test_a_busy_partner_can_be_watched_and_let_go(
    qtbot: QtBot, window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.idle(key)
    assert texts(watching, key) == []
    phone.busy(key, "0301")
    assert texts(watching, key) == ["Tell me when free", "Call when free"]
    watching.entries(key)[1].trigger()
    assert phone.done == [("camp", key, CampKind.CALL)]
    QApplication.processEvents()
    [row] = window.calls_pane.camps.rows()
    assert isinstance(row, CampRow)
    assert row.name.text() == "Tom Weiss"
    until = phone.wall(phone.time + 1800.0).astimezone()
    assert row.line.text() == f"Call when free · until {until:%H:%M}"
    assert texts(watching, key) == ["Do not watch any more"]
    qtbot.mouseClick(row.close_button, LEFT)
    assert phone.done[-1] == ("cancel camp", 1)
    QApplication.processEvents()
    assert not window.calls_pane.camps.isVisible()


def test_the_first_of_several_is_told(
    window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    tom, anna = phone.add("Tom Weiss", "202"), phone.add("Anna Berger", "207")
    for key in (tom, anna):
        phone.busy(key, "0301")
    watching.entries(tom)[0].trigger()
    assert texts(watching, anna)[-1] == "Tell me of the first that is free, Tom Weiss or this one"
    watching.entries(anna)[-1].trigger()
    QApplication.processEvents()
    [row] = window.calls_pane.camps.rows()
    assert isinstance(row, CampRow)
    assert row.name.text() == "Tom Weiss, Anna Berger"
    assert row.line.text().startswith("First that is free · until ")


def test_a_lamp_in_doubt_is_not_watched(watching: Watching, phone: FakePhone) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.busy(key, "0301")
    phone.doubt(key, "refresh failed")
    assert texts(watching, key) == []


def test_who_became_free_is_said_and_can_be_called(
    qtbot: QtBot, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.tell(CampFulfilled(Camp(1, (key,), CampKind.TELL, 0.0), key))
    assert watching.toast.isVisible()
    assert watching.toast.text.text() == "Tom Weiss is free."
    assert watching.toast.button.text() == "Call"
    qtbot.mouseClick(watching.toast.button, LEFT)
    assert phone.done == [("dial", "202", "Reception")]


def test_the_call_that_waited_for_somebody_goes_there(
    qtbot: QtBot, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    mine = phone.call(7, OwnCallState.TALKING, "030 1", "Meyer")
    phone.tell(CampFulfilled(Camp(1, (key,), CampKind.TELL_THEN_TRANSFER, 0.0, mine), key))
    qtbot.mouseClick(watching.toast.button, LEFT)
    assert phone.done == [("transfer", 7, "202", "undo")]


def test_ctrl_t_watches_the_focused_partner_and_lets_go(
    qtbot: QtBot, window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.busy(key, "0301")
    QApplication.processEvents()
    window.view.focus_key(key)
    window.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    assert phone.panel.camped(key)
    qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    assert not phone.panel.camped(key)


# --- the keys: drops, chips, the mark of those who are watched ---


def carried(call: int) -> QMimeData:
    data = QMimeData()
    data.setData(CALL_MIME, str(call).encode())
    return data


def test_a_call_dropped_on_a_key_goes_there(
    qtbot: QtBot, window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Anna Berger", "207")
    phone.idle(key)
    phone.call(7, OwnCallState.TALKING, "030 1", "Meyer")
    assert window.view.call_drop.words(key, 7) == "Transfer"
    window.view.call_drop.dropped.emit(key, 7)
    qtbot.waitUntil(lambda: phone.done == [("transfer", 7, "207", "undo")])


def test_chips_offer_what_else_can_be_done(
    qtbot: QtBot, window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Anna Berger", "207")
    phone.idle(key)
    phone.call(7, OwnCallState.TALKING, "030 1", "Meyer")
    window.view.call_drop.hovered.emit(key, 7, window.mapToGlobal(QPoint(300, 200)))
    [bar] = [found for found in window.findChildren(Chips) if found.isVisible()]
    assert [chip.text() for chip in bar.chips()] == ["Transfer", "Announce"]
    window.view.call_drop.left.emit()
    data, place = carried(7), QPoint(4, 4)
    action, none = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    chip = bar.chips()[1]
    QApplication.sendEvent(chip, drag_enter(place, action, data))
    assert chip.isDown()
    assert bar.isVisible()
    QApplication.sendEvent(chip, QDropEvent(QPointF(place), action, data, LEFT, none))
    assert phone.done == [("dial", "207", "Reception")]
    assert not bar.isVisible()


def test_who_is_watched_for_me_has_a_mark(
    window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.busy(key, "0301")
    QApplication.processEvents()
    before = window.view.grab().toImage()
    phone.camp([key], CampKind.TELL)
    QApplication.processEvents()
    marked = window.view.grab().toImage()

    def has_accent(image: QImage) -> bool:
        where = window.view.key_rect(window.model.index_of(key)).adjusted(40, 6, -6, -30)
        return any(
            image.pixelColor(x, y).blue() - image.pixelColor(x, y).red() > 40
            for x in range(where.left(), where.right())
            for y in range(where.top(), where.bottom())
        )

    assert not has_accent(before)
    assert has_accent(marked)


def test_the_menu_of_a_busy_key_offers_to_watch(
    window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Tom Weiss", "202")
    phone.busy(key, "0301")
    offered = [part.text() for offer in window.key_menu_providers for part in offer(key)]
    assert "Tell me when free" in offered


# --- do not disturb over a restart ---


@pytest.mark.parametrize("kept", [True, False])
def test_do_not_disturb_is_kept_over_a_restart_if_wished(
    window: MainWindow, desk: Desk, phone: FakePhone, tmp_path: Path, kept: bool
) -> None:
    window.change_settings(calls=CallsSettings(keep_do_not_disturb=kept))
    path = tmp_path / "new" / "quiet"
    phone.listen(KeptQuiet(desk, path).handle)
    phone.set_do_not_disturb(True)
    assert path.exists() is kept
    phone.quiet = False
    phone.listen(KeptQuiet(desk, path).handle)
    phone.account("registering", "Registering…")
    assert phone.do_not_disturb() is kept
    phone.set_do_not_disturb(False)
    assert not path.exists()
    phone.quiet = False
    phone.listen(KeptQuiet(desk, path).handle)
    phone.account("registered", "Registered")
    assert not phone.do_not_disturb()


def test_that_it_cannot_be_kept_is_said(
    window: MainWindow, desk: Desk, phone: FakePhone, tmp_path: Path
) -> None:
    window.change_settings(calls=CallsSettings(keep_do_not_disturb=True))
    (tmp_path / "file").write_text("")
    phone.listen(KeptQuiet(desk, tmp_path / "file" / "quiet").handle)
    phone.set_do_not_disturb(True)
    assert window.notices.texts()[0].startswith("Do not disturb will not be kept: ")


def test_the_menu_of_a_key_offers_what_a_drop_does(
    window: MainWindow, watching: Watching, phone: FakePhone
) -> None:
    key = phone.add("Anna Berger", "207")
    phone.idle(key)
    QApplication.processEvents()

    def offered() -> dict[str, QAction]:
        parts = [part for offer in window.key_menu_providers for part in offer(key)]
        return {part.text(): part for part in parts if isinstance(part, QAction)}

    assert "Transfer Meyer here" not in offered()
    phone.call(7, OwnCallState.TALKING, "030 1", "Meyer", held=True)
    QApplication.processEvents()
    entries = offered()
    assert {"Transfer Meyer here", "Announce Meyer"} <= set(entries)
    entries["Transfer Meyer here"].trigger()
    assert phone.done == [("transfer", 7, "207", "undo")]
