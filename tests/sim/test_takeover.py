"""What the built-in PBX tells of a ringing call, and who may have it, as each PBX it plays.

The numbers for Asterisk, FreeSWITCH and Kamailio are what real ones answered.
"""

from __future__ import annotations

import pytest

from blfpanel.body.dialog_info import Dialog, parse
from blfpanel.body.sdp import SessionDescription
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sip.events import CallEnded, CallEstablished, CallRedirected, EndedBy, OfferReceived
from support.office import Office, Telephone

EVERY = sorted(load_profiles())


class Ringing:
    """211 calls 207, and 200 watches."""

    def __init__(self, profile: str, *, late_watch: bool = False) -> None:
        self.office = Office(profile)
        self.anna, self.jens, self.desk = (self.office.phone(n) for n in ("207", "211", "200"))
        if not late_watch:
            self.desk.watch("207")
        self.outgoing = self.jens.call("207")
        self.anna.ring()
        if late_watch:
            self.desk.watch("207")
        self.leg = self.office.pbx.calls()[0].ringing[0]

    @property
    def told(self) -> Dialog:
        """The call as the last document has it."""
        (dialog,) = parse(self.desk.documents("207")[-1].encode()).dialogs
        return dialog

    def replace(self, value: str, number: str) -> tuple[EndedBy, int | None] | None:
        """An INVITE with Replaces; how it ended, None if it is up."""
        return self.take(number, ("Replaces", value), ("Require", "replaces"))

    def take(self, number: str, *headers: tuple[str, str]) -> tuple[EndedBy, int | None] | None:
        """An INVITE to ``number``."""
        usage = self.desk.call(number, *headers)
        ended = [event for event in self.desk.events(CallEnded) if event.call == usage]
        if not ended:
            return None
        failure = ended[0].failure
        return ended[0].by, failure.status if failure else None


def right(dialog: Dialog) -> str:
    """The Replaces of a document, as RFC 3891 §3 has it."""
    return f"{dialog.call_id};to-tag={dialog.remote_tag};from-tag={dialog.local_tag};early-only"


def watchers(phone: Telephone) -> tuple[str, str, str]:
    """Call-ID and tags of its subscription: its own, then the PBX's."""
    notify = phone.office.sent("NOTIFY", phone)[-1]
    assert notify.to_tag is not None
    assert notify.from_tag is not None
    return notify.call_id, notify.to_tag, notify.from_tag


@pytest.mark.parametrize("profile", EVERY)
def test_a_ringing_call_is_told_with_what_this_pbx_tells(profile: str) -> None:
    scene = Ringing(profile)
    told, leg = scene.told, scene.leg
    match profile:
        case "asterisk":
            assert (told.id, told.call_id, told.local_tag) == ("207", None, None)
        case "asterisk-chansip":
            call_id, mine, theirs = watchers(scene.desk)
            assert (told.id, told.call_id) == ("207", f"pickup-{call_id}")
            assert (told.local_tag, told.remote_tag) == (mine, theirs)
        case "freeswitch":
            assert (told.call_id, told.local_tag, told.remote_tag) == (None, None, None)
            assert told.remote is not None
            assert told.remote.target == "sip:**207@pbx.example"
        case "broadworks" | "yate" | "innovaphone":
            assert told.local_tag is None
            assert (told.call_id is None) == (profile == "broadworks")
        case _:
            prefix = "kfp+" if profile == "kazoo" else ""
            assert told.call_id == f"{prefix}{leg.call_id}"
            assert (told.local_tag, told.remote_tag) == (leg.phone_tag, leg.our_tag)


def test_the_answer_to_a_subscribe_at_freeswitch_has_the_tags_the_wrong_way_round() -> None:
    scene = Ringing("freeswitch", late_watch=True)
    told, leg = scene.told, scene.leg
    assert (told.call_id, told.local_tag or "", told.remote_tag) == (leg.call_id, "", leg.phone_tag)
    assert told.remote is not None
    assert told.remote.target == "**207@pbx.example"


@pytest.mark.parametrize("profile", ["asterisk", "asterisk-chansip"])
def test_asterisk_tells_one_state_of_the_extension(profile: str) -> None:
    scene = Ringing(profile)
    scene.anna.answer()
    told = scene.told
    assert (told.id, told.state, told.call_id, told.remote) == ("207", "confirmed", None, None)
    scene.office.phone("214").call("207")
    scene.anna.ring()
    assert (scene.told.id, scene.told.state) == ("207", "early")


IN_TIME = None


