from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from blfpanel.net.reasons import InWords
from blfpanel.net.records import Naptr, Srv
from blfpanel.net.resolver import Resolver, is_numeric, resolve
from blfpanel.sip.flow import Address, Target

V4, V6 = socket.AF_INET, socket.AF_INET6


def resolve_with(
    found: list[Any], target: Target, monkeypatch: pytest.MonkeyPatch
) -> tuple[Address, ...]:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

    async def scenario() -> tuple[Address, ...]:
        return await resolve(target, asyncio.get_running_loop())

    return asyncio.run(scenario())


def info(family: int, *address: Any) -> Any:
    return (family, socket.SOCK_STREAM, 6, "", address)


BOTH = [info(V6, "::1", 5060, 0, 0), info(V4, "127.0.0.1", 5060), info(V4, "127.0.0.1", 5060)]


@pytest.mark.parametrize(
    ("transport", "addresses"),
    [
        ("tcp", (("::1", 5060), ("127.0.0.1", 5060))),
        ("udp", (("127.0.0.1", 5060), ("::1", 5060))),
    ],
)
def test_order_is_the_systems_but_udp_prefers_ipv4(
    transport: str, addresses: tuple[Address, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve_with(BOTH, Target(transport, "localhost", 5060), monkeypatch) == addresses


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "fe80::1%eth0"])
def test_addresses_are_not_looked_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve_with([], Target("udp", host, 5070), monkeypatch) == ((host, 5070),)


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".example"])
def test_name_that_cannot_be_is_a_name_not_found(host: str) -> None:
    async def scenario() -> None:
        await resolve(Target("udp", host, 5060), asyncio.get_running_loop())

    with pytest.raises(socket.gaierror) as caught:
        asyncio.run(scenario())
    assert caught.value.errno == socket.EAI_NONAME


@pytest.mark.parametrize(
    ("host", "numeric"),
    [("192.0.2.1", True), ("::1", True), ("1.2.3", False), ("pbx", False), ("", False)],
)
def test_numeric_hosts_are_told_from_names(host: str, numeric: bool) -> None:
    assert is_numeric(host) is numeric


# --- RFC 3263 -------------------------------------------------------------------------------


class Book:
    """What DNS would say. Keeps what it was asked."""

    def __init__(
        self,
        naptr: dict[str, list[Naptr]] | None = None,
        srv: dict[str, list[Srv]] | None = None,
        addresses: dict[str, list[str]] | None = None,
    ) -> None:
        self._naptr, self._srv = naptr or {}, srv or {}
        self._addresses = addresses or {}
        self.asked: list[str] = []

    async def naptr(self, domain: str) -> list[Naptr]:
        self.asked.append(domain)
        return self._naptr.get(domain, [])

    async def srv(self, name: str) -> list[Srv]:
        self.asked.append(name)
        return self._srv.get(name, [])

    async def addresses(self, host: str) -> list[str]:
        self.asked.append(host)
        return self._addresses.get(host, [])


def find(target: Target, book: Book) -> list[tuple[str, int]]:
    """The places as text, with their ranks."""

    async def scenario() -> list[tuple[str, int]]:
        resolver = Resolver(asyncio.get_running_loop(), book, lambda: 0.0)
        return [(str(place.target), place.rank) for place in await resolver.find(target)]

    return asyncio.run(scenario())


