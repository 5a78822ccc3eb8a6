from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from blfpanel.gui.look.lamp_theme import (
    CLEAR,
    STATES,
    LampTheme,
    LampThemeError,
    load_themes,
    read_theme,
    theme_named,
)
from blfpanel.gui.look.led import BEAT
from blfpanel.gui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, contrast

THEMES = load_themes()
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda t: t.name)
EACH_THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)

#: lamp token and what lies beneath it
LAMPS = [
    ("idle", "surface"),
    ("calling", "calling_tint"),
    ("talking", "talking_tint"),
    ("held", "held_tint"),
    ("parked", "parked_tint"),
    ("doubt", "surface"),
    ("doubt", "window"),
    ("alert_ink", "alert"),
    ("alert_edge", "window"),
]


def test_the_makers_that_people_know_are_there() -> None:
    yealink = {f"yealink-{mode}" for mode in range(4)}
    assert set(THEMES) >= {CLEAR, "snom", "digium"} | yealink
    assert next(iter(THEMES)) == CLEAR
    assert all(theme.title and theme.about for theme in THEMES.values())


@SCHEMES
def test_clear_is_the_window_as_designed(scheme: Tokens) -> None:
    assert THEMES[CLEAR].dress(scheme) is scheme
    assert not any(THEMES[CLEAR].led(state).blinks for state in STATES)


@SCHEMES
@EACH_THEME
def test_each_lamp_stands_out_or_has_a_rim_that_does(theme: LampTheme, scheme: Tokens) -> None:
    tokens = theme.dress(scheme)
    enough = 7.0 if scheme is HIGH_CONTRAST else 3.0
    for lamp, ground in LAMPS:
        beneath = getattr(tokens, ground)
        rim = tokens.rim(lamp)
        assert contrast(rim or getattr(tokens, lamp), beneath) >= enough, (lamp, ground)


@SCHEMES
@EACH_THEME
def test_each_word_reads_on_its_key(theme: LampTheme, scheme: Tokens) -> None:
    tokens = theme.dress(scheme)
    enough = 7.0 if scheme is HIGH_CONTRAST else 4.5
    for lamp in ("calling", "talking", "held", "parked"):
        tint = getattr(tokens, f"{lamp}_tint")
        assert contrast(tokens.word_ink(lamp), tint) >= enough, lamp
        assert contrast(tokens.text2, tint) >= 4.5, lamp
        assert contrast(tokens.text, tint) >= enough, lamp
    assert contrast(tokens.alert_ink, tokens.alert) >= 4.5
    assert contrast(tokens.text, tokens.alert_soft) >= 4.5
    assert contrast(tokens.text, tokens.alert_faint) >= 4.5


@EACH_THEME
def test_no_lamp_blinks_faster_than_once_a_second(theme: LampTheme) -> None:
    for state in STATES:
        beats = theme.led(state).beats
        flashes = sum(lit and not beats[place - 1] for place, lit in enumerate(beats))
        assert flashes <= len(beats) * BEAT, state


@EACH_THEME
def test_doubt_is_grey_in_every_theme(theme: LampTheme) -> None:
    assert theme.dress(LIGHT).doubt == LIGHT.doubt


def test_a_maker_s_colours_are_taken() -> None:
    snom = THEMES["snom"].dress(LIGHT)
    assert snom.talking.name() == snom.alert.name() == "#d9141e"
    assert snom.alert_ink.name() == "#ffffff"
    # off means free there: no colour, but the ring stays to be seen
    assert snom.idle == LIGHT.line_strong
    assert THEMES["snom"].led("ringing").beats == (True, False)
    assert THEMES["yealink-3"].dress(DARK).alert.name() == "#2ee07f"


def test_a_pale_colour_gets_a_rim_and_its_word_the_ink_of_text() -> None:
    theme = read_theme("pale", '[colours]\nyellow = "#ffee88"\n[states]\ntalking = "c=yellow"\n')
    tokens = theme.dress(LIGHT)
    assert tokens.faint == tokens.pale == {"talking"}
    assert tokens.rim("talking") == tokens.word_ink("talking") == LIGHT.text
    assert tokens.rim("held") is None
    assert tokens.word_ink("held") == LIGHT.held


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[states]\nidle = 'c=g'\n", "no green"),
        ("[states]\nsleeping = 'c=o'\n", "sleeping is not one of idle"),
        ("[states]\nidle = 'p=sb'\n", "idle: it names no colour"),
        ("[colours]\ngreen = 'greenish'\n", "greenish is neither"),
        ("[colours]\ngreen = ['#00ff00']\n", "neither"),
        ("states = 3\n", "states is not a table"),
        ("[states\n", "Theme odd"),
    ],
)
def test_what_is_wrong_in_a_theme_is_said_with_its_name(text: str, why: str) -> None:
    with pytest.raises(LampThemeError, match=why):
        read_theme("odd", text)


def test_a_name_reaches_no_other_file() -> None:
    assert theme_named("../profiles/rfc") is None
    assert theme_named("nowhere") is None


def test_two_colours_are_for_light_and_for_dark_grounds() -> None:
    theme = read_theme(
        "two", '[colours]\nred = ["#aa0000", "#ff8888"]\n[states]\ntalking = "c=r"\n'
    )
    assert theme.dress(LIGHT).talking == QColor("#aa0000")
    assert theme.dress(DARK).talking == QColor("#ff8888")
