"""Partners who are watched for me: their rows in the calls pane, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Lamp, Text, icon_button
from blfpanel.gui.words import QT_TRANSLATE_NOOP, translate
from blfpanel.panel.changes import Camp, CampKind

#: What is waited for, in words.
KINDS = {
    CampKind.TELL: QT_TRANSLATE_NOOP("Camp", "Tell me when free"),
    CampKind.CALL: QT_TRANSLATE_NOOP("Camp", "Call when free"),
    CampKind.TELL_THEN_TRANSFER: QT_TRANSLATE_NOOP("Camp", "Tell me when free, then transfer"),
}


class CampRow(QFrame):
    """Somebody who is watched for me: name, what is done then, until when, ×."""

    def __init__(
        self, theme: Theme, cancel: Callable[[int], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._camp = 0
        self.setProperty("kind", "pane")
        self.setFixedHeight(theme.px(52))
        lamp = Lamp(theme, 20, self)
        lamp.show_icon("hourglass", "accent")
        self.name = Text(theme, weight=600, parent=self)
        self.line = Text(theme, size=12, ink="text2", tabular=True, parent=self)
        self.close_button = icon_button(theme, "x", "", self)
        self.close_button.clicked.connect(lambda: cancel(self._camp))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addStretch()
        words.addWidget(self.name)
        words.addWidget(self.line)
        words.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), 0, 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(lamp)
        layout.addLayout(words, 1)
        layout.addWidget(self.close_button)

    def show_camp(self, camp: Camp, names: Sequence[str], until: datetime) -> None:
        """Show a wait; ``until`` is the time of day at which it ends."""
        self._camp = camp.id
        name = ", ".join(names)
        what = translate("Camp", KINDS[camp.kind])
        if len(camp.keys) > 1:
            what = self.tr("First that is free")
        self.name.say(name)
        self.name.setToolTip(name)
        self.line.say(self.tr("{what} · until {time}").format(what=what, time=f"{until:%H:%M}"))
        said = self.tr("Do not watch {name} any more").format(name=name)
        self.close_button.setAccessibleName(said)
        self.close_button.setToolTip(said)
