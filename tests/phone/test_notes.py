"""Notes on callers."""

from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.phone.notes import Notes


def test_a_note_is_found_however_the_number_is_written(tmp_path: Path) -> None:
    notes = Notes(tmp_path / "new" / "notes.json")
    notes.write("0171 39200-14", "  asks for\nClara first ")
    assert notes.of("01713920014") == "asks for Clara first"
    assert notes.of("01713920015") == ""
    assert Notes(tmp_path / "new" / "notes.json").of("0171/3920014") == "asks for Clara first"


def test_a_note_can_be_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    notes = Notes(path)
    notes.write("207", "friendly")
    notes.write("207", " ")
    assert notes.of("207") == ""
    assert Notes(path).of("207") == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"207": 5, "208": "good"}', "\x00"])
def test_odd_files_are_read_as_far_as_they_go(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(text)
    notes = Notes(path)
    assert notes.of("207") == ""
    assert notes.of("208") == ("good" if "good" in text else "")
    notes.write("207", "new")
    assert Notes(path).of("207") == "new"


def test_without_a_file_notes_last_as_long_as_the_program() -> None:
    notes = Notes()
    notes.write("anna@example.org", "by name")
    notes.write("", "nobody")
    assert notes.of("Anna@example.org") == "by name"
    assert notes.of("") == ""
