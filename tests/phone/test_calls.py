"""Calls of the whole phone through the built-in PBX, on a virtual clock."""

from __future__ import annotations

import pytest

from blfpanel.body.sdp import Direction
from blfpanel.panel.calls.reception import CallPolicy, Dtmf, Transfers
from blfpanel.panel.changes import CallLogged, DigitReceived
from blfpanel.panel.model import CallResult, OwnCallState
from blfpanel.sip.events import CallEnded, CallRedirected, IncomingCall, InfoReceived
from support.call_office import CallOffice

TALKING = OwnCallState.TALKING


def test_hold_and_resume_reach_the_far_end() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.hold(call.id)
    office.advance()
    assert office.own(call).held
    assert office.hears("207") == "sendonly"
    assert office.voices[0].directions[-1] is Direction.INACTIVE
    office.phone.resume(call.id)
    office.advance()
    assert not office.own(call).held
    assert office.hears("207") == "sendrecv"
    assert office.voices[0].directions[-1] is Direction.SENDRECV


def test_hold_and_resume_at_once_end_resumed() -> None:
    office = CallOffice()
    call = office.call("207")
    for _ in range(3):
        office.phone.hold(call.id)
        office.phone.resume(call.id)
    office.advance(3)
    assert not office.own(call).held
    assert office.hears("207") == "sendrecv"
    assert office.said() == []


def test_the_far_end_holds_me_and_takes_me_back() -> None:
    office = CallOffice()
    call = office.call("207")
    anna = office.phones["207"]
    theirs = anna.last(IncomingCall).call
    for direction, held in ((b"sendonly", True), (b"sendrecv", False)):
        body = anna.offer().replace(b"a=sendrecv", b"a=" + direction)
        anna.endpoint.reinvite(theirs, body, office.network.now)
        office.advance()
        assert office.own(call).held_by_far_end is held


def test_a_far_end_that_will_not_be_held_gets_silence() -> None:
    office = CallOffice()
    call = office.call("207")
    office.stubborn.add("207")
    office.phone.hold(call.id)
    office.advance()
    assert office.own(call).held
    assert office.voices[0].muted
    assert office.said()[0].startswith("Anna was not put on hold: ")
    office.phone.resume(call.id)
    office.advance()
    assert not office.own(call).held
    assert not office.voices[0].muted


def test_a_second_call_holds_the_first_and_an_answered_one_holds_both() -> None:
    office = CallOffice()
    office.call("207")
    office.call("211")
    office.called_by("214")
    assert office.states() == [
        ("207", TALKING, True),
        ("211", TALKING, False),
        ("214", OwnCallState.INCOMING, False),
    ]
    office.phone.answer(office.calls[2].id)
    office.advance()
    assert office.states() == [
        ("207", TALKING, True),
        ("211", TALKING, True),
        ("214", TALKING, False),
    ]
    assert (office.hears("207"), office.hears("211")) == ("sendonly", "sendonly")


def test_the_far_end_hears_nothing_while_muted() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.mute(call.id, True)
    assert office.voices[0].muted
    office.phone.mute(call.id, False)
    assert not office.voices[0].muted


@pytest.mark.parametrize(("everywhere", "status"), [(False, 486), (True, 603)])
def test_a_rejected_caller_hears_why(everywhere: bool, status: int) -> None:
    office = CallOffice()
    office.called_by("211")
    office.phone.reject(office.calls[0].id, everywhere=everywhere)
    office.advance()
    failure = office.phones["211"].last(CallEnded).failure
    assert failure is not None
    assert failure.status == status
    assert office.calls == []


def test_an_ignored_caller_goes_on_hearing_it_ring() -> None:
    office = CallOffice()
    office.called_by("211")
    office.phone.ignore(office.calls[0].id)
    office.advance(5)
    assert office.over("211") == 0
    assert not office.calls[0].rings


# --- transfers ---


