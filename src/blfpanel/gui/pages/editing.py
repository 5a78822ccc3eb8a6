"""The edit mode: hands move keys instead of pressing them, and every move can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from blfpanel.gui.keys.grid import cell, cell_at
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.overlay import Overlay
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.pages import edits
from blfpanel.panel.model import KeyId

if TYPE_CHECKING:
    from blfpanel.gui.pages.area import PagesArea

_PADDING = 16
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_MOVES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class EditHands(QObject, Overlay):
    """Takes the mouse and the keyboard of a view of keys while its area is edited.

    A drag moves the selected keys, on empty ground it selects; Ctrl+click adds to the selection;
    Del removes; arrows with Ctrl or Alt move; Enter or a double click shows the settings of a key.

    Signals: ``opened`` with the :class:`KeyId` whose settings are wanted.
    """

    opened = Signal(object)

    def __init__(self, area: PagesArea, theme: Theme) -> None:
        super().__init__(area)
        self._area, self._view, self._theme = area, area.view, theme
        self.editing = False
        self._chosen: list[KeyId] = []
        self._pressed: QPoint | None = None
        self._band: QRect | None = None
        self._at: QPoint | None = None
        self._view.overlays.append(self)

    @property
    def chosen(self) -> list[KeyId]:
        """The selected keys."""
        return list(self._chosen)

    def set_editing(self, on: bool) -> None:
        """Begin, or let keys be pressed again."""
        self.editing = on
        for watched in (self._view, self._view.viewport()):
            if on:
                watched.installEventFilter(self)
            else:
                watched.removeEventFilter(self)
        self.clear()

    def clear(self) -> None:
        """Select nothing, drag nothing."""
        self._chosen.clear()
        self._pressed = self._band = self._at = None
        self._view.viewport().update()

    # --- events ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._view.viewport() and isinstance(event, QMouseEvent):
            return self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress:
                self._press(event, place)
            case QEvent.Type.MouseButtonDblClick if event.button() is Qt.MouseButton.LeftButton:
                self._open(self._key_at(place))
            case QEvent.Type.MouseMove if self._pressed is not None:
                self._drag(event, place)
            case QEvent.Type.MouseButtonRelease if self._pressed is not None:
                self._release(event, place)
            case _:
                pass
        return True

    def _press(self, event: QMouseEvent, place: QPoint) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        key_id = self._key_at(place)
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key_id is None:
            if not adding:
                self._chosen.clear()
        elif adding:
            if key_id in self._chosen:
                self._chosen.remove(key_id)
            else:
                self._chosen.append(key_id)
        elif key_id not in self._chosen:
            self._chosen = [key_id]
        if key_id is not None:
            self._view.setCurrentIndex(self._view.key_model.index_of(key_id))
        self._view.setFocus()
        self._pressed = place
        self._band = QRect(place, place) if key_id is None else None
        self._view.viewport().update()

    def _drag(self, event: QMouseEvent, place: QPoint) -> None:
        assert self._pressed is not None
        if self._band is not None:
            self._band = QRect(self._pressed, place).normalized()
            ids = self._view.key_model.ids
            self._chosen = [
                ids[row] for row in self._view.rows_in(self._band) if self._is_in_band(row)
            ]
        elif self._at is not None or _far(self._pressed, place):
            self._at = place
            page = self._area.tabs.page_at(event.globalPosition().toPoint())
            self._area.tabs.mark_target(page if page != self._area.page else None)
        self._view.viewport().update()

    def _release(self, event: QMouseEvent, place: QPoint) -> None:
        dragged = self._at is not None
        self._pressed = self._band = self._at = None
        self._area.tabs.mark_target(None)
        if dragged and self._chosen:
            page = self._area.tabs.page_at(event.globalPosition().toPoint())
            if page is not None and page != self._area.page:
                self.move_to_page(page)
            elif self._view.viewport().rect().contains(place):
                self._drop(place)
        self._view.viewport().update()

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        pressed = Qt.Key(event.key())
        moving = bool(event.modifiers() & _MOVES)
        if pressed in _STEPS and moving:
            self._step(*_STEPS[pressed])
        elif pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif pressed == Qt.Key.Key_Space:
            current = self._view.current_key_id()
            if current is not None:
                self._toggle(current)
        elif pressed == Qt.Key.Key_Escape:
            self._area.set_editing(False)
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._view.current_key_id())
        else:
            # letters begin no search, and arrows alone move the focus as always
            return bool(event.text()) and event.text().isprintable()
        return True

    def _open(self, key_id: KeyId | None) -> None:
        if key_id is not None:
            self.opened.emit(key_id)

    def _toggle(self, key_id: KeyId) -> None:
        if key_id in self._chosen:
            self._chosen.remove(key_id)
        else:
            self._chosen.append(key_id)
        self._view.viewport().update()

    # --- what is done ---

    def remove(self) -> None:
        """Take the selected keys, or the current one, off the panel."""
        area, chosen = self._area, self._meant()
        known = [key_id for key_id in chosen if key_id in area.arrangement.keys]
        if not known:
            if chosen:
                area.said.emit(self.tr("Keys that come from the PBX stay."))
            return
        said = self._words(known, self.tr("{name} removed"), self.tr("{n} keys removed"))
        area.change(said, edits.without(area.config, set(known)), say=True)
        self.clear()

    def move_to_page(self, page: str) -> None:
        """Put the selected keys on another page, behind those that are there."""
        area, chosen = self._area, self._meant()
        said = self._words(
            chosen, self.tr("{name} moved to {page}"), self.tr("{n} keys moved to {page}"), page
        )
        keys = area.model.keys()
        tables = edits.move_before(area.config, keys, chosen, None, page=page)
        area.change(said, tables, say=True)
        self.clear()

    def _drop(self, place: QPoint) -> None:
        view = self._view
        if view.is_free:
            here = self._cell_at(place)
            lead = self._place_of(self._chosen[0])
            self._shift(here[0] - lead[0], here[1] - lead[1])
            return
        before, group = self._target(place)
        if before in self._chosen:
            return
        self._move_before(self._chosen, before, group)

    def _move_before(self, chosen: list[KeyId], before: KeyId | None, group: str | None) -> None:
        area = self._area
        keys = area.model.keys()
        tables = edits.move_before(area.config, keys, chosen, before, page=area.page, group=group)
        said = self._words(chosen, self.tr("{name} moved"), self.tr("{n} keys moved"))
        area.change(said, tables)

    def _step(self, down: int, right: int) -> None:
        """Move the selected keys by one place."""
        chosen = self._meant()
        if not chosen:
            return
        if self._view.is_free:
            self._chosen = chosen
            self._shift(down, right)
            return
        grid, ids = self._view.grid, self._view.key_model.ids
        order = [ids[row] for row in grid.order]
        rest = [key_id for key_id in order if key_id not in chosen]
        first = order.index(chosen[0])
        behind = sum(1 for key_id in rest if order.index(key_id) < first)
        target = behind + right + down * grid.columns
        target = max(0, min(len(rest), target))
        if target == behind:
            return
        before = rest[target] if target < len(rest) else None
        beside = before or rest[-1]
        group = str(self._view.key_model.answer(beside, Role.GROUP))
        self._move_before(chosen, before, group)
        self._view.focus_key(chosen[0])

    def _shift(self, down: int, right: int) -> None:
        """Move the selected keys of a free page; who stood there changes places with them."""
        area = self._area
        ids = self._view.key_model.ids
        places = dict(zip(ids, area.arrangement.places(ids), strict=True))
        old = {key_id: places[key_id] for key_id in self._chosen}
        new = {key: (row + down, column + right) for key, (row, column) in old.items()}
        if not new or (down, right) == (0, 0) or any(min(place) < 0 for place in new.values()):
            return
        left = [place for place in old.values() if place not in new.values()]
        taken = set(new.values())
        for key_id, place in places.items():
            if key_id not in new and place in taken:
                places[key_id] = left.pop(0)
        places |= new
        said = self._words(self._chosen, self.tr("{name} moved"), self.tr("{n} keys moved"))
        area.change(said, edits.put(area.config, area.model.keys(), places, page=area.page))

    # --- where ---

    def _meant(self) -> list[KeyId]:
        """The selected keys in the order of the page; the current one where none is."""
        current = self._view.current_key_id()
        chosen = self._chosen or ([current] if current is not None else [])
        ids = self._view.key_model.ids
        return [ids[row] for row in self._view.grid.order if ids[row] in chosen]

    def _target(self, place: QPoint) -> tuple[KeyId | None, str | None]:
        """Before which key something dropped here goes, and into which group."""
        view = self._view
        ids = view.key_model.ids
        best: tuple[int, int, KeyId] | None = None
        for row in view.rows_in(view.viewport().rect()):
            box = view.key_rect(view.key_model.index(row))
            apart = (abs(box.center().y() - place.y()), abs(box.center().x() - place.x()))
            if best is None or apart < best[:2]:
                best = (*apart, ids[row])
        if best is None:
            return None, None
        near = best[2]
        group = str(view.key_model.answer(near, Role.GROUP))
        index = view.key_model.index_of(near)
        if place.x() <= view.key_rect(index).center().x():
            return near, group
        order = [ids[row] for row in view.grid.order]
        # behind the last of a group the panel's order goes on with the next group
        after = order[order.index(near) + 1 :]
        return (after[0] if after else None), group

    def _key_at(self, place: QPoint) -> KeyId | None:
        index = self._view.indexAt(place)
        return self._view.key_id(index) if index.isValid() else None

    def _place_of(self, key_id: KeyId) -> tuple[int, int]:
        ids = self._view.key_model.ids
        return self._area.arrangement.places(ids)[list(ids).index(key_id)]

    def _cell_at(self, place: QPoint) -> tuple[int, int]:
        view = self._view
        x, y = place.x() + view.horizontalOffset(), place.y() + view.verticalOffset()
        metrics = self._theme.key(view.key_size)
        return cell_at(x, y, view.grid, metrics, self._theme.px(_PADDING))

    def _is_in_band(self, row: int) -> bool:
        assert self._band is not None
        box = self._view.key_rect(self._view.key_model.index(row))
        return self._band.intersects(box) and self._view.is_shown(row)

    def _words(self, chosen: list[KeyId], one: str, many: str, page: str = "") -> str:
        name = str(self._view.key_model.answer(chosen[0], Qt.ItemDataRole.DisplayRole))
        text = one if len(chosen) == 1 else many
        return text.format(name=name, n=len(chosen), page=page)

    # --- how it looks ---

    def opacity(self, key_id: KeyId) -> float:
        return 0.5 if self._at is not None and key_id in self._chosen else 1.0

    def paint_below(self, painter: QPainter) -> None:
        if not self.editing:
            return
        view, tokens, px = self._view, self._theme.tokens, self._theme.px
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.line_strong, 1, Qt.PenStyle.DotLine))
        if not view.is_free:
            for row in view.rows_in(view.viewport().rect()):
                box = view.key_rect(view.key_model.index(row))
                painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), px(8), px(8))
            return
        grid, metrics = view.grid, self._theme.key(view.key_size)
        pitch = metrics.height + metrics.gap
        first = view.verticalOffset() // pitch
        for line in range(first, first + view.viewport().height() // pitch + 2):
            for column in range(grid.columns):
                inner = grid.width - 2 * px(_PADDING)
                box = cell(line, column, grid.columns, inner, metrics, px(_PADDING))
                moved = box.translated(-view.horizontalOffset(), -view.verticalOffset())
                painter.drawRoundedRect(moved, metrics.radius, metrics.radius)

    def paint_above(self, painter: QPainter) -> None:
        if not self.editing:
            return
        view, tokens = self._view, self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.accent, 2))
        for key_id in self._chosen:
            box = view.key_rect(view.key_model.index_of(key_id))
            painter.drawRoundedRect(QRectF(box).adjusted(-1, -1, 1, 1), 8, 8)
        if self._band is not None:
            soft = QColor(tokens.accent)
            soft.setAlphaF(0.12)
            painter.setPen(QPen(tokens.accent, 1))
            painter.fillRect(self._band, soft)
            painter.drawRect(self._band)
        if self._at is not None:
            self._paint_target(painter, self._at)

    def _paint_target(self, painter: QPainter, at: QPoint) -> None:
        """Where the dragged keys would go."""
        view, tokens, px = self._view, self._theme.tokens, self._theme.px
        if view.is_free:
            metrics = self._theme.key(view.key_size)
            inner = view.grid.width - 2 * px(_PADDING)
            box = cell(*self._cell_at(at), view.grid.columns, inner, metrics, px(_PADDING))
            box = box.translated(-view.horizontalOffset(), -view.verticalOffset())
            painter.setPen(QPen(tokens.accent, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, metrics.radius, metrics.radius)
            return
        before, _ = self._target(at)
        index = view.indexAt(at)
        near = view.key_rect(index) if index.isValid() else QRect()
        if near.isNull() and before is not None:
            near = view.key_rect(view.key_model.index_of(before))
        if near.isNull():
            return
        left = before is not None and near == view.key_rect(view.key_model.index_of(before))
        x = near.left() - px(4) if left else near.right() + px(4)
        painter.fillRect(QRect(x - 1, near.top(), 3, near.height()), tokens.accent)


def _far(begin: QPoint, end: QPoint) -> bool:
    return (end - begin).manhattanLength() >= QApplication.startDragDistance()
