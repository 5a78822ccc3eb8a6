"""Calls in the window: hold, mute, keypad, transfer, do not disturb, the list of calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.gui.calls.card import CallCard
from blfpanel.gui.calls.rows import CallRow
from blfpanel.gui.calls.words import bad_sound, logged_words, sound_words
from blfpanel.gui.main_window import MainWindow
from blfpanel.media.statistics import MediaStatistics
from blfpanel.panel.changes import CallLogged
from blfpanel.panel.model import CallRecord, CallResult, Detail, KeyId, OwnCall, OwnCallState
from blfpanel.phone.call_log import LoggedCall
from blfpanel.sip.events import UsageId
from support.fake_phone import FakeKey, FakePhone, party_of
from support.front_desk import fill_calls, fill_recent, fill_three

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
#: what the offscreen platform says of every menu
MENUS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def settle() -> None:
    """Let the window draw what changed."""
    QApplication.processEvents()
    QApplication.processEvents()


def card(window: MainWindow) -> CallCard:
    """The card of the only call that is not on hold."""
    [found] = window.calls_pane.cards()
    return found


def row(window: MainWindow, section: str, place: int = 0) -> CallRow:
    """A row of a section."""
    found = getattr(window.calls_pane, section).rows()[place]
    assert isinstance(found, CallRow)
    return found


def talking(phone: FakePhone, **about: object) -> OwnCall:
    """One call, in which somebody talks."""
    usage = phone.call(1, OwnCallState.TALKING, "030 1", "Meyer", **about)
    settle()
    return phone.panel.calls[usage]


def test_the_tiles_of_a_call_act(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    talking(phone)
    for tile in (card(window).hold, card(window).mute, card(window).end):
        qtbot.mouseClick(tile, LEFT)
    assert phone.done == [("hold", 1), ("mute", 1, True), ("hang up", 1)]


def test_a_muted_call_says_so_and_can_be_unmuted(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    talking(phone, muted=True)
    assert card(window).note.text() == "Muted: nobody hears you"
    assert card(window).mute.text() == "Unmute"
    qtbot.mouseClick(card(window).mute, LEFT)
    assert phone.done == [("mute", 1, False)]


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({}, "Talking"),
        ({"held_by_far_end": True}, "Held by Meyer"),
        ({"progress": "Transferring to 211…"}, "Transferring to 211…"),
        ({"asked": "211"}, "Wants you to talk to 211 instead"),
    ],
)
def test_what_happens_in_a_call_is_said(
    window: MainWindow, phone: FakePhone, about: dict[str, object], words: str
) -> None:
    talking(phone, **about)
    assert card(window).note.text() == words


def test_a_call_that_is_not_up_yet_can_only_be_ended(window: MainWindow, phone: FakePhone) -> None:
    phone.call(1, OwnCallState.RINGING, "030 1")
    settle()
    shown = card(window)
    assert shown.end.isVisible()
    assert not any(
        part.isVisible() for part in (shown.hold, shown.transfer, shown.mute, shown.more)
    )


def test_a_transfer_i_am_asked_about_is_decided(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    talking(phone)
    assert not card(window).follow.isVisible()
    talking(phone, asked="211")
    qtbot.mouseClick(card(window).follow, LEFT)
    qtbot.mouseClick(card(window).stay, LEFT)
    assert phone.done == [("decide", 1, True), ("decide", 1, False)]


def test_held_calls_have_a_section_and_a_clock_of_their_own(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    call = talking(phone)
    phone.time += 60
    phone.change_call(replace(call, held=True))
    settle()
    assert window.calls_pane.active.rows() == []
    assert row(window, "held").line.text() == "on hold 0:00"
    phone.time += 75
    window.refresh()
    assert row(window, "held").line.text() == "on hold 1:15"
    qtbot.mouseClick(row(window, "held").yes, LEFT)
    assert phone.done == [("resume", 1)]


@pytest.mark.parametrize(
    ("key", "modifiers", "done"),
    [
        (Qt.Key.Key_F3, NONE, ("hold", 1)),
        (Qt.Key.Key_M, CTRL, ("mute", 1, False)),
        (Qt.Key.Key_F8, NONE, ("hang up", 2)),
        (Qt.Key.Key_F8, SHIFT, ("ignore", 2)),
        (Qt.Key.Key_Escape, SHIFT, ("hang up", 1)),
    ],
)
def test_keys_for_calls(
    qtbot: QtBot,
    window: MainWindow,
    phone: FakePhone,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    done: tuple[object, ...],
) -> None:
    fill_calls(phone)
    settle()
    qtbot.keyClick(window.view, key, modifiers)
    assert phone.done == [done]


def test_f3_takes_the_last_held_call_back(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    for number in (1, 2):
        phone.call(number, OwnCallState.TALKING, "030 1", held=True)
    settle()
    qtbot.keyClick(window.view, Qt.Key.Key_F3)
    assert phone.done == [("resume", 2)]


def test_with_no_calls_none_of_the_keys_does_anything(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    for key, modifiers in (
        (Qt.Key.Key_F3, NONE),
        (Qt.Key.Key_F4, NONE),
        (Qt.Key.Key_F8, NONE),
        (Qt.Key.Key_F8, SHIFT),
        (Qt.Key.Key_M, CTRL),
        (Qt.Key.Key_K, CTRL),
    ):
        qtbot.keyClick(window.view, key, modifiers)
    assert phone.done == []
    assert not window.transfer_bar.isVisible()


# --- transfer ---


def test_f4_asks_for_a_number(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    bar = window.transfer_bar
    assert bar.isVisible()
    assert bar.title.text() == "Transfer Meyer to"
    assert bar.field.hasFocus()
    qtbot.keyClicks(bar.field, "211")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert phone.done == [("transfer", 1, "211", "undo")]
    assert not bar.isVisible()
    assert window.view.hasFocus()


def test_the_next_key_pressed_is_the_target(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    talking(phone)
    qtbot.mouseClick(card(window).transfer, LEFT)
    window.view.pressed_key.emit("207")
    window.view.pressed_key.emit("207")
    assert phone.done == [("transfer", 1, "207", "undo"), ("press", "207")]


def test_escape_leaves_the_call_where_it_is(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    qtbot.keyClick(window.transfer_bar.field, Qt.Key.Key_Escape)
    assert not window.transfer_bar.isVisible()
    assert phone.done == []


def test_nothing_is_no_target(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    qtbot.mouseClick(window.transfer_bar.go, LEFT)
    assert window.transfer_bar.isVisible()
    assert phone.done == []


def test_a_call_is_connected_with_the_one_on_hold(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    phone.call(2, OwnCallState.TALKING, "030 2", "Jana", held=True)
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    assert window.transfer_bar.join.text() == "Connect with Jana"
    qtbot.mouseClick(window.transfer_bar.join, LEFT)
    assert phone.done == [("connect", 1, 2)]


@MENUS
def test_of_several_other_calls_one_is_chosen(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    for number, name in ((2, "Jana"), (3, "Tom")):
        phone.call(number, OwnCallState.TALKING, "030", name, held=True)
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    qtbot.mouseClick(window.transfer_bar.join, LEFT)
    entries = window.transfer_bar.choices.actions()
    assert [entry.text() for entry in entries] == ["Jana", "Tom"]
    entries[1].trigger()
    assert phone.done == [("connect", 1, 3)]
    window.transfer_bar.choices.close()


def test_a_call_that_ends_goes_nowhere(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    call = talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_F4)
    phone.change_call(replace(call, state=OwnCallState.ENDED))
    settle()
    assert not window.transfer_bar.isVisible()


@MENUS
def test_a_call_that_rings_is_forwarded_busy_or_ignored_by_its_menu(
    window: MainWindow, phone: FakePhone
) -> None:
    phone.call(2, OwnCallState.INCOMING, "0221 4710", "Sparkasse")
    settle()
    ringing = row(window, "waiting")
    for place in range(4):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(9, 9))
        QApplication.sendEvent(ringing, event)
        ringing.menu.actions()[place].trigger()
        ringing.menu.close()
    assert phone.done == [("reject", 2, False), ("ignore", 2), ("hang up", 2)]
    assert window.transfer_bar.title.text() == "Forward Sparkasse to"
    window.transfer_bar.choose("214")
    assert phone.done[-1] == ("transfer", 2, "214", "undo")


# --- keypad ---


def test_digits_are_pressed_and_typed(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    talking(phone)
    qtbot.keyClick(window.view, Qt.Key.Key_K, CTRL)
    pad = card(window).keypad
    assert pad.isVisible()
    qtbot.mouseClick(pad.keys["1"], LEFT)
    for text in "5#":
        qtbot.keyClicks(pad.keys["5"], text)
    assert phone.done == [("dtmf", 1, "1"), ("dtmf", 1, "5"), ("dtmf", 1, "#")]
    assert pad.sent.text() == "15#"
    assert window.header.omnibox.text() == ""
    qtbot.keyClick(window.view, Qt.Key.Key_K, CTRL)
    assert not pad.isVisible()


def test_digits_of_the_far_end_are_shown(window: MainWindow, phone: FakePhone) -> None:
    talking(phone, digits="42")
    assert card(window).digits.text() == "They pressed 42"


# --- sound ---


def test_bad_sound_is_told_in_the_card(window: MainWindow, phone: FakePhone) -> None:
    phone.sound[UsageId(1)] = MediaStatistics(codec="PCMA", mos=2.5, loss=0.061)
    talking(phone)
    assert card(window).sound.text() == "Sound: poor, 6 % lost"
    phone.sound[UsageId(1)] = MediaStatistics(codec="PCMA", mos=4.2)
    window.refresh()
    assert not card(window).sound.isVisible()
    assert card(window).toolTip().startswith("Sound: good (4.2 of 4.5)\nPCMA, not encrypted\n")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (None, ""),
        (MediaStatistics(codec="PCMA"), ""),
        (MediaStatistics(codec="PCMA", mos=2.9), "Sound: poor"),
        (MediaStatistics(failure="Network is unreachable"), "No sound: Network is unreachable"),
    ],
)
def test_what_is_wrong_with_the_sound(numbers: MediaStatistics | None, words: str) -> None:
    assert bad_sound(numbers) == words


def test_all_that_is_known_of_the_sound() -> None:
    numbers = MediaStatistics(
        codec="G722",
        encryption="AES_CM_128_HMAC_SHA1_80",
        loss=0.012,
        jitter=0.0031,
        delay=0.04,
        round_trip=0.0205,
        mos=3.6,
    )
    assert sound_words(numbers).splitlines() == [
        "Sound: fair (3.6 of 4.5)",
        "G722, encrypted (AES_CM_128_HMAC_SHA1_80)",
        "Lost: 1.2 %. Jitter: 3 ms. Held back: 40 ms.",
        "There and back: 20 ms.",
    ]
    assert sound_words(MediaStatistics()) == ""


# --- do not disturb, the list of calls ---


def test_ctrl_d_lets_calls_find_me_busy(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_D, CTRL)
    assert phone.quiet
    assert window.header.quiet.isVisible()
    qtbot.mouseClick(window.header.quiet, LEFT)
    assert not phone.quiet
    assert not window.header.quiet.isVisible()


def test_an_empty_pane_shows_the_last_calls(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_recent(phone)
    settle()
    pane = window.calls_pane
    assert pane.nothing.isVisible()
    assert len(pane.recent.rows()) == 5
    assert pane.recent.count.text() == "2 missed"
    first, hidden = row(window, "recent"), row(window, "recent", 2)
    assert first.name.text() == "Dr. Aksoy"
    assert (hidden.name.text(), hidden.yes.isVisible()) == ("Private", False)
    qtbot.mouseClick(first.yes, LEFT)
    assert phone.done == [("dial", "sip:02115550199@pbx.example.com", "Reception")]


@pytest.mark.parametrize(
    ("result", "detail", "said"),
    [
        (CallResult.MISSED, None, "You missed a call from Meyer."),
        (CallResult.MISSED, "do not disturb", None),
        (CallResult.ANSWERED, None, None),
    ],
)
def test_a_missed_call_is_said_unless_i_wanted_no_calls(
    window: MainWindow, phone: FakePhone, result: CallResult, detail: str | None, said: str | None
) -> None:
    party = party_of("030 1", "Meyer")
    record = CallRecord(party, False, result, "Reception", 900.0, None, 910.0, detail)
    phone.tell(CallLogged(record))
    settle()
    assert (window.toast.text.text() if window.toast.isVisible() else None) == said


@pytest.mark.parametrize(
    ("result", "outgoing", "words"),
    [
        (CallResult.ANSWERED, True, "Called · 10:42 · 4:12"),
        (CallResult.ANSWERED, False, "Answered · 10:42 · 4:12"),
        (CallResult.UNANSWERED, True, "No answer · 10:42"),
        (CallResult.FORWARDED, False, "Sent on · 10:42"),
    ],
)
def test_a_call_of_the_list_in_words(result: CallResult, outgoing: bool, words: str) -> None:
    at = datetime(2026, 3, 2, 10, 42).astimezone()
    length = 252.0 if result is CallResult.ANSWERED else 0.0
    call = LoggedCall(at, "1", None, "sip:1@x", "a", outgoing, result, length)
    assert logged_words(call, date(2026, 3, 2)) == words
    assert logged_words(call, date(2026, 3, 3)).startswith(words.split(" ·")[0] + " · 2026-03-02 ")


def test_calls_of_the_list_are_told_in_local_time() -> None:
    at = datetime(2026, 3, 2, 10, 42, tzinfo=UTC)
    call = LoggedCall(at, "1", None, "sip:1@x", "a", True, CallResult.UNANSWERED)
    local = at.astimezone()
    assert f"{local:%H:%M}" in logged_words(call, local.date())


# --- calls that come back, the second row, two calls that are connected ---


def test_a_call_that_came_back_waits_on_top_and_f2_takes_it(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    phone.call(2, OwnCallState.INCOMING, "0221 4710", "Sparkasse")
    phone.time += 10
    back = "Back from Anna Berger, no answer"
    phone.call(1, OwnCallState.TALKING, "030 1", "Meyer", held=True, back=back)
    settle()
    first, second = (row(window, "waiting", place) for place in (0, 1))
    assert (first.name.text(), first.line.text()) == ("Meyer", back)
    assert (first.yes.text(), second.yes.text()) == ("Resume", "Answer")
    assert first.property("kind") == "card-alert"
    assert window.calls_pane.held.rows() == []
    qtbot.keyClick(window.view, Qt.Key.Key_F2)
    qtbot.mouseClick(first.yes, LEFT)
    assert phone.done == [("resume", 1), ("resume", 1)]


def test_a_call_that_comes_back_by_ringing_says_so(window: MainWindow, phone: FakePhone) -> None:
    phone.call(2, OwnCallState.INCOMING, "0221 4710", "Sparkasse", back="Back from Tom")
    settle()
    assert row(window, "waiting").line.text() == "Back from Tom"


def test_more_can_be_done_with_a_call_on_demand(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    talking(phone)
    shown = card(window)
    assert not shown.open_keypad.isVisible()
    qtbot.mouseClick(shown.more, LEFT)
    qtbot.mouseClick(shown.open_keypad, LEFT)
    assert shown.keypad.isVisible()
    qtbot.mouseClick(shown.more, LEFT)
    assert not shown.second.isVisible()


def test_whom_i_announce_a_call_to_gets_it_at_one_press(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    phone.call(2, OwnCallState.TALKING, "030 2", "Jana", held=True)
    talking(phone)
    button = card(window).connect_button
    assert button.isVisible()
    assert button.text() == "Connect with Jana"
    qtbot.mouseClick(button, LEFT)
    window.controls.connect_with_held()
    assert phone.done == [("connect", 2, 1), ("connect", 2, 1)]
    phone.call(3, OwnCallState.TALKING, "030 3", "Tom", held=True)
    settle()
    assert not card(window).connect_button.isVisible()


def test_a_call_is_parked_in_the_first_place_that_is_empty(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    places = [KeySettings(number=n, type=KeyType.PARK) for n in ("701", "702")]
    window.change_settings(keys=tuple(places))
    for number in ("701", "702"):
        phone.panel.add(FakeKey(KeyId(f"park:{number}"), f"Park {number}", number))
    phone.busy(KeyId("park:701"), "030", detail=Detail.PARKED)
    talking(phone)
    qtbot.mouseClick(card(window).more, LEFT)
    qtbot.mouseClick(card(window).park, LEFT)
    assert phone.done == [("transfer", 1, "702")]


def test_without_a_park_place_it_says_so(window: MainWindow, phone: FakePhone) -> None:
    talking(phone)
    window.controls.park()
    assert window.toast.text.text().startswith("There is no empty park place")
    assert phone.done == []


def test_whom_a_call_is_for_is_said(window: MainWindow, phone: FakePhone) -> None:
    phone.call(2, OwnCallState.INCOMING, "0221 4710", "Sparkasse", account="Reception")
    settle()
    assert row(window, "waiting").line.text() == "0:00 · for Reception"


def test_a_long_hold_is_said_louder(window: MainWindow, phone: FakePhone) -> None:
    phone.call(1, OwnCallState.TALKING, "030 1", "Meyer", held=True)
    settle()
    assert row(window, "held").line.font().weight() == 400
    phone.time += 121
    window.refresh()
    assert row(window, "held").line.font().weight() == 600
