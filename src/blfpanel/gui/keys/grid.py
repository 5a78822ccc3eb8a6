"""Where keys stand: columns that fill the row, groups under their titles. No Qt but rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from blfpanel.gui.look.metrics import KeyMetrics


@dataclass(frozen=True, slots=True)
class Grid:
    """A finished layout.

    Attributes:
        columns: keys per row.
        height: of the whole content, px.
        lines: rows of keys as the eye sees them, each a list of model rows.
        keys: the rectangle of each key, by model row.
        titles: group titles with their rectangles.
    """

    columns: int
    height: int
    lines: tuple[tuple[int, ...], ...]
    keys: tuple[QRect, ...]
    titles: tuple[tuple[str, QRect], ...]
    places: dict[int, tuple[int, int]] = field(repr=False)

    @property
    def order(self) -> tuple[int, ...]:
        """Model rows in the order in which they are read."""
        return tuple(row for line in self.lines for row in line)


def columns_for(inner: int, metrics: KeyMetrics) -> int:
    """How many keys stand side by side in ``inner`` px."""
    return max(1, (inner + metrics.gap) // (metrics.width + metrics.gap))


def lay_out(
    width: int,
    groups: Sequence[str],
    metrics: KeyMetrics,
    *,
    padding: int,
    title_height: int,
    single: bool = False,
) -> Grid:
    """Place one key per entry of ``groups`` (its group title, "" for none) into ``width`` px.

    Groups come in the order of their first key. ``single`` forces one column.
    """
    inner = max(1, width - 2 * padding)
    columns = 1 if single else columns_for(inner, metrics)
    members: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    keys = [QRect()] * len(groups)
    titles: list[tuple[str, QRect]] = []
    lines: list[tuple[int, ...]] = []
    top = padding
    for group, rows in members.items():
        if group:
            if lines:
                top += metrics.gap * 3 // 2
            titles.append((group, QRect(padding, top - metrics.gap, inner, title_height)))
            top += title_height - metrics.gap
        for start in range(0, len(rows), columns):
            line = tuple(rows[start : start + columns])
            lines.append(line)
            for column, row in enumerate(line):
                left, right = (
                    padding + round(edge * (inner + metrics.gap) / columns)
                    for edge in (column, column + 1)
                )
                keys[row] = QRect(left, top, right - left - metrics.gap, metrics.height)
            top += metrics.height + metrics.gap
    height = top - metrics.gap + padding if lines else 0
    places = {
        row: (number, column)
        for number, line in enumerate(lines)
        for column, row in enumerate(line)
    }
    return Grid(columns, height, tuple(lines), tuple(keys), tuple(titles), places)
