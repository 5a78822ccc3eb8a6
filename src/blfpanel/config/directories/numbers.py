"""Spellings of numbers: +49 30 1234, 0049301234 and 030 1234 are the same one."""

from __future__ import annotations

import re

from blfpanel.config.contacts import NumberSettings

_SCHEME = re.compile(r"(?i)^(?:sips?|tel|callto):")
_NOT_DIALLED = re.compile(r"[^0-9*#]")


def plain_number(text: str) -> str:
    """What is dialled of a number or address; a + in front stays.

    >>> plain_number("+49 (0)30 / 12 34"), plain_number("sip:207@pbx.example.com")
    ('+49301234', '207')
    """
    bare = _SCHEME.sub("", text.strip()).partition(";")[0].partition("@")[0].strip()
    if bare.startswith(("+", "00")):
        # how people write the trunk prefix that falls away behind a country code
        bare = bare.replace("(0)", "")
    digits = _NOT_DIALLED.sub("", bare)
    return f"+{digits}" if bare.startswith("+") else digits


def canonical(text: str, settings: NumberSettings) -> str:
    """A number as it is the same everywhere: "+49301234"; short ones stay as they are.

    >>> canonical("030 1234", NumberSettings(country="49"))
    '+49301234'
    """
    number = plain_number(text)
    if number.startswith("+") or not number:
        return number
    international, trunk = settings.international, settings.trunk
    if international and number.startswith(international):
        return f"+{number[len(international) :]}"
    if settings.country and trunk and number.startswith(trunk):
        return f"+{settings.country}{number[len(trunk) :]}"
    return number


def spellings(text: str, settings: NumberSettings) -> tuple[str, ...]:
    """What a number that came from the PBX may mean, the likeliest first.

    With a prefix for outside lines "0030 1234" is 030 1234 called from outside, or 30 1234 abroad.
    """
    outside, number = settings.outside, plain_number(text)
    if outside and number.startswith(outside) and len(number) > len(outside):
        return canonical(number[len(outside) :], settings), canonical(number, settings)
    return (canonical(number, settings),)


def dialled(text: str, settings: NumberSettings) -> str:
    """What is dialled to reach a number as a directory has it.

    >>> dialled("+49 30 1234", NumberSettings(country="49", outside="0"))
    '00301234'
    """
    number = plain_number(text)
    home = f"+{settings.country}"
    if settings.country and number.startswith(home):
        number = settings.trunk + number[len(home) :]
    elif number.startswith("+") and settings.outside:
        number = settings.international + number[1:]
    leads_out = tuple(prefix for prefix in (settings.trunk, settings.international) if prefix)
    if settings.outside and leads_out and number.startswith(leads_out):
        return settings.outside + number
    return number
