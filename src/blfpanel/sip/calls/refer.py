"""REFER (RFC 3515): asking somebody to call somebody else, and being asked.

A REFER makes a subscription that nobody asked for in so many words: NOTIFYs with a piece of SIP
(``message/sipfrag``) tell how the call gets on. It lives in the dialog of a call, which it may
outlive (RFC 5057 §3), or in one of its own.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Usage
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import Failure, ReferProgressed, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.reasons import reason_phrase
from blfpanel.sip.syntax.header_values import Event
from blfpanel.sip.syntax.message import Message, Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import HeaderLines, refuse

#: For how long news are expected where the far end does not say, and promised by us, seconds.
LIFETIME = 300
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
        lifetime = min(LIFETIME if seconds is None else seconds, 3600)
        self._wait(lifetime, now)

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The REFER was answered. News should follow at once (RFC 3515 §2.4.4)."""
        if response.status < 200 or self._over:
            return
        if not response.success:
            self._tell(response.status, response.reason, final=True)
            self._finish()
        elif without_news(response):
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


def subscription_number(request: Request) -> int | None:
    """Which REFER of a dialog a NOTIFY or SUBSCRIBE is about; None for the only one."""
    event: Event | None = request.event
    text = event.id if event is not None and event.package == "refer" else None
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def without_news(message: Message) -> bool:
    """Whether a REFER or its answer says that no NOTIFYs are to follow (RFC 4488)."""
    return (message.headers.get("Refer-Sub") or "").strip().lower().startswith("false")
