"""Places where calls are parked: transferred there by one, fetched by whoever calls the place."""

from __future__ import annotations

import itertools
from typing import Protocol

from blfpanel.sim.directory import Directory
from blfpanel.sim.legs import Connection, Leg, Side
from blfpanel.sim.offers import unheld
from blfpanel.sip.events import Failure, UsageId


class Board(Protocol):
    """What parking needs of the switchboard."""

    def legs_of(self, number: str) -> list[Leg]:
        """What takes part in calls at a number."""

    def find(self, usage: UsageId) -> tuple[Leg, Connection] | tuple[None, None]:
        """The leg of a call and its connection."""

    def join(self, leg: Leg, connection: Connection) -> None:
        """A leg belongs to another connection now."""

    def talk(self, connection: Connection, callee: Leg) -> None:
        """The two are connected."""


class ParkPlaces:
    """The places of a PBX.

    Args:
        directory: which numbers are places.
        board: the switchboard.
    """

    def __init__(self, directory: Directory, board: Board) -> None:
        self._directory = directory
        self._board = board
        #: the core counts its usages upwards from one
        self._numbers = itertools.count(-1, -1)

    def has(self, number: str) -> bool:
        """Whether calls are parked at a number."""
        user = self._directory.find(number)
        return user is not None and user.place

    def at(self, number: str) -> Connection | None:
        """The connection of who is parked at a place; None where nobody is."""
        legs = self._board.legs_of(number) if self.has(number) else []
        return self._board.find(legs[0].usage)[1] if legs else None

    def park(self, moved: Leg, number: str) -> Failure | None:
        """Park a leg; why that cannot be."""
        if self.at(number) is not None:
            return Failure(486, f"Somebody is parked at {number} already")
        connection = Connection(moved, unheld(moved.description), lambda parked, now: None)
        place = Leg(UsageId(next(self._numbers)), number, Side.CALLEE, moved.number, place=True)
        place.call_id, place.phone_tag = moved.call_id, moved.phone_tag
        place.our_tag = moved.our_tag
        self._board.join(moved, connection)
        self._board.join(place, connection)
        moved.peer = number
        moved.holding = moved.held = False
        self._board.talk(connection, place)
        return None
