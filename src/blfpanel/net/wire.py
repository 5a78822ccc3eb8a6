"""What transports and the driver say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from blfpanel.sip.flow import Address, Flow, Target, Tls


class Wire(Protocol):
    """The thing under a flow: a datagram socket, a connection."""

    def send(self, flow: WiredFlow, data: bytes) -> None:
        """Send one whole message. A wire that cannot says so with :meth:`Hub.lost`."""

    def close(self, flow: WiredFlow) -> None:
        """The core does not need the flow any more; nothing is reported back."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class WiredFlow(Flow):
    """A flow that knows its wire; the core sees only the :class:`Flow` in it."""

    wire: Wire = field(repr=False)


class Hub(Protocol):
    """Where transports bring what arrives; the driver is one."""

    def received(self, flow: WiredFlow, data: bytes) -> None:
        """One whole message came."""

    def alive(self, flow: WiredFlow, mapped: Address | None = None) -> None:
        """What keeps the flow open was answered; by STUN, which tells our address out there."""

    def lost(self, flow: WiredFlow, reason: str) -> None:
        """The flow is gone, for a reason a person can read. Said once."""


class Transport(Protocol):
    """One way to carry SIP messages.

    It asks nothing of the event loop beyond ``create_datagram_endpoint``, ``create_connection``,
    ``create_server`` and timers, so that it runs under asyncio and under Qt.
    """

    async def listen(self, host: str, port: int, tls: Tls) -> Address:
        """Accept traffic at this numeric address (port 0: any) and return where that is.

        Args:
            tls: the certificate to show, where the transport has such.

        Raises:
            OSError: if the address cannot be had.
        """

    async def open(self, target: Target, address: Address) -> WiredFlow:
        """A flow to ``target``, which was found at ``address``.

        A flow that exists and leads there is used again.

        Raises:
            OSError: if it cannot be reached, or is not who it should be.
        """

    async def withdraw(self, address: Address) -> None:
        """Stop listening at an address that :meth:`listen` returned."""

    async def close(self) -> None:
        """Send what is still queued, then close all sockets; nothing is reported any more."""
