"""INVITE as callee (RFC 3261 §13.3), Replaces (RFC 3891), and what belongs to nobody."""

from __future__ import annotations

import pytest

from blfpanel.sip.account import Unsolicited
from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    IncomingCall,
    MalformedReceived,
    NotifyReceived,
    RequestReceived,
    StrayReceived,
)
from blfpanel.sip.syntax.uri import SipUri
from support.peer import OURS, Peer, account


def phone(**changes: object) -> Peer:
    """An endpoint that serves 200 and has registered it."""
    peer = Peer()
    peer.endpoint.register(account(**changes), peer.now)
    peer.reply(peer.request("REGISTER"), 200)
    peer.events.clear()
    return peer


def message(
    method: str,
    *,
    branch: str = "b1",
    call_id: str = "in1",
    cseq: int = 1,
    to: str = "<sip:200@pbx.example>",
    uri: str = "sip:200@192.0.2.34:5062",
    extra: str = "",
    body: str = "",
    cseq_method: str | None = None,
) -> str:
    return (
        f"{method} {uri} SIP/2.0\n"
        f"Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK{branch}\n"
        f'From: "Ann" <sip:211@pbx.example>;tag=ann\nTo: {to}\nCall-ID: {call_id}\n'
        f"CSeq: {cseq} {cseq_method or method}\nContact: <sip:211@192.0.2.1:5060>\n"
        f"{extra}Content-Length: {len(body)}\n\n{body}"
    )


def invited(peer: Peer, **fields: str):
    peer.receive(message("INVITE", body="offer", **fields))
    (incoming,) = peer.take(IncomingCall)
    return incoming


def test_an_invite_is_told_with_caller_and_account():
    peer = phone()
    incoming = invited(peer)
    assert incoming.account == "desk"
    assert incoming.caller.display == "Ann"
    assert incoming.request.body == b"offer"


def test_trying_is_said_if_nobody_says_more_within_200_ms():
    peer = phone()
    invited(peer)
    assert peer.sent() == []
    peer.wait(0.25)
    assert peer.response().status == 100


def test_ringing_and_answer_share_a_tag_and_the_record_route():
    peer = phone()
    incoming = invited(peer, extra="Record-Route: <sip:192.0.2.1;lr>\n")
    peer.endpoint.progress(incoming.call, peer.now)
    ringing = peer.response()
    peer.endpoint.answer(incoming.call, b"answer", peer.now)
    answer = peer.response()
    assert (ringing.status, answer.status) == (180, 200)
    assert ringing.to_tag == answer.to_tag
    assert answer.headers.get("Record-Route") == "<sip:192.0.2.1;lr>"
    assert answer.headers.get("Contact") == "<sip:200@192.0.2.34:5062>"
    assert answer.body == b"answer"


def test_the_2xx_is_repeated_until_the_ack_comes():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.answer(incoming.call, b"answer", peer.now)
    answer = peer.response()
    times = []
    for _ in range(40):
        peer.wait(0.25)
        times += [peer.now - 100] * len(peer.sent())
    assert times == [0.5, 1.5, 3.5, 7.5]
    peer.receive(message("ACK", branch="b2", to=str(answer.to)))
    (up,) = peer.take(CallEstablished)
    assert up.call == incoming.call
    peer.wait(60)
    assert peer.sent() == []


def test_an_answer_nobody_confirms_is_ended_with_bye():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.answer(incoming.call, b"", peer.now)
    peer.wait(32.1)
    assert peer.sent()[-1].method == "BYE"
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.FAILURE


def test_declining_is_603_and_another_status_if_asked():
    peer = phone()
    peer.endpoint.hang_up(invited(peer).call, peer.now)
    assert peer.response().status == 603
    incoming = invited(peer, call_id="in2", branch="b9")
    peer.endpoint.reject(incoming.call, 486, peer.now)
    assert peer.response().status == 486


def test_cancel_is_answered_and_the_invite_gets_487():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.progress(incoming.call, peer.now)
    peer.sent()
    peer.receive(message("CANCEL", extra="Reason: SIP;cause=200\n"))
    statuses = [(m.status, m.cseq.method) for m in peer.sent()]
    assert statuses == [(200, "CANCEL"), (487, "INVITE")]
    (ended,) = peer.take(CallEnded)
    assert (ended.by, ended.reason) == (EndedBy.REMOTE, "SIP;cause=200")


