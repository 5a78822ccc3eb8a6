from __future__ import annotations

import struct
import wave
from array import array
from pathlib import Path

import pytest

from blfpanel.media.files import WavSink, WavSource
from blfpanel.media.ports import MediaError
from blfpanel.media.resampling import Resampler
from blfpanel.media.tones import Tone
from support.tones import dominant, level, share_of


def tone_file(path: Path, rate: int, width: int = 2, channels: int = 1) -> Path:
    """One second of 440 Hz."""
    samples = array("h", Tone(440).read(rate, rate))
    frames = {
        1: lambda s: bytes([(s >> 8) + 128]),
        2: lambda s: struct.pack("<h", s),
        3: lambda s: struct.pack("<i", s << 8)[:3],
        4: lambda s: struct.pack("<i", s << 16),
    }[width]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(b"".join(frames(s) * channels for s in samples))
    return path


@pytest.mark.parametrize(("width", "channels"), [(1, 1), (2, 1), (2, 2), (3, 1), (4, 2)])
def test_a_file_of_any_width_is_heard(tmp_path: Path, width: int, channels: int) -> None:
    source = WavSource(tone_file(tmp_path / "tone.wav", 8000, width, channels))
    heard = b"".join(source.read(160, 8000) for _ in range(50))
    source.close()
    assert dominant(heard, 8000) == pytest.approx(440, abs=2)
    assert level(heard) == pytest.approx(level(Tone(440).read(8000, 8000)), rel=0.05)


@pytest.mark.parametrize(
    ("rate", "wanted"), [(44100, 8000), (8000, 48000), (11025, 16000), (48000, 16000), (8001, 8000)]
)
def test_a_file_of_any_rate_is_heard_at_the_codecs(tmp_path: Path, rate: int, wanted: int) -> None:
    source = WavSource(tone_file(tmp_path / "tone.wav", rate))
    heard = b"".join(source.read(wanted // 50, wanted) for _ in range(45))
    source.close()
    assert dominant(heard, wanted) == pytest.approx(440, abs=2)
    assert share_of(heard, wanted, 440) > 0.98


def test_after_the_end_there_is_silence(tmp_path: Path) -> None:
    source = WavSource(tone_file(tmp_path / "tone.wav", 8000))
    source.read(7900, 8000)
    assert level(source.read(200, 8000)) > 0
    assert source.read(160, 8000) == bytes(320)
    source.close()


def test_what_is_above_the_new_rates_reach_is_gone() -> None:
    high = Tone(5000).read(48000, 48000)
    low = Tone(3000).read(48000, 48000)
    # but for the beginning, which is a step and has all frequencies
    assert level(Resampler(48000, 8000).resampled(high)[1000:]) < level(high) / 1000
    assert level(Resampler(48000, 8000).resampled(low)[1000:]) == pytest.approx(
        level(low), rel=0.02
    )


def test_pieces_come_out_as_the_whole() -> None:
    tone = Tone(440).read(4410, 44100)
    piecewise = Resampler(44100, 8000)
    parts = b"".join(piecewise.resampled(tone[at : at + 882]) for at in range(0, len(tone), 882))
    assert parts == Resampler(44100, 8000).resampled(tone)


def test_a_recording_keeps_its_rate_when_the_codec_changes(tmp_path: Path) -> None:
    path = tmp_path / "heard.wav"
    sink, tone = WavSink(path), Tone(440)
    for rate in (8000, 48000, 8000):
        for _ in range(25):
            sink.write(tone.read(rate // 50, rate), rate)
    sink.close()
    with wave.open(str(path)) as file:
        heard = file.readframes(20_000)
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 1, 2)
    assert len(heard) / 16000 == pytest.approx(1.5, abs=0.01)
    assert dominant(heard, 8000) == pytest.approx(440, abs=2)


def test_a_recording_can_be_read_while_it_goes_on(tmp_path: Path) -> None:
    sink = WavSink(tmp_path / "heard.wav")
    sink.write(Tone(440).read(320, 16000), 16000)
    with wave.open(str(tmp_path / "heard.wav")) as file:
        assert (file.getframerate(), file.getnframes()) == (16000, 320)
    sink.close()


def test_a_recording_of_nothing_is_a_file(tmp_path: Path) -> None:
    WavSink(tmp_path / "heard.wav").close()
    with wave.open(str(tmp_path / "heard.wav")) as file:
        assert file.getnframes() == 0


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("hello")
    with pytest.raises(MediaError, match=r"cannot play .*text\.wav: it is no WAV file"):
        WavSource(tmp_path / "text.wav")
    with pytest.raises(MediaError, match=r"cannot play .*gone\.wav: No such file"):
        WavSource(tmp_path / "gone.wav")
    with pytest.raises(MediaError, match=r"cannot record to .*: Is a directory"):
        WavSink(tmp_path)
