"""The lamp silhouettes on a 20 by 20 grid: each state has its own, so that colour is never alone.

Cut-outs (the handset in the square, the P in the disc) are real holes, so that whatever lies
beneath shows through.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from blfpanel.gui.look.vector import path

GRID = 20.0

#: how much is seen of a blinking lamp between two flashes: its shape must stay
UNLIT = 0.3

_HANDSET = (
    "M2.2 11.2V9.6C2.2 6.3 5.7 4.4 10 4.4S17.8 6.3 17.8 9.6V11.2C17.8 12.3 17.1 12.9 16.2 12.9"
    "L14 12.7C13.1 12.6 12.6 12 12.6 11.2L12.5 9.9C12.5 9.4 11.4 9 10 9S7.5 9.4 7.5 9.9"
    "L7.4 11.2C7.4 12 6.9 12.6 6 12.7L3.8 12.9C2.9 12.9 2.2 12.3 2.2 11.2Z"
)
_BELL = (
    "M10 1.5a1.5 1.5 0 0 1 1.5 1.5v.4A5.6 5.6 0 0 1 15.6 8.8v3.4l1.8 2.6a.8.8 0 0 1-.65 1.2H3.25"
    "a.8.8 0 0 1-.65-1.2l1.8-2.6V8.8A5.6 5.6 0 0 1 8.5 3.4V3A1.5 1.5 0 0 1 10 1.5Z"
    "M7.6 17h4.8a2.4 2.4 0 0 1-4.8 0Z"
)
_LETTER_P = "M7.3 5.2h3.3a3.2 3.2 0 0 1 0 6.4H9.3v3.2h-2ZM9.3 7v2.8h1.2a1.4 1.4 0 0 0 0-2.8Z"
_QUESTION = "M7.7 8.1a2.35 2.35 0 1 1 3.5 2.05c-.8.46-1.2.85-1.2 1.75"
_ARROW_UP = "M10 2.6 16.8 10.2h-3.9v6.2H7.1v-6.2H3.2Z"


class Glyph(enum.Enum):
    """What a lamp looks like."""

    IDLE = enum.auto()
    RINGING = enum.auto()
    PICKING_UP = enum.auto()
    CALLING = enum.auto()
    TALKING = enum.auto()
    HELD = enum.auto()
    PARKED = enum.auto()
    EMPTY_PLACE = enum.auto()
    SPEED_DIAL = enum.auto()
    CODE = enum.auto()
    PROGRAM = enum.auto()
    SWITCH_ON = enum.auto()
    SWITCH_OFF = enum.auto()
    NOTHING = enum.auto()  #: words only
    UNKNOWN = enum.auto()
    REFUSED = enum.auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline: filled when ``stroke`` is 0, else drawn with a pen of that width.

    ``dash`` is in grid units, ``opacity`` from 0 to 1.
    """

    outline: QPainterPath
    stroke: float = 0.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    filled: bool = False


def circle(radius: float, x: float = 10.0, y: float = 10.0) -> QPainterPath:
    """A circle in grid units."""
    drawn = QPainterPath()
    drawn.addEllipse(QPointF(x, y), radius, radius)
    return drawn


def rounded(x: float, y: float, width: float, height: float, radius: float) -> QPainterPath:
    """A rounded rectangle in grid units."""
    drawn = QPainterPath()
    drawn.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return drawn


def arc(radius: float, begin: float, turn: float) -> QPainterPath:
    """A piece of a circle around the middle; degrees, counted against the clock from three."""
    drawn = QPainterPath()
    box = QRectF(10 - radius, 10 - radius, 2 * radius, 2 * radius)
    drawn.arcMoveTo(box, begin)
    drawn.arcTo(box, begin, turn)
    return drawn


def handset() -> QPainterPath:
    """The handset, lying."""
    return path(_HANDSET)


def upright_handset() -> QPainterPath:
    """The handset as one holds it."""
    place = QTransform()
    place.translate(10.3, 9.7).rotate(-135)
    place.scale(0.72, 0.72).translate(-10, -8.7)
    return place.map(path(_HANDSET))


def bell() -> QPainterPath:
    """The bell, solid."""
    return path(_BELL)


def _talking() -> tuple[Shape, ...]:
    return (Shape(rounded(1.5, 1.5, 17, 17, 4.5).subtracted(upright_handset())),)


def _parked() -> tuple[Shape, ...]:
    letter = path(_LETTER_P).translated(0.4, 0)
    return (Shape(circle(8.5).subtracted(letter)),)


def _small_p() -> QPainterPath:
    """The P at 80 %, in the middle."""
    place = QTransform()
    place.translate(10, 10).scale(0.8, 0.8).translate(-9.6, -10)
    return place.map(path(_LETTER_P))


