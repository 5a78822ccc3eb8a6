"""Changes of a session that we want: re-INVITE (RFC 3261 §14.1) and UPDATE (RFC 3311)."""

from __future__ import annotations

import enum
from collections import deque
from dataclasses import dataclass, replace

from blfpanel.sip.calls.handshake import Acknowledgement, AnswerInAck, make_ack
from blfpanel.sip.calls.offers import Turn
from blfpanel.sip.calls.session import Session
from blfpanel.sip.calls.session_timer import SessionTimer
from blfpanel.sip.events import CallState, Failure, OfferAnswered, OfferReceived, OfferRefused
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.syntax.grammar import parse_delta_seconds
from blfpanel.sip.syntax.message import Response
from blfpanel.sip.timers import Name
from blfpanel.sip.uas import ALLOW, IN_CALLS, HeaderLines

#: After how many answers of "not now" a change is given up.
_MOST_TRIES = 10
#: After how long a refresh that found nobody is tried again, seconds.
_NEXT_REFRESH = 4.0
#: For longer no Retry-After is believed, seconds; §14.2 has at most 10.
_LONGEST_WAIT = 32
#: Reliable provisional responses are for those who ring; a change is answered at once.
_SUPPORTED = tuple(tag for tag in IN_CALLS if tag != "100rel")


@dataclass(frozen=True, slots=True)
class Change:
    """What is wanted.

    Attributes:
        method: INVITE or UPDATE.
        body: the offer, empty for none.
        refresh: it changes nothing, and nobody asked for it: the session timer wants it, or our
            address has changed.
        headers: further headers.
    """

    method: str
    body: bytes
    refresh: bool = False
    headers: HeaderLines = ()


class _Timer(Name):
    RETRY = "retry"
    PATIENCE = "patience"


