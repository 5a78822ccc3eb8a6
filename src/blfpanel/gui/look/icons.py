"""Icons of the header, menus and buttons: outlines on a 20 by 20 grid, tinted when drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from blfpanel.gui.keys.glyphs import (
    Shape,
    arc,
    bell,
    circle,
    draw_shapes,
    handset,
    rounded,
    upright_handset,
)
from blfpanel.gui.look.vector import path
from blfpanel.resources import resource

STROKE = 1.6


def _lines(*data: str) -> tuple[Shape, ...]:
    return tuple(Shape(path(part), STROKE) for part in data)


def _mic() -> tuple[Shape, ...]:
    stand = _lines("M4.2 9.4c0 3.4 2.5 5.6 5.8 5.6s5.8-2.2 5.8-5.6", "M10 15.2v2.8")
    return (Shape(rounded(7.2, 2, 5.6, 9.6, 2.8), STROKE), *stand)


_DIAMOND = "M10 1.9 18.1 10 10 18.1 1.9 10Z"

_ICONS: dict[str, Callable[[], tuple[Shape, ...]]] = {
    "search": lambda: (Shape(circle(5.6, 8.6, 8.6), STROKE), *_lines("M12.8 12.8 17.4 17.4")),
    "menu": lambda: _lines("M2.5 5h15", "M2.5 10h15", "M2.5 15h15"),
    "x": lambda: _lines("M4.5 4.5 15.5 15.5", "M15.5 4.5 4.5 15.5"),
    "check": lambda: _lines("M3.5 10.5 7.8 14.8 16.5 5.6"),
    "warn": lambda: (
        *_lines("M10 2.8 18.2 16.8H1.8Z", "M10 8.2v4"),
        Shape(circle(1, 10, 14.4)),
    ),
    "diamond": lambda: (
        *_lines(_DIAMOND),
        Shape(path("M10 6.4v4.2"), 2),
        Shape(circle(1.15, 10, 13.5)),
    ),
    "pulse": lambda: _lines("M1.5 10.5h3.4l2.6-6.6 4.2 12.2 2.7-5.6h4.1"),
    "refresh": lambda: (
        Shape(arc(6.6, 40, 290), STROKE),
        *_lines("M16.8 2.6v4.2h-4.2"),
    ),
    "copy": lambda: (
        Shape(rounded(6.6, 6.6, 10, 10, 2), STROKE),
        *_lines("M3.9 13.4c-.5 0-.5-.4-.5-1V5.4c0-1.2.8-2 2-2h7c.6 0 1 0 1 .5"),
    ),
    "chevron-right": lambda: _lines("M7.5 4.5 13 10l-5.5 5.5"),
    "chevron-down": lambda: _lines("M4.5 7.5 10 13l5.5-5.5"),
    "hang-up": lambda: (Shape(handset()),),
    "phone": lambda: (Shape(upright_handset()),),
    "bell": lambda: (Shape(bell()),),
    "pause": lambda: (
        Shape(rounded(4.6, 3.2, 3.8, 13.6, 1.2)),
        Shape(rounded(11.6, 3.2, 3.8, 13.6, 1.2)),
    ),
    "more": lambda: tuple(Shape(circle(1.5, x, 10)) for x in (4, 10, 16)),
    "note": lambda: _lines("M4.5 2.8h7.3l3.7 3.7v10.7h-11Z", "M7.5 9.5h5", "M7.5 13h5"),
    "hourglass": lambda: _lines(
        "M5 2.8h10",
        "M5 17.2h10",
        "M6.2 2.8c0 4 3.8 5 3.8 7.2s-3.8 3.2-3.8 7.2",
        "M13.8 2.8c0 4-3.8 5-3.8 7.2s3.8 3.2 3.8 7.2",
    ),
    "transfer": lambda: _lines(
        "M3 6.6h13.2", "M12.8 3.2 16.2 6.6 12.8 10", "M17 13.4H3.8", "M7.2 10 3.8 13.4 7.2 16.8"
    ),
    "mic": _mic,
    "mic-off": lambda: (*_mic(), *_lines("M2.8 2.8 17.2 17.2")),
    "keypad": lambda: tuple(
        Shape(circle(1.35, x, y)) for y in (4.5, 10, 15.5) for x in (4.5, 10, 15.5)
    ),
    "ring-segment": lambda: (
        Shape(circle(7.25), 2.5, 0.28),
        Shape(arc(7.25, 90, -120), 2.5),
    ),
    "ring": lambda: (Shape(circle(7.25), 2),),
    "hatch-disc": lambda: (
        Shape(circle(7.5), 1.4),
        *(Shape(path(data), 1.1, 0.7) for data in ("M5 11 11 5", "M5.4 15 15 5.4", "M9 15l6-6")),
    ),
    "lock": lambda: (
        Shape(rounded(4, 8.6, 12, 8.8, 1.8)),
        *_lines("M6.6 8.6V6.4a3.4 3.4 0 0 1 6.8 0v2.2"),
    ),
    "user": lambda: (
        Shape(circle(3.4, 10, 6.4), STROKE),
        *_lines("M3.2 17c.5-3.6 3.1-5.4 6.8-5.4s6.3 1.8 6.8 5.4"),
    ),
    "grid": lambda: tuple(
        Shape(rounded(x, y, 5.8, 5.8, 1.2), STROKE) for y in (3, 11.2) for x in (3, 11.2)
    ),
    "bulb": lambda: _lines(
        "M7.4 14.2c0-1.6-2.6-2.8-2.6-6a5.2 5.2 0 0 1 10.4 0c0 3.2-2.6 4.4-2.6 6Z",
        "M7.8 17.2h4.4",
    ),
    "speaker": lambda: _lines(
        "M2.6 7.6v4.8h2.9L9.6 16V4L5.5 7.6Z",
        "M12.6 7.4a3.6 3.6 0 0 1 0 5.2",
        "M15 5a7 7 0 0 1 0 10",
    ),
    "book": lambda: _lines("M4.2 15.6V4.4c0-1 .7-1.8 1.8-1.8h9.8v14.8H6a1.8 1.8 0 0 1 0-3.6h9.8"),
    "panel-window": lambda: (
        Shape(rounded(2.4, 6.4, 11, 10.6, 1.8), STROKE),
        *_lines("M6.6 6.2V4.8c0-1 .8-1.8 1.8-1.8h7.4c1 0 1.8.8 1.8 1.8v6.4c0 1-.8 1.8-1.8 1.8h-2"),
    ),
    "keyboard": lambda: (
        Shape(rounded(1.8, 4.6, 16.4, 10.8, 1.8), STROKE),
        *(Shape(circle(0.9, x, 8.2)) for x in (5, 8.3, 11.7, 15)),
        *_lines("M6.4 12.2h7.2"),
    ),
    "shield": lambda: _lines(
        "M10 2.2 16.4 4.6v4.6c0 4.2-2.6 6.9-6.4 8.6-3.8-1.7-6.4-4.4-6.4-8.6V4.6Z"
    ),
    "import": lambda: _lines("M10 2.8v9.6", "M6 8.8l4 4 4-4", "M3.2 16.8h13.6"),
    "plus": lambda: _lines("M10 3.6v12.8", "M3.6 10h12.8"),
    "help": lambda: (
        Shape(circle(7.7), STROKE),
        *_lines("M7.9 8a2.15 2.15 0 1 1 3.2 1.9c-.75.42-1.1.8-1.1 1.6"),
        Shape(circle(1.0, 10, 13.9)),
    ),
    "edit": lambda: _lines("M3.2 16.8 4 13.1 13.6 3.5 16.5 6.4 6.9 16Z", "M11.6 5.5 14.5 8.4"),
    "history": lambda: (
        Shape(arc(7.2, 165, -305), STROKE),
        *_lines("M2.6 4.4 3 8.6 7.1 7.7", "M10 6v4.3l2.9 1.8"),
    ),
    "bell-open": lambda: _lines(
        "M10 2.3c3 0 5 2.2 5 5.2v3.3l1.7 2.7c.2.4 0 .8-.5.8H3.8c-.5 0-.7-.4-.5-.8L5 10.8V7.5"
        "c0-3 2-5.2 5-5.2Z",
        "M8.2 17c.4.6 1 .9 1.8.9s1.4-.3 1.8-.9",
    ),
    "bell-off": lambda: _lines(
        "M10 2.3c3 0 5 2.2 5 5.2v3.3l1.7 2.7c.2.4 0 .8-.5.8H3.8c-.5 0-.7-.4-.5-.8L5 10.8V7.5"
        "c0-3 2-5.2 5-5.2Z",
        "M8.2 17c.4.6 1 .9 1.8.9s1.4-.3 1.8-.9",
        "M2.8 2.8 17.2 17.2",
    ),
    "bar-disc": lambda: (Shape(circle(8.5).subtracted(rounded(4.75, 8.4, 10.5, 3.2, 1.2))),),
    "dot": lambda: (Shape(circle(3)),),
}


@cache
def icon_shapes(name: str) -> tuple[Shape, ...]:
    """The outlines of an icon."""
    return _ICONS[name]()


def draw_icon(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into ``box``."""
    draw_shapes(painter, box, icon_shapes(name), colour)


