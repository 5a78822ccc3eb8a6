"""Calls through a desk phone: called first and connected by the PBX, or asked to call."""

from __future__ import annotations

import random

import pytest

from blfpanel.panel.calls.reception import CallPolicy, HandOffBy
from blfpanel.panel.changes import HandOffChanged
from blfpanel.panel.model import KeyId, OwnCallState
from blfpanel.panel.panel import Panel
from blfpanel.phone.line import Line
from blfpanel.sip.account import Account
from blfpanel.sip.events import CallEnded, CallEstablished, IncomingCall
from blfpanel.sip.flow import Target
from blfpanel.sip.syntax.uri import NameAddr
from support.call_office import CallOffice
from support.desk_phone import DeskPhone
from support.link import Network
from support.panel_box import profiles
from support.virtual_phone import start_phone

CALLBACK = CallPolicy(desk_phone="214", desk_phone_by=HandOffBy.CALLBACK)


def texts(office: CallOffice) -> list[str]:
    return [told.text for told in office.told(HandOffChanged)]


def test_the_desk_phone_is_called_and_then_talks_to_the_partner() -> None:
    """
    desk ── INVITE ──► PBX ──► 214, which answers
    desk ── REFER 207 ─► PBX ──► 207, who answers: 214 and 207 talk, the desk is out of it
    """
    office = CallOffice(CALLBACK)
    office.phone.press(KeyId("207"))
    office.advance()
    desk_phone, anna = office.phones["214"], office.phones["207"]
    assert anna.events(IncomingCall) == []
    desk_phone.ring()
    desk_phone.answer()
    office.advance()
    assert office.voices[-1].muted
    anna.ring()
    office.advance()
    assert [call.state for call in office.calls] == [OwnCallState.TALKING]
    anna.answer()
    office.advance(2)
    assert office.calls == []
    assert anna.events(CallEstablished) != []
    assert desk_phone.events(CallEnded) == anna.events(CallEnded) == []
    assert texts(office) == [
        "Your desk phone rings. Take it off the hook.",
        "Your desk phone talks to Anna.",
    ]


def test_a_partner_who_is_busy_ends_the_call_to_the_desk_phone() -> None:
    office = CallOffice(CALLBACK)
    office.phone.press(KeyId("207"))
    office.advance()
    office.phones["214"].ring()
    office.phones["214"].answer()
    office.advance()
    office.phones["207"].reject(486)
    office.advance(2)
    assert texts(office)[-1] == "Your desk phone did not get through. Anna is busy. [486]"
    assert office.calls == []
    assert office.over("214") == 1


def test_a_desk_phone_that_nobody_answers_calls_nobody() -> None:
    office = CallOffice(CALLBACK)
    office.phone.dial("207")
    office.advance()
    office.phones["214"].reject(480)
    office.advance()
    assert texts(office)[-1] == "Your desk phone does not answer. [480]"
    assert office.phones["207"].events(IncomingCall) == []


def test_a_single_call_can_be_made_here() -> None:
    office = CallOffice(CALLBACK)
    office.phone.dial("207", here=True)
    office.advance()
    assert office.phones["214"].events(IncomingCall) == []
    assert len(office.phones["207"].events(IncomingCall)) == 1


def test_a_pick_up_is_taken_here_and_sent_to_the_desk_phone() -> None:
    office = CallOffice(CALLBACK)
    jens, anna, desk_phone = (office.phones[number] for number in ("211", "207", "214"))
    jens.call("207")
    office.advance()
    anna.ring()
    office.advance()
    office.phone.press(KeyId("207"))
    office.advance(8)
    desk_phone.ring()
    desk_phone.answer()
    office.advance(2)
    assert office.calls == []
    assert desk_phone.events(CallEstablished) != []
    assert jens.events(CallEnded) == desk_phone.events(CallEnded) == []
    assert anna.events(CallEnded) != []


def asked(refusal: int | None = None) -> tuple[Network, DeskPhone, list[str]]:
    """A phone whose account asks the desk phone 290 to call 207, and what it is told."""
    desk_phone = DeskPhone(refusal)
    network = Network({"pbx": desk_phone}, now=1000.0, delay=(0.02, 0.02))
    network.address["phone"] = ("192.0.2.50", 5062)
    target = Target("udp", *network.address["pbx"])
    account = Account("Desk", NameAddr.parse("<sip:200@pbx.example>"), target)
    policy = CallPolicy(desk_phone="290", desk_phone_by=HandOffBy.REFER)
    phone = start_phone(
        network,
        Panel(profiles()),
        [Line(account, "rfc", policy=policy)],
        numbers=random.Random(7),
    )
    told: list[str] = []
    phone.listen(
        lambda change: told.append(change.text) if isinstance(change, HandOffChanged) else None
    )
    network.run_for(1)
    phone.dial("207")
    network.run_for(1)
    return network, desk_phone, told


def test_the_desk_phone_is_asked_to_call_and_tells_how_it_gets_on() -> None:
    network, desk_phone, told = asked()
    (refer,) = desk_phone.asked
    assert str(refer.refer_to.uri) == "sip:207@pbx.example"
    assert refer.referred_by == "<sip:200@pbx.example>"
    assert refer.call is None
    (request,) = network.sent("phone", "REFER")
    assert request.first_line == "REFER sip:290@pbx.example SIP/2.0"
    for status, reason in ((180, "Ringing"), (200, "OK")):
        desk_phone.report(status, reason, network.now)
        network.run_for(1)
    assert told[-2:] == [
        "Your desk phone calls 207: it rings there.",
        "Your desk phone talks to 207.",
    ]
    assert network.sent("phone", "INVITE") == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(486, "Your desk phone did not get through. 207 is busy. [486]"),
     (404, "Your desk phone did not get through. 207 is not known to the PBX. [404]")],
)  # fmt: skip
def test_a_call_of_the_desk_phone_that_fails_is_told(status: int, words: str) -> None:
    network, desk_phone, told = asked()
    desk_phone.report(status, "No", network.now)
    network.run_for(1)
    assert told[-1] == words


def test_a_desk_phone_that_does_not_call_for_others_is_told_with_the_way_out() -> None:
    _, _, told = asked(refusal=405)
    assert told[-1].startswith("Your desk phone does not make calls for others. [405] Set")
