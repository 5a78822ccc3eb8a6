"""A field for a password on the page of an account or a directory: it goes into the keyring."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from blfpanel.config.secrets import SecretsError
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame

#: Puts a password away; raises SecretsError. Waits for the keyring, which may ask the person.
Keep = Callable[[str], None]


class PasswordCard(QWidget):
    """Enter a password, and it is kept; what is kept is never shown. ``kept`` when it was.

    Args:
        keep: gives what keeps it, for what stands on the page now; None: there is nothing yet.
    """

    kept = Signal()
    _done = Signal(str)

    def __init__(
        self, theme: Theme, keep: Callable[[], Keep | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        px = theme.px
        self.edit = QLineEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setPlaceholderText(self.tr("New password"))
        self.edit.setAccessibleName(self.tr("Password"))
        self.edit.setFixedHeight(px(34))
        self.edit.setFont(theme.font(13))
        self.button = Button(theme, self.tr("Keep"), parent=self)
        self.said = Text(theme, size=12, ink="text2", wrap=True, parent=self)
        card = frame("card10", self)
        line = QHBoxLayout(card)
        line.setContentsMargins(px(18), px(10), px(18), px(10))
        line.setSpacing(px(10))
        words = QVBoxLayout()
        words.addWidget(Text(theme, self.tr("Password"), weight=500))
        words.addWidget(self.said)
        self.said.say(self.tr("Kept in the keyring, never in the settings."))
        line.addLayout(words, 1)
        line.addWidget(self.edit)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(18), 0, 0)
        layout.addWidget(card)
        self.edit.returnPressed.connect(self._put)
        self.button.clicked.connect(self._put)
        self._done.connect(self._tell)

    def _put(self) -> None:
        password, keep = self.edit.text(), self._keep()
        if not password:
            self.edit.setFocus()
        elif keep is None:
            self.said.say(self.tr("Fill in the other settings first."))
        else:
            self.button.setEnabled(False)
            threading.Thread(
                target=self._put_beside, args=(keep, password), name="keyring", daemon=True
            ).start()

    def _put_beside(self, keep: Keep, password: str) -> None:
        try:
            keep(password)
        except SecretsError as problem:
            self._done.emit(str(problem))
        else:
            self._done.emit("")

    def _tell(self, problem: str) -> None:
        self.button.setEnabled(True)
        self.said.say(problem or self.tr("Kept, and used from now on."))
        if not problem:
            self.edit.clear()
            self.kept.emit()
