"""Who cannot tell colours apart sees shapes and fills: checked with pictures of keys."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from blfpanel.gui.keys.glyphs import Glyph, draw_lamp
from blfpanel.gui.look.lamp_theme import load_themes
from blfpanel.gui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, contrast
from support.vision import Vision, seen, seen_image

SIDE = 40
STATES = {
    Glyph.IDLE: ("idle", "surface"),
    Glyph.RINGING: ("alert_ink", "alert"),
    Glyph.CALLING: ("calling", "calling_tint"),
    Glyph.TALKING: ("talking", "talking_tint"),
    Glyph.HELD: ("held", "held_tint"),
    Glyph.PARKED: ("parked", "parked_tint"),
    Glyph.UNKNOWN: ("doubt", "window"),
    Glyph.REFUSED: ("doubt", "window"),
}


def drawn(tokens: Tokens, glyph: Glyph, vision: Vision) -> list[int]:
    ink, ground = STATES[glyph]
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(getattr(tokens, ground))
    painter = QPainter(image)
    edge = tokens.rim(ink)
    draw_lamp(painter, QRectF(4, 4, 32, 32), glyph, getattr(tokens, ink), edge=edge)
    painter.end()
    grey = seen_image(image, vision).convertToFormat(QImage.Format.Format_Grayscale8)
    return list(bytes(grey.constBits()))


@pytest.mark.parametrize("vision", Vision, ids=lambda vision: vision.value)
@pytest.mark.parametrize("scheme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda t: t.name)
@pytest.mark.parametrize("theme", load_themes().values(), ids=lambda t: t.name)
def test_no_two_states_look_alike_to_anybody(
    qapp: QApplication, theme: object, scheme: Tokens, vision: Vision
) -> None:
    tokens = theme.dress(scheme)  # type: ignore[attr-defined]
    pictures = {glyph: drawn(tokens, glyph, vision) for glyph in STATES}
    for one, other in combinations(STATES, 2):
        pairs = zip(pictures[one], pictures[other], strict=True)
        # at least a twentieth of the picture differs clearly in brightness alone
        clearly = sum(abs(a - b) > 48 for a, b in pairs)
        assert clearly > SIDE * SIDE / 20, (one, other)


@pytest.mark.parametrize("vision", Vision, ids=lambda vision: vision.value)
@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda t: t.name)
def test_lamps_and_words_stand_out_for_everybody(tokens: Tokens, vision: Vision) -> None:
    for ink, ground in STATES.values():
        colours = seen(getattr(tokens, ink), vision), seen(getattr(tokens, ground), vision)
        assert contrast(*colours) >= 3.0, ink


def test_red_and_green_fall_together_for_those_who_have_no_green_cones() -> None:
    red, green = (seen(QColor(name), Vision.DEUTERANOPIA) for name in ("#b00000", "#608000"))
    assert abs(red.hue() - green.hue()) < 10


def test_grey_stays_grey_and_a_picture_keeps_its_size(qapp: QApplication) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    for vision in Vision:
        changed = seen_image(image, vision)
        assert (changed.width(), changed.height()) == (3, 2)
        assert abs(changed.pixelColor(1, 1).red() - image.pixelColor(1, 1).red()) <= 2
