"""SVG path data as painter paths."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_TOKEN = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

#: how many numbers each command takes (SVG 2 §9.3)
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Split path data into commands with their numbers; repeated numbers repeat the command."""
    tokens = _TOKEN.findall(data)
    position, command = 0, ""
    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
        elif command in "Zz":
            raise ValueError(f"path data has a number where a command belongs: {data!r}")
        if command.upper() not in _ARITY:
            raise ValueError(f"path data uses the command {command!r}, which is not drawn here")
        count = _ARITY[command.upper()]
        numbers = tokens[position : position + count]
        if len(numbers) < count or any(number.isalpha() for number in numbers):
            raise ValueError(f"path data ends inside the command {command!r}: {data!r}")
        position += count
        yield command, tuple(float(number) for number in numbers)
        # SVG 2 §9.3.3: pairs after the first of a moveto are linetos
        command = {"M": "L", "m": "l"}.get(command, command)


@cache
def path(data: str) -> QPainterPath:
    """Build a painter path from SVG path data.

    Understands M L H V C S A Z, absolute and relative; arcs of circles only, which is all that
    the glyphs need. Raises ValueError for anything else.
    """
    drawn = QPainterPath()
    control: QPointF | None = None
    for command, numbers in _commands(data):
        here = drawn.currentPosition()
        base = here if command.islower() else QPointF(0, 0)
        points = [base + QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        following: QPointF | None = None
        match command.upper():
            case "M":
                drawn.moveTo(points[0])
            case "L":
                drawn.lineTo(points[0])
            case "H":
                drawn.lineTo(base.x() + numbers[0], here.y())
            case "V":
                drawn.lineTo(here.x(), base.y() + numbers[0])
            case "C":
                drawn.cubicTo(points[0], points[1], points[2])
                following = points[2] * 2 - points[1]
            case "S":
                drawn.cubicTo(control or here, points[0], points[1])
                following = points[1] * 2 - points[0]
            case "A":
                radius, other, _, large, sweep, x, y = numbers
                if radius != other:
                    raise ValueError("path data has an arc of an ellipse, which is not drawn here")
                _arc(drawn, base + QPointF(x, y), radius, bool(large), bool(sweep))
            case _:
                drawn.closeSubpath()
        control = following
    return drawn


def _arc(drawn: QPainterPath, end: QPointF, radius: float, large: bool, sweep: bool) -> None:
    """Append an arc of a circle from the current position (SVG 2 §B.2.4)."""
    start = drawn.currentPosition()
    half = (start - end) / 2
    distance = math.hypot(half.x(), half.y())
    if distance == 0:
        return
    # SVG 2 §B.2.5: a radius that cannot reach is made just large enough
    radius = max(radius, distance)
    offset = math.sqrt(max(radius**2 - distance**2, 0)) / distance
    if large == sweep:
        offset = -offset
    centre = (start + end) / 2 + QPointF(half.y(), -half.x()) * offset
    begin = math.degrees(math.atan2(centre.y() - start.y(), start.x() - centre.x()))
    finish = math.degrees(math.atan2(centre.y() - end.y(), end.x() - centre.x()))
    # Qt counts angles against the clock, SVG's sweep flag turns with it
    turn = (finish - begin) % 360 - 360 if sweep else (finish - begin) % 360
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    drawn.arcTo(box, begin, turn)
