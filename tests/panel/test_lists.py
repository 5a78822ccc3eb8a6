"""Resource lists: one subscription, many keys.

The list is sip:team@pbx.example.org, subscription 900 of account "office".
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.panel.changes import KeyAdded, ListChanged, ListState, Notice
from blfpanel.panel.commands import Refresh, Unwatch, Watch, WatchList
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lists.lists import PATIENCE, SETTLE
from blfpanel.panel.model import KeyId, Lamp, Source
from blfpanel.sip.events import (
    Failure,
    NotifyReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.uri import NameAddr
from support.list_box import EARLY, LIST, USAGE, ListBox, Row, bare, body_of, idle, ringing, talking
from support.panel_box import ACCOUNT, FLOW, PanelBox, call, document, notify


def shown(box: PanelBox) -> list[tuple[str, str]]:
    """Number and label of each key, in panel order."""
    keys = box.panel.keys()
    return [(key.number, key.label) for key in keys]


def test_the_list_makes_its_keys_in_its_order_with_its_names() -> None:
    box = ListBox()
    assert box.ordered(WatchList) == [WatchList(ACCOUNT, LIST)]
    box.told_by_list(talking("222", "Berta"), ringing("211", "Anton"), idle("233"))
    assert shown(box) == [
        ("222", "Berta"),
        ("211", "Anton"),
        ("233", "233"),
    ]
    assert box.lamps() == {"222": Lamp.BUSY, "211": Lamp.ALERTING, "233": Lamp.IDLE}
    assert box.told(KeyAdded) == [KeyAdded(KeyId(number)) for number in ("222", "211", "233")]
    assert box.ordered(Watch) == []
    assert box.state("211").source is Source.ACTIVE
    assert box.told(ListChanged)[0].state is ListState.ACTIVE


def test_keys_that_exist_are_lit_and_no_second_ones_are_made() -> None:
    box = ListBox("211", "233")
    assert box.ordered(Watch) == []
    box.told_by_list(idle("222"), ringing("211", "Anton"))
    assert shown(box) == [
        ("211", "Phone 211"),
        ("233", "Phone 233"),
        ("222", "222"),
    ]
    assert box.state("211").lamp is Lamp.ALERTING
    box.wait(SETTLE)
    assert box.ordered(Watch) == [Watch(KeyId("233"), ACCOUNT, "sip:233@pbx.example.org")]


def test_only_what_changed_leaves_the_others_as_they_are() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), talking("222"))
    box.told_by_list(ringing("211"), full=False, version=1)
    assert box.lamps() == {"211": Lamp.ALERTING, "222": Lamp.BUSY}
    box.wait(60.0)
    assert box.lamps() == {"211": Lamp.ALERTING, "222": Lamp.BUSY}


def test_a_resource_without_instance_is_unknown_until_its_state_comes() -> None:
    box = ListBox()
    box.told_by_list(bare("211"), bare("222"))
    box.phase(SubscriptionPhase.ACTIVE)
    assert box.lamps() == {"211": Lamp.UNKNOWN, "222": Lamp.UNKNOWN}
    assert box.state("211").cause == "No state in the list"
    assert box.state("211").why == "the list “team” has no state for it yet"
    assert box.panel.explain(KeyId("211"), box.now).sentence == (
        "Unknown, because the list “team” has no state for it yet."
    )
    box.told_by_list(ringing("222"), full=False, version=1)
    assert box.lamps() == {"211": Lamp.UNKNOWN, "222": Lamp.ALERTING}


@pytest.mark.parametrize(
    ("row", "why", "source"),
    [
        (Row("211", None, "terminated", "noresource"), "terminated (noresource)", "terminated"),
        (Row("211", document(EARLY), "terminated"), "terminated", "terminated"),
        (Row("211", None, "pending"), "waits for its state", "pending"),
    ],
)
def test_an_instance_that_is_not_active_tells_nothing(row: Row, why: str, source: str) -> None:
    box = ListBox()
    box.told_by_list(talking("211"))
    box.told_by_list(row, full=False, version=1)
    state = box.state("211")
    assert (state.lamp, state.source.value) == (Lamp.UNKNOWN, source)
    assert why in state.why
    assert state.calls == ()


def test_an_active_instance_without_a_document_is_as_an_empty_notify() -> None:
    box = ListBox()
    box.told_by_list(Row("211"))
    alone = PanelBox("211")
    alone.receive(notify(b"", kind=None), key="211")
    assert box.state("211").lamp is alone.state("211").lamp
    assert box.state("211").why == alone.state("211").why


def test_a_list_split_over_messages_is_one_list() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), idle("222"), full=True, version=4)
    box.told_by_list(talking("233"), full=False, version=4)
    box.told_by_list(ringing("211"), idle("222"), full=True, version=5)
    box.told_by_list(talking("233"), full=False, version=5)
    box.wait(SETTLE)
    assert box.lamps() == {"211": Lamp.ALERTING, "222": Lamp.IDLE, "233": Lamp.BUSY}


def test_who_is_not_on_the_list_any_more_is_unknown_soon_after() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), talking("222"))
    box.wait(SETTLE)
    box.told_by_list(idle("211"), version=1)
    assert box.lamps()["222"] is Lamp.BUSY
    box.wait(SETTLE)
    assert box.lamps() == {"211": Lamp.IDLE, "222": Lamp.UNKNOWN}
    assert box.state("222").cause == "Not on the list"
    box.told_by_list(idle("211"), idle("222"), version=2)
    assert box.lamps()["222"] is Lamp.IDLE


def test_the_history_names_the_list() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), idle("222"), version=2)
    box.told_by_list(ringing("211"), version=3, full=False)
    newest, before = box.panel.history(KeyId("211"))
    assert newest.message == "NOTIFY v3 of list team: early, from 299"
    assert newest.received.startswith(b"NOTIFY ")
    assert newest.rule == box.state("211").why
    assert before.message == "NOTIFY v2 of list team: no calls"
    assert box.panel.explain(KeyId("211"), box.now).certain


def test_what_departs_from_the_rfc_in_the_list_is_told_with_its_keys() -> None:
    box = ListBox()
    kind, body = body_of(idle("211"))
    body = body.replace(b' fullState="true"', b"").replace(b"--b7--", b"")
    box.receive(notify(body, kind=kind, sender=LIST), key="900")
    findings = box.panel.explain(KeyId("211"), box.now).findings
    assert findings[-2:] == ("closing boundary missing", "fullState missing")


def test_a_name_that_comes_later_is_taken_and_that_of_a_person_is_kept() -> None:
    box = ListBox("222")
    box.told_by_list(bare("211"), bare("222"))
    box.told_by_list(idle("211", "Anton"), idle("222", "Berta"), full=False, version=1)
    assert shown(box) == [("222", "Phone 222"), ("211", "Anton")]


def test_members_of_another_host_are_keys_with_their_whole_address() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), Row("211", document(EARLY), host="other.example"))
    assert box.lamps() == {"211": Lamp.IDLE, "sip:211@other.example": Lamp.ALERTING}


def test_two_accounts_may_have_the_same_numbers() -> None:
    box = ListBox()
    box.told_by_list(idle("211"))
    box.panel.add_account("other", NameAddr.parse("<sip:300@other.example>"), profile="rfc")
    box.panel.add_list("other", "all", box.now)
    box.panel.list_started("other", "sip:all@other.example", UsageId(901), box.now)
    kind, body = body_of(Row("211", document(EARLY), host="other.example"))
    request = notify(body, kind=kind, sender="sip:all@other.example")
    box.handle(NotifyReceived(UsageId(901), "other", request, SubscriptionState("active"), FLOW))
    keys = box.panel.keys()
    assert [(key.account, key.number) for key in keys] == [(ACCOUNT, "211"), ("other", "211")]
    assert [box.panel.state(key.id).lamp for key in keys] == [Lamp.IDLE, Lamp.ALERTING]


def test_asking_again_asks_for_the_list() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), idle("222"))
    box.panel.ask_again(KeyId("211"), box.now)
    box.drain()
    assert box.ordered(Refresh) == [Refresh(USAGE)]


def test_asking_for_all_asks_for_the_list_once() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), idle("222"))
    box.panel.ask_again(None, box.now)
    box.drain()
    assert box.ordered(Refresh) == [Refresh(USAGE)]


def test_a_key_that_is_watched_as_presence_is_not_the_lists() -> None:
    box = ListBox()
    key = PartnerKey(KeyId("211"), "Anton", "211", ACCOUNT, event="presence")
    box.panel.add_key(key, box.now)
    box.drain()
    assert [order.event for order in box.ordered(Watch)] == ["presence"]
    box.told_by_list(ringing("211"))
    assert box.state("211").lamp is Lamp.UNKNOWN
    assert box.lamps()["sip:211@pbx.example.org"] is Lamp.ALERTING


# --- doubt ---


def test_a_list_in_doubt_puts_all_its_lamps_in_doubt_and_news_end_it() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), talking("222"))
    box.phase(SubscriptionPhase.ACTIVE)
    box.phase(SubscriptionPhase.DOUBTFUL, Failure(500, "Server Internal Error"))
    assert [box.state(number).stale for number in ("211", "222")] == [True, True]
    assert box.state("222").lamp is Lamp.BUSY
    # the new subscription's list is split: what it has not named yet stays in doubt
    box.told_by_list(idle("211"), version=0)
    box.phase(SubscriptionPhase.ACTIVE)
    assert [box.state(number).stale for number in ("211", "222")] == [False, True]
    box.told_by_list(idle("222"), full=False, version=0)
    assert not box.state("222").stale


def test_the_server_ends_the_list() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), talking("222"))
    box.told_by_list(talking("222"), state="terminated", version=1)
    assert box.lamps() == {"211": Lamp.UNKNOWN, "222": Lamp.UNKNOWN}
    assert box.panel.history(KeyId("222"))[0].message == (
        "NOTIFY v1 of list team: subscription terminated"
    )


def test_an_unreadable_list_is_said_and_doubted() -> None:
    box = ListBox()
    box.told_by_list(idle("211"))
    box.receive(notify(b"garbage", kind="multipart/related;boundary=x", sender=LIST), key="900")
    assert box.state("211").stale
    assert [n.text for n in box.told(Notice)] == [
        "A message about the list “team” cannot be read: the body has no boundary, so no parts."
    ]


def test_one_unreadable_document_is_the_doubt_of_one() -> None:
    box = ListBox()
    box.told_by_list(idle("211"), idle("222"))
    box.told_by_list(Row("211", b"garbage"), talking("222"), full=False, version=1)
    assert box.state("211").stale
    assert not box.state("222").stale
    assert box.state("222").lamp is Lamp.BUSY


# --- servers without lists ---


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "pbx.example.org has no list “team”. [404]"),
        (489, "pbx.example.org does not offer lists of lamps such as “team”. [489]"),
        (420, "pbx.example.org does not offer lists of lamps such as “team”. [420]"),
        (403, "pbx.example.org does not allow 200 the list “team”. [403]"),
        (603, "pbx.example.org refuses the list “team”. [603]"),
    ],
)
def test_a_refused_list_is_said_and_its_keys_are_watched_one_by_one(
    status: int, words: str
) -> None:
    box = ListBox("211", "222")
    box.phase(SubscriptionPhase.REFUSED, Failure(status, "No"))
    assert [n.text for n in box.told(Notice)] == [f"{words} Its keys are watched one by one."]
    assert [order.key for order in box.ordered(Watch)] == ["211", "222"]
    assert box.told(ListChanged)[0].state is ListState.REFUSED
    box.phase(SubscriptionPhase.REFUSED, Failure(status, "No"))
    assert len(box.told(Notice)) == 1
    assert len(box.ordered(Watch)) == 2


def test_keys_added_after_the_refusal_are_watched_at_once() -> None:
    box = ListBox()
    box.phase(SubscriptionPhase.REFUSED, Failure(404, "Not Found"))
    box.add("244")
    assert [order.key for order in box.ordered(Watch)] == ["244"]


def test_a_number_instead_of_a_list_is_said_and_left() -> None:
    box = ListBox("211")
    box.receive(notify(document(), sender=LIST), key="900")
    assert [n.text for n in box.told(Notice)] == [
        "pbx.example.org knows “team” as a number and not as a list. "
        "Its keys are watched one by one."
    ]
    assert box.ordered(Unwatch) == [Unwatch(USAGE)]
    assert [order.key for order in box.ordered(Watch)] == ["211"]
    # what still comes of it lights nothing and says nothing
    box.receive(notify(b"", kind=None, sender=LIST), key="900", state="terminated")
    box.phase(SubscriptionPhase.TERMINATED)
    assert len(box.told(Notice)) == 1
    assert list(box.lamps()) == ["211"]


def test_an_empty_message_may_be_followed_by_the_list() -> None:
    box = ListBox("211")
    box.receive(notify(b"", kind=None, sender=LIST), key="900")
    box.wait(PATIENCE - 1)
    box.told_by_list(ringing("211"))
    box.wait(60)
    assert box.told(Notice) == []
    assert box.state("211").lamp is Lamp.ALERTING
    assert box.ordered(Watch) == []


def test_an_empty_message_alone_is_no_list() -> None:
    box = ListBox("211")
    box.receive(notify(b"", kind=None, sender=LIST), key="900")
    box.wait(PATIENCE)
    assert [change.state for change in box.told(ListChanged)] == [ListState.NO_LIST]
    assert "sends an empty list “team”, or knows no such list" in box.told(Notice)[0].text
    assert [order.key for order in box.ordered(Watch)] == ["211"]


def test_a_silent_server_is_said_once() -> None:
    box = ListBox("211")
    failure = Failure(408, "Accepted, but nothing was sent since", local=True)
    for _ in range(3):
        box.phase(SubscriptionPhase.DOUBTFUL, failure)
    assert [n.text for n in box.told(Notice)] == [
        "The list “team” does not come: Accepted, but nothing was sent since. "
        "Its keys are watched one by one."
    ]
    assert len(box.ordered(Watch)) == 1


# --- keys with a subscription of their own ---


def alone(box: ListBox, number: str) -> UsageId:
    """A key that is watched by itself, as after a refusal of the list."""
    box.phase(SubscriptionPhase.REFUSED, Failure(404, "Not Found"))
    return box.usage(box.add(number))


def test_a_list_that_comes_late_takes_its_keys_over() -> None:
    box = ListBox()
    own = alone(box, "211")
    box.hear(key="211")
    box.told_by_list(ringing("211"))
    assert box.ordered(Unwatch) == [Unwatch(own)]
    # the farewell of the key's own subscription is not the list's
    box.receive(notify(document()), key="211", state="terminated")
    box.handle(SubscriptionChanged(own, SubscriptionPhase.TERMINATED, None, None))
    assert box.state("211").lamp is Lamp.ALERTING
    assert box.state("211").source is Source.ACTIVE


def test_a_list_without_a_state_leaves_a_key_its_own_subscription() -> None:
    box = ListBox()
    alone(box, "211")
    box.hear(call("confirmed"), key="211")
    box.told_by_list(bare("211"), Row("222", None, "terminated"))
    assert box.ordered(Unwatch) == []
    assert box.state("211").lamp is Lamp.BUSY


def test_a_subscription_that_starts_when_the_list_has_come_is_ended_again() -> None:
    box = ListBox()
    box.told_by_list(ringing("211"))
    box.panel.watch_started(KeyId("211"), UsageId(211), box.now)
    box.drain()
    assert box.ordered(Unwatch) == [Unwatch(UsageId(211))]
    box.handle(
        SubscriptionChanged(UsageId(211), SubscriptionPhase.REFUSED, Failure(404, "No"), None)
    )
    assert box.state("211").lamp is Lamp.ALERTING


# --- lists nobody subscribed to (recordings, unasked news) ---


def test_a_list_nobody_asked_for_makes_keys_where_keys_are_made() -> None:
    box = PanelBox(discover=True)
    kind, body = body_of(ringing("211", "Anton"), bare("222"))
    box.receive(notify(body, kind=kind, sender=LIST), key=None)
    assert shown(box) == [
        ("211", "Anton"),
        ("222", "222"),
    ]
    assert box.state("211").source is Source.UNSOLICITED
    kind, body = body_of(idle("211"), full=False, version=1)
    box.receive(notify(body, kind=kind, sender=LIST), key=None)
    assert box.state("211").lamp is Lamp.IDLE


def test_a_list_nobody_asked_for_lights_only_the_keys_there_are() -> None:
    box = PanelBox("211")
    kind, body = body_of(idle("222"), ringing("211"))
    box.receive(notify(body, kind=kind, sender=LIST), key=None)
    assert shown(box) == [("211", "Phone 211")]
    assert box.state("211").lamp is Lamp.ALERTING


def test_a_packed_document_in_parts_lights_the_key_of_its_subscription() -> None:
    box = PanelBox("207")
    body = (
        b"--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\n"
        b"Content-Type: application/dialog-info+xml\r\n\r\n" + document(EARLY) + b"\r\n--x--"
    )
    box.receive(notify(body, kind="multipart/mixed;boundary=x"), key="207")
    assert box.state("207").lamp is Lamp.ALERTING


def test_a_list_as_a_file_lights_its_keys() -> None:
    box = PanelBox(discover=True)
    _, body = body_of(ringing("211"), idle("222"))
    assert box.panel.read_document(ACCOUNT, b"\r\n" + body, box.now)
    box.drain()
    assert box.state("211").source is Source.FILE
    assert box.panel.history(KeyId("211"))[0].message == (
        "Document v0 of list team: early, from 299"
    )


def test_a_name_that_is_no_address_is_said() -> None:
    box = PanelBox()
    box.panel.add_list(ACCOUNT, "sip:", box.now)
    box.drain()
    assert "is no list that can be watched" in box.told(Notice)[0].text
    assert box.ordered(WatchList) == []


# --- any order ---

MAKES = {"idle": idle, "ringing": ringing, "talking": talking, "bare": bare}
MEANS = {
    "idle": Lamp.IDLE,
    "ringing": Lamp.ALERTING,
    "talking": Lamp.BUSY,
    "bare": Lamp.UNKNOWN,
}
REPORT = st.tuples(
    st.booleans(),
    st.dictionaries(st.sampled_from(["211", "222", "233"]), st.sampled_from(list(MAKES))),
)
WAIT = st.sampled_from([0.1, 30.0])


@settings(max_examples=80)
@given(st.lists(st.one_of(REPORT, WAIT), max_size=12))
def test_each_lamp_is_what_was_told_of_it_last(steps: list[Any]) -> None:
    """A full report begins the list anew: who is not named until it has settled is not on it."""
    box = ListBox("211")
    told: dict[str, Lamp] = {"211": Lamp.UNKNOWN}
    unmentioned: set[str] = set()
    for step in [*steps, 30.0]:
        if isinstance(step, float):
            box.wait(step)
            if step > SETTLE:
                told |= dict.fromkeys(unmentioned, Lamp.UNKNOWN)
                unmentioned = set()
                assert box.lamps() == told
        else:
            full, rows = step
            box.told_by_list(*[MAKES[how](number) for number, how in rows.items()], full=full)
            unmentioned = (set(told) if full else unmentioned) - set(rows)
            told |= {number: MEANS[how] for number, how in rows.items()}
            assert all(box.lamps()[number] is MEANS[how] for number, how in rows.items())
