"""The two ends of what follows a 2xx to INVITE: its repetition and its ACK (RFC 3261 §13).

Neither is the transactions' business: both travel end to end (RFC 6026). A first INVITE and a
re-INVITE do not differ in this.
"""

from __future__ import annotations

import enum
from collections.abc import Callable

from blfpanel.sip.calls.session import Session
from blfpanel.sip.core import Core, Hop
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.events import Failure
from blfpanel.sip.flow import Flow, Send
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction


def make_ack(invite: Request, dialog: Dialog) -> Request:
    """§13.2.2.4: the ACK of a 2xx repeats the INVITE's number and its credentials (§22.1)."""
    ack = dialog.request("ACK", cseq=invite.cseq.number)
    for name in ("Authorization", "Proxy-Authorization"):
        for value in invite.headers.get_all(name):
            ack.headers.add(name, value)
    return ack


class Acknowledgement:
    """The ACK of one 2xx: sent when there is a flow, sent again for each repeated 2xx."""

    def __init__(self, core: Core, request: Request) -> None:
        self._core = core
        self._request = request
        self._sent: Send | None = None

    def flow_ready(self, flow: Flow, now: float) -> None:
        """Send it."""
        self._sent = Send(flow, self._core.send_ack(self._request, flow))

    def flow_refused(self, failure: Failure, now: float) -> None:
        """No way to the peer: it will repeat its 2xx and then end the call itself."""

    def again(self) -> None:
        """The 2xx was repeated, so the ACK was lost."""
        if self._sent is not None:
            self._core.output.append(self._sent)


class _Timer(Name):
    AGAIN = "resend 2xx"
    MISSING = "ack missing"


class Confirmation:
    """A 2xx of ours, repeated until its ACK comes (§13.3.1.4), over any transport: it travels
    end to end, and any hop may lose it.

    Args:
        core: the shared services.
        transaction: the INVITE; the response goes out at once.
        response: the 2xx.
        missing: called when no ACK came in 64*T1.
        now: core time.
    """

    def __init__(
        self,
        core: Core,
        transaction: ServerTransaction,
        response: Response,
        missing: Callable[[float], None],
        now: float,
    ) -> None:
        self.number = transaction.request.cseq.number
        self._core = core
        self._flow = transaction.flow
        self._data = response.to_bytes()
        self._missing = missing
        self._interval = core.settings.timers.t1
        transaction.respond(response, now)
        core.timers.start(self, _Timer.AGAIN, now + self._interval)
        core.timers.start(self, _Timer.MISSING, now + 64 * core.settings.timers.t1)

    def stop(self) -> None:
        """The ACK came, or the call has ended."""
        for name in _Timer:
            self._core.timers.stop(self, name)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Repeat the 2xx, or say that its ACK never came."""
        if name is _Timer.MISSING:
            self.stop()
            self._missing(now)
            return
        self._core.output.append(Send(self._flow, self._data))
        self._interval = min(2 * self._interval, self._core.settings.timers.t2)
        self._core.timers.start(self, _Timer.AGAIN, now + self._interval)


class AnswerInAck:
    """The ACK of a 2xx that brought an offer: it has to bring the answer (§13.2.2.4).

    Args:
        session: whose 2xx.
        request: the ACK.
        acknowledgement: what will send it.
        hop: where to.
    """

    def __init__(
        self, session: Session, request: Request, acknowledgement: Acknowledgement, hop: Hop
    ) -> None:
        self._session = session
        self._request = request
        self._acknowledgement = acknowledgement
        self._hop = hop

    def accept(self, body: bytes, now: float) -> None:
        """Send it."""
        self._request.headers.add("Content-Type", "application/sdp")
        self._request.body = body
        self._session.offers.answered(body)
        self._send(now)

    def refuse(self, status: int, now: float) -> None:
        """A 2xx cannot be refused: it is acknowledged, and the call ended."""
        self._session.offers.withdrawn()
        self._send(now)
        self._session.give_up(Failure(status, "Nothing in common to talk with", local=True), now)

    def close(self, now: float) -> None:
        """The call is over: a BYE must not come before the ACK (§15)."""
        self._send(now)

    def _send(self, now: float) -> None:
        self._session.core.flow_to(self._hop, self._acknowledgement, now)