def draw_check_disc(painter: QPainter, box: QRectF, colour: QColor, ink: QColor) -> None:
    """Draw the solid disc with a check of a registered account."""
    draw_shapes(painter, box, (Shape(circle(9)),), colour)
    draw_shapes(painter, box, (Shape(path("M5.8 10.4 8.8 13.3 14.2 7.3"), 2.0),), ink)


@cache
def _icon(name: str, rgba: int, side: int, gap: int) -> QIcon:
    made = QIcon()
    for ratio in (1, 2, 3):
        drawn = QPixmap((side + gap) * ratio, side * ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        box = QRectF(0, 0, side * ratio, side * ratio)
        draw_icon(painter, box, name, QColor.fromRgba(rgba))
        painter.end()
        drawn.setDevicePixelRatio(ratio)
        made.addPixmap(drawn)
    return made


def icon(name: str, colour: QColor, side: int = 20, gap: int = 0) -> QIcon:
    """An icon of ``side`` px in one colour, sharp up to three times that size.

    ``gap`` px are left free at its right, more distance to a text than Qt's own.
    """
    return _icon(name, colour.rgba(), side, gap)


def app_icon() -> QIcon:
    """The program's icon in the usual sizes: two by two keys."""
    drawing = QSvgRenderer(resource("icons", "blfpanel.svg").read_bytes())
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        drawn = QPixmap(side, side)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        drawing.render(painter)
        painter.end()
        made.addPixmap(drawn)
    return made
