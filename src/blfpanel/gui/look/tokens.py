"""Colours by meaning, for light, dark and high contrast, and the WCAG arithmetic behind them.

The hues are those of Okabe and Ito, moved in lightness until text reaches a contrast of 4.5 and
lamps 3 on what lies beneath them: bluish green is free, orange asks for action, sky blue calls
out, vermilion talks, blue is held, reddish purple is parked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme.

    ``border`` is the width of a quiet key's edge in px. ``faint`` names the lamps that do not
    stand out from what lies beneath them and need a rim, ``pale`` those in whose colour no word
    can be read: a maker's colours may be such.
    """

    name: str
    dark: bool
    border: int
    window: QColor
    pane: QColor
    surface: QColor
    hover: QColor
    hover_text: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    text2: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    ok: QColor
    ok_ink: QColor
    danger: QColor
    danger_ink: QColor
    idle: QColor
    alert: QColor
    alert_ink: QColor
    alert_edge: QColor
    calling: QColor
    calling_tint: QColor
    talking: QColor
    talking_tint: QColor
    held: QColor
    held_tint: QColor
    parked: QColor
    parked_tint: QColor
    doubt: QColor
    toast: QColor
    toast_ink: QColor
    faint: frozenset[str] = field(default=frozenset(), kw_only=True)
    pale: frozenset[str] = field(default=frozenset(), kw_only=True)

    def word_ink(self, lamp: str) -> QColor:
        """The colour of a word beside the lamp of that token."""
        ink: QColor = self.text if lamp in self.pale else getattr(self, lamp)
        return ink

    def rim(self, lamp: str) -> QColor | None:
        """The colour of a thin rim around the lamp of that token, None where it needs none."""
        return self.text if lamp in self.faint else None

    @property
    def alert_soft(self) -> QColor:
        """The body of a key whose call is being picked up."""
        return mix(self.alert, self.surface, 0.28)

    def edge(self, lamp: QColor) -> QColor:
        """The edge of a key or card in a lamp's colour; the plain line at high contrast."""
        return self.line if self.border > 1 else mix(lamp, self.surface, 0.24)

    @property
    def alert_faint(self) -> QColor:
        """The row of the call that has waited longest."""
        return mix(self.alert, self.surface, 0.16)


def mix(top: QColor, below: QColor, share: float) -> QColor:
    """Mix ``share`` (0 to 1) of one colour into another, opaque.

    >>> mix(QColor("#ffffff"), QColor("#000000"), 0.5).name()
    '#808080'
    """
    return QColor(
        round(top.red() * share + below.red() * (1 - share)),
        round(top.green() * share + below.green() * (1 - share)),
        round(top.blue() * share + below.blue() * (1 - share)),
    )


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def shaded(colour: QColor, ground: QColor, ratio: float) -> QColor:
    """The colour, moved towards black or white until it has that contrast on ``ground``."""
    end = max(QColor("#000000"), QColor("#ffffff"), key=lambda each: contrast(each, ground))
    steps = (mix(end, colour, step / 20) for step in range(20))
    return next((made for made in steps if contrast(made, ground) >= ratio), end)


def _tokens(name: str, dark: bool, border: int, colours: Iterable[str]) -> Tokens:
    return Tokens(name, dark, border, *(QColor(colour) for colour in colours))


# One row of the table below a line, in the order of the fields.
LIGHT = _tokens(
    "light",
    False,
    1,
    (
        *("#F3F4F6", "#F9FAFB", "#FFFFFF"),
        *("#ECEEF1", "#1A1D21"),
        *("#DFE2E7", "#868E99"),
        *("#1A1D21", "#5B6470"),
        *("#4453C4", "#FFFFFF", "#E9EBFA"),
        *("#00805C", "#FFFFFF"),
        *("#C02B2B", "#FFFFFF"),
        "#00805C",
        *("#E69F00", "#1A1400", "#8F5B00"),
        *("#126FA6", "#F1F6FA"),
        *("#B84C00", "#FBF4F0"),
        *("#00589A", "#F0F5F9"),
        *("#9E4277", "#F9F4F7"),
        "#5B6470",
        *("#23272E", "#FFFFFF"),
    ),
)

DARK = _tokens(
    "dark",
    True,
    1,
    (
        *("#14161A", "#181B20", "#1F2228"),
        *("#2A2F37", "#ECEEF2"),
        *("#2E333B", "#6D7683"),
        *("#ECEEF2", "#A4ACB8"),
        *("#9AA5FF", "#12143A", "#2A2E4D"),
        *("#1FB98B", "#06231A"),
        *("#D13B40", "#FFFFFF"),
        "#1FB98B",
        *("#E69F00", "#1A1400", "#FFC65C"),
        *("#56B4E9", "#24313B"),
        *("#F5793B", "#342B2A"),
        *("#8AA4F8", "#2A2F3D"),
        *("#DD92BC", "#322D37"),
        "#A4ACB8",
        *("#ECEEF2", "#14161A"),
    ),
)

HIGH_CONTRAST = _tokens(
    "high contrast",
    True,
    2,
    (
        *("#000000", "#000000", "#000000"),
        *("#1A1A1A", "#FFFFFF"),
        *("#FFFFFF", "#FFFFFF"),
        *("#FFFFFF", "#FFFFFF"),
        *("#FFFF00", "#000000", "#333300"),
        *("#3DF5B8", "#000000"),
        *("#FF7B7B", "#000000"),
        "#3DF5B8",
        *("#FFC000", "#000000", "#FFFFFF"),
        *("#7FD0FF", "#000000"),
        *("#FF9A5C", "#000000"),
        *("#A9BEFF", "#000000"),
        *("#FFB0DC", "#000000"),
        "#FFFFFF",
        *("#FFFFFF", "#000000"),
    ),
)

_LAMPS = ("idle", "calling", "talking", "held", "parked", "doubt")


def system_contrast(window: QColor, text: QColor, highlight: QColor, ink: QColor) -> Tokens:
    """High contrast in the system's own colours.

    A lamp keeps its colour where that reaches 4.5 on the system's window, and else takes the
    system's text colour: the silhouette and the word tell it apart.
    """
    tints = (name for name in Tokens.__slots__ if name.endswith("_tint"))
    plain = {"window", "pane", "surface", "hover", *tints}
    inked = {"text", "text2", "line", "line_strong", "hover_text", "alert_edge"}
    faint = {lamp for lamp in _LAMPS if contrast(getattr(HIGH_CONTRAST, lamp), window) < 4.5}
    changes: dict[str, Any] = {}
    for name in Tokens.__slots__:
        if name in plain:
            changes[name] = window
        elif name in inked or name in faint:
            changes[name] = text
    changes |= {"accent": highlight, "on_accent": ink, "accent_soft": window}
    changes |= {"toast": text, "toast_ink": window}
    dark = luminance(window) < luminance(text)
    tokens: Tokens = replace(HIGH_CONTRAST, dark=dark, **changes)
    return tokens
