"""Draws one key: body, lamp, three lines of text, halo and focus ring, all inside its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from blfpanel.config.window import KeySize
from blfpanel.gui.keys.face import Face, Tone
from blfpanel.gui.keys.glyphs import Glyph, Shape, circle, draw_lamp, draw_shapes
from blfpanel.gui.keys.lettering import Lettering
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.rows import Index, KeyRows
from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.led import Led
from blfpanel.gui.look.metrics import KeyMetrics, Line
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import Tokens, mix
from blfpanel.gui.port import KeyPort
from blfpanel.gui.words import short_name
from blfpanel.panel.model import KeyId

#: after so many seconds a ringing key gets a wider edge, then a bolder timer
WIDER_EDGE_AFTER = 10.0
BOLDER_TIMER_AFTER = 20.0

#: longer numbers leave the second line
NUMBER_FITS = 6

_HATCH_PITCH = 6
_DOTS = tuple(Shape(circle(1.9, x, 10)) for x in (4, 10, 16))


@dataclass(frozen=True, slots=True)
class Inks:
    """Text colours of a key."""

    name: QColor
    word: QColor
    timer: QColor
    number: QColor
    party: QColor
    bold: bool  #: ringing: everything is 600


class KeyDelegate(QStyledItemDelegate):
    """Paints keys in one of three sizes; ``option.rect`` is the key without its cell's margin."""

    def __init__(self, theme: Theme, clocks: Clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clocks = clocks
        self._letters = Lettering(theme, self)
        self.size = KeySize.MEDIUM
        #: what a key shows at the moment instead of its face, while a call is dragged, say
        self.adapt: Callable[[KeyId, Face], Face] = lambda _, face: face

    @property
    def metrics(self) -> KeyMetrics:
        """The sizes in force."""
        return self._theme.key(self.size)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.metrics.width, self.metrics.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, KeyRows)
        now = model.now()
        # asked for directly: through the index each answer would be wrapped and unwrapped
        key_id = model.ids[index.row()]
        key: KeyPort = model.answer(key_id, Role.KEY)
        face = self.adapt(key_id, model.answer(key_id, Role.FACE))
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        waited = now - face.since if face.since is not None else 0.0
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self._body(painter, box, face, waited, hovered)
        self._lamp(painter, box, face, hovered)
        self._texts(painter, box, key, face, now)
        if state & QStyle.StateFlag.State_HasFocus:
            self._focus(painter, box)

    # --- body ---

    def _body(
        self, painter: QPainter, box: QRect, face: Face, waited: float, hovered: bool
    ) -> None:
        tokens, radius = self._theme.tokens, self.metrics.radius
        alerting = face.tone is Tone.ALERT
        if face.tone is Tone.BARE and not hovered:
            return
        if alerting and self._clocks.on:
            self._halo(painter, box)
        fill = body_colour(tokens, face, hovered)
        edge, width = edge_of(tokens, face, waited)
        pen = QPen(edge, width)
        if face.tone is Tone.BROKEN:
            pen.setDashPattern([4 / width, 3 / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        half = width / 2
        inner = QRectF(box).adjusted(half, half, -half, -half)
        painter.setPen(Qt.PenStyle.NoPen if face.tone is Tone.STALE else pen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, radius - half, radius - half)
        if face.tone is Tone.STALE:
            self._hatch(painter, inner)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, radius - half, radius - half)

    def _halo(self, painter: QPainter, box: QRect) -> None:
        width, radius = self.metrics.halo, self.metrics.radius
        colour = QColor(self._theme.tokens.alert)
        if self._theme.tokens.border == 1:
            colour.setAlphaF(0.4)
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out = width / 2
        grown = QRectF(box).adjusted(-out, -out, out, out)
        painter.drawRoundedRect(grown, radius + out, radius + out)

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        radius, band = self.metrics.radius, self.metrics.band
        area = QPainterPath()
        area.addRoundedRect(box, radius, radius)
        left = QPainterPath()
        left.addRect(QRectF(box.left(), box.top(), band, box.height()))
        painter.save()
        painter.setClipPath(area.intersected(left), Qt.ClipOperation.IntersectClip)
        hatch(painter, QRectF(box.left(), box.top(), band, box.height()), self._theme.tokens.doubt)
        painter.restore()

    def _focus(self, painter: QPainter, box: QRect) -> None:
        out = self.metrics.focus_gap + 1
        grown = QRectF(box).adjusted(-out, -out, out, out)
        painter.setPen(QPen(self._theme.tokens.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(grown, self.metrics.radius + out, self.metrics.radius + out)

    # --- lamp ---

    def _lamp(self, painter: QPainter, box: QRect, face: Face, hovered: bool) -> None:
        metrics, tokens = self.metrics, self._theme.tokens
        place = QRectF(
            box.left() + metrics.lamp_left,
            box.top() + metrics.lamp_top,
            metrics.lamp,
            metrics.lamp,
        )
        colour: QColor = getattr(tokens, face.colour)
        if face.glyph is Glyph.PICKING_UP and self._clocks.still:
            draw_shapes(painter, place, _DOTS, colour)
            return
        turn = self._clocks.angle if face.glyph is Glyph.PICKING_UP else 0.0
        rim = body_colour(tokens, face, hovered) if face.tone is Tone.STALE else None
        edge = tokens.rim(face.colour)
        lit = self._clocks.lit(led_of(self._theme, face))
        draw_lamp(painter, place, face.glyph, colour, rim=rim, edge=edge, turn=turn, lit=lit)

    # --- texts ---

    def _texts(self, painter: QPainter, box: QRect, key: KeyPort, face: Face, now: float) -> None:
        metrics = self.metrics
        inks = inks_of(self._theme.tokens, face)
        # words alone begin where the keys do
        margin = 0 if face.tone is Tone.BARE else metrics.text_left
        left = box.left() + margin
        width = box.width() - margin - metrics.text_right

        def place(line: Line) -> QRect:
            return QRect(left, box.top() + line.top, width, line.height)

        if metrics.word is None or metrics.party is None:
            self._name(painter, place(metrics.name), key, face, inks)
            return
        number = key.number if key.number != key.label else ""
        beside = number if len(number) <= NUMBER_FITS else ""
        party, quiet = face.last_line(now), face.quiet
        if not party and number and not beside:
            party, quiet = number, True
        first = place(metrics.name)
        if face.silent:
            first = self._badge(painter, first, "bell-off", inks.number)
        if key.note and not self._reads(key.note, party, width, inks):
            first = self._badge(painter, first, "note", inks.number)
        self._name(painter, first, key, face, inks)
        self._word_line(painter, place(metrics.word), face, beside, inks, now)
        self._party_line(painter, place(metrics.party), party, quiet, inks)

    def _reads(self, note: str, party: str, width: int, inks: Inks) -> bool:
        """Whether a note is what stands on the last line, as a whole."""
        line = self.metrics.party
        assert line is not None
        style = (line.size, 600 if inks.bold else line.weight, False)
        return note == party and self._letters.width(style, note) <= width

    def _name(self, painter: QPainter, place: QRect, key: KeyPort, face: Face, inks: Inks) -> None:
        line = self.metrics.name
        weight = 600 if inks.bold else 400 if face.tone is Tone.BROKEN else line.weight
        style = (line.size, weight, False)
        if face.watched:
            place = self._badge(painter, place, "hourglass", self._theme.tokens.accent)
        if face.calls > 1:
            place = self._count(painter, place, face.calls, inks)
        name = key.label
        if self.metrics.word is None and self._letters.width(style, name) > place.width():
            name = short_name(name)
        self._letters.draw(painter, place, name, style, inks.name)

    def _badge(self, painter: QPainter, place: QRect, icon: str, ink: QColor) -> QRect:
        """Draw an icon at the end of the name's line; what remains of the line."""
        box, rest = self._cut_off(place)
        draw_icon(painter, box, icon, ink)
        return rest

    def _cut_off(self, place: QRect) -> tuple[QRectF, QRect]:
        side = self.metrics.badge
        box = QRectF(place.right() - side + 1, 0, side, side)
        box.moveCenter(QPointF(box.center().x(), place.center().y() + 0.5))
        return box, place.adjusted(0, 0, -side - 4, 0)

    def _count(self, painter: QPainter, place: QRect, calls: int, inks: Inks) -> QRect:
        """Draw the number of calls at the end of the name's line; what remains of the line."""
        side, (box, rest) = self.metrics.badge, self._cut_off(place)
        painter.setPen(QPen(inks.name, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), side * 0.3, side * 0.3)
        painter.setFont(self._theme.font(round(side / self._theme.scale * 0.72), 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(calls))
        return rest

    def _word_line(
        self, painter: QPainter, place: QRect, face: Face, number: str, inks: Inks, now: float
    ) -> None:
        line = self.metrics.word
        assert line is not None
        weight = 600 if inks.bold else line.weight
        letters, word_style = self._letters, (line.size, weight, False)
        room = place.width()
        if number:
            style = (line.size, 600 if inks.bold else 400, True)
            letters.draw_right(painter, place, number, style, inks.number)
            room -= letters.width(style, number) + self._theme.px(6)
        said = letters.width(word_style, face.word)
        timer = face.timer(now)
        waited = now - face.since if face.since is not None else 0.0
        if face.tone is Tone.ALERT and waited >= BOLDER_TIMER_AFTER:
            weight = 700
        timer_style = (line.size, weight, True)
        gap = self._theme.px(6)
        if timer and said + gap + letters.width(timer_style, timer) <= room:
            start = place.left() + said + gap
            rest = QRect(start, place.top(), place.right() - start + 1, place.height())
            letters.draw(painter, rest, timer, timer_style, inks.timer)
        whole = QRect(place.left(), place.top(), max(0, room), place.height())
        letters.draw(painter, whole, face.word, word_style, inks.word)

    def _party_line(
        self, painter: QPainter, place: QRect, text: str, quiet: bool, inks: Inks
    ) -> None:
        line = self.metrics.party
        assert line is not None
        style = (line.size, 600 if inks.bold else line.weight, False)
        ink = inks.number if quiet else inks.party
        mode = Qt.TextElideMode.ElideMiddle if is_number(text) else Qt.TextElideMode.ElideRight
        self._letters.draw(painter, place, text, style, ink, mode)


def body_colour(tokens: Tokens, face: Face, hovered: bool) -> QColor | None:
    """What a key is filled with; None where the window shows through."""
    match face.tone:
        case Tone.ALERT:
            return tokens.alert
        case Tone.PICKING_UP:
            return tokens.alert_soft
        case Tone.BROKEN:
            return tokens.hover if hovered else None
        case Tone.TINT:
            tint: QColor = getattr(tokens, f"{face.colour}_tint")
            return mix(tokens.text, tint, 0.05) if hovered else tint
        case _:
            return tokens.hover if hovered else tokens.surface


def led_of(theme: Theme, face: Face) -> Led:
    """What the lamp of a key does; one in doubt stands still."""
    doubtful = face.tone in (Tone.STALE, Tone.BROKEN)
    return theme.led("" if doubtful else face.glyph.name.lower())


def edge_of(tokens: Tokens, face: Face, waited: float) -> tuple[QColor, int]:
    """The colour of a key's edge and its width, px."""
    match face.tone:
        case Tone.ALERT:
            return tokens.alert_edge, 3 if waited >= WIDER_EDGE_AFTER else 2
        case Tone.PICKING_UP:
            return tokens.alert_edge, 2
        case Tone.BROKEN:
            return tokens.line_strong, tokens.border
        case Tone.TINT:
            return tokens.edge(getattr(tokens, face.colour)), tokens.border
        case _:
            return tokens.line, tokens.border


def inks_of(tokens: Tokens, face: Face) -> Inks:
    """The text colours of a key."""
    text, quiet = tokens.text, tokens.text2
    match face.tone:
        case Tone.ALERT:
            ink = tokens.alert_ink
            return Inks(ink, ink, ink, ink, ink, True)
        case Tone.PICKING_UP:
            return Inks(text, text, text, text, text, True)
        case Tone.TINT:
            return Inks(text, tokens.word_ink(face.colour), quiet, quiet, text, False)
        case Tone.BROKEN:
            return Inks(quiet, quiet, quiet, quiet, quiet, False)
        case _:
            return Inks(text, quiet, quiet, quiet, text, False)


def hatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Fill ``box`` with the 45° lines of doubt; the caller clips."""
    faint = QColor(colour)
    faint.setAlphaF(0.28)
    painter.setPen(QPen(faint, 1.5))
    height = box.height()
    start = -int(height)
    for offset in range(start - start % _HATCH_PITCH, int(box.width()), _HATCH_PITCH):
        painter.drawLine(
            QPointF(box.left() + offset, box.bottom()),
            QPointF(box.left() + offset + height, box.top()),
        )


def is_number(text: str) -> bool:
    """Whether a line shows a number, which is cut in its middle, rather than a name."""
    return sum(letter.isdigit() for letter in text) * 2 > len(text)
