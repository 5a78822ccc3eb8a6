"""Picking up: the ways, their order, and when to stop."""

from __future__ import annotations

import pytest

from blfpanel.panel.commands import Dial, HangUp
from blfpanel.panel.model import (
    Happening,
    KeyId,
    OwnCallChanged,
    OwnCallState,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallRedirected,
    EndedBy,
    Failure,
    UsageId,
)
from blfpanel.sip.message import Response
from blfpanel.sip.uri import NameAddr, SipUri
from support.panel_box import PanelBox, call

KEY = KeyId("207")
REPLACES = (("Replaces", "c-d1;to-tag=r-d1;from-tag=l-d1;early-only"), ("Require", "replaces"))
CALLER = "sip:211@pbx.example.org"
PARTNER = "sip:207@pbx.example.org"


@pytest.mark.parametrize(
    ("profile", "code", "facts", "offered"),
    [
        ("rfc", None, {}, ("replaces",)),
        ("rfc", "*8{ext}", {}, ("replaces", "code")),
        ("rfc", None, {"tags": False}, ()),
        ("rfc", "*8{ext}", {"tags": False}, ("code",)),
        ("innovaphone", None, {"tags": False}, ("code",)),
        ("innovaphone", "", {"tags": False}, ()),
        ("rfc", "*8{ext}", {"remote": "sip:200@elsewhere"}, ()),
        ("rfc", None, {"remote": None}, ("replaces",)),
    ],
)
def test_a_ringing_call_names_its_ways(
    profile: str, code: str | None, facts: dict[str, object], offered: tuple[str, ...]
) -> None:
    box = PanelBox("207", profile=profile, code=code)
    box.hear(call("early", **facts))
    assert box.state().calls[0].pickup == offered


def test_a_call_that_does_not_ring_offers_no_way() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    assert box.state().calls[0].pickup == ()


@pytest.mark.parametrize(
    ("target", "remote", "uri"),
    [
        ("sip:211@192.0.2.9:5070;transport=tcp", CALLER, "sip:211@192.0.2.9:5070;transport=tcp"),
        (None, CALLER, CALLER),
        ("no uri <", CALLER, CALLER),
        ("211@192.0.2.9", CALLER, "sip:211@192.0.2.9"),
        (None, None, "sip:207@pbx.example.org"),
    ],
)
def test_replaces_goes_to_target_else_identity_else_partner_first(
    target: str | None, remote: str | None, uri: str
) -> None:
    box = PanelBox("207")
    box.hear(call("early", target=target, remote=remote) if remote else call("early", remote=None))
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    assert (dial.uri, dial.headers, dial.key, dial.pickup) == (uri, REPLACES, KEY, True)


FREESWITCH = "sip:**207@pbx.example.org"


@pytest.mark.parametrize(
    ("profile", "facts", "dialled"),
    [
        # measured: which address takes the INVITE with Replaces at which PBX
        ("kamailio", {"target": "sip:211@192.0.2.9"}, (CALLER, REPLACES)),
        ("opensips", {"target": "sip:211@192.0.2.9"}, (CALLER, REPLACES)),
        ("asterisk-chansip", {"target": "sip:211@192.0.2.9"}, (PARTNER, REPLACES)),
        ("asterisk-chansip", {"tags": False}, (PARTNER, (
            ("Replaces", "c-d1;to-tag=0;from-tag=0;early-only"), ("Require", "replaces"),
        ))),
        ("asterisk", {"tags": False}, (FREESWITCH, ())),
        ("freeswitch", {"target": FREESWITCH}, (FREESWITCH, ())),
        ("freeswitch", {"target": "**207@pbx.example.org"}, (FREESWITCH, ())),
        ("freeswitch", {}, (PARTNER, REPLACES)),
        ("broadworks", {"tags": False}, ("sip:*97207@pbx.example.org", ())),
        ("sipxecs", {"tags": False}, ("sip:*78207@pbx.example.org", ())),
        ("kazoo", {"target": "sip:211@192.0.2.9"}, ("sip:211@192.0.2.9", REPLACES)),
    ],
)  # fmt: skip
def test_each_pbx_is_asked_in_the_way_it_understands(
    profile: str, facts: dict[str, object], dialled: tuple[str, tuple[tuple[str, str], ...]]
) -> None:
    box = PanelBox("207", profile=profile)
    text = call("early", **facts)
    if profile.startswith("asterisk") and profile != "asterisk-chansip":
        text = text.replace(' call-id="c-d1"', "")
    box.hear(text)
    box.panel.press(KEY, box.now)
    box.drain()
    dial = box.ordered(Dial)[0]
    assert (dial.uri, dial.headers) == dialled


