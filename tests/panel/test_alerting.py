"""Which ringing is told, on a clock of the tests' own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec
import pytest

from blfpanel.panel.alerting import Alert, Alerting, AlertWishes
from blfpanel.panel.changes import (
    DoNotDisturbChanged,
    FaceChanged,
    OwnCallChanged,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.panel.hours import read_hours
from blfpanel.panel.model import KeyId, Lamp, LampState, OwnCall, OwnCallState, Party
from blfpanel.sip.events import UsageId

ANNA, BEN = KeyId("207"), KeyId("208")
RINGS = LampState(lamp=Lamp.ALERTING)
IDLE = LampState(lamp=Lamp.IDLE)
MONDAY_NOON = datetime(2026, 11, 23, 12)


@dataclass(frozen=True)
class FakeKey:
    number: str
    account: str = "Reception"
    group: str = ""


class Box:
    """The rules, two keys and a clock."""

    def __init__(self, **wishes: object) -> None:
        self.keys = {ANNA: FakeKey("207", group="Sales"), BEN: FakeKey("208", group="Service")}
        self.rules = Alerting(self.keys.__getitem__, AlertWishes(**wishes))  # type: ignore[arg-type]
        self.now = 0.0

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def ring(self, key: KeyId) -> None:
        state = msgspec.structs.replace(RINGS, since=self.now)
        self.rules.handle(FaceChanged(key, state), self.now)

    def show(self, key: KeyId, state: LampState) -> None:
        self.rules.handle(FaceChanged(key, state), self.now)

    def call(self, state: OwnCallState, number: str = "211", **more: object) -> None:
        outgoing = state is not OwnCallState.INCOMING
        call = OwnCall(UsageId(1), state, outgoing, Party(f"sip:{number}@pbx", number), self.now)
        changed = replace(call, **more)  # type: ignore[arg-type]
        self.rules.handle(OwnCallChanged(changed), self.now)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return self.rules.told(self.now, MONDAY_NOON + timedelta(seconds=self.now))

    @property
    def told(self) -> list[str]:
        return [alert.key for alert in self.alerts]


def test_ringing_is_told_until_it_ends_the_oldest_first_and_one_for_each_key() -> None:
    box = Box()
    assert box.told == []
    box.ring(BEN)
    box.wait(1)
    box.ring(ANNA)
    box.show(BEN, msgspec.structs.replace(RINGS, since=0.0, heard=1.0))
    assert box.told == [BEN, ANNA]
    box.show(BEN, IDLE)
    assert box.told == [ANNA]
    box.show(ANNA, msgspec.structs.replace(IDLE, lamp=Lamp.BUSY))
    assert box.told == [], "answered elsewhere"


def test_what_is_in_doubt_is_not_told() -> None:
    box = Box()
    box.ring(ANNA)
    box.show(ANNA, msgspec.structs.replace(RINGS, stale=True))
    assert box.told == []


def test_told_only_after_some_seconds_of_ringing_also_those_before_it_was_heard_of() -> None:
    box = Box(after=4.0)
    box.ring(ANNA)
    assert box.rules.next_change(box.now) == 4.0
    box.wait(3.9)
    assert box.told == []
    box.wait(0.1)
    assert box.told == [ANNA]
    box.show(BEN, msgspec.structs.replace(RINGS, since=box.now - 5))
    assert box.told == [BEN, ANNA]


def test_it_becomes_more_urgent_after_10_and_20_seconds() -> None:
    box = Box()
    box.ring(ANNA)
    levels = []
    while (due := box.rules.next_change(box.now)) is not None:
        levels.append(box.alerts[0].level)
        box.now = due
    assert (box.now, levels, box.alerts[0].level) == (20.0, [0, 1], 2)


def test_only_some_groups_or_all_but_some() -> None:
    box = Box(groups=frozenset({"Sales"}))
    box.ring(ANNA)
    box.ring(BEN)
    assert box.told == [ANNA]
    box.rules.wish(AlertWishes(silent_groups=frozenset({"Sales"})))
    assert box.told == [BEN]


def test_some_keys_are_never_told() -> None:
    box = Box(silent_keys=frozenset({ANNA}))
    box.ring(ANNA)
    assert box.told == []
    assert box.rules.next_change(box.now) is None


def test_only_at_some_hours_and_when_they_begin_it_is_told_what_rings() -> None:
    box = Box(hours=read_hours("12:01-13:00"))
    box.ring(ANNA)
    assert box.told == []
    box.wait(30)
    due = box.rules.next_change(box.now)
    assert due is not None
    box.now = due
    assert box.told == [ANNA]


@pytest.mark.parametrize(
    ("state", "held", "talking"),
    [
        (OwnCallState.DIALLING, False, True),
        (OwnCallState.RINGING, False, True),
        (OwnCallState.TALKING, False, True),
        (OwnCallState.TALKING, True, False),
        (OwnCallState.INCOMING, False, False),
    ],
)
def test_while_i_talk_or_call_is_known_until_that_is_over(
    state: OwnCallState, held: bool, talking: bool
) -> None:
    box = Box()
    box.call(state, held=held)
    assert box.rules.talking is talking
    box.call(OwnCallState.ENDED)
    assert not box.rules.talking


def test_not_in_quiet_mode() -> None:
    box = Box(quiet=True)
    box.ring(ANNA)
    assert box.told == []


def test_not_while_the_account_does_not_want_to_be_disturbed() -> None:
    box = Box()
    box.keys[BEN] = FakeKey("208", account="Service desk")
    box.ring(ANNA)
    box.ring(BEN)
    box.rules.handle(DoNotDisturbChanged("Reception", True), box.now)
    assert box.told == [BEN]
    box.rules.handle(DoNotDisturbChanged("Reception", False), box.now)
    assert box.told == [ANNA, BEN]


@pytest.mark.parametrize("how", [{"key": ANNA}, {"number": "207"}])
def test_whom_i_call_myself_is_no_news_even_after_i_gave_up(how: dict[str, object]) -> None:
    box = Box()
    box.call(OwnCallState.DIALLING, **how)  # type: ignore[arg-type]
    box.ring(ANNA)
    assert box.told == []
    box.call(OwnCallState.ENDED)
    assert box.told == []
    box.show(ANNA, IDLE)
    box.ring(ANNA)
    assert box.told == [ANNA], "the next call is somebody else's"


def test_what_i_pick_up_is_told_again_only_if_i_did_not_get_it() -> None:
    box = Box()
    box.ring(ANNA)
    box.rules.handle(PickupChanged(ANNA, PickupOutcome.TRYING), box.now)
    assert box.told == []
    box.rules.handle(PickupChanged(ANNA, PickupOutcome.LOST), box.now)
    assert box.told == [ANNA]


def test_what_i_ignore_stays_silent_until_it_rings_anew() -> None:
    box = Box()
    box.rules.ignore(ANNA)
    box.ring(ANNA)
    assert box.told == [ANNA], "nothing rang yet that could be ignored"
    box.rules.ignore(ANNA)
    assert box.told == []
    box.show(ANNA, IDLE)
    box.ring(ANNA)
    assert box.told == [ANNA]


def test_a_key_that_is_taken_off_the_panel_is_not_told() -> None:
    box = Box()
    box.ring(ANNA)
    del box.keys[ANNA]
    assert box.told == []
