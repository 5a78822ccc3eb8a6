from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from blfpanel.config.window import KeySize
from blfpanel.gui.look.metrics import key_metrics

SIZES = {KeySize.LARGE: (240, 96), KeySize.MEDIUM: (168, 68), KeySize.SMALL: (112, 28)}


@pytest.mark.parametrize(("size", "expected"), SIZES.items(), ids=lambda value: str(value))
def test_sizes_at_100_percent(size: KeySize, expected: tuple[int, int]) -> None:
    metrics = key_metrics(size, 1.0)
    assert (metrics.width, metrics.height) == expected


@pytest.mark.parametrize("size", KeySize)
def test_everything_grows_with_the_font(size: KeySize) -> None:
    one, two = key_metrics(size, 1.0), key_metrics(size, 2.0)
    assert (two.width, two.lamp, two.text_left) == (2 * one.width, 2 * one.lamp, 2 * one.text_left)


@pytest.mark.parametrize("size", KeySize)
def test_a_tall_font_makes_the_lines_and_the_key_taller(qapp: QApplication, size: KeySize) -> None:
    def tall(px: int, weight: int) -> QFont:
        font = QFont(qapp.font())
        font.setPixelSize(px * 3)
        return font

    plain, grown = key_metrics(size, 1.0), key_metrics(size, 1.0, tall)
    assert grown.height > plain.height
    bottom = 0
    for line in grown.lines:
        assert line.height >= QFontMetrics(tall(line.size, line.weight)).lineSpacing()
        assert line.top >= bottom - 1
        bottom = line.top + line.height
    assert bottom <= grown.height


@pytest.mark.parametrize("size", KeySize)
def test_halo_and_focus_ring_fit_into_the_cell(size: KeySize) -> None:
    metrics = key_metrics(size, 1.0)
    assert metrics.halo <= metrics.gap / 2
    assert metrics.focus_gap + 2 <= metrics.gap / 2
