"""The legend and the sheet of shortcuts, as a person uses them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from blfpanel.gui.features import Desk
from blfpanel.gui.help import feature
from blfpanel.gui.help.feature import Help
from blfpanel.gui.help.legend import ENTRIES, Legend
from blfpanel.gui.help.sheet import ShortcutSheet
from blfpanel.gui.help.shortcuts import unusable
from blfpanel.gui.keys.glyphs import Glyph
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_phone import FakePhone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def helped(window: MainWindow, phone: FakePhone) -> Iterator[Help]:
    desk = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    with feature.attached(desk) as made:
        yield made


@pytest.fixture
def sheet(qtbot: QtBot, window: MainWindow, helped: Help) -> ShortcutSheet:
    window.commands["shortcuts"].action.trigger()
    page = helped.pages[ShortcutSheet]
    assert isinstance(page, ShortcutSheet)
    qtbot.waitUntil(page.isActiveWindow, timeout=2000)
    return page


def item(sheet: ShortcutSheet, text: str) -> QTreeWidgetItem:
    return sheet.list.findItems(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]


def shown(sheet: ShortcutSheet) -> list[tuple[str, str]]:
    return [
        (row.text(0), row.text(1)) for _, rows in sheet._rows for row in rows if not row.isHidden()
    ]


# --- the legend ---


def test_f1_opens_the_legend_and_esc_goes_back_to_the_keys(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, helped: Help
) -> None:
    phone.add("Anna", "207")
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_F1)
    legend = helped.pages[Legend]
    assert legend.isVisible()
    assert not legend.isModal()
    qtbot.waitUntil(legend.isActiveWindow, timeout=2000)
    qtbot.keyClick(legend, Qt.Key.Key_Escape)
    assert not helped.pages
    assert window.focusWidget() is window.view


def test_the_legend_has_every_lamp_with_what_it_means_and_what_a_click_does(
    window: MainWindow, helped: Help
) -> None:
    legend = helped.legend()
    assert isinstance(legend, Legend)
    assert {entry.face.glyph for entry in ENTRIES} == set(Glyph) - {Glyph.NOTHING}
    words = [row.word for row in legend.rows]
    assert words[:3] == ["Idle", "Ringing", "Picking up…"]
    assert {"Was idle", "Unknown", "Refused · 403"} <= set(words)
    for row in legend.rows:
        assert "Click" in row.accessibleName()


def test_the_legend_follows_the_theme_of_the_lamps(window: MainWindow, helped: Help) -> None:
    legend = helped.legend()
    assert legend.sentence.text().startswith("Lamps: Clear.")
    window.theme.choose_lamps("snom")
    assert legend.sentence.text().startswith("Lamps: Snom.")
    talking = next(row for row in legend.rows if row.word == "Talking")  # type: ignore[attr-defined]
    image = talking.tile.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert "#d9141e" in colours


# --- the sheet ---


def test_a_question_mark_opens_the_sheet_and_all_commands_are_on_it(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, helped: Help
) -> None:
    phone.add("Anna", "207")
    window.view.setFocus()
    qtbot.keyClick(window.view, "?")
    sheet = helped.pages[ShortcutSheet]
    assert isinstance(sheet, ShortcutSheet)
    listed = {text for text, _ in shown(sheet)}
    assert listed >= {command.text for command in window.commands.all()}
    assert ("Mute", "Ctrl+M") in shown(sheet)


def test_in_a_field_a_question_mark_is_a_question_mark(
    qtbot: QtBot, window: MainWindow, helped: Help
) -> None:
    window.header.begin_search()
    qtbot.keyClicks(window.header.omnibox, "who?")
    assert window.header.omnibox.text() == "who?"
    assert not helped.pages


@pytest.mark.parametrize(
    ("typed", "found"), [("mute", "Mute"), ("ctrl+m", "Mute"), ("hang", "Hang up")]
)
def test_the_sheet_finds_commands_by_words_and_by_keys(
    qtbot: QtBot, sheet: ShortcutSheet, typed: str, found: str
) -> None:
    qtbot.keyClicks(sheet.search, typed)
    assert found in [text for text, _ in shown(sheet)]
    assert len(shown(sheet)) < 6
    assert not sheet.list.currentItem().isHidden()


def change(qtbot: QtBot, sheet: ShortcutSheet, command: str, keys: str) -> None:
    sheet.list.setCurrentItem(item(sheet, command))
    sheet.list.setFocus()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.change.isVisible()
    assert command in sheet.change.title.text()
    combination = QKeySequence(keys)
    qtbot.keySequence(sheet.change.field, combination)


def test_other_keys_work_at_once_and_are_kept(
    qtbot: QtBot, window: MainWindow, phone: FakePhone, sheet: ShortcutSheet
) -> None:
    change(qtbot, sheet, "Do not disturb", "Ctrl+Alt+D")
    qtbot.mouseClick(sheet.change.take, Qt.MouseButton.LeftButton)
    assert [(w.action, w.keys) for w in window.config.shortcuts] == [
        ("do_not_disturb", "Ctrl+Alt+D")
    ]
    assert item(sheet, "Do not disturb").text(1) == "Ctrl+Alt+D"
    assert not sheet.change.isVisible()
    sheet.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    qtbot.keySequence(window, QKeySequence("Ctrl+Alt+D"))
    assert phone.quiet


def test_keys_of_another_command_are_said_and_taken_only_by_a_press(
    qtbot: QtBot, window: MainWindow, sheet: ShortcutSheet
) -> None:
    change(qtbot, sheet, "Keypad", "Ctrl+M")
    assert "“Mute” has these keys" in sheet.change.said.text()
    assert window.commands.keys_of("mute") == "Ctrl+M"
    qtbot.mouseClick(sheet.change.take, Qt.MouseButton.LeftButton)
    assert window.commands.keys_of("keypad") == "Ctrl+M"
    assert window.commands.keys_of("mute") == ""


@pytest.mark.parametrize("keys", ["A", "Shift+A", "5", "#", "Return", "Down", "Shift+Space"])
def test_keys_that_are_needed_for_typing_and_moving_are_refused(keys: str) -> None:
    assert "Add Ctrl or Alt" in unusable(QKeySequence(keys))


@pytest.mark.parametrize("keys", ["", "Ctrl+A", "F5", "Alt+5", "Ctrl+Shift+Down", "?", "Shift+F2"])
def test_other_keys_are_not(keys: str) -> None:
    assert unusable(QKeySequence(keys)) == ""


def test_a_refused_key_cannot_be_taken(
    qtbot: QtBot, window: MainWindow, sheet: ShortcutSheet
) -> None:
    change(qtbot, sheet, "Keypad", "A")
    assert "Letters and digits" in sheet.change.said.text()
    assert not sheet.change.take.isEnabled()


def test_a_command_can_have_no_keys_and_its_usual_ones_again(
    qtbot: QtBot, window: MainWindow, sheet: ShortcutSheet
) -> None:
    change(qtbot, sheet, "Mute", "")
    qtbot.mouseClick(sheet.change.none, Qt.MouseButton.LeftButton)
    assert window.commands.keys_of("mute") == ""
    change(qtbot, sheet, "Mute", "")
    assert sheet.change.usual.text() == "Usual keys: Ctrl+M"
    qtbot.mouseClick(sheet.change.usual, Qt.MouseButton.LeftButton)
    assert window.commands.keys_of("mute") == "Ctrl+M"
    assert window.config.shortcuts == ()


def test_a_screen_reader_hears_command_and_keys_in_one(sheet: ShortcutSheet) -> None:
    spoken = item(sheet, "Mute").data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Mute, Ctrl+M"
    assert sheet.list.accessibleName() == "Shortcuts"
