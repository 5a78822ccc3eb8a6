from __future__ import annotations

from dataclasses import replace

import pytest
from support.office import Office

from blfpanel.sip.auth import Credentials
from blfpanel.sip.events import RegistrationChanged, RegistrationState


def test_a_phone_with_the_right_password_is_registered_and_stays_so() -> None:
    office = Office()
    phone = office.phone("207")
    assert phone.last(RegistrationChanged).state is RegistrationState.REGISTERED
    office.network.advance(2000)
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
