"""Connections (RFC 3261 §18), those we make and those we accept; over TCP as they are."""

from __future__ import annotations

import abc
import asyncio
import errno
from ssl import SSLContext
from typing import ClassVar, cast

from blfpanel.net.reasons import reason_of
from blfpanel.net.wire import Hub, WiredFlow
from blfpanel.sip.flow import Address, Target, Tls
from blfpanel.sip.syntax.framing import FramingError, KeepAlive, StreamFramer

#: How long one address may take to accept a connection, seconds.
_CONNECT_TIMEOUT = 5.0
#: How long closing waits for what is still queued, seconds.
_CLOSE_TIMEOUT = 0.5
#: A peer that leaves this much unread is taken for dead (octets).
_WRITE_LIMIT = 1 << 20
#: RFC 5626 §3.5.1: the answer to a double CRLF.
_PONG = b"\r\n"


class StreamTransport(abc.ABC):
    """All connections and listeners of one driver and one kind.

    Attributes:
        name: what flows call their transport.
        handshake: how long the peer may take to prove who it is, seconds.
        connections: those that live, by their peer's address and who the peer proved to be.
    """

    name: ClassVar[str]
    handshake: ClassVar[float] = 0.0

    def __init__(self, hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
        self.hub = hub
        self._loop = loop
        self._servers: dict[Address, asyncio.Server] = {}
        self.connections: dict[tuple[Address, object], Connection] = {}

    @abc.abstractmethod
    async def listen(self, host: str, port: int, tls: Tls) -> Address:
        """See :meth:`~blfpanel.net.wire.Transport.listen`."""

    async def open(self, target: Target, address: Address) -> WiredFlow:
        """See :meth:`~blfpanel.net.wire.Transport.open`."""
        for who in (self._identity(target), _UNPROVED):
            if (known := self.connections.get((address, who))) is not None:
                return known.flow
        async with asyncio.timeout(_CONNECT_TIMEOUT + self.handshake):
            return (await self._connect(target, address)).flow

    def future(self) -> asyncio.Future[None]:
        """For what is to be waited for."""
        return self._loop.create_future()

    async def withdraw(self, address: Address) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.withdraw`."""
        self._servers.pop(address).close()

    async def close(self) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.close`."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()
        connections = list(self.connections.values())
        for connection in connections:
            connection.close(connection.flow)
        if connections:
            await asyncio.wait([c.gone for c in connections], timeout=_CLOSE_TIMEOUT)
        for connection in connections:
            connection.abort()

    @abc.abstractmethod
    def _identity(self, target: Target) -> object:
        """What a connection to ``target`` proves of its peer; None for nothing."""

    @abc.abstractmethod
    async def _connect(self, target: Target, address: Address) -> Connection:
        """A new connection."""

    async def _listen(self, host: str, port: int, ssl: SSLContext | None = None) -> Address:
        server = await self._loop.create_server(
            lambda: Connection(self, _UNPROVED), host, port, ssl=ssl
        )
        address: Address = server.sockets[0].getsockname()[:2]
        self._servers[address] = server
        return address


#: Who is at the other end of a connection that proves nothing, or that the other end has made.
_UNPROVED = None


class TcpTransport(StreamTransport):
    """All TCP connections and listeners of one driver."""

    name = "tcp"

    async def listen(self, host: str, port: int, tls: Tls) -> Address:
        """See :meth:`~blfpanel.net.wire.Transport.listen`."""
        return await self._listen(host, port)

    def _identity(self, target: Target) -> object:
        return _UNPROVED

    async def _connect(self, target: Target, address: Address) -> Connection:
        _, connection = await self._loop.create_connection(
            lambda: Connection(self, _UNPROVED), *address
        )
        return connection


class Connection(asyncio.Protocol):
    """One connection, in whichever direction it was made; the wire of one flow.

    Args:
        owner: the transport; it is known there while it lives.
        identity: who the peer proved to be.

    Attributes:
        gone: done when the connection is closed and everything was sent.
    """

    flow: WiredFlow

    def __init__(self, owner: StreamTransport, identity: object) -> None:
        self._owner = owner
        self._hub = owner.hub
        self._identity = identity
        self.gone: asyncio.Future[None] = owner.future()
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

    def refuse(self, transport: asyncio.Transport) -> None:
        """Close before there is a flow: the peer is not who it should be."""
        self._ended = True
        transport.abort()

    # --- what asyncio calls -----------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_WRITE_LIMIT)
        local, peer = transport.get_extra_info("sockname"), transport.get_extra_info("peername")
        self.flow = WiredFlow(self._owner.name, local[:2], peer[:2], self)
        self._owner.connections[self.flow.remote, self._identity] = self

    def data_received(self, data: bytes) -> None:
        try:
            for item in self._framer.feed(data):
                if self._ended:  # by what the last message led to
                    return
                match item:
                    case KeepAlive.PING:
                        self.send(self.flow, _PONG)
                    case KeepAlive.PONG:
                        self._hub.alive(self.flow)
                    case bytes():
                        self._hub.received(self.flow, item)
        except FramingError as error:
            self._end(f"{self.flow.remote[0]} sent what cannot be read: {error}.")
            self._transport.close()

    def eof_received(self) -> bool:
        """The peer has nothing more to say; what it asked so far has been answered."""
        if not self._ended:
            self._end(self._reason(None))
        return False

    def pause_writing(self) -> None:
        self._end(f"{self.flow.remote[0]} does not read what it is sent.")
        self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._ended:
            self._end(self._reason(exc))
        if not self.gone.done():
            self.gone.set_result(None)

    def _reason(self, error: Exception | None) -> str:
        if not isinstance(error, OSError) or error.errno is None:
            error = OSError(errno.ECONNRESET, "")
        return reason_of(error, self.flow.place)

    def _end(self, reason: str | None) -> None:
        """Forget the flow and, unless we ended it ourselves, say so once."""
        if self._ended:
            return
        self._ended = True
        key = self.flow.remote, self._identity
        if self._owner.connections.get(key) is self:
            del self._owner.connections[key]
        if reason is not None:
            self._hub.lost(self.flow, reason)
