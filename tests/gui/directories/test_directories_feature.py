"""Contacts in the window: found by typing, and naming who calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from blfpanel.config.contacts import ContactSource, NumberSettings
from blfpanel.config.keys import KeySettings
from blfpanel.gui.directories.feature import attached
from blfpanel.gui.directories.library import Directories
from blfpanel.gui.features import Desk
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.omnibox import Omnibox
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.words import party_name
from blfpanel.panel.model import Intent, OwnCallState, Party
from support.fake_phone import FakePhone
from support.front_desk import fill_office, fill_recent

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def directories(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, tmp_path: Path
) -> Iterator[Directories]:
    file = tmp_path / "suppliers.csv"
    file.write_text("Name,Telefon\nKowalczyk Transport,030 23125 71\n", encoding="utf-8")
    desk = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    with attached(desk) as made:
        with qtbot.waitSignal(made.renewed):
            window.change_settings(
                contacts=(ContactSource(source=str(file), name="Suppliers"),),
                numbers=NumberSettings(country="49"),
            )
        yield made


def found(omnibox: Omnibox) -> list[str]:
    model = omnibox.results.model
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_contacts_are_found_behind_keys_and_called(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, directories: Directories
) -> None:
    fill_office(phone)
    phone.panel.calls.clear()
    omnibox = window.header.omnibox
    qtbot.keyClicks(window.view, "kow")
    assert [line.partition(",")[0] for line in found(omnibox)] == [
        "David Kowalski",
        "Kowalczyk Transport",
    ]
    assert found(omnibox)[-1] == "Kowalczyk Transport, Directory · Suppliers"
    qtbot.keyClick(omnibox, Qt.Key.Key_Down)
    assert "Kowalczyk Transport" in omnibox.accessibleDescription()
    qtbot.keyClick(omnibox, Qt.Key.Key_Return)
    assert phone.done == [("dial", "0302312571", None)]


def test_callers_have_the_names_of_the_directory(directories: Directories) -> None:
    assert party_name(Party("sip:x", "+49302312571", None)) == "Kowalczyk Transport"
    assert party_name(Party("sip:x", "0302312571", "03023125")) == "Kowalczyk Transport"
    assert party_name(Party("sip:x", "999", "Tom")) == "Tom"
    assert party_name(Party("sip:x", "anonymous", None)) == "Private"


def test_a_number_of_a_contact_says_whose_it_is(
    qtbot: QtBot, window: MainWindow, directories: Directories
) -> None:
    qtbot.keyClicks(window.view, "03023125")
    assert found(window.header.omnibox) == [
        "Call 03023125",
        "Kowalczyk Transport, Directory · Suppliers",
    ]
    qtbot.keyClicks(window.header.omnibox, "71")
    assert found(window.header.omnibox) == ["Kowalczyk Transport, Directory · Suppliers"]


def test_a_file_that_changes_is_read_again(
    qtbot: QtBot,
    window: MainWindow,
    directories: Directories,
) -> None:
    directories._resting.setInterval(0)
    file = Path(window.config.contacts[0].source)
    with qtbot.waitSignal(directories.renewed):
        file.write_text("Name,Telefon\nKeller,030 1\n", encoding="utf-8")
    qtbot.waitUntil(lambda: directories.book.who_is("+49301") is not None)
    assert party_name(Party("sip:x", "0301", None)) == "Keller"


def test_a_directory_that_cannot_be_read_is_said(
    qtbot: QtBot, window: MainWindow, directories: Directories
) -> None:
    with qtbot.waitSignal(directories.renewed):
        window.change_settings(contacts=(ContactSource(source="/nowhere/x.csv", name="Gone"),))
    assert any("The directory Gone cannot be read" in text for text in window.notices.texts())
    with qtbot.waitSignal(directories.renewed):
        window.change_settings(contacts=())
    assert not window.notices.texts()


def test_calls_of_the_list_are_found(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, directories: Directories
) -> None:
    fill_recent(phone)
    newest = phone.call_log.newest(1)[0]
    qtbot.keyClicks(window.view, (newest.name or newest.number)[:4].lower())
    assert any(" ago" in line for line in found(window.header.omnibox))


def test_keys_are_found_by_their_tags(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, directories: Directories
) -> None:
    fill_office(phone)
    window.change_settings(keys=(KeySettings(number="207", tags=("invoices",)),))
    qtbot.keyClicks(window.view, "invoic")
    assert [line.partition(",")[0] for line in found(window.header.omnibox)] == ["Anna Berger"]


def test_while_talking_the_keys_are_said_and_shift_enter_transfers(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, directories: Directories
) -> None:
    fill_office(phone)
    omnibox = window.header.omnibox
    qtbot.keyClicks(window.view, "kowalc")
    results = omnibox.results
    assert results.situation.text() == (
        "You are talking to Meyer & Söhne. Enter calls and puts Meyer & Söhne on hold."
    )
    assert results.other_keys.text().startswith("Shift+Enter: transfer at once")
    talking = next(
        call for call in phone.panel.calls.values() if call.state is OwnCallState.TALKING
    )
    qtbot.keyClick(omnibox, Qt.Key.Key_Return, SHIFT)
    assert phone.done == [("transfer", talking.id, "0302312571", "undo")]


def test_without_a_call_there_is_nothing_more_to_say(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, directories: Directories
) -> None:
    qtbot.keyClicks(window.view, "kow")
    results = window.header.omnibox.results
    assert not results.situation.isVisible()
    assert not results.other_keys.isVisible()
    current = results.current()
    assert current is not None
    assert results.model.action(current) == "Call"
    assert results.model.meant(current) is Intent.DIAL
