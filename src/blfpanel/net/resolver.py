"""From a server's name to the places it is found at (RFC 3263)."""

from __future__ import annotations

import asyncio
import ipaddress
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from blfpanel.net.reasons import InWords
from blfpanel.net.records import SRV_PREFIXES, Naptr, Place, Srv, in_order, offered
from blfpanel.sip.flow import AUTO, Address, Target

#: How many priorities an SRV record can have.
_PRIORITIES = 65536


class Directory(Protocol):
    """Whom to ask for records; what cannot be found out is not there."""

    async def naptr(self, domain: str) -> list[Naptr]:
        """The NAPTR records of a domain."""

    async def srv(self, name: str) -> list[Srv]:
        """The SRV records of a name."""

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a host."""


class Resolver:
    """Finds servers.

    Args:
        loop: looks up names as the system does, the hosts file included.
        directory: DNS; when None, this machine's.
        chance: gives numbers from 0 to less than 1, by which servers of one priority are chosen.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        directory: Directory | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._loop = loop
        self._directory = directory
        self._chance = chance

    async def find(self, target: Target) -> list[Place]:
        """The places of ``target``, best first; at least one.

        A port that is given, or a numeric host, leaves nothing to ask DNS for (§4.2). A transport
        that is given is kept: no record leads from TLS to one that is not.

        Raises:
            OSError: if the name is not known or cannot be looked up, or if its records say that
                it offers no such service.
        """
        if target.port or is_numeric(target.host) or "." not in target.host.strip("."):
            return await self._by_name(target)
        places = await self._by_records(target)
        return places or await self._by_name(target)

    async def _by_name(self, target: Target) -> list[Place]:
        transport = "udp" if target.transport == AUTO else target.transport
        target = replace(target, transport=transport)
        target = replace(target, port=target.port_or_default)
        addresses = await resolve(target, self._loop)
        return [Place(Target(transport, *address)) for address in addresses]

    async def _by_records(self, target: Target) -> list[Place]:
        directory = self._directory
        if directory is None:
            from blfpanel.net.dns import Dns  # takes a while, and most never need it

            directory = self._directory = Dns()
        names = [(target.transport, SRV_PREFIXES.get(target.transport, "") + target.host)]
        if target.transport == AUTO:
            names = offered(await directory.naptr(target.host)) or [
                (transport, prefix + target.host) for transport, prefix in SRV_PREFIXES.items()
            ]
        found = await asyncio.gather(*(directory.srv(name) for _, name in names))
        if any(found) and not any(record.host for records in found for record in records):
            raise InWords(f"{target.host} offers no SIP this way, says its DNS. Check transport.")
        places: list[Place] = []
        for number, ((transport, _), records) in enumerate(zip(names, found, strict=True)):
            for record in in_order([each for each in records if each.host], self._chance):
                rank = number * _PRIORITIES + record.priority
                for host in await self._addresses(record, directory):
                    places.append(Place(Target(transport, host, record.port), rank))
        return places

    async def _addresses(self, record: Srv, directory: Directory) -> list[str]:
        if is_numeric(record.host):
            return [record.host]
        if found := await directory.addresses(record.host):
            return found
        try:
            known = await resolve(Target("udp", record.host, record.port), self._loop)
        except OSError:  # one server whose name leads nowhere; there may be others
            return []
        return [host for host, _ in known]


def is_numeric(host: str) -> bool:
    """Whether ``host`` is an IP address, with or without a scope (``fe80::1%eth0``)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def resolve(target: Target, loop: asyncio.AbstractEventLoop) -> tuple[Address, ...]:
    """The addresses of ``target`` as the system knows them, best first.

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
