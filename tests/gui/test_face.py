from __future__ import annotations

import pytest

from blfpanel.gui.keys.face import (
    CALLED_BY,
    CALLS,
    Tone,
    face_of,
    hint,
    lamp_colour,
    sentence,
    spoken,
)
from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.look.tokens import LIGHT
from blfpanel.panel.keys import intent
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState, PartnerCall
from support.fake_phone import FakeKey, party_of

KEY = FakeKey(KeyId("207"), "Anna Berger", "207", note="Purchasing")
CALLER = party_of("0171 39200 14")
RINGING = LampState(Lamp.ALERTING, Detail.RINGING, since=992.0, heard=992.0, remote=CALLER)
TALKING = LampState(Lamp.BUSY, Detail.TALKING, since=240.0, heard=240.0, remote=CALLER)
CALLING = LampState(Lamp.BUSY, Detail.CALLING, since=995.0, heard=995.0, remote=CALLER)
IDLE = LampState(Lamp.IDLE, since=1.0, heard=988.0)
STALE = LampState(Lamp.IDLE, since=1.0, heard=700.0, stale=True, cause="refresh failed")
REFUSED = LampState(refused=403, cause="Not allowed to watch")


@pytest.mark.parametrize(
    ("state", "glyph", "tone", "word", "line", "timer"),
    [
        (IDLE, Glyph.IDLE, Tone.QUIET, "Idle", "Purchasing", ""),
        (RINGING, Glyph.RINGING, Tone.ALERT, "Ringing", f"{CALLED_BY} 0171 39200 14", "0:08"),
        (CALLING, Glyph.CALLING, Tone.TINT, "Calling", f"{CALLS} 0171 39200 14", "0:05"),
        (TALKING, Glyph.TALKING, Tone.TINT, "Talking", "0171 39200 14", "12:40"),
        (LampState(Lamp.BUSY), Glyph.TALKING, Tone.TINT, "Busy", "", ""),
        (LampState(Lamp.BUSY, Detail.HELD), Glyph.HELD, Tone.TINT, "On hold", "", ""),
        (LampState(Lamp.BUSY, Detail.PARKED), Glyph.PARKED, Tone.TINT, "Parked", "", ""),
        (LampState(Lamp.ALERTING), Glyph.RINGING, Tone.ALERT, "Ringing", "No caller sent", ""),
        (LampState(), Glyph.UNKNOWN, Tone.BROKEN, "Unknown", "No answer yet", ""),
        (REFUSED, Glyph.REFUSED, Tone.BROKEN, "Refused · 403", "Not allowed to watch", ""),
        (STALE, Glyph.IDLE, Tone.STALE, "Was idle", "5 min · refresh failed", ""),
    ],
)
def test_what_a_key_shows(
    state: LampState, glyph: Glyph, tone: Tone, word: str, line: str, timer: str
) -> None:
    face = face_of(KEY, state)
    assert (face.glyph, face.tone, face.word) == (glyph, tone, word)
    assert face.last_line(1000.0) == line
    assert face.timer(1000.0) == timer


def test_a_pick_up_on_its_way_shows_over_whatever_the_line_is() -> None:
    face = face_of(KEY, RINGING, picking_up=True)
    assert (face.glyph, face.tone, face.word) == (
        Glyph.PICKING_UP,
        Tone.PICKING_UP,
        "Picking up…",
    )
    assert face.last_line(1000.0) == f"{CALLED_BY} 0171 39200 14"


@pytest.mark.parametrize(
    "state",
    [STALE, LampState(Lamp.BUSY, Detail.TALKING, stale=True), LampState(Lamp.ALERTING, stale=True)],
)
def test_a_lamp_in_doubt_loses_its_colour(state: LampState) -> None:
    assert face_of(KEY, state).colour == "doubt"
    assert lamp_colour(LIGHT, state) == LIGHT.doubt


def test_doubt_counts_from_when_it_began() -> None:
    face = face_of(KEY, STALE, doubt_since=760.0)
    assert face.last_line(1000.0) == "4 min · refresh failed"


def test_several_calls_are_counted() -> None:
    calls = tuple(PartnerCall(str(n), "confirmed", None, None) for n in range(2))
    assert face_of(KEY, LampState(Lamp.BUSY, Detail.TALKING, calls=calls)).calls == 2


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RINGING, "Anna Berger, 207, ringing, from 0171 39200 14, 8 seconds"),
        (TALKING, "Anna Berger, 207, talking, with 0171 39200 14, 12 minutes"),
        (CALLING, "Anna Berger, 207, calling, to 0171 39200 14, 5 seconds"),
        (IDLE, "Anna Berger, 207, idle"),
        (LampState(), "Anna Berger, 207, unknown, No answer yet"),
        (REFUSED, "Anna Berger, 207, refused 403, Not allowed to watch"),
    ],
)
def test_what_a_screen_reader_says(state: LampState, said: str) -> None:
    assert spoken(KEY, state, face_of(KEY, state), 1000.0) == said


def test_a_screen_reader_says_how_long_a_lamp_is_in_doubt() -> None:
    face = face_of(KEY, STALE, doubt_since=760.0)
    said = "Anna Berger, 207, was idle, uncertain for 4 minutes, refresh failed"
    assert spoken(KEY, STALE, face, 1000.0) == said


def test_a_key_named_by_its_number_says_it_once() -> None:
    key = FakeKey(KeyId("299"), "299", "299")
    assert spoken(key, IDLE, face_of(key, IDLE), 1000.0) == "299, idle"


@pytest.mark.parametrize(
    ("state", "said", "last"),
    [
        (
            TALKING,
            "Talking with 0171 39200 14 for 12:40",
            "Heard 12 min ago, certain. Click: ask what to do",
        ),
        (RINGING, "Ringing from 0171 39200 14 for 0:08", "Heard 8 s ago, certain. Click: pick up"),
        (IDLE, "Idle", "Heard 12 s ago, certain. Click: call"),
        (STALE, "Was idle · 5 min · refresh failed", "Heard 5 min ago, uncertain. Click: call"),
        (LampState(), "Unknown. No answer yet", "Nothing heard yet. Click: call"),
    ],
)
def test_the_tooltip_says_how_it_is_and_what_a_click_does(
    state: LampState, said: str, last: str
) -> None:
    face = face_of(KEY, state)
    assert sentence(state, face, 1000.0) == said
    assert hint(state, face, 1000.0, intent(state)) == last
