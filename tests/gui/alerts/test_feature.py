"""What a person is told who looks elsewhere, and what the buttons do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from blfpanel.config.alerts import AlertSettings
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config
from blfpanel.config.sound import SoundSettings
from blfpanel.config.store import Store
from blfpanel.config.window import WindowSettings
from blfpanel.gui.alerts.desktop_notices import Pressed
from blfpanel.gui.alerts.feature import attached
from blfpanel.gui.alerts.messages import Action, Message, button_word
from blfpanel.gui.alerts.popup import Popups
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.words import name_numbers
from blfpanel.panel.changes import (
    CallLogged,
    Camp,
    CampFulfilled,
    CampKind,
    KeyRemoved,
    PickupOutcome,
)
from blfpanel.panel.model import CallRecord, CallResult, KeyId, Lamp, OwnCallState, Party
from blfpanel.sip.events import UsageId
from support.fake_phone import FakePhone


@dataclass
class FakeDesktop:
    """Remembers what stands on the desktop, and what stood there."""

    pressed: Pressed
    popups: Popups
    shown: dict[str, Message] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)

    def show(self, message: Message) -> None:
        self.shown[message.id] = message
        self.said.append(message)

    def withdraw(self, message_id: str) -> None:
        del self.shown[message_id]


class Box:
    """A window with alerts on a desktop that only remembers."""

    def __init__(self, window: MainWindow, phone: FakePhone, theme: Theme) -> None:
        self.window, self.phone = window, phone
        self.store = window.store
        self.heard: list[tuple[set[str], int]] = []
        self.sound = Sound(SoundSettings())
        self.sound.alert = self._hear  # type: ignore[method-assign]
        self.signals: list[str] = []
        self.sound.signal = lambda tune: self.signals.append(tune.name)  # type: ignore[method-assign]
        self.desk = Desk(window, phone, self.store, theme, self.sound)
        self.desktop: FakeDesktop | None = None
        self.anna = phone.add("Anna Berger", "207", group="Sales")
        phone.idle(self.anna)

    def _hear(self, keys: frozenset[KeyId], level: int) -> None:
        self.heard.append((set(keys), level))

    def make(self, pressed: Pressed, popups: Popups) -> FakeDesktop:
        self.desktop = FakeDesktop(pressed, popups)
        return self.desktop

    @property
    def texts(self) -> list[tuple[str, str]]:
        shown = self.desktop.shown.values() if self.desktop else ()
        return [(message.title, message.body) for message in shown]

    def press(self, action: Action) -> None:
        """Press a button of the only message."""
        assert self.desktop is not None
        (message,) = self.desktop.shown.values()
        assert action in (*message.actions, Action.OPEN)
        self.desktop.pressed(message.id, action)

    def settings(self, **alerts: object) -> None:
        self.store.change("", alerts=AlertSettings(**alerts))  # type: ignore[arg-type]

    def wait(self, seconds: float) -> None:
        """Time passes, and the timer of the rules fires."""
        self.phone.time += seconds
        for timer in self.window.findChildren(QTimer):
            if timer.isActive() and timer.isSingleShot():
                timer.timeout.emit()


@pytest.fixture
def box(window: MainWindow, phone: FakePhone, theme: Theme) -> Iterator[Box]:
    made = Box(window, phone, theme)
    with attached(made.desk, made.make):
        yield made


def test_a_partner_that_rings_is_told_with_its_caller_until_it_ends(box: Box) -> None:
    assert box.desktop is None, "the desktop is not asked before there is anything to say"
    box.phone.ring(box.anna, "030 23125 407", "Keller & Partner")
    assert box.texts == [("Ringing: Anna Berger", "from Keller & Partner · 030 23125 407")]
    assert box.heard[-1] == ({box.anna}, 0)
    box.phone.busy(box.anna, "030 23125 407")
    assert box.texts == []
    assert box.heard[-1] == (set(), 0)


@pytest.mark.parametrize(
    ("caller", "body"),
    [
        (Party("sip:anonymous@anonymous.invalid", "anonymous", "Anonymous"), "from Private"),
        (Party("sip:0301@pbx", "0301"), "from 0301"),
        (None, "No caller sent"),
    ],
)
def test_what_is_hidden_or_not_sent_is_not_shown(box: Box, caller: Party | None, body: str) -> None:
    box.phone.ring(box.anna, "0301")
    box.phone.idle(box.anna)
    state = box.phone.panel.states[box.anna]
    box.phone.panel.states[box.anna] = msgspec.structs.replace(state, remote=caller)
    box.phone.show(box.anna, lamp=Lamp.ALERTING)
    assert box.texts == [("Ringing: Anna Berger", body)]


@pytest.mark.parametrize("everywhere", [True, False])
def test_who_is_hidden_by_the_settings_is_not_shown(box: Box, everywhere: bool) -> None:
    box.phone.ring(box.anna, "0301", "Keller & Partner")
    if everywhere:
        box.store.change("", window=WindowSettings(hide_remote=True))
    else:
        box.store.change("", keys=(KeySettings(number="207", hide_remote=True),))
    assert box.texts == [("Ringing: Anna Berger", "from Private")]


def test_a_caller_is_named_as_the_directories_know_him(box: Box) -> None:
    name_numbers({"0301": "Keller & Partner"}.get)
    try:
        box.phone.ring(box.anna, "0301")
        assert box.texts == [("Ringing: Anna Berger", "from Keller & Partner · 0301")]
    finally:
        name_numbers(None)


def test_a_caller_is_named_as_on_its_key(box: Box) -> None:
    box.phone.add("Tom Weiss", "202")
    box.phone.ring(box.anna, "202")
    assert box.texts == [("Ringing: Anna Berger", "from Tom Weiss · 202")]


def test_one_message_for_each_key_replaced_when_the_caller_changes_and_not_shown_twice(
    box: Box,
) -> None:
    box.phone.ring(box.anna, "0301")
    assert box.desktop is not None
    box.phone.show(box.anna, heard=1001.0)
    assert len(box.desktop.said) == 1, "nothing about it changed"
    box.phone.ring(box.anna, "0302")
    assert box.texts == [("Ringing: Anna Berger", "from 0302")]
    assert len(box.desktop.said) == 2


def test_pick_up_from_the_notification(box: Box) -> None:
    box.phone.ring(box.anna, "0301")
    box.press(Action.PICK_UP)
    assert box.phone.done == [("pick up", box.anna)]
    box.phone.picking_up(box.anna)
    assert box.texts == []
    box.phone.picked_up(box.anna, PickupOutcome.LOST, "Already answered.")
    assert len(box.texts) == 1, "it still rings"


def test_ignore_silences_this_ringing_only(box: Box) -> None:
    box.phone.ring(box.anna, "0301")
    box.press(Action.IGNORE)
    assert box.texts == []
    assert box.heard[-1] == (set(), 0)
    box.phone.idle(box.anna)
    box.phone.ring(box.anna, "0302")
    assert len(box.texts) == 1


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_click_on_the_notification_shows_the_key(box: Box, qtbot: QtBot) -> None:
    ben = box.phone.add("Ben", "208")
    box.phone.ring(ben, "0301")
    box.window.showMinimized()
    box.press(Action.OPEN)
    assert not box.window.isMinimized()
    assert box.window.view.current_key_id() == ben


def test_a_call_for_me_is_told_with_answer_and_decline(box: Box) -> None:
    call = box.phone.call(1, OwnCallState.INCOMING, "0171 3920014", "Jonas Keller")
    assert box.texts == [("Call for you: Jonas Keller", "0171 3920014")]
    box.press(Action.ANSWER)
    box.press(Action.DECLINE)
    assert box.phone.done == [("answer", call), ("reject", call, False)]
    box.phone.change_call(replace(box.phone.panel.calls[call], state=OwnCallState.TALKING))
    assert box.texts == []


def test_a_call_that_was_sent_on_to_me_says_for_whom_it_is(box: Box) -> None:
    wanted = Party("sip:290@pbx", "290", "Reception")
    box.phone.call(1, OwnCallState.INCOMING, "0301", wanted=wanted)
    assert box.texts == [("Call for you: 0301", "for Reception")]


def missed(box: Box, number: str, name: str | None) -> None:
    party = Party(f"sip:{number}@pbx", number, name)
    record = CallRecord(party, False, CallResult.MISSED, "Reception", 0.0, None, 9.0)
    box.phone.call_log.add(record, box.phone.wall)
    box.phone.tell(CallLogged(record))


def test_missed_calls_are_told_together_until_they_were_looked_at(box: Box) -> None:
    missed(box, "0301", "Keller")
    assert box.texts == [("You missed a call from Keller", "0301")]
    missed(box, "0302", None)
    assert box.texts == [("You missed 2 calls, the last from 0302", "")]
    box.press(Action.CALL)
    assert ("dial", "sip:0302@pbx", "Reception") in box.phone.done
    assert ("looked",) in box.phone.done
    box.window.clocks.ticked.emit()
    assert box.texts == []


def free(box: Box, call: int | None = None) -> None:
    waiting = None if call is None else UsageId(call)
    camp = Camp(1, (box.anna,), CampKind.TELL, 2000.0, waiting)
    box.phone.tell(CampFulfilled(camp, box.anna))


def test_a_partner_i_waited_for_is_told_heard_and_called(box: Box) -> None:
    free(box)
    assert box.texts == [("Anna Berger is free", "")]
    assert box.signals == ["free"]
    box.press(Action.CALL)
    assert box.phone.done == [("dial", "207", "Reception")]
    assert box.texts == []


def test_a_call_that_waited_with_me_goes_to_whom_is_free(box: Box) -> None:
    call = box.phone.call(7, OwnCallState.TALKING, "211", held=True)
    free(box, 7)
    box.press(Action.CALL)
    assert box.phone.done[-1][:3] == ("transfer", call, "207")


def test_who_is_busy_again_is_not_said_to_be_free_any_more(box: Box) -> None:
    free(box)
    box.phone.busy(box.anna, "211")
    assert box.texts == []
    free(box)
    box.settings(free=False)
    assert box.texts == []


def test_a_call_on_hold_for_long_ticks_each_half_minute(box: Box) -> None:
    call = box.phone.call(7, OwnCallState.TALKING, "211", held=True)
    for seconds in (119, 1, 10, 20, 29, 1):
        box.phone.time += seconds
        box.window.clocks.ticked.emit()
    assert box.signals == ["held"] * 3
    box.phone.change_call(replace(box.phone.panel.calls[call], held=False))
    box.phone.time += 90
    box.window.clocks.ticked.emit()
    assert box.signals == ["held"] * 3


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ({"notifications": False}, ["Call for you: 0301", "You missed a call from Keller"]),
        ({"own_calls": False}, ["Ringing: Anna Berger", "You missed a call from Keller"]),
        ({"missed": False}, ["Call for you: 0301", "Ringing: Anna Berger"]),
        ({"quiet": True}, ["Call for you: 0301", "You missed a call from Keller"]),
    ],
)
def test_each_kind_can_be_turned_off_and_takes_effect_at_once(
    box: Box, off: dict[str, bool], left: list[str]
) -> None:
    box.phone.ring(box.anna, "0309")
    box.phone.call(1, OwnCallState.INCOMING, "0301")
    missed(box, "0303", "Keller")
    assert len(box.texts) == 3
    box.settings(**off)
    assert sorted(title for title, _ in box.texts) == left


def test_told_only_after_a_while_and_louder_with_age(box: Box) -> None:
    box.settings(after=4)
    box.phone.ring(box.anna, "0301")
    assert box.texts == []
    box.wait(4)
    assert len(box.texts) == 1
    box.wait(6)
    assert box.heard[-1] == ({box.anna}, 1)
    box.wait(10)
    assert box.heard[-1] == ({box.anna}, 2)
    box.settings(after=4, louder=False)
    assert box.heard[-1] == ({box.anna}, 0)
    assert box.desktop is not None
    assert len(box.desktop.said) == 1, "that it grows older is no news"


def test_no_notification_while_i_talk_unless_wanted(box: Box) -> None:
    box.phone.call(1, OwnCallState.TALKING, "211")
    box.phone.ring(box.anna, "0301")
    assert box.texts == []
    box.settings(while_talking=True)
    assert len(box.texts) == 1


def test_a_key_can_be_silent(qtbot: QtBot, theme: Theme, phone: FakePhone) -> None:
    config = Config(keys=(KeySettings(number="207", alert=False),))
    window = MainWindow(phone, theme, Store(config))
    qtbot.addWidget(window)
    box = Box(window, phone, theme)
    with attached(box.desk, box.make):
        box.phone.ring(box.anna, "0301")
        assert box.texts == []
        box.store.change("", keys=(KeySettings(number="207"),))
        assert len(box.texts) == 1
    phone.listeners.clear()


def test_a_key_that_is_taken_off_while_it_rings_is_told_no_more(box: Box) -> None:
    box.phone.ring(box.anna, "0301")
    del box.phone.panel._keys[box.anna]
    box.phone.call(1, OwnCallState.INCOMING, "0302")
    assert [title for title, _ in box.texts] == ["Call for you: 0302"]
    box.phone.tell(KeyRemoved(box.anna))
    assert box.heard[-1] == (set(), 0)


def test_quiet_mode_is_a_command_and_kept(box: Box) -> None:
    box.phone.ring(box.anna, "0301")
    box.window.commands["quiet"].action.trigger()
    assert box.store.config.alerts.quiet
    assert box.texts == []
    assert "Alerts are off" in box.window.toast.text.text()
    box.window.commands["quiet"].action.trigger()
    assert not box.store.config.alerts.quiet
    assert len(box.texts) == 1


def test_nothing_stays_on_the_desktop_when_the_window_leaves(
    window: MainWindow, phone: FakePhone, theme: Theme
) -> None:
    box = Box(window, phone, theme)
    with attached(box.desk, box.make):
        box.phone.ring(box.anna, "0301")
    assert box.texts == []
    box.phone.ring(box.anna, "0302")
    assert box.texts == []


def test_every_button_has_a_word() -> None:
    assert len({button_word(action) for action in Action}) == len(Action)
