"""One line for one lamp: the JSON other programs read, the columns people read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState, PartnerCall, Party, Source
from blfpanel.panel.report import json_line, table_line

KEY = PartnerKey(KeyId("k1"), "Anna Berger", "207", "office")
NOON = datetime(2026, 11, 23, 1, 2, 3, 456_789, UTC)
BOB = Party("sip:211@pbx", "211", "Bob Müller")


def state(lamp: Lamp, detail: Detail | None = None, **more: object) -> LampState:
    """A lamp state."""
    return LampState(lamp, detail, **more)  # type: ignore[arg-type]


def test_the_time_is_utc_with_milliseconds() -> None:
    local = NOON.astimezone(timezone(timedelta(hours=2)))
    line = json.loads(json_line(KEY, state(Lamp.IDLE), local))
    assert line["time"] == "2026-11-23T01:02:03.456Z"


def test_watch_lines_name_no_file_and_keep_their_order() -> None:
    calls = (PartnerCall("1", "early", None, BOB, ("replaces", "code")),)
    lamp = state(
        Lamp.ALERTING,
        Detail.RINGING,
        source=Source.ACTIVE,
        stale=True,
        calls=calls,
        profile="rfc",
        why="rfc: x",
    )
    line = json.loads(json_line(KEY, lamp, NOON))
    assert list(line) == [
        "time", "key", "lamp", "detail", "subscription", "stale", "profile", "why", "calls",
    ]  # fmt: skip
    assert line["calls"] == [
        {
            "id": "1",
            "state": "early",
            "direction": None,
            "remote": "sip:211@pbx",
            "display": "Bob Müller",
            "pickup": ["replaces", "code"],
        }
    ]
    assert line["stale"] is True


def test_an_unknown_lamp_gives_its_cause() -> None:
    lamp = state(Lamp.UNKNOWN, cause="Not allowed to watch", refused=403, source=Source.TERMINATED)
    line = json.loads(json_line(KEY, lamp, NOON))
    assert (line["lamp"], line["detail"], line["profile"]) == ("unknown", None, None)
    assert (line["why"], line["subscription"]) == ("Not allowed to watch", "terminated")


@pytest.mark.parametrize(
    ("lamp", "words"),
    [
        (state(Lamp.ALERTING, Detail.RINGING, remote=BOB), "alerting  ringing  from Bob Müller"),
        (state(Lamp.BUSY, Detail.CALLING, remote=BOB), "busy      calling  to Bob Müller"),
        (state(Lamp.BUSY, Detail.TALKING, remote=BOB), "busy      talking  with Bob Müller"),
        (state(Lamp.BUSY, Detail.HELD), "busy      held"),
        (state(Lamp.IDLE, stale=True), "idle?"),
        (state(Lamp.UNKNOWN, refused=403), "unknown"),
    ],
)
def test_the_columns_name_the_lamp_as_the_json_does(lamp: LampState, words: str) -> None:
    assert f"Anna Berger 207       {words}" in table_line(KEY, lamp, NOON)


def test_a_refusal_ends_with_its_code() -> None:
    assert table_line(KEY, state(Lamp.UNKNOWN, refused=403), NOON).endswith("[403]")