_SHAPES: dict[Glyph, Callable[[], tuple[Shape, ...]]] = {
    Glyph.IDLE: lambda: (Shape(circle(6.75), 2.5),),
    Glyph.RINGING: lambda: (Shape(bell()),),
    Glyph.PICKING_UP: lambda: (Shape(circle(7.25), 2.5, 0.28), Shape(arc(7.25, 90, -270), 2.5)),
    Glyph.CALLING: lambda: (Shape(path(_ARROW_UP), 1.6, filled=True),),
    Glyph.TALKING: _talking,
    Glyph.HELD: lambda: (
        Shape(rounded(3.5, 2.5, 4.75, 15, 1.6)),
        Shape(rounded(11.75, 2.5, 4.75, 15, 1.6)),
    ),
    Glyph.PARKED: _parked,
    Glyph.EMPTY_PLACE: lambda: (Shape(circle(7.5), 1.75), Shape(_small_p())),
    Glyph.SPEED_DIAL: lambda: (Shape(upright_handset(), 1.6),),
    Glyph.CODE: lambda: tuple(
        Shape(circle(1.35, x, y)) for y in (4.5, 10, 15.5) for x in (4.5, 10, 15.5)
    ),
    Glyph.PROGRAM: lambda: (
        Shape(path("M15.5 11v5.5H3.5V4.5H9"), 1.75),
        Shape(path("M12 3.2h4.8V8M16.4 3.6 9.4 10.6"), 1.75),
    ),
    Glyph.SWITCH_ON: lambda: (Shape(rounded(1.5, 5, 17, 10, 5).subtracted(circle(3.2, 13.5, 10))),),
    Glyph.SWITCH_OFF: lambda: (
        Shape(rounded(1.9, 5.4, 16.2, 9.2, 4.6), 1.6),
        Shape(circle(2.6, 6.6, 10)),
    ),
    Glyph.NOTHING: lambda: (),
    Glyph.UNKNOWN: lambda: (
        Shape(circle(7.75), 1.75, dash=(3.2, 2.2)),
        Shape(path(_QUESTION), 1.8),
        Shape(circle(1.1, 10, 14.1)),
    ),
    Glyph.REFUSED: lambda: (
        Shape(path("M10 1.9 18.1 10 10 18.1 1.9 10Z"), 1.75),
        Shape(path("M10 6.4v4.2"), 2),
        Shape(circle(1.15, 10, 13.5)),
    ),
}


@cache
def shapes(glyph: Glyph) -> tuple[Shape, ...]:
    """The outlines of a lamp."""
    return _SHAPES[glyph]()


@cache
def _rim(glyph: Glyph, width: float) -> QPainterPath:
    """What a rim of ``width`` grid units around a glyph covers, hollow insides included."""
    drawn = QPainterPath()
    drawn.setFillRule(Qt.FillRule.WindingFill)
    for shape in shapes(glyph):
        stroker = QPainterPathStroker()
        stroker.setWidth(shape.stroke + 2 * width)
        stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        drawn.addPath(stroker.createStroke(shape.outline))
        drawn.addPath(shape.outline)
    return drawn.simplified()


@cache
def _edged(glyph: Glyph, width: float) -> tuple[Shape, ...]:
    """The outlines of a glyph, wider by ``width`` grid units altogether."""
    return tuple(
        Shape(shape.outline, shape.stroke + width, shape.opacity, shape.dash, filled=shape.filled)
        for shape in shapes(glyph)
    )


def draw_shapes(
    painter: QPainter, box: QRectF, outlines: Iterable[Shape], colour: QColor, turn: float = 0.0
) -> None:
    """Draw outlines of the 20 by 20 grid into ``box``, turned by ``turn`` degrees."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.rotate(turn)
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.translate(-GRID / 2, -GRID / 2)
    opacity = painter.opacity()
    for shape in outlines:
        painter.setOpacity(opacity * shape.opacity)
        if shape.stroke:
            pen = QPen(colour, shape.stroke)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if shape.dash else Qt.PenCapStyle.RoundCap)
            if shape.dash:
                pen.setDashPattern([part / shape.stroke for part in shape.dash])
            painter.strokePath(shape.outline, pen)
        if not shape.stroke or shape.filled:
            painter.fillPath(shape.outline, colour)
    painter.restore()


def draw_lamp(
    painter: QPainter,
    box: QRectF,
    glyph: Glyph,
    colour: QColor,
    *,
    rim: QColor | None = None,
    edge: QColor | None = None,
    turn: float = 0.0,
    lit: bool = True,
) -> None:
    """Draw a lamp into ``box``.

    ``rim`` puts 3 px of that colour between it and a hatch, ``edge`` 1 px around its outlines
    where its own colour would not stand out. One that is not ``lit`` blinks: it is faint.
    """
    if rim is not None:
        grown = _rim(glyph, 3 * GRID / box.width())
        draw_shapes(painter, box, (Shape(grown),), rim)
    if edge is not None:
        draw_shapes(painter, box, _edged(glyph, 2 * GRID / box.width()), edge, turn)
    if not lit:
        painter.save()
        painter.setOpacity(painter.opacity() * UNLIT)
        draw_shapes(painter, box, shapes(glyph), colour, turn)
        painter.restore()
        return
    draw_shapes(painter, box, shapes(glyph), colour, turn)
