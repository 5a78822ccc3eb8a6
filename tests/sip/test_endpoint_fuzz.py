"""Whatever traffic comes, the phone does not raise and takes in good news afterwards."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from support.fuzz_seeds import conversations
from support.fuzz_targets import SEPARATOR, endpoint

MESSAGES = sorted({part for each in conversations() for part in each.split(SEPARATOR)})

WORDS = [
    *(b"\r\n", b"\r\n\r\n", b" ", b"\t", b"\x00", b"\xff", b'"', b"<", b">", b",", b";", b"="),
    *(b"tag=", b";tag=x", b"@OURS@", b"@THEIRS@", b"@CALL@", b"@BRANCH@", b"sip:", b"sip:a@[::1]"),
    *(b"Contact: *\r\n", b"Contact: <sip:a@nowhere.invalid;transport=tcp>\r\n", b"0", b"-1"),
    *(b"Subscription-State: terminated;reason=rejected\r\n", b"Record-Route: <sip:r;lr>\r\n"),
    *(b"Event: presence\r\n", b"99999999999999999999", b"terminated", b"Require: 100rel\r\n"),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A message with some words put in, in place of something or not."""
    data = draw(st.sampled_from(MESSAGES))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from((0, 0, 1, 4, 20, 200)))
        data = data[:place] + draw(st.sampled_from(WORDS)) + data[place + gone :]
    return data


@given(st.lists(damaged(), min_size=1, max_size=6))
@settings(max_examples=150)
def test_no_conversation_makes_a_phone_raise_or_deaf(parts: list[bytes]) -> None:
    endpoint(SEPARATOR.join(parts))


@given(st.lists(st.binary(max_size=80) | damaged(), min_size=1, max_size=4))
@settings(max_examples=50)
def test_neither_do_octets_that_mean_nothing(parts: list[bytes]) -> None:
    endpoint(SEPARATOR.join(parts))
