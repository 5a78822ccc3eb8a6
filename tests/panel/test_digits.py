"""Digits that come as INFO requests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.panel.calls.digits import KEYPAD, digits_of, pressed
from blfpanel.sip.events import InfoReceived, UsageId


@pytest.mark.parametrize(
    ("kind", "body", "digits"),
    [
        ("application/dtmf-relay", b"Signal=5\r\nDuration=160\r\n", "5"),
        ("application/dtmf-relay", b"Duration=160\r\nSIGNAL = d\r\n", "D"),
        ("application/dtmf", b" * ", "*"),
        ("application/dtmf", b"12", "12"),
        ("application/dtmf-relay", b"", ""),
        ("application/sdp", b"Signal=5", ""),
    ],
)
def test_what_was_pressed(kind: str, body: bytes, digits: str) -> None:
    assert digits_of(InfoReceived(UsageId(1), kind, body)) == digits


@given(st.sampled_from(["application/dtmf-relay", "application/dtmf", ""]), st.binary())
def test_nothing_but_keys_comes_of_any_body(kind: str, body: bytes) -> None:
    assert set(digits_of(InfoReceived(UsageId(1), kind, body))) <= KEYPAD


def test_blanks_are_not_pressed() -> None:
    assert pressed(" 12 a#\n") == "12A#"
