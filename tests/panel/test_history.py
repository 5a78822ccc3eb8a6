"""What the history of a key keeps, and what it lets go of."""

from __future__ import annotations

from blfpanel.panel.lamps.history import LENGTH, OCTETS
from blfpanel.panel.model import KeyId, Observation
from support.panel_box import PanelBox, call, document, notify

KEY = KeyId("207")


def history(box: PanelBox) -> tuple[Observation, ...]:
    return tuple(box.panel.history(KEY))


def test_messages_that_say_the_same_are_kept_as_one_that_tells_how_many() -> None:
    box = PanelBox("207")
    box.hear(version=1)
    for version in range(2, 6):
        box.hear(version=version)
    newest, first, *_ = history(box)
    assert (newest.message, newest.repeats) == ("NOTIFY v5: no calls, 4 times the same", 3)
    assert b'version="5"' in newest.received
    assert (first.message, first.repeats) == ("NOTIFY v1: no calls", 0)


def test_a_change_between_them_is_kept_in_its_place() -> None:
    box = PanelBox("207")
    for version in range(1, 4):
        box.hear(version=version)
    box.hear(call("early"), version=4)
    box.hear(version=5)
    box.hear(version=6)
    assert [seen.message for seen in history(box)][:4] == [
        "NOTIFY v6: no calls",
        "NOTIFY v5: no calls",
        "NOTIFY v4: early, from 211",
        "NOTIFY v3: no calls, 2 times the same",
    ]


def test_old_messages_are_let_go_of_before_what_was_made_of_them() -> None:
    box = PanelBox("207")
    for version in range(LENGTH + 50):
        box.hear(*([call("early")] if version % 2 else []), version=version)
    seen = history(box)
    assert len(seen) == LENGTH
    octets = [len(each.received) for each in seen]
    kept = sum(1 for each in octets if each)
    assert octets[kept:] == [0] * (LENGTH - kept), "the newest ones have theirs"
    assert OCTETS - max(octets) < sum(octets) <= OCTETS
    assert all(each.message and each.rule for each in seen)


def test_a_message_longer_than_all_that_is_kept_is_kept_while_it_is_the_newest() -> None:
    box = PanelBox("207")
    box.receive(notify(document(*(call("early", dialog_id=f"d{n}") for n in range(200)))))
    assert len(history(box)[0].received) > OCTETS
    box.hear(version=2)
    newest, long, *_ = history(box)
    assert newest.received
    assert not long.received


def test_the_message_is_kept_as_it_came() -> None:
    box = PanelBox("207")
    request = notify(document())
    request.raw = b"NOTIFY as it came"
    box.receive(request)
    assert history(box)[0].received == b"NOTIFY as it came"
