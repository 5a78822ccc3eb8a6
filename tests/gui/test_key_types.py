from __future__ import annotations

import pytest

from blfpanel.gui.keys.face import Tone, face_of, has_lamp, spoken
from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.keys.model import KeyModel
from blfpanel.panel.changes import KeyAdded, KeyRemoved, KeyReplaced, KeysReordered
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import KeyId, Lamp, LampState
from support.fake_phone import FakeKey, FakePhone, party_of


def key(kind: KeyType) -> FakeKey:
    return FakeKey(KeyId("k"), "Something", "701", note="A note", type=kind)


@pytest.mark.parametrize(
    ("kind", "state", "glyph", "word", "tone", "party"),
    [
        (KeyType.SPEED_DIAL, LampState(), Glyph.SPEED_DIAL, "Speed dial", Tone.QUIET, "A note"),
        (KeyType.CODE, LampState(), Glyph.CODE, "Code", Tone.QUIET, "A note"),
        (KeyType.PROGRAM, LampState(), Glyph.PROGRAM, "Open", Tone.QUIET, "A note"),
        (KeyType.LABEL, LampState(), Glyph.NOTHING, "", Tone.BARE, "A note"),
        (KeyType.PARK, LampState(Lamp.IDLE), Glyph.EMPTY_PLACE, "Empty", Tone.QUIET, "A note"),
        (
            KeyType.PARK,
            LampState(Lamp.BUSY, remote=party_of("0221 1", "Meyer")),
            Glyph.PARKED,
            "Parked",
            Tone.TINT,
            "Meyer",
        ),
        (KeyType.PARK, LampState(), Glyph.UNKNOWN, "Unknown", Tone.BROKEN, "No answer yet"),
        (KeyType.AUTOMATON, LampState(Lamp.IDLE), Glyph.SWITCH_OFF, "Off", Tone.QUIET, "A note"),
        (KeyType.AUTOMATON, LampState(Lamp.BUSY), Glyph.SWITCH_ON, "On", Tone.QUIET, "A note"),
        (KeyType.OWN_LINE, LampState(Lamp.IDLE), Glyph.IDLE, "Idle", Tone.QUIET, "A note"),
    ],
)
def test_each_type_of_key_looks_like_what_it_is(
    kind: KeyType, state: LampState, glyph: Glyph, word: str, tone: Tone, party: str
) -> None:
    face = face_of(key(kind), state)
    assert (face.glyph, face.word, face.tone, face.party) == (glyph, word, tone, party)


def test_a_place_in_doubt_looks_doubtful() -> None:
    face = face_of(key(KeyType.PARK), LampState(Lamp.IDLE, stale=True, cause="no news"))
    assert face.tone is Tone.STALE


def test_a_key_is_spoken_by_its_type() -> None:
    dial = key(KeyType.SPEED_DIAL)
    said = spoken(dial, LampState(), face_of(dial, LampState()), 0.0)
    assert said == "Something, 701, speed dial, A note"


def test_only_what_the_pbx_tells_of_has_a_lamp() -> None:
    lamps = {kind for kind in KeyType if has_lamp(key(kind))}
    assert lamps == {KeyType.PARTNER, KeyType.PARK, KeyType.AUTOMATON}


def test_keys_go_come_back_and_change(phone: FakePhone, model: KeyModel) -> None:
    for number in ("201", "202", "203"):
        phone.add(f"Partner {number}", number)
    phone.ring(KeyId("202"), "030 1")
    assert set(model.ringing) == {"202"}
    gone = phone.panel._keys.pop(KeyId("202"))
    model.handle(KeyRemoved(gone.id))
    assert list(model.ids) == ["201", "203"]
    assert not model.ringing
    phone.panel.add(FakeKey(KeyId("201"), "Anna", "201", group="Sales"))
    seen: list[int] = []
    model.dataChanged.connect(lambda top, bottom, roles: seen.append(top.row()))
    model.handle(KeyReplaced(KeyId("201")))
    assert seen == [0]
    assert model.index(0).data() == "Anna"
    phone.panel.add(gone)
    model.handle(KeyAdded(gone.id))
    model.handle(KeysReordered())
    assert set(model.ids) == {"201", "202", "203"}
