"""Calls dragged out of the pane, dropped on keys, and sent by a press with Shift."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.gui.calls.dragging import DraggableFrame
from blfpanel.gui.calls.dropping import Drop
from blfpanel.gui.keys.call_drop import CALL_MIME
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.changes import CampKind
from blfpanel.panel.model import Detail, Intent, KeyId, OwnCallState
from blfpanel.panel.press import Meaning
from blfpanel.sip.events import UsageId
from support.fake_phone import FakePhone

LEFT = Qt.MouseButton.LeftButton
UP, RINGS = OwnCallState.TALKING, OwnCallState.INCOMING
ANNA = KeyId("207")
MENUS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def anna(window: MainWindow, phone: FakePhone) -> KeyId:
    key = phone.add("Anna Berger", ANNA)
    phone.idle(key)
    QApplication.processEvents()
    return key


def configured(window: MainWindow, **about: object) -> None:
    window.change_settings(keys=(KeySettings(number=ANNA, **about),))  # type: ignore[arg-type]


Set = Callable[[FakePhone, KeyId], object]


@pytest.mark.parametrize(
    ("lamp", "state", "possible"),
    [
        (FakePhone.idle, UP, (Drop.TRANSFER, Drop.ANNOUNCE)),
        (FakePhone.idle, RINGS, (Drop.TRANSFER,)),
        (FakePhone.idle, OwnCallState.RINGING, ()),
        (lambda p, k: p.ring(k, "0301"), UP, ()),
        (lambda p, k: p.busy(k, "0301"), UP, (Drop.ASK, Drop.TELL, Drop.ANNOUNCE, Drop.TRANSFER)),
        (lambda p, k: p.busy(k, "0301"), RINGS, (Drop.ASK, Drop.TRANSFER)),
        (lambda p, k: p.doubt(k, "no news"), UP, (Drop.TRANSFER, Drop.ANNOUNCE)),
        (lambda p, k: p.refuse(k, 403, ""), UP, (Drop.ASK, Drop.ANNOUNCE, Drop.TRANSFER)),
    ],
)
def test_what_a_drop_can_do(
    window: MainWindow,
    phone: FakePhone,
    anna: KeyId,
    lamp: Set,
    state: OwnCallState,
    possible: tuple[Drop, ...],
) -> None:
    lamp(phone, anna)
    call = phone.call(1, state, "030 1", "Meyer")
    assert window.controls.drops(anna, call) == possible


@pytest.mark.parametrize(
    ("kind", "busy", "possible"),
    [
        (KeyType.PARK, False, (Drop.PARK,)),
        (KeyType.PARK, True, ()),
        (KeyType.CODE, False, ()),
        (KeyType.PROGRAM, False, ()),
    ],
)
def test_where_a_call_must_not_go(
    window: MainWindow,
    phone: FakePhone,
    anna: KeyId,
    kind: KeyType,
    busy: bool,
    possible: tuple[Drop, ...],
) -> None:
    keys = (KeySettings(number=ANNA, type=kind),)
    window.change_settings(keys=keys)
    key = KeyId(f"{kind.value}:{ANNA}")
    phone.panel.add(type(phone.panel.key(anna))(key, "A place", ANNA))
    if busy:
        phone.busy(key, "0301", detail=Detail.PARKED)
    call = phone.call(1, UP, "030 1", "Meyer")
    assert window.controls.drops(key, call) == possible


def test_a_call_does_not_go_to_whom_it_is_with(
    window: MainWindow, phone: FakePhone, anna: KeyId
) -> None:
    assert window.controls.drops(anna, phone.call(1, UP, ANNA)) == ()
    assert window.controls.drops(anna, UsageId(99)) == ()


def test_drops_do_what_they_say(window: MainWindow, phone: FakePhone, anna: KeyId) -> None:
    configured(window, voicemail="8207")
    call = phone.call(1, UP, "030 1", "Meyer")
    for drop in (None, Drop.ANNOUNCE, Drop.VOICEMAIL):
        window.controls.drop(anna, call, drop)
    assert phone.done == [
        ("transfer", 1, "207", "undo"),
        ("dial", "207", "Reception"),
        ("transfer", 1, "8207", "undo"),
    ]


def test_a_call_is_parked_by_its_code(window: MainWindow, phone: FakePhone, anna: KeyId) -> None:
    window.change_settings(keys=(KeySettings(number="701", type=KeyType.PARK, code="700"),))
    key = KeyId("park:701")
    phone.panel.add(type(phone.panel.key(anna))(key, "Park 1", "701"))
    window.controls.drop(key, phone.call(1, UP, "030 1"))
    assert phone.done == [("transfer", 1, "700")]


@MENUS
def test_a_drop_on_somebody_busy_asks(window: MainWindow, phone: FakePhone, anna: KeyId) -> None:
    phone.busy(anna, "0301")
    call = phone.call(1, UP, "030 1", "Meyer")
    window.controls.drop(anna, call)
    menu = window.controls.dropping.menu
    assert menu is not None
    entries = menu.actions()
    assert [entry.text() for entry in entries] == [
        "Tell me when free, then transfer",
        "Announce",
        "Transfer",
    ]
    entries[0].trigger()
    assert phone.done == [("camp", anna, CampKind.TELL_THEN_TRANSFER, 1)]
    menu.close()


def test_a_row_is_dragged_after_six_pixels(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[bytes] = []
    monkeypatch.setattr(
        QDrag,
        "exec",
        lambda drag, *_: carried.append(bytes(drag.mimeData().data(CALL_MIME).data())),
    )
    phone.call(4, RINGS, "030 1", "Meyer")
    phone.call(5, UP, "030 2", "Keller", held=True)
    phone.call(6, UP, "030 3", "Lang")
    QApplication.processEvents()
    pane = window.calls_pane
    for part in (*pane.waiting.rows(), *pane.held.rows(), *pane.active.rows()):
        assert isinstance(part, DraggableFrame)
        start = QPoint(20, 12)
        qtbot.mousePress(part, LEFT, pos=start)
        qtbot.mouseMove(part, start + QPoint(3, 0))
        before = len(carried)
        qtbot.mouseMove(part, start + QPoint(part.start, 0))
        assert len(carried) == before + 1
        qtbot.mouseRelease(part, LEFT)
    assert carried == [b"4", b"5", b"6"]


def test_shift_and_a_press_transfer_in_the_other_way(
    window: MainWindow, phone: FakePhone, anna: KeyId
) -> None:
    call = phone.call(1, UP, "030 1", "Meyer")
    QApplication.processEvents()
    for meant, other in ((Intent.TRANSFER, Intent.DIAL), (Intent.DIAL, Intent.TRANSFER)):
        phone.panel.meanings[anna] = Meaning(meant, call)
        window.controls.press(anna, other=True)
        assert phone.done.pop() == ("choose", anna, other)
    phone.panel.meanings[anna] = Meaning(Intent.PICK_UP)
    window.controls.press(anna, other=True)
    window.controls.press(anna)
    assert phone.done == [("press", anna), ("press", anna)]
