"""Lamps in doubt and right again: the whole phone and the built-in PBX on a virtual clock."""

from __future__ import annotations

import random
import re

import pytest

from blfpanel.panel.changes import Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp, LampState
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network
from support.panel_box import profiles
from support.virtual_phone import start_phone

DOMAIN = "pbx.example"


class Desk:
    """A phone with keys for ``partners`` users of a PBX, and a clock."""

    def __init__(
        self,
        partners: int,
        transport: str = "udp",
        profile: str = "rfc",
        *,
        unasked: bool = False,
    ) -> None:
        numbers = [str(1000 + n) for n in range(partners)]
        users = [User(number, number, f"secret-{number}") for number in ("200", *numbers)]
        self.pbx = Pbx(
            users,
            profiles()[profile],
            Ids(random.Random(1)),
            PbxSettings(DOMAIN, unsolicited=unasked),
        )
        self.network = Network({"pbx": self.pbx}, now=1000.0, delay=0.02)
        self.network.address["phone"] = ("192.0.2.200", 5062)
        account = Account(
            "desk",
            NameAddr(None, SipUri("sip", "200", None, DOMAIN)),
            Target(transport, *self.network.address["pbx"]),
            Credentials("200", "secret-200"),
        )
        self.keys = [KeyId(number) for number in numbers]
        self.panel = Panel(profiles(), discover=unasked)
        self.notices: list[str] = []
        self.phone: Phone = start_phone(
            self.network,
            self.panel,
            [Line(account)],
            [] if unasked else [PartnerKey(key, key, key, "desk") for key in self.keys],
            numbers=random.Random(7),
        )
        self.phone.listen(
            lambda change: self.notices.append(change.text) if isinstance(change, Notice) else None
        )

    def states(self) -> list[LampState]:
        return [self.panel.state(key) for key in self.keys]

    def all_right(self) -> bool:
        return all(state.lamp is Lamp.IDLE and not state.stale for state in self.states())

    def causes(self) -> set[str | None]:
        """Why the lamps are in doubt; None for those that are not."""
        return {state.cause if state.stale else None for state in self.states()}

    def run(self, seconds: float) -> None:
        self.network.run_for(seconds)

    def asked(self) -> list[float]:
        return self.network.times("phone", "SUBSCRIBE")


def desk(partners: int = 4, **options: str) -> Desk:
    """A desk where all is well."""
    made = Desk(partners, **options)
    made.run(120)
    assert made.all_right()
    return made


def test_a_restart_of_the_pbx_is_noticed_and_healed_within_a_minute() -> None:
    office = desk()
    office.pbx.restart()
    office.network.run_until(lambda: office.causes() == {"PBX restarted"}, within=60)
    office.network.run_until(office.all_right, within=5)
    assert office.pbx.registered("200") == 1
    assert len(office.pbx.watches()) == 4


def test_a_restart_of_a_pbx_that_tells_unasked_is_survived_too() -> None:
    office = Desk(3, unasked=True)
    office.run(120)
    partners = office.panel.keys()
    assert len(partners) >= 3
    heard = {key.id: office.panel.state(key.id).heard for key in partners}
    office.pbx.restart()
    office.run(65)
    assert office.pbx.registered("200") == 1
    for key, before in heard.items():
        assert (office.panel.state(key).heard or 0) > (before or 0)


def test_one_subscription_that_the_pbx_lost_does_not_make_all_lamps_doubtful() -> None:
    office = desk()
    lost = office.pbx.watches()[0]
    office.pbx._endpoint.forget_watcher(lost.usage)
    doubted: set[str | None] = set()
    for _ in range(150):
        office.run(1)
        doubted |= office.causes()
    assert "PBX restarted" not in doubted
    assert office.all_right()


@pytest.mark.parametrize("seconds", [70, 600])
def test_a_cut_is_seen_within_a_minute_and_healed_within_seconds(seconds: float) -> None:
    office = desk()
    office.network.cut()
    office.network.run_until(lambda: None not in office.causes(), within=60)
    office.run(seconds - 60)
    assert None not in office.causes()
    assert "pbx.example does not answer. Lamps show what was last known." in office.notices
    office.network.restore()
    office.network.run_until(office.all_right, within=8)
    assert any(text.startswith("Connected again.") for text in office.notices)
    assert office.pbx.registered("200") == 1


def test_a_pbx_that_is_switched_on_after_the_phone_is_found_within_seconds() -> None:
    office = Desk(4)
    office.network.cut()
    office.run(400)
    office.network.restore()
    office.network.run_until(office.all_right, within=8)


def test_a_broken_connection_is_seen_at_once_and_healed_within_seconds() -> None:
    office = desk(transport="tcp")
    office.network.cut()
    assert office.causes() == {"network lost"}
    office.run(30)
    office.network.restore()
    office.network.run_until(office.all_right, within=35)


def test_a_server_that_never_answers_options_is_watched_by_its_subscriptions() -> None:
    office = Desk(3)
    office.network.lose_line("phone", "OPTIONS")
    office.run(120)
    assert office.all_right()
    office.network.cut()
    office.network.run_until(lambda: None not in office.causes(), within=60)
    office.network.restore()
    office.network.run_until(office.all_right, within=40)


def test_after_sleep_all_is_doubted_and_asked_for_at_once() -> None:
    office = desk()
    office.network.now += 3 * 3600
    office.network._flush()
    office.network.run(office.network.now)
    office.network.run_until(office.all_right, within=8)
    history = office.panel.history(office.keys[0])
    assert any(entry.after.stale and entry.after.cause == "no news" for entry in history)


def test_another_address_of_this_machine_is_told_the_pbx() -> None:
    office = desk()
    office.network.address["phone"] = ("192.0.2.77", 5062)
    office.network._paths.clear()
    office.network._ends.clear()
    office.run(40)
    assert office.all_right()
    refreshes = office.network.sent("phone", "SUBSCRIBE")[-4:]
    assert all(b"Contact: <sip:200@192.0.2.77:5062>" in sent.data for sent in refreshes)
    assert all(b";tag=" in sent.data.split(b"\r\nTo: ")[1].split(b"\r\n")[0] for sent in refreshes)
    assert b"192.0.2.77" in office.network.sent("phone", "REGISTER")[-1].data


def test_a_thousand_keys_are_asked_for_in_an_orderly_row() -> None:
    office = Desk(1000)
    office.run(100)
    assert office.all_right()
    asked = office.asked()
    start = asked[0]
    for second in range(60):
        within = [at for at in asked if start + second <= at < start + second + 1]
        assert len(within) <= 42  # the first 20, 20 a second, and those asked for a password
    first = [office.panel.history(key)[-1].at for key in office.keys]
    assert first == sorted(first)
    office.run(1000)
    later = [at for at in office.asked() if at > start + 200]
    busiest = max(sum(at <= other < at + 1 for other in later) for at in later[::50])
    assert busiest <= 42
    assert office.all_right()


def test_an_endpoint_that_keeps_nothing_alive_sends_nothing() -> None:
    endpoint = Endpoint(Ids(random.Random(3)))
    assert endpoint.next_deadline() is None


def test_the_next_refresh_is_told_also_after_the_first() -> None:
    office = desk(1)
    for _ in range(5):
        office.run(290)
        certainty = office.panel.explain(office.keys[0], office.network.now).certainty
        minutes = re.search(r"subscription active, next refresh in (\d+):\d\d\.$", certainty)
        assert minutes is not None
        assert 6 <= int(minutes[1]) <= 9
