from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from blfpanel.config.sound import AlertSound, SoundSettings
from blfpanel.gui.sound.ringing import Due, Ringing
from blfpanel.gui.sound.tunes import (
    BUSY,
    PARTNER,
    PARTNER_ONCE,
    RING,
    RING_ONCE,
    RINGBACK,
    WAITING,
    Tune,
)
from blfpanel.panel.model import (
    FaceChanged,
    KeyId,
    Lamp,
    LampState,
    OwnCall,
    OwnCallChanged,
    OwnCallState,
    Party,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.sip.events import UsageId

ANNA, BEN = KeyId("a:207"), KeyId("a:208")
IN, OUT = UsageId(1), UsageId(2)
RINGS = LampState(lamp=Lamp.ALERTING)
IDLE = LampState(lamp=Lamp.IDLE)


class Box:
    """The rules and what a phone tells them."""

    def __init__(self, settings: SoundSettings | None = None) -> None:
        self.ringing = Ringing(settings or SoundSettings(), lambda key: key.partition(":")[2])
        self.calls: dict[UsageId, OwnCall] = {}

    @property
    def tune(self) -> Tune | None:
        return self.ringing.due.tune

    def call(self, usage: UsageId, state: OwnCallState, **more: object) -> None:
        before = self.calls.get(usage)
        if before is None:
            outgoing = state is not OwnCallState.INCOMING
            before = OwnCall(usage, state, outgoing, Party("sip:211@pbx", "211"), 0.0)
        call = replace(before, state=state, **more)  # type: ignore[arg-type]
        self.calls[usage] = call
        self.ringing.handle(OwnCallChanged(call))

    def lamp(self, key: KeyId, state: LampState) -> None:
        self.ringing.handle(FaceChanged(key, state))


@pytest.fixture
def box() -> Box:
    return Box()


def test_nothing_sounds_when_nothing_happens(box: Box) -> None:
    assert box.ringing.due == Due(None)


@pytest.mark.parametrize("after", [OwnCallState.TALKING, OwnCallState.ENDED])
def test_a_call_for_me_rings_until_it_is_answered_or_over(box: Box, after: OwnCallState) -> None:
    box.call(IN, OwnCallState.INCOMING)
    assert box.tune is RING
    box.call(IN, after)
    assert box.tune is None


def test_an_ignored_call_is_silent(box: Box) -> None:
    box.call(IN, OwnCallState.INCOMING)
    box.call(IN, OwnCallState.INCOMING, ignored=True)
    assert box.tune is None


def test_a_call_that_answers_itself_is_announced_once(box: Box) -> None:
    box.call(IN, OwnCallState.INCOMING, by_itself=True)
    assert box.tune is RING_ONCE
    announced = box.ringing.due
    box.call(IN, OwnCallState.TALKING)
    assert box.ringing.due == announced
    box.call(OUT, OwnCallState.RINGING)
    assert box.tune is RINGBACK
    box.call(OUT, OwnCallState.ENDED)
    assert box.tune is None


def test_while_i_talk_a_call_for_me_only_beeps(box: Box) -> None:
    box.call(OUT, OwnCallState.TALKING)
    box.call(IN, OwnCallState.INCOMING)
    assert box.tune is WAITING
    box.call(OUT, OwnCallState.TALKING, held=True)
    assert box.tune is RING, "nobody is on the line now"


def test_ringing_can_be_switched_off() -> None:
    box = Box(SoundSettings(ring=False))
    box.call(IN, OwnCallState.INCOMING)
    assert box.tune is None
    box.ringing.use(SoundSettings())
    assert box.tune is RING


def test_ringing_goes_on_when_nothing_about_it_changes(box: Box) -> None:
    box.call(IN, OwnCallState.INCOMING)
    before = box.ringing.due
    box.lamp(BEN, RINGS)
    assert box.ringing.due == before


def test_ringback_until_the_far_end_answers(box: Box) -> None:
    box.call(OUT, OwnCallState.DIALLING)
    assert box.tune is None
    box.call(OUT, OwnCallState.RINGING)
    assert box.tune is RINGBACK
    box.call(OUT, OwnCallState.TALKING)
    assert box.tune is None


@pytest.mark.parametrize("when", [OwnCallState.DIALLING, OwnCallState.RINGING])
def test_no_ringback_over_what_the_far_end_plays_itself(box: Box, when: OwnCallState) -> None:
    box.call(OUT, when)
    box.ringing.far_end_heard()
    box.call(OUT, OwnCallState.RINGING)
    assert box.tune is None
    box.call(OUT, OwnCallState.ENDED, outcome="Anna is busy. [486]")
    assert box.tune is None, "it has said so itself"


def test_a_call_that_fails_ends_with_a_busy_tone(box: Box) -> None:
    box.call(OUT, OwnCallState.RINGING)
    box.call(OUT, OwnCallState.ENDED, outcome="Anna is busy. [486]")
    assert box.tune is BUSY


@pytest.mark.parametrize(
    "how",
    [
        {"outcome": None},
        {"outcome": "Anna answered first.", "pickup": True},
    ],
)
def test_no_busy_tone_for_what_i_ended_or_did_not_get(box: Box, how: dict[str, object]) -> None:
    box.call(OUT, OwnCallState.RINGING)
    box.call(OUT, OwnCallState.ENDED, **how)
    assert box.tune is None


def test_no_busy_tone_after_a_talk_or_for_a_call_i_missed(box: Box) -> None:
    box.call(OUT, OwnCallState.TALKING)
    box.call(OUT, OwnCallState.ENDED, outcome="The connection was lost.")
    assert box.tune is None
    box.call(IN, OwnCallState.INCOMING)
    box.call(IN, OwnCallState.ENDED, outcome="Missed.")
    assert box.tune is None


def test_the_busy_tone_ends_with_the_next_call(box: Box) -> None:
    box.call(OUT, OwnCallState.RINGING)
    box.call(OUT, OwnCallState.ENDED, outcome="Busy. [486]")
    box.call(UsageId(3), OwnCallState.DIALLING)
    assert box.tune is None


def test_a_partner_that_rings_is_heard_differently_until_it_ends(box: Box) -> None:
    box.lamp(ANNA, RINGS)
    assert box.tune is PARTNER
    box.lamp(BEN, RINGS)
    box.lamp(ANNA, IDLE)
    assert box.tune is PARTNER
    box.lamp(BEN, IDLE)
    assert box.tune is None


def test_an_alert_once_sounds_again_for_each_further_partner() -> None:
    box = Box(SoundSettings(alert=AlertSound.ONCE))
    box.lamp(ANNA, RINGS)
    first = box.ringing.due
    assert first.tune is PARTNER_ONCE
    box.lamp(ANNA, msgspec.structs.replace(RINGS, heard=3.0))
    assert box.ringing.due == first
    box.lamp(BEN, RINGS)
    assert box.ringing.due.tune is PARTNER_ONCE
    assert box.ringing.due != first


def test_no_alert_when_it_is_off_or_the_lamp_is_in_doubt(box: Box) -> None:
    box.lamp(ANNA, msgspec.structs.replace(RINGS, stale=True))
    assert box.tune is None
    silent = Box(SoundSettings(alert=AlertSound.OFF))
    silent.lamp(ANNA, RINGS)
    assert silent.tune is None


@pytest.mark.parametrize(("wanted", "tune"), [(False, None), (True, PARTNER)])
def test_partners_are_heard_while_i_talk_only_if_wanted(wanted: bool, tune: Tune | None) -> None:
    box = Box(SoundSettings(alert_while_talking=wanted))
    box.call(OUT, OwnCallState.TALKING)
    box.lamp(ANNA, RINGS)
    assert box.tune is tune
    box.call(OUT, OwnCallState.ENDED)
    assert box.tune is PARTNER


def test_my_own_ringing_comes_first(box: Box) -> None:
    box.lamp(ANNA, RINGS)
    box.call(IN, OwnCallState.INCOMING)
    assert box.tune is RING
    box.call(IN, OwnCallState.ENDED)
    assert box.tune is PARTNER


@pytest.mark.parametrize("how", [{"key": ANNA}, {"party": Party("sip:207@pbx", "207")}])
def test_a_partner_whom_i_call_myself_is_no_news(box: Box, how: dict[str, object]) -> None:
    box.call(OUT, OwnCallState.DIALLING, **how)
    box.lamp(ANNA, RINGS)
    box.call(OUT, OwnCallState.ENDED)
    assert box.tune is None


def test_a_call_that_i_am_picking_up_is_silent_and_heard_again_if_i_did_not_get_it(
    box: Box,
) -> None:
    box.lamp(ANNA, RINGS)
    box.ringing.handle(PickupChanged(ANNA, PickupOutcome.TRYING))
    assert box.tune is None
    box.ringing.handle(PickupChanged(ANNA, PickupOutcome.LOST))
    assert box.tune is PARTNER


def test_a_partner_that_rings_is_not_missed_behind_a_busy_tone(box: Box) -> None:
    box.call(OUT, OwnCallState.RINGING)
    box.call(OUT, OwnCallState.ENDED, outcome="Busy. [486]")
    box.lamp(BEN, RINGS)
    assert box.tune is PARTNER
