"""Doing something at once, but not again at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

#: What nobody sees sooner anyway, milliseconds.
SPACING_MS = 100


class Paced(QObject):
    """Runs something when it is called, and once more after a while if it was called meanwhile.

    Args:
        run: what is run.
    """

    def __init__(self, run: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self._due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._again)

    def __call__(self) -> None:
        """Run it now, or as soon as it may be."""
        if self._timer.isActive():
            self._due = True
            return
        if SPACING_MS:
            self._timer.start(SPACING_MS)
        self._run()

    def _again(self) -> None:
        if self._due:
            self._due = False
            self()
