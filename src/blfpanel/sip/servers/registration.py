"""The REGISTER usage (RFC 3261 §10): be reachable, stay so, leave cleanly."""

from __future__ import annotations

import enum

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Usage
from blfpanel.sip.dialog import Numbering
from blfpanel.sip.events import Failure, RegistrationChanged, RegistrationState, UsageId
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Flow, Target
from blfpanel.sip.subscriptions.retry import REGISTER_LADDER, not_before, refresh_delay, retry_after
from blfpanel.sip.syntax.grammar import SipParseError, parse_delta_seconds
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr
from blfpanel.sip.timers import Name

#: Refusals that trying again with the same settings will not change.
FINAL_REFUSALS = frozenset({401, 403, 404, 407, 410, 416, 420, 604})

#: What servers say that keep no registrations: they serve us all the same, or are plain phones.
NO_REGISTRAR = frozenset({405, 501})


#: After so long without an answer the server's next place is tried, if it has one, seconds.
PATIENCE = 8.0

#: How often in a row we register again because the server sees us somewhere else.
_MOST_ADDRESSES = 3


class _Timer(Name):
    REFRESH = "refresh"
    PATIENCE = "patience"


class Registration(Usage):
    """Keeps one address of record bound to our Contact.

    All REGISTERs of its life share a Call-ID and count their CSeq (§10.2). A refresh that fails
    is tried again on a growing ladder; a refusal of the identity itself is not.
    """

    def __init__(self, core: Core, account: Account) -> None:
        self.id: UsageId = core.new_usage_id()
        self.account = account
        self.flow: Flow | None = None
        self.state = RegistrationState.UNREGISTERED
        self._core = core
        self._numbering = Numbering()
        self._call_id = core.ids.call_id()
        self._local = account.aor.with_tag(core.ids.tag())
        self._expires = account.expires
        self._exchange: Exchange | None = None
        self._failures = 0
        self._readdressed = 0
        self._leaving = False

    def start(self, now: float) -> None:
        """Register now; also the way to try again at once.

        What is on its way already is not sent twice.
        """
        if self._exchange is None or self._leaving:
            self._leaving = False
            self._send(self._expires, now)
        if self.state is not RegistrationState.REGISTERED:
            self._enter(RegistrationState.REGISTERING)

    def again(self, now: float) -> None:
        """The server may not know us any more: register, unless it does not want us anyway."""
        if not self._leaving and self.state is not RegistrationState.REFUSED:
            self.start(now)

    def stop(self, now: float) -> None:
        """Take the binding back (§10.2.2); the end is told as UNREGISTERED."""
        self._stop_timers()
        if self._leaving:
            return
        self._leaving = True
        if self.state is RegistrationState.REGISTERED or self._exchange is not None:
            self._send(0, now)
        else:
            self._end()

    # --- from the exchange ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A REGISTER was answered."""
        if exchange is not self._exchange or response.status < 200:
            return
        self._exchange = None
        self._core.timers.stop(self, _Timer.PATIENCE)
        if self._leaving:
            self._end()
        elif response.status < 300:
            self._granted(exchange, response, now)
        elif response.status == 423 and self._too_brief(response):
            self._send(self._expires, now)
        else:
            failure = Failure(response.status, response.reason)
            if response.status in NO_REGISTRAR:
                self.flow = exchange.flow
                self._enter(RegistrationState.REGISTERED, failure)
            elif response.status in FINAL_REFUSALS:
                self._enter(RegistrationState.REFUSED, failure)
            else:
                self._again_later(failure, retry_after(response), now)
                if response.status == 503:
                    self._try_elsewhere(exchange, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """A REGISTER found no way or no answer."""
        if exchange is not self._exchange:
            return
        self._exchange = None
        if self._leaving:
            self._end()
        else:
            self._again_later(failure, None, now)
            self._try_elsewhere(exchange, now)

    # --- from the core ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Time to refresh, or to try again; or long enough waited for an answer."""
        if name is _Timer.REFRESH:
            self._send(self._expires, now)
        elif self._exchange is not None:
            self._try_elsewhere(self._exchange, now)

    def server_changed(self, server: Target, lost: Flow | None, now: float) -> None:
        """Register there, unless what waits to be sent goes there anyway."""
        if self.account.server != server or self._leaving:
            return
        self.flow = None
        self._failures = 0
        if self._exchange is None or self._exchange.flow is not None:
            self._exchange = None
            self.start(now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """The binding points nowhere now: make a new one at once."""
        if flow is self.flow and not self._leaving:
            self.flow = None
            if self._exchange is not None and self._exchange.flow is flow:
                self._exchange = None  # it would bind the address we had
            if self._exchange is None:
                self._again_later(Failure(503, reason, local=True), 0.0, now)

    # --- inside ---

    def _send(self, expires: int, now: float) -> None:
        self._stop_timers()
        aor = self.account.aor
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(NameAddr(aor.display, aor.uri, ()))),
                ("Call-ID", self._call_id),
                ("CSeq", f"{self._numbering.next()} REGISTER"),
                ("Expires", str(expires)),
            ]
        )
        request = Request("REGISTER", str(self.account.registrar), headers)
        self._exchange = Exchange(
            self._core,
            request,
            self.account.server,
            self,
            account=self.account,
            numbering=self._numbering,
            contact_user=aor.uri.user or "",
        )
        if expires:
            self._core.timers.start(self, _Timer.PATIENCE, now + PATIENCE)
        self._exchange.start(now)

    def _try_elsewhere(self, exchange: Exchange, now: float) -> None:
        if exchange.flow is not None:
            self._core.server_failed(self.account.server, exchange.flow, now)

    def _granted(self, exchange: Exchange, response: Response, now: float) -> None:
        flow = self.flow = exchange.listening
        assert flow is not None
        self._failures = 0
        contact = self._core.contact(self.account.aor.uri.user or "", flow)
        if exchange.request.headers.get("Contact") == str(contact):
            self._readdressed = 0
        elif self._readdressed < _MOST_ADDRESSES:
            self._readdressed += 1
            self._send(self._expires, now)
            return
        self._core.way(self.account.server).worked(flow.place)
        expires = self._granted_expires(response)
        due = now + refresh_delay(expires)
        self._core.timers.start(self, _Timer.REFRESH, due)
        self._enter(RegistrationState.REGISTERED, due=due)
        self._core.registered(self.account, now)

    def _granted_expires(self, response: Response) -> float:
        """Our binding's expiry: its parameter, else the header, else what we asked (§10.2.4)."""
        assert self.flow is not None
        mine = self._core.contact(self.account.aor.uri.user, self.flow).uri
        for value in response.headers.get_all("Contact"):
            try:
                binding = NameAddr.parse(value)
            except SipParseError:
                continue
            if binding.uri.bare().equals(mine.bare()) and (text := binding.param("expires")):
                return parse_delta_seconds(text) or self._expires
        text = response.headers.get("Expires")
        return (parse_delta_seconds(text) if text else None) or self._expires

    def _too_brief(self, response: Response) -> bool:
        """Take the registrar's minimum (423, §10.2.8), unless that is no answer to the question."""
        text = response.headers.get("Min-Expires")
        minimum = parse_delta_seconds(text) if text else None
        if minimum is None or minimum <= self._expires:
            return False
        self._expires = int(minimum)
        return True

    def _again_later(self, failure: Failure, wait: float | None, now: float) -> None:
        self._failures += 1
        if wait is None:
            wait = REGISTER_LADDER.wait(self._failures, self._core.ids)
        elif wait > 0:
            wait = not_before(wait, self._core.ids)
        self._core.timers.start(self, _Timer.REFRESH, now + wait)
        self._enter(RegistrationState.FAILED, failure, now + wait)

    def _stop_timers(self) -> None:
        for timer in _Timer:
            self._core.timers.stop(self, timer)

    def _end(self) -> None:
        self._stop_timers()
        self._enter(RegistrationState.UNREGISTERED)
        self._core.remove(self)

    def _enter(
        self, state: RegistrationState, failure: Failure | None = None, due: float | None = None
    ) -> None:
        self.state = state
        secure = self.flow is not None and self.flow.transport == "tls"
        self._core.emit(RegistrationChanged(self.id, state, failure, due, secure))
