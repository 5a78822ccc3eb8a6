"""What the settings say about the way to an account's server."""

from __future__ import annotations

import enum
import re
from pathlib import Path
from typing import Annotated

import msgspec

from blfpanel.config.calls import CallHandling
from blfpanel.config.values import Switch
from blfpanel.sip.flow import Target, Tls

#: HOST, HOST:PORT, [IPv6]:PORT or a bare IPv6 address.
_SERVER = (
    r"(?:(?:\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/@;<>\"]+)"
    r"(?::(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3}))?"
    r"|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)"
)
_SERVER_PARTS = re.compile(
    r"\[(?P<v6>[^\]]+)\](?::(?P<p6>\d+))?|(?P<host>[^:]+)(?::(?P<port>\d+))?"
)

# The description is what a wrong value "is not".
Server = Annotated[str, msgspec.Meta(pattern=f"^{_SERVER}$", description='"HOST" or "HOST:PORT"')]
User = Annotated[
    str, msgspec.Meta(pattern=r"^[^\s@<>\"]+$", description="a number or user name in quotes")
]
Proxy = Annotated[
    str, msgspec.Meta(pattern=f"^(?:{_SERVER})?$", description='"HOST" or "HOST:PORT"')
]
File = Annotated[str, msgspec.Meta(description="the name of a file in quotes")]
Interval = Annotated[int, msgspec.Meta(ge=5, le=600, description="a whole number from 5 to 600")]


class Transport(enum.Enum):
    """How messages go to the server."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"
    AUTO = "auto"  #: as the server's DNS records say


# A struct has one base only, so what an account consists of stands on top of one another.
class Connection(CallHandling, frozen=True, kw_only=True):
    """The part of a table ``[[accounts]]`` that says who we are where, and how that is reached.

    Attributes:
        user: our number or user name there.
        server: host, or host:port; without a port DNS is asked for the servers of that name
            (RFC 3263), and if it knows none it is the port of the transport.
        transport: "udp", "tcp", "tls" or "auto" (as DNS says).
        proxy: where requests are sent instead, as ``server``; their addresses stay the same.
        proxy_route: whether the proxy is also named in them, in a Route header.
        ca_file: for TLS, the PEM file with the certificates that are trusted, in place of those
            the system trusts: a CA's, or that of the server itself.
        certificate: for TLS, the PEM file with our own certificate, where the server wants one.
        certificate_key: the PEM file with its key, where it is not in the same file.
        public_contact: whether the server is told the address it sees us at, if NAT changes it.
        stun: keep the way through NAT open by STUN as well (UDP only).
        keep_alive: how often it is kept open, seconds.
    """

    user: User
    server: Server
    transport: Transport = Transport.UDP
    proxy: Proxy = ""
    proxy_route: Switch = False
    ca_file: File = ""
    certificate: File = ""
    certificate_key: File = ""
    public_contact: Switch = True
    stun: Switch = False
    keep_alive: Interval = 25

    @property
    def target(self) -> Target:
        """The server: who registers us, and whose name is in our address."""
        return self._target(self.server)

    @property
    def next_hop(self) -> Target:
        """Where requests are sent."""
        return self._target(self.proxy) if self.proxy else self.target

    @property
    def route(self) -> str | None:
        """The Route that names the proxy."""
        if not (self.proxy and self.proxy_route):
            return None
        hop = self.next_hop
        host = f"[{hop.host}]" if ":" in hop.host else hop.host
        port = f":{hop.port}" if hop.port else ""
        plain = hop.transport in ("udp", "auto")
        transport = "" if plain else f";transport={hop.transport}"
        return f"<sip:{host}{port}{transport};lr>"

    def _target(self, server: str) -> Target:
        transport = self.transport.value
        tls = Tls(*(_path(name) for name in (self.ca_file, self.certificate, self.certificate_key)))
        parts = _SERVER_PARTS.fullmatch(server)
        if parts is None:  # a bare IPv6 address
            return Target(transport, server, 0, tls)
        port = int(parts["port"] or parts["p6"] or 0)
        return Target(transport, parts["host"] or parts["v6"], port, tls)


def _path(name: str) -> str:
    return str(Path(name).expanduser()) if name else ""
