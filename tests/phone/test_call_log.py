"""The list of calls on disk."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blfpanel.panel.model import CallRecord, CallResult, Party
from blfpanel.phone.call_log import CallLog, CallLogError, LoggedCall

ANNA = Party("sip:207@pbx.example", "207", "Anna Bergér")


def wall(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def record(
    result: CallResult = CallResult.ANSWERED, began: float = 100.0, answered: float | None = 110.0
) -> CallRecord:
    """A call with Anna."""
    return CallRecord(ANNA, False, result, "office", began, answered, 175.4)


def missed(began: float = 100.0) -> CallRecord:
    """A call of hers that nobody took."""
    return record(CallResult.MISSED, began, None)


def test_calls_are_there_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "data" / "calls.jsonl"
    log = CallLog(path)
    first = log.add(record(), wall)
    second = log.add(missed(200.0), wall)
    found = CallLog(path).newest()
    assert [call.at for call in found] == [second.at, first.at]
    assert [call.result for call in found] == [CallResult.MISSED, CallResult.ANSWERED]
    assert (found[1].number, found[1].name, found[1].duration) == ("207", "Anna Bergér", 65.0)


def test_what_is_added_while_the_list_is_set_aside_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    log = CallLog(path)
    kept = log.add(record(), wall)
    log.set_aside(True)
    log.set_aside(True)
    assert log.newest() == ()
    tried = log.add(missed(200.0), wall)
    assert log.newest() == (tried,)
    log.set_aside(False)
    log.set_aside(False)
    assert log.newest() == (kept,)
    later = log.add(record(began=300.0, answered=None), wall)
    assert [call.at for call in CallLog(path).newest()] == [later.at, kept.at]


def test_a_line_is_json_for_other_programs_too(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    CallLog(path).add(record(), wall)
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "at": "1970-01-01T00:01:40+00:00",
        "direction": "in",
        "result": "answered",
        "number": "207",
        "name": "Anna Bergér",
        "uri": "sip:207@pbx.example",
        "account": "office",
        "duration": 65,
        "detail": None,
        "seen": True,
    }


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    log = CallLog(path)
    log.add(missed(), wall)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    log.look()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_missed_calls_are_counted_until_they_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    log = CallLog(path)
    for began in (1.0, 2.0):
        log.add(missed(began), wall)
    log.add(record(), wall)
    assert (log.missed, CallLog(path).missed) == (2, 2)
    log.look()
    assert (log.missed, CallLog(path).missed) == (0, 0)
    assert len(CallLog(path)) == 3


def test_the_list_and_its_file_stay_short(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    log = CallLog(path, keep=10)
    for began in range(500):
        log.add(missed(float(began)), wall)
    assert len(log) == 10
    assert len(path.read_text().splitlines()) <= 210
    kept = CallLog(path, keep=10)
    assert [call.at for call in kept.newest()] == [call.at for call in log.newest()]


def test_a_list_can_be_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    log = CallLog(path)
    log.add(missed(), wall)
    log.clear()
    assert (len(log), len(CallLog(path))) == (0, 0)


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    log = CallLog()
    log.add(missed(), wall)
    log.look()
    assert len(log.newest(5)) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "7",
        "{}",
        '{"at": "yesterday"}',
        '{"at": 5, "number": 1}',
        "\ufffd",
        "[" * 9999,
    ],
)
def test_lines_that_are_no_calls_are_left_out(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calls.jsonl"
    call = CallLog(path).add(record(), wall)
    path.write_text(f"{line}\n{path.read_text()}{line}\n")
    (found,) = CallLog(path).newest()
    assert (found.at, found.number) == (call.at, "207")


_CALL = {
    "at": "2026-03-02T10:42:07+00:00",
    "direction": "in",
    "result": "missed",
    "number": "207",
    "uri": "sip:207@pbx",
    "account": "office",
}
_ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from((*_CALL, "duration", "seen", "name", "detail")), _ODD))
def test_whatever_a_line_says_it_is_a_call_or_none(odd: dict[str, object]) -> None:
    try:
        call = LoggedCall.from_json(json.dumps(_CALL | odd))
    except ValueError:
        return
    assert 0 <= call.duration < 1e9
    assert LoggedCall.from_json(call.to_json()).at == call.at.replace(microsecond=0)


def test_a_length_beyond_all_numbers_is_none() -> None:
    with pytest.raises(ValueError, match="no call"):
        LoggedCall.from_json(json.dumps(_CALL | {"duration": 10**400}))


def test_a_number_of_no_characters_is_kept_as_well_as_it_can_be(tmp_path: Path) -> None:
    """An escaped octet that is no UTF-8, ``sip:20%FF7@pbx``, reads as half a character."""
    path = tmp_path / "calls.jsonl"
    log = CallLog(path)
    odd = Party("sip:20%FF7@pbx", "20\udcff7", None)
    log.add(replace(missed(), party=odd), wall)
    log.look()
    assert CallLog(path).newest()[0].number == "20?7"


def test_a_file_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    log = CallLog(place / "calls.jsonl")
    with pytest.raises(CallLogError, match="cannot be written to"):
        log.add(missed(), wall)
    log.add(missed(), wall)
    assert len(log) == 2
