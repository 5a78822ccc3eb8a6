from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.keys import KeySettings, PageLayout, PageSettings
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize, WindowSettings
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.pages.arrangement import Filter
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier

KEYS = tuple(
    KeySettings(number=number, label=name, page=page, group=group)
    for number, name, page, group in (
        ("201", "Helene", "Front desk", "Desk"),
        ("202", "Tom", "Front desk", "Desk"),
        ("203", "Ines", "", "Sales"),
        ("301", "Gate", "Warehouse", ""),
    )
)
PAGES = (PageSettings(name="Front desk"), PageSettings(name="Warehouse"))


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def store() -> Store:
    return Store(Config(keys=KEYS, pages=PAGES))


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, phone: FakePhone, store: Store) -> Iterator[MainWindow]:
    """Two pages, and a key that came from a list."""
    made = MainWindow(phone, theme, store)
    qtbot.addWidget(made)
    for key in KEYS:
        phone.idle(phone.add(key.label, key.number, group=key.group))
    phone.idle(phone.add("Listed", "400", group="Sales"))
    made.started()
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    settle()
    yield made
    phone.listeners.clear()


def shown(window: MainWindow) -> list[str]:
    ids = window.pages.rows.ids
    return [ids[row] for row in window.view.grid.order]


def centre(window: MainWindow, number: str) -> QPoint:
    view = window.view
    return view.key_rect(view.key_model.index_of(KeyId(number))).center()


def drag(qtbot: QtBot, window: MainWindow, number: str, to: QPoint) -> None:
    port = window.view.viewport()
    qtbot.mousePress(port, LEFT, pos=centre(window, number))
    qtbot.mouseMove(port, centre(window, number) + QPoint(12, 12))
    qtbot.mouseMove(port, to)
    qtbot.mouseRelease(port, LEFT, pos=to)
    settle()


def order(store: Store) -> list[str]:
    return [key.number for key in store.config.keys]


# --- pages ---


def test_each_key_stands_on_its_page_and_those_without_one_on_the_first(
    desk: MainWindow,
) -> None:
    assert desk.pages.tabs.names() == ["Front desk", "Warehouse"]
    assert shown(desk) == ["201", "202", "203", "400"]
    desk.pages.tabs.setCurrentIndex(1)
    assert shown(desk) == ["301"]


