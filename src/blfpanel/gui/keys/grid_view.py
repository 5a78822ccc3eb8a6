"""A scrolling grid of keys: where each cell is, and where the cursor goes from there."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from blfpanel.config.window import KeySize
from blfpanel.gui.keys.delegate import KeyDelegate
from blfpanel.gui.keys.grid import Grid, lay_out
from blfpanel.gui.keys.model import KeyModel, Role
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId

_Move = QAbstractItemView.CursorAction


class GridView(QAbstractItemView):
    """The geometry of a view of a :class:`KeyModel`.

    ``visualRect`` is the whole cell, the key with half a gap on each side, so that halo and focus
    ring are repainted with it; ``key_rect`` is the key alone, which is what a click must hit.
    """

    def __init__(self, theme: Theme, clocks: Clocks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._delegate = KeyDelegate(theme, clocks, self)
        self._grid = lay_out(1, (), theme.key(KeySize.MEDIUM), padding=0, title_height=0)
        self._single = False
        self._outdated = False
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
    def key_model(self) -> KeyModel:
        """The model, once it is set."""
        model = self.model()
        assert isinstance(model, KeyModel)
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
        index = self.key_model.index_of(key_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    # --- what Qt asks of a view ---

    def updateGeometries(self) -> None:
        self._outdated = False
        metrics = self._delegate.metrics
        model = self.model()
        groups = (
            [model.index(row, 0).data(Role.GROUP) for row in range(model.rowCount())]
            if model is not None
            else []
        )
        bar = self.verticalScrollBar()
        width = self.maximumViewportSize().width()
        for room in (width, width - bar.sizeHint().width()):
            self._grid = lay_out(
                room,
                groups,
                metrics,
                padding=self._theme.px(16),
                title_height=self._theme.px(26),
                single=self._single,
            )
            if self._grid.height <= self.maximumViewportSize().height():
                break
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(metrics.height + metrics.gap)
        bar.setRange(0, max(0, self._grid.height - self.maximumViewportSize().height()))
        super().updateGeometries()

    def key_rect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a key is drawn in the viewport, without its cell's margin."""
        if not index.isValid() or index.row() >= len(self.grid.keys):
            return QRect()
        return self.grid.keys[index.row()].translated(0, -self.verticalOffset())

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

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point + QPoint(0, self.verticalOffset())
        for row, rect in enumerate(self.grid.keys):
            if rect.contains(place):
                return self.model().index(row, 0)
        return QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        lines = self.grid.lines
        if not lines:
            return QModelIndex()
        order = self.grid.order
        here = self.currentIndex().row()
        if here not in self.grid.places:
            return self.model().index(order[0], 0)
        line, column = self.grid.places[here]
        page = max(1, self.viewport().height() // (self._delegate.metrics.height + 8) - 1)
        steps = {_Move.MoveUp: -1, _Move.MoveDown: 1}
        steps |= {_Move.MovePageUp: -page, _Move.MovePageDown: page}
        sideways = {_Move.MoveLeft: -1, _Move.MovePrevious: -1}
        sideways |= {_Move.MoveRight: 1, _Move.MoveNext: 1}
        if action in steps:
            target = lines[min(max(line + steps[action], 0), len(lines) - 1)]
            row = target[min(column, len(target) - 1)]
        elif action in sideways:
            row = order[min(max(order.index(here) + sideways[action], 0), len(order) - 1)]
        else:
            row = order[0] if action == _Move.MoveHome else order[-1]
        return self.model().index(row, 0)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Keys are pressed, not selected."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
