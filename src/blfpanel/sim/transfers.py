"""Transfers: the PBX does itself what a REFER asks for, as most do.

::

    207 ── 211                  207 transfers 211 to 214
    207 ── REFER ─► PBX ── INVITE ─► 214
    207 ◄─ NOTIFY ─ PBX ◄─ 200 ────  214
    207 ◄── BYE ─── PBX ── re-INVITE ─► 211

With a Replaces that names another call of the same phone, the two who are left are joined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from blfpanel.sim.directory import number_of
from blfpanel.sim.legs import Connection, Leg, Stage
from blfpanel.sim.offers import unheld
from blfpanel.sip.calls.refer import replaces_in
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import Failure, ReferReceived, UsageId
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.header_values import Replaces


class Board(Protocol):
    """What a transfer needs of the switchboard."""

    def find(self, usage: UsageId) -> tuple[Leg, Connection] | tuple[None, None]:
        """The leg of a call and its connection."""

    def named(self, replaces: Replaces) -> tuple[Leg, Connection] | tuple[None, None]:
        """The leg whose dialog this is, as its phone sees it."""

    def ring(self, connection: Connection, number: str, now: float) -> Failure | None:
        """Call the phones of ``number`` for a connection's caller; why that cannot be."""

    def join(self, leg: Leg, connection: Connection) -> None:
        """A leg belongs to another connection now."""

    def talk(self, connection: Connection, callee: Leg) -> None:
        """The two are connected."""

    def part(self, leg: Leg, now: float) -> None:
        """Hang up on a phone; nothing if that has ended already."""

    def stop_ringing(self, connection: Connection, now: float) -> None:
        """Let all phones that ring be silent."""

    def park(self, leg: Leg, number: str) -> Failure | None:
        """Park a leg at a place; why that cannot be."""

    def is_place(self, number: str) -> bool:
        """Whether calls are parked at a number."""

    def identity(self, number: str) -> tuple[tuple[str, str], ...]:
        """Headers that say who somebody is."""


@dataclass(slots=True, eq=False)
class Transfer:
    """A transfer whose target is being called.

    Attributes:
        refer: the REFER, whose sender is told how it gets on.
        by: the leg of who asked for it.
        before: the connection that ends if it succeeds.
    """

    refer: UsageId
    by: Leg
    before: Connection


