"""What only a stream can do: be cut anywhere, close in halves, stop reading."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from blfpanel.net import stream
from blfpanel.net.driver import Driver
from blfpanel.sip.flow import CloseFlow, Flow, KeepOpen, OpenFlow, Send, Target
from support.scripted_core import PATIENCE, ScriptedCore

OPTIONS = b"OPTIONS sip:a SIP/2.0\r\nContent-Length: 5\r\n\r\nhello"
ANSWER = b"SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"


class Server:
    """A driver that listens, and one plain connection to it."""

    core: ScriptedCore
    driver: Driver
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read(self, octets: int) -> bytes:
        async with asyncio.timeout(PATIENCE):
            return await self.reader.readexactly(octets)

    async def read_to_end(self) -> bytes:
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read()

    async def flow(self) -> Flow:
        """The server's flow of the connection."""
        self.writer.write(OPTIONS)
        return (await self.core.next())[1]


def serve(scenario: Callable[[Server], Awaitable[None]]) -> None:
    async def whole() -> None:
        server = Server()
        server.core = ScriptedCore(lambda data: ANSWER)
        server.driver = Driver(server.core, on_event=lambda event, now: None)
        address = await server.driver.listen("tcp", "127.0.0.1", 0)
        server.reader, server.writer = await asyncio.open_connection(*address)
        try:
            await scenario(server)
        finally:
            server.writer.close()
            await server.driver.close()

    asyncio.run(whole())


def test_message_that_comes_octet_by_octet_is_one_message() -> None:
    async def scenario(server: Server) -> None:
        for octet in OPTIONS:
            server.writer.write(bytes([octet]))
            await asyncio.sleep(0)
        kind, _, data = await server.core.next()
        assert (kind, data) == ("receive", OPTIONS)

    serve(scenario)


def test_ping_between_messages_is_answered_with_pong() -> None:
    async def scenario(server: Server) -> None:
        server.writer.write(b"\r\n\r\n" + OPTIONS)
        assert await server.read(2 + len(ANSWER)) == b"\r\n" + ANSWER
        assert [told[0] for told in server.core.told] == ["receive"]

    serve(scenario)


def test_pong_is_told_and_what_keeps_open_is_not_on_record() -> None:
    async def scenario(server: Server) -> None:
        flow = await server.flow()
        recorded = len(server.driver.trace)
        server.core.outputs.append(KeepOpen(flow, b"\r\n\r\n"))
        server.driver.pump()
        assert await server.read(len(ANSWER) + 4) == ANSWER + b"\r\n\r\n"
        server.writer.write(b"\r\n")
        assert await server.core.next() == ("alive", flow, None)
        assert len(server.driver.trace) == recorded

    serve(scenario)


def test_peer_that_closes_its_half_still_gets_its_answer_and_is_lost_once() -> None:
    async def scenario(server: Server) -> None:
        server.writer.write(OPTIONS)
        server.writer.write_eof()
        assert await server.read_to_end() == ANSWER
        _, flow, _ = await server.core.next()
        assert await server.core.next() == ("lost", flow, "127.0.0.1 closed the connection.")
        await server.driver.close()
        assert len(server.core.told) == 2

    serve(scenario)


def test_stream_that_is_no_sip_is_closed_after_the_good_part() -> None:
    async def scenario(server: Server) -> None:
        server.writer.write(OPTIONS + b"GET / HTTP/1.0\r\n\r\n")
        assert await server.read_to_end() == ANSWER
        _, flow, _ = await server.core.next()
        kind, lost, reason = await server.core.next()
        assert (kind, lost) == ("lost", flow)
        assert reason.startswith("127.0.0.1 sent what cannot be read: ")

    serve(scenario)


def test_peer_that_does_not_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_WRITE_LIMIT", 1 << 16)

    async def scenario(server: Server) -> None:
        flow = await server.flow()
        server.reader._transport.pause_reading()  # be that peer
        for _ in range(300):
            server.core.outputs.append(Send(flow, b"x" * (1 << 16)))
        server.driver.pump()
        assert await server.core.next() == (
            "lost",
            flow,
            "127.0.0.1 does not read what it is sent.",
        )
        server.reader._transport.abort()

    serve(scenario)


def test_flow_closed_by_the_core_is_not_reported_and_takes_no_more_messages(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(server: Server) -> None:
        flow = await server.flow()
        server.core.outputs.append(CloseFlow(flow))
        server.core.outputs.extend(Send(flow, b"too late") for _ in range(10))
        server.driver.pump()
        assert await server.read_to_end() == ANSWER
        assert len(server.core.told) == 1

    serve(scenario)
    assert caplog.records == []  # asyncio warns of writing to what is closed


def test_closing_waits_until_what_is_queued_was_sent() -> None:
    async def scenario(server: Server) -> None:
        flow = await server.flow()
        sock = flow.wire._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        server.core.outputs.append(Send(flow, b"x" * 900_000))
        server.driver.pump()
        _, data = await asyncio.gather(server.driver.close(), server.read_to_end())
        assert len(data) == len(ANSWER) + 900_000

    serve(scenario)


def test_messages_behind_the_one_that_closed_the_flow_are_not_delivered() -> None:
    async def scenario(server: Server) -> None:
        def close(data: bytes) -> None:
            server.core.outputs.append(CloseFlow(server.core.told[-1][1]))

        server.core.reply = close
        server.writer.write(OPTIONS * 2)
        assert await server.read_to_end() == b""
        assert len(server.core.told) == 1

    serve(scenario)


def test_reset_is_a_lost_flow() -> None:
    async def scenario(server: Server) -> None:
        flow = await server.flow()
        server.writer.transport.abort()
        kind, lost, reason = await server.core.next()
        assert (kind, lost, reason) == ("lost", flow, "127.0.0.1 closed the connection.")

    serve(scenario)


def test_lost_connection_is_made_anew() -> None:
    async def scenario(server: Server) -> None:
        accepted: asyncio.Queue[asyncio.StreamWriter] = asyncio.Queue()
        plain = await asyncio.start_server(
            lambda reader, writer: accepted.put_nowait(writer), "127.0.0.1", 0
        )
        target = Target("tcp", *plain.sockets[0].getsockname())
        server.core.outputs.append(OpenFlow(target))
        server.driver.pump()
        _, _, first = await server.core.next()
        (await accepted.get()).close()
        assert (await server.core.next())[:2] == ("lost", first)
        server.core.outputs.append(OpenFlow(target))
        server.driver.pump()
        kind, _, second = await server.core.next()
        assert kind == "opened"
        assert second is not first
        plain.close()
        (await accepted.get()).close()

    serve(scenario)


def test_connection_that_nobody_accepts_times_out_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "_CONNECT_TIMEOUT", 0.01)

    async def scenario(server: Server) -> None:
        async def create_connection(*args: object) -> None:
            await asyncio.Event().wait()

        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "create_connection", create_connection)
        target = Target("tcp", "192.0.2.1", 5060)
        server.core.outputs.append(OpenFlow(target))
        server.driver.pump()
        assert await server.core.next() == (
            "failed",
            target,
            "192.0.2.1 does not answer (TCP 5060 tried).",
        )

    serve(scenario)
