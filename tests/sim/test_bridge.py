"""Calls that change while they go through the PBX: hold, digits, transfers.

::

    207 ── PBX ── 211        214
"""

from __future__ import annotations

import pytest

from blfpanel.body.sdp import Direction, SessionDescription
from blfpanel.sip.calls.refer import with_replaces
from blfpanel.sip.events import (
    CallEnded,
    IncomingCall,
    InfoReceived,
    OfferAnswered,
    OfferReceived,
    OfferRefused,
    ReferProgressed,
    UsageId,
)
from blfpanel.sip.syntax.uri import SipUri
from support.office import DOMAIN, Office, Telephone


@pytest.fixture
def office() -> Office:
    return Office()


def address(number: str) -> SipUri:
    return SipUri("sip", number, None, DOMAIN)


def description(phone: Telephone, direction: str) -> bytes:
    return phone.offer().replace(b"a=sendrecv", f"a={direction}".encode())


def direction(body: bytes) -> Direction:
    parsed = SessionDescription.parse(body)
    return parsed.direction_of(parsed.media[0])


def listens_at(body: bytes) -> tuple[str | None, int]:
    parsed = SessionDescription.parse(body)
    return parsed.host_of(parsed.media[0]), parsed.media[0].port


def at(phone: Telephone) -> tuple[str, int]:
    host, port = phone.address
    return host, port + 1000


def connected(office: Office, caller: Telephone, callee: Telephone) -> tuple[UsageId, UsageId]:
    """A call that is talked in; its name at both phones."""
    outgoing = caller.call(callee.number)
    callee.ring()
    return outgoing, callee.answer()


def offers(office: Office, phone: Telephone, call: UsageId, body: bytes, method: str) -> None:
    change = phone.endpoint.update if method == "UPDATE" else phone.endpoint.reinvite
    change(call, body, office.network.now)
    office.settle()


def agrees(office: Office, phone: Telephone, body: bytes | None = None) -> OfferReceived:
    """Let a phone answer what it was offered last."""
    offered = phone.last(OfferReceived)
    phone.endpoint.accept_offer(offered.call, body or phone.offer(), office.network.now)
    office.settle()
    return offered


def refers(office: Office, phone: Telephone, call: UsageId, to: str) -> None:
    phone.endpoint.refer(call, to, office.network.now)
    office.settle()


def progress(phone: Telephone) -> list[tuple[int, bool]]:
    return [(event.status, event.final) for event in phone.events(ReferProgressed)]


# --- hold -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["INVITE", "UPDATE"])
@pytest.mark.parametrize("holder", ["caller", "callee"])
def test_hold_and_resume_reach_the_other_phone(office: Office, method: str, holder: str) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, incoming = connected(office, jens, anna)
    one, call, other = (jens, outgoing, anna) if holder == "caller" else (anna, incoming, jens)
    offers(office, one, call, description(one, "sendonly"), method)
    offered = agrees(office, other, description(other, "recvonly"))
    assert offered.request.method == method
    assert direction(offered.body) is Direction.SENDONLY
    assert direction(one.last(OfferAnswered).body) is Direction.RECVONLY
    assert office.said[-1] == f"{one.number} holds {other.number}"
    offers(office, one, call, one.offer(), method)
    assert direction(agrees(office, other).body) is Direction.SENDRECV
    assert office.said[-1] == f"{one.number} takes back {other.number}"


