"""What a lamp's light does, in the form in which desk phones are told it: ``c=r;p=sb``.

The LED script of Cisco's attendant consoles (SPA500S, SPA525G administration guide, "LED script"):
``c`` is the colour (``o`` off, ``g`` green, ``r`` red, ``a`` amber), ``p`` the pattern (``nb`` no
blink, ``sb`` slow, ``fb`` fast, ``ud`` as in ``u``), ``u`` up to four times on and off in seconds
(``u=.1/.1/.1/.9``). Colours may also be named by a theme.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How long one beat of a pattern lasts, in seconds: two of them are the fastest blinking there is.
BEAT = 0.5

#: What the script's letters stand for.
_LETTERS = {"o": "off", "g": "green", "r": "red", "a": "amber"}

_STEADY = (True,)
_FAST = (True, False)
_SLOW = (True, True, False, False)
_PATTERNS = {"nb": _STEADY, "n": _STEADY, "sb": _SLOW, "s": _SLOW, "fb": _FAST, "f": _FAST}
_MOST_PAIRS = 4


@dataclass(frozen=True, slots=True)
class Led:
    """A lamp's colour by name, and whether it is lit in each beat before it begins anew."""

    colour: str
    beats: tuple[bool, ...] = _STEADY

    @property
    def blinks(self) -> bool:
        """Whether it is not the same all the time."""
        return len(set(self.beats)) > 1

    def lit(self, beat: int) -> bool:
        """Whether it is lit in the beat of that number."""
        return self.beats[beat % len(self.beats)]


def read_led(script: str) -> Led:
    """Read an LED script.

    No pattern blinks faster than once a second: where the phone is faster, it is slowed down
    (WCAG 2.3.1 allows three flashes a second, and of small things; there may be hundreds here).

    Raises:
        ValueError: it is none, with words for the person who wrote it.
    """
    fields: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in script.lower().split(";"))):
        name, sign, value = part.partition("=")
        if not sign or name.strip() not in ("c", "p", "u"):
            raise ValueError(f"“{part}” is not one of c=…, p=…, u=…")
        fields[name.strip()] = value.strip()
    colour = fields.get("c", "")
    if not colour:
        raise ValueError("it names no colour (c=…)")
    return Led(_LETTERS.get(colour, colour), _beats(fields))


def _beats(fields: dict[str, str]) -> tuple[bool, ...]:
    pattern = fields.get("p", "ud" if "u" in fields else "nb")
    if pattern == "ud":
        return _user_defined(fields.get("u", ""))
    if pattern not in _PATTERNS:
        raise ValueError(f"“{pattern}” is not one of the patterns nb, sb, fb, ud")
    return _PATTERNS[pattern]


def _user_defined(text: str) -> tuple[bool, ...]:
    try:
        spans = [float(span) for span in text.split("/")]
    except ValueError:
        raise ValueError(f"“{text}” is not seconds with / between them") from None
    if len(spans) % 2 or len(spans) > 2 * _MOST_PAIRS or any(not 0 < span <= 60 for span in spans):
        raise ValueError(f"“{text}” is not one to four times on and off, each up to 60 seconds")
    beats: list[bool] = []
    for place, span in enumerate(spans):
        beats += [place % 2 == 0] * max(1, round(span / BEAT))
    return tuple(beats)
