"""What two phones say to each other while they talk through the PBX: new offers, and digits.

::

    holder's phone        PBX                 other phone
      | -- INVITE (offer) --> | -- INVITE (offer) --> |
      | <-- 200 (answer) ---- | <-- 200 (answer) ---- |
"""

from __future__ import annotations

from collections.abc import Callable

from blfpanel.sim.legs import Connection, Leg, Stage
from blfpanel.sim.offers import holds
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    InfoReceived,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
    UsageId,
)


class Bridge:
    """Hands on what concerns the session.

    Args:
        endpoint: has the calls.
        find: the leg of a call and its connection.
        changed: told of each leg that was put on hold or taken back.
        report: told in words what happened.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        find: Callable[[UsageId], tuple[Leg, Connection] | tuple[None, None]],
        *,
        changed: Callable[[Leg], None],
        report: Callable[[str], None],
    ) -> None:
        self._endpoint = endpoint
        self._find = find
        self._changed = changed
        self._report = report
        #: Who was asked, and for whom.
        self._asked: dict[UsageId, UsageId] = {}
        #: Whose ACK brings the answer, and for whom.
        self._owing: dict[UsageId, UsageId] = {}

    def offered(self, event: OfferReceived, now: float) -> None:
        """A phone makes an offer, or asks for the other one's."""
        if event.call in self._asked:
            # What was asked for came with the 200; its answer will come with an ACK.
            asker = self._asked.pop(event.call)
            self._owing[asker] = event.call
            self._endpoint.accept_offer(asker, event.body, now)
            return
        leg, connection = self._find(event.call)
        other = connection.other(leg) if leg is not None and connection is not None else None
        if leg is None or other is None or other.place or leg.stage is not Stage.TALKING:
            self._endpoint.refuse_offer(event.call, 488, now)
        elif other.usage in (*self._asked, *self._asked.values(), *self._owing):
            self._endpoint.refuse_offer(event.call, 491, now)
        else:
            self._asked[other.usage] = leg.usage
            if event.request.method == "UPDATE":
                self._endpoint.update(other.usage, event.body, now)
            else:
                self._endpoint.reinvite(other.usage, event.body, now)
            leg.wish = event.body

    def answered(self, event: OfferAnswered, now: float) -> None:
        """The other phone has answered."""
        leg, _ = self._find(event.call)
        if leg is not None:
            leg.description = event.body
        waiting = self._asked.pop(event.call, None) or self._owing.pop(event.call, None)
        if waiting is None:
            return
        self._endpoint.accept_offer(waiting, event.body, now)
        asker, _ = self._find(waiting)
        if asker is not None and asker.wish:
            asker.description = asker.wish
            self._hold(asker, holding=holds(asker.wish))

    def refused(self, event: OfferRefused, now: float) -> None:
        """The other phone wants nothing of it."""
        waiting = self._asked.pop(event.call, None) or self._owing.pop(event.call, None)
        if waiting is not None:
            self._endpoint.refuse_offer(waiting, event.failure.status, now)

    def told(self, event: InfoReceived, now: float) -> None:
        """A phone sends digits."""
        leg, connection = self._find(event.call)
        other = connection.other(leg) if leg is not None and connection is not None else None
        if other is not None and not other.place:
            self._endpoint.info(other.usage, event.content_type, event.body, now)

    def forget(self, leg: Leg, now: float) -> None:
        """A leg is gone: nobody waits for it any more."""
        for waiting in (self._asked.pop(leg.usage, None), self._owing.pop(leg.usage, None)):
            if waiting is not None:
                self._endpoint.refuse_offer(waiting, 480, now)
        for book in (self._asked, self._owing):
            for asked in [asked for asked, asker in book.items() if asker == leg.usage]:
                del book[asked]

    def _hold(self, leg: Leg, *, holding: bool) -> None:
        if leg.holding == holding:
            return
        leg.holding = holding
        self._report(f"{leg.number} {'holds' if holding else 'takes back'} {leg.peer}")
        self._changed(leg)
        _, connection = self._find(leg.usage)
        other = connection.other(leg) if connection is not None else None
        if other is not None:
            other.held = holding
            self._changed(other)
