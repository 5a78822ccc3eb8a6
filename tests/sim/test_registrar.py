from __future__ import annotations

from dataclasses import replace

import pytest

from blfpanel.sip.auth import Credentials
from blfpanel.sip.events import RegistrationChanged, RegistrationState
from support.office import Office


def test_a_phone_with_the_right_password_is_registered_and_stays_so() -> None:
    office = Office()
    phone = office.phone("207")
    assert phone.last(RegistrationChanged).state is RegistrationState.REGISTERED
    office.advance(2000)
    assert office.pbx.registered("207") == 1
    assert office.pbx.counts.received["REGISTER"] > 2


@pytest.mark.parametrize(
    ("number", "password", "status"),
    [("207", "wrong", 401), ("299", "secret-299", 404)],
)
def test_who_cannot_prove_a_number_is_refused(number: str, password: str, status: int) -> None:
    office = Office()
    phone = office.phone(number, registered=False)
    phone.account = replace(phone.account, credentials=Credentials(number, password))
    phone.register()
    change = phone.last(RegistrationChanged)
    assert change.state is RegistrationState.REFUSED
    assert change.failure is not None
    assert change.failure.status == status
    assert office.pbx.registered(number) == 0
    assert f"[{status}]" in office.said[-1]


def test_who_leaves_is_registered_no_more() -> None:
    office = Office()
    phone = office.phone("207")
    phone.endpoint.unregister(phone.registration, office.network.now)
    office.settle()
    assert phone.last(RegistrationChanged).state is RegistrationState.UNREGISTERED
    assert office.pbx.registered("207") == 0


def test_a_phone_that_does_not_come_back_is_forgotten() -> None:
    office = Office()
    phone = office.phone("207")
    office.unplug(phone)
    office.advance(299)
    assert office.pbx.registered("207") == 1
    office.advance(2)
    assert office.pbx.registered("207") == 0


def test_a_phone_takes_the_shortest_time_allowed() -> None:
    office = Office(min_expires=120)
    phone = office.phone("207", registered=False)
    phone.account = replace(phone.account, expires=60)
    phone.register()
    assert office.pbx.registered("207") == 1
    assert office.pbx.counts.sent["423"] == 1


def test_two_phones_of_a_user_are_both_known() -> None:
    office = Office()
    office.phone("207")
    office.phone("207")
    assert office.pbx.registered("207") == 2


def test_phones_behind_a_lost_connection_are_forgotten_and_come_back() -> None:
    office = Office()
    office.phone("207", transport="tcp")
    office.phone("211")
    office.network.cut()
    office.network.restore()
    assert office.pbx.registered("211") == 1
    assert "207 is no longer registered from TCP 192.0.2.101:5062" in office.said
    office.advance(1)
    assert office.pbx.registered("207") == 1


def test_a_restart_forgets_everybody() -> None:
    office = Office()
    office.phone("207")
    office.pbx.restart()
    assert office.pbx.registered("207") == 0
    office.advance(300)
    assert office.pbx.registered("207") == 1
