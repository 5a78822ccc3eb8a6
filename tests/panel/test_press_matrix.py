"""What a press means: every lamp, everything I may be doing, every wish."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import PickupChanged, PressAsked
from blfpanel.panel.commands import (
    Answer,
    AttendedTransfer,
    Command,
    Dial,
    Hold,
    Redirect,
    Resume,
    SendDtmf,
    Transfer,
)
from blfpanel.panel.keys import (
    CHOICES,
    CHOSEN,
    ON_PRESS,
    InCall,
    Mine,
    PartnerKey,
    PressWishes,
    WhenBusy,
    WhenRinging,
    intent,
)
from blfpanel.panel.model import Intent, KeyId, Lamp, LampState
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import UsageId
from support.call_box import HOST, CallBox
from support.panel_box import ACCOUNT, ME, call, document, profiles

KEY = KeyId("207")


def test_every_lamp_has_its_press_whatever_i_do() -> None:
    assert set(ON_PRESS) == {(mine, lamp) for mine in Mine for lamp in Lamp}
    assert set(CHOSEN) == {*InCall, *WhenBusy, *WhenRinging}
    assert set(CHOICES) == set(Mine)


DIAL, PICK_UP, ASK, HINT = Intent.DIAL, Intent.PICK_UP, Intent.ASK, Intent.HINT
FORWARD, TRANSFER, DTMF = Intent.FORWARD, Intent.TRANSFER, Intent.DTMF

#: wishes; then idle, alerting, busy, unknown
MATRIX = {
    Mine.FREE: [
        (PressWishes(), (DIAL, PICK_UP, ASK, DIAL)),
        (PressWishes(busy=WhenBusy.CALL), (DIAL, PICK_UP, DIAL, DIAL)),
        (PressWishes(busy=WhenBusy.NOTHING), (DIAL, PICK_UP, HINT, DIAL)),
        (PressWishes(in_call=InCall.TRANSFER, ringing=WhenRinging.FORWARD),
         (DIAL, PICK_UP, ASK, DIAL)),
    ],
    Mine.RINGING: [
        (PressWishes(), (ASK, PICK_UP, ASK, ASK)),
        (PressWishes(ringing=WhenRinging.FORWARD), (FORWARD, PICK_UP, ASK, FORWARD)),
        (PressWishes(ringing=WhenRinging.CALL), (DIAL, PICK_UP, ASK, DIAL)),
        (PressWishes(ringing=WhenRinging.FORWARD, busy=WhenBusy.CALL),
         (FORWARD, PICK_UP, FORWARD, FORWARD)),
        (PressWishes(in_call=InCall.TRANSFER, busy=WhenBusy.NOTHING), (ASK, PICK_UP, HINT, ASK)),
    ],
    Mine.IN_CALL: [
        (PressWishes(), (DIAL, PICK_UP, ASK, DIAL)),
        (PressWishes(in_call=InCall.ATTENDED), (DIAL, PICK_UP, ASK, DIAL)),
        (PressWishes(in_call=InCall.TRANSFER), (TRANSFER, PICK_UP, ASK, TRANSFER)),
        (PressWishes(in_call=InCall.TRANSFER, busy=WhenBusy.CALL),
         (TRANSFER, PICK_UP, TRANSFER, TRANSFER)),
        (PressWishes(in_call=InCall.DTMF), (DTMF, PICK_UP, ASK, DTMF)),
        (PressWishes(in_call=InCall.ASK), (ASK, PICK_UP, ASK, ASK)),
        (PressWishes(in_call=InCall.TRANSFER, busy=WhenBusy.NOTHING),
         (TRANSFER, PICK_UP, HINT, TRANSFER)),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "wishes", "lamp", "meant"),
    [
        (mine, wishes, lamp, meant)
        for mine, rows in MATRIX.items()
        for wishes, meanings in rows
        for lamp, meant in zip(
            (Lamp.IDLE, Lamp.ALERTING, Lamp.BUSY, Lamp.UNKNOWN), meanings, strict=True
        )
    ],
)
def test_a_press_means(mine: Mine, wishes: PressWishes, lamp: Lamp, meant: Intent) -> None:
    assert intent(LampState(lamp), mine, wishes) is meant


@pytest.mark.parametrize("mine", Mine)
@pytest.mark.parametrize("in_call", InCall)
@pytest.mark.parametrize("ringing", WhenRinging)
def test_nobody_goes_into_a_busy_line_unasked(
    mine: Mine, in_call: InCall, ringing: WhenRinging
) -> None:
    wishes = PressWishes(in_call=in_call, ringing=ringing)
    assert intent(LampState(Lamp.BUSY), mine, wishes) is ASK


class Box(CallBox):
    """A panel with a key for 207, Anna."""

    def __init__(self, wishes: PressWishes | None = None) -> None:
        super().__init__()
        self.panel.add_key(PartnerKey(KEY, "Anna", "207", ACCOUNT, press=wishes), self.now)
        self.panel.watch_started(KEY, self.usage(KEY), self.now)
        self.hear()
        self.orders()

    def press(self, *, ask: bool = True) -> list[Command]:
        """Press; what that orders."""
        self.orders()
        self.panel.press(KEY, self.now, ask=ask)
        self.pressed = self.orders()
        return self.pressed

    def pressed_goes_out(self) -> UsageId:
        """The call that the last press made goes out."""
        usage = self.call_usage()
        dial = self.pressed[-1]
        assert isinstance(dial, Dial)
        self.panel.call_started(dial, usage, self.now)
        return usage

    def choose(self, chosen: Intent) -> list[Command]:
        """Choose; what that orders."""
        self.orders()
        self.panel.choose(KEY, chosen, self.now)
        return self.orders()

    def asked(self) -> tuple[str, tuple[Intent, ...]]:
        """What was asked last."""
        asked = self.told(PressAsked)[-1]
        assert asked.key == KEY
        return asked.text, asked.choices


ANNA = f"sip:207@{HOST}"


def dials(commands: list[Command]) -> list[str]:
    return [command.uri for command in commands if isinstance(command, Dial)]


def test_the_call_i_am_in_waits_while_i_call() -> None:
    box = Box()
    other = box.talk("211")
    commands = box.press()
    assert commands[0] == Hold(other)
    assert dials(commands) == [ANNA]


def test_a_ringing_call_is_picked_up_with_mine_on_hold() -> None:
    box = Box()
    other = box.talk("214")
    box.hear(call("early"))
    hold, dial = box.press()
    assert hold == Hold(other)
    assert isinstance(dial, Dial)
    assert dial.pickup


def test_the_call_i_am_in_is_sent_there_where_that_is_wished() -> None:
    box = Box(PressWishes(in_call=InCall.TRANSFER))
    other = box.talk("211")
    commands = box.press()
    assert Transfer(other, ANNA) in commands
    assert dials(commands) == []


def test_the_only_call_on_hold_is_the_one_that_is_sent() -> None:
    box = Box(PressWishes(in_call=InCall.TRANSFER))
    other = box.talk("211")
    box.calls.hold(other, box.now)
    assert Transfer(other, ANNA) in box.press()


def test_of_two_calls_on_hold_none_is_sent_unasked() -> None:
    box = Box(PressWishes(in_call=InCall.TRANSFER))
    for number in ("211", "214"):
        box.calls.hold(box.talk(number), box.now)
    assert box.press() == []
    assert box.said()[-1].endswith("Resume the one that is meant.")


def test_a_second_press_connects_the_call_on_hold() -> None:
    """
    211 ◄── talks ── me ── press 207 ──► 207 answers; 211 is on hold
    press 207 again: 211 and 207 talk
    """
    box = Box(PressWishes(in_call=InCall.ATTENDED))
    other = box.talk("211")
    assert dials(box.press()) == [ANNA]
    mine = box.pressed_goes_out()
    box.up(mine)
    (transfer,) = box.press()
    assert isinstance(transfer, AttendedTransfer)
    assert (transfer.call, transfer.other) == (other, mine)


def test_a_second_press_connects_only_where_that_is_wished() -> None:
    box = Box()
    box.talk("211")
    box.press()
    box.up(box.pressed_goes_out())
    assert box.press() == []
    assert box.said()[-1] == "You are on a call to Anna already."


def test_the_number_of_a_key_is_sent_as_digits_where_that_is_wished() -> None:
    box = Box(PressWishes(in_call=InCall.DTMF))
    other = box.talk("211")
    assert box.press() == [SendDtmf(other, "207")]


def test_who_is_on_hold_is_taken_back() -> None:
    box = Box()
    box.press()
    mine = box.up(box.pressed_goes_out())
    box.calls.hold(mine, box.now)
    assert box.press() == [Resume(mine)]


def test_who_calls_me_is_answered() -> None:
    box = Box()
    incoming = box.rings("207")
    box.hear(call("trying", "initiator", remote="sip:200@pbx.example.org"))
    assert box.press() == [Answer(incoming)]


def test_my_own_call_is_not_picked_up() -> None:
    box = Box()
    box.press()
    box.pressed_goes_out()
    box.hear(call("early", remote="sip:200@pbx.example.org"))
    assert box.press() == []
    assert box.said()[-1] == "You are on a call to Anna already."


def test_my_call_from_another_phone_is_not_picked_up_either() -> None:
    box = Box()
    box.hear(call("early", remote="sip:200@pbx.example.org"))
    assert box.press() == []
    (lost,) = box.told(PickupChanged)
    assert lost.text == "This is your own call."


def test_while_a_call_rings_for_me_a_press_asks() -> None:
    box = Box()
    incoming = box.rings("211")
    assert box.press() == []
    assert box.asked() == ("211 calls you.", (Intent.FORWARD, Intent.DIAL))
    assert box.choose(Intent.FORWARD) == [Redirect(incoming, ANNA)]


def test_while_a_call_rings_for_me_it_is_sent_there_where_that_is_wished() -> None:
    box = Box(PressWishes(ringing=WhenRinging.FORWARD))
    incoming = box.rings("211")
    assert box.press() == [Redirect(incoming, ANNA)]


@pytest.mark.parametrize(("chosen", "kind"), [(Intent.DIAL, Dial), (Intent.TRANSFER, Transfer)])
def test_a_busy_partner_is_asked_about_and_the_choice_done(
    chosen: Intent, kind: type[Command]
) -> None:
    box = Box()
    box.talk("211")
    box.hear(call("confirmed"))
    assert box.press() == []
    assert box.asked() == (
        "Anna is talking.",
        (Intent.TELL_WHEN_FREE, Intent.DIAL, Intent.TRANSFER),
    )
    assert isinstance(box.choose(chosen)[-1], kind)


def test_a_choice_whose_call_is_over_does_nothing() -> None:
    box = Box(PressWishes(in_call=InCall.ASK))
    other = box.talk("211")
    assert box.press() == []
    assert box.asked() == ("You are in a call with 211.", (Intent.DIAL, Intent.TRANSFER))
    box.over(other)
    assert box.choose(Intent.TRANSFER) == []
    assert box.said()[-1].startswith("There is no call")


def test_where_nobody_can_be_asked_the_press_says_why_and_does_nothing() -> None:
    box = Box()
    box.hear(call("confirmed"))
    assert box.press(ask=False) == []
    assert box.told(PressAsked) == []
    assert box.said()[-1] == "Anna is talking."


def test_a_busy_partner_can_be_left_alone_or_called() -> None:
    silent, bold = Box(PressWishes(busy=WhenBusy.NOTHING)), Box(PressWishes(busy=WhenBusy.CALL))
    for box in (silent, bold):
        box.hear(call("confirmed"))
    assert silent.press() == []
    assert silent.said()[-1] == "Anna is talking. Right-click the key to call anyway."
    assert dials(bold.press()) == [ANNA]


def test_keys_without_wishes_of_their_own_have_those_of_all() -> None:
    panel = Panel(profiles(), press=PressWishes(busy=WhenBusy.NOTHING))
    panel.add_account(ACCOUNT, ME, profile="rfc")
    own = PressWishes(busy=WhenBusy.CALL)
    for key_id, press in ((KEY, None), (KeyId("207b"), own)):
        panel.add_key(PartnerKey(key_id, "Anna", "207", ACCOUNT, press=press), 0.0)
    panel.read_document(ACCOUNT, document(call("confirmed")), 1.0, KEY)
    assert panel.meant(KEY).intent is Intent.HINT
    panel.read_document(ACCOUNT, document(call("confirmed")), 1.0, KeyId("207b"))
    assert panel.meant(KeyId("207b")).intent is Intent.DIAL
