"""A theme, a phone without a network, and the window for both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.keys.model import KeyModel
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from support.fake_phone import FakePhone


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """Delete a test's widgets for good: a style sheet is applied to all that live."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def theme(one_theme: Theme) -> Theme:
    one_theme.choose(Scheme.LIGHT)
    one_theme.choose_lamps("clear")
    one_theme.set_text_size(100)
    return one_theme


@pytest.fixture
def phone() -> FakePhone:
    return FakePhone()


@pytest.fixture
def clocks() -> Clocks:
    """Clocks that beat only when the test says so, however long it takes."""
    made = Clocks()
    for timer in made.findChildren(QTimer):
        timer.setInterval(10**8)
    return made


@pytest.fixture
def model(phone: FakePhone) -> KeyModel:
    made = KeyModel(phone.panel, phone.now)
    phone.listen(made.handle)
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, clocks: Clocks, model: KeyModel) -> KeyView:
    made = KeyView(theme, clocks)
    made.setModel(model)
    made.resize(760, 420)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, phone: FakePhone) -> Iterator[MainWindow]:
    made = MainWindow(phone, theme)
    qtbot.addWidget(made)
    made.started()
    made.resize(1200, 750)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    phone.listeners.clear()
