from __future__ import annotations

from dataclasses import replace

import pytest

from blfpanel.config.sound import AlertSound, SoundSettings
from blfpanel.gui.sound.ringing import Due, Ringing
from blfpanel.gui.sound.tunes import (
    BACK,
    BUSY,
    FREE,
    PARTNER,
    PARTNER_LEVELS,
    PARTNER_ONCE,
    RING,
    RING_ONCE,
    RINGBACK,
    WAITING,
    Tune,
)
from blfpanel.panel.changes import OwnCallChanged
from blfpanel.panel.model import KeyId, OwnCall, OwnCallState, Party
from blfpanel.sip.events import UsageId

ANNA, BEN = KeyId("a:207"), KeyId("a:208")
IN, OUT = UsageId(1), UsageId(2)


class Box:
    """The rules and what a phone tells them."""

    def __init__(self, settings: SoundSettings | None = None) -> None:
        self.ringing = Ringing(settings or SoundSettings())
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

    def alert(self, *keys: KeyId, level: int = 0) -> None:
        self.ringing.alert(frozenset(keys), level)


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
    box.alert(BEN)
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
    box.alert(ANNA)
    assert box.tune is PARTNER
    box.alert(ANNA, BEN)
    box.alert(BEN)
    assert box.tune is PARTNER
    box.alert()
    assert box.tune is None


def test_it_becomes_louder_and_soft_again_when_that_one_is_over(box: Box) -> None:
    box.alert(ANNA)
    for level in (1, 2):
        box.alert(ANNA, BEN, level=level)
        assert box.tune is PARTNER_LEVELS[level]
    box.alert(BEN)
    assert box.tune is PARTNER


def test_an_alert_once_sounds_again_for_each_further_partner() -> None:
    box = Box(SoundSettings(alert=AlertSound.ONCE))
    box.alert(ANNA)
    first = box.ringing.due
    assert first.tune is PARTNER_ONCE
    box.alert(ANNA, level=1)
    assert box.ringing.due == first
    box.alert(ANNA, BEN)
    assert box.ringing.due.tune is PARTNER_ONCE
    assert box.ringing.due != first


def test_no_alert_when_it_is_off() -> None:
    silent = Box(SoundSettings(alert=AlertSound.OFF))
    silent.alert(ANNA)
    assert silent.tune is None


@pytest.mark.parametrize(("wanted", "tune"), [(False, None), (True, PARTNER)])
def test_partners_are_heard_while_i_talk_only_if_wanted(wanted: bool, tune: Tune | None) -> None:
    box = Box(SoundSettings(alert_while_talking=wanted))
    box.call(OUT, OwnCallState.TALKING)
    box.alert(ANNA)
    assert box.tune is tune
    box.call(OUT, OwnCallState.ENDED)
    assert box.tune is PARTNER


def test_a_signal_is_said_once_and_gives_way_to_all_else(box: Box) -> None:
    box.ringing.signal(FREE)
    said = box.ringing.due
    assert said.tune is FREE
    box.call(IN, OwnCallState.INCOMING, ignored=True)
    assert box.ringing.due == said, "not said again"
    box.alert(ANNA)
    assert box.tune is PARTNER
    box.alert()
    assert box.tune is None, "what gave way is not made up for"
    box.ringing.signal(FREE)
    assert box.ringing.due.tune is FREE
    assert box.ringing.due != said


def test_signals_do_not_disturb_other_sounds_and_can_be_switched_off(box: Box) -> None:
    box.alert(ANNA)
    box.ringing.signal(FREE)
    assert box.tune is PARTNER
    silent = Box(SoundSettings(signals=False))
    silent.ringing.signal(FREE)
    assert silent.tune is None


def test_a_transferred_call_that_comes_back_says_so_once(box: Box) -> None:
    box.call(OUT, OwnCallState.TALKING, held=True)
    box.call(OUT, OwnCallState.TALKING, held=True, back="Back from Anna Berger, no answer")
    said = box.ringing.due
    assert said.tune is BACK
    box.call(OUT, OwnCallState.TALKING, held=True, muted=True)
    assert box.ringing.due == said


def test_my_own_ringing_comes_first(box: Box) -> None:
    box.alert(ANNA)
    box.call(IN, OwnCallState.INCOMING)
    assert box.tune is RING
    box.call(IN, OwnCallState.ENDED)
    assert box.tune is PARTNER


def test_a_partner_that_rings_is_not_missed_behind_a_busy_tone(box: Box) -> None:
    box.call(OUT, OwnCallState.RINGING)
    box.call(OUT, OwnCallState.ENDED, outcome="Busy. [486]")
    box.alert(BEN)
    assert box.tune is PARTNER
