from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.window import KeySize
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens


def system_becomes(scheme: Qt.ColorScheme) -> None:
    QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)


def test_it_follows_the_system_while_it_runs(qtbot: QtBot, theme: Theme) -> None:
    theme.choose(Scheme.SYSTEM)
    with qtbot.waitSignal(theme.changed, timeout=1000):
        system_becomes(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK
    with qtbot.waitSignal(theme.changed, timeout=1000):
        system_becomes(Qt.ColorScheme.Light)
    assert theme.tokens is LIGHT


def test_a_fixed_scheme_stays_whatever_the_system_does(theme: Theme) -> None:
    theme.choose(Scheme.LIGHT)
    system_becomes(Qt.ColorScheme.Dark)
    assert theme.tokens is LIGHT


@pytest.mark.parametrize(
    ("scheme", "tokens"),
    [(Scheme.DARK, DARK), (Scheme.HIGH_CONTRAST, HIGH_CONTRAST), (Scheme.LIGHT, LIGHT)],
    ids=lambda value: getattr(value, "name", value),
)
def test_what_we_do_not_draw_takes_the_same_colours(
    qapp: QApplication, theme: Theme, scheme: Scheme, tokens: Tokens
) -> None:
    theme.choose(scheme)
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == tokens.window
    assert palette.color(QPalette.ColorRole.Text) == tokens.text
    assert tokens.surface.name() in qapp.styleSheet()


def test_nothing_is_announced_when_nothing_changes(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Scheme.LIGHT)


def test_sizes_follow_the_platform_font(qapp: QApplication, theme: Theme) -> None:
    before, font = theme.key(KeySize.MEDIUM).width, qapp.font()
    larger = qapp.font()
    larger.setPixelSize(26)
    try:
        qapp.setFont(larger)
        theme.font_changed()
        assert theme.scale == pytest.approx(2.0)
        assert theme.key(KeySize.MEDIUM).width == 336
        assert theme.font(14).pixelSize() == 28
    finally:
        qapp.setFont(font)
        theme.font_changed()
    assert theme.key(KeySize.MEDIUM).width == before


def test_figures_of_one_width_are_asked_for(theme: Theme) -> None:
    font = theme.font(12, tabular=True)
    assert [tag.toString() for tag in font.featureTags()] == ["tnum"]
    assert not theme.font(12).featureTags()
