"""Links to numbers: what they call, and which of them are refused."""

from __future__ import annotations

import pytest

from blfpanel.control.links import Link, LinkRefused, is_link, read_link


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel:+49-30-231.25(407)", "+493023125407"),
        ("tel:+49%2030%2023125407", "+493023125407"),
        ("tel:+49 30 23125407", "+493023125407"),
        ("TEL:2071", "2071"),
        ("tel://207", "207"),
        ("tel://207/", "207"),
        ("tel:*21*207%23", "*21*207#"),
        ("tel:7042;phone-context=example.com", "7042"),
        ("tel:863-1234;phone-context=+1-914-555;isub=12", "8631234"),
        ("callto:+4930123", "+4930123"),
        ("callto://0301234", "0301234"),
        ("callto:0301234?call", "0301234"),
        ("callto:anna@example.com", "sip:anna@example.com"),
        ("sip:207", "207"),
        ("sip:207@pbx.example.com", "sip:207@pbx.example.com"),
        ("sip://207@pbx.example.com", "sip:207@pbx.example.com"),
        (
            "SIP:Anna.Berger@pbx.example.com:5070;transport=tcp",
            "sip:Anna.Berger@pbx.example.com:5070",
        ),
        ("sip:207@pbx.example.com;maddr=evil.example", "sip:207@pbx.example.com"),
        ("sips:207@pbx.example.com?subject=Invoice%2012", "sips:207@pbx.example.com"),
        ("sip:%2B4930123@pbx.example.com;user=phone", "sip:%2B4930123@pbx.example.com"),
        ("sip:207@[2001:db8::1]", "sip:207@[2001:db8::1]"),
        ("+49 (30) 1234-56", "+4930123456"),
        ("207", "207"),
        (" 207\n", "207"),
    ],
)
def test_a_link_calls_whom_it_names(text: str, number: str) -> None:
    assert read_link(text) == Link(number)


def test_an_extension_is_kept_for_when_somebody_has_answered() -> None:
    assert read_link("tel:+49-30-1234;ext=5-6") == Link("+49301234", "56")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sip:207@pbx?Replaces=1%3Bto-tag%3D2", "wants to put “Replaces” into the call"),
        ("sip:207@pbx?subject=a&Refer-To=sip:1900@x", "wants to put “Refer-To”"),
        ("sip:207@pbx;method=REFER", "something other than a call"),
        ("sip:207@pbx%0d%0aX:%20y", "control characters"),
        ("sip:207:secret@pbx", "a password"),
        ("sip:@pbx", "whom to call"),
        ("sip:207@", "cannot be read"),
        ("tel:0301234?call", "wants to put “call”"),
        ("tel:", "no number that can be called"),
        ("tel:anna", "no number that can be called"),
        ("tel:+", "no number that can be called"),
        ("tel:-.()", "no number that can be called"),
        ("tel:207;m-cost=free", "“m-cost”, which is not known"),
        ("tel:207;ext=abc", "extension in the link is no number"),
        ("tel:" + "1" * 300, "longer than any number"),
        ("callto:anna.berger", "no number that can be called"),
        ("https://example.com", "is no number, and no link to one"),
        ("", "is no number"),
    ],
)
def test_a_link_that_cannot_be_read_or_wants_more_than_a_call_is_refused_in_words(
    text: str, why: str
) -> None:
    with pytest.raises(LinkRefused, match=why):
        read_link(text)


@pytest.mark.parametrize(
    ("word", "link"),
    [
        ("tel:207", True),
        ("SIPS:a@b", True),
        ("207", True),
        ("+49 30 1234", True),
        ("*21", True),
        ("(030) 1234", True),
        ("watch", False),
        ("http://x", False),
        ("settings.toml", False),
        ("", False),
    ],
)
def test_commands_and_links_are_told_apart(word: str, link: bool) -> None:
    assert is_link(word) is link