def test_a_blind_transfer_connects_the_two_others() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.transfer(call.id, "211")
    office.advance()
    assert office.own(call).progress == "Transferring to Jens…"
    office.phones["211"].ring()
    office.advance()
    assert office.own(call).progress == "Transferring to Jens: it rings there."
    office.phones["211"].answer()
    office.advance(1)
    assert office.calls == []
    assert office.said() == ["Anna transferred to Jens."]
    assert (office.over("207"), office.over("211")) == (0, 0)
    assert office.hears("207") == "sendrecv"
    anna = office.phones["207"]
    anna.hang_up(anna.last(IncomingCall).call)
    office.advance()
    assert office.over("211") == 1


def test_a_blind_transfer_to_somebody_busy_is_taken_back() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.transfer(call.id, "211")
    office.advance()
    office.phones["211"].reject(486)
    office.advance(1)
    assert office.states() == [("207", TALKING, False)]
    assert office.said() == ["Not transferred: Jens is busy. [486] You have Anna again."]
    assert office.hears("207") == "sendrecv"


def test_a_transfer_to_nobody_is_taken_back() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.transfer(call.id, "999")
    office.advance(1)
    assert office.states() == [("207", TALKING, False)]
    assert office.said() == [
        "Not transferred: 999 is not known to the PBX. [404] You have Anna again."
    ]


def test_an_attended_transfer_connects_the_two_others() -> None:
    office = CallOffice()
    first = office.call("207")
    second = office.call("211")
    office.phone.transfer_to(first.id, second.id)
    office.advance(1)
    assert office.calls == []
    assert office.said() == ["Anna transferred to Jens."]
    assert (office.over("207"), office.over("211")) == (0, 0)
    assert (office.hears("207"), office.hears("211")) == ("sendrecv", "sendrecv")
    anna = office.phones["207"]
    anna.hang_up(anna.last(IncomingCall).call)
    office.advance()
    assert office.over("211") == 1


def refer_from_pbx(office: CallOffice, refer_to: str) -> None:
    """The far end of the desk's first call asks it to call somebody else."""
    pbx = office.office.pbx
    leg = next(
        leg
        for connection in pbx.calls()
        for leg in (connection.caller, connection.callee)
        if leg is not None and leg.number == "200"
    )
    pbx._endpoint.refer(leg.usage, refer_to, office.network.now)
    office.advance()


def test_the_desk_is_transferred_and_drops_the_old_call() -> None:
    office = CallOffice()
    office.call("207")
    refer_from_pbx(office, "sip:211@pbx.example")
    assert [number for number, _, _ in office.states()] == ["207", "211"]
    office.phones["211"].ring()
    office.phones["211"].answer()
    office.advance(1)
    assert office.states() == [("211", TALKING, False)]
    assert office.over("207") == 1


def test_the_desk_comes_back_where_the_new_place_is_busy() -> None:
    office = CallOffice()
    office.call("207")
    refer_from_pbx(office, "sip:211@pbx.example")
    office.phones["211"].reject(486)
    office.advance(1)
    assert office.states() == [("207", TALKING, False)]
    assert office.said()[-1] == "You have Anna again."


def test_the_desk_is_not_transferred_if_it_does_not_want_to() -> None:
    office = CallOffice(CallPolicy(transfers=Transfers.REFUSE))
    office.call("207")
    refer_from_pbx(office, "sip:211@pbx.example")
    assert office.states() == [("207", TALKING, False)]
    assert office.said() == ["Anna wanted this phone to call Jens. It was refused."]


# --- policies ---


@pytest.mark.parametrize(
    ("policy", "place"),
    [
        (CallPolicy(forward_all="214"), "sip:214@pbx.example"),
        (CallPolicy(do_not_disturb=True, forward_busy="214"), "sip:214@pbx.example"),
    ],
)
def test_calls_are_sent_on_at_once(policy: CallPolicy, place: str) -> None:
    office = CallOffice(policy)
    office.called_by("211")
    (response,) = office.sent("SIP/2.0 302")
    assert response.headers.get("Contact") == f"<{place}>"
    assert office.calls == []
    assert office.told(CallLogged)[0].record.result is CallResult.FORWARDED


