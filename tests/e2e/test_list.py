"""A phone that watches a list of the built-in PBX: everything but sockets, on a virtual clock."""

from __future__ import annotations

import random

import pytest

from blfpanel.body.sdp import make_offer
from blfpanel.panel.changes import Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network
from support.panel_box import profiles
from support.virtual_phone import start_phone

DOMAIN = "pbx.example"
NAMES = {"200": "Desk", "211": "Anton", "222": "Berta", "233": "Carla"}


class Desk:
    """A phone that watches ``list_uri`` and has keys for ``numbers``."""

    def __init__(self, *numbers: str, list_uri: str = "blf-list", profile: str = "rfc") -> None:
        users = [User(number, name, f"secret-{number}") for number, name in NAMES.items()]
        settings = PbxSettings(DOMAIN, unsolicited=False)
        self.pbx = Pbx(users, profiles()[profile], Ids(random.Random(1)), settings)
        self.caller = Endpoint(Ids(random.Random(2)))
        peers = {"pbx": self.pbx, "caller": self.caller}
        self.network = Network(peers, now=1000.0, delay=0.02)
        self.network.address["phone"] = ("192.0.2.200", 5062)
        self.panel = Panel(profiles())
        self.notices: list[str] = []
        phone = start_phone(
            self.network,
            self.panel,
            [Line(self.account("200"), list_uri=list_uri)],
            [PartnerKey(KeyId(number), f"My {number}", number, "200") for number in numbers],
            numbers=random.Random(7),
        )
        phone.listen(
            lambda change: self.notices.append(change.text) if isinstance(change, Notice) else None
        )
        self.network.run_for(10)

    def account(self, number: str) -> Account:
        return Account(
            number,
            NameAddr(None, SipUri("sip", number, None, DOMAIN)),
            Target("udp", *self.network.address["pbx"]),
            Credentials(number, f"secret-{number}"),
        )

    def call(self, number: str) -> None:
        """211 calls ``number``."""
        offer = make_offer("127.0.0.1", 4000, session_id=1, version=1).to_bytes()
        spec = CallSpec(SipUri("sip", number, None, DOMAIN), offer)
        self.caller.call(self.account("211"), spec, self.network.now)
        self.network.run_for(1)

    def lamps(self) -> dict[str, Lamp]:
        keys = self.panel.keys()
        return {key.label: self.panel.state(key.id).lamp for key in keys}


@pytest.mark.parametrize("profile", ["rfc", "innovaphone"])
def test_the_panel_fills_itself_and_follows(profile: str) -> None:
    desk = Desk(profile=profile)
    assert desk.lamps() == {"Anton": Lamp.IDLE, "Berta": Lamp.IDLE, "Carla": Lamp.IDLE}
    assert len(desk.pbx.watches()) == 1
    history = desk.panel.history(KeyId("222"))
    assert history[0].message == "NOTIFY v0 of list blf-list: no calls"
    assert desk.notices == []


def test_a_call_of_a_member_is_seen() -> None:
    desk = Desk("222")
    desk.call("200")
    assert desk.lamps()["Anton"] is Lamp.BUSY
    newest = desk.panel.history(KeyId("211"))[0].message
    assert newest == "NOTIFY v2 of list blf-list: early, to 200"
    assert list(desk.lamps()) == ["My 222", "Anton", "Carla"]


def test_the_refresh_keeps_the_states() -> None:
    desk = Desk()
    desk.network.run_for(1200)
    assert set(desk.lamps().values()) == {Lamp.IDLE}
    assert not any(desk.panel.state(key.id).stale for key in list(desk.panel.keys()))
    assert len(desk.pbx.watches()) == 1


def test_a_restart_of_the_pbx_is_healed() -> None:
    desk = Desk()
    desk.pbx.restart()
    desk.network.run_for(120)
    assert set(desk.lamps().values()) == {Lamp.IDLE}
    assert not any(desk.panel.state(key.id).stale for key in list(desk.panel.keys()))
    assert len(desk.pbx.watches()) == 1


def test_a_list_that_does_not_exist_is_said_and_the_keys_are_watched_all_the_same() -> None:
    desk = Desk("211", "222", list_uri="nobody")
    assert desk.notices == [
        "pbx.example has no list “nobody”. [404] Its keys are watched one by one."
    ]
    assert desk.lamps() == {"My 211": Lamp.IDLE, "My 222": Lamp.IDLE}
    assert len(desk.pbx.watches()) == 2


def test_a_number_instead_of_a_list_is_said_and_the_keys_are_watched_all_the_same() -> None:
    desk = Desk("211", list_uri="222")
    assert desk.notices == [
        "pbx.example knows “222” as a number and not as a list. Its keys are watched one by one."
    ]
    assert desk.lamps() == {"My 211": Lamp.IDLE}
    assert [watch.watched for watch in desk.pbx.watches()] == ["211"]
