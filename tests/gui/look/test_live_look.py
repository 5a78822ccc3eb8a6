"""What [window] says of the look takes effect at once."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import Blink, KeySize, WindowSettings
from blfpanel.gui.keys.pulse import PULSE_MS, SLOW_PULSE_MS
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.tokens import LIGHT
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.model import Detail, KeyId
from support.fake_phone import FakePhone


def change(window: MainWindow, **fields: object) -> None:
    settings = msgspec.structs.replace(window.config.window, **fields)
    window.change_settings(window=settings)


def key_colours(window: MainWindow, key: KeyId) -> set[str]:
    """The colours in the square of a key's lamp."""
    view = window.view
    place, metrics = view.key_rect(window.model.index_of(key)), view._delegate.metrics
    lamp = QRect(
        place.left() + metrics.lamp_left, place.top() + metrics.lamp_top, metrics.lamp, metrics.lamp
    )
    image = view.viewport().grab(lamp).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_a_maker_s_lamps_are_shown_at_once_and_left_again(
    window: MainWindow, phone: FakePhone
) -> None:
    tom = phone.add("Tom Weiss", "202")
    phone.busy(tom, "0301234")
    assert LIGHT.talking.name() in key_colours(window, tom)
    change(window, lamps="snom")
    assert "#d9141e" in key_colours(window, tom)
    assert LIGHT.talking.name() not in key_colours(window, tom)
    change(window, lamps="clear")
    assert LIGHT.talking.name() in key_colours(window, tom)


def test_a_theme_that_does_not_exist_is_said_and_lamps_stay_clear(window: MainWindow) -> None:
    change(window, lamps="nokia")
    assert "nokia" in window.notices.texts()[0]
    assert window.theme.tokens is LIGHT


def test_a_held_lamp_blinks_slowly_where_the_theme_says_so(
    window: MainWindow, phone: FakePhone
) -> None:
    for timer in window.clocks.findChildren(type(window._refresh_timer)):
        timer.setInterval(10**8)
    jana = phone.add("Jana", "216")
    phone.busy(jana, "0301234", detail=Detail.HELD)
    change(window, lamps="snom")
    lit = []
    for _ in range(4):
        lit.append("#d9141e" in key_colours(window, jana))
        window.clocks._beat()
    assert lit == [True, True, False, False]
    change(window, blink=Blink.OFF)
    window.clocks._beat()
    assert "#d9141e" in key_colours(window, jana)


@pytest.mark.parametrize(
    ("blink", "interval", "still"),
    [
        (Blink.NORMAL, PULSE_MS, False),
        (Blink.SLOW, SLOW_PULSE_MS, False),
        (Blink.OFF, PULSE_MS, True),
    ],
)
def test_the_halo_blinks_as_the_settings_say(
    window: MainWindow, blink: Blink, interval: int, still: bool
) -> None:
    change(window, blink=Blink.SLOW if blink is Blink.NORMAL else Blink.NORMAL)
    change(window, blink=blink)
    assert window.clocks._pulse.interval() == interval
    assert window.clocks.still is still


def test_less_motion_stops_whatever_the_settings_say(window: MainWindow) -> None:
    window.clocks.set_blink(Blink.NORMAL, reduced_motion=True)
    assert window.clocks.still
    assert window.clocks.on


def test_text_grows_and_keys_with_it(window: MainWindow) -> None:
    theme = window.theme
    before = theme.key(KeySize.MEDIUM).width, theme.font(14).pixelSize()
    change(window, text_size=150)
    after = theme.key(KeySize.MEDIUM).width, theme.font(14).pixelSize()
    assert [round(a / b, 1) for a, b in zip(after, before, strict=True)] == [1.5, 1.5]
    change(window, text_size=100)
    assert (theme.key(KeySize.MEDIUM).width, theme.font(14).pixelSize()) == before


def test_a_window_begins_with_the_text_size_of_the_settings(
    qtbot: QtBot, theme: Theme, phone: FakePhone
) -> None:
    wanted = theme.font(13).pixelSize() * 1.5
    store = Store(Config(window=WindowSettings(text_size=150)))
    window = MainWindow(phone, theme, store)
    qtbot.addWidget(window)
    window.show()
    assert window.header.account.name.font().pixelSize() == pytest.approx(wanted, abs=1)
    phone.listeners.clear()
    theme.set_text_size(100)
