"""``blfpanel decode``: recordings in, lamps out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blfpanel.cli.main import main
from blfpanel.panel.profiles.profiles import load_profiles

SEED = Path(__file__).parent.parent / "data" / "seed"
NOTIFIES = Path(__file__).parent.parent / "data" / "notify"
FILES = [str(SEED / f"{name}.notify.sip") for name in ("early", "proceeding", "terminated")]
BARE = (
    b'<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="%d" state="full"%s>'
    b'<dialog id="a"><state>%s</state></dialog></dialog-info>'
)


def decoded(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """The JSON lines of a run that succeeds."""
    assert main(["decode", "--json", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return [json.loads(line) for line in captured.out.splitlines()]


def test_the_founding_trace_is_alerting_busy_idle(capsys: pytest.CaptureFixture[str]) -> None:
    lines = decoded(capsys, *FILES)
    assert [line["lamp"] for line in lines] == ["alerting", "busy", "idle"]
    first = lines[0]
    assert first.pop("time").endswith("Z")
    assert first == {
        "file": "early.notify.sip",
        "key": "207",
        "lamp": "alerting",
        "detail": "ringing",
        "subscription": "active",
        "stale": False,
        "profile": "innovaphone",
        "profile_reason": "recognised by the shape of its messages",
        "why": "innovaphone: early is an incoming call whatever its direction",
        "sentence": "Ringing, because the PBX says call 1 is “early”. On innovaphone, that is an "
        "incoming call whatever its direction.",
        "certain": True,
        "certainty": "Certain. Heard 0 s ago, subscription active.",
        "message": "NOTIFY v9: early, from 211",
        "findings": ["entity missing", "call 1: no tags"],
        "cannot_tell": list(load_profiles()["innovaphone"].cannot_tell),
        "calls": [
            {
                "id": "1",
                "state": "early",
                "direction": "initiator",
                "remote": "sip:211@172.16.16.180",
                "display": None,
                "pickup": ["code"],
            }
        ],
    }


def test_people_get_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", *FILES]) == 0
    words = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(line[1], line[2]) for line in words] == [
        ("207", "alerting"),
        ("207", "busy"),
        ("207", "idle"),
    ]


def test_people_are_told_the_habit_of_the_pbx(capsys: pytest.CaptureFixture[str]) -> None:
    held = NOTIFIES / "freeswitch" / "04-held-is-called-early.sip"
    assert main(["decode", str(held)]) == 0
    assert (
        capsys.readouterr()
        .out.rstrip()
        .endswith("On FreeSWITCH, that is a call that the partner put on hold.")
    )


EVERYTHING = sorted(file for file in NOTIFIES.rglob("*") if file.suffix in (".sip", ".xml"))


@pytest.mark.parametrize("file", EVERYTHING, ids=lambda file: str(file.relative_to(NOTIFIES)))
def test_each_recorded_message_is_decoded_by_itself(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = decoded(capsys, str(file))
    assert len(lines) == 1 or b"application/rlmi+xml" in file.read_bytes()
    assert all(line["profile"] and line["sentence"] for line in lines)


def test_a_wrong_content_length_of_a_recording_does_not_matter(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = Path(FILES[0]).read_bytes()
    cut = tmp_path / "cut.sip"
    cut.write_bytes(whole[: whole.index(b"<local>")])
    (line,) = decoded(capsys, str(cut))
    assert (line["lamp"], line["stale"]) == ("alerting", True)


def test_every_key_is_printed_after_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    files = (NOTIFIES / "innovaphone" / "01-early.sip", NOTIFIES / "rfc" / "02-ringing.sip")
    lines = decoded(capsys, *map(str, files))
    assert [(line["file"], line["key"], line["profile"]) for line in lines] == [
        ("01-early.sip", "207", "innovaphone"),
        ("02-ringing.sip", "207", "innovaphone"),
        ("02-ringing.sip", "302", "rfc"),
    ]


def test_a_profile_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = decoded(capsys, "--profile", "rfc", FILES[0])
    assert (line["lamp"], line["detail"], line["profile"]) == ("busy", "calling", "rfc")


def test_unasked_notifies_are_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = decoded(capsys, str(NOTIFIES / "innovaphone" / "05-unsolicited-early.sip"))
    assert (line["key"], line["subscription"]) == ("208", "unsolicited")


def test_bare_documents_are_one_partners(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    named, nameless = tmp_path / "1.xml", tmp_path / "2.xml"
    named.write_bytes(BARE % (1, b' entity="sip:207@pbx"', b"early"))
    nameless.write_bytes(BARE % (2, b"", b"confirmed"))
    lines = decoded(capsys, str(named), str(nameless))
    assert [(line["key"], line["lamp"], line["subscription"]) for line in lines] == [
        ("207", "alerting", "file"),
        ("207", "busy", "file"),
    ]


def test_whose_calls_they_are_can_be_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nameless = tmp_path / "2.xml"
    nameless.write_bytes(BARE % (2, b"", b"confirmed"))
    (line,) = decoded(capsys, "--watching", "300", str(nameless))
    assert (line["key"], line["lamp"]) == ("300", "busy")
    (line,) = decoded(capsys, "--watching", "300", FILES[0])
    assert (line["key"], line["lamp"]) == ("300", "alerting")


LIST = b"""\r
--b7\r
Content-ID: <root@pbx.example>\r
Content-Type: application/rlmi+xml\r
\r
<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:team@pbx.example" version="%d" fullState="%s">
<resource uri="sip:431@pbx.example"><name>Anton</name>
<instance id="1" state="active" cid="x.1@pbx.example"/></resource>
%s</list>\r
--b7\r
Content-ID: <x.1@pbx.example>\r
Content-Type: application/dialog-info+xml\r
\r
%s\r
--b7--\r
"""
BARE_RESOURCE = b'<resource uri="sip:432@pbx.example"/>'


def as_notify(body: bytes, cseq: int) -> bytes:
    """``body`` as a message of a subscription to a list."""
    head = (
        "NOTIFY sip:200@192.0.2.21 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK%d\r\n"
        "From: <sip:team@pbx.example>;tag=p\r\nTo: <sip:200@pbx.example>;tag=w\r\n"
        "Call-ID: list-1\r\nCSeq: %d NOTIFY\r\nEvent: dialog\r\nRequire: eventlist\r\n"
        "Subscription-State: active;expires=600\r\n"
        'Content-Type: multipart/related;type="application/rlmi+xml";boundary=b7\r\n'
        "Content-Length: %d\r\n\r\n"
    )
    return (head % (cseq, cseq, len(body))).encode() + body


@pytest.mark.parametrize("whole", [True, False])
def test_every_member_of_a_list_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], whole: bool
) -> None:
    ringing, talking = (BARE % (version, b"", state) for version, state in
                        ((0, b"early"), (1, b"confirmed")))  # fmt: skip
    bodies = [LIST % (0, b"true", BARE_RESOURCE, ringing), LIST % (1, b"false", b"", talking)]
    files = []
    for place, body in enumerate(bodies):
        files.append(tmp_path / f"{place}.{'sip' if whole else 'xml'}")
        files[-1].write_bytes(as_notify(body, place + 1) if whole else body)
    lines = decoded(capsys, *map(str, files))
    assert [(line["file"][0], line["key"], line["lamp"]) for line in lines] == [
        ("0", "431", "alerting"),
        ("0", "432", "unknown"),
        ("1", "431", "busy"),
        ("1", "432", "unknown"),
    ]
    assert {line["subscription"] for line in lines if line["key"] == "431"} == {
        "active" if whole else "file"
    }
    assert lines[1]["why"] == "the list “team” has no state for it yet"
    (line,) = decoded(capsys, "--watching", "431", str(files[0]))
    assert (line["key"], line["lamp"]) == ("431", "alerting")


def test_a_list_without_the_number_watched_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.xml"
    file.write_bytes(LIST % (0, b"true", b"", BARE % (0, b"", b"early")))
    assert main(["decode", "--watching", "499", str(file)]) == 1
    assert "it is a list, and nobody watched is on it." in capsys.readouterr().err


def test_one_member_that_cannot_be_read_does_not_hide_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.xml"
    file.write_bytes(LIST % (0, b"true", BARE_RESOURCE, b"garbage"))
    assert main(["decode", "--json", str(file)]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["lamp"] for line in captured.out.splitlines()] == ["unknown"] * 2
    assert "A message about Anton cannot be read" in captured.err


def test_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = io.BytesIO(Path(FILES[0]).read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    (line,) = decoded(capsys, "-")
    assert (line["file"], line["lamp"]) == ("-", "alerting")


MULTIPART = (
    b"NOTIFY sip:200@pbx SIP/2.0\r\nVia: SIP/2.0/UDP pbx;branch=z9hG4bK1\r\n"
    b"From: <sip:list@pbx>;tag=1\r\nTo: <sip:200@pbx>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 NOTIFY\r\n"
    b"Event: dialog\r\nSubscription-State: active\r\n"
    b'Content-Type: multipart/related;boundary="x"\r\nContent-Length: 3\r\n\r\n--x'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it cannot be read: the document is empty."),
        (b"garbage", "it cannot be read: the document is no XML."),
        (b"--x\r\nContent-Type: text/plain\r\n\r\n", "neither a list nor a dialog-info document"),
        (MULTIPART, "neither a list nor a dialog-info document"),
        (b"NOTIFY sip:200@pbx SIP/2.0\r\n\r\n", "it is no SIP message: "),
        ((SEED / "early.ok.sip").read_bytes(), "it is “SIP/2.0 200 Ok”, not a NOTIFY."),
        (BARE % (1, b"", b"early"), "it names nobody. Say whose calls it tells with --watching"),
        (b"<presence/>", "<presence>, not <dialog-info>"),
    ],
)
def test_unreadable_input_is_one_line_and_the_rest_is_read(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd"
    file.write_bytes(content)
    assert main(["decode", "--json", str(file), FILES[0]]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    (line,) = captured.err.splitlines()
    assert line.startswith(f"{file}: ")
    assert words in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.sip"], "nowhere.sip cannot be read: No such file or directory."),
        (["--profile", "pbx2000", FILES[0]], "There is no profile “pbx2000”. Known are auto, "),
        (["--watching", " ", FILES[0]], "“ ” is no number or URI."),
    ],
)
def test_wrong_arguments_are_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decode", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_decoding_loads_neither_qt_nor_the_network() -> None:
    program = (
        "import sys; from blfpanel.cli.main import main; "
        f"main(['decode', {FILES[0]!r}]); "
        "print([name for name in ('PySide6', 'asyncio', 'http.client') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.splitlines()[-1] == "[]"
