"""Dialogs (RFC 3261 §12): who talks with whom, by which route, in which order.

A dialog is made from the request and response that create it, or from the request alone: a
NOTIFY that overtakes the 200 to its SUBSCRIBE creates one as well (RFC 6665 §4.4.1).
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from blfpanel.sip.flow import DEFAULT_PORTS, Target
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Message, Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri


class Order(enum.Enum):
    """How a request in a dialog stands to the ones before it (§12.2.2)."""

    NEXT = "next"
    STALE = "stale"


class Numbering:
    """The CSeq numbers of what we send, one row per Call-ID (§8.1.1.5)."""

    def __init__(self, first: int = 1) -> None:
        self.last = first - 1

    def next(self) -> int:
        """The number of the next request."""
        self.last += 1
        return self.last


class Leg(NamedTuple):
    """Our half of a dialog id: enough to find the usage a request in a dialog belongs to."""

    call_id: str
    local_tag: str


class Dialog:
    """One peer-to-peer relation.

    Attributes:
        local: our address with our tag.
        remote: the peer's address; with its tag once the peer has given one.
        target: where the peer wants requests (its Contact); None until it said so.
        routes: the route set, in the order in which we write it.
        numbering: CSeq numbers of our requests, shared with the request that made the dialog.
        remote_cseq: the last CSeq number the peer used; None before its first request.
    """

    def __init__(
        self,
        call_id: str,
        local: NameAddr,
        remote: NameAddr,
        *,
        target: SipUri | None,
        routes: tuple[str, ...] = (),
        numbering: Numbering | None = None,
        remote_cseq: int | None = None,
    ) -> None:
        self.call_id = call_id
        self.local = local
        self.remote = remote
        self.target = target
        self.routes = routes
        self.numbering = numbering or Numbering()
        self.remote_cseq = remote_cseq

    @classmethod
    def from_response(cls, request: Request, response: Response, numbering: Numbering) -> Dialog:
        """The caller's dialog (§12.1.2): the route set is the Record-Route, reversed."""
        return cls(
            request.call_id,
            request.from_,
            response.to,
            target=contact_uri(response),
            routes=tuple(reversed(response.headers.get_all("Record-Route"))),
            numbering=numbering,
        )

    @classmethod
    def from_request(
        cls, request: Request, local_tag: str, numbering: Numbering | None = None
    ) -> Dialog:
        """The dialog a received request makes (§12.1.1): the Record-Route as it stands."""
        return cls(
            request.call_id,
            request.to.with_tag(local_tag),
            request.from_,
            target=contact_uri(request),
            routes=tuple(request.headers.get_all("Record-Route")),
            numbering=numbering,
            remote_cseq=request.cseq.number,
        )

    @property
    def local_tag(self) -> str:
        """Our tag."""
        return self.local.tag or ""

    @property
    def remote_tag(self) -> str | None:
        """The peer's tag; None from a peer of RFC 2543 age, which had none (§12.1.1)."""
        return self.remote.tag

    @property
    def leg(self) -> Leg:
        """Our half of the dialog id."""
        return Leg(self.call_id, self.local_tag)

    def order(self, request: Request) -> Order:
        """Note a request of the peer and tell whether it came in order (§12.2.2).

        The number may step over gaps; a number that is not higher than the last one belongs to
        something older.
        """
        number = request.cseq.number
        if self.remote_cseq is not None and number <= self.remote_cseq:
            return Order.STALE
        self.remote_cseq = number
        return Order.NEXT

    def refresh_target(self, message: Message) -> None:
        """Take a new Contact, as a target refresh does (§12.2.1.2)."""
        self.target = contact_uri(message) or self.target

    def request(self, method: str, *, cseq: int | None = None) -> Request:
        """A request within the dialog (§12.2.1.1), without Via and Contact.

        ``cseq`` repeats a number (ACK, CANCEL); by default the next one is taken. A first route
        without ``lr`` is a strict router and becomes the Request-URI.
        """
        target = str(self.target or self.remote.uri.bare())
        routes = list(self.routes)
        if routes and (first := _route_uri(routes[0])) and first.param("lr") is None:
            routes = [*routes[1:], f"<{target}>"]
            target = str(first)
        number = self.numbering.next() if cseq is None else cseq
        headers = Headers([("Route", route) for route in routes])
        headers.add("Max-Forwards", "70")
        headers.add("From", str(self.local))
        headers.add("To", str(self.remote))
        headers.add("Call-ID", self.call_id)
        headers.add("CSeq", f"{number} {method}")
        return Request(method, target, headers)

    def next_hop(self) -> SipUri | None:
        """The URI the next request has to go to: the first route, else the target."""
        if self.routes and (first := _route_uri(self.routes[0])):
            return first
        return self.target


def contact_uri(message: Message) -> SipUri | None:
    """The URI of the first Contact; None when there is none or it cannot be read."""
    try:
        contact = message.contact
    except SipParseError:
        return None
    return contact.uri if contact else None


def target_of(uri: SipUri, default_transport: str = "udp") -> Target:
    """Where a URI points, without DNS (RFC 3263 §4 for numeric hosts and explicit ports)."""
    transport = (uri.param("transport") or default_transport).lower()
    if uri.scheme == "sips":
        transport = "tls"
    host = uri.param("maddr") or uri.host
    return Target(transport, host, uri.port or DEFAULT_PORTS.get(transport, 5060))


def _route_uri(route: str) -> SipUri | None:
    try:
        return NameAddr.parse(route).uri
    except SipParseError:
        return None
