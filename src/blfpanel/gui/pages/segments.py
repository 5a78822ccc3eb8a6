"""A few choices side by side of which one holds."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from blfpanel.gui.look.theme import Theme


class _Segment(QPushButton):
    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():
            painter.setPen(QPen(tokens.line_strong if tokens.border > 1 else tokens.line, 1))
            painter.setBrush(tokens.surface)
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        painter.setFont(self._theme.font(12, 600 if self.isChecked() else 400))
        painter.setPen(tokens.text if self.isChecked() else tokens.text2)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _dress(self) -> None:
        font = self._theme.font(12, 600)
        self.setFont(font)
        width = self.fontMetrics().horizontalAdvance(self.text())
        self.setFixedSize(width + self._theme.px(22), self._theme.px(28))


class Segments(QWidget):
    """``chosen`` with the new value when the person takes another one."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Mapping[enum.Enum, tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """``choices``: what stands on each, and what it is called in full."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.buttons: dict[enum.Enum, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        for value, (text, full) in choices.items():
            button = _Segment(theme, text, self)
            button.setToolTip(full)
            button.setAccessibleName(f"{name}: {full}")
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[value] = button

    def choose(self, value: enum.Enum) -> None:
        """Show which one holds; one that is not offered shows none."""
        group = next(iter(self.buttons.values())).group()
        group.setExclusive(value in self.buttons)
        for each, button in self.buttons.items():
            button.setChecked(each is value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tokens.hover)
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.end()
