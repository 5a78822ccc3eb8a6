"""A name server on loopback that knows what the test tells it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

#: (name, type) → what stands in the records, as in a zone file.
Zone = Mapping[tuple[str, str], list[str]]


class NameServer(asyncio.DatagramProtocol):
    """Answers from a zone; ``async with`` it.

    Attributes:
        asked: what was asked so far, as ("example.com", "SRV").
        silent: whether it answers nothing.
    """

    def __init__(self, zone: Zone, *, silent: bool = False) -> None:
        self.zone = zone
        self.silent = silent
        self.asked: list[tuple[str, str]] = []
        self.address = ("127.0.0.1", 0)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=self.address
        )
        self.address = self._transport.get_extra_info("sockname")[:2]
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        question = dns.message.from_wire(data)
        [asked] = question.question
        name, kind = asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)
        self.asked.append((name, kind))
        if self.silent:
            return
        answer = dns.message.make_response(question)
        records = self.zone.get((name, kind), [])
        if records:
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *records))
        elif not any(known == name for known, _ in self.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self._transport.sendto(answer.to_wire(), addr)
