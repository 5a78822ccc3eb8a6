"""Lamp themes: which colour and which pattern a lamp has in each state, as data.

``resources/themes/*.toml``; ``clear.toml`` explains every key. A theme changes colours and what
blinks; silhouettes and words stay, so that the window can be read by those who see no colours and
by those who are used to another maker's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor

from blfpanel.gui.look.led import Led, read_led
from blfpanel.gui.look.tokens import Tokens, contrast, mix, shaded
from blfpanel.resources import resource

#: The states a theme may colour. Doubt is grey in all of them.
STATES = ("idle", "ringing", "calling", "talking", "held", "parked")

#: The theme that is in force unless another is chosen.
CLEAR = "clear"

_STEADY = Led("")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
#: shares of the lamp in its tint
_LIGHT_TINT, _DARK_TINT = 0.06, 0.10


class LampThemeError(ValueError):
    """A theme cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class LampTheme:
    """Colours and patterns of lamps.

    Attributes:
        name: in the settings and of the file.
        title: what a person calls it.
        about: one sentence.
        leds: by state; those without one look as in ``clear``.
        colours: by name, for light and for dark grounds.
    """

    name: str
    title: str
    about: str = ""
    leds: Mapping[str, Led] = field(default_factory=dict)
    colours: Mapping[str, tuple[QColor, QColor]] = field(default_factory=dict)

    def led(self, state: str) -> Led:
        """The pattern of a state, steady where the theme says nothing."""
        return self.leds.get(state, _STEADY)

    def dress(self, tokens: Tokens) -> Tokens:
        """The tokens with the lamps in this theme's colours.

        A lamp that is off takes the colour of strong lines. Filled keys get an ink that reads; a
        lamp that does not stand out is named in ``faint`` and gets a rim, a word that cannot be
        read in its lamp's colour is named in ``pale`` and is written in the text's colour.
        """
        changes: dict[str, Any] = {}
        for state, led in self.leds.items():
            lamp = self._colour(led.colour, tokens)
            changes |= _ringing(tokens, lamp) if state == "ringing" else _lamp(tokens, state, lamp)
        return _marked(replace(tokens, **changes)) if changes else tokens

    def _colour(self, name: str, tokens: Tokens) -> QColor:
        if name == "off":
            return tokens.line_strong
        return self.colours[name][tokens.dark]


def _lamp(tokens: Tokens, state: str, lamp: QColor) -> dict[str, QColor]:
    if state == "idle":
        return {"idle": lamp}
    share = _DARK_TINT if tokens.dark else _LIGHT_TINT
    tint = tokens.surface if tokens.border > 1 else mix(lamp, tokens.surface, share)
    return {state: lamp, f"{state}_tint": tint}


def _ringing(tokens: Tokens, lamp: QColor) -> dict[str, QColor]:
    black, white = QColor("#000000"), QColor("#ffffff")
    ink = max(black, white, key=lambda each: contrast(each, lamp))
    if tokens.border > 1:  # high contrast
        return {"alert": shaded(lamp, ink, 7.0), "alert_ink": ink}
    return {"alert": lamp, "alert_ink": ink, "alert_edge": shaded(lamp, tokens.window, 4.5)}


def _marked(tokens: Tokens) -> Tokens:
    """Name the lamps that need a rim and the words that need another ink."""
    lamp_needs, text_needs = (7.0, 7.0) if tokens.border > 1 else (3.0, 4.5)
    grounds = {
        "idle": tokens.surface,
        **{name: getattr(tokens, f"{name}_tint") for name in STATES[2:]},
    }

    def missing(needed: float) -> frozenset[str]:
        return frozenset(
            name
            for name, ground in grounds.items()
            if contrast(getattr(tokens, name), ground) < needed
        )

    return replace(tokens, faint=missing(lamp_needs), pale=missing(text_needs))


def read_theme(name: str, text: str) -> LampTheme:
    """Read a theme from its file's text.

    Raises:
        LampThemeError: with the theme's name, the place and what is wrong there.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LampThemeError(f"Theme {name}: {error}") from error
    colours = {
        each: _pair(name, each, value) for each, value in _table(name, table, "colours").items()
    }
    leds = {}
    for state, script in _table(name, table, "states").items():
        if state not in STATES:
            raise LampThemeError(f"Theme {name}: {state} is not one of {', '.join(STATES)}")
        try:
            led = read_led(str(script))
        except ValueError as error:
            raise LampThemeError(f"Theme {name}, {state}: {error}") from error
        if led.colour != "off" and led.colour not in colours:
            raise LampThemeError(f"Theme {name}, {state}: [colours] has no {led.colour}")
        leds[state] = led
    return LampTheme(
        name, str(table.get("title", name)), str(table.get("about", "")), leds, colours
    )


def _table(name: str, table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise LampThemeError(f"Theme {name}: {key} is not a table")
    return found


def _pair(name: str, colour: str, value: object) -> tuple[QColor, QColor]:
    """One colour for all grounds, or one for light and one for dark ones."""
    texts = value if isinstance(value, list) else [value, value]
    made = [QColor(str(text)) for text in texts]
    if len(made) != 2 or not all(each.isValid() for each in made):
        raise LampThemeError(
            f"Theme {name}, colour {colour}: {value} is neither a colour such as #00b050 nor two"
        )
    return made[0], made[1]


@cache
def load_themes() -> Mapping[str, LampTheme]:
    """All themes of the program by name, ``clear`` first.

    Raises:
        LampThemeError: one of them cannot be used.
    """
    folder = resource("themes")
    files = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    themes = [
        read_theme(Path(each.name).stem, each.read_text(encoding="utf-8"))
        for each in sorted(files, key=lambda each: each.name)
    ]
    return {theme.name: theme for theme in _clear_first(themes)}


def _clear_first(themes: Iterable[LampTheme]) -> list[LampTheme]:
    return sorted(themes, key=lambda theme: theme.name != CLEAR)


def theme_named(name: str) -> LampTheme | None:
    """The theme of that name; None if there is none."""
    return load_themes().get(name) if _NAME.fullmatch(name) else None
