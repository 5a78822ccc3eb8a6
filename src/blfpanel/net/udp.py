"""SIP over UDP (RFC 3261 §18): one socket serves many peers.

A refused port shows at once only where the system tells unconnected sockets of ICMP errors:
Linux does, when asked with ``IP_RECVERR`` (ip(7)), and names the peer. We do not use a connected
socket for each server instead: it would never hear a NOTIFY or INVITE that comes from another
address than the requests go to. Elsewhere (macOS, Windows) a dead peer is noticed by the core's
timers.

Windows: up to Python 3.12 an ICMP error could end asyncio's reading for good (cpython gh-91227,
gh-127057). A socket that reports its end takes its flows with it, and the next ``open`` makes a
new one.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import struct
import sys
from typing import cast
from weakref import WeakValueDictionary

from blfpanel.net.reasons import reason_of
from blfpanel.net.wire import Hub, WiredFlow
from blfpanel.sip.flow import Address, Target, Tls
from blfpanel.sip.servers.stun import mapped_address

_log = logging.getLogger(__name__)

#: Room for the answers to a few hundred SUBSCRIBEs sent at once (octets; the system may cap it).
_RECEIVE_BUFFER = 1 << 20

_ANY = {socket.AF_INET: "0.0.0.0", socket.AF_INET6: "::"}

#: No datagram is longer (octets).
_LONGEST_DATAGRAM = 65535

#: How long closing waits for what is still queued, seconds.
_CLOSE_TIMEOUT = 0.5

#: A datagram this short of line ends and zeros only keeps a NAT's mapping alive.
_LONGEST_KEEP_ALIVE = 4
_KEEP_ALIVE_OCTETS = b"\r\n\0"

#: How a STUN message begins, and no SIP message does (RFC 5389 §6, RFC 5626 §8).
_LAST_STUN_OCTET = 0x01

#: linux/in.h, linux/in6.h; the socket module does not have them before 3.14.
_IP_RECVERR = 11
_IPV6_RECVERR = 25

#: struct sock_extended_err (linux/errqueue.h): errno, origin, type, code, pad, info, data.
_EXTENDED_ERROR = struct.Struct("=IBBBBII")
_DESTINATION_UNREACHABLE = {(2, 3), (3, 1)}  #: (origin ICMP, type 3), (origin ICMPv6, type 1)


class UdpTransport:
    """All datagram sockets of one driver: those that listen, else one of each address family."""

    def __init__(self, hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
        self._hub = hub
        self._loop = loop
        self._wires: list[DatagramWire] = []
        self._opening = asyncio.Lock()

    async def listen(self, host: str, port: int, tls: Tls) -> Address:
        """See :meth:`~blfpanel.net.wire.Transport.listen`."""
        return (await self._bind(_family_of(host), host, port)).address

    async def open(self, target: Target, address: Address) -> WiredFlow:
        """See :meth:`~blfpanel.net.wire.Transport.open`."""
        family = _family_of(address[0])
        async with self._opening:
            self._wires = [wire for wire in self._wires if not wire.closed]
            usable = [wire for wire in self._wires if wire.family == family]
            # what we send to phones must come from the port they know us by: the newest is ours
            wire = usable[-1] if usable else await self._bind(family, _ANY[family], 0)
        return wire.flow_to(address)

    async def withdraw(self, address: Address) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.withdraw`."""
        for wire in self._wires:
            if wire.address == address:
                wire.shut()
                await wire.gone

    async def close(self) -> None:
        """See :meth:`~blfpanel.net.wire.Transport.close`."""
        wires, self._wires = self._wires, []
        for wire in wires:
            wire.shut()
        if wires:
            await asyncio.wait([wire.gone for wire in wires], timeout=_CLOSE_TIMEOUT)

    async def _bind(self, family: socket.AddressFamily, host: str, port: int) -> DatagramWire:
        sock = _datagram_socket(family, host, port)
        try:
            _, wire = await self._loop.create_datagram_endpoint(
                lambda: DatagramWire(self._hub, sock, self._loop.create_future()), sock=sock
            )
        except OSError:
            sock.close()
            raise
        self._wires.append(wire)
        return wire


