"""Where messages go and come from, as values; the core never sees a socket.

The core asks for a flow with :class:`OpenFlow` and is told ``flow_opened`` or ``flow_failed``;
what a flow is made of (a datagram socket and a peer, a TCP connection) is ``net``'s business.
:class:`Send`, of which there is one for each message, is a named tuple: these are made fastest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

#: A numeric IP address and a port.
Address: TypeAlias = tuple[str, int]


#: Ports a URI means when it names none (RFC 3261 §19.1.2).
DEFAULT_PORTS = {"udp": 5060, "tcp": 5060, "tls": 5061}

#: The transport of a target whose DNS records say which one to take (RFC 3263 §4.1).
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Tls:
    """What proves the two ends of a TLS connection to each other; paths of PEM files.

    Attributes:
        ca_file: the certificates that are trusted; empty for those the system trusts.
        certificate: ours, for servers that want one; empty for none.
        key: the private key of ``certificate``; empty where it stands in the same file.
    """

    ca_file: str = ""
    certificate: str = ""
    key: str = ""


_SYSTEM_TRUST = Tls()


@dataclass(frozen=True, slots=True)
class Target:
    """A place a message shall go to, before any connection exists.

    Attributes:
        transport: "udp", "tcp", "tls", or "auto" for what the server's DNS records say.
        host: a name, or an address without brackets. The certificate of a TLS peer has to name
            it (RFC 5922 §7.2).
        port: 0 where none is given: DNS tells (RFC 3263 §4.2), else it is the transport's own.
        tls: how a TLS connection is proved.
    """

    transport: str
    host: str
    port: int
    tls: Tls = field(default=_SYSTEM_TRUST, repr=False)

    @property
    def port_or_default(self) -> int:
        """The port, where DNS says nothing else."""
        return self.port or DEFAULT_PORTS.get(self.transport, 5060)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        return f"{self.transport.upper()} {host}{port}"


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

    @property
    def place(self) -> Target:
        """The peer's address as a place."""
        return Target(self.transport, *self.remote)

    def __str__(self) -> str:
        return str(self.place)


class Send(NamedTuple):
    """Output: these bytes, whole message, on this flow."""

    flow: Flow
    data: bytes


@dataclass(frozen=True, slots=True)
class OpenFlow:
    """Output: give me a flow to this target; answer with ``flow_opened`` or ``flow_failed``.

    Attributes:
        target: where to.
        avoid: of the places it is found at, those that failed of late, the longest ago first; they
            are tried last and in this order.
        current: the place in use; it is taken unless there is a better one.
    """

    target: Target
    avoid: tuple[Target, ...] = ()
    current: Target | None = None


class KeepOpen(NamedTuple):
    """Output: send this on the flow, which is no message and only keeps the way open."""

    flow: Flow
    data: bytes


@dataclass(frozen=True, slots=True)
class CloseFlow:
    """Output: this flow is not needed any more."""

    flow: Flow


Output: TypeAlias = Send | OpenFlow | CloseFlow | KeepOpen
