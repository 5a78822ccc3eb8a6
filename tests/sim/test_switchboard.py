"""Calls through the PBX, between telephones that are real endpoints.

::

    211              PBX              207
     | -- INVITE -->  | -- INVITE -->  |
     | <-- 180 -----  | <-- 180 -----  |
     | <-- 200 -----  | <-- 200 -----  |
     | <-- BYE -----  | <-- BYE -----  |
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from blfpanel.body.sdp import SessionDescription
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    EndedBy,
    IncomingCall,
    UsageId,
)
from blfpanel.sip.syntax.uri import NameAddr
from support.office import Office, Telephone


@pytest.fixture
def office() -> Office:
    return Office()


def ending(phone: Telephone) -> tuple[EndedBy, int | None]:
    ended = phone.last(CallEnded)
    return ended.by, ended.failure.status if ended.failure else None


def connected(office: Office) -> tuple[Telephone, UsageId, Telephone, UsageId]:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing = jens.call("207")
    anna.ring()
    return anna, anna.answer(), jens, outgoing


def test_a_call_reaches_the_phone_with_the_callers_name_and_offer(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    incoming = anna.last(IncomingCall)
    assert str(incoming.caller.with_tag("x")) == '"Jens & Søn" <sip:211@pbx.example>;tag=x'
    assert incoming.request.headers.get("P-Asserted-Identity") == (
        '"Jens & Søn" <sip:211@pbx.example>'
    )
    assert incoming.request.body == jens.offer()


def test_ringing_and_early_media_reach_the_caller(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    call = anna.ring()
    anna.endpoint.progress(call, office.network.now, status=183, body=anna.offer())
    progress = [event.response for event in jens.events(CallProgressed)]
    assert [response.status for response in progress] == [180, 183]
    assert progress[1].body == anna.offer()


def test_the_answer_reaches_the_caller_and_names_who_answered(office: Office) -> None:
    anna, _, jens, _ = connected(office)
    assert jens.last(CallEstablished).body == anna.offer()
    answers = [m for m in office.sent("SIP/2.0 200", jens) if m.cseq.method == "INVITE"]
    assert answers[-1].headers.get("P-Asserted-Identity") == '"Anna Berger" <sip:207@pbx.example>'
    assert [call.callee is not None for call in office.pbx.calls()] == [True]


@pytest.mark.parametrize("by_caller", [True, False])
def test_a_hang_up_reaches_the_other_end(office: Office, by_caller: bool) -> None:
    anna, incoming, jens, outgoing = connected(office)
    if by_caller:
        jens.hang_up(outgoing)
    else:
        anna.hang_up(incoming)
    ours, theirs = (jens, anna) if by_caller else (anna, jens)
    assert ending(ours) == (EndedBy.LOCAL, None)
    assert ending(theirs) == (EndedBy.REMOTE, None)
    assert office.pbx.calls() == []
    office.advance(64)
    assert office.pbx.counts.sent["BYE"] == 1


def test_a_caller_who_gives_up_silences_the_phone(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing = jens.call("207")
    anna.ring()
    jens.hang_up(outgoing)
    assert ending(anna) == (EndedBy.REMOTE, None)
    assert ending(jens) == (EndedBy.LOCAL, None)
    assert office.pbx.calls() == []


@pytest.mark.parametrize("status", [486, 603, 480])
def test_a_refusal_reaches_the_caller(office: Office, status: int) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    anna.reject(status)
    assert ending(jens) == (EndedBy.REFUSAL, status)
    assert office.pbx.calls() == []


@pytest.mark.parametrize(
    ("number", "status", "reason"),
    [
        ("299", 404, "Nobody has the number 299"),
        ("214", 480, "No phone of 214 is registered"),
    ],
)
def test_who_cannot_be_called_is_told_why(
    office: Office, number: str, status: int, reason: str
) -> None:
    jens = office.phone("211")
    jens.call(number)
    failure = jens.last(CallEnded).failure
    assert failure is not None
    assert (failure.status, failure.reason) == (status, reason)


def test_a_call_without_offer_is_refused(office: Office) -> None:
    office.phone("207")
    jens = office.phone("211")
    jens.call("207", body=b"")
    assert ending(jens) == (EndedBy.REFUSAL, 488)


def test_a_call_in_anothers_name_is_refused(office: Office) -> None:
    anna, clara = office.phone("207"), office.phone("214", registered=False)
    clara.account = replace(clara.account, aor=NameAddr.parse("<sip:211@pbx.example>"))
    clara.call("207")
    failure = clara.last(CallEnded).failure
    assert failure is not None
    assert (failure.status, failure.reason) == (403, "Another user's number")
    assert anna.events(IncomingCall) == []


def test_nobody_answers_for_long_enough(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    jens.call("207")
    anna.ring()
    office.advance(59)
    assert jens.events(CallEnded) == []
    office.advance(2)
    assert ending(jens) == (EndedBy.REFUSAL, 480)
    assert ending(anna) == (EndedBy.REMOTE, None)


def test_all_phones_of_a_user_ring_and_the_first_answer_wins(office: Office) -> None:
    desk, mobile, jens = office.phone("207"), office.phone("207"), office.phone("211")
    jens.call("207")
    desk.ring()
    mobile.ring()
    mobile.answer()
    assert jens.last(CallEstablished).body == mobile.offer()
    ended = desk.last(CallEnded)
    assert ended.by is EndedBy.REMOTE
    assert ended.reason == 'SIP;cause=200;text="Call completed elsewhere"'
    assert mobile.events(CallEnded) == []


def test_one_busy_phone_does_not_keep_another_from_ringing(office: Office) -> None:
    desk, mobile, jens = office.phone("207"), office.phone("207"), office.phone("211")
    jens.call("207")
    desk.reject(486)
    assert jens.events(CallEnded) == []
    mobile.ring()
    mobile.reject(480)
    assert ending(jens) == (EndedBy.REFUSAL, 486)


def test_a_phone_that_is_unplugged_counts_as_not_there(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    office.unplug(anna)
    jens.call("207")
    office.advance(33)
    failure = jens.last(CallEnded).failure
    assert failure is not None
    assert failure.status == 480


def test_a_user_can_have_two_calls(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    jens.call("207")
    anna.ring()
    anna.answer()
    clara.call("207")
    anna.ring()
    anna.answer()
    assert len(office.pbx.calls()) == 2
    assert len(anna.events(CallEstablished)) == 2


def test_calls_over_tcp_stay_on_the_phones_connection(office: Office) -> None:
    anna, jens = office.phone("207", transport="tcp"), office.phone("211")
    outgoing = jens.call("207")
    anna.ring()
    anna.answer()
    jens.hang_up(outgoing)
    assert ending(anna) == (EndedBy.REMOTE, None)


def media(body: bytes) -> tuple[str | None, int]:
    description = SessionDescription.parse(body)
    return description.host_of(description.media[0]), description.media[0].port


def test_a_call_is_picked_up_by_its_code(office: Office) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    jens.call("207")
    anna.ring()
    desk.call("**207")
    assert media(jens.last(CallEstablished).body) == (desk.address[0], desk.address[1] + 1000)
    assert media(desk.last(CallEstablished).body) == (jens.address[0], jens.address[1] + 1000)
    ended = anna.last(CallEnded)
    assert ended.by is EndedBy.REMOTE
    assert ended.reason == 'SIP;cause=200;text="Call completed elsewhere"'
    (call,) = office.pbx.calls()
    assert call.callee is not None
    assert (call.caller.number, call.caller.peer) == ("211", "200")
    assert (call.callee.number, call.callee.peer) == ("200", "211")


def test_the_picker_learns_who_calls(office: Office) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    jens.call("207")
    anna.ring()
    desk.call("**207")
    (answer,) = [m for m in office.sent("SIP/2.0 200", desk) if m.cseq.method == "INVITE"]
    assert answer.headers.get("P-Asserted-Identity") == '"Jens & Søn" <sip:211@pbx.example>'


@pytest.mark.parametrize("by_picker", [True, False])
def test_a_picked_up_call_ends_like_any_other(office: Office, by_picker: bool) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    outgoing = jens.call("207")
    anna.ring()
    taken = desk.call("**207")
    if by_picker:
        desk.hang_up(taken)
    else:
        jens.hang_up(outgoing)
    assert {ending(jens)[0], ending(desk)[0]} == {EndedBy.LOCAL, EndedBy.REMOTE}
    assert office.pbx.calls() == []


@pytest.mark.parametrize("how", ["nothing rings", "answered", "given up"])
def test_a_pick_up_that_comes_too_late_is_told_so(office: Office, how: str) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    if how != "nothing rings":
        outgoing = jens.call("207")
        anna.ring()
        if how == "answered":
            anna.answer()
        else:
            jens.hang_up(outgoing)
    desk.call("**207")
    failure = desk.last(CallEnded).failure
    assert failure is not None
    assert (failure.status, failure.reason) == (404, "Nothing is ringing at 207")


def test_a_pick_up_without_a_common_codec_changes_nothing(office: Office) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    jens.call("207")
    anna.ring()
    desk.call("**207", body=desk.offer().replace(b"AVP 8 0", b"AVP 18"))
    assert ending(desk) == (EndedBy.REFUSAL, 488)
    anna.answer()
    assert jens.last(CallEstablished).body == anna.offer()


def replaces(office: Office, *flags: str, number: str = "207") -> tuple[str, str]:
    """Replaces for the call that rings at ``number``, as RFC 3891 §3 builds it."""
    leg = next(leg for call in office.pbx.calls() for leg in call.ringing if leg.number == number)
    value = f"{leg.call_id};to-tag={leg.our_tag};from-tag={leg.phone_tag}"
    return "Replaces", ";".join((value, *flags))


def test_a_call_is_picked_up_by_replaces(office: Office) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    jens.call("207")
    anna.ring()
    desk.call("211", replaces(office, "early-only"), ("Require", "replaces"))
    assert media(jens.last(CallEstablished).body) == (desk.address[0], desk.address[1] + 1000)
    assert ending(anna) == (EndedBy.REMOTE, None)
    assert desk.last(CallEstablished)
    office.advance(64)
    assert desk.events(CallEnded) == []
    assert len(office.pbx.calls()) == 1


@pytest.mark.parametrize(
    ("how", "flags", "status"),
    [
        ("answered", ("early-only",), 486),
        ("given up", ("early-only",), 481),
        ("wrong tag", (), 481),
    ],
)
def test_replaces_that_cannot_be_done_is_refused_as_rfc_3891_says(
    office: Office, how: str, flags: tuple[str, ...], status: int
) -> None:
    anna, jens, desk = office.phone("207"), office.phone("211"), office.phone("200")
    outgoing = jens.call("207")
    anna.ring()
    name, value = replaces(office, *flags)
    match how:
        case "answered":
            anna.answer()
        case "given up":
            jens.hang_up(outgoing)
            office.advance(64)
        case "wrong tag":
            value = value.replace("from-tag=", "from-tag=x")
    desk.call("211", (name, value))
    assert ending(desk) == (EndedBy.REFUSAL, status)
    assert desk.events(CallEstablished) == []
    if how == "answered":
        assert anna.events(CallEnded) == []
