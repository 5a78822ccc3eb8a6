"""A small box beside a key or a call, in which a note is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text

#: A note is one line on a key.
LONGEST = 120


class NoteBox(QFrame):
    """Asks for a note; Enter keeps it, Esc leaves it as it was.

    Args:
        name: whom it is about.
        keep: takes the note that is wanted.
    """

    def __init__(
        self, theme: Theme, name: str, note: str, keep: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._keep = keep
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        title = Text(theme, self.tr("Note on {name}").format(name=name), weight=600, parent=self)
        self.setAccessibleName(title.text())
        self.field = QLineEdit(note, self)
        self.field.setMaxLength(LONGEST)
        self.field.setMinimumWidth(theme.px(260))
        self.field.setMinimumHeight(theme.px(32))
        self.field.setAccessibleName(title.text())
        self.save = Button(theme, self.tr("Save"), kind="ok", parent=self)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(12)] * 4)
        layout.setSpacing(theme.px(8))
        layout.addWidget(title)
        layout.addLayout(row)
        self.field.returnPressed.connect(self._done)
        self.save.clicked.connect(self._done)

    def ask(self, at: QPoint) -> None:
        """Open at a place of the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(at.x(), room.right() - self.width())
        self.move(max(room.left(), left), min(at.y(), room.bottom() - self.height()))
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _done(self) -> None:
        text = " ".join(self.field.text().split())
        self.close()
        self._keep(text)
