"""REGISTER: bind, refresh, retry, take back (RFC 3261 §10)."""

from __future__ import annotations

import pytest

from blfpanel.sip.events import RegistrationChanged, RegistrationState
from support.peer import Peer, account, challenge


def registered(peer: Peer, *, expires: str = "300"):
    usage = peer.endpoint.register(account(), peer.now)
    request = peer.request("REGISTER")
    peer.reply(request, 200, ("Contact", f"{request.headers.get('Contact')};expires={expires}"))
    return usage, request


def states(peer: Peer) -> list[RegistrationState]:
    return [event.state for event in peer.take(RegistrationChanged)]


def test_the_first_register_names_the_domain_and_our_contact():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    request = peer.request("REGISTER")
    assert request.uri == "sip:pbx.example"
    assert str(request.to) == '"Desk" <sip:200@pbx.example>'
    assert request.headers.get("Contact") == "<sip:200@192.0.2.34:5062>"
    assert request.headers.get("Expires") == "300"
    assert request.from_tag
    assert request.to_tag is None


def test_a_tcp_contact_says_so():
    peer = Peer(transport="tcp")
    peer.endpoint.register(account(), peer.now)
    assert "transport=tcp" in (peer.request().headers.get("Contact") or "")


def test_it_is_refreshed_at_90_percent_under_the_same_call_id():
    peer = Peer()
    _, first = registered(peer)
    peer.wait(269)
    assert peer.sent() == []
    peer.wait(2)
    second = peer.request("REGISTER")
    assert second.call_id == first.call_id
    assert second.cseq.number == first.cseq.number + 1


def test_the_grant_of_our_own_binding_counts_not_another_phones():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    request = peer.request()
    mine = f"{request.headers.get('Contact')};expires=60"
    peer.reply(request, 200, ("Contact", f"<sip:200@192.0.2.99>;expires=3000, {mine}"))
    (_, changed) = peer.take(RegistrationChanged)
    assert changed.due == pytest.approx(peer.now + 54)


def test_a_challenge_is_answered_and_the_nonce_used_again():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    first = peer.request()
    assert "Authorization" not in first.headers
    peer.reply(first, 401, challenge())
    second = peer.request("REGISTER")
    assert second.cseq.number == first.cseq.number + 1
    assert second.via.branch != first.via.branch
    assert 'username="200"' in (second.headers.get("Authorization") or "")
    assert "nc=00000001" in (second.headers.get("Authorization") or "")
    peer.reply(second, 200)
    peer.wait(280)
    assert "nc=00000002" in (peer.request().headers.get("Authorization") or "")
    assert states(peer) == [RegistrationState.REGISTERING, RegistrationState.REGISTERED]


def test_a_wrong_password_is_told_once_and_not_tried_again():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    peer.reply(peer.request(), 401, challenge())
    peer.reply(peer.request(), 401, challenge(nonce="n2"))
    assert peer.sent() == []
    changed = peer.take(RegistrationChanged)[-1]
    assert changed.state is RegistrationState.REFUSED
    assert changed.failure.status == 401
    peer.wait(4000)
    assert peer.sent() == []


@pytest.mark.parametrize("status", [405, 501])
def test_a_server_that_keeps_no_registrations_serves_us_all_the_same(status):
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    peer.reply(peer.request(), status)
    changed = peer.take(RegistrationChanged)[-1]
    assert changed.state is RegistrationState.REGISTERED
    assert changed.failure.status == status
    peer.wait(4000)
    assert peer.sent() == []


def test_423_is_answered_with_the_registrars_minimum():
    peer = Peer()
    peer.endpoint.register(account(expires=30), peer.now)
    peer.reply(peer.request(), 423, ("Min-Expires", "600"))
    assert peer.request().headers.get("Expires") == "600"


def test_423_without_a_sensible_minimum_does_not_loop():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    peer.reply(peer.request(), 423, ("Min-Expires", "10"))
    assert peer.sent() == []
    assert states(peer)[-1] is RegistrationState.FAILED


def test_503_waits_as_long_as_the_server_says():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    peer.reply(peer.request(), 503, ("Retry-After", "120"))
    assert 120 <= peer.take(RegistrationChanged)[-1].due - peer.now <= 132
    peer.wait(119)
    assert peer.sent() == []
    peer.wait(14)
    peer.request("REGISTER")


def test_failures_are_tried_again_ever_more_slowly():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    waits = []
    for _ in range(6):
        peer.reply(peer.request(), 500)
        changed = peer.take(RegistrationChanged)[-1]
        waits.append(changed.due - peer.now)
        peer.wait(waits[-1])
    assert waits[0] <= 4
    assert 60 <= waits[-1] <= 120


def test_no_answer_fails_after_32_seconds():
    peer = Peer()
    peer.endpoint.register(account(), peer.now)
    peer.wait(32.1)
    changed = peer.take(RegistrationChanged)[-1]
    assert changed.state is RegistrationState.FAILED
    assert changed.failure.status == 408
    assert changed.failure.local


def test_no_way_to_the_server_is_told_in_its_words_and_tried_again():
    peer = Peer()
    peer.refuse = "There is no server called pbx.example. Check the spelling."
    peer.endpoint.register(account(), peer.now)
    changed = peer.take(RegistrationChanged)[-1]
    assert changed.state is RegistrationState.FAILED
    assert "no server called" in changed.failure.reason
    peer.refuse = None
    peer.wait(5)
    peer.request("REGISTER")


def test_a_lost_connection_is_registered_anew_at_once():
    peer = Peer(transport="tcp")
    registered(peer)
    states(peer)
    peer.endpoint.flow_lost(peer.flow, "connection lost", peer.now)
    assert states(peer) == [RegistrationState.FAILED]
    peer.wait(0.1)
    peer.request("REGISTER")


def test_unregister_sends_expires_zero_and_ends_with_the_answer():
    peer = Peer()
    usage, _ = registered(peer)
    peer.endpoint.unregister(usage, peer.now)
    request = peer.request("REGISTER")
    assert request.headers.get("Expires") == "0"
    states(peer)
    peer.reply(request, 200)
    assert states(peer) == [RegistrationState.UNREGISTERED]
    peer.wait(1000)
    assert peer.sent() == []


def test_unregister_ends_even_without_an_answer():
    peer = Peer()
    usage, _ = registered(peer)
    peer.endpoint.unregister(usage, peer.now)
    peer.wait(33)
    assert states(peer)[-1] is RegistrationState.UNREGISTERED
