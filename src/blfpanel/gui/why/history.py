"""What happened to a key, as a list: time to the millisecond, lamp, word, message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from blfpanel.gui.keys.face import lamp_colour, look
from blfpanel.gui.keys.glyphs import draw_lamp
from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.list_rows import RowDelegate
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.words import said, translate, word
from blfpanel.panel.model import Happening, Observation

Index = QModelIndex | QPersistentModelIndex
SEEN = Qt.ItemDataRole.UserRole + 1
SHOWN = 60
ROW_HEIGHT = 44


def title(seen: Observation) -> str:
    """The word of an entry."""
    if not seen.shown:
        return translate("History", "Not shown")
    match seen.kind:
        case Happening.DOUBT:
            return translate("History", "In doubt")
        case Happening.PRESS:
            return translate("History", "Pressed")
        case Happening.PICKUP:
            return translate("History", "Pick-up")
        case Happening.SUBSCRIPTION if seen.after.refused is None and not seen.before.stale:
            return translate("History", "Subscription")
    if seen.before.stale and not seen.after.stale:
        return translate("History", "Certain again")
    return word(seen.after)


def detail(seen: Observation) -> str:
    """Message and reason in one line."""
    reason = said(seen.rule.partition(": ")[2] or seen.rule)
    return f"{seen.message}, {reason}" if reason and seen.message else seen.message or reason


def time_of(at: datetime) -> str:
    """Time of day to the millisecond: "10:42:07.412"."""
    return f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"


class HistoryModel(QAbstractListModel):
    """The newest entries, newest first."""

    def __init__(self, wall: Callable[[float], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wall = wall
        self._seen: Sequence[Observation] = ()

    def show(self, seen: Sequence[Observation]) -> bool:
        """Replace all entries; tells whether that changed anything."""
        newest = tuple(seen[:SHOWN])
        if newest == self._seen:
            return False
        self.beginResetModel()
        self._seen = newest
        self.endResetModel()
        return True

    def time(self, seen: Observation) -> str:
        """When an entry was made."""
        return time_of(self._wall(seen.at))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._seen)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._seen):
            return None
        seen = self._seen[index.row()]
        if role == SEEN:
            return seen
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.time(seen)}, {title(seen)}, {detail(seen)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return detail(seen)
        return None


class HistoryDelegate(RowDelegate):
    """Draws an entry in two lines, on a thread that joins the lamps."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, ROW_HEIGHT, parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, seen = index.model(), index.data(SEEN)
        assert isinstance(model, HistoryModel)
        theme, tokens, px = self._theme, self._theme.tokens, self._theme.px
        box: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.accent_soft)
            painter.drawRoundedRect(QRectF(box).adjusted(0, 1, 0, -1), px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 2, -1, -2), px(6), px(6))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        first = QRect(box.left() + px(6), box.top() + px(3), box.width() - px(12), px(19))
        painter.setFont(theme.font(12, tabular=True))
        painter.setPen(tokens.text2)
        painter.drawText(first, flags, model.time(seen))
        taken = QFontMetrics(painter.font()).horizontalAdvance("00:00:00.000")
        centre = box.left() + px(6) + taken + px(18)
        self._sign(painter, box, centre, seen, index.row() + 1 < model.rowCount())
        left = centre + px(18)
        first.setLeft(left)
        painter.setFont(theme.font(13, 600))
        painter.setPen(tokens.text if seen.shown else tokens.text2)
        painter.drawText(first, flags, title(seen))
        below = first.translated(0, px(19))
        painter.setFont(theme.font(12))
        painter.setPen(tokens.text2)
        text = QFontMetrics(painter.font()).elidedText(
            detail(seen), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, flags, text)

    def _sign(
        self, painter: QPainter, box: QRect, centre: int, seen: Observation, more: bool
    ) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        side = px(15)
        place = QRectF(centre - side / 2, box.top() + px(5), side, side)
        if more:
            painter.setPen(QPen(tokens.line, 1.5))
            painter.drawLine(centre, int(place.bottom()) + px(4), centre, box.bottom() + px(1))
        if not seen.shown:
            draw_icon(painter, place, "dot", tokens.text2)
        elif seen.kind is Happening.DOUBT:
            draw_icon(painter, place, "hatch-disc", tokens.doubt)
        elif seen.kind is Happening.SUBSCRIPTION:
            draw_icon(painter, place, "refresh", tokens.text2)
        elif seen.kind in (Happening.PRESS, Happening.PICKUP):
            draw_icon(painter, place, "phone", tokens.text2)
        else:
            draw_lamp(painter, place, look(seen.after)[0], lamp_colour(tokens, seen.after))


class HistoryList(QListView):
    """The list at its full height; the pane around it scrolls."""

    def __init__(
        self, theme: Theme, wall: Callable[[float], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.history = HistoryModel(wall, self)
        self.setModel(self.history)
        self.setItemDelegate(HistoryDelegate(theme, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What happened"))

    def show_history(self, seen: Sequence[Observation]) -> None:
        """Show what happened, newest first."""
        chosen = self.currentIndex().data(SEEN)
        if not self.history.show(seen):
            return
        self.setFixedHeight(self._theme.px(ROW_HEIGHT) * self.history.rowCount() + 2)
        for row in range(self.history.rowCount()):
            index = self.history.index(row)
            if index.data(SEEN) == chosen:
                self.setCurrentIndex(index)

    def chosen(self) -> Observation | None:
        """The entry the person picked."""
        seen: Observation | None = self.currentIndex().data(SEEN)
        return seen
