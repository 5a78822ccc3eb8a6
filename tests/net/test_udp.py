"""What only datagrams can do: be refused later, be too long, come from anybody."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import struct
import sys
from collections.abc import Awaitable, Callable

import pytest

from blfpanel.net.driver import Driver
from blfpanel.net.trace import Trace
from blfpanel.net.wire import WiredFlow
from blfpanel.sip.flow import Flow, KeepOpen, OpenFlow, Send, Target
from blfpanel.sip.servers.stun import binding_request
from support.scripted_core import PATIENCE, ScriptedCore

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of ICMP errors")


class Bench:
    """A driver and a plain datagram socket beside it."""

    def __init__(self, sock: socket.socket) -> None:
        self.core = ScriptedCore()
        # a trace that keeps nothing, so that it holds no flow
        self.driver = Driver(self.core, on_event=lambda event, now: None, trace=Trace(messages=0))
        self.sock = sock
        self.port: int = sock.getsockname()[1]

    async def open(self, port: int) -> Flow:
        self.core.outputs.append(OpenFlow(Target("udp", "127.0.0.1", port)))
        self.driver.pump()
        kind, _, flow = await self.core.next()
        assert kind == "opened"
        return flow

    def send(self, flow: Flow, data: bytes) -> None:
        self.core.outputs.append(Send(flow, data))
        self.driver.pump()

    async def read(self) -> bytes:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.get_running_loop().sock_recv(self.sock, 65536)


def bench(scenario: Callable[[Bench], Awaitable[None]]) -> None:
    async def whole() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind(("127.0.0.1", 0))
            sock.setblocking(False)
            here = Bench(sock)
            try:
                await scenario(here)
            finally:
                await here.driver.close()

    asyncio.run(whole())


def unused_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def test_stun_answer_is_told_and_other_stun_is_not_taken_for_sip() -> None:
    async def scenario(here: Bench) -> None:
        flow = await here.open(here.port)
        here.core.outputs.append(KeepOpen(flow, binding_request("b7e7a701bc34d686fa87dfae")))
        here.driver.pump()
        assert (await here.read())[:2] == b"\0\1"
        mapped = bytes.fromhex("0101000c2112a442b7e7a701bc34d686fa87dfae002000080001a147e112a643")
        here.sock.sendto(binding_request("00" * 12), flow.local)
        here.sock.sendto(mapped, flow.local)
        assert await here.core.next() == ("alive", flow, ("192.0.2.1", 32853))
        assert len(here.core.told) == 2

    bench(scenario)


@linux_only
def test_refused_port_loses_its_flow_at_once_and_no_other() -> None:
    async def scenario(here: Bench) -> None:
        port = unused_port()
        good, dead = await here.open(here.port), await here.open(port)
        here.send(dead, b"anybody there?")
        assert await here.core.next() == (
            "lost",
            dead,
            f"127.0.0.1 refuses UDP {port}. Check port and transport.",
        )
        assert await here.open(here.port) is good
        assert await here.open(port) is not dead

    bench(scenario)


@linux_only
def test_error_of_one_peer_costs_no_message_to_another() -> None:
    async def scenario(here: Bench) -> None:
        good, dead = await here.open(here.port), await here.open(unused_port())
        # the error is there before the loop looks: it comes out of the next send
        here.send(dead, b"anybody there?")
        here.send(good, b"200 OK")
        assert await here.read() == b"200 OK"
        kind, flow, _ = await here.core.next()
        assert (kind, flow) == ("lost", dead)

    bench(scenario)


@linux_only
def test_server_hears_of_a_peer_that_went_away() -> None:
    async def scenario(here: Bench) -> None:
        address = await here.driver.listen("udp", "127.0.0.1", 0)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
            phone.sendto(b"SUBSCRIBE", address)
            _, flow, _ = await here.core.next()
        here.send(flow, b"NOTIFY")
        assert (await here.core.next())[:2] == ("lost", flow)

    bench(scenario)


@linux_only
@pytest.mark.parametrize(
    ("origin", "kind", "ends"),
    [
        pytest.param(2, 3, True, id="ICMP destination unreachable"),
        pytest.param(2, 11, False, id="ICMP time exceeded"),
        pytest.param(3, 1, True, id="ICMPv6 destination unreachable"),
        pytest.param(3, 2, False, id="ICMPv6 packet too big"),
        pytest.param(1, 0, False, id="our own system"),
    ],
)
def test_only_an_unreachable_destination_ends_a_flow(origin: int, kind: int, ends: bool) -> None:
    async def scenario(here: Bench) -> None:
        flow = await here.open(here.port)
        error = struct.pack("=IBBBBII", errno.EHOSTUNREACH, origin, kind, 1, 0, 0, 0)
        flow.wire._icmp_error(error + bytes(16), flow.remote)
        lost = ("lost", flow, "There is no route to 127.0.0.1. Check the network.")
        assert here.core.told[1:] == ([lost] if ends else [])

    bench(scenario)


def test_message_too_long_for_a_datagram_is_told_at_once() -> None:
    async def scenario(here: Bench) -> None:
        flow = await here.open(here.port)
        here.send(flow, b"x" * 65_508)
        assert await here.core.next() == (
            "lost",
            flow,
            "A message to 127.0.0.1 is too long for UDP. Use TCP.",
        )

    bench(scenario)


@pytest.mark.parametrize("keep_alive", [b"\r\n\r\n", b"\r\n", b"\0", b"\0\0\0\0", b""])
def test_keep_alive_is_no_message(keep_alive: bytes) -> None:
    async def scenario(here: Bench) -> None:
        address = await here.driver.listen("udp", "127.0.0.1", 0)
        here.sock.sendto(keep_alive, address)
        here.sock.sendto(b"NOTIFY", address)
        kind, _, data = await here.core.next()
        assert (kind, data) == ("receive", b"NOTIFY")

    bench(scenario)


def test_longest_datagram_comes_whole() -> None:
    async def scenario(here: Bench) -> None:
        address = await here.driver.listen("udp", "127.0.0.1", 0)
        longest = bytes(65507)  # what IPv4 and UDP leave of 65535 octets
        here.sock.sendto(b"NOTIFY" + longest[6:], address)
        assert (await here.core.next())[2] == b"NOTIFY" + longest[6:]

    bench(scenario)


def test_flow_to_a_server_hears_others_too() -> None:
    """An INVITE may come from another address than the one requests go to."""

    async def scenario(here: Bench) -> None:
        flow = await here.open(unused_port())
        here.sock.sendto(b"INVITE", flow.local)
        _, other, data = await here.core.next()
        assert data == b"INVITE"
        assert other.remote == here.sock.getsockname()

    bench(scenario)


def test_peers_that_nobody_holds_are_forgotten() -> None:
    async def scenario(here: Bench) -> None:
        address = await here.driver.listen("udp", "127.0.0.1", 0)
        here.sock.sendto(b"junk", address)
        await here.core.next()
        here.core.told.clear()
        gc.collect()
        flows = [thing for thing in gc.get_objects() if isinstance(thing, WiredFlow)]
        assert [flow for flow in flows if flow.local == address] == []

    bench(scenario)


def test_changed_local_address_makes_a_new_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(here: Bench) -> None:
        before = await here.open(here.port)
        wire = before.wire
        monkeypatch.setattr(wire, "_local_address", lambda peer: ("192.0.2.9", 1))
        after = await here.open(here.port)
        assert after is not before
        assert after.local == ("192.0.2.9", 1)

    bench(scenario)


def test_socket_that_dies_loses_its_flows_and_is_replaced() -> None:
    async def scenario(here: Bench) -> None:
        flow = await here.open(here.port)
        transport = flow.wire._transport
        transport._fatal_error(OSError(9, "Bad file descriptor"))
        assert await here.core.next() == (
            "lost",
            flow,
            "The UDP socket of this machine closed: [Errno 9] Bad file descriptor.",
        )
        here.send(flow, b"to nobody")
        again = await here.open(here.port)
        here.send(again, b"hello")
        assert await here.read() == b"hello"

    bench(scenario)
