from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from blfpanel.gui.look.vector import path


def test_a_square_of_relative_and_absolute_lines() -> None:
    box = path("M1 1h4v4H1Z").boundingRect()
    assert box == QRectF(1, 1, 4, 4)


def test_pairs_after_a_moveto_are_lines() -> None:
    assert path("M0 0 3 0 3 2").currentPosition() == QPointF(3, 2)
    assert path("m1 1 2 0").currentPosition() == QPointF(3, 1)


def test_numbers_may_touch() -> None:
    assert path("M.5.5l-1-.25").currentPosition() == QPointF(-0.5, 0.25)


@pytest.mark.parametrize(
    ("flags", "low", "high"),
    [("0 1", -5, 0), ("0 0", 0, 5)],
    ids=["with the clock: over the top", "against it: below"],
)
def test_half_a_circle_goes_the_way_of_its_flag(flags: str, low: float, high: float) -> None:
    box = path(f"M-5 0A5 5 0 {flags} 5 0").boundingRect()
    assert box.top() == pytest.approx(low, abs=0.01)
    assert box.bottom() == pytest.approx(high, abs=0.01)


@pytest.mark.parametrize(("large", "height"), [(0, 1.46), (1, 8.54)])
def test_an_arc_is_short_or_long(large: int, height: float) -> None:
    radius = 5
    chord = 2 * radius * 0.70710678
    drawn = path(f"M0 0A{radius} {radius} 0 {large} 1 {chord} 0").boundingRect()
    assert drawn.height() == pytest.approx(height, abs=0.02)


def test_an_arc_ends_where_it_says() -> None:
    end = path("M2 2a4 4 0 0 1 3 3").currentPosition()
    assert (end.x(), end.y()) == (pytest.approx(5, abs=0.01), pytest.approx(5, abs=0.01))


def test_a_radius_that_cannot_reach_grows() -> None:
    assert path("M0 0a1 1 0 0 1 10 0").boundingRect().height() == pytest.approx(5, abs=0.01)


def test_an_arc_to_nowhere_draws_nothing() -> None:
    assert path("M1 1a4 4 0 0 1 0 0").currentPosition() == QPointF(1, 1)


def test_a_smooth_curve_mirrors_the_control_before_it() -> None:
    assert path("M0 0C0 4 4 4 4 0S8-4 8 0") == path("M0 0C0 4 4 4 4 0C4-4 8-4 8 0")


@pytest.mark.parametrize("data", ["M0 0Q1 1 2 2", "M0 0L1", "M0 0Z5 5", "M0 0a4 2 0 0 1 1 1"])
def test_what_cannot_be_drawn_is_an_error(data: str) -> None:
    with pytest.raises(ValueError, match="path data"):
        path(data)
