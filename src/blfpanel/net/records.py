"""What DNS says about a domain's SIP servers, and in which order they are tried (RFC 3263)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from blfpanel.sip.flow import Target

#: The services a NAPTR record can offer, and the transports they mean (RFC 3263 §4.1).
_SERVICES = {"sips+d2t": "tls", "sip+d2t": "tcp", "sip+d2u": "udp"}

#: Where to look for a transport's servers (RFC 3263 §4.2).
SRV_PREFIXES = {"tls": "_sips._tcp.", "tcp": "_sip._tcp.", "udp": "_sip._udp."}


@dataclass(frozen=True, slots=True)
class Naptr:
    """A NAPTR record (RFC 3403 §4.1)."""

    order: int
    preference: int
    flags: str
    service: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Srv:
    """An SRV record (RFC 2782). ``host`` is empty where the service is decidedly not offered."""

    priority: int
    weight: int
    port: int
    host: str


@dataclass(frozen=True, slots=True)
class Place:
    """A numeric address at which a server was found; the lower ``rank``, the better it is.

    Those of one rank serve equally well.
    """

    target: Target
    rank: int = 0


def offered(records: Iterable[Naptr]) -> list[tuple[str, str]]:
    """The transports that NAPTR records offer, best first, with the names to ask SRV for."""
    best_first = sorted(records, key=lambda record: (record.order, record.preference))
    return [
        (_SERVICES[service], record.replacement)
        for record in best_first
        if record.flags.lower() == "s" and (service := record.service.lower()) in _SERVICES
    ]


def in_order(records: Iterable[Srv], chance: Callable[[], float]) -> list[Srv]:
    """Servers in the order in which to try them (RFC 2782): by priority, then by weighted chance.

    Args:
        chance: gives numbers from 0 to less than 1.
    """
    ordered: list[Srv] = []
    by_priority = sorted(records, key=lambda record: (record.priority, record.weight))
    for _, group in groupby(by_priority, key=lambda record: record.priority):
        rest = list(group)
        while rest:
            drawn = chance() * sum(record.weight for record in rest)
            for record in rest:
                drawn -= record.weight
                if drawn <= 0:
                    break
            rest.remove(record)
            ordered.append(record)
    return ordered


def preferred(
    places: Iterable[Place], avoid: Sequence[Target] = (), current: Target | None = None
) -> list[Target]:
    """The places in the order in which to try them now.

    Args:
        places: in DNS's order.
        avoid: those that failed, the longest ago first; they come last, in this order.
        current: the one in use: first among its equals.
    """
    failed = {_address(target): number for number, target in enumerate(avoid, start=1)}
    in_use = _address(current) if current else None

    def order(place: Place) -> tuple[int, int, bool]:
        address = _address(place.target)
        return failed.get(address, 0), place.rank, address != in_use

    return [place.target for place in sorted(places, key=order)]


def _address(target: Target) -> tuple[str, str, int]:
    return target.transport, target.host, target.port
