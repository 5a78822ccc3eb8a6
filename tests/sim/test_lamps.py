"""What watchers are told, as whole documents, for each profile.

::

    200             PBX              207
     | - SUBSCRIBE -> |                |
     | <- 200, NOTIFY |                |  idle
     |                | -- INVITE -->  |
     |                | <-- 180 -----  |
     | <-- NOTIFY --- |                |  ringing
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from blfpanel.body.dialog_info import parse
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sim.legs import Leg
from blfpanel.sip.account import Unsolicited
from blfpanel.sip.events import (
    NotifyReceived,
    SubscriptionChanged,
    SubscriptionPhase,
)
from support.office import Office

HEAD = '<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info"'


def states(documents: list[str]) -> list[list[str]]:
    return [[dialog.state for dialog in parse(body.encode()).dialogs] for body in documents]


def leg_of(office: Office, number: str) -> Leg:
    """The only leg of a number."""
    (call,) = office.pbx.calls()
    legs = [call.caller, *call.ringing, *([call.callee] if call.callee else [])]
    (leg,) = [leg for leg in legs if leg.number == number]
    return leg


def a_call(office: Office) -> tuple[Leg, Leg]:
    """211 calls 207, 207 rings and answers, 211 hangs up; gives both legs."""
    anna, jens = office.phone("207"), office.phone("211")
    outgoing = jens.call("207")
    anna.ring()
    legs = leg_of(office, "207"), leg_of(office, "211")
    anna.answer()
    jens.hang_up(outgoing)
    return legs


def standard(number: str, version: int, leg: Leg, name: str, state: str, direction: str) -> str:
    """A document as RFC 4235 has it."""
    ends = {
        "207": '<identity display="Anna Berger">sip:207@pbx.example</identity>'
        '<target uri="sip:207@pbx.example"></target>',
        "211": '<identity display="Jens &amp; Søn">sip:211@pbx.example</identity>'
        '<target uri="sip:211@pbx.example"></target>',
    }
    other = "211" if number == "207" else "207"
    return (
        f'{HEAD} entity="sip:{number}@pbx.example" state="full" version="{version}">'
        f'<dialog id="{name}" direction="{direction}" call-id="{leg.call_id}" '
        f'local-tag="{leg.phone_tag}" remote-tag="{leg.our_tag}"><state>{state}</state>'
        f"<local>{ends[number]}</local><remote>{ends[other]}</remote></dialog></dialog-info>"
    )


def innovaphone(number: str, version: int, leg: Leg, state: str) -> str:
    """A document like those in the founding traces."""
    other = "211" if number == "207" else "207"
    return (
        f'{HEAD} state="full" version="{version}">'
        f'<dialog id="1" direction="initiator" call-id="{leg.call_id}"><state>{state}</state>'
        f"<local><identity>sip:{number}@pbx.example</identity></local>"
        f"<remote><identity>sip:{other}@pbx.example</identity></remote></dialog></dialog-info>"
    )


def test_each_watcher_hears_the_whole_state_at_once() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207")
    assert desk.documents() == [
        f'{HEAD} entity="sip:207@pbx.example" state="full" version="0"></dialog-info>'
    ]
    assert desk.last(SubscriptionChanged).phase is SubscriptionPhase.ACTIVE
    state = desk.last(NotifyReceived).state
    assert state is not None
    assert (state.state, state.expires) == ("active", 600)


def test_the_callee_of_a_standard_pbx_rings_talks_and_ends() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207")
    leg, _ = a_call(office)
    documents = desk.documents()[1:]
    (name,) = set(re.findall(r'<dialog id="(\w+)"', "".join(documents)))
    assert documents == [
        standard("207", 1, leg, name, "early", "recipient"),
        standard("207", 2, leg, name, "confirmed", "recipient"),
        standard("207", 3, leg, name, "terminated", "recipient"),
    ]


def test_the_caller_of_a_standard_pbx_tries_rings_out_talks_and_ends() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("211")
    _, leg = a_call(office)
    documents = desk.documents()[1:]
    (name,) = set(re.findall(r'<dialog id="(\w+)"', "".join(documents)))
    assert documents == [
        standard("211", 1, leg, name, "trying", "initiator"),
        standard("211", 2, leg, name, "early", "initiator"),
        standard("211", 3, leg, name, "confirmed", "initiator"),
        standard("211", 4, leg, name, "terminated", "initiator"),
    ]


def test_the_callee_of_an_innovaphone_is_cleared_before_it_talks() -> None:
    office = Office("innovaphone")
    desk = office.phone("200")
    desk.watch("207")
    leg, _ = a_call(office)
    assert desk.documents() == [
        f'{HEAD} state="full" version="0"></dialog-info>',
        innovaphone("207", 1, leg, "early"),
        f'{HEAD} state="full" version="2"></dialog-info>',
        innovaphone("207", 3, leg, "proceeding"),
        innovaphone("207", 4, leg, "terminated"),
    ]


def test_the_caller_of_an_innovaphone_is_told_of_once_while_the_words_do_not_change() -> None:
    office = Office("innovaphone")
    desk = office.phone("200")
    desk.watch("211")
    _, leg = a_call(office)
    assert desk.documents() == [
        f'{HEAD} state="full" version="0"></dialog-info>',
        innovaphone("211", 1, leg, "proceeding"),
        innovaphone("211", 2, leg, "terminated"),
    ]


@pytest.mark.parametrize("profile", sorted(load_profiles()))
def test_what_each_profile_writes_it_also_reads(profile: str) -> None:
    """The lamp of 207 goes idle, alerting, busy, idle, whatever the PBX's words for it."""
    office = Office(profile)
    desk = office.phone("200")
    desk.watch("207")
    a_call(office)
    habits = load_profiles()[profile]
    lamps = []
    for text in desk.documents():
        readings = [habits.read(dialog) for dialog in parse(text.encode()).dialogs]
        lamps.append((readings[0] if readings else habits.no_calls).lamp.value)
    between = ["idle"] if habits.writes.cleared_on_answer else []
    assert lamps == ["idle", "alerting", *between, "busy", "idle"]


