"""What the rows of all lists drawn by us have in common."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from blfpanel.gui.look.theme import Theme

#: Less is never shown; rows are as wide as their list.
_NARROWEST = 200


class RowDelegate(QStyledItemDelegate):
    """Draws rows of one height in the theme's looks.

    Args:
        theme: colours, fonts and sizes.
        height: of a row, px at 100 %.
    """

    def __init__(self, theme: Theme, height: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._theme.px(_NARROWEST), self._theme.px(self._height))
