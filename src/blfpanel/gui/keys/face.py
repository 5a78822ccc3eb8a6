"""The face of a key: what is drawn and said for a state, before any pixel."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtGui import QColor

from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.keys.press_menu import CLICKS
from blfpanel.gui.look.tokens import Tokens
from blfpanel.gui.port import KeyPort
from blfpanel.gui.words import (
    QT_TRANSLATE_NOOP,
    age,
    clock,
    party_name,
    said,
    spoken_age,
    spoken_word,
    translate,
    word,
)
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import Detail, Intent, Lamp, LampState

#: who calls whom, before the other party
CALLED_BY = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
CALLS = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


class Tone(enum.Enum):
    """How the body of a key is drawn."""

    QUIET = enum.auto()  #: surface, thin line
    ALERT = enum.auto()  #: the only filled one
    PICKING_UP = enum.auto()
    TINT = enum.auto()  #: a breath of the lamp's colour
    BARE = enum.auto()  #: words on the window, no key around them
    STALE = enum.auto()  #: hatch under the lamp
    BROKEN = enum.auto()  #: dashes, no fill


@dataclass(frozen=True, slots=True)
class Face:
    """What a key shows.

    Attributes:
        glyph: the lamp's silhouette.
        colour: name of the lamp's colour token.
        tone: how the body is drawn.
        word: the state in a word.
        party: line three without its age.
        quiet: line three is a note or cause rather than a party.
        since: core time from which the timer runs; None: no timer.
        doubt_since: core time from which line three counts its age; None: it has none.
        calls: number of live calls, for the badge.
        watched: the partner is watched for me.
        silent: its ringing is not told.
    """

    glyph: Glyph
    colour: str
    tone: Tone
    word: str
    party: str
    quiet: bool
    since: float | None = None
    doubt_since: float | None = None
    calls: int = 0
    watched: bool = False
    silent: bool = False

    def last_line(self, now: float) -> str:
        """Line three as it reads now."""
        if self.doubt_since is None:
            return self.party
        passed = age(now - self.doubt_since)
        return f"{passed} · {self.party}" if self.party else passed

    def timer(self, now: float) -> str:
        """The running time, or nothing."""
        return "" if self.since is None else clock(now - self.since)

    @property
    def ticks(self) -> bool:
        """Whether the face changes with time alone."""
        return self.since is not None or self.doubt_since is not None


_LOOKS: dict[tuple[Lamp, Detail | None], tuple[Glyph, str]] = {
    (Lamp.UNKNOWN, None): (Glyph.UNKNOWN, "doubt"),
    (Lamp.IDLE, None): (Glyph.IDLE, "idle"),
    (Lamp.ALERTING, None): (Glyph.RINGING, "alert_ink"),
    (Lamp.BUSY, None): (Glyph.TALKING, "talking"),
    (Lamp.BUSY, Detail.CALLING): (Glyph.CALLING, "calling"),
    (Lamp.BUSY, Detail.HELD): (Glyph.HELD, "held"),
    (Lamp.BUSY, Detail.PARKED): (Glyph.PARKED, "parked"),
}


def look(state: LampState) -> tuple[Glyph, str]:
    """Silhouette and colour token of a state, doubt left aside."""
    kind = (state.lamp, state.detail)
    if state.lamp is Lamp.UNKNOWN and state.refused is not None:
        return Glyph.REFUSED, "doubt"
    return _LOOKS[kind] if kind in _LOOKS else _LOOKS[state.lamp, None]


def lamp_colour(tokens: Tokens, state: LampState) -> QColor:
    """The lamp's colour where it stands alone on a surface, not on a filled key."""
    if state.stale:
        return tokens.doubt
    name = look(state)[1]
    colour: QColor = getattr(tokens, "alert_edge" if name == "alert_ink" else name)
    return colour


#: Keys without a lamp: silhouette, colour token and word.
_PLAIN: dict[KeyType, tuple[Glyph, str, str]] = {
    KeyType.SPEED_DIAL: (Glyph.SPEED_DIAL, "text2", QT_TRANSLATE_NOOP("Word", "Speed dial")),
    KeyType.CODE: (Glyph.CODE, "text2", QT_TRANSLATE_NOOP("Word", "Code")),
    KeyType.PROGRAM: (Glyph.PROGRAM, "text2", QT_TRANSLATE_NOOP("Word", "Open")),
}

#: Places and switches, by whether they are taken or on.
_PLACES: dict[tuple[KeyType, bool], tuple[Glyph, str, str]] = {
    (KeyType.PARK, False): (Glyph.EMPTY_PLACE, "text2", QT_TRANSLATE_NOOP("Word", "Empty")),
    (KeyType.PARK, True): (Glyph.PARKED, "parked", QT_TRANSLATE_NOOP("Word", "Parked")),
    (KeyType.AUTOMATON, False): (Glyph.SWITCH_OFF, "text2", QT_TRANSLATE_NOOP("Word", "Off")),
    (KeyType.AUTOMATON, True): (Glyph.SWITCH_ON, "held", QT_TRANSLATE_NOOP("Word", "On")),
}


def has_lamp(key: KeyPort) -> bool:
    """Whether the PBX tells how it is with what a key stands for."""
    return key.type in (KeyType.PARTNER, KeyType.PARK, KeyType.AUTOMATON)


def _plain_face(key: KeyPort) -> Face | None:
    """What a key without a lamp shows."""
    if key.type is KeyType.LABEL:
        return Face(Glyph.NOTHING, "text2", Tone.BARE, "", key.note, True)
    if key.type not in _PLAIN:
        return None
    glyph, colour, said = _PLAIN[key.type]
    return Face(glyph, colour, Tone.QUIET, translate("Word", said), key.note, True)


