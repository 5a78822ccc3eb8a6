"""Calls through the PBX: each is two calls of the core, joined (a back-to-back user agent).

::

    caller's phone        PBX                     phones of the callee
      | ---- INVITE ----> | ---- INVITE --------> | | one leg each, all at once
      | <---- 180 ------- | <---- 180 ----------- |
      | <---- 200 ------- | <---- 200 ----------- | the first answer wins
      |                   | ---- CANCEL ----------> |
      | ================ sound, directly ======== |

A pick-up puts the phone that asks for it in the callee's place.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote

from blfpanel.body.sdp import NegotiationError
from blfpanel.panel.profiles.mannerisms import Takes
from blfpanel.sim.bridge import Bridge
from blfpanel.sim.directory import Directory, number_of
from blfpanel.sim.legs import Connection, Leg, Side, Stage
from blfpanel.sim.offers import join
from blfpanel.sim.parking import ParkPlaces
from blfpanel.sim.registrar import Registrar
from blfpanel.sim.takeover import Name, Takeovers, Wish
from blfpanel.sim.transfers import Transfers
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    CallRedirected,
    Failure,
    IncomingCall,
    UsageId,
)
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.header_values import Replaces
from blfpanel.sip.syntax.uri import NameAddr
from blfpanel.sip.timers import TimerQueue

#: Keeps the other phones of a user from telling of a missed call (RFC 3326 §2).
_ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"'


class _Timer(enum.Enum):
    NO_ANSWER = "no answer"


class Switchboard:
    """Connects phones.

    Args:
        endpoint: makes and takes the calls.
        directory: who has which number.
        registrar: where the phones are.
        ids: for session ids.
        timers: shared with the rest of the PBX.
        takes: which pick-ups it takes.
        pickup_codes: templates of the numbers that take a call ringing at ``{ext}``.
        names_of: by which names a leg is known to those who want to take it over.
        no_answer: how long phones ring, seconds.
        changed: told of each leg that entered a stage.
        report: told in words what happened.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        directory: Directory,
        registrar: Registrar,
        ids: Ids,
        timers: TimerQueue,
        *,
        takes: Takes,
        pickup_codes: tuple[str, ...],
        names_of: Callable[[Leg], Iterable[Name]],
        no_answer: float,
        changed: Callable[[Leg], None],
        report: Callable[[str], None],
    ) -> None:
        self._endpoint = endpoint
        self._directory = directory
        self._registrar = registrar
        self._ids = ids
        self._timers = timers
        self._takes = takes
        self._takeovers = Takeovers(
            takes, pickup_codes, lambda: list(self._legs.values()), names_of
        )
        self._no_answer = no_answer
        self._changed = changed
        self._report = report
        self._legs: dict[UsageId, tuple[Leg, Connection]] = {}
        self._parked = ParkPlaces(directory, self)
        self.bridge = Bridge(endpoint, self.find, changed=changed, report=report)
        self.transfers = Transfers(endpoint, self, report)

    def find(self, usage: UsageId) -> tuple[Leg, Connection] | tuple[None, None]:
        """The leg of a call and its connection."""
        return self._legs.get(usage, (None, None))

    def named(self, replaces: Replaces) -> tuple[Leg, Connection] | tuple[None, None]:
        """The leg whose dialog a Replaces names, with the tags as we see them (RFC 3891 §3)."""
        name = replaces.call_id, replaces.to_tag, replaces.from_tag
        for leg, connection in self._legs.values():
            if (leg.call_id, leg.our_tag, leg.phone_tag) == name:
                return leg, connection
        return None, None

    def connections(self) -> list[Connection]:
        """All connections, oldest first."""
        return list(dict.fromkeys(connection for _, connection in self._legs.values()))

    def legs_of(self, number: str) -> list[Leg]:
        """What the phones of ``number`` take part in, oldest first."""
        return [leg for leg, _ in self._legs.values() if leg.number == number]

    # --- events of the core ---

    def incoming(self, event: IncomingCall, now: float) -> None:
        """An authenticated INVITE."""
        number = number_of(event.request.target)
        caller = number_of(event.caller.uri)
        if not event.request.body:
            # An offer that comes with the answer would have to wait for our own ACK.
            self._refuse(event, 488, "The INVITE needs an offer", now)
        elif (parked := self._parked.at(number)) is not None:
            self._give_away(event, parked, now)
        elif (wish := self._takeovers.wish(event.request, number, caller)) is not None:
            self._grant(event, wish, now)
        else:
            self._route(event, number, now)

    def progressed(self, event: CallProgressed, now: float) -> None:
        """A phone rings."""
        leg, connection = self._legs.get(event.call, (None, None))
        if leg is None or connection is None:
            return
        self._note_dialog(leg)
        response = event.response
        if self.transfers.running(connection):
            self.transfers.rings(connection, response.status, response.reason, now)
        else:
            self._endpoint.progress(
                connection.caller.usage, now, status=response.status, body=response.body
            )
        if leg.stage is Stage.TRYING and response.status in (180, 183):
            self._report(f"{leg.number} rings for {leg.peer}")
            self._enter(leg, Stage.RINGING)
            if connection.caller.stage is Stage.TRYING:
                self._enter(connection.caller, Stage.RINGING)

    def established(self, event: CallEstablished, now: float) -> None:
        """A phone answered; for the caller's own side it is only the ACK."""
        leg, connection = self._legs.get(event.call, (None, None))
        if leg is None or connection is None or leg not in connection.ringing:
            return
        self._note_dialog(leg)
        connection.ringing.remove(leg)
        leg.description = event.body
        if self.transfers.running(connection):
            self.stop_ringing(connection, now, _ELSEWHERE)
            self.transfers.answered(connection, leg, now)
            return
        self._endpoint.answer(
            connection.caller.usage, event.body, now, headers=self.identity(leg.number)
        )
        self.stop_ringing(connection, now, _ELSEWHERE)
        self._report(f"{leg.number} answers {leg.peer}")
        self.talk(connection, leg)

    def redirected(self, event: CallRedirected, now: float) -> None:
        """A phone forwards the call; this PBX does not follow."""
        self._phone_failed(event.call, Failure(480, "Forwarded elsewhere"), now)

    def ended(self, event: CallEnded, now: float) -> None:
        """A phone ended its part, or never took it up."""
        leg, connection = self._legs.get(event.call, (None, None))
        if leg is None or connection is None:
            return
        if leg in connection.ringing:
            self._phone_failed(event.call, event.failure or Failure(480, "Ended"), now)
            return
        self._drop(leg, now)
        self._report(f"{leg.number} hangs up on {leg.peer}")
        other = connection.other(leg)
        if not self.transfers.left(leg, now) and other is not None:
            self.part(other, now, event.reason)
        self.stop_ringing(connection, now, event.reason)

    # --- making connections ---

    def _route(self, event: IncomingCall, number: str, now: float) -> None:
        caller = self._add_caller(event, peer=number)
        connection = Connection(caller, event.request.body, self._unanswered)
        failure = self._unreachable(number)
        if failure is not None:
            self._refuse(event, failure.status, failure.reason, now)
            return
        self._legs[caller.usage] = caller, connection
        self._report(f"{caller.number} calls {number}")
        self._enter(caller, Stage.TRYING)
        self.ring(connection, number, now)

    def _unreachable(self, number: str) -> Failure | None:
        if self._directory.find(number) is None:
            return Failure(404, f"Nobody has the number {number}")
        if not self._registrar.bindings(number):
            return Failure(480, f"No phone of {number} is registered")
        return None

    def ring(self, connection: Connection, number: str, now: float) -> Failure | None:
        """Call the phones of ``number`` for a connection's caller; why that cannot be."""
        failure = self._unreachable(number)
        if failure is not None:
            return failure
        caller = connection.caller
        for phone in self._registrar.bindings(number):
            spec = CallSpec(
                uri=phone.uri,
                body=connection.offer,
                caller=self._directory.name_addr(caller.number),
                to=NameAddr(None, self._directory.uri(number)),
                hop=phone.flow,
                headers=self.identity(caller.number),
            )
            leg = Leg(self._endpoint.call(None, spec, now), number, Side.CALLEE, caller.number)
            connection.ringing.append(leg)
            self._legs[leg.usage] = leg, connection
        self._timers.start(connection, _Timer.NO_ANSWER, now + self._no_answer)
        return None

    def _unanswered(self, connection: Connection, now: float) -> None:
        caller = connection.caller
        self._report(f"{caller.peer} does not answer {caller.number}")
        self.stop_ringing(connection, now)
        self._drop(caller, now)
        self._endpoint.reject(caller.usage, 480, now, f"{caller.peer} does not answer")

    def _phone_failed(self, usage: UsageId, failure: Failure, now: float) -> None:
        leg, connection = self._legs.get(usage, (None, None))
        if leg is None or connection is None or leg not in connection.ringing:
            return
        connection.ringing.remove(leg)
        connection.failures.append(failure)
        self._drop(leg, now)
        if connection.ringing:
            return
        self._timers.stop(connection, _Timer.NO_ANSWER)
        caller = connection.caller
        final = _worst(connection.failures)
        self._report(f"{leg.number} refuses {leg.peer}: {final}")
        if self.transfers.running(connection):
            self.transfers.failed(connection, final, now)
            return
        self._drop(caller, now)
        self._endpoint.reject(caller.usage, final.status, now, final.reason)

    # --- picking up ---

    def _grant(self, event: IncomingCall, wish: Wish, now: float) -> None:
        leg, connection = wish.leg, wish.connection
        if leg is None or connection is None:
            self._refuse_pickup(event, wish, now)
        elif leg is connection.callee:
            self._give_away(event, connection, now)
        elif wish.by_code and self._takes.redirects:
            self._send_on(event, leg, connection, now)
        else:
            self._take(event, connection, leg.number, now)

    def _refuse_pickup(self, event: IncomingCall, wish: Wish, now: float) -> None:
        if wish.refusal != 200:
            self._refuse(event, wish.refusal, wish.why, now)
            return
        joined = self._joined(event, event.request.body, now)
        if joined is not None:
            self._report(f"{number_of(event.caller.uri)} hears a word and no more: {wish.why}")
            self._endpoint.answer(event.call, joined[0], now)
            self._endpoint.hang_up(event.call, now)

    def _send_on(self, event: IncomingCall, leg: Leg, connection: Connection, now: float) -> None:
        """Let the phone that asks send the Replaces itself, as RFC 3891 has it, else reversed."""
        caller = self._directory.uri(connection.caller.number)
        targets = tuple(
            replace(caller, headers=(("Replaces", quote(value, "")), ("Require", "replaces")))
            for value in (
                f"{leg.call_id};to-tag={leg.our_tag};from-tag={leg.phone_tag}",
                f"{leg.call_id};to-tag={leg.phone_tag};from-tag={leg.our_tag}",
            )
        )
        self._report(f"{number_of(event.caller.uri)} is sent to {connection.caller.number}")
        self._endpoint.redirect(event.call, targets, now)

    def _give_away(self, event: IncomingCall, connection: Connection, now: float) -> None:
        """Put the phone that calls into the place of one that has answered."""
        caller, callee = connection.caller, connection.callee
        joined = self._joined(event, connection.offer, now)
        if joined is None or callee is None:
            return
        picker = self._add_caller(event, peer=caller.number)
        self._legs[picker.usage] = picker, connection
        self._endpoint.answer(picker.usage, joined[1], now, headers=self.identity(caller.number))
        self._endpoint.reinvite(caller.usage, joined[0], now)
        self.part(callee, now, _ELSEWHERE)
        caller.peer = picker.number
        self._report(f"{picker.number} takes {caller.number}'s call away from {callee.number}")
        self.talk(connection, picker)

    def _take(self, event: IncomingCall, connection: Connection, number: str, now: float) -> None:
        """Put the phone that calls into the place of the phones that ring."""
        caller = connection.caller
        joined = self._joined(event, connection.offer, now)
        if joined is None:
            return
        to_caller, to_picker = joined
        picker = self._add_caller(event, peer=caller.number)
        self._legs[picker.usage] = picker, connection
        self._endpoint.answer(picker.usage, to_picker, now, headers=self.identity(caller.number))
        self._endpoint.answer(caller.usage, to_caller, now, headers=self.identity(picker.number))
        self.stop_ringing(connection, now, _ELSEWHERE)
        caller.peer = picker.number
        self._report(f"{picker.number} picks up {caller.number}'s call to {number}")
        self.talk(connection, picker)

    def _joined(self, event: IncomingCall, offer: bytes, now: float) -> tuple[bytes, bytes] | None:
        """Answers to ``offer`` and to that of ``event``; None if that had to be refused."""
        session = int(self._ids.token(32), 16)
        try:
            return join(offer, event.request.body, session)
        except NegotiationError as problem:
            self._refuse(event, 488, str(problem), now)
            return None

    # --- inside ---

    def _add_caller(self, event: IncomingCall, peer: str) -> Leg:
        leg = Leg(event.call, number_of(event.caller.uri), Side.CALLER, peer)
        leg.description = event.request.body
        self._note_dialog(leg)
        return leg

    def _note_dialog(self, leg: Leg) -> None:
        for dialog in self._endpoint.dialogs_of(leg.usage)[-1:]:
            leg.call_id = dialog.call_id
            leg.phone_tag = dialog.remote_tag
            leg.our_tag = dialog.local_tag

    def talk(self, connection: Connection, callee: Leg) -> None:
        """The two are connected."""
        self._timers.stop(connection, _Timer.NO_ANSWER)
        connection.callee = callee
        self._enter(callee, Stage.TALKING)
        self._enter(connection.caller, Stage.TALKING)

    def join(self, leg: Leg, connection: Connection) -> None:
        """A leg belongs to another connection now."""
        self._legs[leg.usage] = leg, connection

    def park(self, leg: Leg, number: str) -> Failure | None:
        """Park a leg at a place; why that cannot be."""
        return self._parked.park(leg, number)

    def is_place(self, number: str) -> bool:
        """Whether calls are parked at a number."""
        return self._parked.has(number)

    def part(self, leg: Leg, now: float, reason: str | None = None) -> None:
        """Hang up on a phone; nothing if that has ended already."""
        if leg.usage not in self._legs:
            return
        self._drop(leg, now)
        if not leg.place:
            self._endpoint.hang_up(leg.usage, now, reason)

    def stop_ringing(self, connection: Connection, now: float, reason: str | None = None) -> None:
        """Let all phones that ring be silent."""
        self._timers.stop(connection, _Timer.NO_ANSWER)
        for leg in connection.ringing:
            self._drop(leg, now)
            self._endpoint.hang_up(leg.usage, now, reason)
        connection.ringing.clear()

    def _enter(self, leg: Leg, stage: Stage) -> None:
        leg.stage = stage
        self._changed(leg)

    def _drop(self, leg: Leg, now: float) -> None:
        """Forget a leg; what the core still says of it is heeded no more."""
        del self._legs[leg.usage]
        self.bridge.forget(leg, now)
        self._enter(leg, Stage.ENDED)

    def identity(self, number: str) -> tuple[tuple[str, str], ...]:
        """Who is at the other end (RFC 3325)."""
        return (("P-Asserted-Identity", str(self._directory.name_addr(number))),)

    def _refuse(self, event: IncomingCall, status: int, reason: str, now: float) -> None:
        self._report(f"{number_of(event.caller.uri)} is refused: {reason} [{status}]")
        self._endpoint.reject(event.call, status, now, reason)


def _worst(failures: list[Failure]) -> Failure:
    """What the caller hears when no phone took the call (RFC 3261 §16.7, in short)."""
    for failure in failures:
        if failure.status >= 600:
            return failure
    for failure in failures:
        if failure.status == 486:
            return failure
    first = failures[0]
    return Failure(480, first.reason) if first.local or first.status in (401, 407) else first
