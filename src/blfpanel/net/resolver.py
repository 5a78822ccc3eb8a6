"""From a server's name to addresses (RFC 3263; today its last step, A and AAAA, only)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

from blfpanel.sip.flow import Address, Target


def is_numeric(host: str) -> bool:
    """Whether ``host`` is an IP address, with or without a scope (``fe80::1%eth0``)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def resolve(target: Target, loop: asyncio.AbstractEventLoop) -> tuple[Address, ...]:
    """The addresses of ``target``, best first.

    The system's order (RFC 6724) is kept, but for UDP, IPv4 comes first: no handshake tells
    which family the server listens at, and "localhost" and half-configured IPv6 would cost every
    first message.

    Raises:
        socket.gaierror: if the name is not known or cannot be looked up.
    """
    if is_numeric(target.host):
        return ((target.host, target.port),)
    try:
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of no or more than 63 characters
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    if target.transport == "udp":
        found.sort(key=lambda info: info[0] != socket.AF_INET)
    return tuple(dict.fromkeys((str(info[4][0]), int(info[4][1])) for info in found))
