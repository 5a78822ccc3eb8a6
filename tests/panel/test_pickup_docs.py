"""docs/pickup.md says of each PBX what its profile does, and claims no proof that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.panel_box import profiles
from support.pickup_desk import WORKS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pickup.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([\w-]+)` \| (\w+)([^|]*) \| ([^|]*) \|$", PAGE, re.MULTILINE)

#: What tests/real proves.
REAL = {
    ("asterisk", "code"),
    ("asterisk", "group"),
    ("asterisk-chansip", "replaces"),
    ("asterisk-chansip", "code"),
    ("asterisk-chansip", "group"),
    ("kamailio", "replaces"),
}
PLACES = {"target": "the caller's phone", "identity": "the caller's address", "watched": "partner"}


def rows(name: str) -> list[tuple[str, str, str]]:
    """Way, what is said of it, and its proof."""
    return [(way, said, proof) for profile, way, said, proof in ROWS if profile == name]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_the_ways_of_each_profile_stand_there_in_their_order(name: str) -> None:
    habits = profiles()[name].pickup
    wanted = [*habits.methods, *(["group"] if habits.group_code else [])]
    assert [way for way, _, _ in rows(name)] == wanted


@pytest.mark.parametrize("name", sorted(profiles()))
def test_the_codes_of_each_profile_stand_there(name: str) -> None:
    habits = profiles()[name].pickup
    said = {way: text for way, text, _ in rows(name)}
    if habits.code:
        assert f" `{habits.code}`" in said["code"]
    elif "code" in said:
        assert said["code"] == " of the account"
    assert not habits.group_code or f" `{habits.group_code}`" in said["group"]


@pytest.mark.parametrize("name", sorted(n for n in profiles() if "replaces" in WORKS[n]))
def test_the_places_a_replaces_goes_to_stand_there_in_their_order(name: str) -> None:
    text = next(said for way, said, _ in rows(name) if way == "replaces")
    places = [text.find(PLACES[p]) for p in profiles()[name].pickup.replaces[0].request_uri]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", sorted(profiles()))
def test_no_proof_is_claimed_that_is_not_there(name: str) -> None:
    for way, _, proof in rows(name):
        assert ("real server" in proof) is ((name, way) in REAL), way
        by_account = way == "code" and not profiles()[name].pickup.code and "built-in" in proof
        assert ("built-in PBX" in proof) is (way in WORKS[name]) or by_account, way
