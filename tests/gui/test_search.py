from __future__ import annotations

import pytest

from blfpanel.gui.search import SHOWN, Hit, diallable, search
from blfpanel.panel.keys import KeyType
from blfpanel.panel.model import KeyId, Lamp, LampState
from support.fake_phone import FakeKey

KEYS = [
    FakeKey(KeyId(number), label, number)
    for label, number in (
        ("Ewa Kowalska", "318"),
        ("Kowalczyk Transport", "71"),
        ("David Kowalski", "241"),
        ("Anna Berger", "207"),
        ("Ben Schulz", "221"),
        ("Robert Klein", "20"),
    )
]
FREE = {KeyId("318"), KeyId("207")}


def state_of(key: KeyId) -> LampState:
    return LampState(Lamp.IDLE if key in FREE else Lamp.BUSY)


def found(text: str) -> list[str]:
    hits = search(text, KEYS, state_of)
    return [hit.key if hit.key is not None else f"call {hit.number}" for hit in hits]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("kow", ["71", "318", "241"]),
        ("be", ["221", "207", "20"]),
        ("KOWALS", ["318", "241"]),
        ("20", ["20", "207", "call 20"]),
        ("2", ["call 2", "207", "241", "221", "20"]),
        ("207", ["207", "call 207"]),
        ("0301234", ["call 0301234"]),
        ("0 30 / 12-34", ["call 0301234"]),
        ("+49 (30) 1", ["call +49301"]),
        ("**214", ["call **214"]),
        ("sip:anna@example.com", ["call sip:anna@example.com"]),
        ("nobody", []),
        ("  ", []),
        ("x[(", []),
    ],
)
def test_what_comes_first(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize("kind", KeyType)
def test_whatever_a_press_does_something_with_is_found(kind: KeyType) -> None:
    key = FakeKey(KeyId("k"), "Cellar", "700", type=kind)
    hits = search("cell", [key], state_of)
    assert [hit.key for hit in hits] == ([] if kind is KeyType.LABEL else ["k"])


def test_the_match_is_marked() -> None:
    [first, *_] = search("kow", KEYS, state_of)
    assert first == Hit("71", KeyId("71"), (0, 3))
    assert search("schulz", KEYS, state_of)[0].span == (4, 10)


def test_the_list_stays_short() -> None:
    many = [FakeKey(KeyId(str(n)), f"Person {n}", str(n)) for n in range(300)]
    assert len(search("person", many, state_of)) == SHOWN


@pytest.mark.parametrize("text", ["", "abc", "12a", "+", "sip:"])
def test_no_number(text: str) -> None:
    assert diallable(text) is None
