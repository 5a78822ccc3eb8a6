"""What a screen reader says by itself, and how keys are named when it reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from blfpanel.config.window import Announce
from blfpanel.gui import speech
from blfpanel.gui.features import Desk
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import CallLogged, Camp, CampFulfilled, CampKind
from blfpanel.panel.model import CallRecord, CallResult, OwnCallState
from support.fake_phone import FakePhone, party_of


@dataclass
class Heard:
    """What was said, and which of it may interrupt."""

    said: list[str] = field(default_factory=list)
    urgent: list[str] = field(default_factory=list)

    def take(self, text: str, urgent: bool) -> None:
        self.said.append(text)
        if urgent:
            self.urgent.append(text)

    def since(self) -> list[str]:
        fresh, self.said = self.said, []
        return fresh


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone) -> Desk:
    return Desk(window, phone, window.store, window.theme, Sound(window.config.sound))


@pytest.fixture
def heard(desk: Desk) -> Iterator[Heard]:
    made = Heard()
    with speech.attached(desk, made.take):
        yield made


def settings(window: MainWindow, **fields: object) -> None:
    table = msgspec.structs.replace(window.config.window, **fields)
    window.change_settings(window=table)


def test_ringing_is_said_once_with_name_number_and_caller(phone: FakePhone, heard: Heard) -> None:
    anna = phone.add("Anna Berger", "207")
    phone.idle(anna)
    phone.ring(anna, "0171 39200 14")
    phone.ring(anna, "0171 39200 14")
    assert heard.since() == ["Anna Berger, 207, ringing, from 0171 39200 14, 0 seconds"]
    phone.busy(anna, "0171 39200 14")
    assert heard.since() == ["Anna Berger: answered."]
    phone.idle(anna)
    assert heard.since() == []


def test_ringing_that_ends_without_an_answer_is_said(phone: FakePhone, heard: Heard) -> None:
    anna = phone.add("Anna Berger", "207")
    phone.ring(anna, "0301234")
    phone.idle(anna)
    assert heard.since()[1:] == ["Anna Berger: rings no longer."]


def test_who_talks_to_me_needs_no_announcement(phone: FakePhone, heard: Heard) -> None:
    anna = phone.add("Anna Berger", "207")
    phone.ring(anna, "0301234")
    heard.since()
    phone.call(1, OwnCallState.TALKING, "0301234")
    phone.busy(anna, "0301234")
    assert heard.since() == []


def test_lamps_that_fall_into_doubt_together_are_one_sentence(
    qtbot: QtBot, phone: FakePhone, heard: Heard
) -> None:
    keys = [phone.add(f"Partner {number}", str(number)) for number in range(300, 304)]
    for key in keys:
        phone.idle(key)
        phone.doubt(key, "network lost")
    assert heard.since() == []
    qtbot.waitUntil(lambda: bool(heard.said), timeout=3000)
    assert heard.since() == ["4 lamps are uncertain: network lost."]


def test_one_lamp_in_doubt_is_named(qtbot: QtBot, phone: FakePhone, heard: Heard) -> None:
    anna = phone.add("Anna Berger", "207")
    phone.idle(anna)
    phone.doubt(anna, "refresh failed")
    qtbot.waitUntil(lambda: bool(heard.said), timeout=3000)
    assert heard.said[0].startswith("Anna Berger, 207, was idle, uncertain")


def test_an_account_that_is_lost_and_back_is_said_once_each(phone: FakePhone, heard: Heard) -> None:
    phone.account("registered", "Registered at pbx.example.com")
    phone.account("failed", "Not registered: no answer", 12.0)
    phone.account("failed", "Not registered: no answer", 30.0)
    phone.account("registering", "Registering…")
    phone.account("registered", "Registered at pbx.example.com")
    assert heard.said == [
        "Reception: Not registered: no answer",
        "Reception: Registered at pbx.example.com",
    ]


def test_a_call_for_me_may_interrupt(phone: FakePhone, heard: Heard) -> None:
    phone.call(1, OwnCallState.INCOMING, "0221 4710 88", "Sparkasse Musterstadt")
    assert heard.urgent == ["Call for you from Sparkasse Musterstadt."]


def test_answered_elsewhere_is_said(phone: FakePhone, heard: Heard) -> None:
    record = CallRecord(
        party_of("208", "Peter Lang"), False, CallResult.ELSEWHERE, "Reception", 1.0, None, 2.0
    )
    phone.tell(CallLogged(record))
    assert heard.said == ["The call from Peter Lang was answered elsewhere."]


def test_who_is_free_at_last_is_said(phone: FakePhone, heard: Heard) -> None:
    tom = phone.add("Tom Weiss", "202")
    phone.tell(CampFulfilled(Camp(1, (tom,), CampKind.TELL, 900.0), tom))
    assert heard.said == ["Tom Weiss is free."]


def test_other_changes_are_said_only_of_the_groups_chosen(
    window: MainWindow, phone: FakePhone, heard: Heard
) -> None:
    tom, anna = phone.add("Tom", "202", group="Sales"), phone.add("Anna", "207", group="Service")
    for key in (tom, anna):
        phone.idle(key)
        phone.busy(key, "0301234")
    assert heard.since() == []
    settings(window, announce=Announce.GROUPS, announce_groups=("Sales",))
    phone.idle(tom)
    phone.idle(anna)
    assert heard.since() == ["Tom, 202, idle"]


def test_silence_is_a_setting(window: MainWindow, phone: FakePhone, heard: Heard) -> None:
    settings(window, announce=Announce.NOTHING)
    phone.ring(phone.add("Anna Berger", "207"), "0301234")
    phone.notice("Anna Berger is busy. [486]")
    assert heard.said == []


def test_what_the_window_says_is_said_aloud(phone: FakePhone, heard: Heard) -> None:
    phone.notice("Anna Berger is busy. [486]")
    assert heard.said == ["Anna Berger is busy. [486]"]


def test_qt_gets_a_polite_announcement(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, phone: FakePhone
) -> None:
    events: list[tuple[str, object]] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        events.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", take)
    with speech.attached(desk):
        phone.notice("Anna Berger is busy. [486]")
        phone.call(1, OwnCallState.INCOMING, "0301234")
    politeness = QAccessible.AnnouncementPoliteness
    assert events == [
        ("Anna Berger is busy. [486]", politeness.Polite),
        ("Call for you from 0301234.", politeness.Assertive),
    ]
