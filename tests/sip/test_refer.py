"""Transfers: REFER (RFC 3515), Replaces in it (RFC 5589), Referred-By (RFC 3892)."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.refer import parse_sipfrag, replaces_in, with_replaces
from blfpanel.sip.events import (
    CallEnded,
    IncomingCall,
    ReferProgressed,
    ReferReceived,
)
from blfpanel.sip.syntax.message import parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.peer import Peer, account
from support.talk import Talk

TARGET = "sip:300@pbx.example"


def transferred(talk: Talk, refer_to: str = TARGET, *headers: tuple[str, str]):
    """A asks b to call somebody else; the call at a, the REFER at both ends."""
    call, _ = talk.established()
    refer = talk.a.endpoint.refer(call, refer_to, talk.link.now, headers)
    talk.run(0.1)
    return call, refer, talk.b.last(ReferReceived)


def news(talk: Talk) -> list[tuple[int, bool]]:
    return [(event.status, event.final) for event in talk.a.of(ReferProgressed)]


# --- words ------------------------------------------------------------------------------------


def test_a_refer_to_with_replaces_survives_the_way_there_and_back():
    replaces = "a+b@h;to-tag=1;from-tag=2"
    text = with_replaces(SipUri.parse("sip:300@pbx.example;transport=tcp"), replaces)
    assert text == (
        "sip:300@pbx.example;transport=tcp?Replaces=a%2Bb%40h%3Bto-tag%3D1%3Bfrom-tag%3D2"
    )
    assert replaces_in(NameAddr.parse(f"<{text}>")) == replaces
    assert replaces_in(NameAddr.parse(f"<{TARGET}>")) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"SIP/2.0 200 OK\r\n", (200, "OK")),
        (b"\r\nSIP/2.0 486  Busy Here\r\nContact: <sip:x>\r\n\r\n", (486, "Busy Here")),
        (b"SIP/2.0 180\r\n", (180, "Ringing")),
        (b"INVITE sip:a@b SIP/2.0\r\n", None),
        (b"", None),
        (b"SIP/2.0 999 Odd", None),
    ],
)
def test_a_piece_of_sip_is_read(body, expected):
    assert parse_sipfrag(body) == expected


# --- in a call --------------------------------------------------------------------------------


def test_the_far_end_is_asked_and_tells_how_it_gets_on():
    talk = Talk()
    call, refer, received = transferred(talk, TARGET, ("Referred-By", "<sip:a@pbx.example>"))
    assert str(received.refer_to.uri) == TARGET
    assert received.referred_by == "<sip:a@pbx.example>"
    assert received.account == "b"
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(0.1)
    for status, reason in [(180, "Ringing"), (200, "OK")]:
        talk.b.endpoint.report_refer(received.refer, status, reason, talk.link.now)
        talk.run(0.1)
    assert news(talk) == [(100, False), (180, False), (200, True)]
    assert {event.refer for event in talk.a.of(ReferProgressed)} == {refer}
    assert talk.a.last(ReferProgressed).call == call
    assert "Subscription-State: terminated;reason=noresource" in talk.requests("b", "NOTIFY")[-1]
    talk.run(400)
    assert len(talk.a.of(ReferProgressed)) == 3


def test_news_that_come_at_once_arrive_in_order():
    talk = Talk()
    _, _, received = transferred(talk)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    for status in (180, 183, 486):
        talk.b.endpoint.report_refer(received.refer, status, "", talk.link.now)
    talk.run(1)
    assert news(talk) == [(100, False), (180, False), (183, False), (486, True)]


def test_a_refusal_is_final():
    talk = Talk()
    _, _, received = transferred(talk)
    talk.b.endpoint.reject_refer(received.refer, 603, talk.link.now)
    talk.run(40)
    assert news(talk) == [(603, True)]
    assert talk.ended() == ([], [])


def test_no_answer_is_final_too():
    talk = Talk()
    call, _ = talk.established()
    talk.link.lose_line("a", "REFER")
    talk.a.endpoint.refer(call, TARGET, talk.link.now)
    talk.run(40)
    assert news(talk) == [(408, True)]


def test_no_news_in_time_is_told_as_such():
    talk = Talk()
    _, _, received = transferred(talk)
    talk.link.lose_line("b", "NOTIFY")
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(40)
    (told,) = talk.a.of(ReferProgressed)
    assert (told.status, told.final, told.reason) == (408, True, "No news of the transfer")


def test_a_transfer_that_takes_too_long_ends_its_news():
    talk = Talk()
    _, _, received = transferred(talk)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(301)
    assert news(talk)[-1] == (100, True)
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)  # nobody listens
    talk.run(1)
    assert news(talk)[-1] == (100, True)


def test_two_transfers_in_one_call_are_told_apart():
    talk = Talk()
    call, first, received = transferred(talk)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    second = talk.a.endpoint.refer(call, "sip:301@pbx.example", talk.link.now)
    talk.run(0.1)
    other = talk.b.last(ReferReceived)
    talk.b.endpoint.accept_refer(other.refer, talk.link.now)
    talk.run(0.1)
    talk.b.endpoint.report_refer(other.refer, 486, "Busy", talk.link.now)
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(0.2)
    finals = {e.refer: e.status for e in talk.a.of(ReferProgressed) if e.final}
    assert finals == {first: 200, second: 486}


@pytest.mark.parametrize("who", ["a", "b"])
def test_news_outlive_the_call(who):
    talk = Talk()
    call, _, received = transferred(talk)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(0.1)
    if who == "a":
        talk.a.endpoint.hang_up(call, talk.link.now)
    else:
        talk.b.endpoint.hang_up(received.call, talk.link.now)
    talk.run(1)
    assert len(talk.a.of(CallEnded)) == 1
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(1)
    assert news(talk)[-1] == (200, True)
    talk.run(40)
    assert talk.a.endpoint._core.legs == {}
    assert talk.b.endpoint._core.legs == {}


def test_who_wants_no_news_gets_none():
    talk = Talk()
    _, _, received = transferred(talk, TARGET, ("Refer-Sub", "false"))
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(0.1)
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(0.1)
    assert talk.requests("b", "NOTIFY") == []
    assert news(talk) == [(202, True)]


@pytest.mark.parametrize("extra", ["", "Refer-To: <sip:1@a>\nRefer-To: <sip:2@a>\n", "r: <<\n"])
def test_a_refer_to_nowhere_is_400(extra):
    peer = Peer()
    peer.endpoint.add_account(account())
    peer.receive(
        "REFER sip:200@192.0.2.34:5062 SIP/2.0\n"
        "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n"
        "From: <sip:211@pbx.example>;tag=ann\nTo: <sip:200@pbx.example>\nCall-ID: x\n"
        f"CSeq: 1 REFER\nContact: <sip:211@192.0.2.1>\n{extra}Content-Length: 0\n\n"
    )
    assert peer.response().status == 400


def test_a_subscriber_may_end_the_news():
    talk = Talk()
    call, _, received = transferred(talk)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(0.1)
    session = talk.a.endpoint._core.usages[call]
    subscribe = session.request("SUBSCRIBE")
    subscribe.headers.add("Event", "refer")
    subscribe.headers.add("Expires", "0")
    session.exchange(subscribe, session).start(talk.link.now)
    talk.run(0.2)
    assert "terminated" in talk.requests("b", "NOTIFY")[-1]
    assert talk.a.last(ReferProgressed).final


def test_a_notify_of_another_event_is_489():
    talk = Talk()
    _, incoming = talk.established()
    session = talk.b.endpoint._core.usages[incoming]
    notify = session.request("NOTIFY")
    notify.headers.add("Event", "presence")
    notify.headers.add("Subscription-State", "active")
    session.exchange(notify, session).start(talk.link.now)
    talk.run(0.2)
    assert len(talk.link.sent("a", "SIP/2.0 489")) == 1


# --- attended ---------------------------------------------------------------------------------


def test_replaces_names_the_call_as_the_far_end_knows_it():
    talk = Talk()
    call, incoming = talk.established()
    mine = talk.a.endpoint.replaces_of(call)
    theirs = talk.b.endpoint.dialogs_of(incoming)[0]
    assert mine == (f"{theirs.call_id};to-tag={theirs.local_tag};from-tag={theirs.remote_tag}")
    # a third phone that calls b with it takes a's place
    talk.a.call(b"offer", ("Replaces", mine), ("Require", "replaces"))
    talk.run(0.2)
    taken = talk.b.last(IncomingCall)
    assert taken.replaced == incoming
    talk.b.endpoint.answer(taken.call, b"answer", talk.link.now)
    talk.run(1)
    assert [event.call for event in talk.a.of(CallEnded)] == [call]


def test_there_is_nothing_to_replace_before_somebody_answers():
    talk = Talk()
    call = talk.a.call()
    assert talk.a.endpoint.replaces_of(call) is None


# --- outside of a call ------------------------------------------------------------------------


def test_a_phone_is_asked_to_call_somebody():
    talk = Talk()
    phone = SipUri("sip", "b", None, *talk.a.peer)
    refer = talk.a.endpoint.refer_to_phone(talk.a.account, phone, TARGET, talk.link.now)
    talk.run(0.1)
    received = talk.b.last(ReferReceived)
    assert (received.call, str(received.refer_to.uri)) == (None, TARGET)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.b.endpoint.report_refer(received.refer, 180, "Ringing", talk.link.now)
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(0.5)
    assert news(talk) == [(100, False), (180, False), (200, True)]
    assert talk.a.last(ReferProgressed).refer == refer
    assert talk.a.last(ReferProgressed).call is None
    talk.run(40)
    assert talk.a.endpoint._core.legs == {}
    assert talk.b.endpoint._core.legs == {}


@pytest.mark.parametrize("seed", range(6))
def test_a_transfer_gets_through_a_bad_line(seed):
    talk = Talk(seed=seed)
    call, _ = talk.established()
    talk.link.loss, talk.link.duplicate, talk.link.delay = 0.25, 0.1, (0.01, 0.3)
    talk.a.endpoint.refer(call, TARGET, talk.link.now)
    talk.link.run_until(lambda: bool(talk.b.of(ReferReceived)), within=40)
    received = talk.b.last(ReferReceived)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.b.endpoint.report_refer(received.refer, 180, "Ringing", talk.link.now)
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(100)
    assert news(talk)[-1] == (200, True)
    assert parse_message(talk.link.sent("b", "NOTIFY")[-1].data)


def test_a_refer_nobody_decides_on_is_refused_before_the_far_end_stops_waiting():
    talk = Talk()
    _, _, received = transferred(talk)
    talk.run(31)
    assert news(talk) == [(480, True)]
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)  # too late
    talk.run(1)
    assert talk.requests("b", "NOTIFY") == []


def test_news_that_overtake_the_202_are_not_forgotten_by_it():
    talk = Talk()
    call, _ = talk.established()
    unlose = talk.link.lose_line("b", "SIP/2.0 202")
    talk.a.endpoint.refer(call, TARGET, talk.link.now)
    talk.run(0.1)
    received = talk.b.last(ReferReceived)
    talk.b.endpoint.accept_refer(received.refer, talk.link.now)
    talk.run(0.1)
    unlose()
    talk.run(100)  # the 202 comes, and would wait for 32 s only
    assert news(talk) == [(100, False)]
    talk.b.endpoint.report_refer(received.refer, 200, "OK", talk.link.now)
    talk.run(1)
    assert news(talk)[-1] == (200, True)
