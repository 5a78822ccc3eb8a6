"""What can be asked of a panel, and what is no request."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.control.messages import (
    Call,
    Declined,
    Dtmf,
    HangUp,
    Pickup,
    Press,
    Request,
    Show,
    Status,
    StatusOf,
    Transfer,
    read_request,
    read_token,
    write_request,
)

REQUESTS: list[Request] = [
    Call(number="207"),
    Call(number="sip:anna@example.com", account="Office"),
    Pickup(number="207", wait=2.5, method="code"),
    Press(key="Anna Berger"),
    HangUp(),
    HangUp(call="4"),
    Transfer(number="+49 30 1234"),
    Dtmf(digits="12#"),
    StatusOf(),
    Show(),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_a_request_is_read_as_it_was_written(request_: Request) -> None:
    line = write_request(request_, token="secret")
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_request(line) == request_
    assert read_token(line) == "secret"


def test_what_is_not_known_is_ignored() -> None:
    line = b'{"v": 1, "do": "call", "number": "207", "colour": "red", "nested": {"a": [1]}}'
    assert read_request(line) == Call(number="207")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "The request cannot be read: "),
        (b"call 207\n", "The request cannot be read: JSON is malformed"),
        (b'["v", 1]\n', "The request cannot be read: Expected `object`"),
        (b'{"do": "call", "number": "207"}\n', "missing required field `v`"),
        (b'{"v": 2, "do": "call", "number": "207"}\n', "The request is of version 2"),
        (b'{"v": 1}\n', "missing required field `do`"),
        (b'{"v": 1, "do": "dance"}\n', "Invalid value 'dance'"),
        (b'{"v": 1, "do": "call"}\n', "missing required field `number`"),
        (b'{"v": 1, "do": "call", "number": 207}\n', "Expected `str`, got `int`"),
        (b'{"v": 1, "do": "call", "number": "\xff"}\n', "The request cannot be read: "),
    ],
)
def test_what_is_no_request_is_declined_in_words(line: bytes, words: str) -> None:
    with pytest.raises(Declined) as declined:
        read_request(line)
    assert words in str(declined.value)
    assert declined.value.status is Status.WRONG


@given(st.one_of(st.binary(max_size=200), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(
        st.sampled_from(["v", "do", "number", "token", "call"]), values, max_size=4),
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_nothing_that_is_sent_raises_anything_else(line: bytes) -> None:
    read_token(line)
    with contextlib.suppress(Declined):
        read_request(line)