class OurChanges:
    """Sends changes, one at a time and in order, when the session is free for them.

    Args:
        session: what is changed.
        timer: of the session, which every change refreshes.
    """

    def __init__(self, session: Session, timer: SessionTimer) -> None:
        self._session = session
        self._timer = timer
        self._queue: deque[Change] = deque()
        self._current: Change | None = None
        self._exchange: Exchange | None = None
        self._tries = 0
        self._resting = False
        self._closed = False
        self._acks: dict[int, Acknowledgement] = {}

    @property
    def inviting(self) -> bool:
        """Whether a re-INVITE of ours is in progress."""
        return self._current is not None and self._current.method == "INVITE"

    def want(self, change: Change, now: float) -> None:
        """Make this change as soon as possible; of refreshes that wait one is enough."""
        if change.refresh and any(other.refresh for other in self._queue):
            return
        self._queue.append(change)
        self.proceed(now)

    def proceed(self, now: float) -> None:
        """Something ended: perhaps the next change can go out."""
        if self._current is not None or self._resting or self._closed or not self._queue:
            return
        change = self._fit(self._queue[0])
        if change is not None:
            self._queue.popleft()
            self._send(change, now)

    def close(self) -> None:
        """The call is over. A late 2xx is still acknowledged."""
        self._closed = True
        self._queue.clear()
        for name in _Timer:
            self._session.core.timers.stop(self, name)

    # --- from the exchange and the clock ---

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The change was answered."""
        if (known := self._acks.get(response.cseq.number)) is not None:
            known.again()
            return
        if response.status < 200:
            return
        if self._closed:
            if response.success and exchange.request.method == "INVITE":
                self._acknowledge(exchange, response, now)
            return
        change = self._current
        if change is None or exchange is not self._exchange:
            return
        if response.success:
            self._taken(change, exchange, response, now)
        else:
            self._current = self._exchange = None
            self._stop_waiting()
            if change.body:
                self._session.offers.withdrawn()
            self._not_taken(change, response, now)
        self.proceed(now)

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No answer: without one the dialog is of no use (§12.2.1.2), unless nobody asked for one:
        of a session that is not refreshed its timer decides.
        """
        change = self._current
        if self._closed or change is None or exchange is not self._exchange:
            return
        self._current = self._exchange = None
        self._stop_waiting()
        if change.body:
            self._session.offers.withdrawn()
        self._tries += 1
        if change.refresh and self._tries < _MOST_TRIES:
            self._again_in(_NEXT_REFRESH, change, now)
        elif failure.status == 408 and self._session.state is CallState.ESTABLISHED:
            self._session.give_up(failure, now)
        else:
            self._refused(change, failure)
            self.proceed(now)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Try again; or stop waiting for who said "trying" and no more (§9.1)."""
        if name is _Timer.RETRY:
            self._resting = False
            self.proceed(now)
        elif self._exchange is not None:
            self._exchange.cancel(now)

    # --- inside: sending ---

    def _fit(self, change: Change) -> Change | None:
        """The change as it may go out now; None while it has to wait."""
        session = self._session
        offers = session.offers
        if session.dialog is None:
            return None
        if change.method == "UPDATE" and session.abilities.forbids("UPDATE"):
            change = replace(change, method="INVITE", body=change.body or offers.local)
        if change.method == "INVITE":
            return change if session.may_invite and offers.settled else None
        if change.body and not (offers.settled and offers.agreed):
            return None
        return change

    def _send(self, change: Change, now: float) -> None:
        session = self._session
        request = session.request(change.method, change.body)
        request.headers.add("Allow", ALLOW)
        request.headers.add("Supported", ",".join(_SUPPORTED))
        for name, value in change.headers:
            request.headers.add(name, value)
        self._timer.write(request)
        if change.body:
            session.offers.offered(change.body, Turn.OURS)
        self._current = change
        self._exchange = session.exchange(request, self, target=True)
        if change.method == "INVITE":
            patience = now + 64 * session.core.settings.timers.t1
            session.core.timers.start(self, _Timer.PATIENCE, patience)
        self._exchange.start(now)

    def _acknowledge(self, exchange: Exchange, response: Response, now: float) -> None:
        """Send the ACK, unless it has to bring the answer to an offer in the 2xx."""
        session = self._session
        assert session.dialog is not None
        ack = make_ack(exchange.request, session.dialog)
        hop = session.core.hop_of(session.dialog, session.account, session.flow)
        acknowledgement = Acknowledgement(session.core, ack)
        self._acks[response.cseq.number] = acknowledgement
        if exchange.request.body or not response.body or self._closed:
            session.core.flow_to(hop, acknowledgement, now)
            return
        session.offers.offered(response.body, Turn.THEIRS)
        session.open_offer = AnswerInAck(session, ack, acknowledgement, hop)

    # --- inside: outcomes ---

    def _taken(self, change: Change, exchange: Exchange, response: Response, now: float) -> None:
        session = self._session
        assert session.dialog is not None
        self._current = self._exchange = None
        self._tries = 0
        self._stop_waiting()
        session.dialog.refresh_target(response)
        if change.method == "INVITE":
            self._acknowledge(exchange, response, now)
        self._timer.answered(response, now)
        session.heard(response, exchange.flow)
        before = session.offers.remote
        if change.method == "INVITE" and not change.body and response.body:
            session.emit(OfferReceived(session.id, response.body, exchange.request))
            return
        if change.body:
            session.offers.answered(response.body)
        if not change.refresh or (change.body and response.body != before):
            session.emit(OfferAnswered(session.id, response.body))

    def _not_taken(self, change: Change, response: Response, now: float) -> None:
        session = self._session
        failure = Failure(response.status, response.reason)
        self._tries += 1
        established = session.state is CallState.ESTABLISHED
        match response.status:
            case 481 | 408 if established:
                session.give_up(failure, now)
            case 405 | 501 if change.method == "UPDATE" and established:
                session.abilities.lacks("UPDATE")
                self._queue.appendleft(change)
            case 422 if self._tries < _MOST_TRIES and self._timer.raised_by(response):
                self._queue.appendleft(change)
            case _ if self._tries < _MOST_TRIES and (wait := self._wait(response)) is not None:
                self._again_in(wait, change, now)
            case _:
                self._tries = 0
                self._refused(change, failure)

    def _again_in(self, seconds: float, change: Change, now: float) -> None:
        self._queue.appendleft(change)
        self._resting = True
        self._session.core.timers.start(self, _Timer.RETRY, now + seconds)

    def _wait(self, response: Response) -> float | None:
        """When to try again after "not now"; None for a refusal that is meant.

        §14.1: offers that cross (491) are repeated after a time that is another for the two
        ends, so that they do not cross again.
        """
        ids = self._session.core.ids
        if response.status == 491:
            low, high = (2.1, 4.0) if self._session.is_caller else (0.0, 2.0)
            return round(ids.jitter(low, high), 2)
        seconds = parse_delta_seconds((response.headers.get("Retry-After") or "").split(";")[0])
        if response.status == 500 and seconds is not None and seconds <= _LONGEST_WAIT:
            return float(seconds) + ids.jitter(0.0, 1.0)
        return None

    def _refused(self, change: Change, failure: Failure) -> None:
        """A refresh that is refused leaves the session until its timer ends it."""
        if not change.refresh:
            self._session.emit(OfferRefused(self._session.id, failure))

    def _stop_waiting(self) -> None:
        self._session.core.timers.stop(self, _Timer.PATIENCE)
