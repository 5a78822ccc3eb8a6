"""The keys that would be added, before they are."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from blfpanel.config.keys import KeySettings, KeyType

_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """Number, name and group of each key; those on the panel already say so.

    Attributes:
        added: the keys that are not on the panel yet.
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[KeySettings, ...] = ()
        self._known: frozenset[tuple[KeyType, str]] = frozenset()
        self.added: tuple[KeySettings, ...] = ()

    def know(self, keys: Iterable[KeySettings]) -> None:
        """Remember which keys the panel has."""
        self._known = frozenset((key.type, key.number) for key in keys if key.number)

    def show(self, keys: Iterable[KeySettings]) -> None:
        """Show other keys."""
        self.beginResetModel()
        self._keys = tuple(keys)
        self.added = tuple(key for key in self._keys if not self._is_known(key))
        self.endResetModel()

    @property
    def keys(self) -> tuple[KeySettings, ...]:
        """All that are shown."""
        return self._keys

    @property
    def known(self) -> int:
        """How many of them the panel has already."""
        return len(self._keys) - len(self.added)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Number"), self.tr("Name"), self.tr("Group"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key = self._keys[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            third = self.tr("On the panel already") if self._is_known(key) else key.group
            return (key.number, key.label, third)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            parts = [key.label, key.number, key.group]
            if self._is_known(key):
                parts.append(self.tr("On the panel already"))
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._is_known(self._keys[index.row()]):
            flags &= ~Qt.ItemFlag.ItemIsEnabled
        return flags

    def _is_known(self, key: KeySettings) -> bool:
        return (key.type, key.number) in self._known
