"""One of several, or yes and no: drawn in the theme's colours, with a shape for each state."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton

from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.theme import Theme

_MARK = 18
_GAP = 10
_EDGE = 4


class Option(QRadioButton):
    """One of several: a ring, with a disc in it when it is the chosen one."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        _prepare(self, theme)
        self._theme = theme

    def sizeHint(self) -> QSize:
        return _size(self, self._theme)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = _draw(painter, self, self._theme)
            tokens = self._theme.tokens
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent if self.isChecked() else tokens.line_strong)
            painter.drawEllipse(box)
            painter.setBrush(tokens.surface)
            edge = box.width() * (0.1 if not self.isChecked() else 0.14)
            painter.drawEllipse(box.adjusted(edge, edge, -edge, -edge))
            if self.isChecked():
                inner = box.width() * 0.28
                painter.setBrush(tokens.accent)
                painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))


class Tick(QCheckBox):
    """Yes or no: a box, filled and with a check when it is yes."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        _prepare(self, theme)
        self._theme = theme

    def sizeHint(self) -> QSize:
        return _size(self, self._theme)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = _draw(painter, self, self._theme)
            tokens, px = self._theme.tokens, self._theme.px
            painter.setPen(tokens.accent if self.isChecked() else tokens.line_strong)
            painter.setBrush(tokens.accent if self.isChecked() else tokens.surface)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
            if self.isChecked():
                draw_icon(painter, box.adjusted(3, 3, -3, -3), "check", tokens.on_accent)


def _prepare(button: QRadioButton | QCheckBox, theme: Theme) -> None:
    button.setFont(theme.font(14, 500))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    theme.changed.connect(button.update)


def _size(button: QRadioButton | QCheckBox, theme: Theme) -> QSize:
    metrics = QFontMetrics(theme.font(14, 500))
    width = theme.px(_MARK + _GAP + 3 * _EDGE) + metrics.horizontalAdvance(button.text())
    return QSize(width, max(theme.px(28), metrics.height() + theme.px(2 * _EDGE)))


def _draw(painter: QPainter, button: QRadioButton | QCheckBox, theme: Theme) -> QRectF:
    """Draw text and focus; gives where the mark belongs."""
    tokens, px = theme.tokens, theme.px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(button.rect())
    if button.hasFocus():
        pen = painter.pen()
        pen.setColor(tokens.accent)
        pen.setWidthF(2)
        painter.setPen(pen)
        painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), px(6), px(6))
    box = QRectF(px(_EDGE + 1), 0, px(_MARK), px(_MARK))
    box.moveTop((whole.height() - box.height()) / 2)
    painter.setFont(theme.font(14, 500))
    painter.setPen(tokens.text if button.isEnabled() else tokens.text2)
    place = whole.adjusted(box.right() + px(_GAP), 0, -px(_EDGE), 0)
    fitting = painter.fontMetrics().elidedText(
        button.text(), Qt.TextElideMode.ElideRight, int(place.width()) + 1
    )
    aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, aligned | Qt.TextFlag.TextSingleLine, fitting)
    return box
