from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from blfpanel.gui.keys.model import KeyModel, Role
from blfpanel.panel.changes import FaceChanged, KeyAdded, PickupOutcome
from blfpanel.panel.model import KeyId, LampState
from support.fake_phone import FakeKey, FakePhone
from support.front_desk import fill_office


def changes_of(model: QAbstractItemModel) -> list[tuple[int, int, list[int]]]:
    seen: list[tuple[int, int, list[int]]] = []

    def note(top: QModelIndex, bottom: QModelIndex, roles: Any) -> None:
        seen.append((top.row(), bottom.row(), list(roles)))

    model.dataChanged.connect(note)
    return seen


def test_it_keeps_qts_rules_while_a_panel_lives(
    qtmodeltester: ModelTester, phone: FakePhone, model: KeyModel
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, fatal)
    fill_office(phone)
    qtmodeltester.check(model)
    assert tester.model() is model
    assert model.rowCount() == 26
    assert model.rowCount(model.index(0)) == 0


def test_one_change_announces_one_cell_and_only_what_can_differ(
    phone: FakePhone, model: KeyModel
) -> None:
    for number in ("201", "202", "203"):
        phone.add("Somebody", number)
    seen = changes_of(model)
    phone.ring(KeyId("202"), "030 1")
    [(top, bottom, roles)] = seen
    assert top == bottom == 1
    assert set(roles) == {
        Role.STATE,
        Role.FACE,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
        Qt.ItemDataRole.ToolTipRole,
    }


def test_a_pick_up_changes_its_cell(phone: FakePhone, model: KeyModel) -> None:
    key = phone.add("Anna", "207")
    phone.ring(key, "030 1")
    seen = changes_of(model)
    phone.picking_up(key)
    assert model.index(0).data(Role.FACE).word == "Picking up…"
    phone.picked_up(key, PickupOutcome.WON)
    assert model.index(0).data(Role.FACE).word == "Ringing"
    assert [top for top, _, _ in seen] == [0, 0]


def test_a_change_of_a_key_never_shown_is_nothing(phone: FakePhone, model: KeyModel) -> None:
    seen = changes_of(model)
    model.handle(FaceChanged(KeyId("999"), LampState()))
    assert seen == []


def test_keys_appear_in_panel_order_however_they_are_announced(phone: FakePhone) -> None:
    model = KeyModel(phone.panel, phone.now)
    for number in ("201", "202", "203"):
        phone.panel.add(FakeKey(KeyId(number), number, number))
    for number in ("203", "201", "202", "201"):
        model.handle(KeyAdded(KeyId(number)))
    shown = [model.index(row).data(Role.KEY_ID) for row in range(model.rowCount())]
    assert shown == ["201", "202", "203"]
    assert model.index_of(KeyId("202")).row() == 1
    assert not model.index_of(KeyId("204")).isValid()


def test_what_a_screen_reader_gets(phone: FakePhone, model: KeyModel) -> None:
    key = phone.add("Anna Berger", "207")
    phone.ring(key, "0171 39200 14")
    phone.time += 8
    index = model.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Anna Berger, 207, ringing, from 0171 39200 14, 8 seconds"
    description = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert description == "Heard 8 s ago, certain. Click: pick up"


def test_doubt_is_counted_from_the_history(phone: FakePhone, model: KeyModel) -> None:
    key = phone.add("Anna Berger", "207")
    phone.idle(key)
    phone.time += 100
    phone.doubt(key, "refresh failed")
    phone.time += 60
    phone.doubt(key, "network lost")
    phone.time += 180
    assert model.face(key).last_line(phone.time) == "4 min · network lost"


def test_a_party_that_is_only_a_number_gets_the_name_of_its_key(
    phone: FakePhone, model: KeyModel
) -> None:
    anna, tom = phone.add("Anna Berger", "207"), phone.add("Tom Weiss", "202")
    phone.ring(anna, "202")
    assert model.face(anna).party.endswith("Tom Weiss")
    phone.busy(tom, "207", "Reception desk")
    assert model.face(tom).party == "Reception desk"


def test_a_name_cannot_smuggle_markup_into_the_tooltip(phone: FakePhone, model: KeyModel) -> None:
    phone.add("<img src=x>", "207")
    shown = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in shown
    assert "&lt;img src=x&gt; · 207" in shown


@pytest.mark.parametrize("role", [Role.KEY, Qt.ItemDataRole.DisplayRole, Role.FACE])
def test_no_index_has_no_data(qtbot: QtBot, model: KeyModel, role: int) -> None:
    assert model.data(QModelIndex(), role) is None