def test_what_the_other_phone_refuses_is_refused(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, _ = connected(office, jens, anna)
    offers(office, jens, outgoing, jens.offer(), "INVITE")
    offered = anna.last(OfferReceived)
    anna.endpoint.refuse_offer(offered.call, 488, office.network.now)
    assert jens.last(OfferRefused).failure.status == 488


def test_offers_of_both_phones_meet_at_the_pbx_and_both_come_through(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, incoming = connected(office, jens, anna)
    jens.endpoint.reinvite(outgoing, description(jens, "sendonly"), office.network.now)
    anna.endpoint.reinvite(incoming, description(anna, "inactive"), office.network.now)
    for _ in range(100):
        office.advance(0.1)
        for phone in (anna, jens):
            if phone.events(OfferReceived):
                phone.endpoint.accept_offer(
                    phone.last(OfferReceived).call, phone.offer(), office.network.now
                )
    assert direction(anna.last(OfferReceived).body) is Direction.SENDONLY
    assert direction(jens.last(OfferReceived).body) is Direction.INACTIVE
    assert len(jens.events(OfferAnswered)) == len(anna.events(OfferAnswered)) == 1


def test_who_asks_for_an_offer_gets_that_of_the_other_phone(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, _ = connected(office, jens, anna)
    offers(office, jens, outgoing, b"", "INVITE")
    assert agrees(office, anna).body == b""
    offered = agrees(office, jens)
    assert listens_at(offered.body) == at(anna)
    assert listens_at(anna.last(OfferAnswered).body) == at(jens)


def test_digits_reach_the_other_phone(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, incoming = connected(office, jens, anna)
    jens.endpoint.info(outgoing, "application/dtmf-relay", b"Signal=5", office.network.now)
    assert anna.last(InfoReceived) == InfoReceived(incoming, "application/dtmf-relay", b"Signal=5")


def test_an_early_change_of_the_call_is_refused(office: Office) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing = jens.call("207")
    anna.ring(183)
    offers(office, jens, outgoing, jens.offer(), "UPDATE")
    anna.answer()
    agrees(office, anna)
    assert jens.events(OfferAnswered)  # it waited for the answer by itself


@pytest.mark.parametrize(
    ("profile", "shown_at", "state"),
    [("rfc", "holder", "confirmed"), ("asterisk", "held", "confirmed"),
     ("freeswitch", "holder", "early"), ("kamailio", None, None)],
)  # fmt: skip
def test_hold_is_shown_where_the_profile_says(
    profile: str, shown_at: str | None, state: str | None
) -> None:
    office = Office(profile)
    anna, jens = office.phone("207"), office.phone("211")
    desk = office.phone("200")
    outgoing, _ = connected(office, jens, anna)
    desk.watch("207")
    desk.watch("211")
    offers(office, jens, outgoing, description(jens, "sendonly"), "INVITE")
    agrees(office, anna, description(anna, "recvonly"))
    latest = {"holder": desk.documents("211")[-1], "held": desk.documents("207")[-1]}
    shown = [place for place, document in latest.items() if "+sip.rendering" in document]
    assert shown == ([shown_at] if shown_at else [])
    if shown_at is not None:
        assert f"<state>{state}</state>" in latest[shown_at]
    offers(office, jens, outgoing, jens.offer(), "INVITE")
    agrees(office, anna)
    for number in ("207", "211"):
        assert "+sip.rendering" not in desk.documents(number)[-1]


# --- transfers --------------------------------------------------------------------------------


@pytest.mark.parametrize("transferor", ["caller", "callee"])
def test_a_blind_transfer_connects_the_other_phone_with_the_target(
    office: Office, transferor: str
) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, incoming = connected(office, jens, anna)
    by, call, moved = (anna, incoming, jens) if transferor == "callee" else (jens, outgoing, anna)
    refers(office, by, call, f"sip:214@{DOMAIN}")
    assert listens_at(clara.last(IncomingCall).request.body) == at(moved)
    assert clara.last(IncomingCall).caller.uri.user == moved.number
    clara.ring()
    answered = clara.answer()
    assert progress(by) == [(100, False), (180, False), (200, True)]
    assert by.events(CallEnded)
    offered = agrees(office, moved)
    assert listens_at(offered.body) == at(clara)
    assert "214" in (offered.request.headers.get("P-Asserted-Identity") or "")
    clara.hang_up(answered)
    assert len(moved.events(CallEnded)) == 1
    assert office.pbx.calls() == []


@pytest.mark.parametrize(
    ("target", "status"), [("999", 404), ("214", 480)], ids=["nobody", "not registered"]
)
def test_a_transfer_to_nobody_leaves_the_call_as_it_is(
    office: Office, target: str, status: int
) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:{target}@{DOMAIN}")
    assert progress(jens)[-1] == (status, True)
    assert len(office.pbx.calls()) == 1
    assert not jens.events(CallEnded)


def test_a_transfer_that_is_refused_leaves_the_call_as_it_is(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    clara.reject(486)
    assert progress(jens)[-1] == (486, True)
    offers(office, jens, outgoing, jens.offer(), "INVITE")
    agrees(office, anna)
    assert jens.events(OfferAnswered)


def test_who_transfers_may_hang_up_at_once(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    jens.hang_up(outgoing)
    assert not anna.events(CallEnded)
    clara.ring()
    clara.answer()
    assert listens_at(agrees(office, anna).body) == at(clara)
    assert progress(jens)[-1] == (200, True)


def test_who_is_left_alone_by_a_failed_transfer_is_hung_up_on(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    jens.hang_up(outgoing)
    clara.reject(486)
    assert anna.events(CallEnded)
    assert office.pbx.calls() == []


def test_who_is_transferred_may_hang_up_meanwhile(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, incoming = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    clara.ring()
    anna.hang_up(incoming)
    assert clara.events(CallEnded)
    assert jens.events(CallEnded)
    assert progress(jens)[-1] == (487, True)
    assert office.pbx.calls() == []


def test_a_target_that_does_not_answer_ends_the_transfer() -> None:
    office = Office(no_answer=10)
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    clara.ring()
    office.advance(11)
    assert progress(jens)[-1] == (480, True)
    assert clara.events(CallEnded)
    assert len(office.pbx.calls()) == 1


def test_an_attended_transfer_joins_the_two_who_are_left(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    first, _ = connected(office, jens, anna)
    offers(office, jens, first, description(jens, "sendonly"), "INVITE")
    agrees(office, anna, description(anna, "recvonly"))
    second, _ = connected(office, jens, clara)
    replaces = jens.endpoint.replaces_of(second)
    assert replaces is not None
    target = address("214")
    refers(office, jens, first, with_replaces(target, replaces))
    assert progress(jens)[-1] == (200, True)
    assert len(jens.events(CallEnded)) == 2
    to_anna, to_clara = agrees(office, anna), agrees(office, clara)
    assert (listens_at(to_anna.body), listens_at(to_clara.body)) == (at(clara), at(anna))
    assert direction(to_clara.body) is Direction.SENDRECV
    (connection,) = office.pbx.calls()
    assert {connection.caller.number, connection.callee.number} == {"207", "214"}
    assert connection.caller.peer == connection.callee.number


@pytest.mark.parametrize("replaces", ["nobody;to-tag=1;from-tag=2", "unreadable"])
def test_an_attended_transfer_to_no_call_of_ours_fails(office: Office, replaces: str) -> None:
    anna, jens = office.phone("207"), office.phone("211")
    outgoing, _ = connected(office, jens, anna)
    refers(office, jens, outgoing, with_replaces(address("214"), replaces))
    assert progress(jens)[-1] in ((481, True), (400, True))
    assert len(office.pbx.calls()) == 1


def test_nobody_has_the_pbx_call_from_outside_of_a_call(office: Office) -> None:
    jens = office.phone("211")
    jens.endpoint.refer_to_phone(
        jens.account, address("207"), f"sip:214@{DOMAIN}", office.network.now
    )
    assert progress(jens) == [(403, True)]


def test_lamps_follow_a_transfer(office: Office) -> None:
    anna, jens, clara = office.phone("207"), office.phone("211"), office.phone("214")
    desk = office.phone("200")
    outgoing, _ = connected(office, jens, anna)
    for number in ("207", "211", "214"):
        desk.watch(number)
    refers(office, jens, outgoing, f"sip:214@{DOMAIN}")
    clara.ring()
    assert "early" in desk.documents("214")[-1]
    clara.answer()
    agrees(office, anna)
    assert "confirmed" in desk.documents("214")[-1]
    assert "confirmed" in desk.documents("207")[-1]
    assert "confirmed" not in desk.documents("211")[-1]
    assert "sip:214@" in desk.documents("207")[-1]