def test_a_cancel_after_the_answer_changes_nothing():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.answer(incoming.call, b"", peer.now)
    peer.sent()
    peer.receive(message("CANCEL"))
    assert peer.response().status in (200, 481)
    assert peer.take(CallEnded) == []


def test_a_cancel_of_nothing_is_481():
    peer = phone()
    peer.receive(message("CANCEL"))
    assert peer.response().status == 481


def test_hanging_up_before_the_ack_waits_for_it():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.answer(incoming.call, b"", peer.now)
    answer = peer.response()
    peer.endpoint.hang_up(incoming.call, peer.now)
    assert peer.sent() == []
    peer.receive(message("ACK", branch="b2", to=str(answer.to)))
    assert peer.request("BYE").uri == "sip:211@192.0.2.1:5060"


def test_a_bye_before_the_answer_ends_the_invite_too():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.progress(incoming.call, peer.now)
    to = str(peer.response().to)
    peer.receive(message("BYE", branch="b2", cseq=2, to=to))
    assert sorted(m.status for m in peer.sent()) == [200, 487]
    (ended,) = peer.take(CallEnded)
    assert ended.by is EndedBy.REMOTE


def test_an_invite_for_somebody_else_is_404():
    peer = Peer()
    peer.endpoint.add_account(account(server=account().server))
    peer.receive(message("INVITE", uri="sip:999@192.0.2.34"))
    assert peer.response().status == 404


def test_a_required_extension_we_lack_is_420():
    peer = phone()
    peer.receive(message("INVITE", extra="Require: gruu, replaces\n"))
    response = peer.response()
    assert response.status == 420
    assert response.headers.get("Unsupported") == "gruu"


# --- Replaces ---------------------------------------------------------------------------------


def calling(peer: Peer):
    """Our own call, ringing at the far end; gives usage, Call-ID and both tags."""
    spec = CallSpec(SipUri.parse("sip:207@pbx.example"), b"offer")
    call = peer.endpoint.call(account(), spec, peer.now)
    invite = peer.request("INVITE")
    peer.reply(invite, 180, ("Contact", "<sip:207@192.0.2.1>"), tag="far")
    peer.sent()
    return call, invite


def replaces(invite, *, far: str = "far", flags: str = "") -> str:
    return f"Replaces: {invite.call_id};to-tag={invite.from_tag};from-tag={far}{flags}\n"


def test_an_early_call_of_ours_can_be_taken_over():
    peer = phone()
    call, invite = calling(peer)
    incoming = invited(peer, extra=replaces(invite, flags=";early-only"))
    assert incoming.replaced == call
    peer.endpoint.answer(incoming.call, b"answer", peer.now)
    answer, cancel = peer.sent()
    assert answer.status == 200
    assert cancel.method == "CANCEL"
    assert cancel.call_id == invite.call_id


@pytest.mark.parametrize(
    ("far", "flags", "answered", "status"),
    [("far", ";early-only", True, 486), ("wrong", "", False, 481), ("far", "", True, None)],
)
def test_replaces_is_refused_as_rfc_3891_says(far, flags, answered, status):
    peer = phone()
    _, invite = calling(peer)
    if answered:
        peer.reply(invite, 200, ("Contact", "<sip:207@192.0.2.1>"), tag="far")
        peer.sent()
    peer.receive(message("INVITE", extra=replaces(invite, far=far, flags=flags)))
    if status is None:
        assert len(peer.take(IncomingCall)) == 1
    else:
        assert peer.response().status == status
        assert peer.take(IncomingCall) == []


def test_a_call_that_rings_here_cannot_be_taken_over_here():
    peer = phone()
    incoming = invited(peer)
    peer.endpoint.progress(incoming.call, peer.now)
    tag = peer.response().to_tag
    header = f"Replaces: in1;to-tag={tag};from-tag=ann\n"
    peer.receive(message("INVITE", branch="b5", call_id="in5", extra=header))
    assert peer.response().status == 481


# --- what belongs to nobody -------------------------------------------------------------------

NOTIFY = "Event: dialog\nSubscription-State: active\n"


