"""Calls that a desk phone makes: asked to, or called first; pick-ups that go there."""

from __future__ import annotations

import pytest

from blfpanel.panel.calls.reception import CallPolicy, HandOffBy
from blfpanel.panel.changes import HandOffChanged, HandOffOutcome, PickupChanged, PickupOutcome
from blfpanel.panel.commands import Dial, HandOff, HangUp, Hold, Mute, Transfer
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.sip.events import (
    EndedBy,
    Failure,
    ReferProgressed,
    ReferReceived,
    UsageId,
)
from blfpanel.sip.syntax.uri import NameAddr
from support.call_box import HOST, CallBox
from support.panel_box import ACCOUNT, call

KEY = KeyId("207")
ANNA, DESK = f"sip:207@{HOST}", f"sip:290@{HOST}"
TRYING, DONE, FAILED = HandOffOutcome.TRYING, HandOffOutcome.DONE, HandOffOutcome.FAILED


class Desk(CallBox):
    """A panel whose calls are made by the phone 290, and a key for 207, Anna."""

    def __init__(self, by: HandOffBy, phone: str = "290") -> None:
        super().__init__(CallPolicy(desk_phone=phone, desk_phone_by=by))
        self.panel.add_key(PartnerKey(KEY, "Anna", "207", ACCOUNT), self.now)
        self.panel.watch_started(KEY, self.usage(KEY), self.now)
        self.hear()
        self.orders()

    def press(self) -> None:
        self.panel.press(KEY, self.now)

    def outcomes(self) -> list[tuple[HandOffOutcome, str]]:
        """What was told of the hand-off."""
        self.drain()
        return [(told.outcome, told.text) for told in self.told(HandOffChanged)]


def asked() -> tuple[Desk, UsageId]:
    """A desk phone that was asked to call Anna, and the REFER."""
    box = Desk(HandOffBy.REFER)
    box.press()
    (order,) = box.orders()
    assert isinstance(order, HandOff)
    assert (order.account, order.phone, order.dial.uri) == (ACCOUNT, DESK, ANNA)
    refer = box.call_usage()
    box.panel.hand_off_started(order, refer, box.now)
    return box, refer


def test_the_desk_phone_is_asked_and_tells_how_it_gets_on() -> None:
    box, refer = asked()
    for status, reason, final in ((100, "Trying", False), (180, "Ringing", False), (200, "", True)):
        box.handle(ReferProgressed(refer, None, status, reason, final))
    assert box.outcomes() == [
        (TRYING, "Your desk phone is asked to call Anna…"),
        (TRYING, "Your desk phone calls Anna…"),
        (TRYING, "Your desk phone calls Anna: it rings there."),
        (DONE, "Your desk phone talks to Anna."),
    ]
    assert box.orders() == []
    assert box.panel.own_calls() == ()


@pytest.mark.parametrize(
    ("heard", "status", "outcome", "text"),
    [
        (False, 202, DONE, "Your desk phone calls Anna."),
        (True, 486, FAILED, "Your desk phone did not get through. Anna is busy. [486]"),
        (True, 403, FAILED,
         "Your desk phone did not get through. Anna may not be called from here. [403]"),
        (False, 404, FAILED, "Your desk phone is not known to the PBX. [404]"),
        (False, 405, FAILED,
         "Your desk phone does not make calls for others. [405] Set `desk_phone_by = "
         '"callback"` for this account, or allow it there.'),
    ],
)  # fmt: skip
def test_the_end_is_told(heard: bool, status: int, outcome: HandOffOutcome, text: str) -> None:
    box, refer = asked()
    if heard:
        box.handle(ReferProgressed(refer, None, 100, "Trying", False))
    box.handle(ReferProgressed(refer, None, status, "whatever", True))
    assert box.outcomes()[-1] == (outcome, text)


def called_first() -> tuple[Desk, UsageId]:
    """A desk phone that is called, to be connected with Anna."""
    box = Desk(HandOffBy.CALLBACK)
    box.press()
    (dial,) = box.orders()
    assert isinstance(dial, Dial)
    assert dial.uri == DESK
    usage = box.call_usage()
    box.panel.call_started(dial, usage, box.now)
    return box, usage


