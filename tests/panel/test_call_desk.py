"""What is done with own calls: one talks, others hold; hold, mute, digits, records."""

from __future__ import annotations

import pytest

from blfpanel.panel.calls.reception import CallPolicy, Dtmf
from blfpanel.panel.changes import CallLogged, DigitReceived, DoNotDisturbChanged, OwnCallChanged
from blfpanel.panel.commands import (
    Answer,
    Dial,
    HangUp,
    Hold,
    Mute,
    Redirect,
    Reject,
    Resume,
    Ring,
    SendDtmf,
)
from blfpanel.panel.model import CallResult, OwnCallState, Party
from blfpanel.sip.events import (
    EndedBy,
    Failure,
    InfoReceived,
    RemoteIdentityChanged,
)
from blfpanel.sip.syntax.uri import NameAddr
from support.call_box import CallBox
from support.panel_box import ACCOUNT


def test_who_talks_is_held_before_the_next_call_goes_out() -> None:
    box = CallBox()
    first = box.talk("207")
    box.orders()
    box.panel.dial(ACCOUNT, "211", box.now)
    hold, dial = box.orders()
    assert hold == Hold(first)
    assert isinstance(dial, Dial)
    assert box.own(first).held


def test_answering_and_resuming_make_room_too() -> None:
    box = CallBox()
    first = box.talk("207")
    second = box.rings("211")
    box.orders()
    box.calls.answer(second, box.now)
    assert box.orders() == [Hold(first), Answer(second)]
    box.up(second, "211")
    box.calls.resume(first, box.now)
    assert box.orders() == [Hold(second), Resume(first)]
    assert (box.own(first).held, box.own(second).held) == (False, True)


def test_a_call_that_comes_up_behind_the_one_i_want_waits_on_hold() -> None:
    box = CallBox()
    slow = box.dial("207")
    quick = box.rings("211")
    box.calls.answer(quick, box.now)
    box.up(quick, "211")
    box.orders()
    box.up(slow)
    assert box.orders() == [Hold(slow)]


def test_a_call_i_wanted_last_takes_the_line_when_it_comes_up() -> None:
    box = CallBox()
    early = box.dial("207")
    box.dial("211")
    late = box.dial("214")
    box.up(early)
    box.orders()
    box.up(late, "214")
    assert box.orders() == [Hold(early)]


def test_hold_and_resume_are_asked_for_once() -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    for _ in range(2):
        box.calls.hold(call, box.now)
    assert box.orders() == [Hold(call)]
    for _ in range(2):
        box.calls.resume(call, box.now)
        assert box.orders() == [Resume(call)]
        box.calls.hold(call, box.now)
        assert box.orders() == [Hold(call)]


def test_a_far_end_that_will_not_be_held_is_told_of() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.hold(call, box.now)
    box.calls.change_refused(call, Failure(488, "Not Acceptable Here"))
    assert box.own(call).held
    assert box.said()[-1] == (
        "207 was not put on hold: Not Acceptable Here [488]. Silence is sent instead."
    )
    box.calls.resume(call, box.now)
    box.orders()
    box.calls.change_refused(call, Failure(503, "Overloaded"))
    assert box.own(call).held
    assert box.said()[-1] == "207 could not be taken back from hold: Overloaded [503]. Try again."


def test_the_far_end_holds_me() -> None:
    box = CallBox()
    call = box.talk("207")
    box.calls.held_by_far_end(call, True)
    assert box.own(call).held_by_far_end
    box.calls.held_by_far_end(call, False)
    assert not box.own(call).held_by_far_end


def test_muting() -> None:
    box = CallBox()
    call = box.talk("207")
    box.orders()
    box.calls.mute(call, True, box.now)
    box.calls.mute(call, True, box.now)
    assert box.orders() == [Mute(call, True)]
    assert box.own(call).muted


@pytest.mark.parametrize(
    ("everywhere", "status"),
    [pytest.param(False, 486, id="here"), pytest.param(True, 603, id="everywhere")],
)
def test_rejecting(everywhere: bool, status: int) -> None:
    box = CallBox()
    call = box.rings("211")
    assert box.orders() == [Ring(call)]
    box.calls.reject(call, box.now, everywhere=everywhere)
    assert box.orders() == [Reject(call, status)]
    box.over(call, EndedBy.LOCAL)
    assert box.told(CallLogged)[-1].record.result is CallResult.DECLINED


