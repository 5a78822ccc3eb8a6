"""The answer to "Why this lamp?"."""

from __future__ import annotations

import pytest

from blfpanel.panel.model import KeyId
from blfpanel.panel.words import ago, clock
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase
from support.panel_box import PanelBox, call, document, notify

KEY = KeyId("207")


@pytest.mark.parametrize(
    ("profile", "calls", "sentence"),
    [
        (
            "innovaphone",
            (call("early", "initiator", dialog_id="1"),),
            "Ringing, because the PBX says call 1 is “early”. On innovaphone, that is an incoming "
            "call whatever its direction.",
        ),
        (
            "rfc",
            (call("early", "initiator", dialog_id="7"),),
            "Calling, because the PBX says call 7 is “early” as initiator. On a PBX that follows "
            "RFC 4235, that is a call going out.",
        ),
        (
            "rfc",
            (call("terminated"),),
            "Idle, because the PBX says call d1 is “terminated”. On a PBX that follows RFC 4235, "
            "that is a call that is over.",
        ),
        (
            "rfc",
            (),
            "Idle, because the PBX says there are no calls. On a PBX that follows RFC 4235, that "
            "means a free line.",
        ),
        (
            "rfc",
            ('<dialog><state>confirmed</state></dialog>',),
            "Talking, because the PBX says a call is “confirmed”. On a PBX that follows RFC 4235, "
            "that is an answered call.",
        ),
        (
            "rfc",
            ('<dialog id="5"/>',),
            "Talking, because the PBX does not say how call 5 stands. On a PBX that follows RFC "
            "4235, that is no word of RFC 4235 and is taken for an answered call.",
        ),
        (
            "freeswitch",
            (call("confirmed", "initiator"),),
            "Talking, because the PBX says call d1 is “confirmed” as initiator. On FreeSWITCH, "
            "that is a call of the partner's own, answered or not.",
        ),
        (
            "asterisk",
            ('<dialog id="207"><state>confirmed</state></dialog>',),
            "Talking, because the PBX says call 207 is “confirmed”. On Asterisk, that is a line in "
            "use, on a call or still calling out.",
        ),
    ],
)  # fmt: skip
def test_the_rule_is_a_sentence(profile: str, calls: tuple[str, ...], sentence: str) -> None:
    box = PanelBox("207", profile=profile)
    box.hear(*calls)
    assert box.panel.explain(KEY, box.now).sentence == sentence


def test_a_message_without_body_is_named_as_such() -> None:
    box = PanelBox("207")
    box.receive(notify(b"", kind=None))
    explanation = box.panel.explain(KEY, box.now)
    assert explanation.sentence.startswith("Idle, because the PBX sent an empty message.")


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (Failure(403, "Forbidden"),
         "The PBX does not allow 200 to watch 207. Ask its administrator; on innovaphone it is "
         "the visibility of 207."),
        (Failure(404, "Not Found"),
         "The PBX has no 207, or nothing to watch there (Asterisk: no hint)."),
        (Failure(489, "Bad Event"), "This PBX does not offer dialog lamps for 207."),
        (Failure(406, "Not Acceptable"),
         "The PBX refuses to tell about 207: Not Acceptable. [406]"),
    ],
)  # fmt: skip
def test_a_refusal_is_explained_with_what_to_do(failure: Failure, sentence: str) -> None:
    box = PanelBox("207", profile="innovaphone")
    box.handle(SubscriptionChanged(box.usage("207"), SubscriptionPhase.REFUSED, failure))
    explanation = box.panel.explain(KEY, box.now)
    assert explanation.sentence == sentence
    assert not explanation.certain


def test_silence_is_explained() -> None:
    box = PanelBox("207")
    sentence = box.panel.explain(KEY, box.now).sentence
    assert sentence == "Unknown, because no message about 207 has come yet."
    failure = Failure(408, "Accepted, but nothing was sent since", local=True)
    box.handle(SubscriptionChanged(box.usage("207"), SubscriptionPhase.DOUBTFUL, failure, 62.0))
    explanation = box.panel.explain(KEY, 2.0)
    assert explanation.sentence == (
        "The PBX said yes and has sent nothing since. Often a firewall."
    )
    assert explanation.certainty == "Nothing is known. Next try in 1:00."


