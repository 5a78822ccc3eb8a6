"""The built-in PBX's list of everybody (RFC 4662).

::

    200                      PBX              207
     | - SUBSCRIBE blf-list -> |                |
     | <- 200, NOTIFY -------- |                |  full: 207, 211, 214
     |                         | -- INVITE -->  |
     | <- NOTIFY ------------- | <-- 180 -----  |  changed: 207
"""

from __future__ import annotations

from blfpanel.body.lists import ACCEPT, ListReport, read
from blfpanel.sip.events import NotifyReceived, SubscriptionChanged
from support.office import Office, Telephone

WISHES: dict[str, object] = {"accept": ACCEPT, "supported": ("eventlist",)}


def reports(desk: Telephone) -> list[ListReport]:
    """All lists told so far."""
    requests = [event.request for event in desk.events(NotifyReceived)]
    assert {request.headers.get("Require") for request in requests} <= {"eventlist"}
    return [read(request.body, request.headers.get("Content-Type")) for request in requests]


def members(report: ListReport) -> dict[str | None, list[str]]:
    """The states of all calls of each member."""
    return {
        member.uri: [dialog.state for dialog in member.info.dialogs] if member.info else []
        for member in report.members
    }


def test_the_whole_list_comes_first_and_then_what_changed() -> None:
    office = Office()
    desk, anna = office.phone("200"), office.phone("207")
    desk.watch("blf-list", **WISHES)
    office.phone("211").call("207")
    anna.ring()
    first, calling, ringing = reports(desk)[:3]
    assert (first.uri, first.version, first.full) == ("sip:blf-list@pbx.example", 0, True)
    assert [(member.uri, member.name) for member in first.members] == [
        ("sip:207@pbx.example", "Anna Berger"),
        ("sip:211@pbx.example", "Jens & Søn"),
        ("sip:214@pbx.example", "Clara"),
    ]
    assert not any(members(first).values())
    assert (calling.full, calling.version) == (False, 1)
    assert members(ringing) == {"sip:207@pbx.example": ["early"]}
    assert all(report.findings == () for report in reports(desk))
    (accepted,) = [m for m in office.sent("SIP/2.0 200") if "Require" in m.headers]
    assert accepted.headers.get("Require") == "eventlist"


def test_nobody_is_on_it_who_may_not_be_watched() -> None:
    office = Office(hidden=("298",))
    desk = office.phone("200")
    desk.watch("blf-list", **WISHES)
    (report,) = reports(desk)
    assert "sip:298@pbx.example" not in members(report)


def test_a_refresh_brings_the_whole_list_again() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("blf-list", **WISHES)
    office.advance(590)
    assert [report.full for report in reports(desk)] == [True, True]


def test_who_does_not_know_lists_is_refused_the_list() -> None:
    office = Office()
    desk = office.phone("200")
    desk.watch("blf-list")
    failure = desk.last(SubscriptionChanged).failure
    assert failure is not None
    assert failure.status == 421
    (refusal,) = office.sent("SIP/2.0 421")
    assert refusal.headers.get("Require") == "eventlist"


def test_who_has_the_list_is_not_told_unasked_as_well() -> None:
    office = Office(unsolicited=True)
    desk, anna = office.phone("200"), office.phone("207")
    desk.watch("blf-list", **WISHES)
    before = len(desk.events(NotifyReceived))
    office.phone("211").call("207")
    anna.ring()
    told = desk.events(NotifyReceived)[before:]
    assert {event.request.from_.uri.user for event in told} == {"blf-list"}
