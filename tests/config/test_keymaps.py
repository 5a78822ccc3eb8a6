"""The keys of desk phones read from their files, and written for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.config.exchange import Imported
from blfpanel.config.filetext import text_of
from blfpanel.config.key_files import read_key_file
from blfpanel.config.keymaps import KEY_MAPS, KeyMap, read_key_map, recognise, write_key_map
from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.config.settings import AccountSettings

DATA = Path(__file__).parents[1] / "data" / "keymaps"

FIRST = AccountSettings(user="200", server="pbx.example.com", name="First")
SECOND = AccountSettings(user="300", server="pbx.example.com", name="Second")

PARTNER, SPEED, OWN, PARK = KeyType.PARTNER, KeyType.SPEED_DIAL, KeyType.OWN_LINE, KeyType.PARK
CODE, PROGRAM, AUTOMATON = KeyType.CODE, KeyType.PROGRAM, KeyType.AUTOMATON

#: File → vendor, keys as (type, number, label, account), lines with problems.
EXPECTED = {
    "yealink.cfg": (
        "Yealink",
        [
            (OWN, "", "Reception", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (PARTNER, "0211", "Jörg = Lager", "First"),
            (PROGRAM, "https://intra.example.com/list", "Duty list", "First"),
            (SPEED, "0301234567", "Taxi", "First"),
            (CODE, "*81#", "Night", "First"),
            (PARK, "701", "Park 1", "First"),
        ],
        [19, 21],
    ),
    "snom.xml": (
        "Snom",
        [
            (OWN, "", "Reception", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (PARTNER, "0211", "Jörg", "Second"),
            (SPEED, "0301234567", "Taxi", "First"),
            (PARK, "701", "Park 1", "First"),
            (CODE, "*81#", "Night", "First"),
            (PROGRAM, "https://intra.example.com/list", "Duty list", "First"),
            (PARTNER, "sip:220@other.example.net", "Mia", "First"),
        ],
        [10],
    ),
    "snom.txt": (
        "Snom",
        [
            (OWN, "", "", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "0301234567", "", "Second"),
            (SPEED, "211", "", "First"),
        ],
        [],
    ),
    "grandstream.txt": (
        "Grandstream",
        [
            (PARTNER, "0211", "Jörg", "Second"),
            (PARK, "701", "Park 1", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "0301234567", "Taxi", "First"),
            (CODE, "*81#", "Night", "First"),
        ],
        [27],
    ),
    "grandstream-items.xml": (
        "Grandstream",
        [
            (PARTNER, "207", "Anna Berger", "Second"),
            (SPEED, "0301234567", "Taxi", "First"),
        ],
        [17],
    ),
    "poly.cfg": (
        "Poly",
        [
            (PARTNER, "207", "Anna Berger", "First"),
            (AUTOMATON, "701", "Park 1", "First"),
            (PARTNER, "0211", "Jörg", "First"),
        ],
        [16],  # where the element's start tag ends
    ),
    "poly-directory.xml": (
        "Poly",
        [
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "0301234567", "Taxi", "First"),
        ],
        [],
    ),
    "fanvil.xml": (
        "Fanvil",
        [
            (OWN, "", "", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "0301234567", "Taxi", "Second"),
            (PARK, "701", "Park 1", "First"),
            (CODE, "*81#", "Night", "First"),
            (PARTNER, "0211", "Jörg", "First"),
        ],
        [11],
    ),
    "fanvil.txt": (
        "Fanvil",
        [
            (OWN, "", "", "First"),
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "211", "Tom", "First"),
        ],
        [],
    ),
    "cisco.xml": (
        "Cisco",
        [
            (PARTNER, "207", "Anna Berger", "First"),
            (SPEED, "0301234567", "Taxi", "First"),
            (PARTNER, "0211", "Jörg", "First"),
            (PARK, "701", "Park 1", "First"),
        ],
        [7],
    ),
    "jitsi.properties": (
        "Jitsi",
        [
            (PARTNER, "207", "Anna Berger", "First"),
            (PARTNER, "211", "", "First"),
        ],
        [],
    ),
}


def read(data: bytes) -> Imported:
    return read_key_file(data, (FIRST, SECOND))


def short(keys: tuple[KeySettings, ...]) -> list[tuple[KeyType, str, str, str]]:
    return [(key.type, key.number, key.label, key.account) for key in keys]


def test_every_sample_is_expected() -> None:
    assert {path.name for path in DATA.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_vendors_file_is_recognised_and_read(name: str) -> None:
    vendor, keys, lines = EXPECTED[name]
    found = read((DATA / name).read_bytes())
    assert found.title == vendor
    assert short(found.keys) == keys
    assert [problem.line for problem in found.problems] == lines
    assert all(f"Line {line}:" in str(p) for line, p in zip(lines, found.problems, strict=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["yealink.cfg", "snom.xml", "fanvil.xml"])
def test_the_encoding_does_not_matter(name: str, encoding: str) -> None:
    text = (DATA / name).read_text("utf-8")
    found = read(text.replace("\n", "\r\n").encode(encoding))
    assert short(found.keys) == EXPECTED[name][1]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_that_was_cut_off_gives_what_is_there(name: str) -> None:
    data = (DATA / name).read_bytes()
    for end in range(0, len(data), 37):
        found = read(data[:end])
        assert len(found.keys) <= len(EXPECTED[name][1]) + 1


def test_without_an_account_of_ours_the_host_of_most_keys_is_the_phones_own() -> None:
    keys = read_key_file((DATA / "snom.xml").read_bytes()).keys
    numbers = [key.number for key in keys]
    assert "207" in numbers
    assert "sip:220@other.example.net" in numbers


def test_an_account_the_phone_has_and_we_do_not_is_told() -> None:
    found = read_key_file((DATA / "snom.xml").read_bytes(), (FIRST,))
    assert [key.account for key in found.keys] == ["First"] * 8
    assert "There is no account 2 here; its keys go to the first." in map(str, found.problems)


@pytest.mark.parametrize("text", ["", "hello\n", "<a><b/></a>", "number;label\n207;Anna\n"])
def test_other_files_are_of_no_vendor(text: str) -> None:
    assert recognise(text) is None


@given(st.binary(max_size=300))
def test_nothing_read_raises(data: bytes) -> None:
    text = text_of(data)
    for vendor in KEY_MAPS.values():
        read_key_map(text, vendor)
    read_key_file(data)


# --- writing -------------------------------------------------------------------------------

WRITABLE = [vendor for vendor in KEY_MAPS.values() if vendor.write is not None]

_words = st.text(
    st.characters(codec="utf-8", categories=("L", "N"), include_characters=" .-&<>'\"="),
    max_size=20,
).map(lambda text: " ".join(text.replace('"', "").split()))
_numbers = st.text("0123456789", min_size=1, max_size=8)
_keys = st.builds(
    KeySettings,
    number=_numbers,
    label=_words,
    account=st.just("First"),
    type=st.sampled_from([PARTNER, SPEED, PARK, CODE]),
)


@pytest.mark.parametrize("vendor", WRITABLE, ids=lambda vendor: vendor.name)
@given(keys=st.lists(_keys, max_size=16))
def test_what_is_written_is_read_again(vendor: KeyMap, keys: list[KeySettings]) -> None:
    keys = [key for key in keys if key.type in vendor.types]
    if vendor.name == "poly":  # park places are automata there
        keys = [key for key in keys if key.type is not PARK]
    exported = write_key_map(keys, vendor, (FIRST, SECOND))
    assert exported.losses == ()
    found = read_key_map(exported.text, vendor, (FIRST, SECOND))
    assert list(found.keys) == keys
    assert not found.problems
    assert not keys or recognise(exported.text) is vendor


@pytest.mark.parametrize("vendor", WRITABLE, ids=lambda vendor: vendor.name)
def test_what_a_vendor_cannot_say_is_said(vendor: KeyMap) -> None:
    keys = [
        KeySettings(number="207", label="Anna", group="Sales", account="First"),
        KeySettings(type=KeyType.LABEL, label="Upstairs", account="First"),
    ]
    losses = write_key_map(keys, vendor, (FIRST,)).losses
    assert losses == (
        f"{vendor.title} phones have no keys for 1 of these, which are left out: Upstairs.",
        f"{vendor.title} phones do not keep: group.",
    )


def test_automata_become_partners_where_a_vendor_has_none() -> None:
    key = KeySettings(type=AUTOMATON, number="800", label="Queue", account="First")
    told = write_key_map([key], KEY_MAPS["yealink"], (FIRST,)).losses
    assert told == ("Yealink phones have no automaton keys: 1 become other keys.",)
    assert write_key_map([key], KEY_MAPS["poly"], (FIRST,)).losses == ()


def test_keys_beyond_a_phones_places_are_named() -> None:
    keys = [KeySettings(number=str(n), label=f"P {n}", account="First") for n in range(180)]
    (loss,) = write_key_map(keys, KEY_MAPS["grandstream"], (FIRST,)).losses
    assert "no keys for 4 of these" in loss
    assert "P 176, P 177, P 178 …" in loss


def test_accounts_are_told_by_their_place() -> None:
    key = KeySettings(number="207", label="Anna", account="Second")
    text = write_key_map([key], KEY_MAPS["yealink"], (FIRST, SECOND)).text
    assert "linekey.1.line = 2\n" in text
    (back,) = read_key_map(text, KEY_MAPS["yealink"], (FIRST, SECOND)).keys
    assert back == key


def test_a_label_of_two_lines_stays_in_its_own() -> None:
    key = KeySettings(number="207", label="Anna\nlinekey.9.type = 16", account="First")
    text = write_key_map([key], KEY_MAPS["yealink"], (FIRST,)).text
    assert len(text.splitlines()) == 5


def test_jitsi_is_only_read() -> None:
    with pytest.raises(ValueError, match="Jitsi"):
        write_key_map([], KEY_MAPS["jitsi"])


def test_every_key_type_stands_on_some_phone_or_nowhere_by_intent() -> None:
    known = frozenset[KeyType]().union(*(vendor.types for vendor in WRITABLE))
    assert frozenset(KeyType) - known == {KeyType.LABEL}
