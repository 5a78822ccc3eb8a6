"""Whose calls a NOTIFY is about."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import Notice
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lamps.matching import user_of
from blfpanel.panel.model import KeyId, Lamp, Source
from support.panel_box import ACCOUNT, PanelBox, call, document, notify


@pytest.mark.parametrize(
    ("uri", "user"),
    [
        ("sip:207@pbx.example.org", "207"),
        ("sip:207@pbx.example.org:5060;user=phone", "207"),
        ("sips:207@[2001:db8::1]", "207"),
        ("207@pbx.example.org", "207"),
        ("<sip:207@pbx>", "207"),
        ("sip:%32%30%37@pbx", "207"),
        ("sip:*21%23@pbx", "*21#"),
        ("tel:+12408881414;ext=1414", "+12408881414"),
        ("sip:park+5901@fs", "park+5901"),
        ("207", "207"),
        ("+4930207", "+4930207"),
        ('"Anna" <sip:207@pbx;user=phone>;tag=7', "207"),
        ("sip:pbx.example.org", ""),
        ("", ""),
        ("no uri at all <", ""),
    ],
)
def test_the_user_part_is_found_however_it_is_written(uri: str, user: str) -> None:
    assert user_of(uri) == user


RINGING = call("early", local="sip:208@other:5070")


@pytest.mark.parametrize(
    ("entity", "calls", "sender", "key"),
    [
        ("sip:207@elsewhere:5060;user=phone", (RINGING,), "sip:209@pbx", "207"),
        (None, (RINGING,), "sip:209@pbx", "208"),
        (None, (), "sip:209@pbx", "209"),
        ("sip:unknown@pbx", (RINGING,), "sip:209@pbx", "208"),
        ("sip:unknown@pbx", (), "sip:209@pbx", "209"),
    ],
)
def test_an_unasked_notify_is_matched_by_entity_then_local_identity_then_from(
    entity: str | None, calls: tuple[str, ...], sender: str, key: str
) -> None:
    box = PanelBox("207", "208", "209")
    box.receive(notify(document(*calls, entity=entity), sender=sender, to_tag=None), key=None)
    heard = [number for number in ("207", "208", "209") if box.state(number).heard is not None]
    assert heard == [key]
    assert box.state(key).source is Source.UNSOLICITED


def test_the_subscription_counts_more_than_what_the_document_names() -> None:
    box = PanelBox("207", "208")
    box.hear(RINGING, key="207", entity="sip:208@pbx")
    assert box.state("207").lamp is Lamp.ALERTING
    assert box.state("208").lamp is Lamp.UNKNOWN


def test_two_keys_for_one_partner_both_light() -> None:
    box = PanelBox()
    box.add("207")
    box.panel.add_key(PartnerKey(KeyId("207b"), "Anna again", "207", ACCOUNT), 0.0)
    box.receive(notify(document(call("confirmed")), to_tag=None), key=None)
    assert box.state("207").lamp is Lamp.BUSY
    assert box.state("207b").lamp is Lamp.BUSY


def test_news_of_those_without_a_key_are_told_once() -> None:
    box = PanelBox("207")
    for sender in ("sip:300@pbx", "sip:300@pbx", "sip:301@pbx"):
        box.receive(notify(document(), sender=sender, to_tag=None), key=None)
    notices = box.told(Notice)
    assert [notice.text.partition(" ")[0] for notice in notices] == ["sip:300@pbx"]
    assert not any(notice.problem for notice in notices)


def test_discovery_makes_a_key_for_whoever_is_heard_of() -> None:
    box = PanelBox(discover=True)
    box.receive(notify(document(RINGING), to_tag=None), key=None)
    (key,) = box.panel.keys()
    assert (key.id, key.number) == ("208", "208")
    assert box.state("208").lamp is Lamp.ALERTING
    assert box.commands == []


def test_a_lost_subscription_that_goes_on_sending_is_not_believed() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    box.receive(notify(document(), to_tag="an old tag"), key=None)
    assert box.state().lamp is Lamp.BUSY
    assert "not believed" in box.panel.history(KeyId("207"))[0].rule


def test_unasked_news_is_believed_beside_a_subscription() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    box.receive(notify(document(), to_tag=None), key=None)
    assert (box.state().lamp, box.state().source) == (Lamp.IDLE, Source.ACTIVE)