@pytest.mark.parametrize(
    ("profile", "number", "expected", "late"),
    [
        ("asterisk-chansip", "207", IN_TIME, 603),
        ("asterisk-chansip", "211", IN_TIME, 603),
        ("kamailio", "211", IN_TIME, 486),
        ("kamailio", "207", 481, 481),
        ("opensips", "211", IN_TIME, 486),
        ("kazoo", "211", IN_TIME, 486),
        ("rfc", "211", IN_TIME, 486),
        ("sipxecs", "211", IN_TIME, 486),
    ],
)
def test_replaces_in_time_and_too_late(
    profile: str, number: str, expected: int | None, late: int
) -> None:
    for answered in (False, True):
        scene = Ringing(profile)
        value = right(scene.told)
        if answered:
            scene.anna.answer()
        status = late if answered else expected
        assert scene.replace(value, number) == (status and (EndedBy.REFUSAL, status))
        assert len(scene.jens.events(CallEstablished)) == (
            0 if status == 481 and not answered else 1
        )


@pytest.mark.parametrize("value", ["{id};to-tag=0;from-tag=0", "{call_id};to-tag=a;from-tag=b"])
@pytest.mark.parametrize("answered", [False, True])
def test_freeswitch_gives_a_call_to_who_names_it_even_when_it_is_answered(
    value: str, answered: bool
) -> None:
    scene = Ringing("freeswitch")
    value = value.format(id=scene.told.id, call_id=scene.leg.call_id) + ";early-only"
    if answered:
        scene.anna.answer()
    assert scene.replace(value, "207") is None
    assert scene.anna.events(CallEnded)
    if answered:
        offer = SessionDescription.parse(scene.jens.last(OfferReceived).body)
        place = (offer.host_of(offer.media[0]), offer.media[0].port)
        assert place == (scene.desk.address[0], scene.desk.address[1] + 1000)
    scene.jens.hang_up(scene.outgoing)
    assert scene.desk.events(CallEnded)


@pytest.mark.parametrize(
    ("profile", "stolen"),
    [("kamailio", True), ("rfc", True), ("asterisk-chansip", False)],
)
def test_without_early_only_an_answered_call_may_be_taken_away(profile: str, stolen: bool) -> None:
    scene = Ringing(profile)
    value = right(scene.told).removesuffix(";early-only")
    scene.anna.answer()
    assert (scene.replace(value, "211") is None) is stolen
    assert bool(scene.anna.events(CallEnded)) is stolen


@pytest.mark.parametrize("profile", ["asterisk", "broadworks", "innovaphone", "yate"])
def test_where_replaces_is_not_known_no_name_helps(profile: str) -> None:
    scene = Ringing(profile)
    value = f"{scene.leg.call_id};to-tag={scene.leg.our_tag};from-tag={scene.leg.phone_tag}"
    assert scene.replace(value, "211") == (EndedBy.REFUSAL, 481)


@pytest.mark.parametrize(
    ("profile", "number", "status"),
    [
        ("asterisk", "**207", 603),
        ("asterisk", "*8", 403),
        ("asterisk-chansip", "**207", 603),
        ("asterisk-chansip", "*8", 403),
        ("freeswitch", "**207", None),
        ("freeswitch", "*8", None),
        ("rfc", "**207", 404),
        ("kamailio", "**207", 404),
    ],
)
def test_a_code_that_finds_nothing(profile: str, number: str, status: int | None) -> None:
    scene = Ringing(profile)
    scene.anna.answer()
    ended = scene.take(number)
    if status is None:
        scene.office.advance(1)
        assert scene.desk.last(CallEstablished)
        assert scene.desk.last(CallEnded).by is EndedBy.REMOTE
    else:
        assert ended == (EndedBy.REFUSAL, status)
    assert not scene.anna.events(CallEnded)


@pytest.mark.parametrize("number", ["**207", "*7207", "*8"])
def test_freeswitch_has_more_than_one_code(number: str) -> None:
    scene = Ringing("freeswitch")
    assert scene.take(number) is None
    assert scene.anna.events(CallEnded)


def test_a_group_code_does_not_take_what_rings_at_oneself() -> None:
    office = Office("asterisk")
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    anna.ring()
    anna.call("*8")
    failure = anna.last(CallEnded).failure
    assert failure is not None
    assert failure.status == 403


def test_sipxecs_answers_a_code_with_the_replaces_to_send() -> None:
    scene = Ringing("sipxecs")
    scene.take("*78207")
    first, second = scene.desk.last(CallRedirected).targets
    assert str(first).startswith("sip:211@pbx.example?Replaces=")
    assert str(first).endswith("&Require=replaces")
    assert str(first) != str(second)
