"""The keys of one page, as a list model of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from blfpanel.gui.keys.model import KeyModel
from blfpanel.gui.keys.rows import KeyRows
from blfpanel.panel.model import KeyId


class PageModel(KeyRows):
    """Those keys of a :class:`KeyModel` that ``belongs`` says stand on the page."""

    def __init__(
        self, source: KeyModel, belongs: Callable[[KeyId], bool], parent: QObject | None = None
    ) -> None:
        super().__init__([key for key in source.ids if belongs(key)], parent)
        self._source = source
        self._belongs = belongs
        source.dataChanged.connect(self._changed)
        source.rowsInserted.connect(self._inserted)
        source.rowsRemoved.connect(self._anew)
        source.layoutChanged.connect(self._anew)

    @property
    def now(self) -> Callable[[], float]:
        return self._source.now

    def answer(self, key_id: KeyId, role: int) -> Any:
        return self._source.answer(key_id, role)

    def show(self, belongs: Callable[[KeyId], bool]) -> None:
        """Become another page, as a whole."""
        self.beginResetModel()
        self._belongs = belongs
        self._ids = [key for key in self._source.ids if belongs(key)]
        self._number()
        self.endResetModel()

    def regroup(self, belongs: Callable[[KeyId], bool]) -> None:
        """The same page, but other keys may stand on it."""
        self._belongs = belongs
        self._anew()

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        ids = self._source.ids
        if last < len(ids) - 1:
            self._anew()
            return
        # behind all others, as when a list fills: nothing else moves
        self.append([key for key in ids[first:] if self._belongs(key)])

    def _anew(self) -> None:
        self.become([key for key in self._source.ids if self._belongs(key)])

    def _changed(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int],
    ) -> None:
        for key_id in self._source.ids[top.row() : bottom.row() + 1]:
            row = self._rows.get(key_id)
            if row is not None:
                index = self.index(row)
                self.dataChanged.emit(index, index, list(roles))