def test_a_ringing_call_is_forwarded_by_hand() -> None:
    office = CallOffice()
    office.called_by("211")
    office.phone.forward(office.calls[0].id, "214")
    office.advance()
    (response,) = office.sent("SIP/2.0 302")
    assert response.headers.get("Contact") == "<sip:214@pbx.example>"


def test_do_not_disturb_is_busy_for_callers_until_switched_off() -> None:
    office = CallOffice()
    office.phone.set_do_not_disturb(True)
    office.called_by("211")
    assert office.phones["211"].last(CallEnded).failure is not None
    assert office.phone.call_log.missed == 1
    office.phone.set_do_not_disturb(False)
    office.called_by("211")
    assert [call.state for call in office.calls] == [OwnCallState.INCOMING]


def test_nobody_answers_so_the_call_is_sent_on() -> None:
    office = CallOffice(CallPolicy(forward_no_answer="214", no_answer_after=10))
    office.called_by("211")
    office.advance(9)
    assert office.sent("SIP/2.0 302") == []
    office.advance(2)
    assert len(office.sent("SIP/2.0 302")) == 1


def test_a_busy_desk_without_call_waiting_is_busy() -> None:
    office = CallOffice(CallPolicy(call_waiting=False))
    office.call("207")
    office.called_by("211")
    failure = office.phones["211"].last(CallEnded).failure
    assert failure is not None
    assert failure.status == 486


# --- digits ---


def test_digits_go_with_the_sound_or_as_info() -> None:
    office = CallOffice()
    call = office.call("207")
    office.phone.send_dtmf(call.id, "12#")
    assert office.voices[0].sent == "12#"
    office = CallOffice(CallPolicy(dtmf=Dtmf.INFO))
    call = office.call("207")
    office.phone.send_dtmf(call.id, "1#")
    office.advance()
    assert office.voices[0].sent == ""
    bodies = [event.body for event in office.phones["207"].events(InfoReceived)]
    assert bodies == [b"Signal=1\r\nDuration=160\r\n", b"Signal=#\r\nDuration=160\r\n"]


def test_digits_that_come_either_way_are_told() -> None:
    office = CallOffice()
    call = office.call("207")
    office.voices[0].pressed = "4"
    office.advance(1)
    anna = office.phones["207"]
    theirs = anna.last(IncomingCall).call
    anna.endpoint.info(theirs, "application/dtmf-relay", b"Signal=2\r\n", office.network.now)
    office.advance()
    assert office.own(call).digits == "42"
    assert [change.digit for change in office.told(DigitReceived)] == ["4", "2"]


# --- the list of calls ---


def test_calls_come_into_the_list_newest_first() -> None:
    office = CallOffice()
    call = office.call("207")
    office.advance(60)
    office.phone.hang_up(call.id)
    caller = office.called_by("211")
    office.phones["211"].hang_up(caller)
    office.advance()
    newest, before = office.phone.call_log.newest()
    assert (newest.number, newest.result, newest.name) == ("211", CallResult.MISSED, "Jens & Søn")
    assert (before.number, before.outgoing, before.result) == ("207", True, CallResult.ANSWERED)
    assert before.duration == pytest.approx(60.5, abs=1)
    assert office.phone.call_log.missed == 1
    office.phone.look_at_missed_calls()
    assert office.phone.call_log.missed == 0
    office.phone.forget_calls()
    assert office.phone.call_log.newest() == ()


def test_a_forwarded_caller_is_told_where_to_go() -> None:
    office = CallOffice(CallPolicy(forward_all="214"))
    office.called_by("211")
    assert office.phones["211"].events(CallRedirected) == []
    assert office.over("211") == 1
