from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.gui.keys.call_drop import CALL_MIME
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.view import KeyView
from blfpanel.panel.model import KeyId
from support.dragging import drag_enter, drag_move
from support.fake_phone import FakePhone
from support.front_desk import fill_three

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)


@pytest.fixture
def desk(qtbot: QtBot, view: KeyView, phone: FakePhone) -> KeyView:
    """Three keys; only 207 takes calls."""
    fill_three(phone)
    view.call_drop.words = lambda key, call: "Transfer" if key == "207" else ""
    view.show()
    qtbot.waitExposed(view)
    return view


class Drag:
    """A call in somebody's hand."""

    def __init__(self, view: KeyView, data: bytes = b"7") -> None:
        self.view = view
        self.mime = QMimeData()
        self.mime.setData(CALL_MIME, data)
        self._send(drag_enter(QPoint(1, 1), COPY, self.mime))

    def over(self, number: str) -> bool:
        event = drag_move(self._place(number), COPY, self.mime)
        event.ignore()
        return self._send(event)

    def drop(self, number: str) -> None:
        self._send(QDropEvent(QPointF(self._place(number)), COPY, self.mime, LEFT, PLAIN))

    def _place(self, number: str) -> QPoint:
        return self.view.key_rect(self.view.key_model.index_of(KeyId(number))).center()

    def _send(self, event: QDragEnterEvent | QDragMoveEvent | QDropEvent) -> bool:
        QApplication.sendEvent(self.view.viewport(), event)
        return event.isAccepted()


def test_a_call_is_dropped_on_a_key_that_takes_it(desk: KeyView) -> None:
    seen: list[tuple[str, int]] = []
    desk.call_drop.dropped.connect(lambda key, call: seen.append((key, call)))
    drag = Drag(desk)
    assert drag.over("207")
    assert not drag.over("214")
    drag.drop("207")
    assert seen == [("207", 7)]


def test_a_key_that_takes_no_call_gets_none(desk: KeyView) -> None:
    seen: list[str] = []
    desk.call_drop.dropped.connect(lambda key, call: seen.append(key))
    drag = Drag(desk)
    drag.over("214")
    drag.drop("214")
    assert seen == []


def test_while_it_is_dragged_keys_say_what_a_drop_does(desk: KeyView) -> None:
    drag = Drag(desk)
    face = desk.key_model.index_of(KeyId("207")).data(Role.FACE)
    assert desk.call_drop.face(KeyId("207"), face).party == "Transfer"
    assert desk.call_drop.opacity(KeyId("207")) == 1.0
    assert desk.call_drop.opacity(KeyId("214")) == 0.6
    drag.drop("214")
    assert desk.call_drop.opacity(KeyId("214")) == 1.0
    assert desk.call_drop.face(KeyId("207"), face) == face


def test_held_over_a_key_it_asks_for_choices(qtbot: QtBot, desk: KeyView) -> None:
    desk.call_drop._timer.setInterval(0)
    drag = Drag(desk)
    with qtbot.waitSignal(desk.call_drop.hovered) as held:
        drag.over("207")
    assert held.args is not None
    assert held.args[:2] == ["207", 7]
    with qtbot.waitSignal(desk.call_drop.left):
        drag.over("214")


def test_what_is_no_call_is_not_taken(desk: KeyView) -> None:
    drag = Drag(desk, b"x")
    assert not drag.over("207")
