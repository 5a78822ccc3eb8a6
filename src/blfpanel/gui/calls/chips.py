"""What can be done with a call that is held over a key: chips beside it, to drop it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from blfpanel.gui.calls.dropping import Drop, words
from blfpanel.gui.keys.call_drop import CALL_MIME
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button

#: So long the chips stay after the call was moved off the key: it may be on its way to them, ms.
LINGER_MS = 700


class Chip(Button):
    """One of the chips: a call can be dropped on it."""

    def __init__(
        self, theme: Theme, drop: Drop, chosen: Callable[[Drop], None], bar: Chips
    ) -> None:
        super().__init__(theme, words(drop), parent=bar)
        self._drop, self._chosen, self._bar = drop, chosen, bar
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CALL_MIME):
            self._bar.stay()
            self.setDown(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.setDown(False)
        self._bar.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._bar.hide()
        self._chosen(self._drop)


class Chips(QFrame):
    """A row of chips that floats above the keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "popup")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(*[theme.px(6)] * 4)
        self._layout.setSpacing(theme.px(6))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LINGER_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def chips(self) -> list[Chip]:
        """What is offered."""
        return [chip for chip in self.findChildren(Chip) if not chip.isHidden()]

    def offer(self, drops: Sequence[Drop], chosen: Callable[[Drop], None], at: QPoint) -> None:
        """Show a chip for each drop at a place of the screen."""
        for chip in self.findChildren(Chip):
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for drop in drops:
            self._layout.addWidget(Chip(self._theme, drop, chosen, self))
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            place = parent.mapFromGlobal(at)
            left = max(0, min(place.x(), parent.width() - self.width()))
            self.move(left, max(0, min(place.y(), parent.height() - self.height())))
        self._timer.stop()
        self.show()
        self.raise_()

    def stay(self) -> None:
        """The call is on a chip."""
        self._timer.stop()

    def leave(self) -> None:
        """The call is elsewhere: go away, unless it comes soon."""
        if self.isVisible():
            self._timer.start()
