from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings, PageSettings
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.pages.arrangement import Filter
from blfpanel.gui.pages.feature import Windowing
from blfpanel.gui.pages.state import Windows, WindowState, keep, load, on_screen
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

CONFIG = Config(
    keys=(KeySettings(number="201", page="One"), KeySettings(number="301", page="Two")),
    pages=(PageSettings(name="One"), PageSettings(name="Two")),
)


class Room:
    """Windows that can be closed and opened again."""

    def __init__(self, qtbot: QtBot, theme: Theme, phone: FakePhone, path: Path) -> None:
        self._qtbot, self._theme, self._phone, self._path = qtbot, theme, phone, path
        for number in ("201", "301"):
            phone.idle(phone.add(f"Partner {number}", number))
        self.opened: list[Windowing] = []
        self.done = phone.done

    def open(self) -> tuple[MainWindow, Windowing]:
        store = Store(CONFIG)
        window = MainWindow(self._phone, self._theme, store)
        self._qtbot.addWidget(window)
        window.started()
        window.show()
        self._qtbot.waitExposed(window)
        desk = Desk(window, self._phone, store, self._theme, Sound(CONFIG.sound))
        windowing = Windowing(desk, self._path)
        windowing.restore()
        self.opened.append(windowing)
        settle()
        return window, windowing


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, phone: FakePhone, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, theme, phone, tmp_path / "windows.json")
    yield made
    for windowing in made.opened:
        windowing.close()
    phone.listeners.clear()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_another_window_has_its_own_page_and_size(
    qtbot: QtBot, room: Room, phone: FakePhone
) -> None:
    window, windowing = room.open()
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL | SHIFT)
    [panel] = windowing.panels
    panel.pages.show_page("Two")
    panel.pages.sizes.chosen.emit(KeySize.LARGE)
    assert window.pages.page == "One"
    assert window.view.key_size is KeySize.MEDIUM
    assert panel.windowTitle() == "Two – blfpanel"
    settle()
    index = panel.pages.rows.index_of(KeyId("301"))
    place = panel.pages.view.key_rect(index).center()
    qtbot.mouseClick(panel.pages.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert phone.done == [("press", "301")]
    assert window.views() == [window.view, panel.pages.view]
    panel.close()
    assert window.views() == [window.view]


def test_windows_are_found_as_they_were_left(room: Room) -> None:
    window, windowing = room.open()
    window.setGeometry(40, 50, 640, 420)
    window.pages.show_page("Two")
    window.pages.set_filter(Filter.FREE)
    window.toggle_calls()
    panel = windowing.open_panel(KeySize.SMALL)
    panel.setGeometry(100, 90, 500, 300)
    settle()
    windowing.close()
    room.opened.remove(windowing)
    window.hide()
    again, kept = room.open()
    assert again.geometry() == QRect(40, 50, 640, 420)
    assert again.pages.page == "Two"
    assert again.pages.filter is Filter.FREE
    assert not again.calls_wanted
    [panel] = kept.panels
    assert panel.geometry() == QRect(100, 90, 500, 300)
    assert panel.pages.view.key_size is KeySize.SMALL


def test_what_lies_on_no_screen_is_brought_back(qapp: QApplication) -> None:
    home = qapp.primaryScreen().availableGeometry()
    assert on_screen(QRect(10, 20, 300, 200)) == QRect(10, 20, 300, 200)
    lost = on_screen(QRect(home.right() + 5000, 20, 300, 200))
    assert home.contains(lost)
    assert lost.size() == QRect(0, 0, 300, 200).size()
    assert home.contains(on_screen(QRect(-9000, -9000, 90_000, 90_000)))


def test_a_file_that_cannot_be_read_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "windows.json"
    assert load(path) == Windows()
    path.write_text('{"main": {"page": 7}}')
    assert load(path) == Windows()
    keep(path, Windows(main=WindowState(page="Two")))
    assert load(path).main.page == "Two"


def test_pages_are_turned_by_keys(qtbot: QtBot, room: Room) -> None:
    window, _ = room.open()
    window.activateWindow()
    settle()
    qtbot.keyClick(window.view, Qt.Key.Key_2, CONTROL)
    assert window.pages.page == "Two"
    qtbot.keyClick(window.view, Qt.Key.Key_Tab, CONTROL)
    assert window.pages.page == "One"
    qtbot.keyClick(window.view, Qt.Key.Key_E, CONTROL)
    assert window.pages.hands.editing
    qtbot.keyClick(window.view, Qt.Key.Key_E, CONTROL)
    assert not window.pages.hands.editing


def test_a_click_on_what_is_in_doubt_shows_only_that(
    qtbot: QtBot, room: Room, phone: FakePhone
) -> None:
    window, _ = room.open()
    phone.doubt(KeyId("201"), "refresh failed")
    window.refresh()
    assert window.status.problems.text() == "1 stale"
    qtbot.mouseClick(window.status.problems, Qt.MouseButton.LeftButton)
    assert window.pages.filter is Filter.DOUBT
    qtbot.mouseClick(window.status.problems, Qt.MouseButton.LeftButton)
    assert window.pages.filter is Filter.ALL


def test_a_key_is_edited_beside_the_others_and_that_is_undone(qtbot: QtBot, room: Room) -> None:
    window, windowing = room.open()
    [action] = windowing._offer(KeyId("201"))
    action.trigger()
    editor = windowing.editor
    assert editor.isVisible()
    assert editor.page is not None
    row = next(row for row in editor.page.rows if row.setting.name == "label")
    qtbot.keyClicks(row.control.field, "Helene")
    qtbot.keyClick(row.control.field, Qt.Key.Key_Return)
    assert window.config.keys[0].label == "Helene"
    windowing.undo()
    assert window.config.keys[0].label == ""
    window.activateWindow()
    settle()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not editor.isVisible()


@pytest.mark.parametrize("by", ["enter", "double click"])
def test_in_the_edit_mode_a_key_opens_its_settings(qtbot: QtBot, room: Room, by: str) -> None:
    window, windowing = room.open()
    window.commands["edit_keys"].action.trigger()
    view = window.view
    view.focus_key(KeyId("201"))
    if by == "enter":
        qtbot.keyClick(view, Qt.Key.Key_Return)
    else:
        place = view.visualRect(view.currentIndex()).center()
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert windowing.editor.isVisible()
    assert room.done == []


def test_a_key_is_added_to_the_page_shown(qtbot: QtBot, room: Room) -> None:
    window, windowing = room.open()
    window.pages.show_page("Two")
    windowing.add_key()
    assert windowing.editor.page is not None
    row = next(row for row in windowing.editor.page.rows if row.setting.name == "number")
    qtbot.keyClicks(row.control.field, "302")
    qtbot.keyClick(row.control.field, Qt.Key.Key_Return)
    assert window.config.keys[-1] == KeySettings(number="302", page="Two")


def test_a_key_that_is_removed_is_edited_no_more(room: Room) -> None:
    window, windowing = room.open()
    windowing.edit_key(KeyId("301"))
    assert windowing.editor.isVisible()
    window.change_settings(keys=window.config.keys[:1])
    assert not windowing.editor.isVisible()


def test_a_key_offers_the_other_numbers_that_are_known(room: Room) -> None:
    window, windowing = room.open()
    assert [action.text() for action in windowing._offer(KeyId("201"))] == ["Edit key…"]
    key = KeySettings(number="201", page="One", mobile="0171 392", voicemail="*97201")
    window.change_settings(keys=(key,))
    mobile, voicemail, _ = windowing._offer(KeyId("201"))
    assert (mobile.text(), voicemail.text()) == ("Mobile", "Voicemail")
    mobile.trigger()
    voicemail.trigger()
    dialled = [done[1] for done in room.done if done[0] == "dial"]
    assert dialled == ["0171 392", "*97201"]
