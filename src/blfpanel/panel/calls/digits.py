"""Digits of a keypad: which there are, and those that come as INFO requests."""

from __future__ import annotations

from blfpanel.sip.events import InfoReceived

#: What a keypad has (RFC 4733 §3.2).
KEYPAD = frozenset("0123456789*#ABCD")


def pressed(text: str) -> str:
    """What somebody typed to be pressed, without the blanks; it may hold what is no key."""
    return "".join(text.upper().split())


def digits_of(event: InfoReceived) -> str:
    """The digits of an INFO, as application/dtmf-relay ("Signal=5") or application/dtmf ("5")."""
    text = event.body.decode("ascii", "replace")
    if event.content_type == "application/dtmf":
        signal = text
    elif event.content_type == "application/dtmf-relay":
        lines = (line.partition("=") for line in text.splitlines())
        signal = next((value for name, _, value in lines if name.strip().lower() == "signal"), "")
    else:
        return ""
    return "".join(digit for digit in signal.upper() if digit in KEYPAD)
