"""Keys and accounts that come, change and go while the panel runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.changes import (
    AccountChanged,
    AccountRemoved,
    CampKind,
    CampsChanged,
    Change,
    DoNotDisturbChanged,
    FaceChanged,
    KeyAdded,
    KeyRemoved,
    KeyReplaced,
    KeysReordered,
    LampChanged,
    Notice,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.panel.commands import Dial, Refresh, Unwatch, Watch
from blfpanel.panel.keys import (
    InCall,
    Key,
    LabelKey,
    OwnLineKey,
    ParkKey,
    PartnerKey,
    PressWishes,
    SpeedDialKey,
)
from blfpanel.panel.model import Intent, KeyId, Lamp, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.habits import AS_PROFILE, PickupWishes
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    Failure,
    IncomingCall,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
    ServerChanged,
    ServerState,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.list_box import LIST, ListBox, idle, ringing, talking
from support.list_box import USAGE as LIST_USAGE
from support.panel_box import ACCOUNT, FLOW, PanelBox, call, document, notify, profiles

KEY = KeyId("207")
HOME = "home"
RINGING = call("early", remote="sip:299@pbx.example.org")


def partner(number: str = "207", key: str | None = None, **about: object) -> PartnerKey:
    """A key."""
    made = PartnerKey(KeyId(key or number), f"Phone {number}", number, ACCOUNT)
    return replace(made, **about)  # type: ignore[arg-type]  # any field


def remove(box: PanelBox, key: str = KEY) -> list[Change]:
    """Remove a key; what is told."""
    box.panel.remove_key(KeyId(key), box.now)
    return box.drain()


def ids(box: PanelBox) -> list[str]:
    """The keys, in panel order."""
    keys = box.panel.keys()
    return [key.id for key in keys]


# --- a key goes ---


def test_a_key_goes_and_its_subscription_ends() -> None:
    box = PanelBox("207", "208")
    assert remove(box) == [KeyRemoved(KEY)]
    assert box.ordered(Unwatch) == [Unwatch(box.usage("207"))]
    assert ids(box) == ["208"]
    assert KEY not in box.panel


@pytest.mark.parametrize("discover", [False, True])
@pytest.mark.parametrize("state", ["active", "terminated"])
def test_the_last_notify_lights_nobody_and_makes_no_key(discover: bool, state: str) -> None:
    box = PanelBox("207", discover=discover)
    other = partner(key="again")
    box.panel.add_key(other, box.now)
    box.panel.watch_started(other.id, UsageId(1), box.now)
    remove(box)
    assert box.receive(notify(document(RINGING)), state=state) == []
    assert ids(box) == ["again"]
    assert box.panel.state(other.id).lamp is Lamp.UNKNOWN
    box.handle(SubscriptionChanged(box.usage("207"), SubscriptionPhase.TERMINATED, None, None))
    box.panel.handle_timeout(box.now)
    assert box.told(LampChanged) == []


def test_the_other_key_of_the_number_is_lit_as_before() -> None:
    box = PanelBox("207")
    other = partner(key="1")
    box.panel.add_key(other, box.now)
    box.panel.watch_started(other.id, UsageId(1), box.now)
    remove(box)
    box.hear(RINGING, key="1")
    assert box.panel.state(other.id).lamp is Lamp.ALERTING
    box.receive(notify(document(), to_tag=None), key=None)  # by its name
    assert box.panel.state(other.id).lamp is Lamp.IDLE


def test_a_subscription_that_begins_too_late_is_ended() -> None:
    box = PanelBox()
    box.panel.add_key(partner(), box.now)
    remove(box)
    box.panel.watch_started(KEY, UsageId(5), box.now)
    box.drain()
    assert box.ordered(Unwatch) == [Unwatch(UsageId(5))]
    assert box.receive(notify(document(RINGING)), key="5") == []


def test_a_key_that_comes_back_begins_anew() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    remove(box)
    box.panel.add_key(partner(), box.now)
    box.panel.watch_started(KEY, UsageId(5), box.now)
    box.drain()
    assert box.receive(notify(document(RINGING))) == []  # of the old one
    assert box.state().lamp is Lamp.UNKNOWN
    assert len(box.panel.history(KEY)) == 0
    box.hear(RINGING, key="5")
    assert box.state().lamp is Lamp.ALERTING


def test_a_key_that_settles_goes_for_good() -> None:
    box = PanelBox("207", profile="freeswitch")
    box.hear(RINGING)
    box.hear()
    remove(box)
    told = len(box.changes)
    box.wait(3600)
    assert box.changes[told:] == []


def test_a_key_that_rings_for_too_long_is_not_asked_about_once_it_is_gone() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    remove(box)
    box.wait(3600)
    assert box.ordered(Refresh) == []


def test_other_keys_go_without_a_word_to_the_pbx() -> None:
    box = PanelBox()
    keys: list[Key] = [
        SpeedDialKey(KeyId("a"), "Taxi", "2020", ACCOUNT),
        OwnLineKey(KeyId("b"), "Line", "", ACCOUNT),
        LabelKey(KeyId("c"), "Floor", "", ACCOUNT),
    ]
    for key in keys:
        box.panel.add_key(key, box.now)
    for key in keys:
        remove(box, key.id)
    assert box.panel.keys() == []
    assert box.commands == []
    box.handle(incoming(UsageId(1)))  # the own line is gone
    assert box.told(FaceChanged) == []


def incoming(usage: UsageId, account: str = ACCOUNT, number: str = "211") -> IncomingCall:
    caller = NameAddr.parse(f"<sip:{number}@pbx.example.org>;tag=c")
    return IncomingCall(
        usage, account, caller, Request("INVITE", "sip:200@pbx.example.org", Headers([]))
    )


# --- a key of a list ---


def test_a_key_of_a_list_goes_and_the_list_stays() -> None:
    box = ListBox()
    box.told_by_list(ringing("207"), idle("208"))
    remove(box)
    assert box.ordered(Unwatch) == []
    box.phase(SubscriptionPhase.DOUBTFUL, Failure(500, "Server Internal Error"))
    assert box.state("208").stale
    box.told_by_list(talking("208"), full=False, version=1)
    assert box.lamps() == {"208": Lamp.BUSY}
    box.told_by_list(ringing("207"), idle("208"), version=2)  # it is still on the list
    assert box.lamps() == {"208": Lamp.IDLE, "207": Lamp.ALERTING}
    assert box.told(KeyAdded)[-1] == KeyAdded(KEY)


def test_a_key_goes_while_the_list_has_begun_anew() -> None:
    box = ListBox()
    box.told_by_list(ringing("207"), idle("208"))
    box.told_by_list(idle("208"), version=1)
    remove(box)
    box.phase(SubscriptionPhase.ACTIVE)
    box.wait(60)
    assert box.lamps() == {"208": Lamp.IDLE}


def test_of_two_keys_of_a_member_one_goes() -> None:
    box = ListBox("207")
    box.panel.add_key(partner(key="again"), box.now)
    box.told_by_list(ringing("207"))
    remove(box)
    box.phase(SubscriptionPhase.DOUBTFUL, Failure(500, "Server Internal Error"))
    assert box.state("again").stale
    box.told_by_list(idle("207"), version=1)
    assert box.lamps() == {"207": Lamp.IDLE}


def test_a_key_that_waits_for_a_list_goes() -> None:
    box = ListBox("207", "208")
    remove(box)
    box.phase(SubscriptionPhase.REFUSED, Failure(404, "Not Found"))
    assert [watch.key for watch in box.ordered(Watch)] == ["208"]


# --- a key goes while something is under way ---


def test_a_key_goes_while_its_call_is_picked_up() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    remove(box)
    assert not box.panel.picking_up(KEY)
    assert box.panel.is_timely(dial, box.now)
    usage = box.call_usage()
    box.panel.call_started(dial, usage, box.now)
    box.handle(CallEstablished(usage, b"", None, SipUri.parse("sip:299@192.0.2.9")))
    (own,) = box.panel.own_calls()
    assert own.state is OwnCallState.TALKING
    box.wait(60)
    box.handle(CallEnded(usage, EndedBy.REMOTE, None))
    assert box.panel.own_calls() == ()
    assert [change.outcome for change in box.told(PickupChanged)] == [PickupOutcome.TRYING]


def test_a_refused_pick_up_of_a_key_that_is_gone_is_not_tried_in_other_ways() -> None:
    box = PanelBox("207", code="*8{ext}")
    box.hear(RINGING)
    box.panel.press(KEY, box.now)
    box.drain()
    (dial,) = box.ordered(Dial)
    usage = box.call_usage()
    box.panel.call_started(dial, usage, box.now)
    remove(box)
    box.handle(CallEnded(usage, EndedBy.REMOTE, Failure(481, "No Such Call")))
    box.wait(60)
    assert box.ordered(Dial) == [dial]


def test_nobody_is_waited_for_at_a_key_that_is_gone() -> None:
    box = PanelBox("207", "208")
    box.hear(call("confirmed"))
    box.hear(call("confirmed"), key="208")
    box.panel.camping.begin([KEY], CampKind.TELL, box.now)
    box.panel.camping.begin([KEY, KeyId("208")], CampKind.TELL, box.now)
    box.drain()
    told = remove(box)
    assert [camp.keys for camp in box.panel.camps()] == [("208",)]
    assert CampsChanged(box.panel.camps()) in told
    assert box.told(Notice) == []  # who removes it needs not be told
    box.hear(key="208")
    box.wait(5)
    assert box.panel.camps() == ()


def test_a_question_about_a_key_that_is_gone_does_nothing() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    box.panel.press(KEY, box.now)
    remove(box)
    for chosen in Intent:
        box.panel.choose(KEY, chosen, box.now)
    assert box.drain() == []


# --- a key changes ---


@pytest.mark.parametrize(
    "change",
    [
        {"label": "Anna"},
        {"note": "till five"},
        {"group": "Sales"},
        {"press": PressWishes(in_call=InCall.TRANSFER)},
        {"voicemail": "8207"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_known_survives_another_label_and_the_like(change: dict[str, object]) -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    state, history = box.state(), box.panel.history(KEY)
    box.panel.replace_key(partner(**change), box.now)
    assert box.drain() == [KeyReplaced(KEY)]
    assert box.panel.key(KEY) == partner(**change)
    assert (box.state(), box.face(), box.panel.history(KEY)) == (state, state, history)
    assert box.ordered(Unwatch) == []
    box.hear()
    assert box.state().lamp is Lamp.IDLE


def test_the_same_key_is_not_told_again() -> None:
    box = PanelBox("207")
    box.panel.add_key(LabelKey(KeyId("l"), "Floor", "", ACCOUNT), box.now)
    box.drain()
    box.panel.replace_key(partner(), box.now)
    box.panel.replace_key(LabelKey(KeyId("l"), "Floor", "", ACCOUNT), box.now)
    assert box.drain() == []


def test_another_label_is_what_is_said_from_now_on() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    box.panel.replace_key(partner(label="Anna"), box.now)
    assert box.panel.explain(KEY, box.now).title == "Anna · 207"
    box.handle(incoming(UsageId(1), number="207"))
    (own,) = box.panel.own_calls()
    assert own.party.display == "Anna"


def test_other_wishes_count_at_the_next_press() -> None:
    box = PanelBox("207")
    box.hear()
    box.panel.wish(PressWishes(in_call=InCall.ASK))
    usage = box.call_usage()
    box.panel.call_started(Dial(ACCOUNT, "sip:211@pbx.example.org"), usage, box.now)
    box.handle(CallEstablished(usage, b"", None, None))
    assert box.panel.meant(KEY).intent is Intent.ASK
    box.panel.replace_key(partner(press=PressWishes(in_call=InCall.TRANSFER)), box.now)
    assert box.panel.meant(KEY).intent is Intent.TRANSFER


def test_another_event_is_subscribed_to_instead() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.panel.replace_key(partner(event="presence"), box.now)
    box.drain()
    assert box.ordered(Unwatch) == [Unwatch(box.usage("207"))]
    assert box.ordered(Watch)[-1].event == "presence"
    assert box.receive(notify(document())) == []  # of the old subscription
    assert box.state().lamp is Lamp.ALERTING
    box.panel.watch_started(KEY, UsageId(5), box.now)
    box.hear(key="5")
    assert box.state().lamp is Lamp.IDLE


def test_an_own_line_and_a_place_change_too() -> None:
    box = PanelBox()
    place = ParkKey(KeyId("700"), "Park 1", "700", ACCOUNT)
    line = OwnLineKey(KeyId("line"), "Line", "", ACCOUNT)
    for key in (place, line):
        box.panel.add_key(key, box.now)
    box.drain()
    for changed in (replace(place, code="*68"), replace(line, label="Mine")):
        box.panel.replace_key(changed, box.now)
        assert box.drain() == [KeyReplaced(changed.id)]
        assert box.panel.key(changed.id) == changed


# --- order ---


def test_keys_stand_as_they_are_ordered_whatever_their_type() -> None:
    box = PanelBox("207", "208", "209")
    box.panel.add_key(LabelKey(KeyId("l"), "Floor", "", ACCOUNT), box.now)
    box.drain()
    order = [KeyId(name) for name in ("209", "l", "207", "208")]
    box.panel.reorder(order)
    assert box.drain() == [KeysReordered()]
    assert ids(box) == order
    box.panel.reorder(order)
    assert box.drain() == []


def test_keys_made_later_come_last() -> None:
    box = PanelBox("207", "208", discover=True)
    box.panel.reorder([KeyId("208"), KeyId("207")])
    for number in ("305", "301"):
        sender = f"sip:{number}@pbx.example.org"
        box.receive(notify(document(), sender=sender, to_tag=None), key=None)
    assert ids(box) == ["208", "207", "305", "301"]
    box.panel.reorder([KeyId("301"), KeyId("208")])
    assert ids(box) == ["301", "208", "207", "305"]


def test_a_key_that_is_ordered_before_it_comes_stands_there() -> None:
    box = PanelBox("207", "209")
    box.panel.reorder([KeyId(name) for name in ("207", "208", "209")])
    box.add("208")
    assert ids(box) == ["207", "208", "209"]


# --- an account goes ---


class TwoBox(PanelBox):
    """A panel with two accounts: 207 at the office, 30 at home, both ringing."""

    OFFICE, AT_HOME = UsageId(51), UsageId(52)

    def __init__(self, *, discover: bool = False) -> None:
        super().__init__("207", discover=discover)
        self.panel.add_account(HOME, NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
        self.panel.add_key(partner("30", account=HOME), self.now)
        self.panel.watch_started(KeyId("30"), self.usage("30"), self.now)
        self.panel.registration_started(ACCOUNT, self.OFFICE, self.now)
        self.panel.registration_started(HOME, self.AT_HOME, self.now)
        self.hear(RINGING)
        self.hear(RINGING, key="30")
        self.drain()

    def leave(self, account: str) -> list[Change]:
        """An account goes."""
        self.panel.remove_account(account, self.now)
        return self.drain()


def test_an_account_goes_with_its_keys() -> None:
    box = TwoBox()
    box.panel.add_key(OwnLineKey(KeyId("line"), "Home", "", HOME), box.now)
    box.drain()
    assert box.leave(HOME) == [KeyRemoved(KeyId("30")), KeyRemoved(KeyId("line")),
                               AccountRemoved(HOME)]  # fmt: skip
    assert ids(box) == ["207"]
    assert box.panel.accounts() == (ACCOUNT,)
    assert box.ordered(Unwatch) == [Unwatch(box.usage("30"))]
    assert box.state().lamp is Lamp.ALERTING


def test_a_list_goes_with_its_account() -> None:
    box = ListBox()
    box.told_by_list(ringing("207"))
    box.panel.remove_account(ACCOUNT, box.now)
    box.drain()
    assert box.ordered(Unwatch) == [Unwatch(LIST_USAGE)]
    assert box.told_by_list(idle("207"), state="terminated") == []
    assert box.phase(SubscriptionPhase.TERMINATED) == []
    assert box.wait(60) == []


def test_a_list_that_begins_too_late_is_ended() -> None:
    box = PanelBox()
    box.panel.add_list(ACCOUNT, "team", box.now)
    box.panel.remove_account(ACCOUNT, box.now)
    box.panel.list_started(ACCOUNT, LIST, LIST_USAGE, box.now)
    box.drain()
    assert box.ordered(Unwatch) == [Unwatch(LIST_USAGE)]


@pytest.mark.parametrize("discover", [False, True])
def test_what_comes_late_of_an_account_does_nothing(discover: bool) -> None:
    box = TwoBox(discover=discover)
    before = box.state("207")
    box.leave(HOME)
    assert box.receive(notify(document(RINGING)), key="30") == []
    late = notify(document(RINGING), to_tag=None)  # unasked, at the account that is gone
    assert box.handle(NotifyReceived(None, HOME, late, None, FLOW)) == []
    for phase in SubscriptionPhase:
        assert box.handle(SubscriptionChanged(box.usage("30"), phase, None, None)) == []
    for server in ServerState:
        assert box.handle(ServerChanged(HOME, server)) == []
    for state in (*RegistrationState, *RegistrationState):
        failure = Failure(408, "Timeout", local=True)
        assert box.handle(RegistrationChanged(box.AT_HOME, state, failure, None)) == []
    assert box.state("207") == before
    assert box.panel.account_state(ACCOUNT) is None


def test_the_registration_of_the_account_that_stays_is_its_own() -> None:
    box = TwoBox()
    box.leave(HOME)
    box.handle(RegistrationChanged(box.AT_HOME, RegistrationState.UNREGISTERED, None, None))
    box.handle(RegistrationChanged(box.OFFICE, RegistrationState.REGISTERED, None, None))
    assert [change.account for change in box.told(AccountChanged)] == [ACCOUNT]


def test_an_account_that_is_not_registered_takes_no_news_of_one_that_went() -> None:
    box = PanelBox("207")
    box.panel.add_account(HOME, NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
    box.panel.registration_started(HOME, UsageId(52), box.now)
    box.panel.remove_account(HOME, box.now)
    for state in (RegistrationState.REGISTERING, RegistrationState.UNREGISTERED):
        box.handle(RegistrationChanged(UsageId(52), state, None, None))
    assert box.told(AccountChanged) == []


def test_an_account_comes_back_under_its_name() -> None:
    box = TwoBox()
    box.leave(HOME)
    box.panel.add_account(HOME, NameAddr.parse("<sip:me@home.example.net>"), profile="rfc")
    box.panel.registration_started(HOME, UsageId(99), box.now)
    box.handle(RegistrationChanged(UsageId(99), RegistrationState.REGISTERED, None, None))
    assert [change.kind for change in box.told(AccountChanged)] == ["registered"]


# --- without an account ---


def test_a_call_without_an_account_is_told_in_words() -> None:
    panel = Panel(profiles())
    panel.dial(ACCOUNT, "207", 0.0)
    panel.add_key(SpeedDialKey(KEY, "Taxi", "2020", ACCOUNT), 0.0)
    panel.press(KEY, 0.0)
    told = []
    while (change := panel.poll_change()) is not None:
        told.append(change)
    assert panel.poll_command() is None
    assert [change.text for change in told if isinstance(change, Notice)] == [
        "There is no account to call 207 with. Add one.",
        "There is no account to call 2020 with. Add one.",
    ]
    assert not panel.has_desk_phone(ACCOUNT)


def test_a_call_that_outlives_its_account_cannot_be_sent_on() -> None:
    box = PanelBox()
    first, second = UsageId(1), UsageId(2)
    box.handle(incoming(first))
    box.handle(incoming(second))
    box.handle(CallEstablished(first, b"", None, None))
    box.panel.remove_account(ACCOUNT, box.now)
    box.panel.calls.transfer(first, "214", box.now)
    box.panel.calls.forward(second, "214", box.now)
    box.drain()
    assert [notice.text for notice in box.told(Notice)] == [
        "There is no account to call 214 with. Add one."
    ] * 2
    box.panel.calls.set_do_not_disturb(on=True)
    box.handle(CallEnded(first, EndedBy.REMOTE, None))
    box.handle(CallEnded(second, EndedBy.REMOTE, None))
    assert box.panel.own_calls() == ()


def test_a_call_to_an_account_that_is_gone_still_rings_in_words() -> None:
    box = PanelBox()
    box.panel.remove_account(ACCOUNT, box.now)
    box.handle(incoming(UsageId(1)))
    box.handle(CallEnded(UsageId(1), EndedBy.REMOTE, None))
    assert box.panel.own_calls() == ()


# --- an account changes ---


def change_account(box: PanelBox, policy: CallPolicy, pickup: PickupWishes = AS_PROFILE,
                   profile: str = "rfc") -> list[Change]:  # fmt: skip
    box.panel.change_account(ACCOUNT, profile, pickup, policy)
    return box.drain()


def test_do_not_disturb_outlives_other_settings() -> None:
    box = PanelBox()
    box.panel.calls.set_do_not_disturb(on=True)
    box.drain()
    for policy in (replace(USUAL, desk_phone="250"), USUAL):
        assert change_account(box, policy) == []
        assert box.panel.calls.do_not_disturb(ACCOUNT)
    box.panel.calls.set_do_not_disturb(on=False)
    box.drain()
    assert change_account(box, replace(USUAL, desk_phone="250")) == []
    assert not box.panel.calls.do_not_disturb(ACCOUNT)


def test_do_not_disturb_follows_its_own_setting() -> None:
    box = PanelBox()
    silent = replace(USUAL, do_not_disturb=True)
    assert change_account(box, silent) == [DoNotDisturbChanged(ACCOUNT, True)]
    assert box.panel.calls.do_not_disturb(ACCOUNT)
    box.panel.calls.set_do_not_disturb(on=False)
    box.drain()
    assert change_account(box, replace(silent, desk_phone="250")) == []
    assert not box.panel.calls.do_not_disturb(ACCOUNT)
    assert change_account(box, USUAL) == []
    box.panel.calls.set_do_not_disturb(on=True)
    box.drain()
    assert change_account(box, silent) == []  # both say the same
    assert change_account(box, USUAL) == [DoNotDisturbChanged(ACCOUNT, False)]


def test_another_pick_up_code_counts_at_once() -> None:
    box = PanelBox("207", code="*8{ext}")
    box.hear(call("early", tags=False))
    change_account(box, USUAL, PickupWishes("*7{ext}"))
    box.panel.pick_up(KEY, box.now, method="code")
    box.drain()
    assert [dial.uri for dial in box.ordered(Dial)] == ["sip:*7207@pbx.example.org"]


def test_another_profile_is_used_and_the_pbx_asked_again() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    assert box.ordered(Refresh) == []
    change_account(box, USUAL, profile="asterisk")
    assert box.panel.profile_of(ACCOUNT)[0].name == "asterisk"
    assert box.ordered(Refresh) == [Refresh(box.usage("207"))]
    change_account(box, USUAL, profile="asterisk")
    assert len(box.ordered(Refresh)) == 1
