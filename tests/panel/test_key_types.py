"""What each type of key means and does: by what I am doing, and by its lamp."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from blfpanel.panel.changes import (
    CampKind,
    FaceChanged,
    LampChanged,
    Notice,
    PressAsked,
    ProgramWanted,
)
from blfpanel.panel.commands import (
    Answer,
    Command,
    Dial,
    Hold,
    Redirect,
    Resume,
    SendDtmf,
    Transfer,
)
from blfpanel.panel.keys import (
    AutomatonKey,
    CodeKey,
    InCall,
    Key,
    KeyType,
    LabelKey,
    OwnLineKey,
    ParkKey,
    PartnerKey,
    PressWishes,
    ProgramKey,
    SpeedDialKey,
    WatchedKey,
    WhenRinging,
)
from blfpanel.panel.model import Detail, Intent, KeyId, Lamp
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase, UsageId
from blfpanel.sip.syntax.uri import NameAddr
from support.call_box import HOST, CallBox
from support.panel_box import ACCOUNT, call

KEY = KeyId("700")

PARTNER = PartnerKey(KEY, "Anna", "700", ACCOUNT, voicemail="8700")
PARK = ParkKey(KEY, "Park 1", "700", ACCOUNT, code="*68700")
PARK_BY_NUMBER = ParkKey(KEY, "Park 1", "700", ACCOUNT)
NIGHT = AutomatonKey(KEY, "Night mode", "700", ACCOUNT, code="*28")
NIGHT_BY_NUMBER = AutomatonKey(KEY, "Night mode", "700", ACCOUNT)
SPEED_DIAL = SpeedDialKey(KEY, "Taxi", "0049 30 2020", ACCOUNT)
OWN_LINE = OwnLineKey(KEY, "My line", "", ACCOUNT)
CODE = CodeKey(KEY, "Door", "*5#", ACCOUNT)
PROGRAM = ProgramKey(KEY, "Tickets", "https://tickets.example.org", ACCOUNT)
LABEL = LabelKey(KEY, "Second floor", "", ACCOUNT)


class Box(CallBox):
    """A panel with one key."""

    def __init__(self, key: Key, lamp: Lamp = Lamp.IDLE) -> None:
        super().__init__()
        self.key = key
        self.panel.add_key(key, self.now)
        if isinstance(key, WatchedKey):
            self.panel.watch_started(KEY, self.usage(KEY), self.now)
            if lamp is not Lamp.UNKNOWN:
                self.hear(*LAMPS[lamp], key=KEY)
        self.orders()

    def meant(self) -> Intent:
        return self.panel.meant(KEY).intent

    def press(self, *, ask: bool = True) -> list[Command]:
        """Press; what that orders."""
        self.orders()
        self.panel.press(KEY, self.now, ask=ask)
        return self.orders()

    def choose(self, chosen: Intent) -> list[Command]:
        """Choose; what that orders."""
        self.orders()
        self.panel.choose(KEY, chosen, self.now)
        return self.orders()

    def asked(self) -> tuple[str, tuple[Intent, ...]]:
        """What was asked last."""
        asked = self.told(PressAsked)[-1]
        return asked.text, asked.choices

    def on_hold(self) -> UsageId:
        """A call that I have put on hold."""
        usage = self.talk("211")
        self.calls.hold(usage, self.now)
        return usage


LAMPS = {
    Lamp.IDLE: (),
    Lamp.ALERTING: (call("early", remote=f"sip:299@{HOST}"),),
    Lamp.BUSY: (call("confirmed", remote=f"sip:299@{HOST}"),),
}

#: What I am doing.
DOING: dict[str, Callable[[Box], object]] = {
    "free": lambda box: None,
    "ringing": lambda box: box.rings("211"),
    "in a call": lambda box: box.talk("211"),
    "on hold": lambda box: box.on_hold(),
}

D, P, A, H = Intent.DIAL, Intent.PICK_UP, Intent.ASK, Intent.HINT
F, K, T, X = Intent.FETCH, Intent.PARK, Intent.TOGGLE, Intent.DTMF

#: For idle, alerting, busy, unknown; keys without a lamp mean the same whatever there is.
MEANT: dict[Key, dict[str, tuple[Intent, ...]]] = {
    PARTNER: {
        "free": (D, P, A, D),
        "ringing": (A, P, A, A),
        "in a call": (D, P, A, D),
        "on hold": (D, P, A, D),
    },
    PARK: {
        "free": (H, F, F, F),
        "ringing": (H, F, F, F),
        "in a call": (K, F, F, K),
        "on hold": (K, F, F, K),
    },
    NIGHT: dict.fromkeys(DOING, (T, T, T, T)),
    SPEED_DIAL: {"free": (D,), "ringing": (A,), "in a call": (D,), "on hold": (D,)},
    OWN_LINE: {
        "free": (H,),
        "ringing": (Intent.ANSWER,),
        "in a call": (H,),
        "on hold": (Intent.RESUME,),
    },
    CODE: {"free": (D,), "ringing": (D,), "in a call": (X,), "on hold": (X,)},
    PROGRAM: dict.fromkeys(DOING, (Intent.RUN,)),
    LABEL: dict.fromkeys(DOING, (H,)),
}


def test_every_type_has_its_meanings() -> None:
    assert {key.type for key in MEANT} == set(KeyType)


@pytest.mark.parametrize(
    ("key", "doing", "lamp", "meant"),
    [
        (key, doing, lamp, meant)
        for key, rows in MEANT.items()
        for doing, meanings in rows.items()
        for lamp, meant in zip(
            (Lamp.IDLE, Lamp.ALERTING, Lamp.BUSY, Lamp.UNKNOWN), meanings, strict=False
        )
    ],
)
def test_a_press_means(key: Key, doing: str, lamp: Lamp, meant: Intent) -> None:
    box = Box(key, lamp)
    if isinstance(key, WatchedKey):
        assert box.panel.face(KEY).lamp is lamp
    DOING[doing](box)
    assert box.meant() is meant
    box.press()  # whatever it is, it can be done
    assert all(notice.text for notice in box.told(Notice))


def uris(commands: list[Command]) -> list[str]:
    return [command.uri for command in commands if isinstance(command, Dial)]


# --- dialling ---


@pytest.mark.parametrize(
    ("key", "lamp", "uri"),
    [
        (SPEED_DIAL, Lamp.IDLE, f"sip:0049302020@{HOST}"),
        (CODE, Lamp.IDLE, f"sip:*5%23@{HOST}"),
        (PARK, Lamp.BUSY, f"sip:700@{HOST}"),
        (PARK, Lamp.UNKNOWN, f"sip:700@{HOST}"),
        (NIGHT, Lamp.IDLE, f"sip:*28@{HOST}"),
        (NIGHT, Lamp.BUSY, f"sip:*28@{HOST}"),
        (NIGHT_BY_NUMBER, Lamp.IDLE, f"sip:700@{HOST}"),
    ],
)
def test_what_is_dialled(key: Key, lamp: Lamp, uri: str) -> None:
    box = Box(key, lamp)
    (dial,) = box.press()
    assert isinstance(dial, Dial)
    assert (dial.account, dial.uri, dial.key, dial.pickup) == (ACCOUNT, uri, KEY, False)
    assert dial.party is not None
    assert dial.party.display == key.label


@pytest.mark.parametrize("key", [SPEED_DIAL, PARK, NIGHT])
def test_the_call_i_am_in_waits_meanwhile(key: Key) -> None:
    box = Box(key, Lamp.BUSY)
    other = box.talk("211")
    commands = box.press()
    assert commands[0] == Hold(other)
    assert len(uris(commands)) == 1


@pytest.mark.parametrize("key", [SPEED_DIAL, PARK, NIGHT, CODE])
def test_two_quick_presses_call_once(key: Key) -> None:
    box = Box(key, Lamp.BUSY)
    assert len(uris(box.press())) == 1
    box.panel.call_started(Dial(ACCOUNT, "sip:x@y", key=KEY), box.call_usage(), box.now)
    assert box.press() == []
    assert box.said()[-1] == f"You are on a call to {key.label} already."


def test_a_key_of_another_account_calls_there() -> None:
    box = Box(LABEL)
    box.panel.add_account("home", NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
    for key in (
        SpeedDialKey(KeyId("a"), "Taxi", "2020", "home"),
        AutomatonKey(KeyId("b"), "Night", "9", "home", code="*28"),
    ):
        box.panel.add_key(key, box.now)
        box.panel.press(key.id, box.now)
    assert uris(box.orders()) == ["sip:2020@home.example.net", "sip:*28@home.example.net"]


# --- calls that go there ---


@pytest.mark.parametrize(
    ("key", "uri"), [(PARK, f"sip:*68700@{HOST}"), (PARK_BY_NUMBER, f"sip:700@{HOST}")]
)
def test_the_call_i_am_in_is_parked(key: Key, uri: str) -> None:
    box = Box(key)
    other = box.talk("211")
    assert Transfer(other, uri) in box.press()


@pytest.mark.parametrize("place", [PARK, PARK_BY_NUMBER])
def test_a_call_of_another_account_is_parked_where_the_place_is(place: ParkKey) -> None:
    box = Box(LABEL)
    box.panel.add_account("home", NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
    key = ParkKey(KeyId("a"), "Park", place.number, "home", code=place.code)
    box.panel.add_key(key, box.now)
    box.panel.watch_started(key.id, UsageId(7), box.now)
    other = box.talk("211")
    box.orders()
    box.panel.choose(key.id, Intent.PARK, box.now)
    assert Transfer(other, f"sip:{place.code or place.number}@home.example.net") in box.orders()


def test_the_only_call_on_hold_is_parked_and_of_two_none() -> None:
    box = Box(PARK)
    held = box.on_hold()
    assert Transfer(held, f"sip:*68700@{HOST}") in box.press()
    box = Box(PARK)
    for _ in range(2):
        box.on_hold()
    assert box.press() == []
    assert box.said()[-1].endswith("Resume the one that is meant.")


def test_a_place_with_a_call_in_it_takes_no_other() -> None:
    box = Box(PARK, Lamp.BUSY)
    box.talk("211")
    assert box.meant() is Intent.FETCH
    assert uris(box.press()) == [f"sip:700@{HOST}"]


def test_an_empty_place_says_that_nothing_is_there() -> None:
    box = Box(PARK)
    assert box.press() == []
    assert box.said()[-1] == "Nothing is parked at Park 1."


def test_a_speed_dial_does_with_my_call_what_is_wished() -> None:
    forwards = SpeedDialKey(
        KEY,
        "Taxi",
        "2020",
        ACCOUNT,
        press=PressWishes(in_call=InCall.TRANSFER, ringing=WhenRinging.FORWARD),
    )
    box = Box(forwards)
    incoming = box.rings("211")
    assert box.press() == [Redirect(incoming, f"sip:2020@{HOST}")]
    box = Box(forwards)
    other = box.talk("211")
    assert Transfer(other, f"sip:2020@{HOST}") in box.press()


def test_a_speed_dial_asks_while_a_call_rings_for_me() -> None:
    box = Box(SPEED_DIAL)
    incoming = box.rings("211")
    assert box.press() == []
    assert box.asked() == ("211 calls you.", (Intent.FORWARD, Intent.DIAL))
    assert box.choose(Intent.FORWARD) == [Redirect(incoming, f"sip:0049302020@{HOST}")]


def test_where_nobody_can_be_asked_a_speed_dial_says_why() -> None:
    box = Box(SPEED_DIAL)
    box.rings("211")
    assert box.press(ask=False) == []
    assert box.told(PressAsked) == []
    assert box.said()[-1] == "211 calls you."


def test_a_speed_dial_connects_and_resumes_as_partners_do() -> None:
    key = SpeedDialKey(KEY, "Taxi", "2020", ACCOUNT, press=PressWishes(in_call=InCall.ATTENDED))
    box = Box(key)
    box.talk("211")
    box.panel.press(KEY, box.now)
    box.drain()
    taxi = box.up(box.goes_out(), "2020")
    assert box.meant() is Intent.CONNECT
    box.calls.hold(taxi, box.now)
    assert box.press() == [Resume(taxi)]


# --- codes, programs, labels ---


def test_a_code_goes_into_the_call_as_digits() -> None:
    box = Box(CODE)
    other = box.talk("211")
    assert box.press() == [SendDtmf(other, "*5#")]


def test_a_program_is_wanted_and_nothing_called() -> None:
    box = Box(PROGRAM)
    box.talk("211")
    assert box.press() == []
    assert box.told(ProgramWanted) == [ProgramWanted(KEY, "https://tickets.example.org")]


@pytest.mark.parametrize("doing", DOING)
def test_a_label_does_and_says_nothing(doing: str) -> None:
    box = Box(LABEL)
    DOING[doing](box)
    box.drain()
    told = len(box.changes)
    assert box.press() == []
    assert box.changes[told:] == []


@pytest.mark.parametrize("key", [SPEED_DIAL, CODE, PROGRAM, LABEL])
def test_keys_without_a_lamp_say_that_they_have_none(key: Key) -> None:
    box = Box(key)
    explained = box.panel.explain(KEY, box.now)
    assert explained.sentence == "This key has no lamp."
    assert not explained.certain
    assert box.panel.state(KEY).lamp is box.panel.face(KEY).lamp is Lamp.UNKNOWN
    assert box.panel.history(KEY) == ()
    box.panel.ask_again(KEY, box.now)
    assert box.orders() == []


# --- a busy partner ---


def test_a_busy_partner_can_be_waited_for() -> None:
    box = Box(PARTNER, Lamp.BUSY)
    assert box.press() == []
    assert box.asked() == (
        "Anna is talking.",
        (Intent.TELL_WHEN_FREE, Intent.DIAL, Intent.VOICEMAIL),
    )
    box.choose(Intent.TELL_WHEN_FREE)
    (camp,) = box.panel.camps()
    assert (camp.keys, camp.kind, camp.call) == ((KEY,), CampKind.TELL, None)


def test_who_is_in_a_call_waits_with_it() -> None:
    box = Box(PARTNER, Lamp.BUSY)
    other = box.talk("211")
    box.press()
    assert box.asked()[1] == (
        Intent.TELL_WHEN_FREE,
        Intent.DIAL,
        Intent.TRANSFER,
        Intent.VOICEMAIL,
    )
    box.choose(Intent.TELL_WHEN_FREE)
    (camp,) = box.panel.camps()
    assert (camp.kind, camp.call) == (CampKind.TELL_THEN_TRANSFER, other)


def test_the_call_that_rings_for_me_is_not_taken_along() -> None:
    box = Box(PARTNER, Lamp.BUSY)
    box.rings("211")
    box.choose(Intent.TELL_WHEN_FREE)
    (camp,) = box.panel.camps()
    assert (camp.kind, camp.call) == (CampKind.TELL, None)


def test_the_voicemail_of_a_partner_is_called() -> None:
    box = Box(PARTNER, Lamp.BUSY)
    box.press()
    assert uris(box.choose(Intent.VOICEMAIL)) == [f"sip:8700@{HOST}"]


def test_no_voicemail_is_offered_where_none_is_known() -> None:
    box = Box(PartnerKey(KEY, "Anna", "700", ACCOUNT), Lamp.BUSY)
    box.press()
    assert Intent.VOICEMAIL not in box.asked()[1]


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("key", MEANT, ids=lambda key: key.type.value)
def test_no_choice_of_a_key_that_has_changed_is_an_exception(key: Key, intent: Intent) -> None:
    box = Box(key, Lamp.BUSY)
    box.choose(intent)
    box.panel.remove_key(KEY, box.now)
    assert box.choose(intent) == []  # the question still stood when the key went


def test_an_uncertain_lamp_is_told_of_each_watched_type() -> None:
    for key in (PARTNER, PARK, NIGHT):
        box = Box(key)
        failure = Failure(500, "Server Internal Error")
        phase = SubscriptionPhase.DOUBTFUL
        box.handle(SubscriptionChanged(box.usage(KEY), phase, failure, box.now + 30))
        box.press()
        assert "This lamp is uncertain." in box.said()


# --- own lines ---


def lamp(box: Box) -> tuple[Lamp, Detail | None]:
    box.drain()
    state = box.panel.state(KEY)
    assert box.panel.face(KEY) == state
    return state.lamp, state.detail


def test_an_own_line_follows_a_call_that_comes_in() -> None:
    box = Box(OWN_LINE)
    assert lamp(box) == (Lamp.IDLE, None)
    incoming = box.rings("211")
    assert lamp(box) == (Lamp.ALERTING, Detail.RINGING)
    remote = box.panel.state(KEY).remote
    assert remote is not None
    assert remote.number == "211"
    assert box.press() == [Answer(incoming)]
    box.up(incoming, "211")
    assert lamp(box) == (Lamp.BUSY, Detail.TALKING)
    assert box.press() == []
    assert box.said()[-1] == "Nothing rings and nothing is on hold at My line."
    box.calls.hold(incoming, box.now)
    assert lamp(box) == (Lamp.BUSY, Detail.HELD)
    assert box.press() == [Resume(incoming)]
    assert lamp(box) == (Lamp.BUSY, Detail.TALKING)
    box.over(incoming)
    assert lamp(box) == (Lamp.IDLE, None)
    changed = box.told(LampChanged)
    assert [change.after.detail for change in changed] == [
        Detail.RINGING,
        Detail.TALKING,
        Detail.HELD,
        Detail.TALKING,
        None,
    ]
    assert [change.after for change in changed] == [face.state for face in box.told(FaceChanged)]
    assert all(one.after == other.before for one, other in pairwise(changed))


def test_an_own_line_shows_a_call_that_goes_out() -> None:
    box = Box(OWN_LINE)
    usage = box.dial("211")
    assert lamp(box) == (Lamp.BUSY, Detail.CALLING)
    box.up(usage, "211")
    assert lamp(box) == (Lamp.BUSY, Detail.TALKING)


def test_what_rings_goes_before_what_talks_and_that_before_what_waits() -> None:
    box = Box(OWN_LINE)
    held = box.on_hold()
    box.talk("212")
    assert lamp(box) == (Lamp.BUSY, Detail.TALKING)
    incoming = box.rings("213")
    assert lamp(box) == (Lamp.ALERTING, Detail.RINGING)
    assert box.panel.meant(KEY).call == incoming
    box.over(incoming)
    assert box.panel.meant(KEY).call == held


def test_an_own_line_shows_its_account_alone() -> None:
    box = Box(OWN_LINE)
    other = OwnLineKey(KeyId("home"), "At home", "", "home")
    box.panel.add_account("home", NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
    box.panel.add_key(other, box.now)
    box.rings("211")
    assert box.panel.state(other.id).lamp is Lamp.IDLE
    assert box.panel.meant(other.id).intent is Intent.HINT


def test_a_call_that_i_let_ring_is_not_answered_by_the_line() -> None:
    box = Box(OWN_LINE)
    incoming = box.rings("211")
    box.calls.ignore(incoming, box.now)
    assert box.meant() is Intent.HINT


def test_an_own_line_says_whose_calls_it_shows() -> None:
    box = Box(OWN_LINE)
    explained = box.panel.explain(KEY, box.now)
    assert (explained.certain, explained.sentence) == (True, "This key shows your own calls.")


def test_an_own_line_made_during_a_call_shows_it() -> None:
    box = Box(LABEL)
    box.talk("211")
    line = OwnLineKey(KeyId("line"), "My line", "", ACCOUNT)
    box.panel.add_key(line, box.now)
    assert box.panel.face(line.id).detail is Detail.TALKING
