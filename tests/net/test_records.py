from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.net.records import Place, Srv, in_order, preferred
from blfpanel.sip.flow import Target


def place(number: int, rank: int = 0, transport: str = "udp") -> Place:
    return Place(Target(transport, f"192.0.2.{number}", 5060), rank)


A, B, C = (place(number) for number in (1, 2, 3))
WORSE = place(4, rank=1)


def test_lower_priority_comes_first_whatever_the_weight() -> None:
    records = [Srv(2, 65535, 5060, "b"), Srv(1, 0, 5060, "a"), Srv(3, 9, 5060, "c")]
    assert [each.host for each in in_order(records, lambda: 0.99)] == ["a", "b", "c"]


def test_weight_is_how_often_a_server_is_first() -> None:
    records = [Srv(1, 10, 5060, "a"), Srv(1, 30, 5060, "b"), Srv(1, 60, 5060, "c")]
    chance = random.Random(4).random
    firsts = Counter(in_order(records, chance)[0].host for _ in range(2000))
    assert firsts["a"] == pytest.approx(200, abs=50)
    assert firsts["b"] == pytest.approx(600, abs=80)
    assert firsts["c"] == pytest.approx(1200, abs=80)


@settings(max_examples=50)
@given(
    st.lists(st.builds(Srv, st.integers(0, 3), st.integers(0, 9), st.just(5060), st.text())),
    st.floats(0, 1, exclude_max=True),
)
def test_every_server_has_its_turn_and_priorities_never_mix(
    records: list[Srv], drawn: float
) -> None:
    ordered = in_order(records, lambda: drawn)
    assert Counter(ordered) == Counter(records)
    assert [each.priority for each in ordered] == sorted(each.priority for each in records)


@pytest.mark.parametrize(
    ("avoid", "current", "order"),
    [
        ((), None, [A, B, C, WORSE]),
        ((), B, [B, A, C, WORSE]),
        ((), WORSE, [A, B, C, WORSE]),
        ((A,), None, [B, C, WORSE, A]),
        ((A, B, C), WORSE, [WORSE, A, B, C]),
        ((C, A, B, WORSE), None, [C, A, B, WORSE]),
        ((B,), B, [A, C, WORSE, B]),
    ],
    ids=[
        "as DNS says",
        "the one in use before its equals",
        "the one in use not before better ones",
        "one that failed last",
        "a worse one before those that failed",
        "all failed: the longest ago first",
        "the one in use has failed",
    ],
)
def test_places_are_tried_in_order(
    avoid: tuple[Place, ...], current: Place | None, order: list[Place]
) -> None:
    found = preferred(
        [A, B, C, WORSE],
        tuple(each.target for each in avoid),
        current.target if current else None,
    )
    assert found == [each.target for each in order]


def test_same_address_by_another_transport_is_another_place() -> None:
    tls, udp = place(1, transport="tls"), place(1, rank=1)
    assert preferred([tls, udp], avoid=(tls.target,)) == [udp.target, tls.target]
