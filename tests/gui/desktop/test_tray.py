"""The icon in the tray: what it shows, says and does, and what closing the window does."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from blfpanel.config.desktop import DesktopSettings
from blfpanel.config.sound import SoundSettings
from blfpanel.config.window import WindowSettings
from blfpanel.gui.desktop.tray import Tray
from blfpanel.gui.desktop.tray_icon import Badge, Base, Sign, tray_icon
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.changes import KeyRemoved
from blfpanel.panel.model import CallRecord, CallResult, OwnCallState, Party
from support.fake_phone import FakePhone

#: what the offscreen platform says of windows and of icons in a tray it does not have
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support raise", "No such signal QPlatformNativeInterface"
)

SIGNS = [*(Sign(base) for base in Base), *(Sign(Base.REGISTERED, badge, 2) for badge in Badge)]


class Box:
    """A window with an icon in a tray that can be taken away."""

    def __init__(self, window: MainWindow, phone: FakePhone, theme: Theme) -> None:
        self.window, self.phone = window, phone
        self.store = window.store
        desk = Desk(window, phone, self.store, theme, Sound(SoundSettings()))
        self.tray = Tray(desk)
        phone.listen(self.tray.handle)
        self.store.listen(self.tray.use)
        self.anna = phone.add("Anna Berger", "207")
        phone.idle(self.anna)
        phone.account("registered", "Registered at pbx.example.com")
        self.left = 0
        window.closing.connect(self._leave)

    def _leave(self) -> None:
        self.left += 1

    @property
    def sign(self) -> Sign | None:
        return self.tray._sign

    def choose(self, **window: object) -> None:
        changed = msgspec.structs.replace(WindowSettings(), **window)
        self.store.change("", window=changed)

    def offered(self) -> list[str]:
        """What the menu of the icon has."""
        self.tray.menu.aboutToShow.emit()
        return [
            action.text()
            for action in self.tray.menu.actions()
            if action.isVisible() and action.text()
        ]

    def choose_entry(self, text: str) -> None:
        (action,) = (action for action in self.tray.menu.actions() if action.text() == text)
        action.trigger()


@pytest.fixture
def with_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)


@pytest.fixture
def box(window: MainWindow, phone: FakePhone, theme: Theme) -> Iterator[Box]:
    made = Box(window, phone, theme)
    yield made
    made.tray.leave()
    made.store.unlisten(made.tray.use)


def test_what_wants_a_person_at_once_is_shown_before_what_only_is_so(box: Box) -> None:
    phone = box.phone
    assert box.sign == Sign(Base.REGISTERED)
    phone.set_do_not_disturb(True)
    assert box.sign == Sign(Base.REGISTERED, Badge.DO_NOT_DISTURB)
    party = Party("sip:0301@pbx", "0301")
    record = CallRecord(party, False, CallResult.MISSED, "Reception", 0.0, None, 9.0)
    for _ in range(2):
        phone.call_log.add(record, phone.wall)
    box.window.clocks.ticked.emit()
    assert box.sign == Sign(Base.REGISTERED, Badge.MISSED, 2)
    phone.call(1, OwnCallState.TALKING, "211")
    assert box.sign == Sign(Base.REGISTERED, Badge.IN_CALL)
    phone.ring(box.anna, "0302")
    assert box.sign == Sign(Base.REGISTERED, Badge.PARTNER)
    phone.call(2, OwnCallState.INCOMING, "0303")
    assert box.sign == Sign(Base.REGISTERED, Badge.OWN_CALL)


def test_accounts_and_doubt_are_shown_by_the_tiles(box: Box) -> None:
    box.phone.doubt(box.anna, "no news")
    assert box.sign == Sign(Base.DOUBT)
    box.phone.account("failed", "No answer", name="Sales")
    assert box.sign == Sign(Base.NOT_REGISTERED)
    box.phone.account("registered", "Registered", name="Sales")
    box.phone.tell(KeyRemoved(box.anna))
    assert box.sign == Sign(Base.REGISTERED)


def test_without_an_account_nothing_is_registered(
    window: MainWindow, phone: FakePhone, theme: Theme
) -> None:
    tray = Tray(Desk(window, phone, window.store, theme, Sound(SoundSettings())))
    assert tray._sign == Sign(Base.NOT_REGISTERED)
    assert tray.icon.toolTip() == "blfpanel"
    tray.leave()


def test_the_tooltip_says_it_in_words(box: Box) -> None:
    assert box.tray.icon.toolTip() == "blfpanel\nRegistered at pbx.example.com"
    box.phone.ring(box.anna, "0302")
    assert box.tray.icon.toolTip() == "blfpanel\nRegistered at pbx.example.com\n1 ringing"


def test_the_menu_offers_what_can_be_done_now(box: Box, qtbot: QtBot) -> None:
    assert box.offered() == ["Show blfpanel", "Do not disturb", "Quit"]
    box.phone.ring(box.anna, "0302")
    call = box.phone.call(1, OwnCallState.INCOMING, "0301")
    box.window.refresh()
    assert box.offered() == ["Show blfpanel", "Answer", "Pick up", "Do not disturb", "Quit"]
    box.choose_entry("Answer")
    box.choose_entry("Pick up")
    assert box.phone.done == [("answer", call), ("pick up", box.anna)]
    box.choose_entry("Do not disturb")
    assert box.phone.quiet
    box.offered()
    assert box.tray.do_not_disturb.isChecked()
    box.window.hide()
    box.choose_entry("Show blfpanel")
    assert box.window.isVisible()
    box.choose_entry("Quit")
    assert box.left == 1


def test_a_click_on_the_icon_shows_the_window(box: Box) -> None:
    box.window.hide()
    box.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert box.window.isVisible()


def test_closing_leaves_unless_wanted_otherwise(box: Box) -> None:
    box.window.close()
    assert (box.left, box.window.isVisible()) == (1, False)


@pytest.mark.usefixtures("with_tray")
def test_closing_into_the_tray_and_quitting_for_good(box: Box) -> None:
    box.choose(close_to_tray=True)
    box.window.close()
    assert (box.left, box.window.isVisible()) == (0, False)
    box.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert box.window.isVisible()
    box.window.commands["quit"].action.trigger()
    assert box.left == 1


def test_the_icon_comes_when_the_desktop_has_a_place_for_it(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not box.tray.icon.isVisible(), "there was no tray at first"
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    box.window.clocks.ticked.emit()
    assert box.tray.icon.isVisible()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    box.window.clocks.ticked.emit()
    assert not box.tray.icon.isVisible()


@pytest.mark.usefixtures("with_tray")
def test_without_the_icon_nothing_closes_into_it(box: Box) -> None:
    box.choose(close_to_tray=True)
    box.store.change("", desktop=DesktopSettings(tray=False))
    assert not box.tray.icon.isVisible()
    box.window.close()
    assert box.window.isVisible()
    assert "no tray" in box.window.notices.texts()[0]


def press(box: Box, qtbot: QtBot, word: str) -> None:
    from blfpanel.gui.notices import NoticeLine

    (line,) = box.window.findChildren(NoticeLine)
    (button,) = (button for button in line.buttons if button.text() == word)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_a_tray_closing_asks_once_and_minimises_from_then_on(
    box: Box, qtbot: QtBot
) -> None:
    box.choose(close_to_tray=True)
    box.window.close()
    assert (box.left, box.window.isVisible()) == (0, True)
    press(box, qtbot, "Minimise")
    assert box.window.isMinimized()
    assert box.window.notices.texts() == []
    box.window.showNormal()
    box.window.close()
    assert box.window.isMinimized()
    assert box.left == 0


def test_without_a_tray_closing_asks_once_or_quits(box: Box, qtbot: QtBot) -> None:
    box.choose(close_to_tray=True)
    box.window.close()
    press(box, qtbot, "Quit")
    assert box.left == 1


def test_whoever_closes_again_instead_of_answering_is_not_trapped(box: Box) -> None:
    box.choose(close_to_tray=True)
    box.window.close()
    box.window.close()
    assert (box.left, box.window.isVisible()) == (1, False)


@pytest.mark.usefixtures("with_tray")
def test_starting_without_the_window_in_the_tray(box: Box) -> None:
    box.tray.begin()
    assert box.window.isVisible()
    box.choose(start_minimized=True)
    box.tray.begin()
    assert not box.window.isVisible()


def test_starting_minimised_where_there_is_no_tray(box: Box) -> None:
    box.choose(start_minimized=True)
    box.tray.begin()
    assert box.window.isMinimized()


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda tokens: tokens.name)
def test_every_sign_looks_different_in_small_too(tokens: Tokens) -> None:
    drawn = [
        bytes(tray_icon(sign, tokens).pixmap(22, 22).toImage().convertToFormat(
            QImage.Format.Format_RGBA8888).constBits())
        for sign in SIGNS
    ]  # fmt: skip
    assert len(set(drawn)) == len(SIGNS)
