"""A call that is no longer wanted, but must not be dropped once the server acts upon it."""

from __future__ import annotations

import pytest

from blfpanel.sip.calls.call import CallSpec
from blfpanel.sip.events import CallEnded, CallEstablished, EndedBy
from blfpanel.sip.syntax.uri import SipUri
from support.peer import Peer, account, challenge

CONTACT = ("Contact", "<sip:207@192.0.2.1:5060>")
SPEC = CallSpec(SipUri.parse("sip:207@pbx.example"), b"v=0\r\n")


@pytest.mark.parametrize("by", ["withdraw", "hang_up"])
@pytest.mark.parametrize("status", [401, 407])
def test_an_invite_that_is_challenged_is_not_sent_again(by: str, status: int) -> None:
    peer = Peer()
    call = peer.endpoint.call(account(), SPEC, peer.now)
    invite = peer.request("INVITE")
    getattr(peer.endpoint, by)(call, peer.now)
    peer.reply(invite, status, challenge(status))
    assert [sent.start_line.split()[0] for sent in peer.sent()] == ["ACK"]
    (ended,) = peer.take(CallEnded)
    assert ended.by is (EndedBy.LOCAL if by == "hang_up" else EndedBy.REFUSAL)


def test_an_invite_that_the_server_accepted_counts() -> None:
    peer = Peer()
    call = peer.endpoint.call(account(), SPEC, peer.now)
    invite = peer.request("INVITE")
    peer.reply(invite, 100)
    peer.endpoint.withdraw(call, peer.now)
    peer.reply(invite, 200, CONTACT, body=b"answer")
    assert [sent.start_line.split()[0] for sent in peer.sent()] == ["ACK"]
    (up,) = peer.take(CallEstablished)
    assert up.call == call
    peer.endpoint.withdraw(call, peer.now)
    assert peer.take(CallEnded) == []


def test_a_call_that_is_over_cannot_be_withdrawn() -> None:
    peer = Peer()
    call = peer.endpoint.call(account(), SPEC, peer.now)
    peer.reply(peer.request("INVITE"), 486)
    peer.take(CallEnded)
    peer.endpoint.withdraw(call, peer.now)
    assert peer.take(CallEnded) == []
