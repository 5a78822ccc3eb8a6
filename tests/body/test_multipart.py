"""Multipart bodies as they are really sent."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.body.encoding import BodyError
from blfpanel.body.multipart import MAX_SIZE, Part, content_id, is_multipart, join, parameter, split

KIND = 'multipart/related; type="application/rlmi+xml"; boundary=b7'


def bodies(data: bytes, kind: str | None = KIND) -> list[bytes]:
    return [part.body for part in split(data, kind, [])]


def findings(data: bytes, kind: str | None = KIND) -> list[str]:
    found: list[str] = []
    split(data, kind, found)
    return found


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/related;boundary=b7",
        'multipart/related; Boundary="b7"',
        'Multipart/Related;type="a;boundary=no";boundary=b7;start="<x>"',
        "multipart/related ; boundary = b7 ; type=x",
        r'multipart/related;boundary="b\7"',
    ],
)
def test_the_boundary_is_found_quoted_or_not(kind: str) -> None:
    assert parameter(kind, "boundary") == "b7"
    assert bodies(b"--b7\r\n\r\none\r\n--b7--\r\n", kind) == [b"one"]


@pytest.mark.parametrize(
    ("data", "expected", "said"),
    [
        (b"--b7\r\n\r\none\r\n--b7\r\n\r\ntwo\r\n--b7--", [b"one", b"two"], []),
        (b"\r\n--b7\r\n\r\none\r\n--b7--\r\n", [b"one"], []),
        (b"A preamble.\r\n--b7\r\n\r\none\r\n--b7--\r\nAn epilogue.", [b"one"], []),
        (b"--b7\n\none\n--b7\n\ntwo\n--b7--\n", [b"one", b"two"], []),
        (b"--b7 \t\r\n\r\none\r\n--b7--  \r\n", [b"one"], []),
        (b"--b7\r\n\r\n--b77 stays\r\n--b7--", [b"--b77 stays"], []),
        (b"--b7\r\n\r\none\r\n\r\n--b7--", [b"one\r\n"], []),
        (b"--b7\r\n\r\none", [b"one"], ["closing boundary missing"]),
        (
            b"--b7\r\n<one/>\r\n--b7--",
            [b"<one/>"],
            ["a part begins without an empty line"],
        ),
        (b"--q\r\n\r\none\r\n--q--", [b"one"], ["boundary is another one"]),
        (b"--b7\r\nContent-ID: <a@b>\r\n--b7--", [b""], []),
    ],
)
def test_parts_are_found(data: bytes, expected: list[bytes], said: list[str]) -> None:
    assert bodies(data) == expected
    assert findings(data) == said


def test_without_a_type_the_first_boundary_counts() -> None:
    data = b"\r\n------=_x\r\n\r\none\r\n------=_x\r\n\r\ntwo\r\n------=_x--"
    assert bodies(data, None) == [b"one", b"two"]
    assert findings(data, None) == []
    assert findings(data, "multipart/related") == ["boundary missing"]


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"anything", "multipart/related;boundary=x", True),
        (b"--x\r\n\r\n", None, True),
        (b"\r\n--x\r\n\r\n", None, True),
        (b"<a>\n--x\n</a>", None, False),
        (b"--x\r\n\r\n", "application/dialog-info+xml", False),
        (b"", None, False),
    ],
)
def test_what_has_parts_is_known(body: bytes, kind: str | None, expected: bool) -> None:
    assert is_multipart(kind, body) is expected


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("binary", b"<a b='\xc3\xbc'/>"),
        ("8bit", b"<a b='\xc3\xbc'/>"),
        ("Base64", base64.encodebytes(b"<a b='\xc3\xbc'/>").replace(b"\n", b"\r\n")),
        ("quoted-printable", b"<a b=3D'=C3=\r\n=BC'/>"),
    ],
)
def test_transfer_encodings_are_undone(encoding: str, sent: bytes) -> None:
    head = f"Content-Length: 3\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    data = b"--b7\r\n" + head + sent + b"\r\n--b7--"
    assert bodies(data) == [b"<a b='\xc3\xbc'/>"]
    assert findings(data) == []


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("base64", "base64 of a part is broken"), ("zip", "Content-Transfer-Encoding “zip” unknown")],
)
def test_what_cannot_be_undone_stays_as_it_is(encoding: str, said: str) -> None:
    data = f"--b7\r\nContent-Transfer-Encoding: {encoding}\r\n\r\nabcde\r\n--b7--".encode()
    assert bodies(data) == [b"abcde"]
    assert findings(data)[0].startswith(said)


def test_headers_are_read_whatever_their_order_case_and_folding() -> None:
    data = (
        b'--b7\r\ncontent-type: application/dialog-info+xml;\r\n charset="UTF-8"\r\n'
        b"CONTENT-ID: <1.sip:402@192.0.2.1.1>\r\n\r\n<x/>\r\n--b7--"
    )
    (part,) = split(data, KIND, [])
    assert part.media_type == "application/dialog-info+xml"
    assert part.content_id == "1.sip:402@192.0.2.1.1"


@pytest.mark.parametrize(
    "text", ["<a%2Bb@c.d>", "a+b@c.d", " <a+b@c.d> ", "cid:a%2Bb@c.d", "<a+b%40c.d>"]
)
def test_a_content_id_and_what_points_to_it_are_the_same(text: str) -> None:
    assert content_id(text) == "a+b@c.d"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no boundary"),
        (b"hello", "no boundary"),
        (b"--b7--", "no parts"),
        (b"x" * (MAX_SIZE + 1), "more than"),
        (b"--b7\r\n" * 10_002, "more than 10000 parts"),
    ],
)
def test_what_has_no_parts_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BodyError, match=reason):
        split(data, KIND, [])


def test_a_boundary_that_occurs_in_a_part_is_refused() -> None:
    with pytest.raises(ValueError, match="occurs in a part"):
        join([Part("text/plain", None, b"--b7")], "b7")


CONTENT = st.binary(max_size=60).filter(lambda data: b"--b7" not in data)


@settings(max_examples=150)
@given(st.lists(CONTENT, min_size=1, max_size=4))
def test_what_is_written_is_read(contents: list[bytes]) -> None:
    parts = [Part("text/x", f"{place}@h", data) for place, data in enumerate(contents)]
    found: list[str] = []
    assert split(join(parts, "b7"), KIND, found) == tuple(parts)
    assert found == []


PIECES = st.sampled_from(
    [
        b"--b7",
        b"--b7--",
        b"--",
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"<a/>",
        b"Content-ID: <x>",
        b"=",
        b"\0",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map(b"".join), st.sampled_from([KIND, None, "multipart/x"]))
def test_anything_is_read_or_refused(data: bytes, kind: str | None) -> None:
    try:
        parts = split(data, kind, [])
    except BodyError:
        return
    assert parts
    assert sum(len(part.body) for part in parts) <= len(data)