def test_an_ignored_call_rings_on_but_not_here() -> None:
    box = CallBox()
    call = box.rings("211")
    box.orders()
    box.calls.ignore(call, box.now)
    assert box.orders() == []
    assert box.own(call).state is OwnCallState.INCOMING
    assert not box.own(call).rings
    box.over(call)
    assert box.told(CallLogged)[-1].record.result is CallResult.MISSED


def test_a_ringing_call_is_sent_on() -> None:
    box = CallBox()
    call = box.rings("211")
    box.orders()
    box.calls.forward(call, "214", box.now)
    assert box.orders() == [Redirect(call, "sip:214@pbx.example.org")]
    box.over(call, EndedBy.LOCAL)
    record = box.told(CallLogged)[-1].record
    assert (record.result, record.detail) == (CallResult.FORWARDED, "to 214")


def test_a_number_that_is_none_is_told_of() -> None:
    box = CallBox()
    call = box.rings("211")
    box.orders()
    box.calls.forward(call, "sip:", box.now)
    assert box.orders() == []
    assert box.said()[-1].startswith("“sip:” cannot be called")


def test_digits_go_with_the_sound_or_as_the_account_says() -> None:
    for dtmf, by_info in ((Dtmf.RTP, False), (Dtmf.INFO, True)):
        box = CallBox(CallPolicy(dtmf=dtmf))
        call = box.talk("207")
        box.orders()
        box.calls.send_dtmf(call, "1 2a#", box.now)
        assert box.orders() == [SendDtmf(call, "12A#", by_info)]
        box.calls.send_dtmf(call, "1x", box.now)
        assert box.orders() == []
        assert box.said()[-1] == "“X” is on no keypad: 0-9, *, # and A-D are."


@pytest.mark.parametrize(
    ("kind", "body", "digits"),
    [
        ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n", "5"),
        ("application/dtmf-relay", b"signal = #\n", "#"),
        ("application/dtmf", b"*", "*"),
        ("application/dtmf-relay", b"Duration=160", ""),
        ("application/dtmf-relay", b"Signal=\xff\xfe", ""),
        ("text/plain", b"5", ""),
    ],
)
def test_digits_that_come_by_info(kind: str, body: bytes, digits: str) -> None:
    box = CallBox()
    call = box.talk("207")
    box.handle(InfoReceived(call, kind, body))
    assert box.own(call).digits == digits
    assert [change.digit for change in box.told(DigitReceived)] == list(digits)


def test_who_is_at_the_far_end_can_change() -> None:
    box = CallBox()
    call = box.talk("207")
    box.handle(RemoteIdentityChanged(call, NameAddr.parse('"Clara" <sip:214@pbx.example.org>')))
    assert box.own(call).party == Party("sip:214@pbx.example.org", "214", "Clara")


def test_the_name_on_my_key_stays_while_the_number_does() -> None:
    box = CallBox()
    call = box.talk("207")
    for display, shown in (("Anna", "Anna"), ("Anna Berger", "Anna")):
        address = NameAddr.parse(f'"{display}" <sip:207@pbx.example.org;user=phone>')
        box.handle(RemoteIdentityChanged(call, address))
        assert box.own(call).party.display == shown


def test_a_call_that_takes_the_place_of_mine_is_answered_at_once() -> None:
    box = CallBox()
    old = box.talk("207")
    box.orders()
    new = box.rings("211", replaced=old)
    assert box.orders() == [Answer(new)]
    box.over(old, EndedBy.LOCAL)
    box.up(new, "211")
    assert box.own(new).state is OwnCallState.TALKING
    assert not box.own(new).held


def test_do_not_disturb_refuses_until_it_is_over() -> None:
    box = CallBox()
    box.calls.set_do_not_disturb(True)
    assert box.calls.do_not_disturb()
    box.drain()
    assert box.told(DoNotDisturbChanged) == [DoNotDisturbChanged(ACCOUNT, True)]
    call = box.rings("211")
    assert box.orders() == [Reject(call, 486)]
    box.over(call, EndedBy.LOCAL)
    record = box.told(CallLogged)[-1].record
    assert (record.result, record.detail) == (CallResult.MISSED, "do not disturb")
    box.calls.set_do_not_disturb(False, ACCOUNT)
    assert box.orders() == []
    call = box.rings("211")
    assert box.orders() == [Ring(call)]


