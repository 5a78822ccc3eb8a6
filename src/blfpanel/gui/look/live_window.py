"""A window of its own that is kept up to date while it is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class LiveWindow(QWidget):
    """Refreshes when it is shown and from then on regularly; ``closed`` when it was.

    Args:
        each: time between two refreshes, ms.
    """

    closed = Signal()

    def __init__(self, each: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._timer = QTimer(self, interval=each)
        self._timer.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is so now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
