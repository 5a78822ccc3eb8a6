"""What stands in the place of the keys where a page has none to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.pages.arrangement import Filter


class PageNote(QWidget):
    """A sentence and a button; ``acted`` when it is pressed."""

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = Text(theme, ink="text2", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(theme)
        self.button.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.text)
        layout.addSpacing(theme.px(12))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say_empty(self) -> None:
        """The page has no keys."""
        self._say(self.tr("This page is empty. Drag keys here or add some."), self.tr("Add keys"))

    def say_filtered(self, wanted: Filter) -> None:
        """No key passes the filter."""
        words = {
            Filter.FREE: self.tr("Nobody is free right now."),
            Filter.BUSY: self.tr("Nobody is busy right now."),
            Filter.DOUBT: self.tr("All lamps of this page are certain."),
        }
        self._say(words.get(wanted, ""), self.tr("Show all"))

    def _say(self, text: str, button: str) -> None:
        self.text.say(text)
        if self.button.text() != button:
            self.button.setText(button)
