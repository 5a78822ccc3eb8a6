from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from blfpanel.gui.look.tokens import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    Tokens,
    contrast,
    mix,
    system_contrast,
)

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda t: t.name)

TEXTS = [
    ("text", "surface"),
    ("text", "window"),
    ("text", "pane"),
    ("text", "alert_soft"),
    ("text", "alert_faint"),
    ("text2", "alert_faint"),
    ("text2", "surface"),
    ("text2", "window"),
    ("text2", "pane"),
    ("text2", "hover"),
    ("text2", "talking_tint"),
    ("text2", "calling_tint"),
    ("text2", "held_tint"),
    ("text2", "parked_tint"),
    ("hover_text", "hover"),
    ("text", "accent_soft"),
    ("alert_ink", "alert"),
    ("on_accent", "accent"),
    ("ok_ink", "ok"),
    ("danger_ink", "danger"),
    ("toast_ink", "toast"),
    ("calling", "calling_tint"),
    ("talking", "talking_tint"),
    ("held", "held_tint"),
    ("parked", "parked_tint"),
]
MARKS = [
    ("idle", "surface"),
    ("doubt", "surface"),
    ("doubt", "window"),
    ("alert_edge", "window"),
    ("line_strong", "window"),
    ("accent", "window"),
    ("danger", "pane"),
    ("ok", "pane"),
]


@SCHEMES
@pytest.mark.parametrize(("ink", "paper"), TEXTS, ids=lambda name: name)
def test_text_reads_on_its_ground(tokens: Tokens, ink: str, paper: str) -> None:
    enough = 7.0 if tokens is HIGH_CONTRAST else 4.5
    assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= enough


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), MARKS, ids=lambda name: name)
def test_a_mark_stands_out_from_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    # to one decimal, as the ratio is written: the edge of an unknown key is made to be just 3.0
    assert round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 1) >= 3.0


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#777777", 1.0), ("#5b6470", "#f3f4f6", 5.45)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(QColor(one), QColor(other)) == pytest.approx(ratio, abs=0.05)
    assert contrast(QColor(other), QColor(one)) == contrast(QColor(one), QColor(other))


def test_alert_is_the_same_orange_in_light_and_dark() -> None:
    assert LIGHT.alert.name() == DARK.alert.name() == "#e69f00"


def test_a_tint_is_a_breath_of_the_lamp() -> None:
    for lamp in ("calling", "talking", "held", "parked"):
        for tokens, share in ((LIGHT, 0.06), (DARK, 0.10)):
            wanted = mix(getattr(tokens, lamp), tokens.surface, share)
            found = getattr(tokens, f"{lamp}_tint")
            assert max(abs(wanted.red() - found.red()), abs(wanted.blue() - found.blue())) <= 1


@pytest.mark.parametrize(
    ("window", "text"), [("#000000", "#ffffff"), ("#ffffff", "#000000"), ("#2d3236", "#ffffff")]
)
def test_system_contrast_keeps_only_lamps_that_read(window: str, text: str) -> None:
    tokens = system_contrast(QColor(window), QColor(text), QColor("#ffff00"), QColor("#000000"))
    assert tokens.window.name() == window
    for lamp in ("idle", "calling", "talking", "held", "parked", "doubt"):
        assert contrast(getattr(tokens, lamp), tokens.window) >= 4.5
    assert contrast(tokens.text2, tokens.talking_tint) >= 7


def test_on_white_every_pale_lamp_takes_the_text_colour() -> None:
    tokens = system_contrast(*(QColor(name) for name in ("white", "black", "blue", "white")))
    assert tokens.idle.name() == "#000000"
    assert not tokens.dark
