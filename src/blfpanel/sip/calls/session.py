"""An INVITE session: a dialog, what is agreed in it, and how to speak in it (RFC 3261 §12-14).

The parts of a call (its changes, its timer, its transfers) share this and know nothing else of
each other.
"""

from __future__ import annotations

import abc
from typing import Protocol

from blfpanel.sip.account import Account
from blfpanel.sip.calls.offers import OfferAnswer
from blfpanel.sip.core import Core, Usage
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import CallState, Event, Failure, UsageId
from blfpanel.sip.exchange import Exchange, Requester
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Message, Request, Response, build_response
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import ALLOWED, IN_CALLS


class Answerable(Protocol):
    """An offer of the far end that waits for its answer, or a request for an offer of ours."""

    def accept(self, body: bytes, now: float) -> None:
        """Give it."""

    def refuse(self, status: int, now: float) -> None:
        """Give none."""

    def close(self, now: float) -> None:
        """The call is over."""


class Abilities:
    """Which methods the far end takes, as far as it has said so in Allow."""

    def __init__(self) -> None:
        self._methods: frozenset[str] | None = None

    def note(self, message: Message) -> None:
        """Read a message; one without Allow changes nothing."""
        if "Allow" in message.headers:
            self._methods = frozenset(name.upper() for name in message.headers.tokens("Allow"))

    def allows(self, method: str) -> bool:
        """Whether it said that it takes ``method``."""
        return self._methods is not None and method in self._methods

    def forbids(self, method: str) -> bool:
        """Whether it said what it takes, and that is not among it."""
        return self._methods is not None and method not in self._methods

    def lacks(self, method: str) -> None:
        """It refused it."""
        self._methods = (self._methods or frozenset(ALLOWED)) - {method}


class Speaker:
    """Who speaks in a dialog.

    Attributes:
        core: the shared services.
        account: whose dialog it is; None at a PBX.
        dialog: the dialog in force, at a caller's end possibly an early one; None until a
            response with a tag came.
        flow: where its messages go; None when that has been lost.
    """

    def __init__(
        self,
        core: Core,
        account: Account | None,
        dialog: Dialog | None = None,
        flow: Flow | None = None,
    ) -> None:
        self.core = core
        self.account = account
        self.dialog = dialog
        self.flow = flow

    @property
    def contact_user(self) -> str:
        """User part of our Contact."""
        if self.account is not None:
            return self.account.aor.uri.user or ""
        return (self.dialog.local.uri.user if self.dialog else None) or ""

    def request(self, method: str, body: bytes = b"", kind: str = "application/sdp") -> Request:
        """A request in the dialog, with a body of type ``kind`` unless that is empty."""
        assert self.dialog is not None
        request = self.dialog.request(method)
        if body:
            request.headers.add("Content-Type", kind)
            request.body = body
        return request

    def exchange(self, request: Request, user: Requester, *, target: bool = False) -> Exchange:
        """That request on its way, still to be started.

        Args:
            target: whether it refreshes the target and needs our Contact (§12.2.1.1).
        """
        assert self.dialog is not None
        return Exchange(
            self.core,
            request,
            self.core.hop_of(self.dialog, self.account, self.flow),
            user,
            account=self.account,
            numbering=self.dialog.numbering,
            contact_user=self.contact_user if target else None,
        )

    def reply(
        self,
        transaction: ServerTransaction,
        status: int,
        body: bytes = b"",
        *,
        reason: str | None = None,
    ) -> Response:
        """A response in the dialog, not sent yet, with what belongs into a provisional or 2xx."""
        assert self.dialog is not None
        request = transaction.request
        response = build_response(request, status, reason, to_tag=self.dialog.local_tag)
        if status < 300:
            for value in request.headers.get_all("Record-Route"):
                response.headers.add("Record-Route", value)
            secure = request.uri.lower().startswith("sips:")
            contact = self.core.contact(self.contact_user, transaction.flow, secure=secure)
            response.headers.add("Contact", str(contact))
        if status // 100 == 2:
            response.headers.add("Allow", ", ".join(ALLOWED))
            response.headers.add("Supported", ", ".join(IN_CALLS))
        if body:
            response.headers.add("Content-Type", "application/sdp")
            response.body = body
        return response


class Session(Usage, Speaker, abc.ABC):
    """What the parts of a call share.

    Attributes:
        state: see :class:`CallState`.
        offers: what is agreed in the dialog.
        abilities: what the far end can do.
        open_offer: the far end's offer that the owner has not answered yet.
    """

    def __init__(self, core: Core, account: Account | None, state: CallState) -> None:
        Speaker.__init__(self, core, account)
        self.id: UsageId = core.new_usage_id()
        self.state = state
        self.offers = OfferAnswer()
        self.abilities = Abilities()
        self.open_offer: Answerable | None = None

    @property
    @abc.abstractmethod
    def is_caller(self) -> bool:
        """Whether the Call-ID is ours (RFC 3261 §14.1)."""

    @property
    @abc.abstractmethod
    def may_invite(self) -> bool:
        """Whether no INVITE, in either direction, is in progress in the dialog (§14.1)."""

    @abc.abstractmethod
    def heard(self, message: Message, flow: Flow | None) -> None:
        """A message of the far end came by ``flow``: it may say who that is and what it can."""

    @abc.abstractmethod
    def give_up(self, failure: Failure, now: float) -> None:
        """The dialog is of no use any more: end the call with BYE and tell why."""

    def emit(self, event: Event) -> None:
        """Tell the owner."""
        self.core.emit(event)
