"""The keypad of a call: twelve keys, pressed with the mouse or typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text

_KEYS = "123456789*0#"
_COLUMNS = 3


class Keypad(QWidget):
    """Sends ``pressed`` with each digit, and shows those that were sent and received."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sent = ""
        self.sent = Text(theme, size=16, tabular=True, mode=Qt.TextElideMode.ElideLeft, parent=self)
        self.sent.setAccessibleName(self.tr("Digits sent"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self.sent)
        grid = QGridLayout()
        grid.setSpacing(theme.px(4))
        names = {"*": self.tr("Star"), "#": self.tr("Hash")}
        self.keys: dict[str, Button] = {}
        for place, digit in enumerate(_KEYS):
            key = Button(theme, digit, size=15, weight=600, parent=self)
            key.setAccessibleName(names.get(digit, digit))
            key.clicked.connect(lambda _=False, digit=digit: self._press(digit))
            grid.addWidget(key, *divmod(place, _COLUMNS))
            self.keys[digit] = key
        layout.addLayout(grid)

    def begin(self) -> None:
        """Open with nothing sent yet, and take the keyboard."""
        self._sent = ""
        self.sent.say(self.tr("Type or press"))
        self.show()
        self.keys["5"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().upper() in "0123456789*#ABCD":
            self._press(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _press(self, digit: str) -> None:
        self._sent += digit
        self.sent.say(self._sent)
        self.pressed.emit(digit)
