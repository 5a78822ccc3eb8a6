"""DNS over a real socket: what dnspython makes of answers, and what the driver makes of it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from blfpanel.net import dns as module
from blfpanel.net.dns import Dns
from blfpanel.net.driver import Driver
from blfpanel.net.records import Naptr, Srv
from blfpanel.sip.flow import Flow, OpenFlow, Target, Tls
from support.certificates import ca_file, issued
from support.name_server import NameServer, Zone
from support.scripted_core import ScriptedCore

ZONE: Zone = {
    ("example.com", "NAPTR"): [
        '10 50 "s" "SIPS+D2T" "" _sips._tcp.example.com.',
        '20 50 "s" "SIP+D2U" "" _sip._udp.example.com.',
    ],
    ("_sip._udp.example.com", "SRV"): ["10 60 5060 a.example.com.", "20 0 5070 b.example.com."],
    ("_sip._tcp.none.example", "SRV"): ["0 0 0 ."],
    ("a.example.com", "A"): ["192.0.2.1", "192.0.2.2"],
    ("a.example.com", "AAAA"): ["2001:db8::1"],
}


def run(scenario: Callable[[NameServer, Dns], Awaitable[None]], **options: Any) -> None:
    async def whole() -> None:
        async with NameServer(options.pop("zone", ZONE), **options) as server:
            await scenario(server, Dns(server.address))

    asyncio.run(whole())


def test_records_are_read() -> None:
    async def scenario(server: NameServer, dns: Dns) -> None:
        offers = await dns.naptr("example.com")
        assert sorted(offers, key=lambda record: record.order) == [
            Naptr(10, 50, "s", "SIPS+D2T", "_sips._tcp.example.com"),
            Naptr(20, 50, "s", "SIP+D2U", "_sip._udp.example.com"),
        ]
        found = await dns.srv("_sip._udp.example.com")
        assert sorted(found, key=lambda record: record.priority) == [
            Srv(10, 60, 5060, "a.example.com"),
            Srv(20, 0, 5070, "b.example.com"),
        ]
        assert await dns.srv("_sip._tcp.none.example") == [Srv(0, 0, 0, "")]
        *v4, v6 = await dns.addresses("a.example.com")
        assert (sorted(v4), v6) == (["192.0.2.1", "192.0.2.2"], "2001:db8::1")

    run(scenario)


def test_what_does_not_exist_is_not_there() -> None:
    async def scenario(server: NameServer, dns: Dns) -> None:
        assert await dns.srv("_sip._udp.nowhere.example") == []  # NXDOMAIN
        assert await dns.srv("example.com") == []  # a name, but without such records
        assert await dns.srv("x" * 70 + ".example") == []  # no name at all

    run(scenario)


def test_answers_are_remembered() -> None:
    async def scenario(server: NameServer, dns: Dns) -> None:
        for _ in range(3):
            await dns.srv("_sip._udp.example.com")
        assert len(server.asked) == 1

    run(scenario)


def test_name_server_that_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.05)

    async def scenario(server: NameServer, dns: Dns) -> None:
        assert await dns.srv("_sip._udp.example.com") == []

    run(scenario, silent=True)


def open_from(zone: Zone, target: Target) -> tuple[Any, ...]:
    """What the driver tells the core when it shall open a flow."""

    async def whole() -> tuple[Any, ...]:
        async with NameServer(zone) as server:
            core = ScriptedCore()
            driver = Driver(core, on_event=lambda event, now: None, directory=Dns(server.address))
            core.outputs.append(OpenFlow(target))
            driver.pump()
            told = await core.next()
            await driver.close()
            return told

    return asyncio.run(whole())


def test_flow_leads_to_the_next_server_where_the_first_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with socket.create_server(("127.0.0.1", 0)) as dead:
            refusing = dead.getsockname()[1]
        zone = {
            ("_sip._tcp.example.com", "SRV"): [
                f"1 0 {refusing} one.example.com.",
                f"2 0 {port} two.example.com.",
            ],
            ("one.example.com", "A"): ["127.0.0.1"],
            ("two.example.com", "A"): ["127.0.0.1"],
        }
        kind, _, flow = open_from(zone, Target("tcp", "example.com", 0))
    assert kind == "opened"
    assert isinstance(flow, Flow)
    assert flow.remote == ("127.0.0.1", port)


def test_domain_without_the_service_is_told_in_words() -> None:
    assert open_from(ZONE, Target("tcp", "none.example", 0))[2] == (
        "none.example offers no SIP this way, says its DNS. Check transport."
    )


def test_server_that_was_refused_is_told_rather_than_one_that_is_not_there() -> None:
    async def whole() -> tuple[Any, ...]:
        server = Driver(ScriptedCore(), on_event=lambda event, now: None)
        _, port = await server.listen("tls", "127.0.0.1", 0, issued("elsewhere.example"))
        with socket.create_server(("127.0.0.1", 0)) as dead:
            refusing = dead.getsockname()[1]
        zone = {
            ("example.com", "NAPTR"): [
                '1 1 "s" "SIPS+D2T" "" _sips._tcp.example.com.',
                '2 1 "s" "SIP+D2T" "" _sip._tcp.example.com.',
            ],
            ("_sips._tcp.example.com", "SRV"): [f"0 0 {port} a.example.com."],
            ("_sip._tcp.example.com", "SRV"): [f"0 0 {refusing} a.example.com."],
            ("a.example.com", "A"): ["127.0.0.1"],
        }
        async with NameServer(zone) as names:
            core = ScriptedCore()
            driver = Driver(core, on_event=lambda event, now: None, directory=Dns(names.address))
            core.outputs.append(OpenFlow(Target("auto", "example.com", 0, Tls(ca_file()))))
            driver.pump()
            told = await core.next()
            await driver.close()
        await server.close()
        return told

    kind, _, reason = asyncio.run(whole())
    assert kind == "failed"
    assert reason.startswith("The certificate of example.com is for elsewhere.example.")


def test_port_that_dns_gave_is_the_one_that_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead:
        port = dead.getsockname()[1]
    zone = {("_sip._tcp.example.com", "SRV"): [f"0 0 {port} 127.0.0.1."]}
    assert open_from(zone, Target("tcp", "example.com", 0))[2] == (
        f"example.com refuses TCP {port}. Check port and transport."
    )
