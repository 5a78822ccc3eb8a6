"""The ladder: one attempt after the other, until one is proved or it is too late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blfpanel.panel.changes import Notice, OwnCallChanged, PickupChanged, PickupOutcome
from blfpanel.panel.commands import Dial, HangUp, Refresh, Withdraw
from blfpanel.panel.model import Happening, KeyId, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.pickups.experience import Experience
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallRedirected,
    EndedBy,
    Failure,
    RemoteIdentityChanged,
    UsageId,
)
from blfpanel.sip.syntax.message import Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.panel_box import ACCOUNT, ME, PanelBox, call, profiles

KEY = KeyId("207")
CALLER = "sip:211@pbx.example.org"
PARTNER = "sip:207@pbx.example.org"
CODE = "sip:**207@pbx.example.org"
REPLACES = (("Replaces", "c-d1;to-tag=r-d1;from-tag=l-d1;early-only"), ("Require", "replaces"))
TAKEN = "This call had been answered by Phone 207 already; you are talking to 211."


class Climb:
    """A pick-up of the call that rings at 207, with Replaces and a code to try."""

    def __init__(
        self, profile: str = "rfc", code: str | None = "**{ext}", *before: str, method: str = ""
    ) -> None:
        self.box = PanelBox("207", "208", profile=profile, code=code)
        if before:
            self.box.hear(*before)
        self.box.hear(call("early"), *before)
        self.again(method)

    def again(self, method: str = "") -> None:
        """Another pick-up."""
        if method:
            self.box.panel.pick_up(KEY, self.box.now, method=method)
        else:
            self.box.panel.press(KEY, self.box.now)
        self.box.drain()
        self.goes_out()

    def goes_out(self) -> None:
        """The last Dial became a call."""
        self.usage = self.box.call_usage()
        dial = self.box.ordered(Dial)[-1]
        self.box.panel.call_started(dial, self.usage, self.box.now)
        self.box.drain()

    def fails(self, status: int, *, local: bool = False, by: EndedBy = EndedBy.REFUSAL) -> None:
        """The attempt ends."""
        failure = Failure(status, "No", local)
        self.box.handle(CallEnded(self.usage, by, failure))

    def is_answered(self) -> None:
        """A 200 comes."""
        self.box.handle(CallEstablished(self.usage, b"", NameAddr.parse(f"<{CALLER}>"), None))

    def is_sent_on(self, *targets: str) -> None:
        """A 302 comes."""
        places = tuple(SipUri.parse(target) for target in targets)
        self.box.handle(CallRedirected(self.usage, places, Response(302, "Moved", None)))

    @property
    def dialled(self) -> list[str]:
        """The attempts so far."""
        return [dial.uri for dial in self.box.ordered(Dial)]

    @property
    def outcome(self) -> tuple[PickupOutcome, str]:
        """What was told last."""
        told = self.box.told(PickupChanged)[-1]
        return told.outcome, told.text


# --- proof ---------------------------------------------------------------------------------------

gone = call("terminated")
confirmed = call("confirmed")

WON = (PickupOutcome.WON, "")
STOLEN = (PickupOutcome.WON, TAKEN)
LATE = (PickupOutcome.LOST, "Already answered by Phone 207.")

Step = Callable[[Climb], object]


def hears(*calls: str) -> Step:
    return lambda climb: climb.box.hear(*calls)


def waits(seconds: float) -> Step:
    return lambda climb: climb.box.wait(seconds)


def is_answered(climb: Climb) -> None:
    climb.is_answered()


def ended_by_the_pbx(climb: Climb) -> None:
    climb.box.handle(CallEnded(climb.usage, EndedBy.REMOTE))


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        # the call is ours: it rings there no more
        ((is_answered, hears(gone)), WON),
        ((is_answered, hears()), (PickupOutcome.TRYING, "")),  # perhaps half a message
        ((is_answered, hears(), waits(0.3)), WON),
        ((hears(gone), is_answered), WON),
        ((is_answered, hears(gone), hears(confirmed)), WON),  # another call, which they answered
        ((is_answered, hears(call("confirmed", dialog_id="d2"))), WON),
        # the partner had answered it, and has it no more
        ((hears(confirmed), is_answered, hears(gone)), STOLEN),
        ((hears(confirmed), hears(gone), is_answered), STOLEN),
        ((is_answered, hears(confirmed), hears(gone)), STOLEN),
        ((is_answered, hears(), hears(confirmed), hears(gone)), STOLEN),
        # the partner has answered it, and talks on: the PBX has only a word for us
        ((hears(confirmed), is_answered), (PickupOutcome.TRYING, "")),
        ((is_answered, hears(confirmed)), (PickupOutcome.TRYING, "")),
        ((hears(confirmed), is_answered, waits(3)), LATE),
        ((hears(confirmed), is_answered, ended_by_the_pbx), LATE),
        ((is_answered, hears(confirmed), ended_by_the_pbx), LATE),
        # the PBX tells nothing, even when it is asked
        ((is_answered, waits(1.4)), (PickupOutcome.TRYING, "")),
        # it answered and hung up
        ((is_answered, hears(gone), ended_by_the_pbx), WON),
        ((hears(gone), ended_by_the_pbx), (PickupOutcome.LOST, "The caller hung up.")),
    ],
)
def test_what_the_pbx_tells_of_the_partner_decides_what_a_200_means(
    steps: tuple[Step, ...], outcome: tuple[PickupOutcome, str]
) -> None:
    climb = Climb()
    for step in steps:
        step(climb)
    assert climb.outcome == outcome
    warned = [notice for notice in climb.box.told(Notice) if notice.problem]
    assert [notice.text for notice in warned] == ([TAKEN] if outcome is STOLEN else [])


@pytest.mark.parametrize("profile", ["asterisk", "freeswitch", "innovaphone", "asterisk-chansip"])
@pytest.mark.parametrize("first", ["the document", "the 200"])
def test_an_answered_call_is_noticed_also_where_ids_are_used_again(
    profile: str, first: str
) -> None:
    climb = Climb(profile)
    if first == "the 200":
        climb.is_answered()
    climb.box.hear(confirmed)
    if first == "the document":
        climb.is_answered()
    climb.box.hear(gone)
    climb.box.wait(1)
    assert climb.outcome == STOLEN


def test_who_calls_may_be_told_a_moment_later() -> None:
    """chan_sip names the partner itself first, the caller 2 ms later."""
    box = PanelBox("207", profile="asterisk-chansip")
    box.hear(call("early", remote="sip:207@pbx"))
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    assert dial.party is None
    box.panel.call_started(dial, UsageId(9000), box.now)
    box.hear(call("early"))
    box.hear(confirmed)
    box.handle(CallEstablished(UsageId(9000), b"", NameAddr.parse(f"<{CALLER}>"), None))
    box.hear(gone)
    assert box.told(PickupChanged)[-1] == PickupChanged(KEY, PickupOutcome.WON, TAKEN)


@pytest.mark.parametrize("news", [gone, confirmed])
def test_a_pbx_that_refuses_by_hanging_up_has_not_handed_over_anything(news: str) -> None:
    """FreeSWITCH answers a code that finds nothing, and hangs up."""
    climb = Climb("freeswitch", method="code")
    climb.box.hear(news)
    climb.is_answered()
    ended_by_the_pbx(climb)
    lost = (PickupOutcome.LOST, "The caller hung up.")
    assert climb.outcome == (LATE if news is confirmed else lost)


def test_a_pbx_that_may_refuse_by_hanging_up_is_believed_when_it_does_not() -> None:
    climb = Climb("freeswitch", method="code")
    climb.is_answered()
    climb.box.hear(gone)
    assert climb.outcome[0] is PickupOutcome.TRYING
    climb.box.wait(1)
    assert climb.outcome == WON


@pytest.mark.parametrize("profile", ["asterisk", "freeswitch"])
def test_a_partner_who_goes_on_talking_has_not_answered_what_i_picked_up(profile: str) -> None:
    """207 talks, a second call rings and is picked up; then its id is told as "confirmed"."""
    box = PanelBox("207", "208", profile=profile)
    box.hear(call("confirmed"))
    box.hear(call("early"))
    box.panel.press(KEY, box.now)
    box.drain()
    box.panel.call_started(box.ordered(Dial)[-1], UsageId(9000), box.now)
    box.hear(call("confirmed"))
    assert box.ordered(Withdraw) == []
    box.handle(CallEstablished(UsageId(9000), b"", NameAddr.parse(f"<{CALLER}>"), None))
    box.wait(1)
    assert box.told(PickupChanged)[-1] == PickupChanged(KEY, PickupOutcome.WON)


def test_the_other_call_of_a_partner_is_not_the_one_that_is_picked_up() -> None:
    climb = Climb("rfc", "**{ext}", call("confirmed", dialog_id="d0", remote="sip:9@x"))
    climb.box.hear(call("confirmed", dialog_id="d0", remote="sip:9@x"))
    climb.is_answered()
    assert climb.outcome == WON


def test_a_pbx_that_tells_nothing_is_asked_and_then_believed() -> None:
    climb = Climb()
    climb.is_answered()
    climb.box.wait(1.5)
    assert climb.box.ordered(Refresh) == [Refresh(climb.box.usage("207"))]
    climb.box.hear(gone)
    assert climb.outcome == WON


def test_a_partner_who_rings_on_was_not_relieved() -> None:
    climb = Climb()
    climb.is_answered()
    climb.box.wait(1.5)
    climb.box.hear(call("early"))
    climb.box.wait(1.5)
    assert climb.outcome == (
        PickupOutcome.LOST,
        "The PBX answered, but Phone 207 still rings: the call was not picked up. "
        "Its pick-up code may be another one: set the account's.",
    )
    assert climb.box.ordered(HangUp) == []


def test_where_ids_are_used_again_another_call_may_ring_on() -> None:
    climb = Climb("asterisk")
    climb.is_answered()
    climb.box.wait(3.1)
    assert climb.outcome == WON


def test_a_pbx_that_answers_and_hangs_up_while_it_rings_on_is_asked_another_way() -> None:
    climb = Climb("freeswitch")
    climb.is_answered()
    ended_by_the_pbx(climb)
    assert climb.box.panel.picking_up(KEY)
    assert len(climb.dialled) == 2


def test_a_group_that_hands_over_another_call_is_said() -> None:
    climb = Climb("asterisk", method="group")
    assert climb.dialled == ["sip:*8@pbx.example.org"]
    climb.is_answered()
    climb.box.handle(RemoteIdentityChanged(climb.usage, NameAddr.parse("Bea <sip:333@pbx>")))
    assert climb.box.told(Notice)[-1].text == (
        "The PBX handed over another call: you are talking to Bea."
    )


@pytest.mark.parametrize("number", ["211", "207", "*8"])
def test_a_group_that_hands_over_the_call_that_was_meant_is_not_talked_about(number: str) -> None:
    climb = Climb("asterisk", method="group")
    climb.is_answered()
    climb.box.handle(RemoteIdentityChanged(climb.usage, NameAddr.parse(f"<sip:{number}@pbx>")))
    assert climb.box.told(Notice) == []


# --- at the moment of sending --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("news", "text"),
    [
        (confirmed, "Already answered by Phone 207."),
        (gone, "The caller hung up."),
    ],
)
def test_the_lamp_is_looked_at_again_when_the_invite_is_about_to_go_out(
    news: str, text: str
) -> None:
    box = PanelBox("207")
    box.hear(call("early"))
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    assert box.panel.is_timely(dial, box.now)
    box.hear(news)
    assert not box.panel.is_timely(dial, box.now)
    box.drain()
    assert box.told(PickupChanged)[-1] == PickupChanged(KEY, PickupOutcome.LOST, text)
    assert not box.panel.picking_up(KEY)


def test_other_calls_are_always_timely() -> None:
    box = PanelBox("207")
    box.hear(confirmed)
    assert box.panel.is_timely(Dial(ACCOUNT, PARTNER), box.now)


def test_an_invite_that_waits_for_credentials_is_withdrawn_when_the_partner_answers() -> None:
    climb = Climb()
    climb.box.hear(confirmed)
    assert climb.box.ordered(Withdraw) == [Withdraw(climb.usage)]
    assert climb.box.ordered(HangUp) == []
    climb.fails(401)
    assert climb.outcome == LATE


# --- one way after the other ---------------------------------------------------------------------


def test_a_call_that_is_ours_is_among_my_calls() -> None:
    climb = Climb()
    assert climb.box.panel.picking_up(KEY)
    climb.is_answered()
    climb.box.hear(gone)
    assert not climb.box.panel.picking_up(KEY)
    (own,) = climb.box.panel.own_calls()
    assert (own.state, own.pickup, own.party.number) == (OwnCallState.TALKING, True, "211")


@pytest.mark.parametrize("status", [403, 404, 480, 500, 501, 503])
def test_a_refusal_leads_to_the_next_way_while_it_rings(status: int) -> None:
    climb = Climb()
    climb.fails(status)
    assert climb.dialled == [CALLER, PARTNER]
    assert climb.box.ordered(Dial)[1].headers == REPLACES
    climb.goes_out()
    climb.fails(status)
    assert climb.dialled == [CALLER, PARTNER, CODE]
    assert climb.box.panel.picking_up(KEY)
    climb.goes_out()
    climb.fails(603)
    climb.box.wait(1)
    assert climb.outcome == (
        PickupOutcome.LOST,
        "The PBX did not hand the call over [603]. Tried: Replaces, **207. "
        "Ask its administrator whether 200 may pick up calls of 207.",
    )
    assert not climb.box.panel.picking_up(KEY)


def test_a_call_that_is_not_known_is_asked_for_once_with_the_tags_swapped() -> None:
    climb = Climb("kamailio", None)
    climb.fails(481)
    swapped = climb.box.ordered(Dial)[-1]
    assert (swapped.uri, swapped.headers[0][1]) == (
        CALLER,
        "c-d1;to-tag=l-d1;from-tag=r-d1;early-only",
    )
    climb.goes_out()
    climb.fails(481)
    climb.box.wait(1)
    assert climb.outcome == (
        PickupOutcome.LOST,
        "The PBX did not hand the call over [481]. Tried: Replaces. "
        "Give the account a pick-up code.",
    )


@pytest.mark.parametrize("status", [400, 420])
def test_early_only_is_left_out_only_where_the_pbx_cannot_read_it(status: int) -> None:
    climb = Climb()
    climb.fails(status)
    assert climb.box.ordered(Dial)[-1].headers == (
        ("Replaces", "c-d1;to-tag=r-d1;from-tag=l-d1"),
        ("Require", "replaces"),
    )
    climb.goes_out()
    climb.fails(486)
    climb.box.hear(confirmed)
    assert climb.outcome == LATE
    assert len(climb.dialled) == 2


@pytest.mark.parametrize(
    ("status", "local", "text"),
    [
        (486, False, "Already answered."),
        (603, False, "The PBX did not hand the call over [603]. Tried: Replaces. "
                     "Ask its administrator whether 200 may pick up calls of 207."),
        (487, False, "The PBX did not hand the call over [487]. Tried: Replaces."),
        (408, True, "The PBX does not answer. The call at 207 was not picked up. [408]"),
    ],
)  # fmt: skip
def test_some_ends_are_final(status: int, local: bool, text: str) -> None:
    climb = Climb()
    climb.fails(status, local=local)
    climb.box.wait(1)
    assert climb.dialled == [CALLER]
    assert climb.outcome == (PickupOutcome.LOST, text)


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (403, "Ask its administrator whether 200 may pick up calls of 207."),
        (488, "The caller and this phone have no sound in common."),
        (404, "Its pick-up code may be another one: set the account's."),
        (500, ""),
    ],
)
def test_a_refusal_says_what_to_do(status: int, text: str) -> None:
    climb = Climb("yate", "*8{ext}")
    climb.fails(status)
    climb.box.wait(1)
    said = f"The PBX did not hand the call over [{status}]. Tried: *8207. {text}".strip()
    assert climb.outcome == (PickupOutcome.LOST, said)


@pytest.mark.parametrize("status", [405, 420, 501])
def test_where_replaces_is_not_known_a_code_is_asked_for(status: int) -> None:
    climb = Climb("kamailio", None)
    climb.fails(status)
    climb.box.wait(1)
    assert climb.outcome[1].endswith("Give the account a pick-up code.")


@pytest.mark.parametrize(
    ("news", "text"),
    [
        ((call("confirmed"),), "Already answered by Phone 207."),
        ((call("confirmed", remote="sip:9@x", dialog_id="d9"),), "Already answered."),
        ((call("terminated"),), "The caller hung up."),
    ],
)
def test_no_further_way_is_tried_once_it_rings_no_more(news: tuple[str, ...], text: str) -> None:
    climb = Climb()
    climb.box.hear(*news)
    climb.fails(481)
    assert climb.dialled == [CALLER]
    assert climb.outcome == (PickupOutcome.LOST, text)


@pytest.mark.parametrize("status", [486, 603])
def test_the_verdict_waits_for_who_has_the_call(status: int) -> None:
    climb = Climb()
    climb.fails(status)
    assert climb.outcome[0] is PickupOutcome.TRYING
    climb.box.hear(call("confirmed", local="sip:208@x"), key="208")
    climb.box.hear(gone)
    assert climb.outcome == (PickupOutcome.LOST, "Already answered by Phone 208.")


def test_after_a_cleared_document_the_verdict_waits_for_what_comes_next() -> None:
    climb = Climb()
    climb.box.hear()
    climb.fails(481)
    assert climb.outcome[0] is PickupOutcome.TRYING
    climb.box.hear(call("confirmed"))
    assert climb.outcome == LATE


def test_after_a_cleared_document_and_silence_the_caller_hung_up() -> None:
    climb = Climb()
    climb.box.hear()
    climb.fails(481)
    climb.box.wait(0.3)
    assert climb.outcome == (PickupOutcome.LOST, "The caller hung up.")
    assert not climb.box.panel.picking_up(KEY)


def test_a_pickup_can_be_cancelled() -> None:
    climb = Climb()
    climb.box.panel.calls.hang_up(climb.usage, climb.box.now)
    climb.box.drain()
    assert climb.box.ordered(HangUp) == [HangUp(climb.usage)]
    climb.fails(487, by=EndedBy.LOCAL)
    assert climb.outcome == (PickupOutcome.LOST, "Pick-up cancelled.")


def test_a_call_that_is_ended_before_it_is_proved_was_mine() -> None:
    climb = Climb()
    climb.is_answered()
    climb.box.handle(CallEnded(climb.usage, EndedBy.LOCAL))
    assert climb.outcome == WON
    assert not climb.box.panel.picking_up(KEY)


# --- being sent on -------------------------------------------------------------------------------


def test_a_pickup_that_is_sent_elsewhere_goes_there() -> None:
    climb = Climb()
    climb.is_sent_on("sip:211@192.0.2.77")
    assert climb.dialled == [CALLER, "sip:211@192.0.2.77"]
    assert climb.box.ordered(Dial)[-1].headers == REPLACES
    climb.goes_out()
    climb.is_answered()
    climb.box.hear(gone)
    assert climb.outcome == WON


def test_a_code_that_is_answered_with_the_replaces_to_send_is_followed() -> None:
    """sipXecs: the right order of tags first, then the other one."""
    climb = Climb("sipxecs", method="code")
    climb.is_sent_on(
        "sip:211@192.0.2.77;line=1?Replaces=a1%40b%3Bto-tag%3D5%3Bfrom-tag%3D6&Require=replaces",
        "sip:211@192.0.2.77;line=1?REPLACES=a1%40b%3Bto-tag%3D6%3Bfrom-tag%3D5&Require=replaces",
    )
    climb.goes_out()
    climb.fails(481)
    assert [(dial.uri, dict(dial.headers)) for dial in climb.box.ordered(Dial)[1:]] == [
        (
            "sip:211@192.0.2.77;line=1",
            {"Replaces": f"a1@b;to-tag={to};from-tag={from_};early-only", "Require": "replaces"},
        )
        for to, from_ in (("5", "6"), ("6", "5"))
    ]


def test_a_pickup_that_is_sent_in_circles_tries_the_next_way() -> None:
    climb = Climb()
    for _ in range(6):
        climb.is_sent_on(CALLER)
        climb.goes_out()
    assert climb.dialled[:6] == [CALLER] * 6
    assert climb.dialled[6:] == [PARTNER]


def test_a_pickup_that_is_sent_nowhere_tries_the_next_way() -> None:
    climb = Climb()
    climb.is_sent_on()
    assert climb.dialled == [CALLER, PARTNER]


# --- learning ------------------------------------------------------------------------------------


def test_what_worked_last_is_tried_first_and_what_did_not_last() -> None:
    climb = Climb()
    climb.fails(481)
    climb.goes_out()
    climb.fails(404)
    climb.goes_out()
    assert climb.dialled == [CALLER, PARTNER, CODE]
    climb.is_answered()
    climb.box.hear(gone)
    climb.box.hear(call("early", dialog_id="d2"))
    climb.again()
    assert climb.dialled[3:] == [CODE]
    climb.fails(500)
    assert climb.dialled[3:] == [CODE, CALLER]


def test_swapped_tags_that_worked_are_sent_first_from_then_on() -> None:
    climb = Climb("kamailio", None)
    climb.fails(481)
    climb.goes_out()
    climb.is_answered()
    climb.box.hear(gone)
    climb.box.hear(call("early", dialog_id="d2"))
    climb.again()
    assert climb.box.ordered(Dial)[-1].headers[0][1] == (
        "c-d2;to-tag=l-d2;from-tag=r-d2;early-only"
    )


def test_no_lesson_lets_the_protection_of_answered_calls_go() -> None:
    climb = Climb()
    climb.fails(400)
    climb.goes_out()
    climb.is_answered()
    climb.box.hear(gone)
    climb.box.hear(call("early", dialog_id="d2"))
    climb.again()
    assert climb.box.ordered(Dial)[-1].headers[0][1].endswith(";early-only")


@pytest.mark.parametrize(
    "spoiled",
    [
        (hears(confirmed), is_answered, hears(gone)),  # taken from who had answered it
        (lambda climb: climb.fails(486), hears(confirmed)),  # too late: not the way's fault
    ],
)
def test_only_good_experience_counts(spoiled: tuple[Step, ...]) -> None:
    climb = Climb()
    for step in spoiled:
        step(climb)
    assert dict(climb.box.panel.lessons) == {}


def test_a_groups_code_is_no_lesson() -> None:
    climb = Climb("asterisk", method="group")
    climb.is_answered()
    climb.box.hear(gone)
    assert climb.outcome == WON
    assert dict(climb.box.panel.lessons) == {}


def test_lessons_belong_to_account_and_pbx_and_can_be_kept() -> None:
    climb = Climb()
    climb.is_answered()
    climb.box.hear(gone)
    (name,) = climb.box.panel.lessons
    assert name == "office rfc"
    assert Experience(climb.box.panel.lessons).lessons == climb.box.panel.lessons
    later = Panel(profiles(), lessons=climb.box.panel.lessons)
    later.add_account(ACCOUNT, ME, pickup=PickupWishes())
    assert later.lessons == climb.box.panel.lessons


# --- where nothing can be done -------------------------------------------------------------------


def test_a_pickup_that_cannot_be_dialled_says_why() -> None:
    box = PanelBox("207")
    box.hear(call("early"))
    box.panel.press(KEY, box.now)
    box.drain()
    box.panel.dial_failed(box.ordered(Dial)[-1], "There is no network.", box.now)
    box.drain()
    assert box.told(PickupChanged)[-1].text == "There is no network."
    assert not box.panel.picking_up(KEY)


def test_a_second_press_while_picking_up_does_nothing() -> None:
    climb = Climb()
    climb.box.panel.press(KEY, climb.box.now)
    climb.box.drain()
    assert climb.dialled == [CALLER]


def test_failed_attempts_leave_no_outcome_among_the_calls() -> None:
    climb = Climb()
    climb.fails(486)
    ended = climb.box.told(OwnCallChanged)[-1].call
    assert (ended.state, ended.outcome) == (OwnCallState.ENDED, None)
    assert climb.box.panel.own_calls() == ()


@pytest.mark.parametrize(
    ("calls", "text"),
    [
        ((), "Nothing rings at Phone 207."),
        ((call("confirmed"),), "Already answered by Phone 207."),
        ((call("early", remote="sip:200@pbx"),), "This is your own call."),
        (
            (call("early", tags=False),),
            "No way to pick this call up is known. Give the account a pick-up code.",
        ),
    ],
)
def test_where_nothing_can_be_done_nothing_is_dialled(calls: tuple[str, ...], text: str) -> None:
    box = PanelBox("207")
    box.hear(*calls)
    box.panel.pick_up(KEY, box.now)
    box.drain()
    assert box.ordered(Dial) == []
    assert box.told(PickupChanged) == [PickupChanged(KEY, PickupOutcome.LOST, text)]


def test_a_way_the_call_does_not_allow_is_named() -> None:
    box = PanelBox("207")
    box.hear(call("early", tags=False))
    box.panel.pick_up(KEY, box.now, method="replaces")
    box.drain()
    assert box.told(PickupChanged)[-1].text == "This call cannot be picked up by replaces."


def test_another_caller_is_picked_up_where_one_is_my_own() -> None:
    box = PanelBox("207")
    box.hear(call("early", remote="sip:200@pbx"), call("early", dialog_id="d2"))
    box.panel.press(KEY, box.now)
    box.drain()
    assert box.ordered(Dial)[0].headers[0][1].startswith("c-d2;")


def test_pickups_stand_in_the_history() -> None:
    climb = Climb()
    climb.fails(486)
    climb.box.hear(confirmed)
    lines = [
        (entry.message, entry.rule)
        for entry in climb.box.panel.history(KEY)
        if entry.kind is Happening.PICKUP
    ]
    assert lines == [
        ("Pick-up lost, Replaces", "Already answered by Phone 207."),
        ("Pick-up trying, by Replaces", ""),
    ]
