from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.config.window import KeySize
from blfpanel.gui.keys.grid import Grid, columns_for, lay_out
from blfpanel.gui.look.metrics import key_metrics

METRICS = {size: key_metrics(size, 1.0) for size in KeySize}
MEDIUM = METRICS[KeySize.MEDIUM]


def grid(width: int, groups: list[str], size: KeySize = KeySize.MEDIUM, **more: bool) -> Grid:
    return lay_out(width, groups, METRICS[size], padding=16, title_height=26, **more)


@pytest.mark.parametrize(
    ("inner", "columns"), [(10, 1), (168, 1), (343, 1), (344, 2), (1088, 6), (1048, 6), (1047, 5)]
)
def test_as_many_columns_as_fit(inner: int, columns: int) -> None:
    assert columns_for(inner, MEDIUM) == columns


def test_keys_fill_the_row() -> None:
    made = grid(1001, [""] * 7)
    assert made.columns == 5
    assert made.keys[0].left() == 16
    assert made.keys[4].right() in (983, 984)
    assert all(168 <= key.width() <= 240 for key in made.keys)


def test_groups_stand_under_their_titles_in_the_order_of_their_first_key() -> None:
    made = grid(400, ["Sales", "", "Sales", "Service"])
    assert [title for title, _ in made.titles] == ["Sales", "Service"]
    assert made.lines == ((0, 2), (1,), (3,))
    for (_, place), row in zip(made.titles, (0, 3), strict=True):
        assert place.bottom() < made.keys[row].top()


def test_one_column_when_it_must_be() -> None:
    assert grid(900, [""] * 3, single=True).lines == ((0,), (1,), (2,))


def test_no_keys_need_no_room() -> None:
    made = grid(500, [])
    assert (made.height, made.order) == (0, ())


@settings(max_examples=60)
@given(
    width=st.integers(1, 3000),
    groups=st.lists(st.sampled_from(["", "Sales", "Service"]), max_size=40),
    size=st.sampled_from(KeySize),
)
def test_each_key_has_a_place_of_its_own(width: int, groups: list[str], size: KeySize) -> None:
    made = grid(width, groups, size)
    assert sorted(made.order) == list(range(len(groups)))
    gap = METRICS[size].gap
    for one, other in combinations(made.keys[:20], 2):
        near = one.adjusted(-gap + 2, -gap + 2, gap - 2, gap - 2)
        assert not near.intersects(other)
    assert all(key.bottom() < made.height for key in made.keys)
