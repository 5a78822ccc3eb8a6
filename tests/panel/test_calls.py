"""My own calls and the words they end with."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import Notice, OwnCallChanged
from blfpanel.panel.commands import Answer, Dial, HangUp
from blfpanel.panel.model import KeyId, OwnCall, OwnCallState
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallProgressed,
    CallRedirected,
    EndedBy,
    Failure,
    IncomingCall,
    MalformedReceived,
    StrayReceived,
    UsageId,
)
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.panel_box import ACCOUNT, FLOW, PanelBox

CALLEE = NameAddr.parse("<sip:207@pbx.example.org>")


def calling(box: PanelBox) -> UsageId:
    """Press the idle key 207 and let the call go out."""
    box.hear()
    box.panel.press(KeyId("207"), box.now)
    box.drain()
    usage = box.call_usage()
    box.panel.call_started(box.ordered(Dial)[-1], usage, box.now)
    box.drain()
    return usage


def states(box: PanelBox) -> list[OwnCallState]:
    """The states own calls went through."""
    return [change.call.state for change in box.told(OwnCallChanged)]


def test_a_call_that_is_answered() -> None:
    box = PanelBox("207")
    usage = calling(box)
    for status in (100, 180, 183):
        box.handle(CallProgressed(usage, Response(status, "", Headers())))
    box.handle(CallEstablished(usage, b"", CALLEE, None))
    (own,) = box.panel.own_calls()
    assert (own.outgoing, own.key, own.since) == (True, KeyId("207"), box.now)
    assert (own.party.display, own.party.number) == ("Phone 207", "207")
    box.handle(CallEnded(usage, EndedBy.REMOTE))
    assert states(box) == [
        OwnCallState.DIALLING,
        OwnCallState.RINGING,
        OwnCallState.TALKING,
        OwnCallState.ENDED,
    ]
    assert box.told(OwnCallChanged)[-1].call.outcome is None
    assert box.panel.own_calls() == ()


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (Failure(486, "Busy Here"), "Phone 207 is busy. [486]"),
        (Failure(603, "Decline"), "Phone 207 declined. [603]"),
        (Failure(480, "Temporarily Unavailable"), "Phone 207 does not answer. [480]"),
        (Failure(408, "no answer", local=True), "Phone 207 does not answer. [408]"),
        (Failure(404, "Not Found"), "Phone 207 is not known to the PBX. [404]"),
        (Failure(500, "Oops."), "The call to Phone 207 failed: Oops. [500]"),
        (
            Failure(503, "There is no route to pbx.", local=True),
            "The call to Phone 207 did not go out. There is no route to pbx.",
        ),
    ],
)
def test_a_call_that_fails_ends_with_words(failure: Failure, words: str) -> None:
    box = PanelBox("207")
    usage = calling(box)
    box.handle(CallEnded(usage, EndedBy.REFUSAL, failure))
    assert box.told(OwnCallChanged)[-1].call.outcome == words


def test_a_call_i_cancel_ends_without_a_word() -> None:
    box = PanelBox("207")
    usage = calling(box)
    box.panel.calls.hang_up(usage, box.now)
    box.drain()
    assert box.ordered(HangUp) == [HangUp(usage)]
    box.handle(CallEnded(usage, EndedBy.LOCAL, Failure(487, "Request Terminated")))
    assert box.told(OwnCallChanged)[-1].call.outcome is None


def test_a_redirected_call_goes_on_elsewhere_but_not_for_ever() -> None:
    box = PanelBox("207")
    usage = calling(box)
    place = SipUri.parse("sip:208@pbx.example.org")
    for _ in range(5):
        box.handle(CallRedirected(usage, (place,), Response(302, "", Headers())))
        dial = box.ordered(Dial)[-1]
        assert (dial.uri, dial.key) == (str(place), KeyId("207"))
        usage = box.call_usage()
        box.panel.call_started(dial, usage, box.now)
    box.handle(CallRedirected(usage, (place,), Response(302, "", Headers())))
    assert len(box.ordered(Dial)) == 6
    ended = box.told(OwnCallChanged)[-1].call
    assert ended.outcome == "The call to Phone 207 was sent on, too often or to no place to call."


def test_an_incoming_call_can_be_answered() -> None:
    box = PanelBox()
    usage = box.call_usage()
    caller = NameAddr.parse('"Anna Berger" <sip:0301234@pbx;user=phone>;tag=1')
    invite = Request("INVITE", "sip:200@192.0.2.20", Headers())
    box.handle(IncomingCall(usage, ACCOUNT, caller, invite))
    (own,) = box.panel.own_calls()
    assert (own.state, own.outgoing, own.party.display) == (
        OwnCallState.INCOMING,
        False,
        "Anna Berger",
    )
    box.panel.calls.answer(usage, box.now)
    box.drain()
    assert box.ordered(Answer) == [Answer(usage)]
    box.handle(CallEstablished(usage, b"", caller, None))
    box.panel.calls.answer(usage, box.now)
    box.drain()
    assert box.ordered(Answer) == [Answer(usage)]


def test_calls_nobody_knows_are_left_alone() -> None:
    box = PanelBox()
    stranger = UsageId(9)
    for event in (
        CallProgressed(stranger, Response(180, "", Headers())),
        CallEstablished(stranger, b"", CALLEE, None),
        CallEnded(stranger, EndedBy.REMOTE),
        CallRedirected(stranger, (), Response(302, "", Headers())),
    ):
        assert box.handle(event) == []
    box.panel.calls.hang_up(stranger, box.now)
    box.panel.calls.answer(stranger, box.now)
    assert box.drain() == []
    assert box.commands == []


def test_a_call_without_key_can_fail_to_go_out() -> None:
    box = PanelBox()
    box.panel.dial(ACCOUNT, "207", box.now)
    box.drain()
    box.panel.dial_failed(box.ordered(Dial)[0], "There is no connection.", box.now)
    assert box.drain() == [Notice("There is no connection.", problem=True)]
    assert box.panel.own_calls() == ()


def test_broken_and_stray_messages_are_told_once_per_sender() -> None:
    box = PanelBox()
    for _ in range(3):
        box.handle(MalformedReceived(FLOW, "no CSeq", b"x"))
        box.handle(StrayReceived(FLOW, "NOTIFY from sip:207@pbx", 481))
        box.handle(StrayReceived(FLOW, "late 200"))
    texts = [notice.text for notice in box.told(Notice)]
    assert texts == [
        "UDP 192.0.2.10:5060 sent something that is no SIP message: no CSeq.",
        "NOTIFY from sip:207@pbx, sent by UDP 192.0.2.10:5060, belongs to nothing here. "
        "Answered 481.",
    ]


def test_own_calls_are_values() -> None:
    box = PanelBox("207")
    calling(box)
    (own,) = box.panel.own_calls()
    assert isinstance(own, OwnCall)
    assert hash(own) == hash(own)
