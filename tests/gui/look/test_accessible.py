"""Everything by keyboard and by ear: names in the accessibility tree, rings that are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from blfpanel.gui.features import FIRST, Desk, all_attached
from blfpanel.gui.later_features import LATER
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone
from support.front_desk import fill_calls

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

_ROLE = QAccessible.Role


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, phone: FakePhone) -> Iterator[Desk]:
    """The window with all it can do, in the middle of a morning."""
    fill_calls(phone)
    made = Desk(window, phone, window.store, window.theme, Sound(window.config.sound))
    with all_attached(made, (*FIRST, *LATER)):
        window.resize(1300, 900)
        window.controls.keypad()
        window.show_why(KeyId("214"))
        window.refresh()
        QApplication.processEvents()
        yield made


def interface(what: QObject) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(what)
    assert found is not None
    return found


def name(found: QAccessibleInterface) -> str:
    return found.text(QAccessible.Text.Name)


def stops(window: QWidget) -> list[QWidget]:
    """What the Tab key reaches."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisibleTo(window)
        and each.window() is window
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    ]


def keys_by_ear(window: MainWindow) -> dict[str, QAccessibleInterface]:
    grid = interface(window.view)
    children = [grid.child(place) for place in range(grid.childCount())]
    return {name(child).split(",")[0]: child for child in children if child is not None}


# --- by ear ---


def test_each_key_is_named_with_label_number_state_party_and_time(desk: Desk) -> None:
    keys = keys_by_ear(desk.window)
    assert name(keys["Clara Hoffmann"]) == (
        "Clara Hoffmann, 214, ringing, from 030 23125 407, 8 seconds"
    )
    assert name(keys["Emil Hartmann"]).startswith("Emil Hartmann, 223, was idle, uncertain for 3")
    assert name(keys["Robert Klein"]) == "Robert Klein, 243, refused 403, Not allowed to watch"
    assert name(keys["Warehouse gate"]) == ("Warehouse gate, 226, picking up, from 030 23125 118")


def test_a_key_says_what_a_click_does_after_its_name(desk: Desk) -> None:
    clara = keys_by_ear(desk.window)["Clara Hoffmann"]
    assert "Click: pick up" in clara.text(QAccessible.Text.Description)


def test_the_name_follows_the_lamp(desk: Desk, phone: FakePhone) -> None:
    phone.idle(KeyId("214"))
    assert name(keys_by_ear(desk.window)["Clara Hoffmann"]) == "Clara Hoffmann, 214, idle"


def test_whatever_the_keyboard_reaches_has_a_name(desk: Desk) -> None:
    nameless = [
        f"{type(each).__name__} {each.objectName()}"
        for each in stops(desk.window)
        if not name(interface(each)).strip()
    ]
    assert nameless == []


def test_buttons_are_buttons_and_fields_are_fields(desk: Desk) -> None:
    buttons = {_ROLE.Button, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ButtonMenu, _ROLE.PageTab}
    for each in stops(desk.window):
        role = interface(each).role()
        if isinstance(each, QAbstractButton):
            assert role in buttons, each
        elif isinstance(each, QLineEdit):
            assert role is _ROLE.EditableText, each
        assert role is not _ROLE.NoRole, each


def test_the_areas_are_named(desk: Desk) -> None:
    window = desk.window
    for area in (window.view, window.why, window.calls_pane, window.status, window.menu.menu):
        assert area.accessibleName(), area


# --- by keyboard ---


def test_each_command_has_keys_or_stands_in_the_menu(desk: Desk) -> None:
    lost = [
        command.name
        for command in desk.window.commands.all()
        if command.keys.isEmpty() and not command.in_menu
    ]
    assert lost == []


def test_no_two_commands_have_the_same_keys(desk: Desk) -> None:
    usual = Counter(
        command.usual.toString() for command in desk.window.commands.all() if command.usual
    )
    usual.pop("", None)
    assert [keys for keys, count in usual.items() if count > 1] == []


def test_each_command_says_what_it_does(desk: Desk) -> None:
    for command in desk.window.commands.all():
        assert command.text[:1].isupper(), command.name
        assert not command.text.endswith("."), command.name


def test_f6_goes_round_all_areas_and_comes_back(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    window.view.setFocus()
    areas = (window.header, window.calls_pane, window.view, window.why)
    visited = []
    for _ in range(12):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        here = window.focusWidget()
        visited += [each for each in areas if each is here or each.isAncestorOf(here)][:1]
    assert set(visited) == set(areas)
    round_trip = visited.index(visited[0], 1)
    assert visited[:round_trip] == visited[round_trip : 2 * round_trip]


def test_where_the_keyboard_is_can_be_seen_everywhere(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    marks = {window.theme.tokens.accent.rgb(), window.theme.tokens.text.rgb()}
    window.view.focus_key(KeyId("201"))
    window.view.set_marked(False)
    unseen = []
    for each in stops(window):
        other = window.header.menu if each is not window.header.menu else window.header.search
        other.setFocus(Qt.FocusReason.TabFocusReason)
        before = each.grab().toImage()
        each.setFocus(Qt.FocusReason.TabFocusReason)
        if window.focusWidget() is not each:
            continue  # it gave the keyboard to a part of itself
        after = each.grab().toImage()
        changed = sum(
            before.pixel(x, y) != after.pixel(x, y) and after.pixel(x, y) in marks
            for x in range(min(before.width(), after.width()))
            for y in range(min(before.height(), after.height(), 120))
        )
        if changed < 2 * min(each.width(), each.height(), 100):
            unseen.append(f"{type(each).__name__} “{name(interface(each))}” {changed}")
    assert not unseen, "\n".join(unseen)


def test_rebinding_reaches_every_command(desk: Desk) -> None:
    commands = desk.window.commands
    for command in list(commands.all()):
        commands.rebind({command.name: "Ctrl+Alt+Shift+F9"})
        assert command.keys == QKeySequence("Ctrl+Alt+Shift+F9")
    commands.rebind({})
    for command in commands.all():
        assert command.keys == command.usual
