"""REFER (RFC 3515): asking somebody to call somebody else, and being asked.

A REFER makes a subscription that nobody asked for in so many words: NOTIFYs with a piece of SIP
(``message/sipfrag``) tell how the call gets on. It lives in the dialog of a call, which it may
outlive (RFC 5057 §3), or in one of its own.
"""

from __future__ import annotations

import enum
import re
from collections import deque
from collections.abc import Callable
from urllib.parse import quote, unquote

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Usage
from blfpanel.sip.dialog import Dialog, Order
from blfpanel.sip.events import Failure, ReferProgressed, ReferReceived, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.grammar import SipParseError, parse_delta_seconds
from blfpanel.sip.header_values import Event, SubscriptionState
from blfpanel.sip.message import Request, Response
from blfpanel.sip.notifier import GONE
from blfpanel.sip.reasons import reason_phrase
from blfpanel.sip.session import Speaker
from blfpanel.sip.timers import Name
from blfpanel.sip.transaction import ServerTransaction
from blfpanel.sip.uas import HeaderLines, refuse
from blfpanel.sip.uri import NameAddr, SipUri

#: For how long news are expected where the far end does not say, and promised by us, seconds.
_LIFETIME = 300
#: How often a NOTIFY is sent again that other requests have overtaken.
_MOST_MISPLACED = 3
_STATUS_LINE = re.compile(rb"\s*SIP/2\.0[ \t]+([1-6][0-9]{2})(?:[ \t]+([^\r\n]*))?")


def with_replaces(target: SipUri, replaces: str) -> str:
    """The Refer-To of an attended transfer: ``target``, which is to take over a call there.

    Args:
        replaces: as ``Endpoint.replaces_of`` gives it.
    """
    bare = SipUri(target.scheme, target.user, None, target.host, target.port, target.params, ())
    return f"{bare}?Replaces={quote(replaces, safe='')}"


def replaces_in(refer_to: NameAddr) -> str | None:
    """The Replaces that a Refer-To asks for, ready to be sent as a header; None if it does not."""
    for name, value in refer_to.uri.headers:
        if name.lower() == "replaces":
            return unquote(value)
    return None


def parse_sipfrag(body: bytes) -> tuple[int, str] | None:
    """Status and reason of a ``message/sipfrag`` (RFC 3420); None if it begins with no response."""
    match = _STATUS_LINE.match(body)
    if match is None:
        return None
    status = int(match[1])
    reason = (match[2] or b"").decode("utf-8", "replace").strip()
    return status, reason or reason_phrase(status)


class _Timer(Name):
    NEWS = "news"
    EXPIRY = "expiry"


class SentRefer(Usage):
    """A REFER of ours and the news of it.

    Args:
        core: the shared services.
        call: the call it is sent in; None for one in a dialog of its own.
        ended: told when nothing more of it can come.
    """

    def __init__(
        self, core: Core, call: UsageId | None, ended: Callable[[SentRefer], None]
    ) -> None:
        self.id: UsageId = core.new_usage_id()
        self._core = core
        self._call = call
        self._ended = ended
        self._exchange: Exchange | None = None
        self._heard = False
        self._told = False
        self._over = False
        core.add(self)

    @property
    def number(self) -> int | None:
        """The REFER's CSeq number, which is the id of its subscription (RFC 3515 §2.4.6)."""
        return self._exchange.request.cseq.number if self._exchange else None

    def start(self, exchange: Exchange, now: float) -> None:
        """Send it."""
        self._exchange = exchange
        exchange.start(now)

    def notified(self, transaction: ServerTransaction, request: Request, now: float) -> None:
        """A NOTIFY of its subscription."""
        refuse(transaction, 200, now)
        self._heard = True
        state = request.subscription_state
        terminated = state is not None and state.terminated
        if news := parse_sipfrag(request.body):
            self._tell(*news, final=terminated or news[0] >= 200)
        elif terminated:
            self._tell(200, "Done", final=True)
        if terminated:
            self._finish()
            return
        seconds = state.expires if state is not None else None
        lifetime = min(_LIFETIME if seconds is None else seconds, 3600)
        self._wait(lifetime, now)

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The REFER was answered. News should follow at once (RFC 3515 §2.4.4)."""
        if response.status < 200 or self._over:
            return
        if not response.success:
            self._tell(response.status, response.reason, final=True)
            self._finish()
        elif (response.headers.get("Refer-Sub") or "").strip().lower().startswith("false"):
            self._tell(202, response.reason, final=True)
            self._finish()
        elif not self._heard:
            self._wait(64 * self._core.settings.timers.t1, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No answer at all."""
        self._tell(failure.status, failure.reason, final=True)
        self._finish()

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """No news came in time."""
        self._tell(408, "No news of the transfer", final=True)
        self._finish()

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in the REFER's own dialog."""
        if request.method == "NOTIFY":
            self.notified(transaction, request, now)
        else:
            refuse(transaction, 405, now, headers=(("Allow", "NOTIFY"),))

    # --- inside ---

    def _wait(self, seconds: float, now: float) -> None:
        self._core.timers.start(self, _Timer.NEWS, now + seconds)

    def _tell(self, status: int, reason: str, *, final: bool) -> None:
        if not self._told:
            self._told = final
            self._core.emit(ReferProgressed(self.id, self._call, status, reason, final))

    def _finish(self) -> None:
        if not self._over:
            self._over = True
            self._core.timers.stop(self, _Timer.NEWS)
            self._core.remove(self)
            self._ended(self)


def refer_outside(
    core: Core,
    account: Account,
    target: SipUri,
    refer_to: str,
    headers: HeaderLines,
    now: float,
) -> SentRefer:
    """Send a REFER in a dialog of its own to ``target``, which is reached by the account."""
    local = account.aor.with_tag(core.ids.tag())
    to = NameAddr(None, target.bare(), ())
    dialog = Dialog(core.ids.call_id(), local, to, target=target)
    request = dialog.request("REFER")
    request.headers.add("Refer-To", f"<{refer_to}>")
    for name, value in headers:
        request.headers.add(name, value)
    refer = SentRefer(core, None, lambda refer: core.remove(refer, (dialog.leg,)))
    core.add(refer, dialog.leg)
    exchange = Exchange(
        core,
        request,
        account.server,
        refer,
        account=account,
        numbering=dialog.numbering,
        contact_user=account.aor.uri.user or "",
    )
    refer.start(exchange, now)
    return refer


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
        self._silent = _says_no_news(transaction.request)
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
        self._live(_LIFETIME, now)
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
        seconds = min(_LIFETIME if asked is None else asked, 3600)
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


def subscription_number(request: Request) -> int | None:
    """Which REFER of a dialog a NOTIFY or SUBSCRIBE is about; None for the only one."""
    event: Event | None = request.event
    text = event.id if event is not None and event.package == "refer" else None
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _says_no_news(request: Request) -> bool:
    """Refer-Sub: false (RFC 4488)."""
    return (request.headers.get("Refer-Sub") or "").strip().lower().startswith("false")