def test_an_unsolicited_notify_from_the_registrar_is_believed():
    peer = phone()
    peer.receive(message("NOTIFY", extra=NOTIFY, body="x"))
    response = peer.response()
    assert response.status == 200
    assert response.to_tag
    (received,) = peer.take(NotifyReceived)
    assert (received.usage, received.account) == (None, "desk")


def test_so_is_one_with_a_to_tag_and_its_tag_is_kept():
    peer = phone()
    peer.receive(message("NOTIFY", extra=NOTIFY, to="<sip:200@pbx.example>;tag=bl4"))
    assert peer.response().to_tag == "bl4"
    assert len(peer.take(NotifyReceived)) == 1


def test_unless_the_account_rejects_them():
    peer = phone(unsolicited=Unsolicited.REJECT)
    peer.receive(message("NOTIFY", extra=NOTIFY))
    assert peer.response().status == 481
    assert peer.take(NotifyReceived) == []


def test_a_stranger_is_not_believed_unless_anyone_is():
    from blfpanel.sip.flow import Flow

    stranger = Flow("udp", OURS, ("198.51.100.9", 5060))
    for policy, status in ((Unsolicited.REGISTRAR, 481), (Unsolicited.ANYONE, 200)):
        peer = phone(unsolicited=policy)
        data = message("NOTIFY", extra=NOTIFY).replace("\n", "\r\n").encode()
        peer.endpoint.receive(stranger, data, peer.now)
        assert peer.response().status == status


@pytest.mark.parametrize(
    ("method", "status"),
    [("OPTIONS", 200), ("REGISTER", 405), ("SUBSCRIBE", 405), ("FROB", 501), ("BYE", 405)],
)
def test_other_requests_are_answered_by_the_book(method, status):
    peer = phone()
    peer.receive(message(method))
    assert peer.response().status == status


def test_a_request_in_a_dialog_nobody_knows_is_481():
    peer = phone()
    peer.receive(message("BYE", to="<sip:200@pbx.example>;tag=gone"))
    assert peer.response().status == 481
    assert peer.take(StrayReceived)[0].status == 481


def test_a_response_nobody_waits_for_is_told_and_ignored():
    peer = phone()
    peer.receive(
        "SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.34:5062;branch=z9hG4bKnope\n"
        "From: <sip:a@b>;tag=1\nTo: <sip:a@b>;tag=2\nCall-ID: q\nCSeq: 1 OPTIONS\n"
        "Content-Length: 0\n\n"
    )
    assert peer.sent() == []
    assert peer.take(StrayReceived)[0].status is None


def test_a_malformed_request_is_400_if_that_can_be_said():
    peer = phone()
    peer.receive(message("OPTIONS").replace("Content-Length: 0", "Content-Length: 99"))
    assert peer.response().status == 400
    assert len(peer.take(MalformedReceived)) == 1


@pytest.mark.parametrize("junk", [b"", b"\x00\xff junk", b"GET / HTTP/1.1\r\n\r\n", b"SIP/2.0\r\n"])
def test_junk_is_told_and_gets_no_answer(junk):
    peer = phone()
    peer.endpoint.receive(peer.flow, junk, peer.now)
    assert peer.sent() == []
    assert len(peer.take(MalformedReceived)) == 1


def test_a_pbx_is_handed_the_methods_it_asked_for():
    peer = Peer(settings=EndpointSettings(handed_up=frozenset({"REGISTER"}), any_address=True))
    peer.receive(message("REGISTER", uri="sip:pbx.example"))
    (request,) = peer.take(RequestReceived)
    peer.endpoint.respond(request.request_id, 423, peer.now, headers=(("Min-Expires", "60"),))
    response = peer.response()
    assert response.status == 423
    assert response.to_tag


def test_an_invite_that_came_by_two_ways_rings_once():
    peer = phone()
    invited(peer)
    peer.sent()
    peer.receive(message("INVITE", body="offer", branch="b2"))
    assert peer.response().status == 482
    assert peer.take(IncomingCall) == []


def test_a_cancel_of_a_call_that_is_refused_already_is_still_answered_200():
    peer = phone()
    peer.endpoint.reject(invited(peer).call, 486, peer.now)
    peer.sent()
    peer.receive(message("CANCEL"))
    assert peer.response().status == 200
    assert peer.take(StrayReceived) == []
