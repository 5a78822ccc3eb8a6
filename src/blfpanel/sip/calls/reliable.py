"""Reliable provisional responses (RFC 3262): 180 and 183 that are repeated until PRACK."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable

from blfpanel.sip.core import Core
from blfpanel.sip.events import Failure
from blfpanel.sip.exchange import Exchange, Requester
from blfpanel.sip.flow import Send
from blfpanel.sip.syntax.grammar import LWS, parse_number
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.timers import Name
from blfpanel.sip.transactions.layer import ServerTransaction

_OPTION = "100rel"
_MAX_RSEQ = 2**32 - 1


def is_reliable(response: Response) -> bool:
    """Whether a provisional response asks for a PRACK."""
    return response.status > 100 and _OPTION in response.headers.tokens("Require")


class ReliableReceiver:
    """The caller's end, one for each early dialog (§4).

    Args:
        make: makes a PRACK with this RAck for this user.
    """

    def __init__(self, make: Callable[[str, Requester], Exchange]) -> None:
        self._make = make
        self._last: int | None = None
        self._under_way: Exchange | None = None

    def takes(self, response: Response, now: float) -> bool:
        """Whether a provisional response is to be heeded; acknowledges it if it asks for that.

        What comes out of order will be repeated; what was heeded already is only acknowledged
        again, and that only if the acknowledgement is not being repeated itself.
        """
        if not is_reliable(response):
            return True
        number = parse_number(response.headers.get("RSeq"), _MAX_RSEQ)
        if number is None:
            return True
        if self._last is not None and number == self._last:
            if self._under_way is None:
                self._acknowledge(number, response, now)
            return False
        if self._last is not None and number != self._last + 1:
            return False
        self._last = number
        self._acknowledge(number, response, now)
        return True

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """A PRACK was answered."""
        if response.status >= 200 and exchange is self._under_way:
            self._under_way = None

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """It was not: the callee repeats what we acknowledged, or gives up by itself."""
        if exchange is self._under_way:
            self._under_way = None

    def _acknowledge(self, number: int, response: Response, now: float) -> None:
        cseq = response.cseq
        self._under_way = self._make(f"{number} {cseq.number} {cseq.method}", self)
        self._under_way.start(now)


class _Timer(Name):
    AGAIN = "resend provisional"
    MISSING = "prack missing"


class ReliableSender:
    """The callee's end (§3): one response after the other, each repeated until its PRACK.

    Args:
        core: the shared services.
        transaction: the INVITE.
        missing: called when no PRACK came in 64*T1.
    """

    def __init__(
        self, core: Core, transaction: ServerTransaction, missing: Callable[[float], None]
    ) -> None:
        headers = transaction.request.headers
        self.required = _OPTION in headers.tokens("Require")
        self.supported = self.required or _OPTION in headers.tokens("Supported")
        self._core = core
        self._transaction = transaction
        self._missing = missing
        self._queue: deque[Response] = deque()
        self._number = int(core.ids.token(24), 16) + 1
        self._interval = 0.0
        self._data = b""

    @property
    def describing(self) -> bool:
        """Whether a session description waits for its PRACK; no 2xx may overtake it."""
        return any(response.body for response in self._queue)

    def send(self, response: Response, now: float) -> None:
        """Send it when those before it have arrived."""
        response.headers.add("Require", _OPTION)
        response.headers.add("RSeq", str(self._number + len(self._queue)))
        self._queue.append(response)
        if len(self._queue) == 1:
            self._start(now)

    def acknowledged(self, request: Request, now: float) -> Response | None:
        """A PRACK: the response that it is about, None if it is about none that waits."""
        words = (request.headers.get("RAck") or "").strip(LWS).split()
        cseq = self._transaction.request.cseq
        if not self._queue or words != [str(self._number), str(cseq.number), cseq.method]:
            return None
        self._stop_timers()
        self._number += 1
        response = self._queue.popleft()
        if self._queue:
            self._start(now)
        return response

    def close(self) -> None:
        """The call is answered or over: nothing needs repeating."""
        self._queue.clear()
        self._stop_timers()

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Repeat, or say that nobody acknowledges."""
        if name is _Timer.MISSING:
            self.close()
            self._missing(now)
            return
        self._core.output.append(Send(self._transaction.flow, self._data))
        self._interval *= 2
        self._core.timers.start(self, _Timer.AGAIN, now + self._interval)

    def _start(self, now: float) -> None:
        response = self._queue[0]
        self._data = response.to_bytes()
        self._transaction.respond(response, now)
        self._interval = self._core.settings.timers.t1
        self._core.timers.start(self, _Timer.AGAIN, now + self._interval)
        self._core.timers.start(self, _Timer.MISSING, now + 64 * self._core.settings.timers.t1)

    def _stop_timers(self) -> None:
        for name in _Timer:
            self._core.timers.stop(self, name)
