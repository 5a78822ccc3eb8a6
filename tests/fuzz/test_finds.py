"""The targets of ``scripts/fuzz`` with good messages, and with everything that broke them once."""

from __future__ import annotations

import pytest

from blfpanel.body.lists import read as read_list
from support.fuzz_seeds import finds, seeds
from support.fuzz_targets import TARGETS, Desk


@pytest.mark.parametrize("target", TARGETS)
def test_good_messages_do_no_harm(target: str) -> None:
    for data in seeds(target):
        TARGETS[target](data)


@pytest.mark.parametrize(
    ("target", "data"), [(target, data) for target in TARGETS for data in finds(target)]
)
def test_what_broke_it_once_does_no_harm(target: str, data: bytes) -> None:
    TARGETS[target](data)


def test_a_phone_that_went_deaf_would_be_noticed() -> None:
    desk = Desk()
    desk.network.lose_line("pbx", "")
    desk.send(desk.fill_in(desk.last_notify.replace(b"CSeq: 1", b"CSeq: 9")))
    with pytest.raises(AssertionError, match="heard="):
        desk.still_serves()


def test_a_message_that_is_in_order_changes_the_lamp() -> None:
    """The marks are filled in: what the endpoint target sends does reach the subscription."""
    desk = Desk()
    first = next(iter(seeds("endpoint")))
    desk.send(desk.fill_in(first))
    assert desk.lamp().value == "alerting"


def test_the_seed_of_lists_is_a_list_with_a_document() -> None:
    kind, _, body = next(iter(seeds("lists"))).partition(b"\n")
    first, second = read_list(body, kind.decode()).members
    assert (first.name, first.state, first.info is not None) == ("Anna", "active", True)
    assert (second.uri, second.info) == ("sip:208@pbx", None)
