"""One request of a usage, from the wish to send it to its final answer.

An exchange may take several transactions: it waits for a flow, and it answers a 401 or 407 with
credentials (RFC 3261 §22.2). Usages see only what is meant for them.
"""

from __future__ import annotations

import enum
from typing import Protocol

from blfpanel.sip.account import Account
from blfpanel.sip.auth import AuthOutcome
from blfpanel.sip.core import Core, Hop
from blfpanel.sip.dialog import Numbering
from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ClientTransaction, make_cancel

#: What is longer goes over a connection (RFC 3261 §18.1.1), octets.
LONGEST_DATAGRAM = 1300

#: How long that may take before it goes as a datagram after all, seconds: firewalls do not refuse.
STREAM_WITHIN = 1.0


class _Timer(Name):
    STREAM = "stream"


class Requester(Protocol):
    """The usage behind an exchange."""

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A response came: provisional, final, or another 2xx to an INVITE."""

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No response will come."""


class _Unheeded:
    """The user of transactions whose outcome changes nothing: CANCEL, BYE of a second fork."""

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        """The INVITE's own final response is what counts (§9.1)."""

    def request_failed(self, transaction: ClientTransaction, failure: Failure, now: float) -> None:
        """The INVITE's own timer ends the wait."""

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """As :meth:`response_received`, for a whole exchange."""

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """As :meth:`request_failed`, for a whole exchange."""


UNHEEDED = _Unheeded()

_NOT_SECURE = 'A sips: address is reached by TLS only. Set `transport = "tls"`.'


class Exchange:
    """A request on its way.

    Args:
        core: the shared services.
        request: complete but for Via and Contact.
        hop: where it goes.
        user: who hears of the outcome.
        account: whose credentials answer a challenge; None for none.
        numbering: gives the CSeq of a repeated request.
        contact_user: user part of the Contact; None leaves the Contact out.
    """

    def __init__(
        self,
        core: Core,
        request: Request,
        hop: Hop,
        user: Requester,
        *,
        account: Account | None,
        numbering: Numbering,
        contact_user: str | None = None,
    ) -> None:
        self.request = request
        self.transaction: ClientTransaction | None = None
        self.flow: Flow | None = None
        self._core = core
        self._hop = hop
        self._user = user
        self._account = account
        self._numbering = numbering
        self._contact_user = contact_user
        self._abandoned = False
        self._datagrams: Flow | None = None  # the flow that was too narrow
        self._stream_missing = False
        if account is not None and account.route is not None and request.to_tag is None:
            request.headers.prepend("Route", account.route)

    def abandon(self) -> bool:
        """Send nothing from now on, no answer to a challenge either; True if nothing is out."""
        self._abandoned = True
        return self.transaction is None

    def start(self, now: float) -> Exchange:
        """Send as soon as there is a flow."""
        self._core.flow_to(self._hop, self, now)
        return self

    @property
    def listening(self) -> Flow | None:
        """The flow by which the peer reaches us: not the connection that one long request took."""
        return self._datagrams or self.flow

    def cancel(self, now: float, reason: str | None = None) -> None:
        """Take an INVITE back (RFC 3261 §9.1); nothing if it is too early or too late for that.

        The INVITE's own final response is what counts then.
        """
        if self.transaction is None or self.flow is None or not self.transaction.cancel_allowed:
            return
        request = make_cancel(self.request)
        if reason is not None:
            request.headers.add("Reason", reason)
        self._core.transactions.send(request, self.flow, UNHEEDED, now)

    # --- from the core: flows ---

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Send on this flow, or on a connection beside it."""
        self._core.timers.stop(self, _Timer.STREAM)
        if self._abandoned or (self._stream_missing and flow.reliable):
            return
        secure = self.request.uri.startswith("sips:")
        if secure and flow.transport != "tls":
            self._user.failed(self, Failure(503, _NOT_SECURE, local=True), now)
            return
        self.flow = flow
        headers = self.request.headers
        if self._contact_user is not None:
            # Where we always listen, also for what follows a request that took a connection.
            contact = self._core.contact(self._contact_user, self.listening or flow, secure=secure)
            headers.set("Contact", str(contact))
        if self._core.settings.user_agent:
            headers.set("User-Agent", self._core.settings.user_agent)
        self._apply_credentials()
        headers.prepend("Via", self._core.via(flow))
        if self._is_too_long(flow):
            headers.remove("Via")
            self._datagrams = flow
            self._core.timers.start(self, _Timer.STREAM, now + STREAM_WITHIN)
            self._core.stream_beside(flow, self, now)
        else:
            self.transaction = self._core.transactions.send(self.request, flow, self, now)

    def flow_refused(self, failure: Failure, now: float) -> None:
        """There is no way to the server, or only one by datagrams."""
        if self._abandoned or self._stream_missing:
            return
        if self._datagrams is not None:
            self._stream_missing = True
            self._core.no_stream_beside(self._datagrams, now)
            self.flow_ready(self._datagrams, now)
        else:
            self._user.failed(self, failure, now)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """No connection in time."""
        self.flow_refused(Failure(408, "No TCP there", local=True), now)

    def _is_too_long(self, flow: Flow) -> bool:
        """Whether a connection has to be tried. A PBX's own requests go as datagrams anyway:
        phones that register over UDP accept no connections.
        """
        if flow.reliable or self._account is None or self._datagrams is not None:
            return False
        return len(self.request.to_bytes()) > LONGEST_DATAGRAM

    # --- from the transaction ---

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        """Answer a challenge, hand on everything else."""
        if self._account is not None:
            self._core.see(self._account, transaction.flow, response)
        challenged = response.status in (401, 407) and not self._abandoned
        if challenged and self._answer_challenge(response, now):
            return
        self._user.response(self, response, now)

    def request_failed(self, transaction: ClientTransaction, failure: Failure, now: float) -> None:
        """Timeout or transport failure."""
        self._user.failed(self, failure, now)

    # --- authentication ---

    def _apply_credentials(self) -> None:
        digest = self._core.digest(self._account) if self._account else None
        if digest is not None:
            digest.apply(self.request, self._core.ids)

    def _answer_challenge(self, response: Response, now: float) -> bool:
        digest = self._core.digest(self._account) if self._account else None
        if digest is None or digest.challenged(self.request, response) is not AuthOutcome.RETRY:
            return False
        again = Request(
            self.request.method, self.request.uri, self.request.headers.copy(), self.request.body
        )
        again.headers.remove("Via")
        again.headers.remove("Authorization")
        again.headers.remove("Proxy-Authorization")
        again.headers.set("CSeq", f"{self._numbering.next()} {again.method}")
        self.request, self.transaction = again, None
        assert self.flow is not None
        self.flow_ready(self.flow, now)
        return True