def test_a_call_that_never_rang_is_not_told_as_ended() -> None:
    office = Office()
    desk, anna, jens = office.phone("200"), office.phone("207"), office.phone("211")
    desk.watch("207")
    jens.call("207")
    anna.reject(486)
    assert states(desk.documents()) == [[]]


def test_the_picker_shows_as_talking_and_the_phone_that_rang_as_free() -> None:
    office = Office()
    desk, anna, jens = office.phone("200"), office.phone("207"), office.phone("211")
    clara = office.phone("214")
    for number in ("207", "211", "214"):
        desk.watch(number)
    jens.call("207")
    anna.ring()
    clara.call("**207")
    assert states(desk.documents("207")) == [[], ["early"], ["terminated"]]
    assert states(desk.documents("214")) == [[], ["confirmed"]]
    picked_up = parse(desk.documents("211")[-1].encode()).dialogs[0]
    assert picked_up.remote is not None
    assert picked_up.remote.identity == "sip:214@pbx.example"


def test_the_other_phones_of_who_answered_end_in_the_same_document() -> None:
    office = Office()
    desk, jens = office.phone("200"), office.phone("211")
    fixed, mobile = office.phone("207"), office.phone("207")
    desk.watch("207")
    jens.call("207")
    fixed.ring()
    mobile.ring()
    mobile.answer()
    assert states(desk.documents()) == [
        [],
        ["early"],
        ["early", "early"],
        ["confirmed", "terminated"],
    ]


def test_who_subscribes_during_a_call_hears_of_it() -> None:
    office = Office()
    desk, anna, jens = office.phone("200"), office.phone("207"), office.phone("211")
    jens.call("207")
    anna.ring()
    desk.watch("207")
    assert states(desk.documents()) == [["early"]]


def test_calls_of_an_innovaphone_are_counted() -> None:
    office = Office("innovaphone")
    desk, anna = office.phone("200"), office.phone("207")
    desk.watch("207")
    office.phone("211").call("207")
    anna.ring()
    office.phone("214").call("207")
    anna.ring()
    ids = [dialog.id for dialog in parse(desk.documents()[-1].encode()).dialogs]
    assert ids == ["1", "2"]


# --- subscriptions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "changes", "status"),
    [
        ("299", {}, 404),
        ("207", {"event": "presence"}, 489),
        ("207", {"accept": ("application/pidf+xml",)}, 406),
        ("298", {}, 403),
    ],
)
def test_what_cannot_be_watched_is_refused(
    number: str, changes: dict[str, object], status: int
) -> None:
    office = Office(hidden=("298",))
    desk = office.phone("200")
    desk.watch(number, **changes)
    change = desk.last(SubscriptionChanged)
    assert change.phase is SubscriptionPhase.REFUSED
    assert change.failure is not None
    assert change.failure.status == status
    assert office.pbx.watches() == []


def test_a_refusal_of_the_event_names_the_one_there_is() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207", event="presence")
    (refusal,) = office.sent("SIP/2.0 489")
    assert refusal.headers.get("Allow-Events") == "dialog"


def test_a_watcher_with_a_wrong_password_is_refused() -> None:
    office = Office()
    desk = office.phone("200", registered=False)
    desk.account = replace(desk.account, name="other", credentials=None)
    desk.watch("207")
    failure = desk.last(SubscriptionChanged).failure
    assert failure is not None
    assert failure.status == 401


def test_too_short_a_subscription_is_lengthened() -> None:
    office = Office(min_expires=120)
    desk = office.phone("200")
    desk.watch("207", expires=60)
    state = desk.last(NotifyReceived).state
    assert state is not None
    assert state.expires == 120
    assert office.pbx.counts.sent["423"] == 1


