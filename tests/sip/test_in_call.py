"""What else happens in a call: INFO, identity, redirection, methods we do not take."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.events import (
    CallEnded,
    CallRedirected,
    IncomingCall,
    InfoReceived,
    RemoteIdentityChanged,
)
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.message import parse_message
from blfpanel.sip.syntax.uri import SipUri
from support.peer import Peer, account
from support.talk import Talk


def sent_in(talk: Talk, method: str, *headers: tuple[str, str], body: bytes = b"", kind: str = ""):
    """A sends a request in the call, whatever it is; what b answers."""
    session = next(iter(talk.a.endpoint._core.usages.values()))
    request = session.request(method, body, kind or "application/sdp")
    for name, value in headers:
        request.headers.set(name, value)
    session.exchange(request, session).start(talk.link.now)
    talk.run(0.2)
    return parse_message(talk.link.sent("b", "SIP/2.0")[-1].data)


# --- INFO -------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["a", "b"])
def test_digits_go_both_ways(side):
    talk = Talk()
    calls = talk.established()
    mine, other = (talk.a, talk.b) if side == "a" else (talk.b, talk.a)
    body = b"Signal=5\r\nDuration=160\r\n"
    call = calls[0] if side == "a" else calls[1]
    mine.endpoint.info(call, "application/dtmf-relay", body, talk.link.now)
    talk.run(0.2)
    told = other.last(InfoReceived)
    assert (told.content_type, told.body) == ("application/dtmf-relay", body)


def test_an_empty_info_is_fine_and_an_odd_one_is_415():
    talk = Talk()
    talk.established()
    assert sent_in(talk, "INFO").status == 200
    odd = sent_in(talk, "INFO", body=b"<x/>", kind="application/media_control+xml")
    assert odd.status == 415
    assert "application/dtmf-relay" in odd.headers.get_all("Accept")


def test_an_info_for_a_call_nobody_knows_ends_it():
    talk = Talk()
    call, incoming = talk.established()
    core = talk.b.endpoint._core
    core.remove(core.usages[incoming], list(core.legs))
    talk.a.endpoint.info(call, "application/dtmf", b"5", talk.link.now)
    talk.run(0.2)
    assert talk.a.last(CallEnded).failure.status == 481


@pytest.mark.parametrize("method", ["MESSAGE", "PUBLISH", "REGISTER", "FROB"])
def test_what_has_no_place_in_a_call_is_405(method):
    talk = Talk()
    talk.established()
    response = sent_in(talk, method)
    assert response.status == 405
    assert "UPDATE" in response.headers.get_all("Allow")
    assert talk.ended() == ([], [])


def test_an_extension_we_lack_is_420_also_in_a_call():
    talk = Talk()
    talk.established()
    response = sent_in(talk, "INFO", ("Require", "gruu"))
    assert (response.status, response.headers.get("Unsupported")) == (420, "gruu")
    assert sent_in(talk, "BYE", ("Require", "gruu")).status == 200


# --- who is there -----------------------------------------------------------------------------


def told(peer: Peer) -> list[str]:
    return [str(event.identity) for event in peer.take(RemoteIdentityChanged)]


def ringing(*headers, server: str = "192.0.2.1"):

    peer = Peer()
    mine = account(server=Target("udp", server, 5060))
    spec = CallSpec(SipUri.parse("sip:207@pbx.example"), b"offer")
    peer.endpoint.call(mine, spec, peer.now)
    invite = peer.request("INVITE")
    peer.reply(invite, 180, ("Contact", "<sip:207@192.0.2.1>"), *headers)
    return peer, invite


PAI = ("P-Asserted-Identity", '"Berta" <sip:211@pbx.example>')
RPID = ("Remote-Party-ID", '"Clara" <sip:214@pbx.example>;party=called;privacy=off')


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ((PAI,), ['"Berta" <sip:211@pbx.example>']),
        ((RPID,), ['"Clara" <sip:214@pbx.example>']),
        ((RPID, PAI), ['"Berta" <sip:211@pbx.example>']),
        ((("P-Asserted-Identity", "<tel:211>, <sip:207@pbx.example>"),), ["<tel:211>"]),
        ((("P-Asserted-Identity", "<sip:207@PBX.example>"),), []),
        ((("P-Asserted-Identity", "<<"),), []),
        ((), []),
    ],
)
def test_the_server_says_who_rings(headers, expected):
    peer, _ = ringing(*headers)
    assert told(peer) == expected


def test_it_is_told_once_and_again_when_it_changes():
    peer, invite = ringing(PAI)
    peer.reply(invite, 180, ("Contact", "<sip:207@192.0.2.1>"), PAI)
    peer.reply(invite, 200, ("Contact", "<sip:207@192.0.2.1>"), RPID)
    assert told(peer) == ['"Berta" <sip:211@pbx.example>', '"Clara" <sip:214@pbx.example>']


def changed(method: str, sender: str, *extra: str) -> list[str]:
    """What a request in the call says of who is there."""
    peer, invite = ringing()
    peer.reply(invite, 200, ("Contact", "<sip:207@192.0.2.1>"))
    peer.receive(
        f"{method} sip:200@192.0.2.34:5062 SIP/2.0\n"
        "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\n"
        f"From: {sender};tag=srv\nTo: {invite.headers.get('From')}\n"
        f"Call-ID: {invite.call_id}\nCSeq: 1 {method}\n{''.join(extra)}Content-Length: 0\n\n"
    )
    return told(peer)


def test_a_reinvite_or_update_says_who_took_over():
    assert changed("UPDATE", "<sip:207@pbx.example>", f"{PAI[0]}: {PAI[1]}\n") == [PAI[1]]
    assert changed("INVITE", '"Dora" <sip:299@pbx.example>') == ['"Dora" <sip:299@pbx.example>']
    assert changed("UPDATE", "<sip:207@pbx.example>") == []


def test_the_caller_is_who_the_server_says():
    invite = (
        "INVITE sip:200@192.0.2.34:5062 SIP/2.0\n"
        "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n"
        "From: <sip:anonymous@anonymous.invalid>;tag=ann\nTo: <sip:200@pbx.example>\nCall-ID: x\n"
        f"CSeq: 1 INVITE\nContact: <sip:211@192.0.2.1>\n{PAI[0]}: {PAI[1]}\n"
        "Content-Length: 5\n\noffer"
    )

    peer = Peer()
    peer.endpoint.add_account(account(server=Target("udp", "192.0.2.1", 5060)))
    peer.receive(invite)
    assert [type(event) for event in peer.events] == [IncomingCall, RemoteIdentityChanged]
    assert told(peer) == [PAI[1]]
    stranger = Peer()
    stranger.endpoint.add_account(account(server=Target("udp", "192.0.2.99", 5060)))
    stranger.receive(invite)
    assert [type(event) for event in stranger.events] == [IncomingCall]


# --- redirection ------------------------------------------------------------------------------


def test_an_incoming_call_is_sent_elsewhere():
    talk = Talk()
    call, incoming = talk.ringing()
    places = (SipUri.parse("sip:300@pbx.example"), SipUri.parse("sip:301@pbx.example;user=phone"))
    talk.b.endpoint.redirect(incoming, places, talk.link.now)
    talk.run(0.2)
    event = talk.a.last(CallRedirected)
    assert event.call == call
    assert [str(uri) for uri in event.targets] == [str(place) for place in places]
    assert event.response.status == 302
    assert talk.b.of(CallEnded)
