"""Words, numbers and spans of time as people read and hear them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication

from blfpanel.panel.model import Detail, Lamp, LampState, Party
from blfpanel.wording import Sentence

translate = QCoreApplication.translate
# Qt's stubs say that it gives an object; the tool that collects texts looks for this name
QT_TRANSLATE_NOOP = cast(Callable[[str, str], str], QtCore.QT_TRANSLATE_NOOP)

#: the word on the key, by lamp and what kind of it
_WORDS: dict[tuple[Lamp, Detail | None], str] = {
    (Lamp.UNKNOWN, None): QT_TRANSLATE_NOOP("Word", "Unknown"),
    (Lamp.IDLE, None): QT_TRANSLATE_NOOP("Word", "Idle"),
    (Lamp.ALERTING, None): QT_TRANSLATE_NOOP("Word", "Ringing"),
    (Lamp.BUSY, None): QT_TRANSLATE_NOOP("Word", "Busy"),
    (Lamp.BUSY, Detail.CALLING): QT_TRANSLATE_NOOP("Word", "Calling"),
    (Lamp.BUSY, Detail.TALKING): QT_TRANSLATE_NOOP("Word", "Talking"),
    (Lamp.BUSY, Detail.HELD): QT_TRANSLATE_NOOP("Word", "On hold"),
    (Lamp.BUSY, Detail.PARKED): QT_TRANSLATE_NOOP("Word", "Parked"),
}
_WAS: dict[str, str] = {
    "Unknown": QT_TRANSLATE_NOOP("Word", "Unknown"),
    "Idle": QT_TRANSLATE_NOOP("Word", "Was idle"),
    "Ringing": QT_TRANSLATE_NOOP("Word", "Was ringing"),
    "Busy": QT_TRANSLATE_NOOP("Word", "Was busy"),
    "Calling": QT_TRANSLATE_NOOP("Word", "Was calling"),
    "Talking": QT_TRANSLATE_NOOP("Word", "Was talking"),
    "On hold": QT_TRANSLATE_NOOP("Word", "Was on hold"),
    "Parked": QT_TRANSLATE_NOOP("Word", "Was parked"),
}
#: the same words inside a spoken sentence, for screen readers
_SPOKEN: dict[str, str] = {
    "Unknown": QT_TRANSLATE_NOOP("Spoken", "unknown"),
    "Idle": QT_TRANSLATE_NOOP("Spoken", "idle"),
    "Ringing": QT_TRANSLATE_NOOP("Spoken", "ringing"),
    "Busy": QT_TRANSLATE_NOOP("Spoken", "busy"),
    "Calling": QT_TRANSLATE_NOOP("Spoken", "calling"),
    "Talking": QT_TRANSLATE_NOOP("Spoken", "talking"),
    "On hold": QT_TRANSLATE_NOOP("Spoken", "on hold"),
    "Parked": QT_TRANSLATE_NOOP("Spoken", "parked"),
    "Was idle": QT_TRANSLATE_NOOP("Spoken", "was idle"),
    "Was ringing": QT_TRANSLATE_NOOP("Spoken", "was ringing"),
    "Was busy": QT_TRANSLATE_NOOP("Spoken", "was busy"),
    "Was calling": QT_TRANSLATE_NOOP("Spoken", "was calling"),
    "Was talking": QT_TRANSLATE_NOOP("Spoken", "was talking"),
    "Was on hold": QT_TRANSLATE_NOOP("Spoken", "was on hold"),
    "Was parked": QT_TRANSLATE_NOOP("Spoken", "was parked"),
}


def word_source(state: LampState) -> str:
    """The untranslated word for a state, the key of the tables here."""
    kind = (state.lamp, state.detail)
    word = _WORDS[kind] if kind in _WORDS else _WORDS[state.lamp, None]
    return _WAS[word] if state.stale else word


def word(state: LampState) -> str:
    """The word on the key: "Ringing", "Was idle", "Refused · 403"."""
    if state.refused is not None and state.lamp is Lamp.UNKNOWN:
        return translate("Word", "Refused · {code}").format(code=state.refused)
    return translate("Word", word_source(state))


def spoken_word(state: LampState) -> str:
    """The same in a spoken sentence."""
    if state.refused is not None and state.lamp is Lamp.UNKNOWN:
        return translate("Spoken", "refused {code}").format(code=state.refused)
    return translate("Spoken", _SPOKEN[word_source(state)])


def said(text: str) -> str:
    """What the phone says, in the language of the window; names and the like as they are.

    A translation that does not fit the sentence's values (an older file) is not used.
    """
    if not isinstance(text, Sentence):
        return translate("Said", text)
    values = {name: said(v) if isinstance(v, str) else v for name, v in text.values.items()}
    try:
        return translate("Said", text.pattern).format(**values)
    except (KeyError, IndexError, ValueError):
        return str(text)


def party_name(party: Party | None) -> str:
    """The name of a party, else its number, "Private" when it hides both, "" without one."""
    if party is None:
        return ""
    hidden = party.number.lower() in ("", "anonymous")
    if hidden and (party.display or "").lower() in ("", "anonymous"):
        return translate("Word", "Private")
    known = _who_is(party.number) if not hidden else None
    return known or party.display or party.number


def _nobody(number: str) -> str | None:
    return None


_who_is: Callable[[str], str | None] = _nobody


def name_numbers(who_is: Callable[[str], str | None] | None) -> None:
    """From now on ask ``who_is`` for the names of parties; None: nobody knows any."""
    global _who_is
    _who_is = who_is or _nobody


def clock(seconds: float) -> str:
    """A running time.

    >>> clock(8), clock(760), clock(3661)
    ('0:08', '12:40', '1:01:01')
    """
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def age(seconds: float) -> str:
    """How long ago, in the largest unit that fits: "8 s", "4 min", "2 h", "3 d"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return translate("Age", "{n} s").format(n=whole)
    if whole < 3600:
        return translate("Age", "{n} min").format(n=whole // 60)
    if whole < 48 * 3600:
        return translate("Age", "{n} h").format(n=whole // 3600)
    return translate("Age", "{n} d").format(n=whole // 86400)


def spoken_age(seconds: float) -> str:
    """How long, for the ear: "1 second", "4 minutes", "2 hours"."""
    whole = max(0, int(seconds))
    for length, one, many in (
        (3600, translate("Age", "1 hour"), translate("Age", "{n} hours")),
        (60, translate("Age", "1 minute"), translate("Age", "{n} minutes")),
        (1, translate("Age", "1 second"), translate("Age", "{n} seconds")),
    ):
        count = whole // length
        if count or length == 1:
            return one if count == 1 else many.format(n=count)
    raise AssertionError("seconds always fit")


def short_name(name: str) -> str:
    """A person's name for where it does not fit: the first name becomes a letter.

    >>> short_name("Clara Hoffmann"), short_name("Reception"), short_name("Meeting room 2")
    ('C. Hoffmann', 'Reception', 'Meeting room 2')
    """
    parts = name.split()
    if len(parts) != 2 or not all(part[0].isupper() and part.isalpha() for part in parts):
        return name
    return f"{parts[0][0]}. {parts[1]}"
