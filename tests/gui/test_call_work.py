"""What an attendant does with calls beyond the buttons: undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.calls import CallsSettings
from blfpanel.config.sound import SoundSettings
from blfpanel.gui.calls.work import Undo, attached
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.model import Leaving, OwnCall, OwnCallState
from support.fake_phone import FakePhone, party_of

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone, theme: Theme) -> Desk:
    return Desk(window, phone, window.store, theme, Sound(SoundSettings()))


@pytest.fixture
def undo(desk: Desk) -> Iterator[Undo]:
    with attached(desk) as made:
        yield made


def leaving(phone: FakePhone) -> OwnCall:
    """A call that is about to go to Anna."""
    usage = phone.call(1, OwnCallState.TALKING, "030 1", "Meyer")
    going = Leaving(party_of("207", "Anna Berger"), phone.time + 2.0)
    phone.change_call(replace(phone.panel.calls[usage], held=True, leaving=going))
    QApplication.processEvents()
    return phone.panel.calls[usage]


def test_a_transfer_can_be_undone_as_long_as_its_bar_runs(
    qtbot: QtBot, undo: Undo, phone: FakePhone
) -> None:
    call = leaving(phone)
    assert undo.toast.isVisible()
    assert undo.toast.text.text() == "Meyer goes to Anna Berger."
    assert undo.toast.left == 1.0
    phone.time += 1.0
    assert undo.toast.left == 0.5
    qtbot.mouseClick(undo.toast.button, LEFT)
    assert phone.done == [("undo transfer",)]
    phone.change_call(replace(call, leaving=None))
    assert not undo.toast.isVisible()


def test_the_bar_gets_shorter(qtbot: QtBot, undo: Undo, phone: FakePhone) -> None:
    leaving(phone)
    toast = undo.toast

    def drawn() -> int:
        row = toast.grab().toImage()
        y = toast.height() - 4
        return sum(row.pixelColor(x, y).lightness() > 200 for x in range(toast.width()))

    whole = drawn()
    phone.time += 1.5
    assert 0 < drawn() < whole / 2


def test_ctrl_z_takes_a_transfer_back_first_and_settings_then(
    qtbot: QtBot, window: MainWindow, undo: Undo, phone: FakePhone
) -> None:
    window.change_settings("Keep fewer calls", calls=CallsSettings(keep=10))
    call = leaving(phone)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.config.calls.keep == 10
    phone.change_call(replace(call, leaving=None))
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.config.calls.keep == 1000
    assert window.toast.text.text() == "Undone: Keep fewer calls"


def test_the_settings_say_how_long_a_transfer_waits(
    window: MainWindow, undo: Undo, phone: FakePhone
) -> None:
    assert phone.undo_within == 2.0
    calls = msgspec.structs.replace(window.config.calls, undo_transfer=0)
    window.change_settings(calls=calls)
    assert phone.undo_within == 0.0
