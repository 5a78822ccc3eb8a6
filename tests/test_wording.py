from __future__ import annotations

import json

from blfpanel.wording import Sentence, say


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
