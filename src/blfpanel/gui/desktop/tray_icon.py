"""The icon in the tray: two by two keys, drawn in the colour of text, with what matters most."""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from blfpanel.gui.look.icons import draw_icon
from blfpanel.gui.look.tokens import Tokens

GRID = 20.0
SIZES = (16, 22, 24, 32, 48, 64)

_TILES = tuple(QRectF(x, y, 7.4, 7.4) for y in (2.2, 10.4) for x in (2.2, 10.4))
_BADGE = QRectF(9.2, 9.2, 10.6, 10.6)


class Base(enum.Enum):
    """How the accounts and lamps do."""

    REGISTERED = enum.auto()
    NOT_REGISTERED = enum.auto()
    DOUBT = enum.auto()  #: some lamps may be wrong


class Badge(enum.Enum):
    """What matters most at a moment."""

    OWN_CALL = enum.auto()  #: it rings for me
    PARTNER = enum.auto()  #: it rings at a partner
    IN_CALL = enum.auto()
    MISSED = enum.auto()
    DO_NOT_DISTURB = enum.auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """What the icon shows; ``count`` is that of missed calls."""

    base: Base
    badge: Badge | None = None
    count: int = 0


def tray_icon(sign: Sign, tokens: Tokens) -> QIcon:
    """The icon in the usual sizes."""
    made = QIcon()
    for side in SIZES:
        drawn = QPixmap(side, side)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / GRID, side / GRID)
        draw(painter, sign, tokens)
        painter.end()
        made.addPixmap(drawn)
    # macOS tints what has no colours itself
    made.setIsMask(sys.platform == "darwin" and sign.badge is None)
    return made


def draw(painter: QPainter, sign: Sign, tokens: Tokens) -> None:
    """Draw the icon on a grid of 20 by 20."""
    if sign.badge is Badge.OWN_CALL:
        _bell_tile(painter, tokens)
        return
    if sign.badge is not None:
        painter.save()
        painter.setClipPath(_around_badge())
    _tiles(painter, sign.base, tokens.text)
    if sign.badge is not None:
        painter.restore()
        _BADGES[sign.badge](painter, tokens, sign.count)


def _around_badge() -> QPainterPath:
    """All but the badge and a narrow rim around it."""
    whole, badge = QPainterPath(), QPainterPath()
    whole.addRect(QRectF(0, 0, GRID, GRID))
    badge.addEllipse(_BADGE.adjusted(-1.1, -1.1, 1.1, 1.1))
    return whole.subtracted(badge)


def _tiles(painter: QPainter, base: Base, ink: QColor) -> None:
    for tile in _TILES:
        outline = QPainterPath()
        outline.addRoundedRect(tile, 2, 2)
        if base is Base.REGISTERED:
            painter.fillPath(outline, ink)
            continue
        thin = QPainterPath()
        thin.addRoundedRect(tile.adjusted(0.7, 0.7, -0.7, -0.7), 1.6, 1.6)
        painter.strokePath(thin, QPen(ink, 1.3))
        if base is Base.DOUBT:
            _hatch(painter, tile, thin, ink)
    if base is Base.NOT_REGISTERED:
        pen = QPen(ink, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(2.2, 17.8), QPointF(17.8, 2.2))


def _hatch(painter: QPainter, tile: QRectF, inside: QPainterPath, ink: QColor) -> None:
    painter.save()
    painter.setClipPath(inside, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 0.9))
    for shift in (0.0, 3.4):
        begin = QPointF(tile.left() + shift - 1, tile.top() + 4.7 + shift)
        painter.drawLine(begin, begin + QPointF(5.7, -5.7))
    painter.restore()


def _bell_tile(painter: QPainter, tokens: Tokens) -> None:
    painter.setPen(QPen(tokens.alert_edge, 1.3))
    painter.setBrush(tokens.alert)
    painter.drawRoundedRect(QRectF(1.4, 1.4, 17.2, 17.2), 4, 4)
    draw_icon(painter, QRectF(4.4, 4.2, 11.2, 11.2), "bell", tokens.alert_ink)


def _disc(painter: QPainter, colour: QColor, edge: QColor | None = None) -> None:
    painter.setPen(QPen(edge, 0.9) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(_BADGE)


def _partner(painter: QPainter, tokens: Tokens, count: int) -> None:
    _disc(painter, tokens.alert, tokens.alert_edge)
    draw_icon(painter, _BADGE.adjusted(2.2, 2, -2.2, -2.2), "bell", tokens.alert_ink)


def _in_call(painter: QPainter, tokens: Tokens, count: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.talking)
    painter.drawRoundedRect(_BADGE, 2.6, 2.6)
    draw_icon(painter, _BADGE.adjusted(1.4, 1.4, -1.4, -1.4), "phone", tokens.surface)


def _missed(painter: QPainter, tokens: Tokens, count: int) -> None:
    _disc(painter, tokens.danger)
    font = QFont(painter.font())
    font.setPixelSize(8 if count < 10 else 6)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(tokens.danger_ink)
    said = str(count) if count < 10 else "9+"
    painter.drawText(_BADGE, Qt.AlignmentFlag.AlignCenter, said)


def _do_not_disturb(painter: QPainter, tokens: Tokens, count: int) -> None:
    _disc(painter, tokens.text)
    bar = QPainterPath()
    bar.addRoundedRect(QRectF(11.4, 13.4, 6.2, 2.2), 0.8, 0.8)
    painter.fillPath(bar, tokens.window)


_BADGES: dict[Badge, Callable[[QPainter, Tokens, int], None]] = {
    Badge.PARTNER: _partner,
    Badge.IN_CALL: _in_call,
    Badge.MISSED: _missed,
    Badge.DO_NOT_DISTURB: _do_not_disturb,
}
