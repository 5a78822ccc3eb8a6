"""The transports there are. A new one is a module like ``udp`` and a line here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from blfpanel.net.stream import TcpTransport
from blfpanel.net.tls import TlsTransport
from blfpanel.net.udp import UdpTransport
from blfpanel.net.wire import Hub, Transport

#: By the name a :class:`~blfpanel.sip.flow.Target` carries.
TRANSPORTS: Mapping[str, Callable[[Hub, asyncio.AbstractEventLoop], Transport]] = {
    "udp": UdpTransport,
    "tcp": TcpTransport,
    "tls": TlsTransport,
}
