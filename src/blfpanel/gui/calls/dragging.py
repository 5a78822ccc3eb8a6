"""Dragging a call out of the calls pane: what is carried, and when a drag begins."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QFrame

from blfpanel.gui.keys.call_drop import CALL_MIME
from blfpanel.sip.events import UsageId

#: So far a pressed mouse must move to begin a drag, px at 100 %.
START = 6


def packed(call: UsageId) -> QMimeData:
    """A call as it is carried."""
    data = QMimeData()
    data.setData(CALL_MIME, str(call).encode("ascii"))
    return data


class DraggableFrame(QFrame):
    """A frame that stands for a call and can be dragged by it, where there is one."""

    dragged: UsageId | None = None
    start = START
    _pressed_at: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed_at = event.position().toPoint() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        moved = start is not None and (event.position().toPoint() - start).manhattanLength()
        if start is not None and self.dragged is not None and moved >= self.start:
            self._pressed_at = None
            self._drag(self.dragged)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def _drag(self, call: UsageId) -> None:
        drag = QDrag(self)
        drag.setMimeData(packed(call))
        drag.setPixmap(self.grab())
        # below the pointer, where it covers neither the key nor the chips beside it
        drag.setHotSpot(QPoint(-2, -6) * self.start)
        drag.exec(Qt.DropAction.MoveAction)
