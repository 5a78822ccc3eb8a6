"""SIP over TCP (RFC 3261 §18): connections we make and connections we accept."""

from __future__ import annotations

import asyncio
import errno
import logging
from typing import cast

from blfpanel.net.reasons import reason_of
from blfpanel.net.wire import Hub, WiredFlow
from blfpanel.sip.flow import Address, Target
from blfpanel.sip.framing import FramingError, KeepAlive, StreamFramer

_log = logging.getLogger(__name__)

#: How long one address may take to accept a connection, seconds.
_CONNECT_TIMEOUT = 5.0
#: How long closing waits for what is still queued, seconds.
_CLOSE_TIMEOUT = 0.5
#: A peer that leaves this much unread is taken for dead (octets).
_WRITE_LIMIT = 1 << 20
#: RFC 5626 §3.5.1: the answer to a double CRLF.
_PONG = b"\r\n"


class TcpTransport:
    """All TCP connections and listeners of one driver."""

    def __init__(self, hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
        self._hub = hub
        self._loop = loop
        self._servers: dict[Address, asyncio.Server] = {}
        self._connections: dict[Address, Connection] = {}

    async def listen(self, host: str, port: int) -> Address:
        """See :meth:`~blfpanel.net.wire.Transport.listen`."""
        server = await self._loop.create_server(self._connection, host, port)
        address: Address = server.sockets[0].getsockname()[:2]
        self._servers[address] = server
        return address

    async def open(self, target: Target, addresses: tuple[Address, ...]) -> WiredFlow:
        """See :meth:`~blfpanel.net.wire.Transport.open`."""
        for address in addresses:
            if (known := self._connections.get(address)) is not None:
                return known.flow
        for address in addresses[:-1]:
            try:
                return await self._connect(address)
            except OSError as error:
                _log.info("%s is not at %s: %s", target, address, error)
        return await self._connect(addresses[-1])

    async def withdraw(self, address: Address) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.withdraw`."""
        self._servers.pop(address).close()

    async def close(self) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.close`."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()
        connections = list(self._connections.values())
        for connection in connections:
            connection.close(connection.flow)
        if connections:
            await asyncio.wait([c.gone for c in connections], timeout=_CLOSE_TIMEOUT)
        for connection in connections:
            connection.abort()

    def _connection(self) -> Connection:
        return Connection(self._hub, self._connections, self._loop.create_future())

    async def _connect(self, address: Address) -> WiredFlow:
        async with asyncio.timeout(_CONNECT_TIMEOUT):
            _, connection = await self._loop.create_connection(self._connection, *address)
        return connection.flow


class Connection(asyncio.Protocol):
    """One TCP connection, in whichever direction it was made; the wire of one flow.

    Args:
        hub: gets the messages.
        register: where the connection is found by its peer's address while it lives.
        gone: done when the connection is closed and everything was sent.
    """

    flow: WiredFlow

    def __init__(
        self, hub: Hub, register: dict[Address, Connection], gone: asyncio.Future[None]
    ) -> None:
        self._hub = hub
        self._register = register
        self.gone = gone
        self._framer = StreamFramer()
        self._transport: asyncio.Transport
        self._ended = False

    def send(self, flow: WiredFlow, data: bytes) -> None:
        """See :meth:`~blfpanel.net.wire.Wire.send`."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def close(self, flow: WiredFlow) -> None:
        """See :meth:`~blfpanel.net.wire.Wire.close`."""
        self._end(None)
        self._transport.close()

    def abort(self) -> None:
        """Close without sending what is still queued."""
        if not self.gone.done():
            self._transport.abort()

    # --- what asyncio calls -----------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_WRITE_LIMIT)
        local, peer = transport.get_extra_info("sockname"), transport.get_extra_info("peername")
        self.flow = WiredFlow("tcp", local[:2], peer[:2], self)
        self._register[self.flow.remote] = self

    def data_received(self, data: bytes) -> None:
        try:
            for item in self._framer.feed(data):
                if self._ended:  # by what the last message led to
                    return
                match item:
                    case KeepAlive.PING:
                        self.send(self.flow, _PONG)
                    case bytes():
                        self._hub.received(self.flow, item)
        except FramingError as error:
            self._end(f"{self.flow.remote[0]} sent what cannot be read: {error}.")
            self._transport.close()

    def eof_received(self) -> bool:
        """The peer has nothing more to say; what it asked so far has been answered."""
        self._end(self._reason(errno.ECONNRESET))
        return False

    def pause_writing(self) -> None:
        self._end(f"{self.flow.remote[0]} does not read what it is sent.")
        self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        number = exc.errno if isinstance(exc, OSError) else None
        self._end(self._reason(number or errno.ECONNRESET))
        if not self.gone.done():
            self.gone.set_result(None)

    def _reason(self, number: int) -> str:
        return reason_of(OSError(number, ""), Target("tcp", *self.flow.remote))

    def _end(self, reason: str | None) -> None:
        """Forget the flow and, unless we ended it ourselves, say so once."""
        if self._ended:
            return
        self._ended = True
        if self._register.get(self.flow.remote) is self:
            del self._register[self.flow.remote]
        if reason is not None:
            self._hub.lost(self.flow, reason)
