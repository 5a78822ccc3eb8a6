"""What the eye sees: nothing that only flickers, everything else at once."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import FaceChanged, LampChanged
from blfpanel.panel.model import KeyId, Lamp
from support.panel_box import PanelBox, call, notify

RINGING = call("early")
TALKING = call("confirmed")


def seen(box: PanelBox) -> list[Lamp]:
    """What the eye was shown so far."""
    return [change.state.lamp for change in box.told(FaceChanged)]


def test_every_other_change_is_seen_at_once() -> None:
    box = PanelBox("207")
    for calls in ((), (RINGING,), (TALKING,), (), (RINGING,), (call("terminated"),)):
        box.hear(*calls)
        assert box.face() is box.state()
    assert seen(box) == [change.after.lamp for change in box.told(LampChanged)]
    assert box.panel.next_deadline() is None


def test_an_idle_after_ringing_is_seen_after_the_settle_time() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.hear()
    assert (box.state().lamp, box.face().lamp) == (Lamp.IDLE, Lamp.ALERTING)
    assert box.panel.next_deadline() == pytest.approx(box.now + 0.25)
    assert box.wait(0.2) == []
    (change,) = box.wait(0.1)
    assert isinstance(change, FaceChanged)
    assert (change.state.lamp, box.face().lamp) == (Lamp.IDLE, Lamp.IDLE)
    assert box.panel.next_deadline() is None
    assert all(entry.shown for entry in box.panel.history(KeyId("207")))


def test_a_notify_without_body_settles_like_a_cleared_document() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.receive(notify(b"", kind=None))
    assert box.face().lamp is Lamp.ALERTING
    box.wait(0.3)
    assert box.face().lamp is Lamp.IDLE


def test_a_repeated_cleared_document_does_not_prolong_the_wait() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.hear(version=2)
    due = box.panel.next_deadline()
    box.hear(version=3)
    assert box.panel.next_deadline() == due
    box.wait(0.3)
    assert seen(box) == [Lamp.ALERTING, Lamp.IDLE]


def test_another_ringing_call_takes_over_without_idle_between() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.hear()
    box.hear(call("early", remote="sip:999@pbx", dialog_id="d2"))
    assert seen(box) == [Lamp.ALERTING, Lamp.ALERTING]
    assert box.face().remote is not None
    assert box.face().remote.number == "999"


def test_news_after_the_deadline_does_not_hide_the_idle_before() -> None:
    """The timer may be late: a busy loop, a suspended laptop."""
    box = PanelBox("207")
    box.hear(RINGING)
    box.hear()
    box.receive(notify(b"<dialog-info/>"), after=5.0)
    assert seen(box) == [Lamp.ALERTING, Lamp.IDLE]
    assert all(entry.shown for entry in box.panel.history(KeyId("207")))


def test_the_same_news_again_tells_nobody_but_is_remembered() -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    before = box.state()
    assert box.hear(TALKING) == []
    assert box.state().heard == box.now
    assert box.state().since == before.since
    assert len(box.panel.history(KeyId("207"))) == 2


def test_a_press_in_that_moment_does_not_call_the_partner() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.hear()
    box.panel.press(KeyId("207"), box.now)
    box.drain()
    assert [type(command).__name__ for command in box.commands] == ["Watch"]
