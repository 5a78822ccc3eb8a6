"""An account's subscriptions as a table: state, what comes next, last news, failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from blfpanel.gui.look.theme import Theme
from blfpanel.gui.port import PhonePort
from blfpanel.gui.words import QT_TRANSLATE_NOOP, age, clock, said, translate, word
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import Explanation, Happening, KeyId, Lamp, Source

Index = QModelIndex | QPersistentModelIndex
KEY_ID = Qt.ItemDataRole.UserRole + 1
KEY, STATE, NEXT, NEWS, FAILURES, ASK = range(6)

_SOURCES = {
    Source.NONE: QT_TRANSLATE_NOOP("Accounts", "not asked"),
    Source.PENDING: QT_TRANSLATE_NOOP("Accounts", "asked, no news yet"),
    Source.ACTIVE: QT_TRANSLATE_NOOP("Accounts", "active"),
    Source.TERMINATED: QT_TRANSLATE_NOOP("Accounts", "ended"),
    Source.UNSOLICITED: QT_TRANSLATE_NOOP("Accounts", "told by itself"),
    Source.FILE: QT_TRANSLATE_NOOP("Accounts", "from a file"),
}

_WATCHED = frozenset({KeyType.PARTNER, KeyType.PARK, KeyType.AUTOMATON})


@dataclass(frozen=True, slots=True)
class Subscription:
    """A row: its key, and its cells as texts; ``sure`` is False where the lamp is in doubt."""

    key: KeyId
    cells: tuple[str, ...]
    sure: bool


class SubscriptionModel(QAbstractTableModel):
    """The keys of an account, in panel order."""

    def __init__(self, theme: Theme, phone: PhonePort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._phone = theme, phone
        self._rows: list[Subscription] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Key"),
            self.tr("Subscription"),
            self.tr("Next"),
            self.tr("Last news"),
            self.tr("Failures"),
            "",
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == KEY_ID:
            return row.key
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in row.cells[:ASK] if cell)
        if role == Qt.ItemDataRole.ForegroundRole:
            tokens = self._theme.tokens
            if column == ASK:
                return tokens.accent
            return tokens.text2 if row.sure and column != KEY else tokens.text
        if role == Qt.ItemDataRole.FontRole:
            strong = column == ASK or (column == STATE and not row.sure)
            weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
            return self._theme.font(12, int(weight), tabular=True)
        return None

    def refresh(self, account: str) -> None:
        """Show an account's keys as they are now."""
        panel, now = self._phone.panel, self._phone.now()
        rows = []
        for key in panel.keys():  # noqa: SIM118  (no dict)
            if key.account == account and key.type in _WATCHED:
                answer = panel.explain(key.id, now)
                name = key.label if key.label == key.number else f"{key.label} · {key.number}"
                sure = answer.certain
                rows.append(Subscription(key.id, (name, *_cells(answer, now)), sure))
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, ASK))


def _cells(answer: Explanation, now: float) -> tuple[str, ...]:
    state = answer.state
    source = translate("Accounts", _SOURCES[state.source])
    if state.refused is not None:
        source = f"{word(state)}, {said(state.cause or '')}"
    elif state.stale or (state.lamp is Lamp.UNKNOWN and state.cause):
        source = f"{source}, {said(state.cause or '')}"
    due = answer.due if answer.due is not None else answer.expires_at
    failed = sum(seen.kind is Happening.DOUBT for seen in answer.history)
    return (
        source,
        "" if due is None else translate("Accounts", "in {time}").format(time=clock(due - now)),
        ""
        if state.heard is None
        else translate("Accounts", "{age} ago").format(age=age(now - state.heard)),
        f"{failed}, {said(answer.failure)}" if answer.failure else str(failed or ""),
        translate("Accounts", "Ask again"),
    )
