from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from blfpanel.config.keys import KeySettings
from blfpanel.config.window import KeySize
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.panel.model import KeyId
from support.fake_phone import FakePhone

ANNA = KeyId("207")


def first_line_end(view: KeyView, theme: Theme) -> QImage:
    """What is seen at the end of the line with the name."""
    metrics = theme.key(view.key_size)
    box = view.key_rect(view.key_model.index_of(ANNA))
    top = box.top() + metrics.name.top
    return view.grab(
        QRect(box.center().x(), top, box.width() // 2 - 4, metrics.name.height)
    ).toImage()


def shown(view: KeyView, phone: FakePhone, note: str) -> KeyView:
    """A view with Anna, who is free."""
    phone.idle(phone.add("Anna", ANNA, note=note))
    view.resize(500, 300)
    view.show()
    return view


def test_a_note_that_is_read_has_no_badge_and_one_that_a_call_hides_has(
    view: KeyView, phone: FakePhone, theme: Theme
) -> None:
    shown(view, phone, "Home office")
    read = first_line_end(view, theme)
    phone.busy(ANNA, "030 1")
    QApplication.processEvents()
    hidden = first_line_end(view, theme)
    phone.idle(ANNA)
    QApplication.processEvents()
    assert first_line_end(view, theme) == read
    assert _colours(hidden) > _colours(read)


def _colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})


def test_a_note_too_long_for_its_line_has_a_badge(
    view: KeyView, phone: FakePhone, theme: Theme
) -> None:
    shown(view, phone, "Home office until Friday, then on leave for two whole weeks")
    assert _colours(first_line_end(view, theme)) > 1


def test_the_tooltip_and_a_screen_reader_tell_the_note(view: KeyView, phone: FakePhone) -> None:
    shown(view, phone, "Home office")
    index = view.key_model.index_of(ANNA)
    assert "Note: Home office" in index.data(Qt.ItemDataRole.ToolTipRole)
    said = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said.startswith("Note: Home office. ")


def test_a_key_whose_ringing_is_not_told_has_a_crossed_bell(
    window: MainWindow, phone: FakePhone, theme: Theme
) -> None:
    phone.idle(phone.add("Anna", ANNA))
    window.pages.set_key_size(KeySize.LARGE)
    window.show()
    QApplication.processEvents()
    view = window.view
    assert _colours(first_line_end(view, theme)) == 1
    window.change_settings(keys=(KeySettings(number=ANNA, label="Anna", alert=False),))
    QApplication.processEvents()
    assert _colours(first_line_end(view, theme)) > 1
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    assert window.model.answer(ANNA, description).startswith("Alerts are off. ")
    window.change_settings(keys=(KeySettings(number=ANNA, label="Anna"),))
    QApplication.processEvents()
    assert _colours(first_line_end(view, theme)) == 1
    assert "Alerts" not in window.model.answer(ANNA, description)
