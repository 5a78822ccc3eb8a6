"""A REFER that we got (RFC 3515): we are to call somebody, and tell how that gets on."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable

from blfpanel.sip.calls.refer import LIFETIME, without_news
from blfpanel.sip.calls.session import Speaker
from blfpanel.sip.core import Usage
from blfpanel.sip.dialog import Order
from blfpanel.sip.events import Failure, ReferReceived, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.reasons import reason_phrase
from blfpanel.sip.subscriptions.notifier import GONE
from blfpanel.sip.syntax.grammar import SipParseError, parse_delta_seconds
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import refuse

#: How often a NOTIFY is sent again that other requests have overtaken.
_MOST_MISPLACED = 3


class _Timer(Name):
    EXPIRY = "expiry"


class TakenRefer(Usage):
    """A REFER that we got.

    Args:
        speaker: who answers and sends the NOTIFYs.
        transaction: the REFER.
        call: the call it came in; None for one in a dialog of its own.
        first: whether it is the first one in its dialog, whose NOTIFYs need no id (§2.4.6).
        ended: told when nothing more of it can come.
    """

    def __init__(
        self,
        speaker: Speaker,
        transaction: ServerTransaction,
        call: UsageId | None,
        *,
        first: bool,
        ended: Callable[[TakenRefer], None],
    ) -> None:
        self.id: UsageId = speaker.core.new_usage_id()
        self.number = transaction.request.cseq.number
        self._speaker = speaker
        self._core = speaker.core
        self._transaction: ServerTransaction | None = transaction
        self._silent = without_news(transaction.request)
        self._call = call
        self._event = "refer" if first else f"refer;id={self.number}"
        self._ended = ended
        self._over = False
        self._queue: deque[tuple[SubscriptionState, bytes]] = deque()
        self._misplaced = 0
        self._exchange: Exchange | None = None
        self._frag = "SIP/2.0 100 Trying"
        self._expires_at = 0.0
        self._core.add(self)

    def start(self, refer_to: NameAddr, now: float) -> None:
        """Ask the owner, for as long as the far end waits for an answer (RFC 3261 §17.1.2.2)."""
        assert self._transaction is not None
        self._core.timers.start(self, _Timer.EXPIRY, now + 60 * self._core.settings.timers.t1)
        account = self._speaker.account
        self._core.emit(
            ReferReceived(
                self.id,
                self._call,
                account.name if account else None,
                refer_to,
                self._transaction.request.headers.get("Referred-By"),
                account is not None and self._core.is_server(account, self._transaction.flow),
            )
        )

    # --- commands ---

    def accept(self, now: float) -> None:
        """202, and the first news at once (§2.4.4)."""
        transaction, self._transaction = self._transaction, None
        if transaction is None:
            return
        self._core.timers.stop(self, _Timer.EXPIRY)
        response = self._speaker.reply(transaction, 202)
        if self._silent:
            response.headers.add("Refer-Sub", "false")
            transaction.respond(response, now)
            return
        transaction.respond(response, now)
        self._live(LIFETIME, now)
        self._notify(now)

    def reject(self, status: int, now: float) -> None:
        """No."""
        transaction, self._transaction = self._transaction, None
        if transaction is not None:
            transaction.respond(self._speaker.reply(transaction, status), now)
            self._finish()

    def report(self, status: int, reason: str, now: float) -> None:
        """How the call gets on; a final status ends the subscription."""
        if self._transaction is not None or self._over:
            return
        phrase = " ".join(reason.split()) or reason_phrase(status)
        self._frag = f"SIP/2.0 {status} {phrase}"
        if not self._silent:
            self._notify(now, "noresource" if status >= 200 else None)
        elif status >= 200:
            self._finish()

    def subscribed(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A SUBSCRIBE to the news: they are wanted for longer, or not any more."""
        asked = parse_delta_seconds(request.headers.get("Expires"))
        seconds = min(LIFETIME if asked is None else asked, 3600)
        response = self._speaker.reply(transaction, 200)
        response.headers.add("Expires", str(seconds))
        transaction.respond(response, now)
        self._live(seconds, now)
        self._notify(now, None if seconds else "timeout")

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A NOTIFY was answered: the next one may go. One nobody wants is the last."""
        if response.status < 200 or exchange is not self._exchange:
            return
        self._exchange = None
        if response.status == 500 and self._misplaced < _MOST_MISPLACED:
            # overtaken by another request in the dialog, which made its number stale (§12.2.2)
            self._misplaced += 1
        else:
            self._queue.popleft()
        if response.status in GONE:
            self._finish()
        elif self._queue:
            self._send(now)
        elif self._expires_at == 0.0:
            self._finish()

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """Nobody listens."""
        if exchange is self._exchange:
            self._exchange = None
            self._finish()

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """The call takes longer than anybody was promised news; or the owner, to decide."""
        if self._transaction is not None:
            self.reject(480, now)
        else:
            self._notify(now, "timeout")

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in the REFER's own dialog."""
        dialog = self._speaker.dialog
        assert dialog is not None
        if dialog.order(request) is Order.STALE:
            refuse(transaction, 500, now)
        elif request.method == "SUBSCRIBE":
            self.subscribed(transaction, request, now)
        else:
            refuse(transaction, 405, now, headers=(("Allow", "SUBSCRIBE"),))

    # --- inside ---

    def _live(self, seconds: int, now: float) -> None:
        self._expires_at = now + seconds
        self._core.timers.start(self, _Timer.EXPIRY, self._expires_at)

    def _notify(self, now: float, ending: str | None = None) -> None:
        """Tell the latest; with ``ending`` it is the last word."""
        if self._over or self._expires_at == 0.0:
            return
        left = max(0, round(self._expires_at - now))
        state = SubscriptionState("active", left)
        if ending is not None:
            state = SubscriptionState("terminated", None, ending)
            self._expires_at = 0.0
            self._core.timers.stop(self, _Timer.EXPIRY)
        self._queue.append((state, f"{self._frag}\r\n".encode()))
        if self._exchange is None:
            self._send(now)

    def _send(self, now: float) -> None:
        state, body = self._queue[0]
        request = self._speaker.request("NOTIFY", body, "message/sipfrag;version=2.0")
        request.headers.add("Event", self._event)
        request.headers.add("Subscription-State", str(state))
        self._exchange = self._speaker.exchange(request, self, target=True)
        self._exchange.start(now)

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self._core.timers.stop(self, _Timer.EXPIRY)
            self._core.remove(self)
            self._ended(self)


def refer_target(request: Request) -> NameAddr | None:
    """Whom a REFER names; None for none, several, or one that cannot be read (§2.4.2)."""
    values = request.headers.get_all("Refer-To")
    if len(values) != 1:
        return None
    try:
        return NameAddr.parse(values[0])
    except SipParseError:
        return None
