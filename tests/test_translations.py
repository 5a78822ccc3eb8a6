"""Translations are complete, fit their texts, and are what the window speaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from lxml import etree
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from blfpanel.gui.language import languages, name_of, speak
from blfpanel.gui.words import age, said, word
from blfpanel.panel.model import Detail, Lamp, LampState
from blfpanel.wording import mark, say

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "resources" / "translations").glob("*.ts"))


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    translators = speak(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translations_keep_the_names_that_are_filled_in(path: Path) -> None:
    wrong = []
    for message in etree.parse(path).getroot().iter("message"):
        source, told = message.findtext("source") or "", message.findtext("translation") or ""
        try:
            same = fields(source) == fields(told)
        except ValueError:
            # not a pattern: braces that mean themselves
            same = source.count("{") == told.count("{")
        if told and not same:
            wrong.append((source, told))
    assert wrong == []


def test_all_texts_are_translated_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "translate"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "All translations are complete.\n"), done.stdout


def test_languages_are_found_by_their_files_and_called_as_their_speakers_do() -> None:
    assert languages() == ["en", "de"]
    assert name_of("de") == "Deutsch"


@pytest.mark.usefixtures("german")
def test_the_window_speaks_german() -> None:
    assert word(LampState(Lamp.IDLE)) == "Frei"
    assert word(LampState(Lamp.BUSY, Detail.TALKING)) == "Im Gespräch"
    assert age(240) == "4 min"


@pytest.mark.usefixtures("german")
def test_what_the_phone_says_is_said_in_german_with_its_values() -> None:
    sentence = say("{name} is busy. [{status}]", name="Anna Berger", status=486)
    assert said(sentence) == "Anna Berger ist besetzt. [486]"
    outer = say("{text} Next try in {time}.", text=sentence, time=say("{n} s", n=8))
    assert "Anna Berger ist besetzt. [486]" in said(outer)
    assert said(mark("network lost")) != "network lost"


def test_english_is_spoken_without_a_translation(qapp: QApplication) -> None:
    before = QLocale()
    assert speak(qapp, "en") == []
    assert said(say("{name} is busy. [{status}]", name="Anna", status=486)) == "Anna is busy. [486]"
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german")
def test_a_name_that_no_table_knows_stays_as_it_is() -> None:
    assert said("Anna Berger") == "Anna Berger"