def test_the_desk_phone_is_called_and_then_connected() -> None:
    box, usage = called_first()
    box.up(usage, "290")
    assert box.orders() == [Mute(usage, True), Hold(usage), Transfer(usage, ANNA)]
    refer = box.call_usage()
    box.handle(ReferProgressed(refer, usage, 180, "Ringing", False))
    box.handle(ReferProgressed(refer, usage, 200, "OK", True))
    assert box.orders() == [HangUp(usage)]
    box.over(usage, EndedBy.LOCAL)
    assert box.outcomes() == [
        (TRYING, "Your desk phone rings. Take it off the hook."),
        (DONE, "Your desk phone talks to Anna."),
    ]


def test_a_pbx_that_hangs_up_before_the_last_word_has_connected_them() -> None:
    box, usage = called_first()
    box.up(usage, "290")
    box.handle(ReferProgressed(box.call_usage(), usage, 100, "Trying", False))
    box.over(usage)
    assert box.outcomes()[-1] == (DONE, "Your desk phone calls Anna.")


def test_a_desk_phone_that_is_not_answered_is_told() -> None:
    box, usage = called_first()
    box.over(usage, EndedBy.REFUSAL, Failure(480, "Temporarily Unavailable"))
    assert box.outcomes()[-1] == (FAILED, "Your desk phone does not answer. [480]")
    assert box.orders() == []


def test_a_desk_phone_that_reached_nobody_is_let_go() -> None:
    box, usage = called_first()
    box.up(usage, "290")
    box.orders()
    box.handle(ReferProgressed(box.call_usage(), usage, 486, "Busy Here", True))
    assert HangUp(usage) in box.orders()
    text = "Your desk phone did not get through. Anna is busy. [486]"
    assert box.outcomes()[-1] == (FAILED, text)
    box.over(usage, EndedBy.LOCAL)
    assert box.outcomes()[-1] == (FAILED, text)


def test_a_call_to_the_desk_phone_that_cannot_be_made_is_told() -> None:
    box = Desk(HandOffBy.CALLBACK)
    box.press()
    (dial,) = box.orders()
    assert isinstance(dial, Dial)
    box.panel.dial_failed(dial, "The call was not made: no port.", box.now)
    assert box.outcomes()[-1] == (FAILED, "The call was not made: no port.")


@pytest.mark.parametrize("by", HandOffBy)
def test_what_is_picked_up_goes_to_the_desk_phone_once_it_is_mine(by: HandOffBy) -> None:
    box = Desk(by)
    box.hear(call("early"))
    box.press()
    (dial,) = box.orders()
    assert isinstance(dial, Dial)
    assert dial.pickup
    usage = box.call_usage()
    box.panel.call_started(dial, usage, box.now)
    box.up(usage, "211")
    assert box.orders() == []
    box.hear()
    box.wait(5.0)
    assert box.told(PickupChanged)[-1].outcome is PickupOutcome.WON
    assert Transfer(usage, DESK) in box.orders()


@pytest.mark.parametrize("by", HandOffBy)
def test_a_call_i_am_transferred_to_stays_here(by: HandOffBy) -> None:
    box = Desk(by)
    incoming = box.rings("211")
    box.calls.answer(incoming, box.now)
    box.up(incoming, "211")
    box.orders()
    refer_to = NameAddr.parse(f"<{ANNA}>")
    box.handle(ReferReceived(UsageId(7), incoming, ACCOUNT, refer_to, None, from_server=True))
    assert [order.uri for order in box.orders() if isinstance(order, Dial)] == [ANNA]


def test_a_desk_phone_that_has_no_number_is_told_once_and_calls_are_made_here() -> None:
    box = Desk(HandOffBy.REFER, phone="sip:<>")
    for _ in range(2):
        box.panel.dial(ACCOUNT, "211", box.now)
    assert [type(order) for order in box.orders()] == [Dial, Dial]
    (said,) = box.said()
    assert said.startswith(f"The desk phone “sip:<>” of {ACCOUNT} cannot be called: ")
