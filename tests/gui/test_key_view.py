from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from blfpanel.config.window import KeySize
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.keys.delegate import KeyDelegate
from blfpanel.gui.keys.model import Role
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.look.theme import Theme
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone
from support.front_desk import fill_office, fill_rows, fill_three

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that were painted, in order."""
    seen: list[str] = []
    paint = KeyDelegate.paint

    def counted(
        self: KeyDelegate,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        seen.append(index.data(Role.KEY_ID))
        paint(self, painter, option, index)

    monkeypatch.setattr(KeyDelegate, "paint", counted)
    return seen


@pytest.fixture
def settled(
    qtbot: QtBot, view: KeyView, phone: FakePhone, painted: list[str]
) -> Callable[[], None]:
    """Show the view with three keys, and forget what the showing painted."""
    fill_three(phone)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()

    def settle() -> None:
        for _ in range(3):
            QApplication.processEvents()

    settle()
    painted.clear()
    return settle


def pressed_of(view: KeyView) -> list[str]:
    seen: list[str] = []
    view.pressed_key.connect(seen.append)
    return seen


def centre(view: KeyView, number: str) -> QPoint:
    return view.key_rect(view.key_model.index_of(KeyId(number))).center()


# --- painting ---


def test_a_picture_that_fails_leaves_no_painter_behind(
    settled: Callable[[], None], view: KeyView, monkeypatch: pytest.MonkeyPatch
) -> None:
    painters: list[QPainter] = []

    def fails(painter: QPainter) -> None:
        painters.append(painter)
        raise ValueError("no picture")

    monkeypatch.setattr(view.call_drop, "paint_below", fails)
    with pytest.raises(ValueError, match="no picture"):
        view.viewport().repaint()
    assert not painters[0].isActive()


def test_one_change_paints_one_cell(
    settled: Callable[[], None], phone: FakePhone, painted: list[str]
) -> None:
    phone.ring(KeyId("207"), "030 1")
    settled()
    assert painted == ["207"]


def test_changes_in_opposite_corners_do_not_paint_what_lies_between(
    settled: Callable[[], None], view: KeyView, phone: FakePhone, painted: list[str]
) -> None:
    view.set_single(True)
    settled()
    painted.clear()
    phone.idle(KeyId("214"))
    phone.idle(KeyId("202"))
    settled()
    assert sorted(painted) == ["202", "214"]


def test_the_pulse_paints_only_what_rings(
    settled: Callable[[], None], clocks: Clocks, painted: list[str]
) -> None:
    clocks.pulsed.emit()
    settled()
    assert painted == ["214"]


def test_the_tick_paints_only_what_runs(
    settled: Callable[[], None], clocks: Clocks, phone: FakePhone, painted: list[str]
) -> None:
    clocks.ticked.emit()
    settled()
    assert sorted(painted) == ["202", "214"]


def test_a_pick_up_turns_until_it_ends(
    settled: Callable[[], None], clocks: Clocks, phone: FakePhone, painted: list[str]
) -> None:
    phone.picking_up(KeyId("214"))
    settled()
    painted.clear()
    clocks.turned.emit()
    settled()
    assert painted == ["214"]


def test_what_is_scrolled_away_is_not_painted(
    qtbot: QtBot, view: KeyView, phone: FakePhone, painted: list[str]
) -> None:
    fill_rows(phone)
    view.show()
    qtbot.waitExposed(view)
    QApplication.processEvents()
    assert 0 < len(set(painted)) < 60
    painted.clear()
    phone.idle(KeyId("1299"))
    QApplication.processEvents()
    assert painted == []


def test_halo_and_ring_lie_inside_the_cell(view: KeyView, phone: FakePhone) -> None:
    fill_three(phone)
    index = view.model().index(1, 0)
    margin = view.key_rect(index).left() - view.visualRect(index).left()
    assert margin == 4


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
@pytest.mark.parametrize("size", KeySize)
@pytest.mark.parametrize("still", [False, True])
def test_every_state_can_be_drawn(
    view: KeyView,
    theme: Theme,
    clocks: Clocks,
    phone: FakePhone,
    scheme: Scheme,
    size: KeySize,
    still: bool,
) -> None:
    fill_office(phone)
    clocks.still = still
    theme.choose(scheme)
    view.set_key_size(size)
    view.resize(1200, 900)
    colours = view.grab().toImage()
    ringing = view.key_rect(view.key_model.index_of(KeyId("214")))
    ratio = colours.devicePixelRatio()
    spot = (ringing.bottomRight() - QPoint(12, 6)) * ratio
    assert colours.pixelColor(spot) == theme.tokens.alert
    assert colours.pixelColor(2, 2) == theme.tokens.window


@pytest.mark.parametrize("size", [(1, 1), (20, 20), (60, 400), (280, 30)])
def test_a_tiny_view_still_draws(view: KeyView, phone: FakePhone, size: tuple[int, int]) -> None:
    fill_office(phone)
    view.setMinimumSize(1, 1)
    view.resize(*size)
    assert not view.grab().isNull()


@pytest.mark.parametrize("size", KeySize)
def test_very_long_names_stay_in_their_key(view: KeyView, phone: FakePhone, size: KeySize) -> None:
    long = "Alexander-Maximilian von der Recke zu Hohenstein-Falkenberg " * 4
    key = phone.add(long, "0171392001401713920014", note=long, group=long)
    phone.ring(key, "0301234567890" * 5, long)
    view.set_key_size(size)
    view.resize(300, 200)
    picture = view.grab().toImage()
    rect = view.visualRect(view.model().index(0, 0))
    beyond = QPoint(rect.right() + 2, rect.center().y()) * picture.devicePixelRatio()
    assert picture.pixelColor(beyond) == picture.pixelColor(1, 1)


def test_nothing_moves_when_states_change(view: KeyView, phone: FakePhone) -> None:
    fill_office(phone)
    before = view.grid.keys
    for number in ("201", "214", "243", "249"):
        phone.ring(KeyId(number), "030 1")
        phone.doubt(KeyId(number), "no news")
    assert view.grid.keys == before


# --- the mouse ---


def test_a_click_presses_on_release(qtbot: QtBot, view: KeyView, phone: FakePhone) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    qtbot.mousePress(view.viewport(), LEFT, pos=centre(view, "207"))
    assert pressed == []
    qtbot.mouseRelease(view.viewport(), LEFT, pos=centre(view, "207"))
    assert pressed == ["207"]
    assert view.current_key_id() == "207"


@pytest.mark.parametrize("end", ["202", None])
def test_letting_go_elsewhere_presses_nothing(
    qtbot: QtBot, view: KeyView, phone: FakePhone, end: str | None
) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    qtbot.mousePress(view.viewport(), LEFT, pos=centre(view, "207"))
    place = centre(view, end) if end else QPoint(3, 3)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=place)
    assert pressed == []


def test_the_gap_between_keys_is_no_key(qtbot: QtBot, view: KeyView, phone: FakePhone) -> None:
    fill_three(phone)
    rect = view.key_rect(view.model().index(0, 0))
    assert not view.indexAt(QPoint(rect.right() + 3, rect.center().y())).isValid()


def click_at(view: KeyView, place: QPoint, milliseconds: int) -> None:
    for kind, held in (
        (QEvent.Type.MouseButtonPress, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        spot = QPointF(place)
        far = QPointF(view.viewport().mapToGlobal(place))
        event = QMouseEvent(kind, spot, far, LEFT, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(milliseconds)
        QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize(
    ("times", "presses"),
    [((0, 399), 1), ((0, 400), 2), ((0, 300, 600), 1), ((0, 300, 1000), 2)],
)
def test_a_second_click_right_after_the_first_is_ignored(
    view: KeyView, phone: FakePhone, times: tuple[int, ...], presses: int
) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    for milliseconds in times:
        click_at(view, centre(view, "207"), 5000 + milliseconds)
    assert pressed == ["207"] * presses


def test_the_middle_button_asks_for_the_number(
    qtbot: QtBot, view: KeyView, phone: FakePhone
) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    with qtbot.waitSignal(view.number_wanted, timeout=500) as wanted:
        button = Qt.MouseButton.MiddleButton
        qtbot.mouseClick(view.viewport(), button, pos=centre(view, "202"))
    assert wanted.args == ["202"]
    assert pressed == []


def test_the_right_button_asks_for_the_menu(qtbot: QtBot, view: KeyView, phone: FakePhone) -> None:
    fill_three(phone)
    place = centre(view, "202")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place)
    )
    with qtbot.waitSignal(view.menu_wanted, timeout=500) as wanted:
        QApplication.sendEvent(view.viewport(), event)
    assert wanted.args[0] == "202"


def test_hovering_lifts_the_key_and_leaving_lets_it_go(
    settled: Callable[[], None], qtbot: QtBot, view: KeyView, painted: list[str]
) -> None:
    qtbot.mouseMove(view.viewport(), centre(view, "207"))
    settled()
    qtbot.mouseMove(view.viewport(), QPoint(2, 2))
    settled()
    assert painted == ["207", "207"]


@pytest.fixture
def tips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_more: seen.append(text))
    return seen


def test_half_a_second_over_a_key_tells_about_it(
    qtbot: QtBot, view: KeyView, phone: FakePhone, tips: list[str]
) -> None:
    fill_three(phone)
    view.show()
    qtbot.waitExposed(view)
    qtbot.mouseMove(view.viewport(), centre(view, "202"))
    qtbot.waitUntil(lambda: bool(tips), timeout=20_000)
    assert "Talking with Dr. Aksoy for 12:40" in tips[0]


# --- the keyboard ---


def test_arrows_walk_through_the_grid(qtbot: QtBot, view: KeyView, phone: FakePhone) -> None:
    for number in range(201, 209):
        phone.add(f"P{number}", str(number), group="A" if number < 204 else "B")
    view.setCurrentIndex(view.model().index(0, 0))
    assert view.grid.lines == ((0, 1, 2), (3, 4, 5, 6), (7,)) or view.grid.columns == 4
    walk = (
        (Qt.Key.Key_Right, "202"),
        (Qt.Key.Key_Down, "205"),
        (Qt.Key.Key_Down, "208"),
        (Qt.Key.Key_Down, "208"),
        (Qt.Key.Key_Left, "207"),
        (Qt.Key.Key_Up, "203"),
        (Qt.Key.Key_Home, "201"),
        (Qt.Key.Key_Left, "201"),
        (Qt.Key.Key_End, "208"),
        (Qt.Key.Key_PageUp, "201"),
        (Qt.Key.Key_PageDown, "208"),
    )
    for key, expected in walk:
        qtbot.keyClick(view, key)
        assert view.current_key_id() == expected, key


def test_moving_scrolls_the_key_into_view(qtbot: QtBot, view: KeyView, phone: FakePhone) -> None:
    fill_rows(phone)
    view.show()
    qtbot.waitExposed(view)
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_End)
    rect = view.key_rect(view.currentIndex())
    assert view.viewport().rect().contains(rect)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalOffset() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press(qtbot: QtBot, view: KeyView, phone: FakePhone, key: Qt.Key) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    view.focus_key(KeyId("202"))
    qtbot.keyClick(view, key)
    assert pressed == ["202"]


def test_shift_space_tells_about_the_key_and_presses_nothing(
    qtbot: QtBot, view: KeyView, phone: FakePhone, tips: list[str]
) -> None:
    fill_three(phone)
    pressed = pressed_of(view)
    view.focus_key(KeyId("207"))
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert "Anna Berger" in tips[0]
    assert pressed == []


def test_the_menu_key_asks_for_the_menu_of_the_focused_key(
    qtbot: QtBot, view: KeyView, phone: FakePhone
) -> None:
    fill_three(phone)
    view.show()
    qtbot.waitExposed(view)
    view.focus_key(KeyId("207"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    with qtbot.waitSignal(view.menu_wanted, timeout=500) as wanted:
        QApplication.sendEvent(view.viewport(), event)
    assert wanted.args[0] == "207"


def test_the_first_focus_lands_on_the_first_key(settled: Callable[[], None], view: KeyView) -> None:
    assert view.current_key_id() == "214"


# --- the clocks ---


def test_the_pulse_runs_only_while_something_rings(
    view: KeyView, clocks: Clocks, phone: FakePhone
) -> None:
    key = phone.add("Anna", "207")
    pulse, frame = clocks._pulse, clocks._frame
    assert not pulse.isActive()
    phone.ring(key, "030 1")
    assert pulse.isActive()
    phone.picking_up(key)
    assert (pulse.isActive(), frame.isActive()) == (False, True)
    phone.panel.pickups.clear()
    phone.busy(key, "030 1")
    assert (pulse.isActive(), frame.isActive()) == (False, False)
    assert clocks.on


def test_reduced_motion_keeps_halos_lit_and_nothing_turning(qtbot: QtBot) -> None:
    clocks = Clocks(still=True)
    clocks.need_turn(True)
    with qtbot.assertNotEmitted(clocks.pulsed):
        clocks._beat()
    assert clocks.on
    assert clocks.angle == 0
    assert not clocks._frame.isActive()
