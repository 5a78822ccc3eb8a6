"""What is on a WAV file that somebody has recorded."""

from __future__ import annotations

import array
import statistics
import wave
from pathlib import Path

import pytest

from support.tones import dominant, share_of


def middle(path: Path) -> tuple[bytes, int]:
    """The recording without its first and last part, one channel of it, and its sample rate."""
    with wave.open(str(path)) as file:
        samples = array.array("h", file.readframes(file.getnframes()))[:: file.getnchannels()]
        rate = file.getframerate()
    assert len(samples) > rate, f"{path.name} lasts {len(samples) / rate:.1f} s only"
    part = len(samples) // 4
    return samples[part:-part].tobytes(), rate


def is_tone(path: Path, frequency: int) -> None:
    """The recording is this tone and little else.

    Tenths of a second are judged and the middle one counts: where the machine was busy there may
    be gaps, and the tone goes on in another phase.
    """
    sound, rate = middle(path)
    assert dominant(sound, rate) == pytest.approx(frequency, rel=0.01)
    length = rate // 10 * 2
    pieces = [sound[at : at + length] for at in range(0, len(sound) - length, length)]
    shares = [share_of(piece, rate, frequency) for piece in pieces]
    assert statistics.median(shares) > 0.9, shares
