"""A press on a key, by what the eye sees and what is true."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import KeyAdded, Notice, PressAsked
from blfpanel.panel.commands import Dial, Refresh, Watch
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import Happening, Intent, KeyId, Party
from blfpanel.sip.events import (
    Failure,
    SubscriptionChanged,
    SubscriptionPhase,
)
from support.panel_box import ACCOUNT, PanelBox, call, notify

KEY = KeyId("207")
UNCERTAIN = Notice("This lamp is uncertain.", KEY)


def press(box: PanelBox) -> tuple[list[Dial], list[Notice]]:
    """What a press leads to."""
    known = len(box.told(Notice))
    box.panel.press(KEY, box.now)
    box.drain()
    return box.ordered(Dial), box.told(Notice)[known:]


def doubt(box: PanelBox) -> None:
    """Make the key's lamp uncertain."""
    failure = Failure(500, "Server Internal Error")
    usage = box.usage("207")
    box.handle(SubscriptionChanged(usage, SubscriptionPhase.DOUBTFUL, failure, box.now + 30))


@pytest.mark.parametrize("stale", [False, True])
def test_an_idle_partner_is_called(stale: bool) -> None:
    box = PanelBox("207")
    box.hear()
    if stale:
        doubt(box)
    dials, notices = press(box)
    uri = "sip:207@pbx.example.org"
    assert dials == [Dial(ACCOUNT, uri, (), KEY, party=Party(uri, "207", "Phone 207"))]
    assert notices == ([UNCERTAIN] if stale else [])


@pytest.mark.parametrize("stale", [False, True])
def test_a_ringing_call_is_picked_up(stale: bool) -> None:
    box = PanelBox("207")
    box.hear(call("early"))
    if stale:
        doubt(box)
    dials, notices = press(box)
    assert [dial.pickup for dial in dials] == [True]
    assert notices == ([UNCERTAIN] if stale else [])


@pytest.mark.parametrize(
    ("calls", "text"),
    [
        ((call("confirmed"),), "Phone 207 is talking."),
        ((call("trying", "initiator"),), "Phone 207 is calling somebody."),
    ],
)
def test_a_busy_partner_is_only_asked_about(calls: tuple[str, ...], text: str) -> None:
    box = PanelBox("207")
    box.hear(*calls)
    assert press(box) == ([], [])
    assert box.told(PressAsked) == [PressAsked(KEY, text, (Intent.TELL_WHEN_FREE, Intent.DIAL))]


def test_a_partner_nothing_is_known_about_is_called_with_a_warning() -> None:
    box = PanelBox("207")
    dials, notices = press(box)
    assert len(dials) == 1
    assert notices == [UNCERTAIN]


def test_a_partner_i_am_calling_already_is_not_called_twice() -> None:
    box = PanelBox("207")
    box.hear()
    (dial,), _ = press(box)
    box.panel.call_started(dial, box.call_usage(), box.now)
    dials, notices = press(box)
    assert len(dials) == 1
    assert [notice.text for notice in notices] == ["You are on a call to Phone 207 already."]


def test_presses_stand_in_the_history() -> None:
    box = PanelBox("207")
    box.hear()
    press(box)
    entry = box.panel.history(KEY)[0]
    assert (entry.kind, entry.message) == (Happening.PRESS, "Pressed while idle: dial")


def test_a_new_key_is_shown_and_watched() -> None:
    box = PanelBox("207")
    assert box.told(KeyAdded) == [KeyAdded(KEY)]
    assert box.ordered(Watch) == [Watch(KEY, ACCOUNT, "sip:207@pbx.example.org")]


def test_a_key_of_another_domain_is_watched_there() -> None:
    box = PanelBox()
    box.panel.add_key(PartnerKey(KEY, "Anna", "sip:anna@other.org;user=phone", ACCOUNT), 0.0)
    box.drain()
    assert box.ordered(Watch)[0].uri == "sip:anna@other.org;user=phone"


def test_a_key_without_a_number_is_told_and_left_out() -> None:
    box = PanelBox()
    box.panel.add_key(PartnerKey(KEY, "Nobody", " ", ACCOUNT), 0.0)
    box.drain()
    assert box.panel.keys() == []
    assert box.told(Notice)[0].text.startswith("The key “Nobody” has no number")


def test_any_number_can_be_called() -> None:
    box = PanelBox()
    box.panel.dial(ACCOUNT, "+49 (30) 1234-56", 0.0)
    box.drain()
    assert [dial.uri for dial in box.ordered(Dial)] == ["sip:+4930123456@pbx.example.org"]


@pytest.mark.parametrize("number", ["", "  ", "sip:<>"])
def test_what_is_no_number_is_told(number: str) -> None:
    box = PanelBox()
    box.panel.dial(ACCOUNT, number, 0.0)
    box.drain()
    assert box.ordered(Dial) == []
    assert box.told(Notice)[0].problem


def test_asking_again_refreshes_the_subscription_or_makes_one() -> None:
    box = PanelBox("207", discover=True)
    box.panel.ask_again(KEY, box.now)
    box.receive(notify(b"<dialog-info/>", sender="sip:300@pbx", to_tag=None), key=None)
    box.panel.ask_again(KeyId("300"), box.now)
    box.drain()
    assert box.commands[-2:] == [
        Refresh(box.usage("207")),
        Watch(KeyId("300"), ACCOUNT, "sip:300@pbx.example.org"),
    ]
