"""What stands in the place of the keys while there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame


class EmptyPage(QWidget):
    """Says what is missing; ``wanted`` when the person wants to add it."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.title = Text(theme, size=20, weight=600, wrap=True)
        self.advice = Text(theme, ink="text2", wrap=True)
        for text in (self.title, self.advice):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(theme, size=14, weight=600)
        self.button.clicked.connect(self.wanted)
        box = frame("window")
        box.setMaximumWidth(px(560))
        inner = QVBoxLayout(box)
        inner.setContentsMargins(px(24), px(24), px(24), px(24))
        inner.setSpacing(px(12))
        inner.addWidget(self.title)
        inner.addWidget(self.advice)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 100)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
        self.show_accounts(True)

    def show_accounts(self, any_account: bool) -> None:
        """Speak of partners where there is an account, else of the account."""
        if any_account:
            self.title.say(self.tr("No partners yet."))
            self.advice.say(
                self.tr("Fill the panel from your PBX, a range such as 200-299, or a file.")
            )
            self.button.setText(self.tr("Fill the panel"))
        else:
            self.title.say(self.tr("No account yet."))
            self.advice.say(self.tr("Connect blfpanel to your PBX, or try it without one."))
            self.button.setText(self.tr("Set up"))
