"""One request of a usage, from the wish to send it to its final answer.

An exchange may take several transactions: it waits for a flow, and it answers a 401 or 407 with
credentials (RFC 3261 §22.2). Usages see only what is meant for them.
"""

from __future__ import annotations

from typing import Protocol

from blfpanel.sip.account import Account
from blfpanel.sip.auth import AuthOutcome
from blfpanel.sip.core import Core, Hop, contact
from blfpanel.sip.dialog import Numbering
from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow
from blfpanel.sip.message import Request, Response
from blfpanel.sip.transaction import ClientTransaction


class Requester(Protocol):
    """The usage behind an exchange."""

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A response came: provisional, final, or another 2xx to an INVITE."""

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No response will come."""


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

    def abandon(self) -> bool:
        """Do not send what was not sent yet; True if nothing was."""
        self._abandoned = self.transaction is None
        return self._abandoned

    def start(self, now: float) -> Exchange:
        """Send as soon as there is a flow."""
        self._core.flow_to(self._hop, self, now)
        return self

    # --- from the core: flows ---

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Send on this flow."""
        if self._abandoned:
            return
        self.flow = flow
        headers = self.request.headers
        if self._contact_user is not None:
            headers.set("Contact", str(contact(self._contact_user, flow)))
        if self._core.settings.user_agent:
            headers.set("User-Agent", self._core.settings.user_agent)
        self._apply_credentials()
        headers.prepend("Via", self._core.via(flow))
        self.transaction = self._core.transactions.send(self.request, flow, self, now)

    def flow_refused(self, failure: Failure, now: float) -> None:
        """There is no way to the server."""
        if not self._abandoned:
            self._user.failed(self, failure, now)

    # --- from the transaction ---

    def response_received(
        self, transaction: ClientTransaction, response: Response, now: float
    ) -> None:
        """Answer a challenge, hand on everything else."""
        if response.status in (401, 407) and self._answer_challenge(response, now):
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
        self.request = again
        assert self.flow is not None
        self.flow_ready(self.flow, now)
        return True
