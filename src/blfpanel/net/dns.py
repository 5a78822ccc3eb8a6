"""Asks DNS. The only module that knows dnspython."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.rdatatype
import dns.resolver

from blfpanel.net.records import Naptr, Srv

_log = logging.getLogger(__name__)

#: How long one question may take with all its repetitions, seconds.
_PATIENCE = 4.0


class Dns:
    """The name servers of this machine.

    What cannot be found out counts as not being there: whoever asks has the system's own look-up
    of names to fall back on. Answers are remembered as long as they say.

    Args:
        nameserver: address and port of another name server to ask.
    """

    def __init__(self, nameserver: tuple[str, int] | None = None) -> None:
        self._resolver: dns.asyncresolver.Resolver | None = None
        try:
            resolver = dns.asyncresolver.Resolver(configure=nameserver is None)
        except dns.exception.DNSException as error:
            _log.info("There are no name servers to ask: %s", error)
            return
        if nameserver is not None:
            resolver.nameservers = [nameserver[0]]
            resolver.port = nameserver[1]
        resolver.cache = dns.resolver.LRUCache(200)
        self._resolver = resolver

    async def naptr(self, domain: str) -> list[Naptr]:
        """The NAPTR records of a domain."""
        return [
            Naptr(
                each.order,
                each.preference,
                each.flags.decode("ascii", "replace"),
                each.service.decode("ascii", "replace"),
                _text(each.replacement),
            )
            for each in await self._ask(domain, "NAPTR")
        ]

    async def srv(self, name: str) -> list[Srv]:
        """The SRV records of a name."""
        return [
            Srv(each.priority, each.weight, each.port, _text(each.target))
            for each in await self._ask(name, "SRV")
        ]

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a host; IPv4 first, for half-configured IPv6 costs seconds."""
        both = await asyncio.gather(self._ask(host, "A"), self._ask(host, "AAAA"))
        return [each.address for found in both for each in found]

    async def _ask(self, name: str, kind: str) -> list[Any]:
        if self._resolver is None:
            return []
        try:
            answer = await self._resolver.resolve(
                name, kind, search=False, raise_on_no_answer=False, lifetime=_PATIENCE
            )
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            _log.info("DNS does not tell the %s records of %s: %s", kind, name, error)
            return []
        return list(answer.rrset or ())


def _text(name: Any) -> str:
    return str(name.to_text(omit_final_dot=True)) if len(name.labels) > 1 else ""
