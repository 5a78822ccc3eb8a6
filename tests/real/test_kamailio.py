"""blfpanel against Kamailio: a real registrar, proxy and presence server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from real.blfpanel import Command
from real.sipp import Phone

Run = Callable[..., Command]

pytestmark = pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)


def test_a_lamp_follows_a_call(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    """
    watch 402 ──SUBSCRIBE──► kamailio       unknown, idle
    401 ──INVITE──► kamailio ──► 402 rings  alerting
    402 answers                             busy
    401 hangs up                            idle
    """
    caller, callee = phone("401"), phone("402")
    watch = blfpanel("watch", "402")
    assert watch.lamp("unknown")["subscription"] == "pending"
    watch.lamp("idle")
    answering = callee.answer(ring=1.0)
    calling = caller.call("402", talk=1.0)
    alerting = watch.lamp("alerting")
    assert alerting["detail"] == "ringing"
    assert alerting["calls"][0]["remote"] == "sip:401@127.0.0.1"
    assert "replaces" in alerting["calls"][0]["pickup"]
    assert watch.lamp("busy")["detail"] == "talking"
    watch.lamp("idle")
    calling.finish()
    answering.finish()
    status, _ = watch.interrupt()
    assert status == 130
    assert [line["lamp"] for line in watch.lines] == [
        "unknown",
        "idle",
        "alerting",
        "busy",
        "idle",
    ]


def test_the_caller_is_shown_as_calling(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    caller, callee = phone("401"), phone("402")
    watch = blfpanel("watch", "401")
    watch.lamp("idle")
    callee.answer(ring=1.0)
    caller.call("402", talk=1.0)
    assert watch.lamp("busy")["detail"] == "calling"
    watch.until(lambda line: line["detail"] == "talking")
    watch.lamp("idle")


def test_nothing_to_pick_up_dials_nothing(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    callee = phone("402")
    ringing = callee.answer()
    pickup = blfpanel("pickup", "402", "--wait", "1")
    status, said = pickup.finish()
    assert status == 1
    assert "nothing rings" in said
    assert "INVITE" not in ringing.trace()


def test_a_call_is_answered_and_sends_sound(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    phone("402").answer(ring=0.5)
    call = blfpanel("call", "402", "--for", "1")
    call.step("ringing")
    call.step("answered")
    call.step("ended")
    status, said = call.finish()
    assert status == 0, said


def test_a_wrong_password_is_said(blfpanel: Run) -> None:
    status, said = blfpanel("watch", "402", password="wrong").finish()
    assert status == 1
    assert "does not accept the password of 403" in said


def test_a_refused_number_is_said(blfpanel: Run) -> None:
    status, said = blfpanel("watch", "999").finish()
    assert status == 1
    assert "404" in said
