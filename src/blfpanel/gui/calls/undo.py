"""A transfer that can still be taken back: a toast with a bar that runs out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.notices import Toast
from blfpanel.gui.words import party_name
from blfpanel.panel.model import OwnCall

#: How often the bar is drawn, ms.
_STEP_MS = 50


class UndoToast(Toast):
    """Shown while a call is about to go; ``undone`` when the person thinks better of it.

    Args:
        now: core time, seconds.
    """

    undone = Signal()

    def __init__(self, theme: Theme, now: Callable[[], float], parent: QWidget) -> None:
        # it is hidden, and told so, while it is made
        self._steps = QTimer(interval=_STEP_MS)
        super().__init__(theme, parent)
        self._now = now
        self._began = self._due = 0.0
        self._steps.timeout.connect(self.update)
        self.acted.connect(lambda _: self.undone.emit())

    def follow(self, calls: list[OwnCall]) -> None:
        """Show the call that is about to go, or nothing where none is."""
        leaving = calls[-1].leaving if calls else None
        if leaving is None:
            self.hide()
        elif leaving.due != self._due:
            self._began, self._due = self._now(), leaving.due
            said = self.tr("{name} goes to {target}.")
            name, target = party_name(calls[-1].party), party_name(leaving.target)
            self.say(said.format(name=name, target=target), button=self.tr("Undo"))
            self.button.setToolTip(self.tr("Do not transfer (Ctrl+Z)"))

    @property
    def left(self) -> float:
        """How much of the time is left, 1 to 0."""
        span = self._due - self._began
        return min(1.0, max(0.0, (self._due - self._now()) / span)) if span > 0 else 0.0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._steps.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._steps.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px = self._theme.px
        painter = QPainter(self)
        room = self.width() - 2 * px(12)
        bar = QRectF(px(12), self.height() - px(5), room * self.left, px(2))
        painter.fillRect(bar, self._theme.tokens.toast_ink)
        painter.end()