class DatagramWire(asyncio.DatagramProtocol):
    """One datagram socket.

    Flows to peers are remembered for as long as somebody (the core, the trace) holds them, so
    that strangers cannot fill the memory and a flow in use keeps its identity.

    Args:
        hub: gets the messages.
        sock: bound, not blocking.
        gone: done when the socket is closed.
    """

    def __init__(self, hub: Hub, sock: socket.socket, gone: asyncio.Future[None]) -> None:
        self._hub = hub
        self._received = hub.received
        self._socket = sock
        self.gone = gone
        self._transport: asyncio.DatagramTransport | None = None
        self._flows: WeakValueDictionary[Address, WiredFlow] = WeakValueDictionary()
        self._sending: WiredFlow | None = None
        self._send_error: OSError | None = None
        self.address: Address = sock.getsockname()[:2]
        self.family = socket.AddressFamily(sock.family)
        self._wildcard = self.address[0] == _ANY[self.family]

    @property
    def closed(self) -> bool:
        """Whether this socket can no longer be used."""
        return self._transport is None or self._transport.is_closing()

    def flow_to(self, peer: Address) -> WiredFlow:
        """The flow to ``peer``, an address in the form the socket gives.

        Raises:
            OSError: if no way leads there.
        """
        local = self._local_address(peer)
        flow = self._flows.get(peer)
        if flow is None or flow.local != local:
            flow = self._flows[peer] = WiredFlow("udp", local, peer, self)
        return flow

    def send(self, flow: WiredFlow, data: bytes) -> None:
        """See :meth:`~blfpanel.net.wire.Wire.send`."""
        if self._transport is None:
            return
        error = self._try_to_send(flow, data)
        if error is not None and self._read_error_queue():
            # the error was an older one, of whichever peer, and has cost us this datagram
            error = self._try_to_send(flow, data)
        if error is not None:
            self._lose(flow, error)

    def close(self, flow: WiredFlow) -> None:
        """See :meth:`~blfpanel.net.wire.Wire.close`."""
        if self._flows.get(flow.remote) is flow:
            del self._flows[flow.remote]

    def shut(self) -> None:
        """Close the socket."""
        if self._transport is not None:
            self._transport.close()

    # --- what asyncio calls -----------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)
        # asyncio makes room for 256 KiB. So much is mapped anew for each datagram, and each that
        # the trace keeps has a page of memory to itself; an echo takes three times as long.
        if hasattr(transport, "max_size"):
            transport.max_size = _LONGEST_DATAGRAM

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        flow = self._flows.get(addr)
        if flow is None:
            flow = self._meet(addr)
        if len(data) <= _LONGEST_KEEP_ALIVE and not data.strip(_KEEP_ALIVE_OCTETS):
            return
        if data[0] <= _LAST_STUN_OCTET:
            if (mapped := mapped_address(data)) is not None:
                self._hub.alive(flow, mapped)
            return
        self._received(flow, data)

    def error_received(self, exc: Exception) -> None:
        if self._sending is not None:
            self._send_error = cast("OSError", exc)
        elif not self._read_error_queue():
            _log.info("UDP %s:%d reports: %s", *self.address, exc)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if not self.gone.done():
            self.gone.set_result(None)
        flows = list(self._flows.values())
        self._flows.clear()
        if exc is not None:
            for flow in flows:
                self._hub.lost(flow, f"The UDP socket of this machine closed: {exc}.")

    # --- peers and errors -------------------------------------------------------------------

    def _try_to_send(self, flow: WiredFlow, data: bytes) -> OSError | None:
        assert self._transport is not None
        self._sending = flow
        try:
            self._transport.sendto(data, flow.remote)
        finally:
            self._sending = None
        error, self._send_error = self._send_error, None
        return error

    def _meet(self, addr: tuple[str, int]) -> WiredFlow:
        """The flow of a peer that is not known yet. IPv6 peers come with two more numbers."""
        peer = addr[:2]
        flow = self._flows.get(peer)
        if flow is None:
            try:
                local = self._local_address(peer)
            except OSError:  # the network went down after the datagram came in
                local = self.address
            flow = self._flows[peer] = WiredFlow("udp", local, peer, self)
        return flow

    def _local_address(self, peer: Address) -> Address:
        """Where ``peer`` can reach us: connecting a datagram socket asks the routing table."""
        if not self._wildcard:
            return self.address
        with socket.socket(self._socket.family, socket.SOCK_DGRAM) as probe:
            probe.connect(peer)
            return probe.getsockname()[0], self.address[1]

    def _read_error_queue(self) -> int:
        """Lose the flows that ICMP errors speak of; how many errors there were."""
        if sys.platform != "linux":
            return 0
        count = 0
        while True:
            try:
                _, ancillary, _, addr = self._socket.recvmsg(0, 512, socket.MSG_ERRQUEUE)
            except OSError:  # the queue is empty
                return count
            count += 1
            for _, _, content in ancillary:
                self._icmp_error(content, addr[:2])

    def _icmp_error(self, content: bytes, peer: Address) -> None:
        number, origin, kind, _, _, _, _ = _EXTENDED_ERROR.unpack_from(content)
        flow = self._flows.get(peer)
        # "fragment" and "time exceeded" do not end a flow (RFC 3261 §18.4)
        if flow is None or (origin, kind) not in _DESTINATION_UNREACHABLE:
            return
        if number != errno.EMSGSIZE:
            self._lose(flow, OSError(number, ""))

    def _lose(self, flow: WiredFlow, error: OSError) -> None:
        if self._flows.get(flow.remote) is flow:
            del self._flows[flow.remote]
        self._hub.lost(flow, reason_of(error, Target("udp", *flow.remote)))


def _family_of(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _datagram_socket(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "linux":
            level, option = (
                (socket.IPPROTO_IPV6, _IPV6_RECVERR)
                if family == socket.AF_INET6
                else (socket.IPPROTO_IP, _IP_RECVERR)
            )
            sock.setsockopt(level, option, 1)
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock
