"""Texts of keys: how wide they are and what is seen of them, worked out once for each look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from blfpanel.gui.look.theme import Theme

#: size at 100 %, weight, and whether figures are of one width
Style = tuple[int, int, bool]

#: Timers make new texts every second: so many are remembered before all are forgotten.
_REMEMBERED = 4096

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


class Lettering(QObject):
    """Draws and measures texts in the fonts of a theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._metrics: dict[Style, QFontMetrics] = {}
        self._widths: dict[tuple[Style, str], int] = {}
        self._cut: dict[tuple[Style, str, int, Qt.TextElideMode], str] = {}
        theme.changed.connect(self._forget)

    def width(self, style: Style, text: str) -> int:
        """How wide a text is, px."""
        return _recall(
            self._widths, (style, text), lambda: self._measure(style).horizontalAdvance(text)
        )

    def draw(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        style: Style,
        ink: QColor,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Draw a text from the left, with … where it is too long."""
        if text and place.width() > 0:
            painter.setFont(self._font(style))
            painter.setPen(ink)
            painter.drawText(place, _LEFT, self._fitting(style, text, place.width(), mode))

    def draw_right(
        self, painter: QPainter, place: QRect, text: str, style: Style, ink: QColor
    ) -> None:
        """Draw a text that is known to fit, to the right."""
        painter.setFont(self._font(style))
        painter.setPen(ink)
        painter.drawText(place, _RIGHT, text)

    def _fitting(self, style: Style, text: str, room: int, mode: Qt.TextElideMode) -> str:
        if self.width(style, text) <= room:
            return text
        return _recall(
            self._cut,
            (style, text, room, mode),
            lambda: self._measure(style).elidedText(text, mode, room),
        )

    def _font(self, style: Style) -> QFont:
        size, weight, tabular = style
        return self._theme.font(size, weight, tabular=tabular)

    def _measure(self, style: Style) -> QFontMetrics:
        return _recall(self._metrics, style, lambda: QFontMetrics(self._font(style)))

    def _forget(self) -> None:
        self._metrics.clear()
        self._widths.clear()
        self._cut.clear()


def _recall(known: dict[_Key, _Value], key: _Key, find: Callable[[], _Value]) -> _Value:
    found = known.get(key)
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[key] = find()
    return found
