"""Picking up at the built-in PBX as each of the PBXs it plays: every way, in time and too late.

The whole phone, the PBX and two telephones on a virtual clock. docs/pickup.md says what is tested
here and what was tested on real servers.
"""

from __future__ import annotations

from typing import get_args

import pytest

from blfpanel.body.dialog_info import parse
from blfpanel.panel.changes import PickupOutcome
from blfpanel.panel.model import Lamp
from blfpanel.panel.pickups.ways import WAYS
from blfpanel.panel.profiles.habits import MissingTag, PickupWishes
from blfpanel.panel.profiles.mannerisms import Takes
from blfpanel.sip.events import CallEstablished, IncomingCall
from support.panel_box import profiles
from support.pickup_desk import ANNA, WORKS, PickupDesk, ended

WON = (PickupOutcome.WON, "")
METHODS = sorted(WAYS)
EVERY = sorted(profiles())


def desk(profile: str, **options: object) -> PickupDesk:
    made = PickupDesk(profile, **options)  # type: ignore[arg-type]
    made.ring()
    assert made.lamp.lamp is Lamp.ALERTING
    return made


@pytest.mark.parametrize("profile", EVERY)
@pytest.mark.parametrize("method", METHODS)
def test_each_way_at_each_pbx(profile: str, method: str) -> None:
    office = desk(profile)
    outcome = office.pick_up(method)
    if method in WORKS[profile]:
        assert outcome == WON
        assert office.rings_no_more()
        assert office.talks_to_jens()
        assert office.warnings == []
    else:
        assert outcome == (
            PickupOutcome.LOST, f"This call cannot be picked up by {method}."
        )  # fmt: skip
        assert office.invites() == []


@pytest.mark.parametrize("profile", sorted(set(EVERY) - {"yate"}))
def test_one_press_picks_up_at_each_pbx_with_its_first_way(profile: str) -> None:
    office = desk(profile)
    assert office.ways
    assert office.pick_up() == WON
    assert len(office.invites()) == 1
    assert office.talks_to_jens()


def test_a_pbx_without_a_known_way_is_picked_up_with_the_accounts_code() -> None:
    assert desk("yate").pick_up() == (
        PickupOutcome.LOST,
        "No way to pick this call up is known. Give the account a pick-up code.",
    )
    assert desk("yate", wishes=PickupWishes("**{ext}")).pick_up() == WON


@pytest.mark.parametrize("profile", EVERY)
def test_without_being_told_which_pbx_it_is_one_press_is_enough_with_the_accounts_code(
    profile: str,
) -> None:
    """Nothing gives the built-in PBX away but the shape of its documents."""
    code = profiles()[profile].pickup.code or "**{ext}"
    office = desk(profile, known="auto", wishes=PickupWishes(code))
    assert office.pick_up() == WON
    assert office.talks_to_jens()


@pytest.mark.parametrize("profile", EVERY)
def test_too_late_nothing_is_dialled_and_nothing_stolen(profile: str) -> None:
    office = desk(profile)
    office.anna.answer()
    office.office.advance(1)
    for method in (None, *METHODS):
        office.phone.pick_up(ANNA, method)
        assert office.outcome == (PickupOutcome.LOST, "Already answered by Anna.")
    office.office.advance(5)
    assert office.invites() == []
    assert not ended(office.anna)


#: What the built-in PBX does with an INVITE that comes too late, as the one it plays.
STEALS = {"freeswitch"}


@pytest.mark.parametrize(
    ("profile", "method"),
    [(profile, method) for profile in EVERY for method in sorted(WORKS[profile])],
)
def test_a_pick_up_that_crosses_the_answer(profile: str, method: str) -> None:
    """Anna answers while our INVITE is on its way: it is not ours, or it is said that it was hers.

    The first INVITE of an account is asked for credentials; so the first call is picked up in
    peace, and it is the second that is raced for.
    """
    office = desk(profile)
    office.pick_up(method)
    office.jens.hang_up(office.outgoing)
    office.office.advance(2)
    office.ring()
    office.anna.endpoint.answer(
        office.anna.last(IncomingCall).call, office.anna.offer(), office.network.now
    )
    office.phone.pick_up(ANNA, method)
    office.office.advance(5)
    by_replaces = method == "replaces"
    if profile in STEALS and by_replaces:
        assert office.outcome == (
            PickupOutcome.WON,
            "This call had been answered by Anna already; you are talking to Jens & Søn.",
        )
        assert office.warnings == [office.outcome[1]]
        assert office.talks_to_jens()
    else:
        assert office.outcome == (PickupOutcome.LOST, "Already answered by Anna.")
        assert office.calls == ()
        assert len(office.jens.events(CallEstablished)) == 2
        assert len(ended(office.jens)) == 1