def test_certainty_tells_age_source_and_next_refresh() -> None:
    box = PanelBox("207")
    box.hear()
    due = box.now + 380.0
    box.handle(SubscriptionChanged(box.usage("207"), SubscriptionPhase.ACTIVE, None, due), after=0)
    explanation = box.panel.explain(KEY, box.now + 8.0)
    assert explanation.certain
    assert explanation.certainty == (
        "Certain. Heard 8 s ago, subscription active, next refresh in 6:12."
    )


def test_news_that_comes_unasked_says_so() -> None:
    box = PanelBox("207")
    box.receive(notify(document(), to_tag=None), key=None)
    explanation = box.panel.explain(KEY, box.now + 8.0)
    assert explanation.certainty == "Certain. Heard 8 s ago, the PBX tells by itself."


def test_doubt_tells_what_failed_and_what_comes_next() -> None:
    box = PanelBox("207")
    box.hear(call("confirmed"))
    failure = Failure(500, "Server Internal Error")
    event = SubscriptionChanged(box.usage("207"), SubscriptionPhase.DOUBTFUL, failure, 255.02)
    box.handle(event)
    explanation = box.panel.explain(KEY, 240.02)
    assert not explanation.certain
    assert explanation.certainty == (
        "Uncertain. Last heard 4 min ago, refresh failed [500], next try in 0:15."
    )
    assert explanation.sentence.startswith("Talking, because")


def test_the_history_is_newest_first_with_one_line_each() -> None:
    box = PanelBox("207")
    box.hear(call("early", remote="sip:03023125407@pbx"), version=12)
    box.hear(call("early"), call("confirmed", dialog_id="d2"), version=13)
    box.hear(call("early", "initiator"), version=14)
    box.hear(version=15)
    box.receive(notify(b"<dialog-info/>"))
    box.receive(notify(b"", kind=None))
    lines = [entry.message for entry in box.panel.explain(KEY, box.now).history]
    assert lines == [
        "NOTIFY: an empty message",
        "NOTIFY: no calls",
        "NOTIFY v15: no calls",
        "NOTIFY v14: early, to 211",
        "NOTIFY v13: early, from 211, and 1 more call",
        "NOTIFY v12: early, from 03023125407",
    ]


def test_the_history_keeps_messages_and_is_bounded() -> None:
    box = PanelBox("207")
    request = notify(document(call("early")))
    box.receive(request)
    assert box.panel.history(KEY)[0].received == request.to_bytes()
    for n in range(500):
        box.hear(*([call("early")] if n % 2 else []))
    assert len(box.panel.history(KEY)) == 200


def test_findings_and_limits_are_told() -> None:
    box = PanelBox("207", profile="innovaphone")
    box.hear(call("early", tags=False))
    explanation = box.panel.explain(KEY, box.now)
    assert explanation.title == "Phone 207 · 207"
    assert explanation.findings == ("entity missing", "call d1: no tags")
    assert "do not disturb and forwarding" in explanation.cannot_tell


@pytest.mark.parametrize(
    ("seconds", "rough", "exact"),
    [
        (0, "0 s", "0:00"),
        (8.9, "8 s", "0:08"),
        (60, "1 min", "1:00"),
        (3599, "59 min", "59:59"),
        (3661, "1 h", "1:01:01"),
        (86400, "24 h", "24:00:00"),
        (172800, "2 days", "48:00:00"),
    ],
)
def test_spans_of_time_in_words(seconds: float, rough: str, exact: str) -> None:
    assert (ago(seconds), clock(seconds)) == (rough, exact)


def test_times_and_failure_of_the_subscription_are_told() -> None:
    box = PanelBox("207")
    usage = box.usage("207")
    box.handle(SubscriptionChanged(usage, SubscriptionPhase.ACTIVE, due=90.0))
    assert (box.panel.explain(KEY, 0.0).due, box.panel.explain(KEY, 0.0).failure) == (90.0, "")
    failure = Failure(408, "No answer", local=True)
    box.handle(SubscriptionChanged(usage, SubscriptionPhase.DOUBTFUL, failure, due=15.0))
    assert box.panel.explain(KEY, 0.0).failure == "No answer"
