"""The ways to pick up, and their order."""

from __future__ import annotations

from typing import Any

import pytest

from blfpanel.body.dialog_info import Dialog, parse
from blfpanel.panel.commands import Dial
from blfpanel.panel.model import KeyId
from blfpanel.panel.pickups.ways import Rung, View, plan, replaces_value
from blfpanel.panel.profiles.habits import MissingTag, PickupWishes, ReplacesForm
from blfpanel.sip.syntax.uri import SipUri
from support.panel_box import PanelBox, call, document, profiles

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
        ("freeswitch", {"tags": False, "target": "sip:211@x"}, (PARTNER, (
            ("Replaces", "d1;to-tag=0;from-tag=0;early-only"), ("Require", "replaces"),
        ))),
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
        ("*20*{ext}", "207", "sip:*20*207@pbx.example.org"),
        ("{ext}*8", "207", "sip:207*8@pbx.example.org"),
        ("#97{ext}", "207", "sip:%2397207@pbx.example.org"),
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


def ways(profile: str = "rfc", wishes: PickupWishes | None = None, **facts: Any) -> list[Rung]:
    """All attempts at a call, in order."""
    aor = SipUri.parse("sip:200@pbx.example.org")
    habits = (wishes or PickupWishes()).over(profiles()[profile].pickup)
    view = View(profiles()[profile], KEY, "office", aor, "207", PARTNER, habits)
    (dialog,) = parse(document(call("early", **facts))).dialogs
    return list(plan(dialog, view))


@pytest.mark.parametrize(
    ("missing", "value"),
    [
        ("0", "c-d1;to-tag=0;from-tag=0;early-only"),
        ("empty", "c-d1;to-tag=;from-tag=;early-only"),
        ("left out", "c-d1;early-only"),
    ],
)
def test_a_call_without_tags_is_named_as_the_account_says(missing: MissingTag, value: str) -> None:
    first, *_, last = ways("innovaphone", PickupWishes(missing_tag=missing), tags=False)
    assert (first.method, first.dial.headers[0]) == ("replaces", ("Replaces", value))
    assert last.method == "code"


def test_where_one_tag_is_missing_the_other_stays() -> None:
    form = ReplacesForm(missing_tag="left out")
    dialog = Dialog("1", "early", call_id="c", remote_tag="r")
    assert replaces_value(form, dialog) == "c;to-tag=r"


def test_an_innovaphone_is_asked_by_its_code_as_long_as_nobody_knows_better() -> None:
    assert [rung.method for rung in ways("innovaphone", tags=False)] == ["code"]


def test_the_account_says_which_ways_in_which_order() -> None:
    wishes = PickupWishes("*8{ext}", "*8", ("group", "code", "replaces"))
    assert [(rung.method, str(rung)) for rung in ways("kamailio", wishes)][:3] == [
        ("group", "*8"),
        ("code", "*8207"),
        ("replaces", "Replaces"),
    ]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_a_groups_code_is_used_only_when_it_is_asked_for(name: str) -> None:
    assert "group" not in [rung.method for rung in ways(name, PickupWishes(group_code="*8"))]


def test_tags_are_swapped_once_and_behind_481_only() -> None:
    swapped = [rung for rung in ways(target="sip:211@192.0.2.9") if "swapped" in rung.name]
    assert [(rung.dial.headers[0][1], rung.after) for rung in swapped] == [
        ("c-d1;to-tag=l-d1;from-tag=r-d1;early-only", frozenset({481}))
    ]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_only_a_pbx_that_cannot_read_early_only_is_asked_without(name: str) -> None:
    rungs = [rung for rung in ways(name) if rung.method == "replaces"]
    bare = [rung for rung in rungs if "early-only" not in rung.dial.headers[0][1]]
    assert all(rung.after == {400, 420} and not rung.protected for rung in bare)
    assert all(rung.protected for rung in rungs if rung not in bare)
    assert all(("Require", "replaces") in rung.dial.headers for rung in rungs)
    # at these it was measured that they understand it, or that without it they steal
    assert not bare or name not in ("kamailio", "asterisk-chansip", "freeswitch")
