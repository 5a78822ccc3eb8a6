"""Sizes of a key, as a table at 100 % and scaled to the platform's font."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from blfpanel.config.window import KeySize

#: the size of the platform's font, in px, for which the tables are written
BASE_PX = 13


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in a key: where, how high, how large, how heavy; px from the key's top."""

    top: int
    height: int
    size: int
    weight: int


@dataclass(frozen=True, slots=True)
class KeyMetrics:
    """Everything that is measured in a key, px."""

    width: int
    height: int
    radius: int
    lamp: int
    lamp_left: int
    lamp_top: int
    text_left: int
    text_right: int
    name: Line
    word: Line | None
    party: Line | None
    badge: int
    band: int
    halo: int
    focus_gap: int
    gap: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that this size has."""
        return tuple(line for line in (self.name, self.word, self.party) if line is not None)


_TABLE = {
    KeySize.LARGE: KeyMetrics(
        width=240,
        height=96,
        radius=10,
        lamp=28,
        lamp_left=14,
        lamp_top=14,
        text_left=54,
        text_right=14,
        name=Line(13, 26, 18, 600),
        word=Line(41, 20, 14, 500),
        party=Line(62, 20, 14, 400),
        badge=18,
        band=48,
        halo=3,
        focus_gap=2,
        gap=8,
    ),
    KeySize.MEDIUM: KeyMetrics(
        width=168,
        height=68,
        radius=8,
        lamp=20,
        lamp_left=11,
        lamp_top=12,
        text_left=40,
        text_right=11,
        name=Line(9, 20, 14, 500),
        word=Line(29, 16, 12, 500),
        party=Line(45, 16, 12, 400),
        badge=14,
        band=35,
        halo=3,
        focus_gap=2,
        gap=8,
    ),
    KeySize.SMALL: KeyMetrics(
        width=112,
        height=28,
        radius=6,
        lamp=14,
        lamp_left=8,
        lamp_top=7,
        text_left=28,
        text_right=6,
        name=Line(0, 28, 12, 500),
        word=None,
        party=None,
        badge=12,
        band=23,
        halo=2,
        focus_gap=0,
        gap=4,
    ),
}


def key_metrics(
    size: KeySize, scale: float, font: Callable[[int, int], QFont] | None = None
) -> KeyMetrics:
    """Sizes of a key, scaled; lines grow (and the key with them) where the font needs it.

    ``font`` makes the font of a size at 100 % and a weight.
    """
    table = _TABLE[size]

    def px(value: int) -> int:
        return round(value * scale)

    grown = 0
    lines: list[Line | None] = []
    for line in (table.name, table.word, table.party):
        if line is None:
            lines.append(None)
            continue
        height = px(line.height)
        needed = QFontMetrics(font(line.size, line.weight)).lineSpacing() if font else height
        lines.append(Line(px(line.top) + grown, max(height, needed), line.size, line.weight))
        grown += max(0, needed - height)
    name, word, party = lines
    assert name is not None
    return KeyMetrics(
        width=px(table.width),
        height=px(table.height) + grown,
        radius=px(table.radius),
        lamp=px(table.lamp),
        lamp_left=px(table.lamp_left),
        lamp_top=px(table.lamp_top) + (grown // 2 if word is None else 0),
        text_left=px(table.text_left),
        text_right=px(table.text_right),
        name=name,
        word=word,
        party=party,
        badge=px(table.badge),
        band=px(table.band),
        halo=table.halo,
        focus_gap=table.focus_gap,
        gap=table.gap,
    )
