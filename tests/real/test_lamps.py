"""Real PBXes judge the lamps: what phones do, and what blfpanel shows of it.

Phones 1, 2 and 4 are SIPp's; blfpanel is phone 3 and watches the others. What a PBX does not tell
cannot be shown: the tables say what each one shows instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from real.blfpanel import Command
from real.lamps import Lamps
from real.pbx import Pbx
from real.sipp import Phone

Run = Callable[..., Command]
MakePhone = Callable[[str], Phone]

#: Until all lamps are in doubt after the PBX has fallen silent; UDP tells nothing by itself.
NOTICED = 62.0
#: Until all lamps are right again after the PBX is back.
BACK = 30.0
EXPIRES = 10  #: seconds; the shortest registration that all of them grant


@dataclass(frozen=True, slots=True)
class Habit:
    """What a PBX tells of a situation, as the lamp shows it.

    Attributes:
        calling: of the caller, while it rings at the far end.
        holder: of the party that holds a call.
        held: of the party that is held.
        declined: the status a caller gets when the callee answers 603.
        profile: the name it is recognised by.
        grace: for how long it still calls a phone whose registration has run out, seconds.
    """

    calling: str
    holder: str
    held: str
    declined: int
    profile: str
    grace: int = 0


HABITS = {
    "Kamailio": Habit("busy calling", "busy talking", "busy talking", 603, "kamailio"),
    "Asterisk 22": Habit("busy talking", "busy talking", "busy held", 503, "asterisk"),
    "Asterisk 16": Habit("busy talking", "busy held", "busy talking", 486, "asterisk-chansip", 10),
}


class Office:
    """Phones 1 (a), 2 (b) and 4 (c), all registered, and the lamps of all three."""

    def __init__(self, pbx: Pbx, phone: MakePhone, blfpanel: Run, *options: str) -> None:
        self.habit = HABITS[pbx.name]
        self.a, self.b, self.c = (pbx.number(index) for index in (1, 2, 4))
        self.phone = {number: phone(number) for number in (self.a, self.b, self.c)}
        self.watch = blfpanel("watch", self.a, self.b, self.c, *options)
        self.lamps = Lamps(self.watch)
        self.show("idle", "idle", "idle")

    def show(self, a: str, b: str, c: str, *, within: float = 10.0) -> None:
        """Waits until these are the lamps."""
        self.lamps.become({self.a: a, self.b: b, self.c: c}, within=within)

    def doubt_all(self, *, within: float) -> None:
        """Waits until each lamp is stale or unknown."""
        deadline = time.monotonic() + within
        while not all(words.endswith("?") or words == "unknown" for words in self.shown()):
            assert time.monotonic() < deadline, f"The PBX is gone, the lamps show {self.shown()}"
            time.sleep(0.1)

    def shown(self) -> list[str]:
        """What the three lamps show."""
        shown = self.lamps.shown()
        return [shown[number] for number in (self.a, self.b, self.c)]

    def call_and_compare(self) -> None:
        """Registers a and b anew; a call between them shows."""
        for number in (self.a, self.b):
            self.phone[number].register()
        self.phone[self.b].answer(ring=1.0)
        self.phone[self.a].call(self.b, talk=1.5)
        self.show(self.habit.calling, "alerting ringing", "idle")
        self.show("busy talking", "busy talking", "idle")
        self.show("idle", "idle", "idle")


@pytest.fixture
def office(pbx: Pbx, phone: MakePhone, blfpanel: Run) -> Office:
    """A PBX with three phones at rest and a watcher."""
    return Office(pbx, phone, blfpanel)


def test_a_call_that_is_answered(office: Office) -> None:
    answering = office.phone[office.b].answer(ring=1.5)
    calling = office.phone[office.a].call(office.b, talk=1.5)
    office.show(office.habit.calling, "alerting ringing", "idle")
    office.show("busy talking", "busy talking", "idle")
    calling.finish()
    answering.finish()
    office.show("idle", "idle", "idle")
    story = office.lamps.story(office.b)
    assert story[-4:] == ["idle", "alerting ringing", "busy talking", "idle"]
    assert office.watch.lines[-1]["profile"] == office.habit.profile


def test_a_call_that_the_called_one_ends(office: Office) -> None:
    answering = office.phone[office.b].answer(ring=0.5, talk=1.5)
    calling = office.phone[office.a].call(office.b)
    office.show("busy talking", "busy talking", "idle")
    calling.finish()
    answering.finish()
    office.show("idle", "idle", "idle")


def test_a_call_that_is_given_up(office: Office) -> None:
    ringing = office.phone[office.b].answer(ring=20)
    calling = office.phone[office.a].call(office.b, patience=1.5)
    office.show(office.habit.calling, "alerting ringing", "idle")
    calling.finish()
    assert "487 Request Terminated" in ringing.finish()
    office.show("idle", "idle", "idle")
    assert "busy talking" not in office.lamps.story(office.b)


@pytest.mark.parametrize("status", ["486 Busy Here", "603 Decline"])
def test_a_call_that_is_refused(office: Office, status: str) -> None:
    refusing = office.phone[office.b].reject(status, ring=1.5)
    expected = 486 if status.startswith("486") else office.habit.declined
    calling = office.phone[office.a].call(office.b, refusal=expected)
    office.show(office.habit.calling, "alerting ringing", "idle")
    refusing.finish()
    calling.finish()
    office.show("idle", "idle", "idle")
    assert "busy talking" not in office.lamps.story(office.b)


def test_a_call_that_is_held_and_resumed(office: Office) -> None:
    holding = office.phone[office.b].hold(ring=0.5, talk=1.5, hold=2.0)
    calling = office.phone[office.a].call(office.b, talk=7.0)
    office.show("busy talking", "busy talking", "idle")
    if "busy held" in (office.habit.held, office.habit.holder):
        office.show(office.habit.held, office.habit.holder, "idle")
    office.show("busy talking", "busy talking", "idle")
    calling.finish()
    holding.finish()
    office.show("idle", "idle", "idle")
    told = {each for number in (office.a, office.b) for each in office.lamps.story(number)}
    assert ("busy held" in told) == ("busy held" in (office.habit.held, office.habit.holder))


@pytest.mark.parametrize("pbx", ["asterisk22", "asterisk16"], indirect=True)
def test_a_call_that_is_transferred(office: Office) -> None:
    answering = office.phone[office.c].answer(ring=1.5)
    transferring = office.phone[office.b].transfer(office.c, ring=0.5, talk=1.5)
    calling = office.phone[office.a].call(office.b, talk=6.0)
    office.show("busy talking", "busy talking", "idle")
    office.lamps.become({office.b: "idle", office.c: "alerting ringing"})
    office.show("busy talking", "idle", "busy talking")
    transferring.finish()
    calling.finish()
    answering.finish()
    office.show("idle", "idle", "idle")


def test_a_phone_that_signs_off_is_shown_as_idle(office: Office) -> None:
    """No PBX here says so in dialog-info: idle is all that can be shown."""
    office.phone[office.b].register(expires=0)
    calling = office.phone[office.a].call(office.b, refusal=480)
    time.sleep(1.0)
    calling.stop()
    office.lamps.become({office.b: "idle"})
    assert "alerting ringing" not in office.lamps.story(office.b)


def test_a_registration_that_runs_out(office: Office) -> None:
    """The phone is gone without a word; its lamp stays idle, also while somebody calls it."""
    office.phone[office.b].register(expires=EXPIRES)
    time.sleep(EXPIRES + office.habit.grace + 3.0)
    calling = office.phone[office.a].call(office.b)
    time.sleep(1.0)
    calling.stop()
    office.lamps.become({office.b: "idle"})
    assert "alerting ringing" not in office.lamps.story(office.b)


@pytest.mark.parametrize("pbx", ["brief_kamailio"], indirect=True)
def test_lamps_outlive_the_term_of_their_subscriptions(office: Office) -> None:
    time.sleep(26.0)
    for number in (office.a, office.b, office.c):
        assert office.lamps.story(number)[-1] == "idle"
        assert set(office.lamps.story(number)) <= {"unknown", "idle"}
    office.call_and_compare()


def test_a_pbx_that_falls_silent_while_it_rings_and_comes_back(office: Office, pbx: Pbx) -> None:
    office.phone[office.b].answer(ring=60)
    office.phone[office.a].call(office.b)
    office.show(office.habit.calling, "alerting ringing", "idle")
    pbx.stop()
    for number in (office.a, office.b):
        office.phone[number].stop()
    office.doubt_all(within=NOTICED)
    pbx.start()
    office.show("idle", "idle", "idle", within=BACK)
    office.call_and_compare()


def test_a_pbx_that_is_restarted_in_a_moment(office: Office, pbx: Pbx) -> None:
    """Nobody is ever without an answer, but the PBX has forgotten who watches."""
    office.phone[office.b].answer(ring=0.5)
    office.phone[office.a].call(office.b)
    office.show("busy talking", "busy talking", "idle")
    pbx.kill()
    pbx.start()
    for number in (office.a, office.b):
        office.phone[number].stop()
    office.show("idle", "idle", "idle", within=NOTICED)
    office.call_and_compare()


def test_over_tcp_a_dead_pbx_is_noticed_at_once(pbx: Pbx, phone: MakePhone, blfpanel: Run) -> None:
    office = Office(pbx, phone, blfpanel, "--transport", "tcp")
    pbx.stop()
    office.doubt_all(within=3.0)
    pbx.start()
    office.show("idle", "idle", "idle", within=BACK)
    office.call_and_compare()


@pytest.mark.parametrize("pbx", ["asterisk22"], indirect=True)
def test_a_list_of_asterisk_makes_the_keys(pbx: Pbx, phone: MakePhone, blfpanel: Run) -> None:
    a, b = phone("501"), phone("502")
    lamps = Lamps(blfpanel("watch", "--list", "desk", user="504"))
    lamps.become({"501": "idle", "502": "idle", "503": "idle"})
    b.answer(ring=1.5)
    a.call("502", talk=1.5)
    lamps.become({"501": "busy talking", "502": "alerting ringing", "503": "idle"})
    lamps.become({"501": "busy talking", "502": "busy talking", "503": "idle"})
    lamps.become({"501": "idle", "502": "idle", "503": "idle"})
