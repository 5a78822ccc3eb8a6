"""A domain with two servers in DNS, over real sockets: one dies, the lamps go on with the other."""

from __future__ import annotations

import asyncio
import functools

import pytest

from blfpanel.net.dns import Dns
from blfpanel.net.driver import Driver
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.line import Line
from blfpanel.phone.phone import Phone
from blfpanel.sim.cast import YOU
from blfpanel.sim.pbx import PbxSettings
from blfpanel.sim.scenario import PlannedCall, Scenario
from blfpanel.sim.server import SimServer
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target, Tls
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.certificates import ca_file, issued
from support.desk import ANNA, TOM, until
from support.name_server import NameServer

DOMAIN = "example.com"
KEY = KeyId("207")
PREFIX = {"udp": "_sip._udp", "tcp": "_sip._tcp", "tls": "_sips._tcp"}


def server(*calls: PlannedCall) -> SimServer:
    return SimServer(
        profile=load_profiles()["rfc"],
        people=(ANNA, TOM),
        scenario=Scenario(call=calls),
        settings=PbxSettings(domain=DOMAIN),
        tls=issued(DOMAIN),
    )


def port_of(server: SimServer, transport: str) -> int:
    address = server.tls_address if transport == "tls" else server.address
    assert address is not None
    return address[1]


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_lamps_go_on_with_the_next_server(transport: str) -> None:
    async def story() -> None:
        ringing = PlannedCall(at=0.2, caller="202", callee="207", ring=60)
        one, two = server(), server(ringing)
        async with two:
            await one.__aenter__()
            zone = {
                (f"{PREFIX[transport]}.{DOMAIN}", "SRV"): [
                    f"10 0 {port_of(one, transport)} one.example.com.",
                    f"20 0 {port_of(two, transport)} two.example.com.",
                ],
                ("one.example.com", "A"): ["127.0.0.1"],
                ("two.example.com", "A"): ["127.0.0.1"],
            }
            async with NameServer(zone) as names:
                phone = phone_of(transport, Dns(names.address))
                await phone.start()
                await until(lambda: lamp(phone) is Lamp.IDLE, "the first server tells of Anna")
                await one.__aexit__(None, None, None)
                phone.ask_again(KEY)  # or it would be noticed later
                await until(lambda: lamp(phone) is Lamp.ALERTING, "the second tells that it rings")
                await phone.stop()

    asyncio.run(story())


def test_transport_is_the_one_the_domain_prefers() -> None:
    async def story() -> None:
        async with server() as only:
            zone = {
                (DOMAIN, "NAPTR"): [
                    f'20 50 "s" "SIP+D2U" "" _sip._udp.{DOMAIN}.',
                    f'10 50 "s" "SIPS+D2T" "" _sips._tcp.{DOMAIN}.',
                ],
                (f"_sip._udp.{DOMAIN}", "SRV"): [f"0 0 {port_of(only, 'udp')} a.example.com."],
                (f"_sips._tcp.{DOMAIN}", "SRV"): [f"0 0 {port_of(only, 'tls')} a.example.com."],
                ("a.example.com", "A"): ["127.0.0.1"],
            }
            async with NameServer(zone) as names:
                phone = phone_of("auto", Dns(names.address))
                await phone.start()
                await until(lambda: lamp(phone) is Lamp.IDLE, "the server tells of Anna")
                state = phone.panel.account_state("Reception")
                assert state is not None
                assert state.secure
                assert {entry.flow.transport for entry in phone.trace} == {"tls"}
                await phone.stop()

    asyncio.run(story())


def phone_of(transport: str, dns: Dns) -> Phone:
    account = Account(
        "Reception",
        NameAddr(YOU.name, SipUri("sip", YOU.number, None, DOMAIN)),
        Target(transport, DOMAIN, 0, Tls(ca_file())),
        Credentials(YOU.number, YOU.password),
    )
    driver = functools.partial(Driver, directory=dns)
    key = PartnerKey(KEY, "Anna", "207", "Reception")
    return Phone(Panel(load_profiles()), [Line(account)], [key], driver=driver)


def lamp(phone: Phone) -> Lamp:
    return phone.panel.state(KEY).lamp
