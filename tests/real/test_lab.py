"""The lab itself: what the tests of blfpanel take for granted, shown with phones alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from real.sipp import Doing, Phone

MakePhone = Callable[[str], Phone]

pytestmark = pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)


def states(trace: str) -> list[str]:
    """The dialog states in a trace, in the order in which the NOTIFYs came."""
    return re.findall("<state>(.*?)</state>", trace)


def wait_for(watch: Doing, pattern: str) -> re.Match[str]:
    """Waits until a NOTIFY that matches has come."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if match := re.search(pattern, watch.trace(), re.DOTALL):
            return match
        time.sleep(0.05)
    raise AssertionError(f"No NOTIFY has {pattern}:\n{watch.trace()}")


@pytest.fixture
def watch(phone: MakePhone) -> Doing:
    """A subscription of 403 to 402, of which the first NOTIFY has come."""
    doing = phone("403").watch("402", patience=2.0)
    wait_for(doing, "Subscription-State: active")
    return doing


def test_a_watcher_is_told_of_a_call_that_is_answered(phone: MakePhone, watch: Doing) -> None:
    caller, callee = phone("401"), phone("402")
    answering = callee.answer(ring=0.3)
    calling = caller.call("402", talk=0.3)
    calling.finish()
    answering.finish()
    assert states(watch.finish()) == ["early", "confirmed", "terminated"]


def test_a_watcher_is_told_of_a_call_that_is_given_up(phone: MakePhone, watch: Doing) -> None:
    caller, callee = phone("401"), phone("402")
    answering = callee.answer(ring=20)
    calling = caller.call("402", patience=0.3)
    calling.finish()
    refusal = answering.finish().partition("487 Request Terminated")[2].partition("ACK sip:")[0]
    assert refusal.count("\nTo:") == 1
    assert states(watch.finish()) == ["early", "terminated"]


@pytest.mark.parametrize("caller_ends", [False, True])
def test_a_ringing_call_is_taken_over_by_replaces(
    phone: MakePhone, watch: Doing, caller_ends: bool
) -> None:
    caller, callee = phone("401"), phone("402")
    answering = callee.answer(ring=20)
    calling = caller.call("402", talk=0.3 if caller_ends else 20)
    dialog = wait_for(watch, 'call-id="(.*?)".*local-tag="(.*?)".*remote-tag="(.*?)"')
    call_id, local, remote = dialog.groups()
    taking = phone("404").call(
        "401",
        replaces=f"{call_id};to-tag={remote};from-tag={local}",
        talk=20 if caller_ends else 0.3,
    )
    taking.finish()
    calling.finish()
    assert "487 Request Terminated" in answering.finish()
    assert states(watch.finish()) == ["early", "terminated"]


def test_replaces_that_names_no_call_is_refused(phone: MakePhone) -> None:
    caller, callee = phone("401"), phone("402")
    answering = callee.answer(ring=20)
    calling = caller.call("402", patience=2)
    taking = phone("404").call("401", replaces="nobody@nowhere;to-tag=1;from-tag=2")
    with pytest.raises(AssertionError, match="481 Call"):
        taking.finish()
    calling.finish()
    assert "487 Request Terminated" in answering.finish()
