"""Places of the built-in PBX where calls are parked."""

from __future__ import annotations

from blfpanel.sim.directory import Directory, User
from blfpanel.sim.legs import Connection, Leg, Side, Stage
from blfpanel.sim.parking import ParkPlaces
from blfpanel.sip.events import Failure, UsageId

SOUND = (
    b"v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"
    b"m=audio 4000 RTP/AVP 8\r\na=sendonly\r\n"
)


class Board:
    """A switchboard that only remembers."""

    def __init__(self) -> None:
        self.legs: dict[UsageId, tuple[Leg, Connection]] = {}

    def legs_of(self, number: str) -> list[Leg]:
        return [leg for leg, _ in self.legs.values() if leg.number == number]

    def find(self, usage: UsageId) -> tuple[Leg, Connection] | tuple[None, None]:
        return self.legs.get(usage, (None, None))

    def join(self, leg: Leg, connection: Connection) -> None:
        self.legs[leg.usage] = leg, connection

    def talk(self, connection: Connection, callee: Leg) -> None:
        connection.callee = callee
        callee.stage = Stage.TALKING


def test_one_call_is_parked_at_a_place() -> None:
    board = Board()
    users = (User("701", "Park 1", "x", place=True), User("207", "Anna", "x"))
    places = ParkPlaces(Directory(users, "pbx.example.org"), board)
    assert places.has("701")
    assert not places.has("207")
    assert places.at("701") is None
    anna = Leg(UsageId(5), "207", Side.CALLER, "200", description=SOUND, holding=True)
    assert places.park(anna, "701") is None
    connection = places.at("701")
    assert connection is not None
    assert connection.caller is anna
    assert b"a=sendonly" not in connection.offer
    assert (anna.peer, anna.holding) == ("701", False)
    assert connection.callee is not None
    assert connection.callee.place
    other = Leg(UsageId(6), "211", Side.CALLER, "200", description=SOUND)
    assert places.park(other, "701") == Failure(486, "Somebody is parked at 701 already")
