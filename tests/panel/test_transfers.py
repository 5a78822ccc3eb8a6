"""Transfers: mine, and those the far end asks for."""

from __future__ import annotations

import pytest

from blfpanel.panel.calls.reception import CallPolicy, Transfers
from blfpanel.panel.commands import (
    AcceptRefer,
    AttendedTransfer,
    Dial,
    HangUp,
    Hold,
    Redirect,
    RejectRefer,
    ReportRefer,
    Resume,
    Transfer,
)
from blfpanel.panel.model import Leaving, Party
from blfpanel.sip.events import (
    CallProgressed,
    CallRedirected,
    EndedBy,
    Failure,
    ReferProgressed,
    ReferReceived,
    UsageId,
)
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Response
from blfpanel.sip.syntax.uri import NameAddr
from support.call_box import CallBox
from support.panel_box import ACCOUNT

REFER = UsageId(77)
TARGET = "sip:211@pbx.example.org"


def news(
    box: CallBox, call: UsageId, status: int, reason: str = "", *, final: bool = False
) -> None:
    """A NOTIFY about a transfer of mine."""
    box.handle(ReferProgressed(REFER, call, status, reason, final))


def asks(box: CallBox, call: UsageId | None, refer_to: str = f"<{TARGET}>", **about: str) -> None:
    """The far end asks me to call somebody else."""
    to = NameAddr.parse(refer_to)
    by, from_server = about.get("referred_by"), "stranger" not in about
    box.handle(ReferReceived(REFER, call, ACCOUNT, to, by, from_server))


# --- mine ---


def test_a_blind_transfer_holds_asks_tells_and_lets_go() -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    box.calls.transfer(call, "211", box.now)
    assert box.orders() == [Hold(call), Transfer(call, TARGET)]
    assert box.own(call).progress == "Transferring to 211…"
    news(box, call, 180, "Ringing")
    assert box.own(call).progress == "Transferring to 211: it rings there."
    news(box, call, 200, "OK", final=True)
    assert box.orders() == [HangUp(call)]
    assert box.said() == ["207 transferred to 211."]


def test_a_held_call_is_not_held_again_for_a_transfer_nor_taken_back() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.hold(call, box.now)
    box.orders()
    box.calls.transfer(call, "211", box.now)
    assert box.orders() == [Transfer(call, TARGET)]
    news(box, call, 486, "Busy Here", final=True)
    assert box.orders() == []
    assert box.said() == ["Not transferred: 211 is busy. [486] 207 is still on hold."]


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        (486, "Busy Here", "211 is busy. [486]"),
        (404, "Not Found", "211 is not known to the PBX. [404]"),
        (405, "Method Not Allowed", "The PBX does not transfer calls this way. [405]"),
    ],
)
def test_a_transfer_that_fails_is_taken_back(status: int, reason: str, words: str) -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    box.orders()
    news(box, call, status, reason, final=True)
    assert box.orders() == [Resume(call)]
    assert not box.own(call).held
    assert box.own(call).progress is None
    assert box.said() == [f"Not transferred: {words} You have 207 again."]


def test_a_transfer_that_fails_while_i_talk_to_another_stays_on_hold() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    box.talk("214")
    box.orders()
    news(box, call, 486, "Busy Here", final=True)
    assert box.orders() == []
    assert box.said() == ["Not transferred: 211 is busy. [486] 207 is on hold."]


def test_a_transfer_that_cannot_be_asked_for_is_taken_back() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    box.orders()
    box.calls.not_transferred(call, "The call is over.")
    assert box.orders() == [Resume(call)]


@pytest.mark.parametrize(
    ("heard", "words"),
    [(True, "207 transferred to 211."), (False, "207 hung up before the transfer to 211.")],
)
def test_a_call_that_ends_while_it_is_transferred(heard: bool, words: str) -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    if heard:
        news(box, call, 100, "Trying")
    box.over(call)
    assert box.said() == [words]


