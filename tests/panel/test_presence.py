"""Lamps from presence: shown as what it is, never offered for pick-up."""

from __future__ import annotations

import pytest

from blfpanel.panel.commands import Watch
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import Detail, KeyId, Lamp, Source
from support.panel_box import ACCOUNT, PanelBox, call, notify

KEY = KeyId("207")
PIDF = "application/pidf+xml"


def presence(basic: str | None = "open", activity: str | None = None, note: str = "") -> bytes:
    status = "" if basic is None else f"<tuple><status><basic>{basic}</basic></status></tuple>"
    does = "" if activity is None else f"<person><activities><{activity}/></activities></person>"
    said = f"<note>{note}</note>" if note else ""
    return f"<presence>{said}{status}{does}</presence>".encode()


def hear(box: PanelBox, body: bytes, **options: str) -> None:
    box.receive(notify(body, kind=PIDF, Event="presence"), **options)


@pytest.mark.parametrize(
    ("body", "lamp", "detail"),
    [
        (presence(), Lamp.IDLE, None),
        (presence("open", None, "Ready"), Lamp.IDLE, None),
        (presence("closed"), Lamp.UNKNOWN, None),
        (presence("closed", "away", "Unavailable"), Lamp.UNKNOWN, None),
        (presence("open", "away"), Lamp.UNKNOWN, None),
        (presence("open", "on-the-phone"), Lamp.BUSY, Detail.TALKING),
        (presence("open", "busy", "On the phone"), Lamp.BUSY, Detail.TALKING),
        (presence("open", "busy"), Lamp.BUSY, None),
        (presence("open", "busy", "Ringing"), Lamp.ALERTING, Detail.RINGING),
        (presence("open", "busy", "On hold"), Lamp.BUSY, Detail.HELD),
        (presence("open", "busy", "Talk to 211"), Lamp.BUSY, Detail.TALKING),
        (presence(None), Lamp.UNKNOWN, None),
    ],
)
def test_presence_is_a_lamp_as_far_as_it_tells_of_calls(
    body: bytes, lamp: Lamp, detail: Detail | None
) -> None:
    box = PanelBox("207")
    hear(box, body)
    state = box.state()
    assert (state.lamp, state.detail, state.source) == (lamp, detail, Source.ACTIVE)
    assert state.why.startswith("presence: ")
    assert state.calls == ()


def test_why_says_that_it_is_presence() -> None:
    box = PanelBox("207")
    hear(box, presence("open", "busy", "Ringing"))
    explained = box.panel.explain(KEY, box.now)
    assert explained.sentence == (
        "Ringing, because the PBX tells presence “busy, open” (“Ringing”). That is a phone that"
        " rings."
    )
    assert box.panel.history(KEY)[0].message == "NOTIFY: presence “busy, open” (“Ringing”)"


def test_a_phone_that_presence_says_rings_is_not_picked_up() -> None:
    box = PanelBox("207", code="**{ext}")
    hear(box, presence("open", "busy", "Ringing"))
    box.panel.press(KEY, box.now)
    box.drain()
    assert box.commands == [Watch(KEY, ACCOUNT, "sip:207@pbx.example.org")]


def test_the_key_says_by_which_event_it_is_watched() -> None:
    box = PanelBox()
    box.panel.add_key(PartnerKey(KEY, "Anna", "207", ACCOUNT, event="presence"), 0.0)
    box.drain()
    assert box.commands == [Watch(KEY, ACCOUNT, "sip:207@pbx.example.org", "presence")]


def test_nobody_known_and_no_document_do_no_harm() -> None:
    box = PanelBox("207")
    box.receive(notify(presence(), kind=PIDF, sender="sip:999@pbx.example.org"), key=None)
    hear(box, b"")
    assert box.state().lamp is Lamp.UNKNOWN
    hear(box, presence())
    hear(box, b"nonsense")
    assert (box.state().lamp, box.state().stale) == (Lamp.IDLE, True)


def test_the_end_of_a_presence_subscription_leaves_nothing_known() -> None:
    box = PanelBox("207")
    hear(box, presence())
    hear(box, presence(), state="terminated")
    assert (box.state().lamp, box.state().cause) == (Lamp.UNKNOWN, "Subscription ended")


def test_dialogs_after_presence_are_read_as_ever() -> None:
    box = PanelBox("207")
    hear(box, presence("open", "on-the-phone"))
    box.hear(call("early"))
    assert box.state().lamp is Lamp.ALERTING
