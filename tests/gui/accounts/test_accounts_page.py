"""The account page: what it tells of an account, and asking again from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.config.connection import Transport
from blfpanel.gui.accounts.facts import certificate_words
from blfpanel.gui.accounts.feature import attached
from blfpanel.gui.accounts.model import ASK, FAILURES, KEY, NEWS, STATE, SubscriptionModel
from blfpanel.gui.accounts.window import AccountsWindow
from blfpanel.gui.features import Desk
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.sound.sound import Sound
from blfpanel.net.tls import Certificate
from blfpanel.net.trace import Direction
from blfpanel.panel.changes import AccountChanged
from blfpanel.panel.model import Explanation, KeyId
from blfpanel.sip.flow import Flow
from support.fake_phone import FakePhone
from support.front_desk import fill_office

LEFT = Qt.MouseButton.LeftButton
TLS = Flow("tls", ("192.0.2.10", 40_000), ("192.0.2.1", 5061))


@pytest.fixture
def desk(window: MainWindow, phone: FakePhone, monkeypatch: pytest.MonkeyPatch) -> Desk:
    # the offscreen platform has no stack of windows
    monkeypatch.setattr(AccountsWindow, "raise_", lambda self: None)
    account = AccountSettings(
        name="Reception", user="200", server="pbx.example.com", transport=Transport.TLS
    )
    window.change_settings("", accounts=(account,))
    phone.trace.record(990.0, Direction.OUT, TLS, b"REGISTER sip:pbx\r\nTo: <sip:200@pbx>")
    return Desk(window, phone, window.store, window.theme, Sound(window.config.sound))


def cells(model: SubscriptionModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(ASK)]


def row_of(model: SubscriptionModel, key: str) -> int:
    names = [cells(model, row)[KEY] for row in range(model.rowCount())]
    return next(row for row, name in enumerate(names) if name.endswith(key))


def test_it_says_how_an_account_is_registered_and_reached(
    qtbot: QtBot, desk: Desk, phone: FakePhone
) -> None:
    with attached(desk) as feature:
        fill_office(phone)
        phone.time = 1065.0
        desk.window.commands["accounts"].action.trigger()
        page = feature.window
        assert page is not None
        assert (page.name.text(), page.state.text()) == (
            "Reception",
            "Registered at pbx.example.com",
        )
        facts = page.facts()
        assert facts["Since"].endswith(", for 1:05")
        assert facts["Address"] == "200@pbx.example.com"
        assert facts["Server"] == "TLS pbx.example.com"
        assert facts["Keep-alive"] == "every 25 s"
        assert facts["Way"] == "TLS from 192.0.2.10:40000 to 192.0.2.1:5061"
        assert facts["PBX"] == "innovaphone PBX, recognised by the shape of its messages"
        assert facts["It cannot tell"].startswith("on hold, do not disturb")
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.keyClick(page, Qt.Key.Key_Escape)
        assert feature.window is None


def test_state_that_was_there_before_the_page_counts_from_its_beginning(
    desk: Desk, phone: FakePhone
) -> None:
    phone.account("registered", "Registered at pbx.example.com")
    with attached(desk) as feature:
        phone.time += 20
        assert feature.open().facts()["Since"].endswith(", for 0:20")


def test_trouble_and_the_next_try_are_said_as_they_change(desk: Desk, phone: FakePhone) -> None:
    with attached(desk) as feature:
        page = feature.open()
        phone.tell(AccountChanged("Reception", "registering", "Registering…"))
        change = AccountChanged(
            "Reception", "failed", "Not registered: no answer", phone.time + 12, False, "Check it."
        )
        phone.panel.accounts["Reception"] = change
        phone.tell(change)
        assert page.state.text() == "Not registered: no answer"
        assert page.facts()["Registers again"] == "in 0:12"
        assert page.facts()["Problem"] == "Check it."


def test_each_subscription_tells_state_news_and_failures(desk: Desk, phone: FakePhone) -> None:
    with attached(desk) as feature:
        fill_office(phone)
        model = feature.open().model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        rings = cells(model, row_of(model, "· 214"))
        assert rings[STATE] == "active"
        assert rings[NEWS].endswith(" ago")
        doubted = cells(model, row_of(model, "· 223"))
        assert (doubted[STATE], doubted[FAILURES]) == ("active, refresh failed", "1")
        assert cells(model, row_of(model, "· 243"))[STATE] == (
            "Refused · 403, Not allowed to watch"
        )
        said = model.index(row_of(model, "· 223"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("Emil Hartmann · 223, active, refresh failed")
        phone.add("New", "299")
        model.refresh("Reception")
        assert cells(model, model.rowCount() - 1)[KEY] == "New · 299"


def test_asking_again_for_one_and_for_all_by_mouse_and_keyboard(
    qtbot: QtBot, desk: Desk, phone: FakePhone
) -> None:
    with attached(desk) as feature:
        fill_office(phone)
        page = feature.open()
        index = page.model.index(row_of(page.model, "· 202"), ASK)
        page.table.scrollTo(index)
        qtbot.mouseClick(page.table.viewport(), LEFT, pos=page.table.visualRect(index).center())
        page.table.selectRow(row_of(page.model, "· 203"))
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        qtbot.mouseClick(page.ask_all, LEFT)
        assert phone.done == [
            ("ask again", KeyId("202")),
            ("ask again", KeyId("203")),
            ("ask again", None),
        ]


def test_registering_again_from_the_page_and_from_the_menu(
    qtbot: QtBot, desk: Desk, phone: FakePhone
) -> None:
    with attached(desk) as feature:
        phone.account("registered", "Registered at pbx.example.com")
        page = feature.open()
        qtbot.mouseClick(page.again, LEFT)
        desk.window.commands["register_again"].action.trigger()
        assert phone.done == [("register again", "Reception")] * 2


def test_several_accounts_are_chosen_between(qtbot: QtBot, desk: Desk, phone: FakePhone) -> None:
    with attached(desk) as feature:
        phone.account("registered", "Registered at pbx.example.com")
        phone.account("off", "Not registered", name="Warehouse")
        page = feature.open()
        assert [button.text() for button in page.choices.buttons()] == ["Reception", "Warehouse"]
        qtbot.mouseClick(page.choices.button(1), LEFT)
        assert page.state.text() == "Not registered"
        assert page.choices.button(1).isChecked()


def test_without_an_account_it_says_what_to_do(
    qtbot: QtBot, theme: Theme, phone: FakePhone, window: MainWindow
) -> None:
    page = AccountsWindow(theme, phone, window.store, {})
    qtbot.addWidget(page)
    page.show()
    assert (page.name.text(), page.state.text()) == ("No account yet", "Add one to the settings.")


def test_certificate_is_told_in_words() -> None:
    shown = Certificate(("pbx.example.com",), "Example CA", "Jan 1 2030 GMT", "TLSv1.3, AES")
    assert certificate_words(shown).splitlines() == [
        "for pbx.example.com",
        "by Example CA, until Jan 1 2030 GMT",
        "TLSv1.3, AES",
    ]


def test_next_refresh_and_failure_come_from_the_panel(
    desk: Desk, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, plain = phone.add("Anna", "207"), phone.panel.explain

    def explain(key: KeyId, now: float) -> Explanation:
        return replace(plain(key, now), due=now + 90, failure="No answer")

    monkeypatch.setattr(phone.panel, "explain", explain)
    with attached(desk) as feature:
        phone.account("registered", "Registered")
        model = feature.open().model
        row = cells(model, row_of(model, str(key)))
        assert row[2] == "in 1:30"
        assert row[FAILURES] == "0, No answer"
