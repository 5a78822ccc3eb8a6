"""How many calls were missed, on the icon of the list of calls."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from blfpanel.gui.look.theme import Theme

MOST = 99


class Badge(QWidget):
    """A small disc with a number in the upper right corner of a button; it lets clicks through."""

    def __init__(self, theme: Theme, button: QWidget) -> None:
        super().__init__(button)
        self._theme = theme
        self.count = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        side = theme.px(16)
        self.setFixedSize(theme.px(22), side)
        self.move(button.width() - self.width(), 0)
        theme.changed.connect(self.update)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show a number; 0 shows nothing."""
        self.count = count
        self.setVisible(count > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._theme.tokens, QPainter(self)
        text = str(self.count) if self.count <= MOST else f"{MOST}+"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(10, 700))
        width = max(self.height(), painter.fontMetrics().horizontalAdvance(text) + 6)
        pill = QRectF(self.width() - width, 0, width, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.danger)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(tokens.danger_ink)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
