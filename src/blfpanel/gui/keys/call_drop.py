"""Calls dragged onto keys: which keys take them, and what a drop there does, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPen,
)

from blfpanel.gui.keys.face import Face
from blfpanel.gui.keys.grid_view import GridView
from blfpanel.gui.keys.overlay import Overlay
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId

#: what a dragged call travels as; the data is its usage id in ASCII
CALL_MIME = "application/x-blfpanel-call"
CHIPS_AFTER_MS = 600
_DIMMED = 0.6


class CallDrop(QObject, Overlay):
    """The drop side of a view of keys.

    Signals carry the id of a key and of a call: ``dropped`` when it was let go there, ``hovered``
    with a place on the screen after it was held there for 600 ms, ``left`` when it is there no
    longer.

    Attributes:
        words: what a drop of a call on a key does, in words; "" where it cannot be dropped.
    """

    dropped = Signal(str, int)
    hovered = Signal(str, int, QPoint)
    left = Signal()

    def __init__(self, view: GridView, theme: Theme) -> None:
        super().__init__(view)
        self.words: Callable[[KeyId, int], str] = lambda key, call: ""
        self._view, self._theme = view, theme
        self._call: int | None = None
        self._said: dict[KeyId, str] = {}
        self._over: KeyId | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHIPS_AFTER_MS)
        self._timer.timeout.connect(self._held)
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                return self._drop(event)
            case QDragEnterEvent() if event.mimeData().hasFormat(CALL_MIME):
                self._begin(call_in(event))
                event.acceptProposedAction()
                return True
            case QDragMoveEvent() if self._call is not None:
                self._move(event)
                return True
            case QDragLeaveEvent() if self._call is not None:
                self._end()
                return True
        return False

    # --- how it looks meanwhile ---

    def opacity(self, key_id: KeyId) -> float:
        return 1.0 if self._call is None or self._word(key_id) else _DIMMED

    def face(self, key_id: KeyId, face: Face) -> Face:
        word = self._word(key_id) if self._call is not None else ""
        return replace(face, party=word, quiet=False, doubt_since=None) if word else face

    def paint_above(self, painter: QPainter) -> None:
        if self._call is None:
            return
        seen = self._view.viewport().rect()
        pen = QPen(self._theme.tokens.accent, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row in self._view.rows_in(seen):
            key_id = self._view.key_model.ids[row]
            if not self._word(key_id) or not self._view.is_shown(row):
                continue
            over = key_id == self._over
            pen.setStyle(Qt.PenStyle.SolidLine if over else Qt.PenStyle.DashLine)
            painter.setPen(pen)
            box = QRectF(self._view.key_rect(self._view.key_model.index_of(key_id)))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 8, 8)

    # --- a drag ---

    def _begin(self, call: int | None) -> None:
        self._call, self._over = call, None
        self._said.clear()
        self._view.viewport().update()

    def _move(self, event: QDragMoveEvent) -> None:
        over = self._valid_at(event.position().toPoint())
        if over != self._over:
            if self._over is not None:
                self.left.emit()
            self._over = over
            self._timer.stop()
            if over is not None:
                self._timer.start()
            self._view.viewport().update()
        if over is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def _drop(self, event: QDropEvent) -> bool:
        call = self._call
        if call is None:
            return False
        over = self._valid_at(event.position().toPoint())
        self._end()
        if over is not None:
            event.acceptProposedAction()
            self.dropped.emit(over, call)
        return True

    def _end(self) -> None:
        self._call = self._over = None
        self._timer.stop()
        self._said.clear()
        self._view.viewport().update()
        self.left.emit()

    def _held(self) -> None:
        if self._over is not None and self._call is not None:
            index = self._view.key_model.index_of(self._over)
            self.hovered.emit(self._over, self._call, self._view.place_of(index))

    def _valid_at(self, place: QPoint) -> KeyId | None:
        index = self._view.indexAt(place)
        if not index.isValid():
            return None
        key_id = self._view.key_id(index)
        return key_id if self._word(key_id) else None

    def _word(self, key_id: KeyId) -> str:
        if self._call is None:
            return ""
        if key_id not in self._said:
            self._said[key_id] = self.words(key_id, self._call)
        return self._said[key_id]


def call_in(event: QDropEvent) -> int | None:
    """The usage id of a dragged call; None for what is none."""
    text = bytes(event.mimeData().data(CALL_MIME).data())
    return int(text) if text.isdigit() else None
