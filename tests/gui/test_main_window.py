from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize, WindowSettings
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.calls.card import CallCard
from blfpanel.gui.calls.rows import CallRow
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import DARK
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.changes import PickupOutcome
from blfpanel.panel.model import KeyId, OwnCallState
from support.fake_phone import FakePhone
from support.front_desk import fill_office, fill_rows, fill_three

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
#: what the offscreen platform says of every menu
MENUS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def rows(window: MainWindow, section: str) -> list[str]:
    found = getattr(window.calls_pane, section).rows()
    return [row.name.text() for row in found]


# --- keys ---


def test_enter_presses_the_focused_key(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    settle()
    qtbot.keyClick(window.view, Qt.Key.Key_Right)
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    assert phone.done == [("press", "207")]


def test_a_click_presses_a_key(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    rect = window.view.key_rect(window.model.index_of(KeyId("202")))
    qtbot.mouseClick(window.view.viewport(), LEFT, pos=rect.center())
    assert phone.done == [("press", "202")]


@MENUS
@pytest.mark.parametrize(
    ("number", "entries"),
    [
        ("207", ["Call", "Why this lamp?", "Ask again", "Copy number"]),
        ("202", ["Call anyway", "Why this lamp?", "Ask again", "Copy number"]),
        ("214", ["Pick up", "Why this lamp?", "Ask again", "Copy number"]),
    ],
)
def test_the_menu_of_a_key_offers_what_can_be_done(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, number: str, entries: list[str]
) -> None:
    fill_three(phone)
    settle()
    window.view.menu_wanted.emit(number, QPoint(10, 10))
    menu = window.key_menu
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == entries
    for action in menu.actions():
        action.trigger()
    menu.close()
    first = {"Call": ("dial", "207", "Reception"), "Call anyway": ("dial", "202", "Reception")}
    assert phone.done == [
        first.get(entries[0], ("pick up", KeyId("214"))),
        ("ask again", KeyId(number)),
    ]
    assert QGuiApplication.clipboard().text() == number
    assert window.why.isVisible()


@MENUS
def test_where_a_groups_code_is_known_the_menu_of_a_ringing_key_offers_it(
    window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    for number in ("207", "214"):
        phone.panel.group_codes[KeyId(number)] = "*8"
    settle()
    window.view.menu_wanted.emit("207", QPoint(10, 10))
    assert "group" not in "".join(action.text() for action in window.key_menu.actions())
    window.key_menu.close()
    window.view.menu_wanted.emit("214", QPoint(10, 10))
    _, group, *_ = window.key_menu.actions()
    assert group.text() == "Pick up what rings in the group, *8"
    group.trigger()
    window.key_menu.close()
    assert phone.done == [("pick up", KeyId("214"), "group")]


@MENUS
def test_where_a_desk_phone_calls_the_menu_offers_this_one_too(
    window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.panel.desk_phone = True
    settle()
    window.view.menu_wanted.emit("207", QPoint(10, 10))
    call, here, *_ = window.key_menu.actions()
    assert (call.text(), here.text()) == ("Call", "Call with this phone")
    here.trigger()
    window.key_menu.close()
    assert phone.done == [("dial", "207", "Reception", "here")]


@MENUS
def test_my_own_call_to_a_partner_is_nothing_to_pick_up(
    window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.call(1, OwnCallState.RINGING, "214", "Clara Hoffmann", key=KeyId("214"))
    settle()
    assert rows(window, "ringing") == []
    window.view.menu_wanted.emit("214", QPoint(10, 10))
    assert "Pick up" not in [action.text() for action in window.key_menu.actions()]
    window.key_menu.close()


# --- the field ---


def test_typing_anywhere_goes_into_the_field_and_enter_calls(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    settle()
    for letter in "0301":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    omnibox = window.header.omnibox
    assert omnibox.text() == "0301"
    assert omnibox.hasFocus()
    qtbot.keyClick(omnibox, Qt.Key.Key_Return)
    assert phone.done == [("dial", "0301", None)]
    assert omnibox.text() == ""
    assert window.view.hasFocus()


def test_enter_acts_on_the_first_hit_and_arrows_choose_another(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    omnibox = window.header.omnibox
    qtbot.keyClicks(window.view, "be")
    results = omnibox.results
    assert results.isVisible()
    assert results.model.data(results.model.index(0)).startswith("Ben Schulz")
    qtbot.keyClick(omnibox, Qt.Key.Key_Down)
    qtbot.keyClick(omnibox, Qt.Key.Key_Return)
    assert phone.done == [("press", "207")]
    assert not results.isVisible()


def test_a_click_on_a_result_acts(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    qtbot.keyClicks(window.view, "klein")
    results = window.header.omnibox.results.list
    place = results.visualRect(results.model().index(0, 0)).center()
    qtbot.mouseClick(results.viewport(), LEFT, pos=place)
    assert phone.done == [("press", "243")]


def test_nobody_of_that_name_is_said(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    qtbot.keyClicks(window.view, "kow")
    results = window.header.omnibox.results
    assert results.nothing.text() == "No one called “kow”."
    qtbot.keyClick(window.header.omnibox, Qt.Key.Key_Return)
    assert phone.done == []


def test_escape_leaves_the_field(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    settle()
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    omnibox = window.header.omnibox
    qtbot.keyClicks(omnibox, "an")
    qtbot.keyClick(omnibox, Qt.Key.Key_Escape)
    assert omnibox.text() == ""
    assert not omnibox.results.isVisible()
    assert window.view.hasFocus()


# --- calls ---


def test_calls_stand_in_their_sections_oldest_first(window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    phone.call(3, OwnCallState.INCOMING, "0221 1")
    settle()
    assert rows(window, "active") == ["Meyer & Söhne"]
    assert rows(window, "waiting") == ["Sparkasse Musterstadt", "0221 1"]
    assert rows(window, "ringing") == ["Clara Hoffmann"]
    assert not window.calls_pane.nothing.isVisible()


def test_an_empty_pane_says_so_and_shows_no_section(window: MainWindow, phone: FakePhone) -> None:
    settle()
    pane = window.calls_pane
    assert pane.nothing.isVisible()
    assert not any(part.isVisible() for part in (pane.active, pane.waiting, pane.ringing))


def test_the_buttons_of_calls_act(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    settle()
    [card] = window.calls_pane.active.rows()
    [waiting] = window.calls_pane.waiting.rows()
    [ringing] = window.calls_pane.ringing.rows()
    assert isinstance(card, CallCard)
    assert isinstance(waiting, CallRow)
    assert isinstance(ringing, CallRow)
    qtbot.mouseClick(card.end, LEFT)
    qtbot.mouseClick(waiting.yes, LEFT)
    qtbot.mouseClick(ringing.yes, LEFT)
    assert phone.done == [("hang up", 1), ("answer", 2), ("pick up", "214")]


def test_a_row_stays_the_same_while_its_call_lives(window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    settle()
    [before] = window.calls_pane.waiting.rows()
    phone.call(3, OwnCallState.INCOMING, "0221 1")
    settle()
    first, second = window.calls_pane.waiting.rows()
    assert first is before
    assert (first.property("kind"), second.property("kind")) == ("card-alert", "card")
    phone.change_call(
        next(iter(phone.panel.calls.values())).__class__(
            phone.call(2, OwnCallState.INCOMING, "1"),
            OwnCallState.ENDED,
            False,
            phone.panel.calls[min(phone.panel.calls)].party,
            phone.time,
        )
    )
    settle()
    assert window.calls_pane.waiting.rows() == [second]
    assert second.property("kind") == "card-alert"


@pytest.mark.parametrize(
    ("key", "modifiers", "done"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, ("answer", 2)),
        (Qt.Key.Key_F2, SHIFT, ("pick up", "214")),
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
    fill_office(phone)
    settle()
    qtbot.keyClick(window.view, key, modifiers)
    assert phone.done == [done]


def test_f2_picks_up_where_nobody_waits_for_me(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    settle()
    qtbot.keyClick(window.view, Qt.Key.Key_F2)
    assert phone.done == [("pick up", "214")]


def test_with_no_calls_the_keys_for_calls_do_nothing(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    for key, modifiers in ((Qt.Key.Key_F2, SHIFT), (Qt.Key.Key_Escape, SHIFT)):
        qtbot.keyClick(window.view, key, modifiers)
    assert phone.done == []


def test_f5_asks_for_all_keys_again(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert phone.done == [("ask again", None)]


def test_how_a_call_ended_is_said(window: MainWindow, phone: FakePhone) -> None:
    said = "Anna Berger is busy. [486]"
    phone.call(1, OwnCallState.ENDED, "207", outcome=said)
    assert window.toast.isVisible()
    assert window.toast.text.text() == said


def test_a_lost_pick_up_is_said_with_a_way_to_the_reason(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.picked_up(KeyId("214"), PickupOutcome.LOST, "Already answered by Tom Weiss.")
    assert window.toast.text.text() == "Already answered by Tom Weiss."
    qtbot.mouseClick(window.toast.button, LEFT)
    assert window.why.isVisible()
    assert window.why.key == "214"


# --- the account and what goes wrong ---


def test_the_account_is_told_in_words_and_counts_down(window: MainWindow, phone: FakePhone) -> None:
    box = window.header.account
    phone.account("registered", "Registered at pbx.example.com")
    settle()
    assert (box.name.text(), box.state.text()) == ("Reception", "Registered at pbx.example.com")
    phone.account("failed", "Not registered: no answer", phone.time + 12)
    settle()
    assert box.state.text() == "Not registered: no answer, next try in 12 s"
    phone.time += 5
    window.clocks.ticked.emit()
    assert box.state.text() == "Not registered: no answer, next try in 7 s"
    assert "Reception, Not registered" in box.accessibleName()


def test_a_lock_shows_that_the_server_is_reached_by_tls(
    window: MainWindow, phone: FakePhone
) -> None:
    box = window.header.account
    phone.account("registered", "Registered at pbx.example.com")
    settle()
    assert not box.lock.isVisible()
    phone.account("registered", "Registered at pbx.example.com", secure=True)
    settle()
    assert box.lock.isVisible()
    assert box.toolTip() == "Reception: Registered at pbx.example.com, encrypted (TLS)"
    phone.account("failed", "Not registered: no answer")
    settle()
    assert not box.lock.isVisible()


def test_of_several_accounts_the_one_in_trouble_is_shown_and_all_are_counted(
    window: MainWindow, phone: FakePhone
) -> None:
    box = window.header.account
    phone.account("registered", "Registered at pbx.example.com")
    settle()
    assert box.name.text() == "Reception"
    phone.account("failed", "Not registered: no answer", name="Sales")
    settle()
    assert box.name.text() == "Sales · 1/2"
    assert box.state.text() == "Not registered: no answer"
    phone.account("registered", "Registered at pbx.example.net", name="Sales")
    settle()
    assert box.name.text() == "Reception · 2/2"
    assert box.toolTip().splitlines() == [
        "Reception: Registered at pbx.example.com",
        "Sales: Registered at pbx.example.net",
    ]


def test_trouble_stays_as_a_line_until_it_is_over(window: MainWindow, phone: FakePhone) -> None:
    phone.account("failed", "Not registered: no answer", phone.time + 12)
    settle()
    phone.notice("pbx.example.com does not answer. Next try in 12 s.", problem=True)
    assert window.notices.texts() == ["pbx.example.com does not answer. Next try in 12 s."]
    phone.account("registered", "Registered at pbx.example.com")
    settle()
    phone.notice("Connected again. 3 lamps are up to date.")
    assert window.notices.texts() == []
    assert not window.notices.isVisible()
    assert window.toast.text.text() == "Connected again. 3 lamps are up to date."


def test_other_problems_stay_until_they_are_closed(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    for text in ("One.", "Two.", "Two.", "Three.", "Four."):
        phone.notice(text, problem=True)
    assert window.notices.texts() == ["Two.", "Three.", "Four."]
    line = window.notices._lines["Three."]
    qtbot.mouseClick(line.close_button, LEFT)
    assert window.notices.texts() == ["Two.", "Four."]
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.notices.texts() == ["Two."]


def test_the_status_bar_tells_how_far_the_lamps_can_be_trusted(
    window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    settle()
    status = window.status
    assert status.lamps.text() == "23 of 26 lamps live"
    assert status.problems.text() == "1 stale · 1 refused · 1 unknown"
    assert status.news.text() == "Last news 3 s ago"
    assert status.profile.text() == "innovaphone PBX, recognised by the shape of its messages"


# --- why ---


def test_ctrl_i_explains_the_focused_key_and_follows_the_focus(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    settle()
    window.view.focus_key(KeyId("214"))
    qtbot.keyClick(window.view, Qt.Key.Key_I, CONTROL)
    why = window.why
    assert why.isVisible()
    assert why.name.text() == "Clara Hoffmann"
    assert why.since.text() == "214 · Ringing since 10:41:59, for 0:08"
    assert why.rule.text().startswith("Ringing, because the PBX says call 1 is “early”.")
    assert why.certainty.text().startswith("Certain.")
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_Right)
    assert why.name.text() == "Mikkel Sørensen"
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert not why.isVisible()
    assert window.view.hasFocus()


def test_the_history_tells_time_word_and_message(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    window.show_why(KeyId("214"))
    history = window.why.history.history
    said = [history.data(history.index(row)) for row in range(history.rowCount())]
    assert said[0] == "10:41:59.412, Ringing, NOTIFY v14: early, from 030 23125 407"
    assert said[3].endswith("Not shown, NOTIFY v11: no calls, replaced by v12 after 26 ms")


def test_the_pane_follows_what_happens_to_its_key(window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    window.show_why(KeyId("214"))
    count = window.why.history.history.rowCount()
    phone.busy(KeyId("214"), "030 1", "Meyer")
    settle()
    assert window.why.history.history.rowCount() == count + 1
    assert "Talking" in window.why.since.text()


def test_picking_an_entry_shows_its_message(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    window.show_why(KeyId("214"))
    why = window.why
    qtbot.mouseClick(why.message.button, LEFT)
    assert why.message_text.isVisible()
    assert why.message_text.toPlainText().startswith("NOTIFY sip:200@")
    phone.show(KeyId("214"), "Pressed while ringing: pick up")
    settle()
    assert why.message_text.toPlainText().startswith("NOTIFY sip:200@")


def test_the_pane_copies_everything_and_asks_again(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    window.show_why(KeyId("214"))
    qtbot.mouseClick(window.why.copy, LEFT)
    text = QGuiApplication.clipboard().text()
    for part in ("Clara Hoffmann", "10:41:59.412", "entity is missing", "do not disturb"):
        assert part in text
    qtbot.mouseClick(window.why.again, LEFT)
    assert phone.done == [("ask again", "214")]


@pytest.mark.parametrize("number", ["201", "223", "243", "249", "226"])
def test_any_key_can_be_explained(window: MainWindow, phone: FakePhone, number: str) -> None:
    fill_office(phone)
    window.show_why(KeyId(number))
    assert not window.why.grab().isNull()
    assert window.why.as_text().startswith(window.model.index_of(KeyId(number)).data())


# --- room, colours, keyboard ---


@pytest.mark.parametrize(
    ("width", "pane", "strip", "columns"),
    [(1440, 320, False, 6), (1100, 320, False, 4), (900, 280, False, 3), (600, 0, True, 3),
     (479, 0, True, 1), (280, 0, True, 1)],
)  # fmt: skip
def test_what_there_is_room_for(
    qtbot: QtBot,
    qapp: QApplication,
    theme: Theme,
    phone: FakePhone,
    width: int,
    pane: int,
    strip: bool,
    columns: int,
) -> None:
    before, font = qapp.font(), QFont(qapp.font())
    font.setPixelSize(13)
    qapp.setFont(font)
    theme.font_changed()
    window = MainWindow(phone, theme)
    qtbot.addWidget(window)
    fill_office(phone)
    window.show()
    window.resize(width, 700)
    settle()
    assert (window.calls_pane.width() if window.calls_pane.isVisible() else 0) == pane
    assert window.strip.isVisible() is strip
    assert window.header.chip.isVisible() is strip
    assert window.view.grid.columns == columns
    assert window.header.omnibox.isVisible() is (width >= 480)
    qapp.setFont(before)
    theme.font_changed()


@pytest.mark.parametrize("size", [(280, 220), (320, 240), (5000, 300), (300, 2000)])
@pytest.mark.parametrize("why", [False, True])
def test_any_size_can_be_drawn(
    window: MainWindow, phone: FakePhone, size: tuple[int, int], why: bool
) -> None:
    fill_office(phone)
    phone.notice("A problem that is told in many words. " * 5, problem=True)
    phone.notice("A toast that is told in many words. " * 5)
    window.resize(*size)
    if why:
        window.show_why(KeyId("214"))
    settle()
    assert not window.grab().isNull()
    assert (window.width(), window.height()) == size


def test_the_narrow_strip_holds_the_most_urgent_call(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_office(phone)
    window.resize(400, 500)
    settle()
    row = window.strip.row
    assert row.name.text() == "Sparkasse Musterstadt"
    qtbot.mouseClick(row.yes, LEFT)
    phone.panel.calls.pop(min(key for key in phone.panel.calls if key == 2))
    window.refresh()
    assert row.name.text() == "Meyer & Söhne"
    qtbot.mouseClick(row.yes, LEFT)
    phone.panel.calls.clear()
    window.refresh()
    assert row.name.text() == "Clara Hoffmann"
    qtbot.mouseClick(row.yes, LEFT)
    assert phone.done == [("answer", 2), ("hang up", 1), ("pick up", "214")]
    qtbot.mouseClick(window.header.chip, LEFT)
    assert window.view.current_key_id() == "214"


def test_ctrl_b_hides_the_calls_pane(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_B, CONTROL)
    assert not window.calls_pane.isVisible()
    qtbot.keyClick(window.view, Qt.Key.Key_B, CONTROL)
    assert window.calls_pane.isVisible()


def test_f6_walks_through_the_areas(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    settle()
    window.show_why(KeyId("214"))
    window.view.setFocus()
    areas: list[QWidget] = [window.why, window.header, window.calls_pane, window.view]
    window.resize(1600, 800)
    settle()
    for area in areas:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert area is focus or area.isAncestorOf(focus)


def test_everything_that_can_be_pressed_has_a_name(window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    phone.notice("A problem.", problem=True)
    window.show_why(KeyId("214"))
    settle()
    buttons = [*window.findChildren(QPushButton), *window.findChildren(QToolButton)]
    nameless = [
        button
        for button in buttons
        if button.isVisible() and not (button.text() or button.accessibleName())
    ]
    assert len(buttons) > 8
    assert nameless == []


def test_colours_change_while_it_is_open(window: MainWindow, phone: FakePhone) -> None:
    fill_office(phone)
    settle()
    window.theme.choose(Scheme.DARK)
    settle()
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    inside = window.view.mapTo(window, QPoint(4, 4)) * ratio
    assert picture.pixelColor(inside) == DARK.window
    assert picture.pixelColor(QPoint(4, 4) * ratio) == DARK.pane


def test_the_menu_changes_key_size_and_colours(window: MainWindow, theme: Theme) -> None:
    size, colours = (menu for menu in window.menu.menu.actions()[:2])
    for action in size.menu().actions():
        action.trigger()
    assert window.view.key_size is KeySize.SMALL
    for action in colours.menu().actions()[:3]:
        action.trigger()
    assert theme.tokens is DARK


def test_the_settings_are_used(qtbot: QtBot, theme: Theme, phone: FakePhone) -> None:
    window = MainWindow(phone, theme, Store(Config(window=WindowSettings(size=KeySize.LARGE))))
    qtbot.addWidget(window)
    assert window.view.key_size is KeySize.LARGE


def test_an_empty_panel_says_what_to_do(window: MainWindow, phone: FakePhone) -> None:
    settle()
    assert window.empty.isVisible()
    assert window.empty.title.text() == "No partners yet."
    window.started(has_account=False)
    assert window.empty.title.text() == "No account yet."
    assert window.empty.button.text() == "Set up"
    fill_three(phone)
    settle()
    assert window.view.isVisible()


def test_before_the_phone_runs_nothing_is_called_empty(
    qtbot: QtBot, theme: Theme, phone: FakePhone
) -> None:
    window = MainWindow(phone, theme)
    qtbot.addWidget(window)
    window.show()
    assert not window.empty.isVisible()


def test_three_hundred_keys_change_quickly_enough(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_rows(phone)
    settle()
    assert window.model.rowCount() == 300
    assert window.status.lamps.text() == "295 of 300 lamps live"
    assert len(window.calls_pane.ringing.rows()) == 8
    phone.ring(KeyId("1001"), "030 1")
    settle()
    assert KeyId("1001") in window.model.ringing
    # what stands around the keys follows a moment later where there are so many
    qtbot.waitUntil(lambda: len(window.calls_pane.ringing.rows()) == 9, timeout=2000)


def test_closing_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closing, timeout=500):
        window.close()
