"""The names that keys have in the panel: they stay when keys move."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from blfpanel.config.keys import KeySettings, KeyType, key_ids

ANNA = KeySettings(number="207", account="office")
TOM = KeySettings(number="208", account="office")
ANNA_AT_HOME = KeySettings(number="207", account="home")
FLOOR = KeySettings(type=KeyType.LABEL, label="Second floor", account="office")
CELLAR = KeySettings(type=KeyType.LABEL, label="Cellar", account="office")
LINE = KeySettings(type=KeyType.OWN_LINE, account="office")
LINE_AT_HOME = KeySettings(type=KeyType.OWN_LINE, account="home")


def named(*keys: KeySettings) -> dict[KeySettings, str]:
    return dict(zip(keys, key_ids(keys), strict=True))


def test_a_partner_is_called_by_its_number_as_the_panel_calls_it() -> None:
    assert key_ids([ANNA, TOM]) == ["207", "208"]


def test_two_accounts_may_have_the_same_number() -> None:
    assert key_ids([ANNA, TOM, ANNA_AT_HOME]) == ["office/207", "208", "home/207"]


def test_types_are_told_apart() -> None:
    keys = [KeySettings(type=kind, number="700", label="x", account="office") for kind in KeyType]
    ids = key_ids(keys)
    assert len(set(ids)) == len(KeyType)
    assert ids[0] == "700"
    assert "park:700" in ids


def test_labels_are_called_by_their_words_and_lines_by_their_account() -> None:
    assert key_ids([FLOOR, CELLAR, LINE]) == [
        "label:Second floor",
        "label:Cellar",
        "own line:office",
    ]
    assert len(set(key_ids([LINE, LINE_AT_HOME]))) == 2


def test_the_same_key_twice_is_told_apart_by_order() -> None:
    assert key_ids([ANNA, TOM, ANNA, ANNA]) == ["207", "208", "207#2", "207#3"]
    assert key_ids([FLOOR, FLOOR]) == ["label:Second floor", "label:Second floor#2"]


def test_a_number_that_looks_like_a_second_one_is_none() -> None:
    odd = KeySettings(number="207#2", account="office")
    assert len(set(key_ids([ANNA, ANNA, odd]))) == 3
    assert len(set(key_ids([odd, ANNA, ANNA]))) == 3


def test_other_words_on_a_key_leave_its_name() -> None:
    said = KeySettings(
        number="207", account="office", label="Anna", group="Sales", note="till five", page="Two"
    )
    assert key_ids([said]) == key_ids([ANNA])


@given(st.permutations([ANNA, TOM, ANNA_AT_HOME, FLOOR, CELLAR, LINE, LINE_AT_HOME]))
def test_a_key_that_moves_keeps_its_name(keys: list[KeySettings]) -> None:
    assert named(*keys) == named(*sorted(keys, key=repr))


@given(
    st.lists(
        st.builds(
            KeySettings,
            number=st.sampled_from(["", "2", "2#2", "a/2", "park:2"]),
            type=st.sampled_from(KeyType),
            account=st.sampled_from(["", "a", "b"]),
            label=st.sampled_from(["", "2"]),
        ),
        max_size=12,
    )
)
def test_no_two_keys_have_the_same_name(keys: list[KeySettings]) -> None:
    ids = key_ids(keys)
    assert len(ids) == len(set(ids)) == len(keys)
