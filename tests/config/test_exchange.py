"""Keys as a table and as a range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.config.exchange import RangeError, keys_of_range, numbers_in, read_csv, write_csv
from blfpanel.config.key_files import read_key_file
from blfpanel.config.keys import KeySettings, KeyType
from blfpanel.panel.keys import InCall

ANNA = KeySettings(number="0207", label="Anna Berger", group="Sales")


@pytest.mark.parametrize(
    "text",
    [
        "number,label,group\n0207,Anna Berger,Sales\n",
        "Number;Name;Department\r\n0207;Anna Berger;Sales\r\n",
        "Durchwahl\tBezeichnung\tAbteilung\n0207\tAnna Berger\tSales\n",
        'Nummer;Vorname;Nachname;Gruppe\n"0207";"Anna";"Berger";"Sales"\n',
        "sep=;\nRufnummer;Name;Gruppe\n0207;Anna Berger;Sales\n",
        '﻿number,label,group\n="0207",Anna Berger,Sales\n\n,,\n',
        "0207;Anna Berger;Sales\n",
        "Anna Berger,0207,Sales\n",
        "number,label,group,shoe size\n0207,Anna Berger,Sales,38\n",
        "Number,Name,Group\n02 07,Anna Berger,Sales\n",
    ],
)
def test_tables_as_people_have_them(text: str) -> None:
    found = read_csv(text)
    assert found.keys == (ANNA,)
    assert not found.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    data = "Nummer;Name\n207;Jörg Weiß\n".encode(encoding)
    (key,) = read_key_file(data).keys
    assert key.label == "Jörg Weiß"


def test_all_fields_are_read() -> None:
    text = (
        "type,number,label,tags,page,row,column,mobile,hide_remote,alert,in_call\n"
        'Kurzwahl,+49 (30) 123-45,Taxi,"cab, night",Front,2,3,0171 39200,yes,nein,transfer\n'
    )
    (key,) = read_csv(text).keys
    assert key == KeySettings(
        type=KeyType.SPEED_DIAL,
        number="+493012345",
        label="Taxi",
        tags=("cab", "night"),
        page="Front",
        row=2,
        column=3,
        mobile="017139200",
        hide_remote=True,
        alert=False,
        in_call=InCall.TRANSFER,
    )


def test_a_mistake_costs_its_cell_and_is_named_with_its_line() -> None:
    found = read_csv("number,label,row\n207,Anna,first\n,Nobody,1\n208,Tom,2\n")
    assert [(key.number, key.row) for key in found.keys] == [("207", 0), ("208", 2)]
    assert [(p.line, str(p)) for p in found.problems] == [
        (2, "Line 2: “first” means nothing in the column “row”."),
        (3, "Line 3: “Nobody” has no number and is left out."),
    ]


def test_a_name_over_two_lines_does_not_move_the_line_numbers() -> None:
    found = read_csv('number,label\n207,"Anna\nBerger"\n,Nobody\n')
    assert [problem.line for problem in found.problems] == [4]


@pytest.mark.parametrize("text", ["", "\n\n", "hello\nworld\n"])
def test_what_has_no_numbers_says_so(text: str) -> None:
    found = read_csv(text)
    assert found.keys == ()
    assert len(found.problems) == 1


_texts = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" "),
    max_size=15,
).map(lambda text: text.strip().lstrip("'").strip())
_safe = _texts.filter(lambda text: not text.startswith('="'))


@given(
    st.lists(
        st.builds(
            KeySettings,
            number=st.from_regex(r"[+*]?[0-9]{1,9}", fullmatch=True),
            label=_safe,
            type=st.sampled_from(list(KeyType)),
            group=_safe,
            note=_safe,
            row=st.integers(0, 1000),
            hide_remote=st.booleans(),
            alert=st.booleans(),
            in_call=st.sampled_from([None, *InCall]),
            tags=st.lists(st.sampled_from(["night", "vip", "é"]), max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_again(keys: list[KeySettings]) -> None:
    found = read_csv(write_csv(keys).text)
    assert list(found.keys) == keys
    assert not found.problems


@given(st.binary(max_size=300))
def test_nothing_read_raises(data: bytes) -> None:
    read_key_file(data)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("200-203, 310", ["200", "201", "202", "203", "310"]),
        ("007–009", ["007", "008", "009"]),
        ("200 - 201; *30;200", ["200", "201", "*30"]),
        ("200 bis 201", ["200", "201"]),
        ("", []),
    ],
)
def test_ranges(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2x0", "“2x0” is not a number or a range such as 200-299."),
        ("299-200", "“299-200” ends before it begins. Write the lower number first."),
        ("1-99999999999", "These are more than 1000 numbers."),
        ("1-600,1001-1600", "These are more than 1000 numbers."),
    ],
)
def test_ranges_that_cannot_be(text: str, said: str) -> None:
    with pytest.raises(RangeError) as problem:
        numbers_in(text)
    assert str(problem.value) == said


def test_a_range_has_labels_from_a_template() -> None:
    keys = keys_of_range("200-201", "Room {number}", account="First")
    assert [(key.number, key.label, key.account) for key in keys] == [
        ("200", "Room 200", "First"),
        ("201", "Room 201", "First"),
    ]