def _place_face(key: KeyPort, state: LampState) -> Face | None:
    """What a park place or a switch shows that is known."""
    taken = state.lamp is not Lamp.IDLE
    if (key.type, taken) not in _PLACES:
        return None
    glyph, colour, said = _PLACES[key.type, taken]
    if key.type is KeyType.PARK and taken:
        party = party_name(state.remote)
        return Face(
            glyph, colour, Tone.TINT, translate("Word", said), party, False, since=state.since
        )
    return Face(glyph, colour, Tone.QUIET, translate("Word", said), key.note, True)


def face_of(
    key: KeyPort, state: LampState, *, picking_up: bool = False, doubt_since: float | None = None
) -> Face:
    """Work out what a key shows."""
    plain = _plain_face(key)
    if plain is not None:
        return plain
    glyph, colour = look(state)
    if picking_up:
        said = translate("Word", "Picking up…")
        return Face(Glyph.PICKING_UP, "text", Tone.PICKING_UP, said, _caller(state), False)
    if state.lamp is Lamp.UNKNOWN:
        cause = cause_of(state)
        return Face(glyph, colour, Tone.BROKEN, word(state), cause, True)
    if state.stale:
        began = doubt_since if doubt_since is not None else state.heard
        cause = cause_of(state)
        return Face(glyph, "doubt", Tone.STALE, word(state), cause, True, doubt_since=began)
    place = _place_face(key, state)
    if place is not None:
        return place
    if state.lamp is Lamp.IDLE:
        return Face(glyph, colour, Tone.QUIET, word(state), key.note, True)
    tone = Tone.ALERT if state.lamp is Lamp.ALERTING else Tone.TINT
    line = _caller(state)
    return Face(
        glyph, colour, tone, word(state), line, False, since=state.since, calls=len(state.calls)
    )


def _caller(state: LampState) -> str:
    """The other party with the sign of who calls whom."""
    name = party_name(state.remote)
    if state.lamp is Lamp.ALERTING:
        return f"{CALLED_BY} {name}" if name else translate("Word", "No caller sent")
    if state.detail is Detail.CALLING and name:
        return f"{CALLS} {name}"
    return name


def cause_of(state: LampState) -> str:
    """Why a lamp is unknown or in doubt, in a few words."""
    if state.cause:
        return said(state.cause)
    return translate("Cause", "No answer yet") if state.lamp is Lamp.UNKNOWN else ""


def _with_party(state: LampState) -> str:
    name = party_name(state.remote)
    if not name:
        return ""
    if state.lamp is Lamp.ALERTING:
        return translate("Spoken", "from {party}").format(party=name)
    if state.detail is Detail.CALLING:
        return translate("Spoken", "to {party}").format(party=name)
    return translate("Spoken", "with {party}").format(party=name)


def spoken(key: KeyPort, state: LampState, face: Face, now: float) -> str:
    """The key in one sentence, as a screen reader says it.

    "Anna Berger, 207, ringing, from 0171 39200 14, 8 seconds"; in doubt "…, was idle, uncertain
    for 4 minutes".
    """
    parts = [key.label, key.number if key.number != key.label else ""]
    if face.tone is Tone.PICKING_UP:
        parts += [translate("Spoken", "picking up"), _with_party(state)]
    elif face.tone is Tone.STALE:
        parts.append(spoken_word(state))
        if face.doubt_since is not None:
            length = spoken_age(now - face.doubt_since)
            parts.append(translate("Spoken", "uncertain for {age}").format(age=length))
        parts.append(face.party)
    elif face.tone is Tone.BROKEN:
        parts += [spoken_word(state), face.party]
    elif key.type not in (KeyType.PARTNER, KeyType.OWN_LINE):
        parts += [face.word.lower(), face.party]
    else:
        parts += [spoken_word(state), _with_party(state)]
        parts.append(spoken_age(now - face.since) if face.since is not None else "")
    return ", ".join(part for part in parts if part)


def remarks(key: KeyPort, face: Face) -> list[str]:
    """What the badges of a key say: its note, and that its ringing is not told."""
    said = [translate("Spoken", "Note: {note}").format(note=key.note)] if key.note else []
    return [*said, translate("Spoken", "Alerts are off")] if face.silent else said


def sentence(state: LampState, face: Face, now: float) -> str:
    """The state as a sentence for the tooltip: "Talking with Dr. Aksoy for 12:40"."""
    parts = [face.word]
    if face.tone is Tone.BROKEN:
        return f"{face.word}. {face.party}" if face.party else face.word
    if face.tone is Tone.STALE:
        return f"{face.word} · {face.last_line(now)}"
    parts.append(_with_party(state))
    if face.since is not None:
        parts.append(translate("Spoken", "for {time}").format(time=face.timer(now)))
    return " ".join(part for part in parts if part)


def click_words(face: Face, meant: Intent, *, hold: bool = False) -> str:
    """What a click does, in words; ``hold``: the button must be held on a key that rings."""
    if face.tone is Tone.PICKING_UP:
        return translate("Hint", "Click: nothing, the pick-up is on its way")
    if hold and face.tone is Tone.ALERT and meant is Intent.PICK_UP:
        return translate("Hint", "Hold the button: pick up")
    return translate("Press", CLICKS[meant])


def hint(state: LampState, face: Face, now: float, meant: Intent, *, hold: bool = False) -> str:
    """How sure, and what a click does: the last line of the tooltip."""
    if state.heard is None:
        sure = translate("Hint", "Nothing heard yet")
    else:
        ago = age(now - state.heard)
        said = (
            translate("Hint", "Heard {age} ago, uncertain")
            if state.stale
            else translate("Hint", "Heard {age} ago, certain")
        )
        sure = said.format(age=ago)
    return f"{sure}. {click_words(face, meant, hold=hold)}"
