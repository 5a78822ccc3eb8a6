"""Who we are at a server: the identity every usage speaks for."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr, SipUri


class Unsolicited(enum.Enum):
    """Whose NOTIFYs are believed although no subscription asked for them."""

    REJECT = "reject"  #: nobody's: 481, as RFC 6665 §4.1.3 says
    REGISTRAR = "registrar"  #: those that come from the server we registered at (innovaphone)
    ANYONE = "anyone"  #: everybody's; for test networks only


@dataclass(frozen=True, slots=True)
class Account:
    """An address of record, the server that serves it and how to prove it is ours.

    Attributes:
        name: what the user calls it; also names the account in events.
        aor: the address of record, with its display name.
        server: where requests go: registrar and outbound proxy in one.
        credentials: user name and password for digest; None where no password is needed.
        expires: how long a registration is asked to last, seconds.
        unsolicited: whose NOTIFYs without a subscription are believed.
        route: the Route of requests that are in no dialog, for proxies that want to be named
            (RFC 3261 §8.1.2); None for none.
        public_contact: whether the server is told the address it sees us at, where NAT makes that
            another than ours.
        stun: keep datagrams' way through NAT open by STUN, as well as by OPTIONS.
        keep_alive: how often the way is kept open, seconds; a fifth sooner at times.
    """

    name: str
    aor: NameAddr
    server: Target
    credentials: Credentials | None = field(default=None, repr=False)
    expires: int = 300
    unsolicited: Unsolicited = Unsolicited.REGISTRAR
    route: str | None = None
    public_contact: bool = True
    stun: bool = False
    keep_alive: float = 25.0

    @property
    def domain(self) -> str:
        """The host part of the address of record."""
        return self.aor.uri.host

    @property
    def registrar(self) -> SipUri:
        """The Request-URI of a REGISTER: the domain without a user (RFC 3261 §10.2)."""
        uri = self.aor.uri
        return SipUri(uri.scheme, None, None, uri.host, uri.port)