class Transfers:
    """Does what REFERs ask for.

    Args:
        endpoint: has the calls.
        board: the switchboard.
        report: told in words what happened.
    """

    def __init__(self, endpoint: Endpoint, board: Board, report: Callable[[str], None]) -> None:
        self._endpoint = endpoint
        self._board = board
        self._report = report
        self._running: dict[Connection, Transfer] = {}

    def running(self, connection: Connection) -> bool:
        """Whether this connection is being made by a transfer."""
        return connection in self._running

    def moving(self, leg: Leg) -> Connection | None:
        """The connection that a leg is being transferred to."""
        return next((each for each in self._running if each.caller is leg), None)

    def asked(self, event: ReferReceived, now: float) -> None:
        """A phone wants the other one to be connected with somebody else."""
        by, connection = self._board.find(event.call) if event.call else (None, None)
        moved = connection.other(by) if by is not None and connection is not None else None
        if by is None or connection is None or moved is None or by.stage is not Stage.TALKING:
            self._endpoint.reject_refer(event.refer, 403, now)
            return
        self._endpoint.accept_refer(event.refer, now)
        replaces = replaces_in(event.refer_to)
        if self.moving(moved) is not None:
            self._endpoint.report_refer(event.refer, 491, "", now)
        elif replaces is not None:
            self._attended(Transfer(event.refer, by, connection), moved, replaces, now)
        else:
            number = number_of(event.refer_to.uri)
            transfer = Transfer(event.refer, by, connection)
            if self._board.is_place(number):
                self._park(transfer, moved, number, now)
            else:
                self._blind(transfer, moved, number, now)

    # --- to a place ---

    def _park(self, transfer: Transfer, moved: Leg, number: str, now: float) -> None:
        failure = self._board.park(moved, number)
        if failure is not None:
            self._endpoint.report_refer(transfer.refer, failure.status, failure.reason, now)
            return
        self._report(f"{transfer.by.number} parks {moved.number} at {number}")
        self._end(transfer, now)

    # --- blind ---

    def _blind(self, transfer: Transfer, moved: Leg, number: str, now: float) -> None:
        connection = Connection(
            moved, unheld(moved.description), lambda new, at: self.failed(new, _NO_ANSWER, at)
        )
        self._report(f"{transfer.by.number} transfers {moved.number} to {number}")
        self._running[connection] = transfer
        failure = self._board.ring(connection, number, now)
        if failure is not None:
            self.failed(connection, failure, now)

    def rings(self, connection: Connection, status: int, reason: str, now: float) -> None:
        """A phone of the target rings."""
        self._endpoint.report_refer(self._running[connection].refer, status, reason, now)

    def answered(self, connection: Connection, callee: Leg, now: float) -> None:
        """The target answered: connect it with who is transferred."""
        transfer = self._running.pop(connection)
        moved = connection.caller
        self._board.join(moved, connection)
        self._reoffer(moved, callee, now)
        self._end(transfer, now)
        self._report(f"{callee.number} answers {moved.number}")
        self._meet(connection, moved, callee)

    def failed(self, connection: Connection, failure: Failure, now: float) -> None:
        """Nobody answered: all is as before, unless nobody is there to go back to."""
        transfer = self._running.pop(connection)
        self._board.stop_ringing(connection, now)
        self._report(f"The transfer of {connection.caller.number} fails: {failure}")
        self._endpoint.report_refer(transfer.refer, failure.status, failure.reason, now)
        if transfer.by.stage is Stage.ENDED:
            self._board.part(connection.caller, now)

    def left(self, leg: Leg, now: float) -> bool:
        """A phone hung up: True if the other one is to wait for its new partner."""
        for connection, transfer in list(self._running.items()):
            if leg is transfer.by:
                return True
            if leg is connection.caller:
                self.failed(connection, Failure(487, "The caller has hung up"), now)
        return False

    # --- attended ---

    def _attended(self, transfer: Transfer, moved: Leg, text: str, now: float) -> None:
        try:
            replaces = Replaces.parse(text)
        except SipParseError:
            self._endpoint.report_refer(transfer.refer, 400, "", now)
            return
        mine, other = self._board.named(replaces)
        target = other.other(mine) if mine is not None and other is not None else None
        if mine is None or target is None or mine.stage is not Stage.TALKING or target is moved:
            self._endpoint.report_refer(transfer.refer, 481, "", now)
            return
        self._report(f"{transfer.by.number} connects {moved.number} with {target.number}")
        connection = Connection(moved, moved.description, lambda new, at: None)
        self._board.join(moved, connection)
        self._board.join(target, connection)
        self._reoffer(moved, target, now)
        self._reoffer(target, moved, now)
        self._end(transfer, now)
        self._board.part(mine, now)
        self._meet(connection, moved, target)

    # --- inside ---

    def _reoffer(self, leg: Leg, other: Leg, now: float) -> None:
        """Let a phone talk with another one from now on."""
        identity = self._board.identity(other.number)
        self._endpoint.reinvite(leg.usage, unheld(other.description), now, identity)

    def _end(self, transfer: Transfer, now: float) -> None:
        self._endpoint.report_refer(transfer.refer, 200, "OK", now)
        self._board.part(transfer.by, now)

    def _meet(self, connection: Connection, moved: Leg, callee: Leg) -> None:
        moved.peer, callee.peer = callee.number, moved.number
        for leg in (moved, callee):
            leg.holding = leg.held = False
        self._board.talk(connection, callee)


_NO_ANSWER = Failure(480, "No answer")
