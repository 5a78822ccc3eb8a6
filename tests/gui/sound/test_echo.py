from __future__ import annotations

import array
import random

import pytest

from blfpanel.gui.sound.echo import FRAME, EchoControl

pytest.importorskip("pywebrtc_audio", reason="the extra aec is not installed")

FRAMES = 600


def noise(seed: int) -> list[bytes]:
    """Ten-millisecond pieces of something that changes all the time, as speech does."""
    numbers = random.Random(seed)
    pieces = []
    for _ in range(FRAMES):
        loud = numbers.randrange(500, 6000)
        values = (round(numbers.gauss(0, loud)) for _ in range(FRAME // 2))
        pieces.append(array.array("h", (max(-32768, min(32767, v)) for v in values)).tobytes())
    return pieces


def power(sound: bytes) -> float:
    values = array.array("h", sound)
    return sum(value * value for value in values) / len(values)


def halved(sound: bytes) -> bytes:
    return array.array("h", (value // 2 for value in array.array("h", sound))).tobytes()


def test_what_the_loudspeaker_says_is_taken_out_of_what_the_microphone_hears() -> None:
    control = EchoControl()
    far = noise(1)
    echoes = [bytes(FRAME)] * 6 + [halved(piece) for piece in far]  # 60 ms later, 6 dB less
    left = []
    for piece, echo in zip(far, echoes, strict=False):
        control.played("call", piece)
        left.append(control.cleaned(echo))
    late = slice(FRAMES * 2 // 3, None)
    assert power(b"".join(left[late])) < power(b"".join(echoes[late])) / 30  # 15 dB


def test_odd_pieces_lose_nothing_and_silence_stays_silent() -> None:
    control = EchoControl()
    got = b"".join(control.cleaned(bytes(500)) for _ in range(50))
    assert len(got) == 25_000 // FRAME * FRAME
    assert power(got) < 1


def test_a_call_that_ended_is_expected_no_more() -> None:
    control = EchoControl()
    control.played("call", noise(2)[0])
    control.ended("call")
    control.ended("call")
    assert power(control.cleaned(bytes(FRAME))) < 1
