"""Calls that are over, as a Qt list model with a filter, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
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
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from blfpanel.gui.calls.words import logged_look, logged_words
from blfpanel.gui.keys.glyphs import draw_lamp
from blfpanel.gui.look.list_rows import RowDelegate
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.words import party_name, translate
from blfpanel.panel.model import CallResult, Party
from blfpanel.phone.call_log import LoggedCall

Index = QModelIndex | QPersistentModelIndex
CALL = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 52


def name_of(call: LoggedCall) -> str:
    """Who it was with: the name that is known now, else that of then, else the number."""
    return party_name(Party(call.uri, call.number, call.name))


def callable_again(call: LoggedCall) -> bool:
    """Whether there is a number to call."""
    return bool(call.number) and call.number.lower() != "anonymous"


def number_beside(call: LoggedCall) -> str:
    """The number, where it says more than the name."""
    return call.number if callable_again(call) and call.number != name_of(call) else ""


class CallsModel(QAbstractListModel):
    """The calls that match, newest first.

    Args:
        note_of: gives the note on a number.
    """

    def __init__(self, note_of: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._note_of = note_of
        self._all: Sequence[LoggedCall] = ()
        self._shown: Sequence[LoggedCall] = ()
        self._today = date.min
        self._text = ""
        self._missed_only = False

    def show(self, calls: Sequence[LoggedCall], today: date) -> None:
        """Take the list as it is now, newest first."""
        if (tuple(calls), today) != (self._all, self._today):
            self._all, self._today = tuple(calls), today
            self.renew()

    def seek(self, text: str, *, missed_only: bool) -> None:
        """Show only calls with this text in name, number or note; perhaps missed ones only."""
        wanted = text.strip().casefold()
        if (wanted, missed_only) != (self._text, self._missed_only):
            self._text, self._missed_only = wanted, missed_only
            self.renew()

    def renew(self) -> None:
        """Look through all calls again: a note may have changed."""
        self.beginResetModel()
        self._shown = [call for call in self._all if self._matches(call)]
        self.endResetModel()

    def _matches(self, call: LoggedCall) -> bool:
        if self._missed_only and call.result is not CallResult.MISSED:
            return False
        plain = call.number.replace(" ", "")
        texts = (name_of(call), call.name or "", call.number, plain, self._note_of(call.number))
        return any(self._text in text.casefold() for text in texts)

    def call_at(self, index: Index) -> LoggedCall | None:
        """The call of a row; None where there is none."""
        found = index.data(CALL)
        return found if isinstance(found, LoggedCall) else None

    def words(self, call: LoggedCall) -> str:
        """The second line: what became of it, when, how long, the note on the caller."""
        note = self._note_of(call.number)
        line = logged_words(call, self._today)
        return f"{line} · {note}" if note else line

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        call = self._shown[index.row()]
        match role:
            case int(value) if value == CALL:
                return call
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                unseen = translate("Recent", "not looked at") if call.missed else ""
                parts = (name_of(call), number_beside(call), self.words(call), unseen)
                return ", ".join(part for part in parts if part)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (call.number, call.detail) if part)
        return None


class CallDelegate(RowDelegate):
    """Draws a call in two lines: lamp, name, number; what became of it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, ROW_HEIGHT, parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, call = index.model(), index.data(CALL)
        assert isinstance(model, CallsModel)
        assert isinstance(call, LoggedCall)
        theme, px = self._theme, self._theme.px
        tokens, rect = theme.tokens, QRect(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(tokens.accent_soft)
            focused = state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(tokens.accent, px(2)) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), px(8), px(8))
        glyph, ink = logged_look(call)
        lamp = QRectF(rect.left() + px(12), rect.center().y() - px(9), px(18), px(18))
        draw_lamp(painter, lamp, glyph, getattr(tokens, ink))
        left, right = rect.left() + px(42), rect.right() - px(12)
        number = number_beside(call)
        first = QRect(left, rect.top() + px(7), right - left, px(20))
        second = QRect(left, rect.top() + px(27), right - left, px(18))
        taken = self._write(painter, first, number, 12, 400, tokens.text2, right=True)
        first.setRight(right - taken - (px(10) if taken else 0))
        self._write(painter, first, name_of(call), 13, 600 if call.missed else 500, tokens.text)
        self._write(painter, second, model.words(call), 12, 400, tokens.text2)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        size: int,
        weight: int,
        ink: QColor,
        *,
        right: bool = False,
    ) -> int:
        """Write a line, cut where it does not fit; gives its width."""
        font = self._theme.font(size, weight, tabular=True)
        metrics = QFontMetrics(font)
        width = place.width() // 2 if right else place.width()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, cut)
        return metrics.horizontalAdvance(cut)