def unknown_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def known_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(host: str, port: int, *args: Any) -> list[Any]:
        return [info(V4, "198.51.100.7", port)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


PROXIES = Book(
    srv={
        "_sip._udp.example.com": [
            Srv(20, 0, 5070, "b.example.com"),
            Srv(10, 0, 5060, "a.example.com"),
        ]
    },
    addresses={"a.example.com": ["192.0.2.1", "2001:db8::1"], "b.example.com": ["192.0.2.2"]},
)


def test_servers_of_a_domain_are_found_by_srv_best_first(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown_to_the_system(monkeypatch)
    assert find(Target("udp", "example.com", 0), PROXIES) == [
        ("UDP 192.0.2.1:5060", 10),
        ("UDP [2001:db8::1]:5060", 10),
        ("UDP 192.0.2.2:5070", 20),
    ]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (Target("udp", "example.com", 5080), "UDP 198.51.100.7:5080"),
        (Target("tls", "other.example.com", 0), "TLS 198.51.100.7:5061"),
        (Target("auto", "other.example.com", 0), "UDP 198.51.100.7:5060"),
        (Target("tcp", "pbx", 0), "TCP 198.51.100.7:5060"),
    ],
    ids=["a port is given", "no records", "no records for any transport", "not a domain"],
)
def test_without_records_it_is_the_host_itself(
    target: Target, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_to_the_system(monkeypatch)
    assert find(target, PROXIES) == [(found, 0)]


def test_given_port_and_numeric_host_are_not_asked_for() -> None:
    book = Book()
    assert find(Target("tls", "192.0.2.9", 0), book) == [("TLS 192.0.2.9:5061", 0)]
    assert find(Target("auto", "2001:db8::9", 5070), book) == [("UDP [2001:db8::9]:5070", 0)]
    assert book.asked == []


def test_domain_chooses_the_transport_where_the_account_does_not() -> None:
    book = Book(
        naptr={
            "example.com": [
                Naptr(20, 50, "s", "SIP+D2U", "_sip._udp.example.com"),
                Naptr(10, 50, "S", "SIPS+D2T", "_sips._tcp.edge.example.com"),
                Naptr(5, 50, "u", "E2U+sip", ""),
                Naptr(5, 50, "s", "SIP+D2S", "_sip._sctp.example.com"),
            ]
        },
        srv={
            "_sip._udp.example.com": [Srv(0, 0, 5060, "192.0.2.1")],
            "_sips._tcp.edge.example.com": [Srv(5, 0, 5061, "192.0.2.2")],
        },
    )
    assert find(Target("auto", "example.com", 0), book) == [
        ("TLS 192.0.2.2:5061", 5),
        ("UDP 192.0.2.1:5060", 65536),
    ]


def test_without_naptr_each_transport_is_looked_for_the_safest_first() -> None:
    book = Book(
        srv={
            "_sip._udp.example.com": [Srv(0, 0, 5060, "192.0.2.1")],
            "_sips._tcp.example.com": [Srv(0, 0, 5061, "192.0.2.1")],
        }
    )
    found = find(Target("auto", "example.com", 0), book)
    assert [place for place, _ in found] == ["TLS 192.0.2.1:5061", "UDP 192.0.2.1:5060"]


def test_records_do_not_lead_from_tls_to_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    known_to_the_system(monkeypatch)
    book = Book(
        naptr={"example.com": [Naptr(1, 1, "s", "SIP+D2U", "_sip._udp.example.com")]},
        srv={"_sip._udp.example.com": [Srv(0, 0, 5060, "192.0.2.1")]},
    )
    found = find(Target("tls", "example.com", 0), book)
    assert [place for place, _ in found] == ["TLS 198.51.100.7:5061"]
    assert book.asked == ["_sips._tcp.example.com"]


def test_domain_that_says_it_has_no_such_service_is_believed() -> None:
    book = Book(srv={"_sip._tcp.example.com": [Srv(0, 0, 0, "")]})
    with pytest.raises(InWords, match=r"example\.com offers no SIP this way"):
        find(Target("tcp", "example.com", 0), book)


def test_server_dns_does_not_know_may_be_known_to_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known_to_the_system(monkeypatch)
    book = Book(srv={"_sip._tcp.example.com": [Srv(0, 0, 5062, "a.example.com")]})
    assert find(Target("tcp", "example.com", 0), book) == [("TCP 198.51.100.7:5062", 0)]
