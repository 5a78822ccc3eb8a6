from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.sip.syntax.grammar import (
    MAX_DELTA_SECONDS,
    format_params,
    parse_delta_seconds,
    parse_number,
    parse_params,
    quote,
    remembering,
    split_list,
    unquote,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a", ["a"]),
        ("a,b , c", ["a", "b", "c"]),
        (" , a,,", ["a"]),
        ('"x,y" <sip:a@h>, <sip:b,c@h>;p="q,r"', ['"x,y" <sip:a@h>', '<sip:b,c@h>;p="q,r"']),
        (r'"x\",y" <sip:a@h>, b', [r'"x\",y" <sip:a@h>', "b"]),
        ('a, "never, closed', ["a", '"never, closed']),
        ("a, <sip:b, <sip:c>", ["a", "<sip:b, <sip:c>"]),
        ('"ends in backslash\\', ['"ends in backslash\\']),
    ],
)
def test_lists_split_outside_quotes_and_brackets(text: str, values: list[str]) -> None:
    assert split_list(text) == values


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("", ()),
        (";a=1;b", (("a", "1"), ("b", None))),
        (" ; a = 1 ;; b = ", (("a", "1"), ("b", ""))),
        (';a="x;y=z";b="\\""', (("a", "x;y=z"), ("b", '"'))),
        (";=1", ()),
    ],
)
def test_params_are_read(text: str, params: tuple[tuple[str, str | None], ...]) -> None:
    assert parse_params(text) == params


def test_params_are_quoted_only_where_they_must() -> None:
    params = (("a", "tok.en"), ("b", None), ("c", "[::1]:5"), ("d", "x;y"), ("e", ""))
    assert format_params(params) == ';a=tok.en;b;c=[::1]:5;d="x;y";e=""'


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3600", 3600),
        (" 0 ", 0),
        ("3600;x=1", 3600),
        ("18000 (in a meeting);duration=3600", 18000),
        ("00060", 60),
        ("99999999999", MAX_DELTA_SECONDS),
        ("9" * 5000, MAX_DELTA_SECONDS),
        (None, None),
        ("", None),
        ("-1", None),
        ("soon", None),
        ("3600 s", None),
        ("٣", None),
    ],
)
def test_delta_seconds_are_read_tolerantly(text: str | None, seconds: int | None) -> None:
    assert parse_delta_seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("0100", 100), ("101", None), ("", None), ("1a", None), ("²", None), ("٣", None)],
)
def test_numbers_are_ascii_digits_up_to_a_maximum(text: str, number: int | None) -> None:
    assert parse_number(text, 100) == number


def test_a_remembering_parser_keeps_short_values_only() -> None:
    calls: list[str] = []

    def parse(text: str) -> int:
        calls.append(text)
        return len(text)

    recall = remembering(parse)
    long = "x" * 257
    assert [recall("a"), recall("a"), recall(long), recall(long)] == [1, 1, 257, 257]
    assert calls == ["a", long, long]


@given(st.text())
@settings(max_examples=100)
def test_quoted_text_comes_back_on_one_line(text: str) -> None:
    quoted = quote(text)
    assert "\n" not in quoted
    assert "\r" not in quoted
    if text.isprintable():
        assert unquote(quoted) == text


@pytest.mark.parametrize("piece", ['\\"', "<", '"', "<a", ",", ";", "a=", "\\"])
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    # quadratic work on 64 KiB would take minutes here and fail by the suite's time limit
    text = piece * (64 * 1024 // len(piece))
    assert len(", ".join(split_list(text))) <= 2 * len(text)
    assert len(parse_params(text)) <= len(text)
