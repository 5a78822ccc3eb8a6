"""Where keys stand: columns that fill the row, groups under their titles. No Qt but rectangles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
        places: line and number within it of each key, by model row.
        width: of the whole content, px; more than the window's where it scrolls sideways.
    """

    columns: int
    height: int
    lines: tuple[tuple[int, ...], ...]
    keys: tuple[QRect, ...]
    titles: tuple[tuple[str, QRect], ...]
    places: dict[int, tuple[int, int]] = field(repr=False)
    width: int = 0

    def lines_between(self, top: int, bottom: int) -> Iterator[tuple[int, ...]]:
        """The lines of keys that reach into a strip, px from the top of the content."""
        first = bisect_left(self.lines, top, key=lambda line: self.keys[line[0]].bottom())
        for line in self.lines[first:]:
            if self.keys[line[0]].top() > bottom:
                return
            yield line

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
    return Grid(columns, height, tuple(lines), tuple(keys), tuple(titles), _places(lines), width)


def lay_out_free(
    width: int, places: Sequence[tuple[int, int]], metrics: KeyMetrics, *, padding: int
) -> Grid:
    """Put each key at its row and column (from 0); empty places stay empty.

    Keys fill the width if all columns fit into it, and else keep their smallest width.
    """
    inner = max(1, width - 2 * padding)
    columns = max([column + 1 for _, column in places], default=1)
    columns = max(columns, columns_for(inner, metrics))
    least = columns * (metrics.width + metrics.gap) - metrics.gap
    inner = max(inner, least)
    keys = []
    by_line: dict[int, list[tuple[int, int]]] = {}
    for row, (line, column) in enumerate(places):
        keys.append(cell(line, column, columns, inner, metrics, padding))
        by_line.setdefault(line, []).append((column, row))
    lines = [tuple(row for _, row in sorted(by_line[line])) for line in sorted(by_line)]
    height = max((key.bottom() + 1 + padding for key in keys), default=0)
    return Grid(columns, height, tuple(lines), tuple(keys), (), _places(lines), inner + 2 * padding)


def cell(
    line: int, column: int, columns: int, inner: int, metrics: KeyMetrics, padding: int
) -> QRect:
    """Where a key of a free page is drawn; ``inner`` px are shared by ``columns``."""
    left, right = (
        padding + round(edge * (inner + metrics.gap) / columns) for edge in (column, column + 1)
    )
    top = padding + line * (metrics.height + metrics.gap)
    return QRect(left, top, right - left - metrics.gap, metrics.height)


def cell_at(x: int, y: int, grid: Grid, metrics: KeyMetrics, padding: int) -> tuple[int, int]:
    """The line and column of a free page that lies under a point of the content."""
    inner = grid.width - 2 * padding
    column = int((x - padding) * grid.columns / (inner + metrics.gap))
    line = (y - padding) // (metrics.height + metrics.gap)
    return max(0, line), min(max(0, column), grid.columns - 1)


def _places(lines: Sequence[Sequence[int]]) -> dict[int, tuple[int, int]]:
    return {
        row: (number, column)
        for number, line in enumerate(lines)
        for column, row in enumerate(line)
    }
