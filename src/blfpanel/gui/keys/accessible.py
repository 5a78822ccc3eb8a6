"""Keys in the accessibility tree: Qt knows its own lists and tables, but no grid of ours.

Each key is a button with the name and the description of its model index; the grid is the list
that holds them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from blfpanel.gui.keys.grid_view import GridView

_ROLES = {
    QAccessible.Text.Name: Qt.ItemDataRole.AccessibleTextRole,
    QAccessible.Text.Description: Qt.ItemDataRole.AccessibleDescriptionRole,
}

#: what was made for each grid; Qt deletes it with the grid and tells Python so
_made: dict[int, _Grid] = {}


class _Key(QAccessibleInterface):
    """The key in one row."""

    def __init__(self, view: GridView, row: int) -> None:
        super().__init__()
        self.view, self.row = view, row

    @property
    def index(self) -> QModelIndex:
        return self.view.model().index(self.row, 0)

    def isValid(self) -> bool:
        return self.index.isValid()

    def object(self) -> QObject | None:  # type: ignore[override]  # an item has no object
        return None

    def window(self) -> QWindow:
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.view)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def text(self, t: QAccessible.Text) -> str:
        role = _ROLES.get(t)
        return "" if role is None else str(self.index.data(role) or "")

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """A key is renamed elsewhere."""

    def rect(self) -> QRect:
        place = self.view.visualRect(self.index)
        return QRect(self.view.viewport().mapToGlobal(place.topLeft()), place.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        if self.view.currentIndex().row() == self.row:
            state.active = True
            state.focused = self.view.hasFocus()
        seen = self.view.viewport().rect().intersects(self.view.visualRect(self.index))
        state.offscreen = not seen
        return state


class _Grid(QAccessibleWidget):
    """The grid with all keys of its model."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._view = view
        self._keys: dict[int, _Key] = {}

    def childCount(self) -> int:
        model = self._view.model()
        return 0 if model is None else int(model.rowCount())

    def child(self, index: int) -> QAccessibleInterface:
        if index not in self._keys:
            self._keys[index] = _Key(self._view, index)
        return self._keys[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.row if isinstance(child, _Key) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        found = self._view.indexAt(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(found.row()) if found.isValid() else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        current = self._view.currentIndex()
        return self.child(current.row()) if current.isValid() else None


def tell_focus(view: GridView) -> None:
    """Tell screen readers that another key has the keyboard."""
    _tell(view, QAccessible.Event.Focus)


def tell_name(view: GridView) -> None:
    """Tell screen readers that the key with the keyboard is named otherwise now."""
    _tell(view, QAccessible.Event.NameChanged)


def _tell(view: GridView, what: QAccessible.Event) -> None:
    current = view.currentIndex()
    if QAccessible.isActive() and current.isValid() and view.hasFocus():
        event = QAccessibleEvent(view, what)
        event.setChild(current.row())
        QAccessible.updateAccessibility(event)


@cache
def install() -> None:
    """Let Qt make what is here for grids; once is enough."""
    QAccessible.installFactory(_make)


def _make(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    from blfpanel.gui.keys.grid_view import GridView

    if not isinstance(thing, GridView):
        return None
    made = _Grid(thing)
    key = id(thing)
    _made[key] = made
    thing.destroyed.connect(lambda: _made.pop(key, None))
    return made