def test_a_refresh_brings_the_state_again_and_prolongs() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207")
    office.advance(590)
    state = desk.last(NotifyReceived).state
    assert state is not None
    assert (len(desk.documents()), state.expires) == (2, 600)
    office.advance(500)
    assert len(office.pbx.watches()) == 1


def test_who_unsubscribes_gets_a_last_word() -> None:
    office = Office()
    desk = office.phone("200")
    usage = desk.watch("207")
    desk.endpoint.unsubscribe(usage, office.network.now)
    office.settle()
    last = office.sent("NOTIFY")[-1]
    assert last.headers.get("Subscription-State") == "terminated;reason=timeout"
    assert office.pbx.watches() == []
    assert desk.last(SubscriptionChanged).phase is SubscriptionPhase.TERMINATED


def test_a_watcher_that_is_gone_is_forgotten_when_its_time_is_over() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207")
    office.unplug(desk)
    office.advance(601)
    assert office.pbx.watches() == []
    last = office.sent("NOTIFY")[-1]
    assert last.headers.get("Subscription-State") == "terminated;reason=timeout"


def test_a_watcher_that_does_not_answer_is_forgotten() -> None:
    office = Office()
    desk, anna, jens = office.phone("200"), office.phone("207"), office.phone("211")
    desk.watch("207")
    office.unplug(desk)
    jens.call("207")
    anna.ring()
    office.advance(33)
    assert office.pbx.watches() == []
    assert "200 does not take news of 207" in office.said


def test_a_notify_can_be_left_out_as_if_the_pbx_had_forgotten_it() -> None:
    office = Office()
    desk, anna, jens = office.phone("200"), office.phone("207"), office.phone("211")
    desk.watch("207")
    office.pbx.skip_notifies(1)
    jens.call("207")
    anna.ring()
    anna.answer()
    versions = [parse(body.encode()).version for body in desk.documents()]
    assert (states(desk.documents()), versions) == ([[], ["confirmed"]], [0, 2])


def test_after_a_silent_restart_a_refresh_is_told_that_there_is_no_subscription() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("207")
    office.pbx.restart()
    office.advance(650)
    assert office.pbx.counts.sent["481"] == 1
    assert len(office.pbx.watches()) == 1


# --- unasked ---------------------------------------------------------------------------------


def test_an_innovaphone_tells_registered_phones_about_everybody_else_unasked() -> None:
    office = Office("innovaphone", unsolicited=None)
    desk = office.phone("200")
    assert {len(desk.documents(number)) for number in ("207", "211", "214")} == {1}
    assert desk.documents("200") == []
    leg, _ = a_call(office)
    assert desk.documents("207") == [
        f'{HEAD} state="full" version="0"></dialog-info>',
        innovaphone("207", 1, leg, "early"),
        f'{HEAD} state="full" version="2"></dialog-info>',
        innovaphone("207", 3, leg, "proceeding"),
        innovaphone("207", 4, leg, "terminated"),
    ]


def test_unasked_news_looks_like_one_subscription_for_each_pair() -> None:
    office = Office("innovaphone", unsolicited=None)
    desk = office.phone("200")
    a_call(office)
    news = [m for m in office.sent("NOTIFY", desk) if m.from_.uri.user == "207"]
    assert len({(m.call_id, m.from_tag, m.to_tag, m.start_line) for m in news}) == 1
    assert [m.cseq.number for m in news] == [1, 2, 3, 4, 5]
    assert str(news[0].from_).startswith("<sip:207@pbx.example;user=phone>;tag=")
    assert str(news[0].to).startswith("<sip:200@pbx.example>;tag=")
    assert news[0].headers.get("Subscription-State") == "active"
    assert news[0].headers.get("Event") == "dialog"


def test_who_subscribed_is_not_told_twice() -> None:
    office = Office("innovaphone", unsolicited=None)
    desk = office.phone("200")
    desk.watch("207")
    before = len(desk.documents("207"))
    a_call(office)
    assert len(desk.documents("207")) == before + 4


def test_a_phone_that_refuses_unasked_news_is_left_alone_until_it_registers_anew() -> None:
    office = Office("innovaphone", unsolicited=None)
    desk = office.phone("200", registered=False)
    desk.account = replace(desk.account, unsolicited=Unsolicited.REJECT)
    desk.register()
    assert desk.documents() == []
    told = len(office.sent("NOTIFY"))
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    anna.ring()
    assert len(office.sent("NOTIFY", desk)) == told == 3


def test_a_phone_that_leaves_is_told_nothing_more() -> None:
    office = Office("innovaphone", unsolicited=None)
    desk = office.phone("200")
    desk.endpoint.unregister(desk.registration, office.network.now)
    office.settle()
    assert office.pbx.watches() == []


def test_only_those_in_the_group_are_told() -> None:
    office = Office("innovaphone", unsolicited=None, watches={"200": ("211",), "207": ()})
    desk, anna = office.phone("200"), office.phone("207")
    assert [len(desk.documents(number)) for number in ("207", "211", "214")] == [0, 1, 0]
    assert anna.documents() == []
