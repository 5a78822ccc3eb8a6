"""Parts of the pane "Why this lamp?": the tile, the table of calls, the folds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.keys.delegate import body_colour, edge_of, hatch
from blfpanel.gui.keys.face import Face, Tone
from blfpanel.gui.keys.glyphs import draw_lamp
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame
from blfpanel.gui.words import party_name, translate
from blfpanel.panel.model import PartnerCall, Party

RADIUS = 10


class Tile(QWidget):
    """A lamp on a piece of its key, 56 px."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._face: Face | None = None
        self.setFixedSize(theme.px(56), theme.px(56))
        theme.changed.connect(self.update)

    def show_face(self, face: Face) -> None:
        """Draw the lamp of this face."""
        if face != self._face:
            self._face = face
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._face
        if face is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = edge_of(tokens, face, 0)
        fill = body_colour(tokens, face, False)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(edge, width)
        if face.tone is Tone.BROKEN:
            pen.setDashPattern([4 / width, 3 / width])
        painter.setPen(pen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if face.tone is Tone.STALE:
            area = QPainterPath()
            area.addRoundedRect(box, RADIUS, RADIUS)
            painter.save()
            painter.setClipPath(area)
            hatch(painter, box, tokens.doubt)
            painter.restore()
        side = self._theme.px(30)
        lamp = QRectF(0, 0, side, side)
        lamp.moveCenter(box.center())
        rim = tokens.surface if face.tone is Tone.STALE else None
        ink, thin = getattr(tokens, face.colour), tokens.rim(face.colour)
        draw_lamp(painter, lamp, face.glyph, ink, rim=rim, edge=thin)
        painter.end()


class CallsTable(QFrame):
    """The calls in the last message, as the PBX tells them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[PartnerCall, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(3, 2)
        self._grid.setColumnStretch(4, 1)

    def show_calls(self, calls: tuple[PartnerCall, ...]) -> None:
        """Show these; nothing happens if they are shown already."""
        if calls == self._shown:
            return
        self._shown = calls
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not calls:
            none = self.tr("None.")
            self._grid.addWidget(Text(self._theme, none, size=12, ink="text2"), 0, 0)
            return
        titles = (
            self.tr("Call"),
            self.tr("State"),
            self.tr("Direction"),
            self.tr("Other party"),
            self.tr("Pick up by"),
        )
        self._row(0, titles, "text2", 400)
        for row, call in enumerate(calls):
            self._rule(2 * row + 1)
            self._row(2 * row + 2, call_cells(call), "text", 400)
        self._rule(2 * len(calls) + 1)

    def _row(self, row: int, cells: Sequence[str], ink: str, weight: int) -> None:
        for column, text in enumerate(cells):
            bold = 500 if column == 1 and ink == "text" else weight
            cell = Text(self._theme, text, size=12, weight=bold, ink=ink)
            cell.setToolTip(text)
            if column >= 3:
                cell.setMinimumWidth(self._theme.px(60))
            else:
                cell.setMinimumWidth(cell.sizeHint().width())
            self._grid.addWidget(cell, row, column)

    def _rule(self, row: int) -> None:
        line = frame("line")
        line.setFixedHeight(1)
        self._grid.addWidget(line, row, 0, 1, 5)


def call_cells(call: PartnerCall) -> tuple[str, ...]:
    """One call as the cells of a row."""
    return (
        call.id or "-",
        call.state,
        call.direction or "-",
        other_party(call.remote),
        ", ".join(call.pickup) or "-",
    )


def other_party(party: Party | None) -> str:
    """The other party with its name where it has one, its URI where it has none."""
    if party is None:
        return "-"
    return f"{party_name(party)} · {party.number}" if party.display else party.uri


class Fold(QWidget):
    """A line that opens: chevron, title, a few words at the right."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button(theme, title, kind="fold", icon_name="chevron-right", parent=self)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        self.summary = Text(theme, size=12, ink="text2", parent=self)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.button)
        head.addWidget(self.summary, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(6))
        self._layout.addLayout(head)
        self.content: QWidget | None = None

    def hold(self, content: QWidget) -> None:
        """Put what is folded away."""
        self.content = content
        content.hide()
        self._layout.addWidget(content)

    def _toggle(self, opened: bool) -> None:
        self.button.set_icon("chevron-down" if opened else "chevron-right")
        if self.content is not None:
            self.content.setVisible(opened)


def message_view(theme: Theme, name: str) -> QPlainTextEdit:
    """A field that shows a message as it came."""
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setFont(theme.fixed_font(12))
    view.setMinimumHeight(theme.px(220))
    view.setTabChangesFocus(True)
    view.setAccessibleName(name)
    return view


def bullet_lines(lines: Sequence[str]) -> str:
    """Lines with bullets, or a word that there are none."""
    if not lines:
        return translate("Why", "Nothing.")
    return "\n".join(f"• {line}" for line in lines)