def test_a_call_is_transferred_once_at_a_time() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    box.orders()
    box.calls.transfer(call, "214", box.now)
    assert box.orders() == []
    assert box.said() == ["207 is being transferred already."]


def test_a_call_that_still_rings_there_cannot_be_transferred() -> None:
    box = CallBox()
    call = box.dial("207")
    box.orders()
    box.calls.transfer(call, "211", box.now)
    assert box.orders() == []
    assert box.said() == ["207 has not answered yet. Transfer the call once it is up."]


def test_two_calls_are_connected_and_both_let_go() -> None:
    box = CallBox()
    first = box.talk("207")
    second = box.talk("211")
    box.orders()
    box.calls.transfer_to(first, second, box.now)
    assert box.orders() == [AttendedTransfer(first, second, TARGET)]
    news(box, first, 200, "OK", final=True)
    assert box.orders() == [HangUp(first), HangUp(second)]


def test_connecting_with_somebody_who_has_not_answered_is_a_blind_transfer() -> None:
    box = CallBox()
    first = box.talk("207")
    second = box.dial("211")
    box.orders()
    box.calls.transfer_to(first, second, box.now)
    assert box.orders() == [HangUp(second), Transfer(first, TARGET)]


def test_a_call_that_rings_here_has_to_be_answered_before_it_is_connected() -> None:
    box = CallBox()
    first, second = box.talk("207"), box.rings("211")
    box.orders()
    box.calls.transfer_to(first, second, box.now)
    assert box.orders() == []
    assert box.said() == ["Answer 211 before you connect them."]


# --- theirs ---


def test_i_am_transferred_and_the_old_call_goes() -> None:
    box = CallBox()
    old = box.talk("207")
    box.orders()
    asks(
        box, old, f"<{TARGET}?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>", referred_by="<sip:207@pbx>"
    )
    accept, hold, dial = box.orders()
    assert (accept, hold) == (AcceptRefer(REFER), Hold(old))
    assert isinstance(dial, Dial)
    assert (dial.uri, dial.refer) == (TARGET, REFER)
    assert dial.headers == (
        ("Replaces", "a;to-tag=b;from-tag=c"),
        ("Referred-By", "<sip:207@pbx>"),
    )
    new = box.call_usage()
    box.panel.call_started(dial, new, box.now)
    box.handle(CallProgressed(new, Response(180, "Ringing", Headers())))
    assert box.orders() == [ReportRefer(REFER, 180, "Ringing")]
    box.up(new, "211")
    assert box.orders() == [ReportRefer(REFER, 200, "OK"), HangUp(old)]


def test_a_transfer_to_somebody_busy_brings_the_old_call_back() -> None:
    box = CallBox()
    old = box.talk("207")
    asks(box, old)
    new = box.goes_out()
    box.orders()
    box.over(new, EndedBy.REFUSAL, Failure(486, "Busy Here"))
    assert box.orders() == [ReportRefer(REFER, 486, "Busy Here"), Resume(old)]
    assert box.said()[-1] == "You have 207 again."


def test_a_transfer_to_nowhere_is_reported_too() -> None:
    box = CallBox()
    old = box.talk("207")
    asks(box, old)
    new = box.goes_out()
    box.orders()
    box.handle(CallRedirected(new, (), Response(302, "", Headers())))
    assert box.orders() == [ReportRefer(REFER, 480, "Temporarily Unavailable"), Resume(old)]


def test_a_transfer_that_cannot_be_dialled_is_reported_too() -> None:
    box = CallBox()
    old = box.talk("207")
    asks(box, old)
    box.panel.dial_failed(box.ordered(Dial)[-1], "No sound.", box.now)
    assert ReportRefer(REFER, 500, "No sound here") in box.orders()


def test_a_transferor_that_leaves_at_once_does_not_stop_the_new_call() -> None:
    box = CallBox()
    old = box.talk("207")
    asks(box, old)
    new = box.goes_out()
    box.over(old)
    box.orders()
    box.up(new, "211")
    assert box.orders() == [ReportRefer(REFER, 200, "OK")]