@pytest.mark.parametrize(
    ("template", "number", "uri"),
    [
        ("**{ext}", "207", "sip:**207@pbx.example.org"),
        ("*8", "207", "sip:*8@pbx.example.org"),
        ("*21*{ext}#", "207", "sip:*21*207%23@pbx.example.org"),
        ("sip:pick-{ext}@gateway", "207", "sip:pick-207@gateway"),
    ],
)
def test_a_code_is_the_template_with_the_number(template: str, number: str, uri: str) -> None:
    box = PanelBox(number, code=template)
    box.hear(call("early", tags=False))
    box.panel.press(KeyId(number), box.now)
    box.drain()
    assert [(dial.uri, dial.headers) for dial in box.ordered(Dial)] == [(uri, ())]


def test_a_target_that_is_a_pickup_number_can_be_called() -> None:
    box = PanelBox("207")
    box.hear(call("early", tags=False, target="**207@pbx"))
    box.panel.pick_up(KEY, box.now, method="target")
    box.drain()
    assert [dial.uri for dial in box.ordered(Dial)] == ["sip:**207@pbx"]


def test_one_way_only_may_be_demanded() -> None:
    box = PanelBox("207", code="**{ext}")
    box.hear(call("early"))
    box.panel.pick_up(KEY, box.now, method="code")
    box.drain()
    assert [dial.uri for dial in box.ordered(Dial)] == ["sip:**207@pbx.example.org"]


# --- the ladder ---


class Climb:
    """A pick-up of the call that rings at 207, with Replaces and a code to try."""

    def __init__(self, profile: str = "rfc", code: str | None = "**{ext}") -> None:
        self.box = PanelBox("207", "208", profile=profile, code=code)
        self.box.hear(call("early"))
        self.box.panel.press(KEY, self.box.now)
        self.box.drain()
        self.usage = UsageId(0)
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

    @property
    def dialled(self) -> list[str]:
        """The attempts so far."""
        return [dial.uri for dial in self.box.ordered(Dial)]

    @property
    def outcome(self) -> PickupChanged:
        """What was told last."""
        return self.box.told(PickupChanged)[-1]


def test_the_first_way_that_works_wins() -> None:
    climb = Climb()
    assert climb.box.panel.picking_up(KEY)
    caller = NameAddr.parse("<sip:211@pbx.example.org>")
    climb.box.handle(CallEstablished(climb.usage, b"", caller, None))
    assert climb.outcome == PickupChanged(KEY, PickupOutcome.WON)
    assert not climb.box.panel.picking_up(KEY)
    (own,) = climb.box.panel.own_calls()
    assert (own.state, own.pickup, own.party.number) == (OwnCallState.TALKING, True, "211")


