"""What stands in the place of the keys while there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.config.paths import settings_path
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, frame


class EmptyPage(QWidget):
    """Says what is missing and where it is to be written down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.title = Text(theme, size=20, weight=600, wrap=True)
        self.advice = Text(theme, ink="text2", wrap=True)
        for text in (self.title, self.advice):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = frame("window")
        box.setMaximumWidth(px(560))
        inner = QVBoxLayout(box)
        inner.setContentsMargins(px(24), px(24), px(24), px(24))
        inner.setSpacing(px(12))
        inner.addWidget(self.title)
        inner.addWidget(self.advice)
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
        path = settings_path()
        if any_account:
            self.title.say(self.tr("No partners yet."))
            self.advice.say(
                self.tr(
                    "Add a table [[keys]] with a number for each of them to {path} and start "
                    "blfpanel again."
                ).format(path=path)
            )
            return
        self.title.say(self.tr("No account yet."))
        self.advice.say(
            self.tr(
                "Connect blfpanel to your PBX: write user and server into a table [[accounts]] "
                "of {path}. Or try it without one: run “blfpanel demo”."
            ).format(path=path)
        )
