from __future__ import annotations

from itertools import pairwise

import pytest

from blfpanel.media.quality import estimated_mos


@pytest.mark.parametrize("codec", ["opus", "G722", "PCMA", "PCMU", "unknown"])
def test_more_losses_and_more_delay_are_worse(codec: str) -> None:
    for numbers in (
        [estimated_mos(codec, loss / 100, 0.05) for loss in range(0, 101, 5)],
        [estimated_mos(codec, 0.0, delay / 10) for delay in range(20)],
    ):
        assert all(a > b or a == b == 1.0 for a, b in pairwise(numbers))
        assert all(1.0 <= number <= 4.5 for number in numbers)


@pytest.mark.parametrize(
    ("codec", "loss", "delay", "mos"),
    [
        ("PCMA", 0.0, 0.02, 4.38),
        ("PCMA", 0.05, 0.02, 3.78),
        ("PCMA", 0.0, 0.4, 3.0),
        ("PCMA", 1.0, 0.02, 1.0),
        ("opus", 0.05, 0.02, 3.86),
    ],
)
def test_the_scale_is_that_of_the_e_model(
    codec: str, loss: float, delay: float, mos: float
) -> None:
    assert estimated_mos(codec, loss, delay) == pytest.approx(mos, abs=0.3)
