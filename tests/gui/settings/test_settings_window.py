"""The settings window, as a person uses it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from blfpanel.config import catalog
from blfpanel.config.account import AccountSettings
from blfpanel.config.keys import KeySettings, PageSettings
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import Blink
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.settings.controls import (
    ChoiceControl,
    ChoicesControl,
    DeviceControl,
    NumberControl,
    SwitchControl,
    TextControl,
)
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.page import Workshop
from blfpanel.gui.settings.row import SettingRow, marked
from blfpanel.gui.settings.rows_list import EntryPage, RowsList
from blfpanel.gui.settings.window import SettingsWindow
from blfpanel.gui.sound.sound import Sound
from support.fake_sound import FakeInput, FakeSystem

RECEPTION = AccountSettings(name="Reception", user="200", server="pbx.example.com")
SALES = AccountSettings(name="Sales", user="300", server="pbx.example.com")


@pytest.fixture
def store() -> Store:
    keys = (KeySettings(number="207", account="Sales"), KeySettings(number="208"))
    return Store(Config(accounts=(RECEPTION, SALES), keys=keys))


@pytest.fixture
def settings(qtbot: QtBot, theme: Theme, store: Store) -> Iterator[SettingsWindow]:
    editor = Editor(store)
    made = SettingsWindow(theme, Workshop(theme, editor))
    qtbot.addWidget(made)
    made.show()
    yield made
    editor.leave()


def row(window: SettingsWindow, path: str) -> SettingRow:
    assert window.page is not None
    return next(found for found in window.page.rows if found.setting.path == path)


def entries(window: SettingsWindow) -> RowsList:
    assert window.page is not None
    return window.page.findChildren(RowsList)[0]


def press_switch(qtbot: QtBot, window: SettingsWindow, path: str) -> None:
    control = row(window, path).control
    assert isinstance(control, SwitchControl)
    qtbot.mouseClick(control.switch, Qt.MouseButton.LeftButton)


def test_a_switch_works_at_once_and_can_be_taken_back(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    settings.show_category("privacy")
    press_switch(qtbot, settings, "window.hide_remote")
    assert store.config.window.hide_remote
    assert settings.toast.text.text() == "Hide with whom partners speak: off → on"
    assert settings.toast.button.text() == "Undo"
    qtbot.mouseClick(settings.toast.button, Qt.MouseButton.LeftButton)
    assert not store.config.window.hide_remote
    control = row(settings, "window.hide_remote").control
    assert isinstance(control, SwitchControl)
    assert not control.switch.isChecked()


def test_a_choice_shows_words_and_keeps_values(settings: SettingsWindow, store: Store) -> None:
    settings.show_category("lamps")
    control = row(settings, "window.blink").control
    assert isinstance(control, ChoiceControl)
    assert control.choice.currentText() == "Normal"
    control.choice.setFocus()
    control.choice.setCurrentIndex(control.choice.findText("Off"))
    control.choice.activated.emit(control.choice.currentIndex())
    assert store.config.window.blink is Blink.OFF


def test_a_number_takes_digits_and_its_unit(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    category = next(c for c in catalog.categories() if c.name == "accounts")
    settings.open_entry(category, category.rows[0], 0)
    control = row(settings, "accounts.no_answer_after").control
    assert isinstance(control, NumberControl)
    assert control.spin.text() == "20 s"
    assert control.spin.lineEdit().width() > 40
    control.spin.setFocus()
    control.spin.selectAll()
    qtbot.keyClicks(control.spin, "35")
    qtbot.keyClick(control.spin, Qt.Key.Key_Return)
    assert store.config.accounts[0].no_answer_after == 35


def test_what_is_wrong_is_explained_and_not_applied(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    category = next(c for c in catalog.categories() if c.name == "accounts")
    settings.open_entry(category, category.rows[0], 0)
    found = row(settings, "accounts.server")
    assert isinstance(found.control, TextControl)
    found.control.edit.setText("two words")
    qtbot.keyClick(found.control.edit, Qt.Key.Key_Return)
    assert store.config.accounts[0].server == "pbx.example.com"
    assert found.problem.text() == 'This is not "HOST" or "HOST:PORT". It was not applied.'
    assert found.problem.isVisible()
    assert "not applied" in found.control.edit.accessibleDescription()
    found.control.edit.setText("other.example.com")
    qtbot.keyClick(found.control.edit, Qt.Key.Key_Return)
    assert store.config.accounts[0].server == "other.example.com"
    assert not found.problem.isVisible()


def test_values_are_ticked_in_an_order(settings: SettingsWindow, store: Store) -> None:
    category = next(c for c in catalog.categories() if c.name == "accounts")
    settings.open_entry(category, category.rows[0], 0)
    control = row(settings, "accounts.codecs").control
    assert isinstance(control, ChoicesControl)
    assert control.button.text() == "As usual"
    for name in ("G.722", "Opus"):
        control.menu.aboutToShow.emit()
        next(entry for entry in control.menu.actions() if entry.text() == name).trigger()
    assert [codec.value for codec in store.config.accounts[0].codecs] == ["G722", "opus"]
    assert control.button.text() == "G.722, Opus"


def test_reset_stands_in_a_rows_menu(settings: SettingsWindow, store: Store) -> None:
    settings.show_category("lamps")
    found = row(settings, "window.blink")
    reset = found.make_menu().actions()[-1]
    assert reset.text() == "Reset"
    assert not reset.isEnabled()
    found.control.chosen.emit("slow")
    reset = found.make_menu().actions()[-1]
    assert reset.isEnabled()
    reset.trigger()
    assert store.config.window.blink is Blink.NORMAL


def test_what_the_administrator_locked_says_so(settings: SettingsWindow, store: Store) -> None:
    store.provide(store.config, ["window.blink", "accounts"])
    settings.show_category("lamps")
    found = row(settings, "window.blink")
    assert not found.control.field.isEnabled()
    assert "Set by your administrator" in found.control.field.accessibleDescription()
    assert row(settings, "window.lamps").control.field.isEnabled()
    settings.show_category("accounts")
    some = entries(settings)
    assert not some.add_button.isEnabled()
    assert not some.remove.isEnabled()


def test_the_search_finds_across_categories_and_marks(
    qtbot: QtBot, settings: SettingsWindow
) -> None:
    qtbot.keyClicks(settings.search, "volume")
    assert settings.page is not None
    found = [shown.setting.path for shown in settings.page.rows]
    assert {"sound.ringer_volume", "sound.speaker_volume"} <= set(found)
    assert "volume</span>" in row(settings, "sound.ringer_volume").title.text()
    settings.search.setText("xyzzy")
    assert settings.page is not None
    assert not settings.page.rows
    qtbot.keyClick(settings.search, Qt.Key.Key_Escape)
    assert settings.search.text() == ""
    assert settings.page is not None
    assert settings.page.heading.text() == "Accounts"


def test_marks_are_safe() -> None:
    assert marked("<b> & b", "b", "#eee").count("<span") == 2
    assert marked("<b>", "", "#eee") == "&lt;b&gt;"


def test_an_account_is_added_when_it_has_all_it_needs(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    settings.show_category("accounts")
    qtbot.mouseClick(entries(settings).add_button, Qt.MouseButton.LeftButton)
    assert isinstance(settings.page, EntryPage)
    assert "Number or user name, Server" in settings.page.hint.text()
    for path, text in (("accounts.user", "400"), ("accounts.server", "pbx.example.com")):
        assert len(store.config.accounts) == 2
        control = row(settings, path).control
        assert isinstance(control, TextControl)
        control.edit.setText(text)
        qtbot.keyClick(control.edit, Qt.Key.Key_Return)
    assert store.config.accounts[2].user == "400"
    assert not settings.page.hint.isVisible()
    press_switch(qtbot, settings, "accounts.auto_answer")
    assert store.config.accounts[2].auto_answer
    qtbot.mouseClick(settings.page.back, Qt.MouseButton.LeftButton)
    assert entries(settings).list.count() == 3


def test_entries_are_opened_moved_and_removed_by_keyboard(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    settings.show_category("accounts")
    some = entries(settings)
    some.list.setCurrentRow(1)
    qtbot.mouseClick(some.up, Qt.MouseButton.LeftButton)
    assert store.config.accounts == (SALES, RECEPTION)
    assert some.list.currentRow() == 0
    qtbot.keyClick(some.list, Qt.Key.Key_Return)
    assert isinstance(settings.page, EntryPage)
    assert settings.page.heading.text() == "Sales"
    qtbot.keyClick(settings, Qt.Key.Key_Escape)
    some = entries(settings)
    some.list.setCurrentRow(0)
    qtbot.keyClick(some.list, Qt.Key.Key_Delete)
    assert store.config.accounts == (RECEPTION,)
    qtbot.keyClick(settings, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert store.config.accounts == (SALES, RECEPTION)


def test_keys_follow_an_account_that_is_renamed(settings: SettingsWindow, store: Store) -> None:
    editor = Editor(store)
    assert editor.put_in_row(catalog.setting("accounts", "name"), 1, "Shop") == ""
    assert [key.account for key in store.config.keys] == ["Shop", ""]
    assert editor.put_in_row(catalog.setting("accounts", "name"), 1, "Reception") == (
        "There is one of this name already."
    )
    editor.leave()


def test_a_second_page_of_one_name_is_refused(store: Store) -> None:
    editor = Editor(store)
    pages = next(rows for c in catalog.categories() for rows in c.rows if rows.table == "pages")
    assert editor.add(pages, {"name": "Sales"}) == ""
    assert editor.add(pages, {"name": "Sales"}) == "There is one of this name already."
    assert store.config.pages == (PageSettings(name="Sales"),)
    editor.leave()


def test_everything_has_a_name_and_a_description(settings: SettingsWindow) -> None:
    for category in catalog.categories():
        settings.show_category(category.name)
        assert settings.page is not None
        for shown in settings.page.rows:
            spoken = QAccessible.queryAccessibleInterface(shown.control.field)
            if not isinstance(shown.control.field, QComboBox):
                assert spoken.text(QAccessible.Text.Name) == shown.setting.title
            assert shown.title.buddy() is shown.control.field
            assert spoken.text(QAccessible.Text.Description).startswith(shown.setting.help)
            assert shown.control.field.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_fields_are_not_changed_by_being_shown(settings: SettingsWindow, store: Store) -> None:
    before = store.config
    for category in catalog.categories():
        settings.show_category(category.name)
        for rows in category.rows:
            if getattr(store.config, rows.table):
                settings.open_entry(category, rows, 0)
    for field in settings.findChildren(QLineEdit):
        if not isinstance(field.parent(), QSpinBox):
            field.editingFinished.emit()
    assert store.config == before


def test_a_microphone_is_chosen_and_listened_to(
    qtbot: QtBot, theme: Theme, store: Store, request: pytest.FixtureRequest
) -> None:
    editor = Editor(store)
    sound = Sound(store.config.sound, lambda: FakeSystem(["Headset"], ["Headset"]))
    sound.start()
    request.addfinalizer(sound.stop)
    window = SettingsWindow(theme, Workshop(theme, editor, sound))
    qtbot.addWidget(window)
    window.show()
    window.show_category("sound")
    control = row(window, "sound.microphone").control
    assert isinstance(control, DeviceControl)
    assert control.meter is not None
    names = [control.choice.itemText(at) for at in range(control.choice.count())]
    assert names[0] == "As the system has it"
    assert len(names) > 1
    control.choice.setCurrentIndex(1)
    control.choice.activated.emit(1)
    assert store.config.sound.microphone == names[1]
    qtbot.mouseClick(control.button, Qt.MouseButton.LeftButton)
    opened = control.meter.input
    assert isinstance(opened, FakeInput)
    opened.say(b"\xff\x3f" * 480)
    control.meter.measure()
    assert control.meter.isVisible()
    assert control.meter.value() > 50
    qtbot.mouseClick(control.button, Qt.MouseButton.LeftButton)
    assert opened.closed
    assert not control.meter.isVisible()
    editor.leave()


def test_groups_are_ticked_among_those_of_the_keys(settings: SettingsWindow, store: Store) -> None:
    keys = tuple(KeySettings(number=n, group=g) for n, g in (("1", "Sales"), ("2", "Service")))
    store.change(keys=keys)
    settings.show_category("alerts")
    control = row(settings, "alerts.groups").control
    assert isinstance(control, ChoicesControl)
    assert control.button.text() == "None"
    control.menu.aboutToShow.emit()
    assert [entry.text() for entry in control.menu.actions()] == ["Sales", "Service"]
    control.menu.actions()[1].trigger()
    assert store.config.alerts.groups == ("Service",)
    store.change(keys=())
    settings.show_category("alerts")
    control = row(settings, "alerts.groups").control
    assert isinstance(control, ChoicesControl)
    control.menu.aboutToShow.emit()
    control.menu.actions()[0].trigger()
    assert store.config.alerts.groups == ()


def test_the_wheel_scrolls_and_changes_nothing(settings: SettingsWindow, store: Store) -> None:
    before = store.config
    for category in ("lamps", "alerts", "sound"):
        settings.show_category(category)
        assert settings.page is not None
        for shown in settings.page.rows:
            field = shown.control.field
            turn = QWheelEvent(
                QPointF(5, 5),
                QPointF(field.mapToGlobal(QPoint(5, 5))),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(field, turn)
    assert store.config == before


def test_what_is_being_typed_stays_when_something_else_changes(
    qtbot: QtBot, settings: SettingsWindow, store: Store
) -> None:
    settings.activateWindow()
    settings.show_category("directories")
    country = row(settings, "numbers.country").control
    assert isinstance(country, TextControl)
    country.edit.setFocus()
    qtbot.waitUntil(country.edit.hasFocus)
    qtbot.keyClicks(country.edit, "4")
    store.change(window=msgspec.structs.replace(store.config.window, blink=Blink.SLOW))
    assert country.edit.text() == "4"
    qtbot.keyClicks(country.edit, "9")
    qtbot.keyClick(country.edit, Qt.Key.Key_Return)
    assert store.config.numbers.country == "49"
    store.undo()
    assert country.edit.text() == ""
