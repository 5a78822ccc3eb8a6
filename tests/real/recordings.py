"""What is on a WAV file that somebody has recorded."""

from __future__ import annotations

import array
import wave
from pathlib import Path

import pytest

from support.tones import dominant, usual_share


def middle(path: Path) -> tuple[bytes, int]:
    """The recording without its first and last part, one channel of it, and its sample rate."""
    with wave.open(str(path)) as file:
        samples = array.array("h", file.readframes(file.getnframes()))[:: file.getnchannels()]
        rate = file.getframerate()
    assert len(samples) > rate, f"{path.name} lasts {len(samples) / rate:.1f} s only"
    part = len(samples) // 4
    return samples[part:-part].tobytes(), rate


def is_tone(path: Path, frequency: int) -> None:
    """The recording is this tone and little else, but for gaps where the machine was busy."""
    sound, rate = middle(path)
    assert dominant(sound, rate) == pytest.approx(frequency, rel=0.01)
    assert usual_share(sound, rate, frequency) > 0.9