@pytest.mark.parametrize(
    ("profile", "method"),
    [(profile, method) for profile in EVERY for method in sorted(WORKS[profile])],
)
def test_a_pick_up_that_crosses_the_callers_giving_up(profile: str, method: str) -> None:
    office = desk(profile)
    office.jens.endpoint.hang_up(office.outgoing, office.network.now)
    office.phone.pick_up(ANNA, method)
    office.office.advance(5)
    assert office.outcome == (PickupOutcome.LOST, "The caller hung up.")
    assert office.calls == ()


def test_an_invite_that_has_to_wait_for_credentials_is_not_sent_again_when_anna_answers() -> None:
    """The PBX asks who we are, and in between Anna answers: FreeSWITCH would take the call away."""
    office = desk("freeswitch")
    office.phone.pick_up(ANNA, "replaces")
    office.office.advance(0.01)
    office.anna.endpoint.answer(
        office.anna.last(IncomingCall).call, office.anna.offer(), office.network.now - 0.015
    )
    office.office.advance(5)
    assert len(office.network.sent("desk", "INVITE")) == 1
    assert office.outcome == (PickupOutcome.LOST, "Already answered by Anna.")
    assert not ended(office.anna)


@pytest.mark.parametrize("missing", get_args(MissingTag)[1:])
def test_forms_of_replaces_that_the_pbx_does_not_know_cost_one_refusal(
    missing: MissingTag,
) -> None:
    """innovaphone: what it takes is not known; the code is behind whatever is tried."""
    office = desk("innovaphone", wishes=PickupWishes(missing_tag=missing))
    assert office.ways == ("replaces", "code")
    assert office.pick_up() == WON
    tried = office.invites()
    assert [message.headers.get("Replaces") is not None for message in tried][-1] is False
    assert len(tried) > 1
    # and the next time the code goes first
    office.jens.hang_up(office.outgoing)
    office.office.advance(2)
    office.ring()
    assert office.pick_up() == WON
    assert len(office.invites()) == len(tried) + 1


@pytest.mark.parametrize(
    ("missing", "value"),
    [
        ("0", "{call_id};to-tag=0;from-tag=0;early-only"),
        ("empty", "{call_id};to-tag=;from-tag=;early-only"),
        ("left out", "{call_id};early-only"),
    ],
)
def test_an_innovaphone_that_knows_calls_by_their_call_id_needs_no_code(
    missing: MissingTag, value: str
) -> None:
    takes = Takes(replaces=("call-id",), tags="ignored", codes=())
    office = desk("innovaphone", wishes=PickupWishes(missing_tag=missing), takes=takes)
    call_id = office.office.pbx.calls()[0].ringing[0].call_id
    assert office.pick_up() == WON
    (invite,) = office.invites()
    assert invite.headers.get("Replaces") == value.format(call_id=call_id)
    assert office.talks_to_jens()


def test_who_subscribes_while_it_rings_at_freeswitch_picks_up_with_swapped_tags() -> None:
    office = PickupDesk("freeswitch")
    office.ring()
    office.phone.ask_again(ANNA)
    office.office.advance(1)
    (document,) = [
        parse(message.body).dialogs[0]
        for message in office.office.sent("NOTIFY")[-1:]
        if message.body
    ]
    assert document.call_id is not None
    assert office.pick_up("replaces") == WON
    assert office.invites()[-1].headers.get("Replaces") is not None


def test_a_group_code_that_takes_another_call_is_said() -> None:
    office = PickupDesk("asterisk")
    clara = office.office.phone("214")
    other = office.office.phone("211")
    office.office.advance(1)
    clara.call("211")
    office.office.advance(0.3)
    other.ring()
    office.office.advance(0.3)
    outgoing = office.jens.call("207")
    office.office.advance(0.3)
    office.anna.ring()
    office.office.advance(0.5)
    office.phone.pick_up(ANNA, "group")
    office.office.advance(5)
    assert office.warnings == ["The PBX handed over another call: you are talking to Clara."]
    assert outgoing not in ended(office.jens)


def test_a_key_in_the_middle_of_it_says_so() -> None:
    office = desk("rfc")
    office.phone.pick_up(ANNA)
    assert office.phone.panel.picking_up(ANNA)
    office.office.advance(5)
    assert not office.phone.panel.picking_up(ANNA)
