"""What the settings make of a call that comes in."""

from __future__ import annotations

import pytest

from blfpanel.panel.calls.reception import CallPolicy, Reception, Welcome, answer_after, receive
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request

_AUTO = ("Answer-Mode", "Auto")


def invite(*headers: tuple[str, str]) -> Request:
    """An INVITE with these headers."""
    return Request("INVITE", "sip:200@pbx", Headers(list(headers)))


@pytest.mark.parametrize(
    ("policy", "calls", "talks", "decision"),
    [
        (CallPolicy(), False, False, Reception(Welcome.RING)),
        (CallPolicy(), True, True, Reception(Welcome.RING)),
        (CallPolicy(call_waiting=False), False, False, Reception(Welcome.RING)),
        (
            CallPolicy(call_waiting=False),
            True,
            False,
            Reception(Welcome.REFUSE, because="busy"),
        ),
        (
            CallPolicy(call_waiting=False, forward_busy="214"),
            True,
            True,
            Reception(Welcome.FORWARD, "214", because="busy"),
        ),
        (CallPolicy(forward_busy="214"), True, True, Reception(Welcome.RING)),
        (
            CallPolicy(do_not_disturb=True),
            False,
            False,
            Reception(Welcome.REFUSE, because="do not disturb"),
        ),
        (
            CallPolicy(do_not_disturb=True, forward_busy="214"),
            False,
            False,
            Reception(Welcome.FORWARD, "214", because="do not disturb"),
        ),
        (
            CallPolicy(forward_all="214", do_not_disturb=True),
            True,
            True,
            Reception(Welcome.FORWARD, "214", because="all calls"),
        ),
        (
            CallPolicy(forward_no_answer="214", no_answer_after=12),
            False,
            False,
            Reception(Welcome.RING, "214", 12.0),
        ),
        (CallPolicy(auto_answer=True), False, False, Reception(Welcome.ANSWER)),
        (CallPolicy(auto_answer=True), True, True, Reception(Welcome.RING)),
    ],
)
def test_what_becomes_of_a_call(
    policy: CallPolicy, calls: bool, talks: bool, decision: Reception
) -> None:
    assert receive(policy, invite(_AUTO), calls=calls, talks=talks) == decision


@pytest.mark.parametrize(
    ("name", "value", "seconds"),
    [
        ("Call-Info", "<sip:pbx>;answer-after=0", 0.0),
        ("Call-Info", '<sip:pbx>; Answer-After = "3"', 3.0),
        ("Call-Info", "<http://x/answer-after=0.png>;purpose=icon", None),
        ("Alert-Info", "<http://www.notused.com>;info=alert-autoanswer;delay=0", 0.0),
        ("Alert-Info", "Ring Answer", 0.0),
        ("Alert-Info", "info=Auto Answer", 0.0),
        ("Alert-Info", "<http://127.0.0.1/Bellcore-dr2>", None),
        ("Answer-Mode", "Auto;require", 0.0),
        ("Answer-Mode", "Manual", None),
        ("Priv-Answer-Mode", "auto", 0.0),
        ("P-Auto-Answer", "normal", 0.0),
        ("Subject", "Auto Answer", None),
    ],
)
def test_how_a_call_asks_to_be_answered_by_itself(
    name: str, value: str, seconds: float | None
) -> None:
    assert answer_after(invite((name, value))) == seconds
