"""The grid of keys: places them, repaints the cells that changed, turns hands into presses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from blfpanel.gui.keys import accessible
from blfpanel.gui.keys.call_drop import CallDrop
from blfpanel.gui.keys.delegate import led_of
from blfpanel.gui.keys.face import Face, Tone
from blfpanel.gui.keys.grid_view import GridView
from blfpanel.gui.keys.holding import Holding
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.overlay import Overlay
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId

#: a second click within this time belongs to the first, ms
SECOND_CLICK_MS = 400
HOVER_MS = 500

_ACTING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class KeyView(GridView):
    """A view of a :class:`KeyModel`.

    Signals carry the id of the key meant: ``pressed_key`` a click or Enter, ``menu_wanted`` a
    right click or the Menu key with the place for the menu, ``number_wanted`` a middle click,
    ``current_key`` the focus moved.
    """

    pressed_key = Signal(str)
    menu_wanted = Signal(str, QPoint)
    number_wanted = Signal(str)
    current_key = Signal(str)

    def __init__(self, theme: Theme, clocks: Clocks, parent: QWidget | None = None) -> None:
        super().__init__(theme, clocks, parent)
        self._clocks = clocks
        self._claim = object()
        self._marked = False
        self._hovered: KeyId | None = None
        self._armed: KeyId | None = None
        #: keys act on a double click only
        self.double_click = False
        #: a button must be held on a key that rings
        self.hold_to_pick_up = False
        self._doubled = False
        self._last_click: int | None = None
        self._ringing: set[KeyId] = set()
        self._turning: set[KeyId] = set()
        self._hover_timer = QTimer(self)
        self._hover_timer.setSingleShot(True)
        self._hover_timer.setInterval(HOVER_MS)
        self._hover_timer.timeout.connect(self._show_hover_tip)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Partner keys"))
        accessible.install()
        theme.changed.connect(self._look_changed)
        clocks.pulsed.connect(self._pulsed)
        clocks.turned.connect(self._turned)
        clocks.ticked.connect(self._tick)
        self.call_drop = CallDrop(self, theme)
        self.holding = Holding(self, theme)
        self.holding.held.connect(self._held)
        self.overlays: list[Overlay] = [self.call_drop, self.holding]
        self._delegate.adapt = self._adapted

    # --- how it looks ---

    def set_marked(self, marked: bool) -> None:
        """Ring the current key even without the keyboard: a side pane speaks about it."""
        self._marked = marked
        self.update(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event)
        finally:
            # one that is left open ends the process with the next picture
            painter.end()

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        region = event.region()
        painter.fillRect(event.rect(), self._theme.tokens.window)
        painter.setPen(self._theme.tokens.text2)
        painter.setFont(self._theme.font(12, 600))
        for title, place in self.grid.titles:
            moved = place.translated(0, -self.verticalOffset())
            if region.intersects(moved):
                painter.drawText(moved, Qt.AlignmentFlag.AlignVCenter, title)
        for overlay in self.overlays:
            overlay.paint_below(painter)
        self._paint_keys(painter, event)
        painter.setOpacity(1.0)
        for overlay in self.overlays:
            overlay.paint_above(painter)

    def _paint_keys(self, painter: QPainter, event: QPaintEvent) -> None:
        region, model = event.region(), self.key_model
        current = self.currentIndex().row() if self._marked or self.hasFocus() else -1
        hovered = -1 if self._hovered is None else model.index_of(self._hovered).row()
        margin = max(self._delegate.metrics.gap // 2, 1)
        moved_by = (-self.horizontalOffset(), -self.verticalOffset())
        for row in self.rows_in(event.rect()):
            box = self.grid.keys[row].translated(*moved_by)
            cell = box.adjusted(-margin, -margin, margin, margin)
            if not region.intersects(cell) or not self.is_shown(row):
                continue
            option = QStyleOptionViewItem()
            option.rect = box
            state = QStyle.StateFlag.State_Enabled
            if row == current:
                state |= QStyle.StateFlag.State_HasFocus
            if row == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            key_id = model.ids[row]
            painter.setOpacity(min((each.opacity(key_id) for each in self.overlays), default=1.0))
            self._delegate.paint(painter, option, model.index(row))

    def _adapted(self, key_id: KeyId, face: Face) -> Face:
        for overlay in self.overlays:
            face = overlay.face(key_id, face)
        return face

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._marked:
            self.scrollTo(self.currentIndex())

    # --- what changed ---

    def dataChanged(
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        super().dataChanged(top_left, bottom_right, roles)
        for row in range(top_left.row(), bottom_right.row() + 1):
            self._watch(row)
        self._set_clocks()
        if top_left.row() <= self.currentIndex().row() <= bottom_right.row():
            accessible.tell_name(self)
        if not roles:
            # everything may differ, the group as well
            self.rearrange()

    def rowsInserted(
        self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int
    ) -> None:
        super().rowsInserted(parent, start, end)
        self.outdate()
        for row in range(start, end + 1):
            self._watch(row)
        self._set_clocks()
        self.viewport().update()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self._rearranged)
            model.layoutChanged.connect(self._rearranged)
            model.modelReset.connect(self._rearranged)
            self._rearranged()

    def rearrange(self) -> None:
        """Keys may stand elsewhere now."""
        self.outdate()
        self.viewport().update()

    def _rearranged(self) -> None:
        self._ringing.clear()
        self._turning.clear()
        self._hovered = self._armed = None
        for row in range(self.model().rowCount()):
            self._watch(row)
        self._set_clocks()
        self.rearrange()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid():
                self.update(self.model().index(index.row(), 0))
        if current.isValid():
            self.current_key.emit(self.key_id(current))
            accessible.tell_focus(self)

    def _watch(self, row: int) -> None:
        key_id = self.key_model.ids[row]
        face: Face = self.key_model.answer(key_id, Role.FACE)
        blinks = face.tone is Tone.ALERT or led_of(self._theme, face).blinks
        turns = face.tone is Tone.PICKING_UP
        for keys, wanted in ((self._ringing, blinks), (self._turning, turns)):
            if wanted:
                keys.add(key_id)
            else:
                keys.discard(key_id)

    def _set_clocks(self) -> None:
        self._clocks.need_pulse(bool(self._ringing), self._claim)
        self._clocks.need_turn(bool(self._turning), self._claim)

    def rest(self) -> None:
        """The view goes away: it needs no clocks any more."""
        self._clocks.need_pulse(False, self._claim)
        self._clocks.need_turn(False, self._claim)

    def _pulsed(self) -> None:
        self._repaint(self._ringing)

    def _turned(self) -> None:
        self._repaint(self._turning)

    def _repaint(self, keys: set[KeyId]) -> None:
        for key_id in keys:
            self.update(self.key_model.index_of(key_id))

    def _tick(self) -> None:
        for row in self.rows_in(self.viewport().rect()):
            face: Face = self.key_model.answer(self.key_model.ids[row], Role.FACE)
            if face.ticks:
                self.update(self.key_model.index(row))

    def _look_changed(self) -> None:
        for row in range(self.model().rowCount() if self.model() is not None else 0):
            self._watch(row)
        self._set_clocks()
        self.updateGeometries()
        self.viewport().update()

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._doubled = False
        index = self.indexAt(event.position().toPoint())
        self._armed = self.key_id(index) if index.isValid() else None
        if self._armed is None:
            return
        self.setCurrentIndex(index)
        if event.button() is Qt.MouseButton.LeftButton and self._must_be_held(self._armed):
            self.holding.begin(self._armed)

    def _must_be_held(self, key_id: KeyId) -> bool:
        face: Face = self.key_model.answer(key_id, Role.FACE)
        return self.hold_to_pick_up and face.tone is Tone.ALERT

    def _held(self, key_id: str) -> None:
        # it may have been taken elsewhere meanwhile
        if self._armed == key_id and self._must_be_held(self._armed):
            self._hover_timer.stop()
            self.pressed_key.emit(key_id)
        self._armed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        self._doubled = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        armed, self._armed = self._armed, None
        if (
            self.holding.end()
            or armed is None
            or not index.isValid()
            or self.key_id(index) != armed
        ):
            return
        match event.button():
            case Qt.MouseButton.LeftButton if not self._must_be_held(armed):
                self._click(armed, event.timestamp())
            case Qt.MouseButton.MiddleButton:
                self.number_wanted.emit(armed)

    def _click(self, key_id: KeyId, at: int) -> None:
        if self.double_click and not self._doubled:
            return
        before, self._last_click = self._last_click, at
        if before is not None and 0 <= at - before < SECOND_CLICK_MS:
            return
        self._hover_timer.stop()
        self.pressed_key.emit(key_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._hover(self.key_id(index) if index.isValid() else None)
        if self._hovered != self._armed and self.holding.end():
            self._armed = None

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, key_id: KeyId | None) -> None:
        if self._hovered == key_id:
            return
        left, self._hovered = self._hovered, key_id
        self._repaint({key for key in (left, key_id) if key is not None})
        QToolTip.hideText()
        if key_id is None:
            self._hover_timer.stop()
        else:
            self._hover_timer.start()

    def viewportEvent(self, event: QEvent) -> bool:
        # Qt's own tooltip comes at the style's pace; ours after exactly half a second
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return True
        return super().viewportEvent(event)

    def _show_hover_tip(self) -> None:
        # a menu that is open must not be covered
        if self._hovered is not None and QApplication.activePopupWidget() is None:
            self.show_tip(self.key_model.index_of(self._hovered))

    def show_tip(self, index: QModelIndex) -> None:
        """Show who this is, how the line is, and what a click does."""
        if not index.isValid():
            return
        rect = self.key_rect(index)
        place = self.viewport().mapToGlobal(rect.bottomLeft())
        QToolTip.showText(place, index.data(Qt.ItemDataRole.ToolTipRole), self.viewport(), rect)

    # --- the keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        pressed = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if pressed in _ACTING and index.isValid():
            if event.isAutoRepeat():
                return
            if pressed == Qt.Key.Key_Space and modifiers == Qt.KeyboardModifier.ShiftModifier:
                self.show_tip(index)
            elif modifiers == Qt.KeyboardModifier.NoModifier:
                self.pressed_key.emit(self.key_id(index))
            else:
                event.ignore()
        elif pressed in _MOVING and modifiers == Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.grid.order:
            self.setCurrentIndex(self.model().index(self.grid.order[0], 0))
        self.update(self.currentIndex())
        accessible.tell_focus(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if not index.isValid():
            return
        rect = self.key_rect(index)
        place = self.viewport().mapToGlobal(rect.center()) if by_keyboard else event.globalPos()
        self.menu_wanted.emit(self.key_id(index), place)
