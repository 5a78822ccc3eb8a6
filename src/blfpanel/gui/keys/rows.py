"""A list model of keys that can become another list: what moves, comes and goes is announced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from blfpanel.panel.model import KeyId

Index = QModelIndex | QPersistentModelIndex


class KeyRows(QAbstractListModel):
    """One row per key; subclasses answer for a key with :meth:`answer`."""

    def __init__(self, ids: Sequence[KeyId], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = list(ids)
        self._rows = {key_id: row for row, key_id in enumerate(self._ids)}

    @property
    def now(self) -> Callable[[], float]:
        """The clock that faces are read against (core time)."""
        raise NotImplementedError

    def answer(self, key_id: KeyId, role: int) -> Any:
        """What :meth:`data` answers for a key."""
        raise NotImplementedError

    @property
    def ids(self) -> Sequence[KeyId]:
        """The keys, by row."""
        return self._ids

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        return self.answer(self._ids[index.row()], role)

    def index_of(self, key_id: KeyId) -> QModelIndex:
        """The index of a key; an invalid one for a key not shown."""
        row = self._rows.get(key_id)
        return QModelIndex() if row is None else self.index(row)

    def become(self, ids: Sequence[KeyId]) -> None:
        """Show these keys in this order."""
        if list(ids) == self._ids:
            return
        self._drop(set(ids))
        kept = set(self._ids)
        self._reorder([key_id for key_id in ids if key_id in kept])
        self._fill_in(ids)

    def append(self, ids: Sequence[KeyId]) -> None:
        """Show further keys behind the others."""
        if ids:
            row = len(self._ids)
            self.beginInsertRows(QModelIndex(), row, row + len(ids) - 1)
            self._ids.extend(ids)
            self._rows.update((key_id, row + place) for place, key_id in enumerate(ids))
            self.endInsertRows()

    def _drop(self, wanted: set[KeyId]) -> None:
        for row in reversed(range(len(self._ids))):
            if self._ids[row] not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._ids[row]
                self._number()
                self.endRemoveRows()

    def _reorder(self, order: list[KeyId]) -> None:
        if order == self._ids:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._ids[index.row()] for index in before]
        self._ids = order
        self._number()
        self.changePersistentIndexList(before, [self.index(self._rows[key]) for key in keys])
        self.layoutChanged.emit()

    def _fill_in(self, ids: Sequence[KeyId]) -> None:
        row = 0
        while row < len(ids):
            end = row
            while end < len(ids) and ids[end] not in self._rows:
                end += 1
            if end > row:
                self.beginInsertRows(QModelIndex(), row, end - 1)
                self._ids[row:row] = ids[row:end]
                self._number()
                self.endInsertRows()
            row = max(end, row + 1)

    def _number(self) -> None:
        self._rows = {key_id: row for row, key_id in enumerate(self._ids)}
