"""Each transport between two drivers on loopback. A new line in TRANSPORTS is tested by itself."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from blfpanel.net.driver import Driver
from blfpanel.net.transport import TRANSPORTS
from blfpanel.sip.flow import Address, CloseFlow, Flow, OpenFlow, Send, Target, Tls
from support.certificates import ca_file, issued
from support.scripted_core import ScriptedCore

each_transport = pytest.mark.parametrize("transport", sorted(TRANSPORTS))


def message(body: bytes = b"", name: str = "MESSAGE") -> bytes:
    head = f"{name} sip:a@127.0.0.1 SIP/2.0\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


LOOPBACK = issued("127.0.0.1", "::1", "localhost")


def at(transport: str, host: str, port: int) -> Target:
    return Target(transport, host, port, Tls(ca_file=ca_file()))


class Peer:
    """A driver with a scripted core."""

    def __init__(self, reply: Callable[[bytes], bytes | None] = lambda data: None) -> None:
        self.core = ScriptedCore(reply)
        self.driver = Driver(self.core, on_event=lambda event, now: None)

    async def listen(self, transport: str, host: str, port: int) -> Address:
        return await self.driver.listen(transport, host, port, LOOPBACK)

    async def open(self, target: Target) -> Flow:
        self.core.outputs.append(OpenFlow(target))
        self.driver.pump()
        kind, answered, flow = await self.core.next()
        assert (kind, answered) == ("opened", target), flow
        return flow

    def send(self, flow: Flow, data: bytes) -> None:
        self.core.outputs.append(Send(flow, data))
        self.driver.pump()


@asynccontextmanager
async def peers(reply: Callable[[bytes], bytes | None]) -> AsyncIterator[tuple[Peer, Peer]]:
    """A client, and a server that answers with ``reply``."""
    client, server = Peer(), Peer(reply)
    try:
        yield client, server
    finally:
        await client.driver.close()
        await server.driver.close()


def echo(data: bytes) -> bytes:
    return data


def silent(data: bytes) -> None:
    return None


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(scenario())


@each_transport
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_message_goes_there_and_the_answer_comes_back_on_the_same_flow(
    transport: str, host: str
) -> None:
    async def scenario() -> None:
        async with peers(echo) as (client, server):
            address = await server.listen(transport, host, 0)
            flow = await client.open(at(transport, *address))
            assert flow.remote == address
            assert flow.local[0] == host
            client.send(flow, message(b"hello"))
            assert await client.core.next() == ("receive", flow, message(b"hello"))
            _, seen, _ = await server.core.next()
            assert (seen.remote, seen.local) == (flow.local, flow.remote)

    run(scenario)


@each_transport
def test_long_message_arrives_whole(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            client.send(flow, message(b"x" * 60_000))
            assert (await server.core.next())[2] == message(b"x" * 60_000)

    run(scenario)


@each_transport
def test_messages_of_one_peer_come_on_one_flow_in_order(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            sent = [message(b"%d" % number) for number in range(20)]
            for data in sent:
                client.send(flow, data)
            got = [await server.core.next() for _ in sent]
            assert [entry[2] for entry in got] == sent
            assert len({entry[1] for entry in got}) == 1

    run(scenario)


@each_transport
def test_opening_again_gives_the_same_flow(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            assert await client.open(at(transport, *address)) is flow

    run(scenario)


@each_transport
def test_server_reaches_a_client_on_the_flow_it_came_by(transport: str) -> None:
    """As a PBX must that rings a phone behind a NAT: from the very port it listens at."""

    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            client.send(flow, message(name="REGISTER"))
            _, known, _ = await server.core.next()
            assert await server.open(Target(transport, *flow.local)) is known
            server.send(known, message(name="INVITE"))
            assert await client.core.next() == ("receive", flow, message(name="INVITE"))

    run(scenario)


@each_transport
def test_server_on_all_addresses_knows_which_one_a_peer_uses(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            _, port = await server.listen(transport, "0.0.0.0", 0)
            flow = await client.open(at(transport, "127.0.0.1", port))
            client.send(flow, message())
            _, seen, _ = await server.core.next()
            assert seen.local == ("127.0.0.1", port)

    run(scenario)


@each_transport
def test_both_address_families_fit_on_one_port(transport: str) -> None:
    async def scenario() -> None:
        async with peers(echo) as (client, server):
            _, port = await server.listen(transport, "::", 0)
            await server.listen(transport, "0.0.0.0", port)
            for host in ("127.0.0.1", "::1"):
                flow = await client.open(at(transport, host, port))
                client.send(flow, message())
                assert await client.core.next() == ("receive", flow, message())

    run(scenario)


def unused_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def test_refused_tcp_port_fails_the_flow_in_words() -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, _):
            port = unused_port(socket.SOCK_STREAM)
            target = Target("tcp", "localhost", port)
            client.core.outputs.append(OpenFlow(target))
            client.driver.pump()
            assert await client.core.next() == (
                "failed",
                target,
                f"localhost refuses TCP {port}. Check port and transport.",
            )

    run(scenario)


@each_transport
def test_name_that_does_not_exist_fails_the_flow_in_words(
    transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    async def scenario() -> None:
        async with peers(silent) as (client, _):
            target = Target(transport, "pbx.exmaple.com", 5060)
            client.core.outputs.append(OpenFlow(target))
            client.driver.pump()
            assert await client.core.next() == (
                "failed",
                target,
                "There is no server called pbx.exmaple.com. Check the spelling.",
            )

    run(scenario)


@each_transport
def test_closed_flow_is_opened_anew(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            client.core.outputs.append(CloseFlow(flow))
            client.driver.pump()
            again = await client.open(at(transport, *address))
            assert again is not flow
            client.send(again, message())
            while (told := await server.core.next())[0] == "lost":
                pass
            assert told[2] == message()

    run(scenario)


@each_transport
def test_what_was_sent_before_closing_still_arrives(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            flow = await client.open(at(transport, *address))
            client.send(flow, message(name="BYE"))
            await client.driver.close()
            assert (await server.core.next())[2] == message(name="BYE")

    run(scenario)


@each_transport
def test_address_in_use_is_an_oserror(transport: str) -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await server.listen(transport, "127.0.0.1", 0)
            with pytest.raises(OSError, match="in use"):
                await client.listen(transport, *address)

    run(scenario)


def test_listen_all_has_every_transport_at_one_port() -> None:
    async def scenario() -> None:
        async with peers(echo) as (client, server):
            address = await server.driver.listen_all("127.0.0.1", 0)
            for transport in ("udp", "tcp"):
                flow = await client.open(at(transport, *address))
                client.send(flow, message(transport.encode()))
                assert (await client.core.next())[2] == message(transport.encode())

    run(scenario)


def test_listen_all_leaves_nothing_behind_when_one_of_both_is_taken() -> None:
    async def scenario() -> None:
        async with peers(silent) as (client, server):
            address = await client.driver.listen("tcp", "127.0.0.1", 0)
            with pytest.raises(OSError, match="in use"):
                await server.driver.listen_all(*address)
            assert await client.driver.listen("udp", *address) == address

    run(scenario)