@pytest.mark.parametrize(
    "refer_to",
    [
        "<http://example.org/>",
        "<sip:211@pbx;method=BYE>",
        "<mailto:211@pbx>",
        "<sip:211@pbx?Replaces=a%0D%0AX%3A%201%3Bto-tag%3Db%3Bfrom-tag%3Dc>",
        "<sip:211@pbx?Replaces=nothing>",
    ],
)
def test_nothing_but_a_call_is_made_for_others(refer_to: str) -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    asks(box, call, refer_to)
    assert box.orders() == [RejectRefer(REFER, 603)]


def test_nobody_without_a_call_makes_this_phone_ring_others() -> None:
    box = CallBox()
    asks(box, None)
    assert box.orders() == [RejectRefer(REFER, 603)]
    assert box.said() == ["Somebody wanted this phone to call 211. It was refused."]


def test_transfers_can_be_refused_for_good() -> None:
    box = CallBox(CallPolicy(transfers=Transfers.REFUSE))
    call = box.talk("207")
    box.orders()
    asks(box, call)
    assert box.orders() == [RejectRefer(REFER, 603)]


def test_nothing_but_replaces_goes_along_into_the_call() -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    asks(box, call, "<sip:211@pbx?From=%3Csip%3Aboss%40pbx%3E&Body=x>")
    assert box.orders()[-1] == Dial(
        ACCOUNT, "sip:211@pbx", (), party=Party("sip:211@pbx", "211"), refer=REFER
    )


def test_a_call_is_replaced_once() -> None:
    box = CallBox()
    call = box.talk("207")
    asks(box, call)
    box.orders()
    asks(box, call, "<sip:214@pbx>")
    assert box.orders() == [RejectRefer(REFER, 603)]


def test_i_am_asked_where_not_my_server_wants_the_transfer() -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    asks(box, call, stranger="yes")
    assert box.orders() == []
    assert box.own(call).asked == "211"


def test_i_am_asked_about_transfers_if_i_want() -> None:
    for follow in (True, False):
        box = CallBox(CallPolicy(transfers=Transfers.ASK))
        call = box.talk("207")
        box.orders()
        asks(box, call)
        assert box.orders() == []
        assert box.own(call).asked == "211"
        box.calls.decide_transfer(call, follow, box.now)
        orders = box.orders()
        assert orders[0] == (AcceptRefer(REFER) if follow else RejectRefer(REFER, 603))
        assert box.own(call).asked is None
        box.calls.decide_transfer(call, follow, box.now)
        assert box.orders() == []


# --- mine, with time to think ---


def patient(box: CallBox, number: str = "211") -> UsageId:
    """A call that is about to go to ``number``."""
    box.calls.undo_within = 2.0
    call = box.talk("207")
    box.orders()
    box.calls.transfer(call, number, box.now, undo=True)
    return call


def test_a_transfer_waits_on_hold_as_long_as_it_can_be_undone() -> None:
    box = CallBox()
    call = patient(box)
    assert box.orders() == [Hold(call)]
    assert box.own(call).leaving == Leaving(Party(TARGET, "211"), box.now + 2.0)
    assert box.panel.next_deadline() == box.now + 2.0
    box.wait(1.9)
    assert box.orders() == []
    box.wait(0.1)
    assert box.orders() == [Transfer(call, TARGET)]
    assert box.own(call).leaving is None


@pytest.mark.parametrize("how", ["undo", "resume"])
def test_a_transfer_that_is_undone_does_not_happen_and_the_call_goes_on(how: str) -> None:
    box = CallBox()
    call = patient(box)
    box.orders()
    if how == "undo":
        assert box.calls.undo_transfer(box.now)
    else:
        box.calls.resume(call, box.now)
    assert box.orders()[0] == Resume(call)
    box.wait(10.0)
    assert box.orders() == []
    own = box.own(call)
    assert (own.held, own.leaving, own.progress) == (False, None, None)
    assert not box.calls.undo_transfer(box.now)


