"""Where messages go and come from, as values; the core never sees a socket.

The core asks for a flow with :class:`OpenFlow` and is told ``flow_opened`` or ``flow_failed``;
what a flow is made of (a datagram socket and a peer, a TCP connection) is ``net``'s business.
:class:`Send`, of which there is one for each message, is a named tuple: these are made fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

#: A numeric IP address and a port.
Address: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """A place a message shall go to, before any connection exists (RFC 3263's result).

    ``transport`` is lower case ("udp", "tcp"), ``host`` a name or an address without brackets.
    """

    transport: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.transport.upper()} {host}:{self.port}"


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """One path to one peer; ``net`` makes them, everybody else compares them by identity.

    ``local`` is the address a peer can reach us at (it goes into Via and Contact), ``remote``
    the peer's source address.
    """

    transport: str
    local: Address
    remote: Address

    @property
    def reliable(self) -> bool:
        """Whether the transport itself retransmits (RFC 3261 §17)."""
        return self.transport != "udp"

    def __str__(self) -> str:
        return str(Target(self.transport, *self.remote))


class Send(NamedTuple):
    """Output: these bytes, whole message, on this flow."""

    flow: Flow
    data: bytes


@dataclass(frozen=True, slots=True)
class OpenFlow:
    """Output: give me a flow to this target; answer with ``flow_opened`` or ``flow_failed``."""

    target: Target


@dataclass(frozen=True, slots=True)
class CloseFlow:
    """Output: this flow is not needed any more."""

    flow: Flow


Output: TypeAlias = Send | OpenFlow | CloseFlow