def test_the_rows_of_a_page_keep_qts_rules(desk: MainWindow, store: Store) -> None:
    tester = QAbstractItemModelTester(
        desk.pages.rows, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    assert tester.model() is desk.pages.rows
    desk.pages.show_page("Warehouse")
    store.change(keys=KEYS[:2])
    desk.pages.show_page("Front desk")
    store.change(pages=())
    assert set(shown(desk)) == {"201", "202", "203", "301", "400"}


def test_without_pages_there_is_no_row_of_tabs(desk: MainWindow, store: Store) -> None:
    assert desk.pages.row.isVisible()
    store.change(pages=())
    settle()
    assert not desk.pages.row.isVisible()
    assert set(shown(desk)) == {"201", "202", "203", "301", "400"}


def test_a_ringing_key_is_told_on_the_tab_of_its_page(desk: MainWindow, phone: FakePhone) -> None:
    phone.ring(KeyId("301"), "030 1")
    desk.pages.refresh()
    assert desk.pages.tabs.accessibleTabName(1) == "Warehouse, page with ringing key"
    assert desk.pages.tabs.accessibleTabName(0) == "Front desk"
    phone.idle(KeyId("301"))
    desk.pages.refresh()
    assert desk.pages.tabs.accessibleTabName(1) == "Warehouse"


def test_whoever_asks_for_a_key_sees_its_page(desk: MainWindow) -> None:
    desk.view.focus_key(KeyId("301"))
    assert desk.pages.page == "Warehouse"
    assert desk.view.current_key_id() == "301"


def test_a_page_is_found_again_as_it_was_left(desk: MainWindow) -> None:
    desk.view.focus_key(KeyId("203"))
    desk.pages.step(1)
    assert desk.pages.page == "Warehouse"
    desk.pages.step(1)
    assert desk.view.current_key_id() == "203"
    desk.pages.show_number(2)
    assert desk.pages.page == "Warehouse"
    desk.pages.show_number(7)
    assert desk.pages.page == "Warehouse"


def test_pages_are_added_renamed_and_removed(qtbot: QtBot, desk: MainWindow, store: Store) -> None:
    qtbot.mouseClick(desk.pages.plus, LEFT)
    assert desk.pages.page == "Page 3"
    field = desk.pages.tabs.field
    assert field is not None
    field.setText("Branches")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [page.name for page in store.config.pages] == ["Front desk", "Warehouse", "Branches"]
    assert desk.pages.page == "Branches"
    desk.pages.remove_page("Warehouse")
    assert [page.name for page in store.config.pages] == ["Front desk", "Branches"]
    desk.pages.show_page("Front desk")
    assert "301" in shown(desk)
    store.undo()
    assert "301" not in shown(desk)


def test_renaming_a_page_takes_its_keys_along(desk: MainWindow, store: Store) -> None:
    desk.pages.tabs.renamed.emit("Front desk", "Reception")
    assert desk.pages.page == "Reception"
    assert shown(desk) == ["201", "202", "203", "400"]
    desk.pages.tabs.renamed.emit("Reception", "Warehouse")
    assert desk.pages.tabs.names() == ["Reception", "Warehouse"]


def test_another_page_in_front_leaves_keys_where_they_are(desk: MainWindow, store: Store) -> None:
    desk.pages.tabs.reordered.emit(["Warehouse", "Front desk"])
    assert [page.name for page in store.config.pages] == ["Warehouse", "Front desk"]
    assert store.config.keys[2].page == "Front desk"


# --- what is shown ---


def test_a_filter_empties_cells_and_closes_no_gap(
    qtbot: QtBot, desk: MainWindow, phone: FakePhone
) -> None:
    places = desk.view.grid.keys
    phone.busy(KeyId("202"), "030 1")
    qtbot.mouseClick(desk.pages.filters.buttons[Filter.FREE], LEFT)
    assert desk.view.grid.keys == places
    assert not desk.view.indexAt(centre(desk, "202")).isValid()
    qtbot.mouseClick(desk.view.viewport(), LEFT, pos=centre(desk, "202"))
    assert phone.done == []
    phone.idle(KeyId("202"))
    assert desk.view.indexAt(centre(desk, "202")).isValid()


def test_arrows_skip_what_the_filter_hides(
    qtbot: QtBot, desk: MainWindow, phone: FakePhone
) -> None:
    phone.busy(KeyId("202"), "030 1")
    desk.pages.set_filter(Filter.FREE)
    desk.view.focus_key(KeyId("201"))
    qtbot.keyClick(desk.view, Qt.Key.Key_Right)
    assert desk.view.current_key_id() == "203"


def test_a_filter_that_hides_all_says_so(qtbot: QtBot, desk: MainWindow) -> None:
    desk.pages.set_filter(Filter.BUSY)
    assert desk.pages.note.text.text() == "Nobody is busy right now."
    assert desk.pages.note.isVisible()
    qtbot.mouseClick(desk.pages.note.button, LEFT)
    assert desk.view.isVisible()


def test_an_empty_page_says_so(desk: MainWindow, store: Store) -> None:
    store.change(pages=(*PAGES, PageSettings(name="Empty")))
    desk.pages.show_page("Empty")
    assert desk.pages.note.text.text() == "This page is empty. Drag keys here or add some."


def test_the_size_is_chosen_beside_the_tabs(qtbot: QtBot, desk: MainWindow, store: Store) -> None:
    qtbot.mouseClick(desk.pages.sizes.buttons[KeySize.SMALL], LEFT)
    assert store.config.window.size is KeySize.SMALL
    assert desk.view.key_size is KeySize.SMALL


def test_in_a_narrow_window_pages_are_a_list(desk: MainWindow) -> None:
    desk.resize(400, 500)
    settle()
    assert not desk.pages.tabs.isVisible()
    assert desk.pages.drop_down.text() == "Front desk"


# --- edit mode ---


@pytest.fixture
def editing(desk: MainWindow) -> MainWindow:
    desk.pages.set_editing(True)
    settle()
    return desk


def test_while_keys_are_edited_none_is_pressed(
    qtbot: QtBot, editing: MainWindow, phone: FakePhone
) -> None:
    qtbot.mouseClick(editing.view.viewport(), LEFT, pos=centre(editing, "201"))
    qtbot.keyClick(editing.view, Qt.Key.Key_Return)
    qtbot.keyClicks(editing.view, "a")
    assert phone.done == []
    assert editing.header.omnibox.text() == ""
    qtbot.mouseClick(editing.pages.done, LEFT)
    qtbot.mouseClick(editing.view.viewport(), LEFT, pos=centre(editing, "202"))
    assert phone.done == [("press", "202")]


def test_a_drag_changes_the_order_and_the_group(
    qtbot: QtBot, editing: MainWindow, store: Store
) -> None:
    drag(qtbot, editing, "203", centre(editing, "201") - QPoint(40, 0))
    assert order(store) == ["203", "201", "202", "301"]
    assert store.config.keys[0].group == "Desk"
    assert store.config.keys[0].page == "Front desk"
    store.undo()
    assert order(store) == ["201", "202", "203", "301"]


def test_a_key_of_a_list_is_written_down_when_it_is_moved(
    qtbot: QtBot, editing: MainWindow, store: Store
) -> None:
    drag(qtbot, editing, "400", centre(editing, "202") - QPoint(40, 0))
    assert order(store) == ["201", "400", "202", "203", "301"]
    assert store.config.keys[1].label == "Listed"


def test_a_key_is_dragged_onto_a_tab(qtbot: QtBot, editing: MainWindow, store: Store) -> None:
    tabs = editing.pages.tabs
    there = tabs.mapToGlobal(tabs.tabRect(1).center())
    drag(qtbot, editing, "202", editing.view.viewport().mapFromGlobal(there))
    assert store.config.keys[-1] == KeySettings(
        number="202", label="Tom", page="Warehouse", group="Desk"
    )
    assert shown(editing) == ["201", "203", "400"]


def test_several_keys_are_removed_together(qtbot: QtBot, editing: MainWindow, store: Store) -> None:
    port = editing.view.viewport()
    qtbot.mouseClick(port, LEFT, pos=centre(editing, "201"))
    qtbot.mouseClick(port, LEFT, CONTROL, pos=centre(editing, "202"))
    qtbot.keyClick(editing.view, Qt.Key.Key_Delete)
    assert order(store) == ["203", "301"]
    store.undo()
    assert order(store) == ["201", "202", "203", "301"]


def test_a_band_selects_what_it_touches(qtbot: QtBot, editing: MainWindow) -> None:
    port = editing.view.viewport()
    begin = QPoint(4, 4)
    qtbot.mousePress(port, LEFT, pos=begin)
    qtbot.mouseMove(port, centre(editing, "201"))
    qtbot.mouseMove(port, centre(editing, "202"))
    qtbot.mouseRelease(port, LEFT, pos=centre(editing, "202"))
    assert set(editing.pages.hands.chosen) == {"201", "202"}


def test_keys_are_moved_by_the_keyboard(qtbot: QtBot, editing: MainWindow, store: Store) -> None:
    editing.view.focus_key(KeyId("201"))
    qtbot.keyClick(editing.view, Qt.Key.Key_Right, CONTROL)
    assert order(store) == ["202", "201", "203", "301"]
    assert editing.view.current_key_id() == "201"
    store.undo()
    editing.view.focus_key(KeyId("203"))
    qtbot.keyClick(editing.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert order(store) == ["201", "203", "202", "301"]


def test_on_a_free_page_keys_have_places(qtbot: QtBot, editing: MainWindow, store: Store) -> None:
    editing.pages.set_free("Front desk", True)
    settle()
    assert store.config.pages[0].layout is PageLayout.FREE
    before = centre(editing, "201")
    editing.view.focus_key(KeyId("202"))
    qtbot.keyClick(editing.view, Qt.Key.Key_Down, CONTROL)
    qtbot.keyClick(editing.view, Qt.Key.Key_Down, CONTROL)
    moved = next(key for key in store.config.keys if key.number == "202")
    assert (moved.row, moved.column) == (3, 2)
    assert centre(editing, "201") == before


def test_on_a_free_page_a_drop_on_a_key_changes_places(
    qtbot: QtBot, editing: MainWindow, store: Store
) -> None:
    editing.pages.set_free("Front desk", True)
    settle()
    one, two = centre(editing, "201"), centre(editing, "202")
    drag(qtbot, editing, "201", two)
    assert (centre(editing, "201"), centre(editing, "202")) == (two, one)


def test_escape_ends_the_edit_mode(qtbot: QtBot, editing: MainWindow) -> None:
    qtbot.keyClick(editing, Qt.Key.Key_Escape)
    assert not editing.pages.hands.editing


def test_where_it_is_wished_keys_act_on_a_double_click_only(
    qtbot: QtBot, desk: MainWindow, store: Store, phone: FakePhone
) -> None:
    store.change(window=WindowSettings(double_click=True))
    port, place = desk.view.viewport(), centre(desk, "201")
    qtbot.mouseClick(port, LEFT, pos=place)
    assert phone.done == []
    qtbot.mouseDClick(port, LEFT, pos=place)
    qtbot.mouseRelease(port, LEFT, pos=place)
    assert phone.done == [("press", "201")]
