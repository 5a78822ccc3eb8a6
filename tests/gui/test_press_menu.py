"""The question a press asks, at the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.gui.keys.press_menu import ACTIONS, CLICKS
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.omnibox import other_keys, situation
from blfpanel.panel.changes import KeyAdded, PressAsked
from blfpanel.panel.keys import CHOICES as OFFERED
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import Intent, KeyId, Lamp, OwnCall, OwnCallState, Party, Source
from blfpanel.panel.press import Meaning
from blfpanel.sip.events import UsageId
from support.fake_phone import FakeKey, FakePhone
from support.front_desk import fill_three

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ANNA, TOM = KeyId("207"), KeyId("202")
TALKING = OwnCall(UsageId(1), OwnCallState.TALKING, False, Party("sip:211@x", "211", "Keller"), 0.0)
BUSY = PressAsked(TOM, "Tom Weiss is talking.", (Intent.DIAL, Intent.TRANSFER))
RINGING = PressAsked(ANNA, "Keller & Partner calls you.", (Intent.FORWARD, Intent.DIAL))


def test_every_meaning_has_its_words() -> None:
    assert set(ACTIONS) == set(CLICKS) == set(Intent)
    assert len(set(ACTIONS.values())) == len(set(CLICKS.values())) == len(Intent)


#: What a press never means at once, or what no call of mine has to do with.
_ELSEWHERE = {Intent.FORWARD, Intent.TELL_WHEN_FREE, Intent.VOICEMAIL, Intent.RUN, Intent.HINT}


@pytest.mark.parametrize("meant", Intent)
def test_the_search_says_of_every_meaning_what_enter_does_with_my_call(
    phone: FakePhone, meant: Intent
) -> None:
    assert situation(phone.panel, meant) == ""
    phone.change_call(TALKING)
    text = situation(phone.panel, meant)
    assert text.startswith("You are talking to Keller.")
    assert ("Enter " in text) is (meant not in _ELSEWHERE)
    assert bool(other_keys(phone.panel, meant)) is (meant is not Intent.RUN)


@pytest.mark.parametrize("meant", Intent)
def test_every_meaning_stands_in_tooltip_and_menu(
    window: MainWindow, phone: FakePhone, meant: Intent
) -> None:
    fill_three(phone)
    phone.panel.meanings[ANNA] = Meaning(meant)
    assert CLICKS[meant] in window.model.index_of(ANNA).data(Qt.ItemDataRole.ToolTipRole)


def test_whatever_the_panel_asks_can_be_chosen(window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    offered = {choice for choices in OFFERED.values() for choice in choices}
    offered |= {Intent.TELL_WHEN_FREE, Intent.VOICEMAIL}
    phone.tell(PressAsked(ANNA, "Anna calls.", tuple(sorted(offered, key=lambda one: one.value))))
    texts = [action.text() for action in window.press_menu.actions()[2:]]
    assert len(set(texts)) == len(offered)
    assert all("Anna Berger" in text for text in texts)
    window.press_menu.close()


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        (BUSY, ["Tom Weiss is talking.", "", "Call anyway", "Transfer the call to Tom Weiss"]),
        (RINGING, ["Keller && Partner calls you.", "", "Send the call that rings to Anna Berger",
                   "Call Anna Berger"]),
    ],
)  # fmt: skip
def test_the_question_names_what_can_be_done(
    window: MainWindow, phone: FakePhone, asked: PressAsked, entries: list[str]
) -> None:
    fill_three(phone)
    phone.tell(asked)
    assert [action.text() for action in window.press_menu.actions()] == entries
    assert window.press_menu.accessibleName() == asked.text
    window.press_menu.close()
    assert phone.done == []


def test_enter_takes_the_first_choice_and_arrows_another(
    qtbot: QtBot, window: MainWindow, phone: FakePhone
) -> None:
    fill_three(phone)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Return)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Down)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Return)
    assert phone.done == [("choose", TOM, Intent.DIAL), ("choose", TOM, Intent.TRANSFER)]


def test_escape_chooses_nothing(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    phone.tell(BUSY)
    qtbot.keyClick(window.press_menu, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert phone.done == []


def test_the_tooltip_says_what_a_click_does_now(window: MainWindow, phone: FakePhone) -> None:
    fill_three(phone)
    index = window.model.index_of(ANNA)
    assert "Click: call" in index.data(Qt.ItemDataRole.ToolTipRole)
    phone.panel.meanings[ANNA] = Meaning(Intent.TRANSFER)
    assert "Click: transfer the call there" in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (KeyType.SPEED_DIAL, "Speed dial"),
        (KeyType.CODE, "Code"),
        (KeyType.PROGRAM, "Open"),
        (KeyType.PARK, "Empty"),
        (KeyType.AUTOMATON, "Off"),
        (KeyType.PARTNER, "Idle"),
    ],
)
def test_a_result_is_named_as_its_key_is(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, kind: KeyType, word: str
) -> None:
    key = KeyId("700")
    phone.panel.add(FakeKey(key, "Cellar", "700", type=kind))
    phone.tell(KeyAdded(key))
    phone.show(key, lamp=Lamp.IDLE, source=Source.ACTIVE, cause=None, heard=phone.time)
    omnibox = window.header.omnibox
    omnibox.setFocus()
    qtbot.keyClicks(omnibox, "cell")
    model = omnibox.results.model
    assert model.data(model.index(0)) == f"Cellar, {word}"
    assert not omnibox.results.grab().isNull()


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (KeyType.PARTNER, "Nothing heard yet. Click: call"),
        (KeyType.PARK, "Nothing heard yet. Click: call"),
        (KeyType.SPEED_DIAL, "Click: call"),
        (KeyType.OWN_LINE, "Click: call"),
        (KeyType.LABEL, ""),
    ],
)
def test_only_keys_that_are_watched_say_what_was_heard(
    window: MainWindow, phone: FakePhone, kind: KeyType, hint: str
) -> None:
    key = KeyId("700")
    phone.panel.add(FakeKey(key, "Cellar", "700", type=kind))
    phone.tell(KeyAdded(key))
    index = window.model.index_of(key)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == hint
