from __future__ import annotations

import json

import msgspec
import pytest

from blfpanel.wording import Sentence, plain, say


def test_a_sentence_is_a_text_that_knows_how_it_was_made() -> None:
    sentence = say("{name} is busy. [{status}]", name="Anna", status=486)
    assert sentence == "Anna is busy. [486]"
    assert (sentence.pattern, sentence.values) == (
        "{name} is busy. [{status}]",
        {"name": "Anna", "status": 486},
    )
    assert json.dumps(sentence) == '"Anna is busy. [486]"'


def test_a_sentence_may_stand_in_another_one() -> None:
    inner = say("{n} s", n=8)
    outer = say("For {time}.", time=inner)
    assert outer == "For 8 s."
    assert isinstance(outer.values["time"], Sentence)


def test_encoders_that_look_at_types_get_a_bare_text() -> None:
    sentence = say("{name} is busy.", name="Anna")
    assert msgspec.json.encode({"text": sentence}, enc_hook=plain) == b'{"text":"Anna is busy."}'
    assert type(plain(sentence)) is str
    with pytest.raises(NotImplementedError):
        plain(3)


def test_the_text_of_an_exception_stays_a_sentence() -> None:
    sentence = say("{name} is busy.", name="Anna")
    assert isinstance(str(OSError(sentence)), Sentence)
