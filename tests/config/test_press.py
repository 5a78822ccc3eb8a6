"""What a press does, as the settings say it: for all keys, and for one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from blfpanel.config import Config
from blfpanel.config.press import PressSettings
from blfpanel.panel.keys import InCall, PressWishes, WhenBusy, WhenRinging
from blfpanel.phone.setup import keys_of

TEXT = """
[press]
in_call = "attended"
busy = "nothing"

[[accounts]]
user = "200"
server = "pbx"

[[keys]]
number = "207"

[[keys]]
number = "211"
in_call = "transfer"
ringing = "forward"
"""


def test_a_key_does_what_all_do_where_it_does_not_say_otherwise() -> None:
    config, problems = Config.parse(TEXT)
    assert problems == ()
    usual = PressWishes(InCall.ATTENDED, WhenBusy.NOTHING, WhenRinging.ASK)
    assert config.press.wishes == usual
    anna, peter = keys_of(config)
    assert anna.press == usual
    assert peter.press == PressWishes(InCall.TRANSFER, WhenBusy.NOTHING, WhenRinging.FORWARD)


def test_without_a_word_the_usual_holds() -> None:
    config, _ = Config.parse("")
    assert config.press.wishes == PressWishes(InCall.TRANSFER)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('[press]\nin_call = "barge"',
         "`in_call = barge` is not one of new call, attended, transfer, dtmf, ask."),
        ("[press]\nbusy = true", "`busy = true` is not one of ask, call, nothing."),
        ('[[keys]]\nnumber = "207"\nringing = "no"',
         "`ringing = no` is not one of ask, forward, call."),
        ('[[keys]]\nnumber = "207"\nin_cal = "ask"', "Did you mean `in_call`?"),
    ],
)  # fmt: skip
def test_what_is_no_wish_is_told_in_words(line: str, words: str) -> None:
    config, (problem,) = Config.parse(line)
    assert words in str(problem)
    assert config.press.wishes == PressWishes(InCall.TRANSFER)


def test_wishes_are_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(TEXT)
    config, _ = Config.load(path)
    bold = PressSettings(busy=WhenBusy.CALL)
    anna, peter = config.keys
    changed = msgspec.structs.replace(
        config, press=bold, keys=(anna, msgspec.structs.replace(peter, in_call=None))
    )
    changed.save(path)
    again, problems = Config.load(path)
    assert problems == ()
    assert again == changed
    assert "in_call" not in path.read_text()
