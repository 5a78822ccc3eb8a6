from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from blfpanel.body.sdp import AudioAgreement, SessionDescription, negotiate
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.cast import PEOPLE
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sim.people import People
from blfpanel.sim.scenario import Outcome, PlannedCall, office_day
from blfpanel.sip.events import CallEnded, CallEstablished, CallProgressed, EndedBy, IncomingCall
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from support.link import Network
from support.office import DOMAIN, PBX, Telephone

VOICE = ("192.0.2.9", 4000)


class Media:
    """Sound that only notes what becomes of it."""

    local_address = ("192.0.2.9", 6000)

    def __init__(self) -> None:
        self.done: list[str] = []

    def open(self, local_ip: str) -> Media:
        self.done.append(f"opened at {local_ip}")
        return self

    def start(self, agreement: AudioAgreement) -> None:
        self.done.append(f"sends to {agreement.remote}")

    def stop(self) -> None:
        self.done.append("stopped")


class Town:
    """A PBX, its people and, where a test wants one, the telephone of 200.

    ``calls`` is the timetable; None is a whole day by chance.
    """

    def __init__(
        self, calls: Sequence[PlannedCall] | None = (), *, seed: int = 3, loss: float = 0.0
    ) -> None:
        self.said: list[str] = []
        self.media = Media()
        desk = User("200", "Desk", "secret-200", frozenset())
        self.pbx = Pbx(
            (*PEOPLE, desk),
            load_profiles()["rfc"],
            Ids(random.Random(1)),
            PbxSettings(DOMAIN),
            report=lambda line: self.said.append(f"{self.network.now:.1f} {line}"),
        )
        chance = random.Random(seed)
        day = office_day([user.number for user in PEOPLE], chance)
        self.people = People(
            PEOPLE,
            Target("udp", "192.0.2.1", 5060),
            DOMAIN,
            day if calls is None else iter(calls),
            Ids(random.Random(2)),
            chance,
            VOICE,
            self.media,
        )
        self.network = Network(
            {PBX: self.pbx, "people": self.people}, seed=seed, loss=loss, delay=0.01
        )
        self.people.start(0.0)

    def settle(self) -> None:
        self.network.run_for(0.1)

    def desk(self) -> Telephone:
        self.network.address["desk"] = ("192.0.2.50", 5062)
        phone = Telephone(self, "200", "desk", "udp")
        self.network.peers["desk"] = phone.endpoint
        phone.register()
        return phone


def story(town: Town) -> list[str]:
    """What happened, without registrations."""
    return [line for line in town.said if "regist" not in line]


def test_everybody_registers() -> None:
    town = Town()
    town.settle()
    assert town.people.all_there
    assert [town.pbx.registered(user.number) for user in PEOPLE] == [1] * len(PEOPLE)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (
            Outcome.ANSWERED,
            ["5.0 207 rings for 211", "9.0 207 answers 211", "15.1 211 hangs up on 207"],
        ),
        (Outcome.UNANSWERED, ["5.0 207 rings for 211", "9.0 211 hangs up on 207"]),
        (Outcome.BUSY, ["5.0 207 refuses 211: Busy Here [486]"]),
        (Outcome.REJECTED, ["5.0 207 rings for 211", "9.0 207 refuses 211: Decline [603]"]),
    ],
)
def test_people_do_as_the_timetable_says(outcome: Outcome, expected: list[str]) -> None:
    town = Town([PlannedCall(at=5, caller="211", callee="207", ring=4, talk=6, outcome=outcome)])
    town.network.run(60)
    assert town.media.done == []
    assert story(town) == ["5.0 211 calls 207", *expected]
    assert town.pbx.calls() == []


def test_another_timetable_begins_when_it_is_given() -> None:
    town = Town([PlannedCall(at=5, caller="203", callee="204")])
    town.network.run(3)
    calls = [PlannedCall(at=4, caller="211", callee="207", ring=1, talk=1)]
    town.people.follow(iter(calls), town.network.now)
    town.network.run(60)
    assert story(town)[:2] == ["7.0 211 calls 207", "7.0 207 rings for 211"]
    assert len(story(town)) == 4


def test_who_is_talking_already_is_busy() -> None:
    town = Town(
        [
            PlannedCall(at=5, caller="211", callee="207", ring=1, talk=20),
            PlannedCall(at=10, caller="203", callee="207"),
            PlannedCall(at=11, caller="211", callee="204"),
        ]
    )
    town.network.run(20)
    assert story(town)[3:] == ["10.0 203 calls 207", "10.0 207 refuses 203: Busy Here [486]"]


def test_people_answer_strangers_talk_a_while_and_hang_up() -> None:
    town = Town()
    desk = town.desk()
    town.settle()
    desk.call("207")
    assert desk.last(CallProgressed).response.status == 180
    town.network.run_for(5)
    answer = SessionDescription.parse(desk.last(CallEstablished).body)
    heard = negotiate(SessionDescription.parse(desk.offer()), answer)
    assert heard.remote == town.media.local_address
    assert town.media.done == ["opened at 192.0.2.9", "sends to ('192.0.2.50', 6062)"]
    town.network.run_for(45)
    assert desk.last(CallEnded).by is EndedBy.REMOTE
    assert town.media.done[2:] == ["stopped"]


def test_who_offers_no_sound_they_know_is_refused() -> None:
    town = Town()
    desk = town.desk()
    town.settle()
    desk.call("207", body=desk.offer().replace(b"AVP 8 0", b"AVP 18"))
    town.network.run_for(5)
    failure = desk.last(CallEnded).failure
    assert failure is not None
    assert failure.status == 488
    assert town.media.done == ["opened at 192.0.2.9", "stopped"]


def test_people_call_strangers_who_plan_nothing_and_give_up_at_last() -> None:
    town = Town([PlannedCall(at=5, caller="211", callee="200", ring=4)])
    desk = town.desk()
    town.network.run(10)
    assert desk.last(IncomingCall).caller.display == "Peter Lang"
    town.network.run(40)
    assert desk.last(CallEnded).by is EndedBy.REMOTE


def test_a_call_between_people_can_be_picked_up() -> None:
    town = Town([PlannedCall(at=5, caller="211", callee="207", ring=4, talk=6)])
    desk = town.desk()
    town.network.run(7)
    desk.call("**207")
    assert desk.events(CallEstablished)
    town.network.run(20)
    assert desk.last(CallEnded).by is EndedBy.REMOTE
    assert story(town)[-1] == "13.0 211 hangs up on 200"


def test_all_leave_when_told() -> None:
    town = Town([PlannedCall(at=5, caller="211", callee="207", ring=4, talk=60)])
    town.network.run(12)
    town.people.stop(town.network.now)
    town.settle()
    assert town.people.all_gone
    assert town.pbx.calls() == []
    assert town.pbx.registered("207") == 0


def test_the_same_seed_gives_the_same_day() -> None:
    first, again, other = (town_after(seed) for seed in (5, 5, 6))
    assert first == again != other


def town_after(seed: int) -> list[str]:
    town = Town(None, seed=seed)
    town.network.run(30)
    return story(town)


def test_a_bad_network_costs_time_but_no_call_hangs() -> None:
    """One datagram in seven is lost; all that begins must end all the same."""
    town = Town(None, loss=0.15)
    town.network.run(120)
    assert len([line for line in story(town) if " answers " in line]) > 5
    town.people.stop(town.network.now)
    town.network.run_for(70)
    assert town.pbx.calls() == []
    assert town.people.all_gone
