"""Doubt, refusal and certainty, as subscriptions live and die."""

from __future__ import annotations

import pytest

from blfpanel.panel.changes import LampChanged, Notice
from blfpanel.panel.commands import Refresh
from blfpanel.panel.model import Happening, KeyId, Lamp, Source
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase
from support.panel_box import PanelBox, call, document, notify

KEY = KeyId("207")
TALKING = call("confirmed")
NO_ANSWER = Failure(408, "Request Timeout", local=True)


def phase(box: PanelBox, name: str, failure: Failure | None = None) -> None:
    """The key's subscription enters a phase."""
    found = SubscriptionPhase(name)
    box.handle(SubscriptionChanged(box.usage("207"), found, failure, box.now + 30.0))


def facts(box: PanelBox) -> tuple[Lamp, bool, str | None, Source]:
    """What a key shows about its own certainty."""
    state = box.state()
    return state.lamp, state.stale, state.cause, state.source


def test_until_something_comes_nothing_is_known() -> None:
    box = PanelBox("207")
    assert facts(box) == (Lamp.UNKNOWN, False, "No answer yet", Source.NONE)
    phase(box, "pending")
    assert facts(box) == (Lamp.UNKNOWN, False, "No answer yet", Source.PENDING)
    phase(box, "active")
    assert facts(box) == (Lamp.UNKNOWN, False, "Accepted, no news", Source.PENDING)
    box.hear()
    assert facts(box) == (Lamp.IDLE, False, None, Source.ACTIVE)


def test_accepted_and_nothing_heard_stays_unknown() -> None:
    box = PanelBox("207")
    phase(box, "doubtful", Failure(408, "Accepted, but nothing was sent since", local=True))
    assert facts(box)[:3] == (Lamp.UNKNOWN, False, "Accepted, no news")


@pytest.mark.parametrize(
    ("failure", "cause"),
    [
        (Failure(500, "Server Internal Error"), "refresh failed"),
        (NO_ANSWER, "refresh failed"),
        (Failure(481, "The PBX ended the subscription (timeout)"), "refresh failed"),
        (Failure(503, "There is no route to pbx.example.org.", local=True), "network lost"),
    ],
)
def test_a_failed_refresh_makes_the_lamp_stale_until_it_works_again(
    failure: Failure, cause: str
) -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    phase(box, "doubtful", failure)
    assert facts(box) == (Lamp.BUSY, True, cause, Source.ACTIVE)
    doubt = box.panel.history(KEY)[0]
    assert doubt.kind is Happening.DOUBT
    assert doubt.message == f"{failure}; was Talking"
    phase(box, "pending")
    assert box.state().stale
    phase(box, "active")
    assert facts(box) == (Lamp.BUSY, False, None, Source.ACTIVE)


def test_news_ends_the_doubt() -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    phase(box, "doubtful", NO_ANSWER)
    box.hear()
    assert facts(box) == (Lamp.IDLE, False, None, Source.ACTIVE)


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (403, "Not allowed to watch"),
        (404, "Number unknown"),
        (489, "No lamps here"),
        (406, "Not Acceptable"),
    ],
)
def test_a_refusal_leaves_nothing_known(status: int, cause: str) -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    phase(box, "refused", Failure(status, "Not Acceptable"))
    assert facts(box) == (Lamp.UNKNOWN, False, cause, Source.TERMINATED)
    assert box.state().refused == status


def test_a_refusal_does_not_matter_where_news_comes_unasked() -> None:
    box = PanelBox("207")
    box.receive(notify(document(TALKING), to_tag=None), key=None)
    phase(box, "refused", Failure(489, "Bad Event"))
    assert facts(box) == (Lamp.BUSY, False, None, Source.UNSOLICITED)
    assert box.state().refused is None


def test_the_body_of_the_last_notify_is_not_believed() -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    box.receive(notify(document(call("early"))), state="terminated")
    assert facts(box) == (Lamp.UNKNOWN, False, "Subscription ended", Source.TERMINATED)
    assert box.state().calls == ()


def test_leaving_leaves_nothing_known() -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    phase(box, "terminated")
    assert facts(box) == (Lamp.UNKNOWN, False, "Not asked", Source.TERMINATED)


def test_a_pending_subscription_says_so() -> None:
    box = PanelBox("207")
    box.receive(notify(b"", kind=None), state="pending")
    assert box.state().source is Source.PENDING


def test_missing_partial_documents_are_asked_for() -> None:
    box = PanelBox("207")
    box.hear(TALKING, version=1)
    box.hear(call("early", dialog_id="d2"), version=4, state="partial")
    assert facts(box) == (Lamp.ALERTING, True, "version gap", Source.ACTIVE)
    assert box.ordered(Refresh) == [Refresh(box.usage("207"))]
    box.hear(TALKING, version=5)
    assert not box.state().stale


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"nonsense", "application/dialog-info+xml", "no XML"),
        (b"<rlmi/>", "application/rlmi+xml", "application/rlmi+xml, not"),
        (b"--x", 'multipart/related;boundary="x"', "neither a list"),
    ],
)
def test_an_unreadable_body_keeps_the_lamp_and_doubts_it(
    body: bytes, kind: str, words: str
) -> None:
    box = PanelBox("207")
    box.hear(TALKING)
    for _ in range(3):
        box.receive(notify(body, kind=kind))
    assert facts(box)[:3] == (Lamp.BUSY, True, "unreadable message")
    (notice,) = box.told(Notice)
    assert words in notice.text
    assert words in box.panel.history(KEY)[0].rule
    assert len(box.told(LampChanged)) == 2


def test_content_type_may_have_parameters_or_be_missing() -> None:
    box = PanelBox("207")
    for kind in ("Application/Dialog-Info+XML; charset=utf-8", None):
        box.receive(notify(document(TALKING), kind=kind))
        assert box.state().lamp is Lamp.BUSY


def test_doubt_while_an_idle_is_held_back_shows_it_first() -> None:
    box = PanelBox("207")
    box.hear(call("early"))
    box.hear()
    phase(box, "doubtful", NO_ANSWER)
    assert (box.face().lamp, box.face().stale) == (Lamp.IDLE, True)
    assert box.panel.next_deadline() is None
