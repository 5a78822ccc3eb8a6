"""A window of help: it stands beside the panel, is never modal, and goes with Esc."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text


class HelpPage(QWidget):
    """A title, a sentence, and what a subclass adds to ``body``. ``closed`` when it is left."""

    closed = Signal()

    def __init__(
        self, theme: Theme, title: str, sentence: str, size: QSize, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        px = theme.px
        self.setWindowTitle(self.tr("{title} – blfpanel").format(title=title))
        self.setProperty("kind", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        wanted = QSize(px(size.width()), px(size.height()))
        self.resize(wanted.boundedTo(self.screen().availableSize()))
        self.sentence = Text(theme, sentence, ink="text2", wrap=True, parent=self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(20), px(16), px(20), px(16))
        self.body.setSpacing(px(10))
        self.body.addWidget(Text(theme, title, size=20, weight=700, parent=self))
        self.body.addWidget(self.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