def test_nobody_is_told_of_a_call_that_does_not_ring() -> None:
    box = CallBox(CallPolicy(do_not_disturb=True))
    box.rings("211")
    assert box.told(OwnCallChanged) == []


def test_a_call_rings_and_is_then_sent_on() -> None:
    box = CallBox(CallPolicy(forward_no_answer="214", no_answer_after=15))
    call = box.rings("211")
    assert box.orders() == [Ring(call)]
    box.wait(14.9)
    assert box.orders() == []
    box.wait(0.2)
    assert box.orders() == [Redirect(call, "sip:214@pbx.example.org")]
    box.over(call, EndedBy.LOCAL)
    record = box.told(CallLogged)[-1].record
    assert (record.result, record.detail) == (CallResult.FORWARDED, "to 214 (no answer)")


def test_a_call_that_was_answered_is_not_sent_on() -> None:
    box = CallBox(CallPolicy(forward_no_answer="214", no_answer_after=15))
    call = box.rings("211")
    box.calls.answer(call, box.now)
    box.orders()
    box.wait(60)
    assert box.orders() == []


def test_a_call_is_answered_by_itself_after_a_while() -> None:
    box = CallBox(CallPolicy(auto_answer=True))
    call = box.rings("211", ("Call-Info", "<sip:pbx>;answer-after=2"))
    assert box.orders() == [Ring(call)]
    box.wait(2.1)
    assert box.orders() == [Answer(call)]
    assert box.said() == ["The call from 211 was answered by itself: 211 hears you."]
    assert (box.own(call).by_itself, box.own(call).rings) == (True, False)
    box.up(call, "211")
    other = box.rings("214", ("Answer-Mode", "Auto"))
    assert box.orders() == [Ring(other)]


@pytest.mark.parametrize(
    ("reason", "result"),
    [
        (None, CallResult.MISSED),
        ('SIP;cause=200;text="Call completed elsewhere"', CallResult.ELSEWHERE),
        ("SIP;cause=487", CallResult.MISSED),
    ],
)
def test_what_became_of_calls_that_came(reason: str | None, result: CallResult) -> None:
    box = CallBox()
    call = box.rings("211")
    box.over(call, reason=reason)
    record = box.told(CallLogged)[-1].record
    assert (record.result, record.outgoing, record.party.number) == (result, False, "211")


@pytest.mark.parametrize(
    ("by", "failure", "result", "detail"),
    [
        (EndedBy.LOCAL, Failure(487, "Terminated"), CallResult.UNANSWERED, None),
        (EndedBy.REFUSAL, Failure(480, "x"), CallResult.UNANSWERED, "207 does not answer. [480]"),
        (EndedBy.REFUSAL, Failure(486, "x"), CallResult.FAILED, "207 is busy. [486]"),
    ],
)
def test_what_became_of_calls_i_made(
    by: EndedBy, failure: Failure, result: CallResult, detail: str | None
) -> None:
    box = CallBox()
    box.over(box.dial("207"), by, failure)
    record = box.told(CallLogged)[-1].record
    assert (record.result, record.detail, record.outgoing) == (result, detail, True)


def test_a_record_says_when_and_how_long() -> None:
    box = CallBox()
    call = box.dial("207")
    began = box.now
    box.wait(5)
    box.up(call)
    answered = box.now
    box.wait(60)
    box.over(call)
    record = box.told(CallLogged)[-1].record
    assert (record.began, record.answered, record.ended) == (began, answered, box.now)
    assert record.result is CallResult.ANSWERED


def test_whom_a_call_was_for_is_known_if_it_is_not_me() -> None:
    box = CallBox()
    sent_on = box.rings("211", ("To", "<sip:214@pbx.example.org>"))
    mine = box.rings("211", ("To", "<sip:200@pbx.example.org>"))
    wanted = box.own(sent_on).wanted
    assert wanted is not None
    assert wanted.number == "214"
    assert box.own(mine).wanted is None


def test_hanging_up_declines_what_rings_and_ends_the_rest() -> None:
    box = CallBox()
    ringing, talking = box.rings("211"), box.talk("207")
    box.orders()
    box.calls.hang_up(ringing, box.now)
    box.calls.hang_up(talking, box.now)
    assert box.orders() == [Reject(ringing, 603), HangUp(talking)]
