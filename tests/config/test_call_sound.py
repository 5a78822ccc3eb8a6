from __future__ import annotations

import pytest

from blfpanel.body.crypto import Encryption
from blfpanel.config import Config
from blfpanel.media.wishes import SoundWishes

ACCOUNT = '[[accounts]]\nuser = "200"\nserver = "pbx"\n'


@pytest.mark.parametrize(
    ("lines", "wishes"),
    [
        ("", SoundWishes((), Encryption.ANSWERED)),
        ('transport = "tls"\n', SoundWishes((), Encryption.OFFERED)),
        ('encryption = "offered"\n', SoundWishes((), Encryption.OFFERED)),
        ('encryption = "required"\n', SoundWishes((), Encryption.REQUIRED)),
        (
            'codecs = ["G722", "PCMA"]\nencryption = "off"\n',
            SoundWishes(("G722", "PCMA"), Encryption.OFF),
        ),
    ],
)
def test_an_account_says_how_its_calls_sound(lines: str, wishes: SoundWishes) -> None:
    config, problems = Config.parse(ACCOUNT + lines)
    assert problems == ()
    assert config.accounts[0].sound_wishes == wishes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('encryption = "yes"', "not one of auto, off, offered, required"),
        ('codecs = ["G729"]', 'not a list of "opus", "G722", "PCMA" and "PCMU"'),
    ],
)
def test_what_there_is_not_is_told(line: str, words: str) -> None:
    config, problems = Config.parse(ACCOUNT + line)
    assert words in str(problems[0])
    assert config.accounts[0].sound_wishes == SoundWishes()
