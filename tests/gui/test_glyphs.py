from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from blfpanel.gui.keys.glyphs import Glyph, draw_lamp
from blfpanel.gui.look import icons
from blfpanel.gui.look.icons import app_icon, draw_icon, icon
from blfpanel.gui.look.tokens import LIGHT

SIDE = 40


def render(glyph: Glyph, colour: QColor = LIGHT.text, rim: QColor | None = None) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_lamp(painter, QRectF(4, 4, 32, 32), glyph, colour, rim=rim)
    painter.end()
    return image


def ink(image: QImage) -> list[int]:
    return [image.pixelColor(x, y).alpha() for y in range(SIDE) for x in range(SIDE)]


def is_clear(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).alpha() < 40


@pytest.mark.parametrize(("one", "other"), list(combinations(Glyph, 2)), ids=str)
def test_each_silhouette_differs_in_greyscale(qapp: QApplication, one: Glyph, other: Glyph) -> None:
    pairs = zip(ink(render(one)), ink(render(other)), strict=True)
    # less than a twentieth of the picture would be a nuance, not another shape
    assert sum(abs(a - b) for a, b in pairs) > SIDE * SIDE * 255 / 20


@pytest.mark.parametrize("glyph", Glyph)
def test_a_lamp_stays_in_its_box(qapp: QApplication, glyph: Glyph) -> None:
    image = render(glyph)
    edge = [(x, y) for x in range(SIDE) for y in (0, 1, 38, 39)]
    assert all(is_clear(image, x, y) and is_clear(image, y, x) for x, y in edge)


@pytest.mark.parametrize("glyph", [Glyph.IDLE, Glyph.PICKING_UP])
def test_free_and_picking_up_are_hollow(qapp: QApplication, glyph: Glyph) -> None:
    assert is_clear(render(glyph), 20, 20)


@pytest.mark.parametrize("glyph", [Glyph.RINGING, Glyph.CALLING])
def test_ringing_and_calling_are_solid(qapp: QApplication, glyph: Glyph) -> None:
    assert not is_clear(render(glyph), 20, 20)


def test_the_handset_is_a_hole_in_the_square(qapp: QApplication) -> None:
    image = render(Glyph.TALKING)
    holes = sum(is_clear(image, x, y) for x in range(8, 32) for y in range(8, 32))
    assert 40 < holes < 300
    assert not is_clear(image, 9, 20)


def test_a_rim_covers_the_hatch_inside_and_around(qapp: QApplication) -> None:
    image = render(Glyph.IDLE, LIGHT.doubt, rim=QColor("#ff0000"))
    assert image.pixelColor(20, 20).name() == "#ff0000"
    assert image.pixelColor(20, 5).name() == "#ff0000"


@pytest.mark.parametrize("name", sorted(icons._ICONS))
def test_each_icon_draws_something(qapp: QApplication, name: str) -> None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_icon(painter, QRectF(0, 0, SIDE, SIDE), name, LIGHT.text)
    painter.end()
    assert sum(ink(image)) > 20 * 255


def test_an_icon_leaves_the_gap_it_is_asked_for(qapp: QApplication) -> None:
    sizes = icon("phone", LIGHT.text, 18, 4).availableSizes()
    assert (sizes[0].width(), sizes[0].height()) == (22, 18)


def test_the_program_has_an_icon_in_small_and_large(qapp: QApplication) -> None:
    sides = [size.width() for size in app_icon().availableSizes()]
    assert min(sides) <= 16
    assert max(sides) >= 256
