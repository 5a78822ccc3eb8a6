"""A scrolling grid of keys: where each cell is, and where the cursor goes from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from blfpanel.config.window import KeySize
from blfpanel.gui.keys.delegate import KeyDelegate
from blfpanel.gui.keys.grid import Grid, lay_out, lay_out_free
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.rows import KeyRows
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId, LampState

_Move = QAbstractItemView.CursorAction


class GridView(QAbstractItemView):
    """The geometry of a view of keys.

    ``visualRect`` is the whole cell, the key with half a gap on each side, so that halo and focus
    ring are repainted with it; ``key_rect`` is the key alone, which is what a click must hit.
    ``elsewhere`` when a key is to be focused that the model does not have: whoever owns the view
    shows another page.
    """

    elsewhere = Signal(str)

    def __init__(self, theme: Theme, clocks: Clocks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._delegate = KeyDelegate(theme, clocks, self)
        self._grid = lay_out(1, (), theme.key(KeySize.MEDIUM), padding=0, title_height=0)
        self._single = False
        self._outdated = False
        self._places: Callable[[Sequence[KeyId]], list[tuple[int, int]]] | None = None
        self._passes: Callable[[LampState], bool] | None = None
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)

    @property
    def key_size(self) -> KeySize:
        """How large keys are drawn."""
        return self._delegate.size

    def set_key_size(self, size: KeySize) -> None:
        """Draw keys in another size."""
        self._delegate.size = size
        self.updateGeometries()
        self.viewport().update()

    def set_single(self, single: bool) -> None:
        """Put all keys below each other, or in as many columns as fit."""
        if single != self._single:
            self._single = single
            self.updateGeometries()
            self.viewport().update()

    def set_places(self, places: Callable[[Sequence[KeyId]], list[tuple[int, int]]] | None) -> None:
        """Give each key the row and column that ``places`` tells; None: let them follow."""
        self._places = places
        self.updateGeometries()
        self.viewport().update()

    @property
    def is_free(self) -> bool:
        """Whether each key has a place of its own."""
        return self._places is not None

    def set_filter(self, passes: Callable[[LampState], bool] | None) -> None:
        """Show only keys whose state passes; the cells of the others stay empty."""
        self._passes = passes
        self.viewport().update()

    def is_shown(self, row: int) -> bool:
        """Whether the key of a row passes the filter."""
        if self._passes is None:
            return True
        return self._passes(self.model().index(row, 0).data(Role.STATE))

    @property
    def grid(self) -> Grid:
        """Where the keys stand, without scrolling."""
        if self._outdated:
            self.updateGeometries()
        return self._grid

    def outdate(self) -> None:
        """Lay out again before the next look, however many keys were added until then."""
        self._outdated = True
        self.scheduleDelayedItemsLayout()

    @property
    def key_model(self) -> KeyRows:
        """The model, once it is set."""
        model = self.model()
        assert isinstance(model, KeyRows)
        return model

    def key_id(self, index: QModelIndex | QPersistentModelIndex) -> KeyId:
        """The id of the key at a valid index."""
        return KeyId(index.data(Role.KEY_ID))

    def current_key_id(self) -> KeyId | None:
        """The focused key."""
        index = self.currentIndex()
        return self.key_id(index) if index.isValid() else None

    def focus_key(self, key_id: KeyId) -> None:
        """Make a key the current one and bring it into view."""
        if not self.key_model.index_of(key_id).isValid():
            self.elsewhere.emit(key_id)
        index = self.key_model.index_of(key_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    # --- what Qt asks of a view ---

    def updateGeometries(self) -> None:
        self._outdated = False
        metrics = self._delegate.metrics
        bar, sideways = self.verticalScrollBar(), self.horizontalScrollBar()
        size = self.maximumViewportSize()
        for room in (size.width(), size.width() - bar.sizeHint().width()):
            self._grid = self._lay_out(room)
            if self._grid.height <= size.height():
                break
        height = size.height() - (sideways.sizeHint().height() if self._grid.width > room else 0)
        bar.setPageStep(height)
        bar.setSingleStep(metrics.height + metrics.gap)
        bar.setRange(0, max(0, self._grid.height - height))
        sideways.setPageStep(room)
        sideways.setSingleStep(metrics.width + metrics.gap)
        sideways.setRange(0, max(0, self._grid.width - room))
        super().updateGeometries()

    def _lay_out(self, room: int) -> Grid:
        metrics, padding, model = self._delegate.metrics, self._theme.px(16), self.model()
        if not isinstance(model, KeyRows):
            return lay_out(room, (), metrics, padding=padding, title_height=0)
        if self._places is not None and not self._single:
            return lay_out_free(room, self._places(model.ids), metrics, padding=padding)
        groups = [model.answer(key_id, Role.GROUP) for key_id in model.ids]
        return lay_out(
            room,
            groups,
            metrics,
            padding=padding,
            title_height=self._theme.px(26),
            single=self._single,
        )

    def key_rect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a key is drawn in the viewport, without its cell's margin."""
        if not index.isValid() or index.row() >= len(self.grid.keys):
            return QRect()
        moved = (-self.horizontalOffset(), -self.verticalOffset())
        return self.grid.keys[index.row()].translated(*moved)

    def place_of(self, index: QModelIndex | QPersistentModelIndex) -> QPoint:
        """The middle of a key on the screen; of the view, where the key is not in sight."""
        port, middle = self.viewport(), self.key_rect(index).center()
        seen = self.isVisible() and port.rect().contains(middle)
        return port.mapToGlobal(middle if seen else port.rect().center())

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        rect = self.key_rect(index)
        if rect.isNull():
            return rect
        margin = max(self._delegate.metrics.gap // 2, 1)
        return rect.adjusted(-margin, -margin, margin, margin)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect = self.key_rect(index)
        if rect.isNull():
            return
        margin, bar = self._theme.px(16), self.verticalScrollBar()
        below = rect.bottom() + margin - self.viewport().height()
        if index.row() in self.grid.lines[0]:
            bar.setValue(0)  # its title as well
        elif rect.top() - margin < 0:
            bar.setValue(bar.value() + rect.top() - margin)
        elif below > 0:
            bar.setValue(bar.value() + below)
        side = self.horizontalScrollBar()
        if rect.left() < 0:
            side.setValue(side.value() + rect.left() - margin)
        elif rect.right() > self.viewport().width():
            side.setValue(side.value() + rect.right() + margin - self.viewport().width())

    def rows_in(self, seen: QRect) -> list[int]:
        """The model rows whose cells reach into a part of the viewport."""
        top, margin = self.verticalOffset(), self._delegate.metrics.gap
        lines = self.grid.lines_between(top + seen.top() - margin, top + seen.bottom() + margin)
        return [row for line in lines for row in line]

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point + QPoint(self.horizontalOffset(), self.verticalOffset())
        for row in self.rows_in(QRect(point, point)):
            if self.grid.keys[row].contains(place):
                return self.model().index(row, 0) if self.is_shown(row) else QModelIndex()
        return QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        here = self.currentIndex().row()
        shown = [[row for row in line if self.is_shown(row)] for line in self.grid.lines]
        lines = [line for line in shown if line]
        if not lines:
            return QModelIndex()
        order = [row for line in lines for row in line]
        if here not in order:
            return self.model().index(order[0], 0)
        line = next(number for number, rows in enumerate(lines) if here in rows)
        page = max(1, self.viewport().height() // (self._delegate.metrics.height + 8) - 1)
        steps = {_Move.MoveUp: -1, _Move.MoveDown: 1}
        steps |= {_Move.MovePageUp: -page, _Move.MovePageDown: page}
        sideways = {_Move.MoveLeft: -1, _Move.MovePrevious: -1}
        sideways |= {_Move.MoveRight: 1, _Move.MoveNext: 1}
        if action in steps:
            target = lines[min(max(line + steps[action], 0), len(lines) - 1)]
            row = min(target, key=lambda row: abs(self._left(row) - self._left(here)))
        elif action in sideways:
            row = order[min(max(order.index(here) + sideways[action], 0), len(order) - 1)]
        else:
            row = order[0] if action == _Move.MoveHome else order[-1]
        return self.model().index(row, 0)

    def _left(self, row: int) -> int:
        return self.grid.keys[row].left()

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return not self.is_shown(index.row())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Keys are pressed, not selected."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
