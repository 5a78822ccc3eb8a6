"""Asks a place of a server whether it is up, before anything depends on it."""

from __future__ import annotations

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Hop
from blfpanel.sip.dialog import Numbering
from blfpanel.sip.events import Failure
from blfpanel.sip.exchange import Exchange, Requester
from blfpanel.sip.flow import CloseFlow, Flow
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr


class Questions:
    """The OPTIONS of one account (RFC 3261 §11): a row of its own."""

    def __init__(self, core: Core, account: Account) -> None:
        self._core = core
        self._account = account
        self._local = account.aor.with_tag(core.ids.tag())
        self._call_id = core.ids.call_id()
        self._numbering = Numbering()

    def ask(self, hop: Hop, user: Requester) -> Exchange:
        """The next question; start it."""
        uri = self._account.registrar
        headers = Headers(
            [
                ("Max-Forwards", "70"),
                ("From", str(self._local)),
                ("To", str(NameAddr(None, uri, ()))),
                ("Call-ID", self._call_id),
                ("CSeq", f"{self._numbering.next()} OPTIONS"),
                ("Accept", "application/sdp"),
            ]
        )
        return Exchange(
            self._core,
            Request("OPTIONS", str(uri), headers),
            hop,
            user,
            account=None,  # to be asked for a password is an answer as good as any
            numbering=self._numbering,
            contact_user=self._account.aor.uri.user or "",
        )


class Trial:
    """Tries a better place of the account's server; if it answers, all go there."""

    def __init__(self, core: Core, account: Account, flow: Flow) -> None:
        self._core = core
        self._server = account.server
        self._flow = flow
        self.over = False
        self._questions = Questions(core, account)

    def start(self, now: float) -> None:
        """Ask it."""
        self._questions.ask(self._flow, self).start(now)

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """It is up, unless it sends us away (RFC 3263 §4.3)."""
        if response.status < 200 or self.over:
            return
        if response.status == 503:
            self._give_up(now)
            return
        self.over = True
        self._core.way(self._server).worked(self._flow.place)
        self._core.use(self._server, self._flow, now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """It is not."""
        if not self.over:
            self._give_up(now)

    def _give_up(self, now: float) -> None:
        self.over = True
        self._core.way(self._server).failed(self._flow.place, now)
        if self._core.known_flow(self._server) is not self._flow:
            self._core.output.append(CloseFlow(self._flow))
