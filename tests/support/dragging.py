"""Drag events of every Qt we support."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, qVersion
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent

#: From Qt 6.12 on they take fractions of pixels, before only whole ones.
_FRACTIONS = tuple(map(int, qVersion().split(".")[:2])) >= (6, 12)


def drag_enter(place: QPoint, action: Qt.DropAction, data: QMimeData) -> QDragEnterEvent:
    """Something is dragged into a widget."""
    return QDragEnterEvent(*_words(place, action, data))


def drag_move(place: QPoint, action: Qt.DropAction, data: QMimeData) -> QDragMoveEvent:
    """It moves on within it."""
    return QDragMoveEvent(*_words(place, action, data))


def _words(place: QPoint, action: Qt.DropAction, data: QMimeData) -> tuple[object, ...]:
    where = place.toPointF() if _FRACTIONS else place
    return where, action, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
