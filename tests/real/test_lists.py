"""Resource lists of real PBXes: one subscription, every lamp."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from real.blfpanel import Command, Line
from real.kamailio import LIST
from real.sipp import Phone

Run = Callable[..., Command]


def shows(number: str, lamp: str) -> Callable[[Line], bool]:
    """Whether a line says this of this number."""
    return lambda line: (line["key"], line["lamp"]) == (number, lamp)


@pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)
def test_the_lamps_of_a_list_follow_a_call(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    """
    watch --list blf-list ──SUBSCRIBE──► kamailio    404, 402, 401, 405: unknown
    401 ──INVITE──► kamailio ──► 402 rings           401 calling, 402 alerting
    402 answers                                      both busy
    401 hangs up                                     both idle

    Kamailio says nothing of members of whom it has never heard: they stay unknown, not idle.
    """
    caller, callee = phone("401"), phone("402")
    watch = blfpanel("watch", "--list", "blf-list")
    watch.until(lambda line: line["key"] == LIST[-1])
    assert [line["key"] for line in watch.lines] == list(LIST)
    assert {line["lamp"] for line in watch.lines} == {"unknown"}
    assert watch.lines[0]["why"] == "the list “blf-list” has no state for it yet"
    answering = callee.answer(ring=3.0)
    calling = caller.call("402", talk=3.0)
    for number, lamp in (("402", "alerting"), ("402", "busy"), ("402", "idle")):
        watch.until(shows(number, lamp))
    calling.finish()
    answering.finish()
    status, said = watch.interrupt()
    assert status == 130, said
    lamps = {
        number: [line["lamp"] for line in watch.lines if line["key"] == number] for number in LIST
    }
    assert lamps["402"] == ["unknown", "alerting", "busy", "idle"]
    assert lamps["401"][-1] == "idle"
    assert "busy" in lamps["401"]
    assert "alerting" not in lamps["401"]
    assert lamps["404"] == lamps["405"] == ["unknown"]


@pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)
def test_a_number_that_the_list_lacks_is_watched_by_itself(
    blfpanel: Run, phone: Callable[[str], Phone]
) -> None:
    phone("410")
    watch = blfpanel("watch", "410", "--list", "blf-list")
    watch.until(shows("410", "idle"))
    assert {line["key"] for line in watch.lines} == {"410", *LIST}


@pytest.mark.parametrize("pbx", ["kamailio"], indirect=True)
def test_a_list_that_is_none_is_said(blfpanel: Run, phone: Callable[[str], Phone]) -> None:
    phone("402")
    status, said = blfpanel("watch", "--list", "nobody").finish()
    assert status == 1
    assert "has no list “nobody”. [404]" in said
    watch = blfpanel("watch", "402", "--list", "401")
    watch.until(shows("402", "idle"))
    status, said = watch.interrupt()
    assert status == 130
    assert "sends an empty list “401”, or knows no such list" in said


@pytest.mark.parametrize("pbx", ["asterisk22"], indirect=True)
def test_the_lamps_of_asterisks_list_follow_a_call(
    blfpanel: Run, phone: Callable[[str], Phone]
) -> None:
    """The list desk: 501, 502, 503. Its body begins with an empty line, each change comes alone."""
    caller, callee = phone("501"), phone("502")
    watch = blfpanel("watch", "--list", "desk")
    watch.until(lambda line: line["key"] == "503")
    assert [line["key"] for line in watch.lines] == ["501", "502", "503"]
    assert {line["lamp"] for line in watch.lines} == {"idle"}
    answering = callee.answer(ring=1.0)
    calling = caller.call("502", talk=1.0)
    for lamp in ("alerting", "busy", "idle"):
        watch.until(shows("502", lamp))
    calling.finish()
    answering.finish()
    status, said = watch.interrupt()
    assert status == 130, said
    lamps = [line["lamp"] for line in watch.lines if line["key"] == "502"]
    assert lamps == ["idle", "alerting", "busy", "idle"]
    assert {line["lamp"] for line in watch.lines if line["key"] == "503"} == {"idle"}


@pytest.mark.parametrize("pbx", ["asterisk22"], indirect=True)
def test_a_list_that_asterisk_does_not_have_is_said(blfpanel: Run) -> None:
    status, said = blfpanel("watch", "--list", "nobody").finish()
    assert status == 1
    assert "has no list “nobody”. [404]" in said
