"""Contacts from files and servers, and who is behind a number."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from blfpanel.config.contacts import ContactSource, NumberSettings
from blfpanel.config.directories.book import Book, Contact
from blfpanel.config.directories.files import DirectoryError, read_csv, read_vcards
from blfpanel.config.directories.ldap import read_directory
from blfpanel.config.directories.numbers import canonical, dialled, plain_number, spellings
from blfpanel.config.directories.reading import read_all

GERMAN = NumberSettings(country="49")
OUTSIDE = NumberSettings(country="49", outside="0")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("+49 30 1234", "+49301234"),
        ("0049 30/12-34", "+49301234"),
        ("+49 (0)30 1234", "+49301234"),
        ("030 1234", "+49301234"),
        ("sip:+49301234@pbx.example.com", "+49301234"),
        ("tel:+49-30-1234;phone-context=x", "+49301234"),
        ("207", "207"),
        ("*21#", "*21#"),
        ("anna", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_number(written: str, same: str) -> None:
    assert canonical(written, GERMAN) == same


def test_without_a_country_numbers_are_compared_as_they_are() -> None:
    assert canonical("030 1234", NumberSettings()) == "0301234"
    assert plain_number("030 1234") == "0301234"


def test_a_prefix_for_outside_lines_falls_away() -> None:
    assert spellings("0030 1234", OUTSIDE) == ("+49301234", "+301234")
    book = Book([Contact("Keller", ("+49 30 1234",))], OUTSIDE)
    found = book.who_is("0030 1234")
    assert found is not None
    assert found.name == "Keller"


@pytest.mark.parametrize(
    ("settings", "dials"),
    [
        (NumberSettings(), ["+49301234", "0301234", "+4412", "207"]),
        (GERMAN, ["0301234", "0301234", "+4412", "207"]),
        (OUTSIDE, ["00301234", "00301234", "0004412", "207"]),
    ],
)
def test_numbers_are_dialled_as_the_pbx_wants(settings: NumberSettings, dials: list[str]) -> None:
    written = ["+49 30 1234", "030 1234", "+44 12", "207"]
    assert [dialled(number, settings) for number in written] == dials


BOOK = Book(
    [
        Contact("Kowalczyk Transport", ("030 23125 71", "0171 5550001"), "Suppliers"),
        Contact("David Kowalski", ("241",)),
        Contact("Makowka", ("242",)),
        Contact("Nobody", ()),
    ],
    GERMAN,
)


def test_names_are_found_by_numbers() -> None:
    found = BOOK.who_is("+49 171 555 0001")
    assert found is not None
    assert found.name == "Kowalczyk Transport"
    assert BOOK.who_is("999") is None
    assert BOOK.who_is("") is None
    assert len(BOOK) == 3


def test_names_are_found_in_order() -> None:
    found = BOOK.find("kow", 10)
    assert [(hit.contact.name, hit.rank, hit.span) for hit in found] == [
        ("Kowalczyk Transport", 1, (0, 3)),
        ("David Kowalski", 2, (6, 9)),
        ("Makowka", 3, (2, 5)),
    ]
    assert BOOK.find("kow", 1)[0].contact.name == "Kowalczyk Transport"
    assert BOOK.find(" ", 9) == []


def test_numbers_are_found_exactly_and_in_part() -> None:
    assert [(hit.rank, hit.number) for hit in BOOK.find("0171 555 0001", 9)] == [
        (0, "0171 5550001")
    ]
    assert [(hit.rank, hit.number) for hit in BOOK.find("5550", 9)] == [(3, "0171 5550001")]


def test_a_table_with_titles() -> None:
    text = (
        "First Name;Last Name;Company;Business Phone;Mobile Phone;Business Fax\n"
        "Jana;Petrović;Keller;030 1;0171 2;030 9\n"
        ";;Taxi;030 44;;\n"
        "Nobody;Here;;;;\n"
    )
    assert read_csv(text, "s") == [
        Contact("Jana Petrović", ("030 1", "0171 2"), "s", "Keller"),
        Contact("Taxi", ("030 44",), "s"),
    ]
    assert read_csv("Name,Telefon\nBüro,12\n", "s") == [Contact("Büro", ("12",), "s")]


def test_a_table_without_titles() -> None:
    assert read_csv("Anna Berger,207,0171 22\nTom,-\n", "s") == [
        Contact("Anna Berger", ("207", "0171 22"), "s")
    ]
    assert read_csv("", "s") == []


CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Jana Petrović
N:Petrović;Jana;;;
ORG:Keller;Sales
TEL;TYPE=WORK,VOICE:+49 30 1234
TEL;TYPE=FAX:+49 30 999
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Tom
TEL;VALUE=uri:tel:+49-171-22;ext=1
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:No number
END:VCARD
"""


