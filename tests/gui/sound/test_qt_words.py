from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from blfpanel.gui.sound.qt_words import is_chatter, server


@pytest.mark.parametrize(
    ("category", "message", "chatter"),
    [
        ("qt.multimedia.symbolsresolver", "Couldn't load pipewire-0.3 library", True),
        ("qt.multimedia.ffmpeg", "Using Qt multimedia with FFmpeg version 7.1.5", True),
        ("default", "PulseAudioService: pa_context_connect() failed", True),
        ("default", "QPainter::begin: Paint device returned engine == 0", False),
        ("qt.qpa.plugin", "Could not find the Qt platform plugin", False),
    ],
)
def test_what_qt_says_of_sound_systems_is_chatter(
    category: str, message: str, chatter: bool
) -> None:
    assert is_chatter(category, message) is chatter


def test_a_server_that_cannot_be_reached_is_told(qtbot: QtBot) -> None:
    with qtbot.waitSignal(server.lost, timeout=0):
        is_chatter("default", "PulseAudioService: pa_context_connect() failed")
