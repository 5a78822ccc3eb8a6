from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from blfpanel.net.resolver import is_numeric, resolve
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
