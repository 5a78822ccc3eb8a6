"""A trace window over an hour's messages."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.trace.export import Exporter
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.phone.log_tail import LogTail
from support.fake_phone import FakePhone
from support.traffic import fill_trace


@pytest.fixture
def store() -> Store:
    return Store(Config())


@pytest.fixture
def trace(qtbot: QtBot, theme: Theme, phone: FakePhone, store: Store) -> TraceWindow:
    phone.account("registered", "Registered at pbx.example.com")
    phone.add("Clara Hoffmann", "214")
    fill_trace(phone)
    made = TraceWindow(theme, phone, Exporter(phone, store, LogTail()))
    qtbot.addWidget(made)
    made.resize(1440, 840)
    made.show()
    qtbot.waitExposed(made)
    return made
