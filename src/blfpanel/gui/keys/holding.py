"""Ringing keys that pick up only after the button was held: nobody takes a call by a slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen

from blfpanel.gui.keys.face import Face
from blfpanel.gui.keys.grid_view import GridView
from blfpanel.gui.keys.overlay import Overlay
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId

HOLD_MS = 500
#: so long the word stays for who let go too early
_WORD_MS = 1500
_FRAME_MS = 40


class Holding(QObject, Overlay):
    """A button that is held on a key: an arc around its lamp fills, then ``held`` is emitted."""

    held = Signal(str)

    def __init__(self, view: GridView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme
        self._key: KeyId | None = None  #: where the word is seen
        self._pressed = False
        self._since = QElapsedTimer()
        self._done = self._timer(HOLD_MS, self._finish)
        self._faded = self._timer(_WORD_MS, self._forget)
        self._frame = self._timer(_FRAME_MS, self._repaint)
        self._frame.setSingleShot(False)

    def begin(self, key_id: KeyId) -> None:
        """The button went down on a key."""
        self._forget()
        self._key, self._pressed = key_id, True
        self._since.start()
        self._done.start()
        self._frame.start()
        self._repaint()

    def end(self) -> bool:
        """The button went up, or left the key: whether it was held; the word stays a moment."""
        was = self._pressed
        if was:
            self._stop()
            self._faded.start()
            self._repaint()
        return was

    def face(self, key_id: KeyId, face: Face) -> Face:
        if key_id != self._key:
            return face
        return replace(face, word=self.tr("Hold to pick up"), since=None)

    def paint_above(self, painter: QPainter) -> None:
        if self._key is None or not self._pressed:
            return
        share = min(self._since.elapsed() / HOLD_MS, 1.0)
        metrics = self._theme.key(self._view.key_size)
        box = self._view.key_rect(self._view.key_model.index_of(self._key))
        lamp = QRectF(
            box.left() + metrics.lamp_left, box.top() + metrics.lamp_top, metrics.lamp, metrics.lamp
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.tokens.alert_ink, 2))
        # sixteenths of a degree from twelve o'clock, with the clock
        painter.drawArc(lamp.adjusted(-3, -3, 3, 3), 90 * 16, -round(360 * 16 * share))

    def _finish(self) -> None:
        key_id = self._key
        self._forget()
        if key_id is not None:
            self.held.emit(key_id)

    def _stop(self) -> None:
        self._pressed = False
        self._done.stop()
        self._frame.stop()

    def _forget(self) -> None:
        self._stop()
        self._faded.stop()
        self._repaint()
        self._key = None

    def _repaint(self) -> None:
        if self._key is not None:
            self._view.update(self._view.key_model.index_of(self._key))

    def _timer(self, interval: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self, interval=interval, singleShot=True)
        timer.timeout.connect(slot)
        return timer