def test_vcards() -> None:
    assert read_vcards(CARDS, "s") == [
        Contact("Jana Petrović", ("+49 30 1234",), "s", "Keller, Sales"),
        Contact("Tom", ("+49-171-22",), "s"),
    ]


def test_files_are_told_apart_and_one_that_fails_costs_itself(tmp_path: Path) -> None:
    cards, table = tmp_path / "a.vcf", tmp_path / "b.csv"
    cards.write_text(CARDS, encoding="utf-8")
    table.write_bytes("Name;Telefon\nMüller;77\n".encode("cp1252"))
    sources = [
        ContactSource(source=str(cards), name="Cards"),
        ContactSource(source=str(tmp_path / "missing.csv"), name="Gone"),
        ContactSource(source=str(table)),
    ]
    read = read_all(sources, GERMAN, lambda source: None)
    assert len(read.book) == 3
    found = read.book.who_is("77")
    assert found == Contact("Müller", ("77",), "b")
    assert list(read.problems) == ["Gone"]
    assert "No such file" in read.problems["Gone"]


LDAP = ContactSource(
    source="ldap://directory.example.com",
    name="Staff",
    base="dc=example,dc=com",
    filter="(telephoneNumber=*)",
    user="cn=panel,dc=example,dc=com",
)


# ldap3 asks pyasn1 for what that calls otherwise now
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


def mock(source: ContactSource, password: str | None) -> Any:
    import ldap3

    connection = ldap3.Connection(
        ldap3.Server("mock"),
        source.user,
        password,
        client_strategy=ldap3.MOCK_SYNC,
        raise_exceptions=True,
    )
    add = connection.strategy.add_entry
    add(source.user, {"userPassword": "right", "sn": "panel"})
    for name, number in (("Anna Berger", "+49 30 207"), ("Tom Weiss", "208")):
        add(
            f"cn={name},dc=example,dc=com",
            {"cn": name, "telephoneNumber": number, "objectClass": "person"},
        )
    add("cn=Printer,dc=example,dc=com", {"cn": "Printer", "objectClass": "device"})
    connection.bind()
    return connection


def test_a_directory_server_is_asked() -> None:
    found = read_directory(LDAP, "right", mock)
    assert sorted((contact.name, contact.numbers, contact.source) for contact in found) == [
        ("Anna Berger", ("+49 30 207",), "Staff"),
        ("Tom Weiss", ("208",), "Staff"),
    ]


def test_a_wrong_password_is_said() -> None:
    with pytest.raises(DirectoryError, match="does not accept cn=panel"):
        read_directory(LDAP, "wrong", mock)


def test_a_server_that_is_not_there_is_said() -> None:
    nobody = ContactSource(source="ldap://127.0.0.1:1", base="dc=example")
    with pytest.raises(DirectoryError, match="does not answer"):
        read_directory(nobody, None)


def test_ten_thousand_contacts_are_fast() -> None:
    contacts = [
        Contact(f"Person {place:05}", (f"030 {place:05}", f"0171 {place:07}"))
        for place in range(10_000)
    ]
    book = Book(contacts, GERMAN)
    start = time.perf_counter()
    for typed in ("p", "pe", "person 0", "09999", "zzz"):
        book.find(typed, 8)
    assert (time.perf_counter() - start) / 5 < 0.1
    start = time.perf_counter()
    assert all(book.who_is(f"+4930{place:05}") for place in range(0, 10_000, 10))
    assert time.perf_counter() - start < 0.5
