"""The list of what was found, as Qt sees it."""

from __future__ import annotations

from pytestqt.modeltest import ModelTester

from blfpanel.gui.omnibox import HitModel
from blfpanel.gui.search import search
from support.fake_phone import FakePhone
from support.front_desk import fill_office


def test_what_was_found_keeps_qts_rules(qtmodeltester: ModelTester, phone: FakePhone) -> None:
    fill_office(phone)
    model = HitModel(phone.panel)
    qtmodeltester.check(model)
    model.show(search("an", phone.panel.keys(), phone.panel.face))
    qtmodeltester.check(model)
    assert model.rowCount() > 2
    said = [model.index(row).data() for row in range(model.rowCount())]
    assert "Anna Berger, Idle · Management and front desk" in said
