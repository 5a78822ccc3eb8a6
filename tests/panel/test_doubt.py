"""What the panel doubts by itself: a server that is silent, a call that rings for ever."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import Notice
from blfpanel.panel.commands import Refresh
from blfpanel.panel.model import Happening, KeyId, Lamp
from blfpanel.sip.events import (
    Failure,
    ServerChanged,
    ServerState,
    SubscriptionChanged,
    SubscriptionPhase,
)
from support.panel_box import ACCOUNT, PanelBox, call, document, notify

RINGING = call("early")


def server(box: PanelBox, state: ServerState) -> None:
    box.handle(ServerChanged(ACCOUNT, state))


def causes(box: PanelBox, *keys: str) -> list[str | None]:
    return [box.state(key).cause if box.state(key).stale else None for key in keys]


@pytest.mark.parametrize(
    ("state", "cause"),
    [(ServerState.SILENT, "no news"), (ServerState.RESTARTED, "PBX restarted")],
)
def test_what_happens_to_the_server_is_a_doubt_of_all_its_lamps(
    state: ServerState, cause: str
) -> None:
    box = PanelBox("207", "208", "209")
    box.hear(call("confirmed"))
    box.receive(notify(document(), sender="sip:208@pbx.example.org", to_tag=None), key=None)
    server(box, state)
    assert causes(box, "207", "208") == [cause, cause]
    assert box.state("209").lamp is Lamp.UNKNOWN
    entry = box.panel.history(KeyId("207"))[0]
    assert entry.kind is Happening.DOUBT
    assert entry.rule == cause
    assert entry.message.endswith("; was Talking")
    assert box.panel.explain(KeyId("207"), box.now + 5).certainty.startswith(
        "Uncertain. Last heard"
    )


def test_lamps_of_another_server_stay_certain() -> None:
    box = PanelBox("207")
    box.hear()
    box.panel.add_account("home", box.panel._accounts[ACCOUNT].aor)
    box.handle(ServerChanged("home", ServerState.SILENT))
    assert causes(box, "207") == [None]


def test_silence_is_said_once_and_news_ends_the_doubt() -> None:
    box = PanelBox("207")
    box.hear()
    server(box, ServerState.SILENT)
    server(box, ServerState.BACK)
    assert causes(box, "207") == ["no news"]
    server(box, ServerState.SILENT)
    (notice,) = box.told(Notice)
    assert notice.text == "pbx.example.org does not answer. Lamps show what was last known."
    box.hear()
    assert causes(box, "207") == [None]


@pytest.mark.parametrize(
    ("failure", "cause"),
    [
        (Failure(481, "The PBX was restarted", local=True), "PBX restarted"),
        (Failure(408, "Accepted, but nothing was sent since", local=True), "no news"),
        (Failure(481, "Call/Transaction Does Not Exist"), "refresh failed"),
    ],
)
def test_the_cause_of_a_failed_subscription(failure: Failure, cause: str) -> None:
    box = PanelBox("207")
    box.hear()
    phase = SubscriptionPhase.DOUBTFUL
    box.handle(SubscriptionChanged(box.usage("207"), phase, failure, box.now + 1))
    assert causes(box, "207") == [cause]


def test_a_working_subscription_does_not_mend_an_unreadable_message() -> None:
    box = PanelBox("207")
    box.hear()
    box.receive(notify(b"nonsense"))
    box.handle(SubscriptionChanged(box.usage("207"), SubscriptionPhase.ACTIVE))
    assert causes(box, "207") == ["unreadable message"]


@pytest.mark.parametrize(
    ("lamp", "limit"),
    [(RINGING, 180), (call("trying", "initiator"), 60), (call("early", "initiator"), 60)],
)
def test_ringing_and_calling_without_news_is_asked_about_and_then_doubted(
    lamp: str, limit: float
) -> None:
    box = PanelBox("207")
    box.hear(lamp)
    box.wait(limit - 1)
    assert box.ordered(Refresh) == []
    box.wait(2)
    assert box.ordered(Refresh) == [Refresh(box.usage("207"))]
    assert causes(box, "207") == [None]
    box.wait(34)
    assert causes(box, "207") == ["no news"]
    assert box.panel.next_deadline() is None


def test_ringing_that_the_pbx_confirms_is_believed_again() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.wait(181)
    box.hear(RINGING)
    box.wait(100)
    assert causes(box, "207") == [None]
    box.wait(81)
    assert len(box.ordered(Refresh)) == 2


@pytest.mark.parametrize(
    ("lamp", "minutes", "cause"),
    [(RINGING, 15, "rings too long"), (call("trying", "initiator"), 5, "calls too long")],
)
def test_one_call_that_rings_on_and_on_is_doubted_though_the_pbx_repeats_it(
    lamp: str, minutes: int, cause: str
) -> None:
    """Kamailio with two workers repeats a "Trying" it has lost the end of for an hour."""
    box = PanelBox("207")
    box.hear(lamp)
    for _ in range(minutes - 1):
        box.wait(60)
        box.hear(lamp)
    assert causes(box, "207") == [None]
    for _ in range(3):
        box.wait(60)
        box.hear(lamp)
        assert causes(box, "207") == [cause]
    box.hear(call("early", dialog_id="d2"))
    assert causes(box, "207") == [None]
    box.hear()
    assert causes(box, "207") == [None]


def test_a_queue_may_ring_for_hours_with_one_caller_after_the_other() -> None:
    box = PanelBox("207")
    for caller in range(60):
        box.hear(call("early", dialog_id=f"d{caller}"))
        box.wait(60)
    assert causes(box, "207") == [None]


def test_talking_for_hours_is_legal() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    assert box.panel.next_deadline() is None
    box.wait(10 * 3600)
    assert box.ordered(Refresh) == []
    assert causes(box, "207") == [None]


def test_ringing_that_nobody_can_be_asked_about_is_doubted_at_once() -> None:
    box = PanelBox(discover=True)
    box.receive(notify(document(RINGING), to_tag=None), key=None)
    box.wait(181)
    assert causes(box, "207") == ["no news"]


def test_ringing_that_ended_in_time_is_not_asked_about() -> None:
    box = PanelBox("207")
    box.hear(RINGING)
    box.wait(20)
    box.hear()
    box.wait(500)
    assert box.ordered(Refresh) == []


def test_all_can_be_asked_about_again() -> None:
    box = PanelBox("207", "208")
    box.panel.ask_again(None, box.now)
    box.drain()
    assert box.ordered(Refresh) == [Refresh(box.usage("207")), Refresh(box.usage("208"))]