@pytest.mark.parametrize("status", [400, 403, 404, 420, 480, 481, 500, 501, 503])
def test_a_refusal_leads_to_the_next_way_while_it_rings(status: int) -> None:
    climb = Climb()
    climb.fails(status)
    assert climb.dialled == [CALLER, PARTNER]
    assert climb.box.ordered(Dial)[1].headers == REPLACES
    climb.goes_out()
    climb.fails(status)
    assert climb.dialled == [CALLER, PARTNER, "sip:**207@pbx.example.org"]
    assert climb.box.panel.picking_up(KEY)
    climb.goes_out()
    climb.fails(603)
    assert climb.outcome.outcome is PickupOutcome.LOST
    assert climb.outcome.text == (
        "The PBX did not hand the call over [603]. Tried: Replaces, **207."
    )
    assert not climb.box.panel.picking_up(KEY)


@pytest.mark.parametrize(
    ("status", "local", "text"),
    [
        (486, False, "Already answered."),
        (603, False, "The PBX did not hand the call over [603]. Tried: Replaces."),
        (487, False, "The PBX did not hand the call over [487]. Tried: Replaces."),
        (408, True, "The PBX did not hand the call over [408]. Tried: Replaces."),
    ],
)
def test_some_ends_are_final(status: int, local: bool, text: str) -> None:
    climb = Climb()
    climb.fails(status, local=local)
    assert climb.dialled == [CALLER]
    assert climb.outcome == PickupChanged(KEY, PickupOutcome.LOST, text)


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
    assert climb.outcome == PickupChanged(KEY, PickupOutcome.LOST, text)


def test_who_else_took_the_call_is_named() -> None:
    climb = Climb()
    climb.box.hear(call("confirmed", local="sip:208@x"), key="208")
    climb.box.hear(call("terminated"))
    climb.fails(486)
    assert climb.outcome.text == "Already answered by Phone 208."


def test_after_a_cleared_document_the_verdict_waits_for_what_comes_next() -> None:
    climb = Climb()
    climb.box.hear()
    climb.fails(481)
    assert climb.outcome.outcome is PickupOutcome.TRYING
    climb.box.hear(call("confirmed"))
    assert climb.outcome.text == "Already answered by Phone 207."


def test_after_a_cleared_document_and_silence_the_caller_hung_up() -> None:
    climb = Climb()
    climb.box.hear()
    climb.fails(481)
    climb.box.wait(0.3)
    assert climb.outcome.text == "The caller hung up."
    assert not climb.box.panel.picking_up(KEY)


def test_a_pickup_can_be_cancelled() -> None:
    climb = Climb()
    climb.box.panel.calls.hang_up(climb.usage, climb.box.now)
    climb.box.drain()
    assert climb.box.ordered(HangUp) == [HangUp(climb.usage)]
    climb.fails(487, by=EndedBy.LOCAL)
    assert climb.outcome == PickupChanged(KEY, PickupOutcome.LOST, "Pick-up cancelled.")


def test_a_pickup_that_is_sent_elsewhere_goes_there() -> None:
    climb = Climb()
    moved = Response(302, "Moved", None)
    place = SipUri.parse("sip:211@192.0.2.77")
    climb.box.handle(CallRedirected(climb.usage, (place,), moved))
    assert climb.dialled == [CALLER, "sip:211@192.0.2.77"]
    assert climb.box.ordered(Dial)[-1].headers == REPLACES
    climb.goes_out()
    climb.box.handle(CallEstablished(climb.usage, b"", NameAddr(None, place), None))
    assert climb.outcome.outcome is PickupOutcome.WON


def test_a_pickup_that_is_sent_in_circles_tries_the_next_way() -> None:
    climb = Climb()
    moved = Response(302, "Moved", None)
    for _ in range(6):
        climb.box.handle(CallRedirected(climb.usage, (SipUri.parse(CALLER),), moved))
        climb.goes_out()
    assert climb.dialled[:6] == [CALLER] * 6
    assert climb.dialled[6:] == [PARTNER]


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
    lines = [
        (entry.message, entry.rule)
        for entry in climb.box.panel.history(KEY)
        if entry.kind is Happening.PICKUP
    ]
    assert lines == [
        ("Pick-up lost, Replaces", "Already answered."),
        ("Pick-up trying, by Replaces", ""),
    ]
