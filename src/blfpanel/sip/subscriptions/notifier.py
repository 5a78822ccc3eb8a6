"""The other side of a subscription: who tells (RFC 6665 §4.2), subscribed to or unasked."""

from __future__ import annotations

import enum

from blfpanel.sip.core import Core, Hop, Usage
from blfpanel.sip.dialog import Dialog, Order
from blfpanel.sip.events import Failure, NotifierState, SubscriberChanged, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.grammar import parse_delta_seconds
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.message import Request, Response, build_response
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import refuse

#: Answers to a NOTIFY that end the subscription (RFC 6665 §4.2.2).
GONE = frozenset({404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})


class _Timer(Name):
    EXPIRY = "expiry"


class Notifier(Usage):
    """One watcher that we keep informed.

    NOTIFYs are sent in the order in which they were given, one after the answer to the other, so
    that the network cannot swap them.

    Args:
        core: the shared services.
        dialog: with the watcher.
        hop: where NOTIFYs go.
        event: the event package (with its id, if any).
        contact_user: user part of our Contact.
        require: option tags that our messages rely on ("eventlist" for a list, RFC 4662 §4.2).
    """

    def __init__(
        self,
        core: Core,
        dialog: Dialog,
        hop: Hop,
        event: str,
        contact_user: str,
        require: tuple[str, ...] = (),
    ) -> None:
        self.id: UsageId = core.new_usage_id()
        self.dialog = dialog
        self._core = core
        self._hop = hop
        self._event = event
        self._contact_user = contact_user
        self._require = require
        self._exchange: Exchange | None = None
        self._queue: list[Request] = []
        self._ended = False
        self._last_word = False
        core.add(self, dialog.leg)

    # --- commands ---

    def accept(self, transaction: ServerTransaction, status: int, expires: int, now: float) -> None:
        """Answer a SUBSCRIBE and let the subscription live for ``expires`` seconds."""
        response = build_response(transaction.request, status, None, to_tag=self.dialog.local_tag)
        for value in transaction.request.headers.get_all("Record-Route"):
            response.headers.add("Record-Route", value)
        contact = self._core.contact(self._contact_user, transaction.flow)
        response.headers.add("Contact", str(contact))
        response.headers.add("Expires", str(expires))
        if self._require:
            response.headers.add("Require", ", ".join(self._require))
        transaction.respond(response, now)
        if expires > 0:
            self._core.timers.start(self, _Timer.EXPIRY, now + expires)
        else:
            self._core.timers.stop(self, _Timer.EXPIRY)

    def notify(
        self, state: SubscriptionState, content_type: str | None, body: bytes, now: float
    ) -> None:
        """Send a NOTIFY; one whose state is ``terminated`` is the last."""
        if self._last_word:
            return
        request = self.dialog.request("NOTIFY")
        request.headers.add("Event", self._event)
        request.headers.add("Subscription-State", str(state))
        if self._require:
            request.headers.add("Require", ", ".join(self._require))
        if content_type is not None:
            request.headers.add("Content-Type", content_type)
        request.body = body
        self._last_word = state.state == "terminated"
        if self._exchange is None:
            self._send(request, now)
        else:
            self._queue.append(request)

    def forget(self) -> None:
        """End without a word, as servers that restart do."""
        self._finish()

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A NOTIFY was answered."""
        if response.status < 200 or exchange is not self._exchange:
            return
        self._exchange = None
        if response.status in GONE:
            self._lost()
        else:
            self._next(now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """A NOTIFY was not answered: the watcher is gone (§4.2.2)."""
        if exchange is self._exchange:
            self._exchange = None
            self._lost()

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """The subscription ran out."""
        self._core.emit(SubscriberChanged(self.id, NotifierState.EXPIRED))

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A refresh or an un-SUBSCRIBE."""
        if request.method != "SUBSCRIBE":
            refuse(transaction, 405, now, headers=(("Allow", "SUBSCRIBE"),))
            return
        if self._last_word:
            refuse(transaction, 481, now)
            return
        if self.dialog.order(request) is Order.STALE:
            refuse(transaction, 500, now)
            return
        self.dialog.refresh_target(request)
        self._hop = self._core.hop_of(self.dialog, None, transaction.flow)
        text = request.headers.get("Expires")
        seconds = parse_delta_seconds(text) if text else None
        expires = int(seconds) if seconds is not None else 3600
        self.accept(transaction, 200, expires, now)
        state = NotifierState.REFRESHED if expires > 0 else NotifierState.ENDED
        self._core.emit(SubscriberChanged(self.id, state, expires))

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A connection to the watcher is gone; the next NOTIFY will tell whether it is, too."""
        if self._hop is flow:
            self._lost()

    # --- inside ---

    def _send(self, request: Request, now: float) -> None:
        self._exchange = Exchange(
            self._core,
            request,
            self._hop,
            self,
            account=None,
            numbering=self.dialog.numbering,
            contact_user=self._contact_user,
        )
        self._exchange.start(now)

    def _next(self, now: float) -> None:
        if self._queue:
            self._send(self._queue.pop(0), now)
        elif self._last_word:
            self._finish()

    def _lost(self) -> None:
        if not self._ended:
            self._core.emit(SubscriberChanged(self.id, NotifierState.LOST))
        self._finish()

    def _finish(self) -> None:
        self._ended = True
        self._last_word = True
        self._queue.clear()
        self._core.timers.stop(self, _Timer.EXPIRY)
        self._core.remove(self, (self.dialog.leg,))