def test_a_transfer_that_has_been_asked_for_cannot_be_undone() -> None:
    box = CallBox()
    patient(box)
    box.wait(2.0)
    assert not box.calls.undo_transfer(box.now)


def test_another_key_within_the_two_seconds_is_a_change_of_mind() -> None:
    box = CallBox()
    call = patient(box)
    box.wait(1.5)
    box.calls.transfer(call, "214", box.now, undo=True)
    box.wait(1.0)
    assert box.orders() == [Hold(call)]
    box.wait(1.0)
    assert box.orders() == [Transfer(call, "sip:214@pbx.example.org")]


def test_a_call_that_ends_meanwhile_is_not_transferred() -> None:
    box = CallBox()
    call = patient(box)
    box.over(call)
    box.orders()
    box.wait(5.0)
    assert box.orders() == []
    assert box.panel.next_deadline() is None


def test_who_leaves_the_program_meanwhile_has_it_done() -> None:
    box = CallBox()
    call = patient(box)
    box.orders()
    assert box.calls.leave(box.now)
    assert not box.calls.leave(box.now)
    assert box.orders() == [Transfer(call, TARGET)]


# --- mine, come back ---


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (480, "Back from 211, no answer"),
        (408, "Back from 211, no answer"),
        (486, "Back from 211, busy"),
        (603, "Back from 211, declined"),
        (404, "Back from 211, not reached"),
    ],
)
def test_a_call_that_nobody_took_says_where_it_comes_back_from(status: int, words: str) -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    news(box, call, status, "No", final=True)
    assert box.own(call).back == words
    box.calls.transfer(call, "214", box.now)
    assert box.own(call).back is None


def transferred(box: CallBox) -> None:
    """207 has been sent to 211."""
    call = box.talk("207")
    box.calls.transfer(call, "211", box.now)
    news(box, call, 200, "OK", final=True)
    box.over(call, EndedBy.LOCAL)


@pytest.mark.parametrize(
    ("after", "number", "back"),
    [(40.0, "207", "Back from 211"), (121.0, "207", None), (40.0, "214", None)],
)
def test_who_calls_soon_after_a_transfer_has_come_back(
    after: float, number: str, back: str | None
) -> None:
    box = CallBox()
    transferred(box)
    box.wait(after)
    assert box.own(box.rings(number)).back == back


def test_who_has_come_back_once_calls_anew_the_next_time() -> None:
    box = CallBox()
    transferred(box)
    box.over(box.rings("207"))
    assert box.own(box.rings("207")).back is None


# --- a call that still rings here, with time to think ---


def rings_and_goes(box: CallBox) -> UsageId:
    """A call that rings and is about to be sent to 211."""
    box.calls.undo_within = 2.0
    call = box.rings("207")
    box.orders()
    box.calls.transfer(call, "211", box.now, undo=True)
    return call


def test_a_call_that_rings_rings_on_until_it_is_sent_on() -> None:
    box = CallBox()
    call = rings_and_goes(box)
    assert box.own(call).leaving == Leaving(Party(TARGET, "211"), box.now + 2.0)
    box.wait(1.9)
    assert box.orders() == []
    box.wait(0.2)
    assert box.orders() == [Redirect(call, TARGET)]
    assert box.own(call).leaving is None


@pytest.mark.parametrize("how", ["undo", "answer", "decline"])
def test_a_call_that_rings_stays_if_i_think_better_of_it(how: str) -> None:
    box = CallBox()
    call = rings_and_goes(box)
    match how:
        case "undo":
            assert box.calls.undo_transfer(box.now)
        case "answer":
            box.calls.answer(call, box.now)
        case _:
            box.calls.reject(call, box.now)
    assert box.own(call).leaving is None
    box.orders()
    box.wait(5.0)
    assert box.orders() == []


def test_who_leaves_the_program_has_a_ringing_call_sent_on() -> None:
    box = CallBox()
    call = rings_and_goes(box)
    assert box.calls.leave(box.now)
    assert box.orders() == [Redirect(call, TARGET)]
