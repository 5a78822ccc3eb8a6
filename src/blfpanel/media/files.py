"""WAV files as voice and ear of a call."""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

from blfpanel.media.ports import MediaError
from blfpanel.media.resampling import Resampler

#: How much of a file is read at once, seconds.
_PIECE = 0.1


class WavSource:
    """Plays a WAV file once; then there is silence.

    Any PCM file will do: 8 to 32 bits, any rate; several channels are mixed. Files at the
    codec's own rate sound best and cost least (see ``resampling``).

    Args:
        path: the file.

    Raises:
        MediaError: it cannot be read, or is no PCM WAV file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._handle = path.open("rb")
        except OSError as failure:
            raise MediaError(f"cannot play {path}: {failure.strerror}") from failure
        try:
            self._file = wave.Wave_read(self._handle)
        except (wave.Error, EOFError) as failure:
            self._handle.close()
            raise MediaError(
                f"cannot play {path}: it is no WAV file with PCM sound ({failure})"
            ) from failure
        self._rate = self._file.getframerate()
        self._resampler = Resampler(self._rate, self._rate)
        self._clock_rate = self._rate
        self._ready = b""

    def read(self, samples: int, clock_rate: int) -> bytes:
        """The next sound of the file."""
        if clock_rate != self._clock_rate:
            self._resampler = Resampler(self._rate, clock_rate)
            self._clock_rate = clock_rate
            self._ready = b""
        while len(self._ready) < 2 * samples:
            piece = self._file.readframes(int(self._rate * _PIECE) or 1)
            if not piece:
                break
            self._ready += self._resampler.resampled(self._mono(piece))
        sound, self._ready = self._ready[: 2 * samples], self._ready[2 * samples :]
        return sound.ljust(2 * samples, b"\0")

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._handle.close()

    def _mono(self, piece: bytes) -> bytes:
        width, channels = self._file.getsampwidth(), self._file.getnchannels()
        samples = _sixteen_bits(piece[: len(piece) // (width * channels) * width * channels], width)
        if channels == 1:
            return samples.tobytes()
        tracks = (samples[track::channels] for track in range(channels))
        return array("h", [sum(each) // channels for each in zip(*tracks, strict=True)]).tobytes()


class WavSink:
    """Records into a WAV file: 16 bits, mono, at the rate of the first codec.

    The file can be read at any time, also if the program is killed.

    Args:
        path: the file; one that exists is replaced.

    Raises:
        MediaError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._handle = path.open("wb")
        except OSError as failure:
            raise MediaError(f"cannot record to {path}: {failure.strerror}") from failure
        self._file = wave.Wave_write(self._handle)
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(8000)
        self._rate = 0
        self._resampler: Resampler | None = None
        self._from = 0

    def write(self, linear: bytes, clock_rate: int) -> None:
        """Add it to the file."""
        if not self._rate:
            self._rate = self._from = clock_rate
            self._file.setframerate(clock_rate)
        if clock_rate != self._from:
            self._resampler = Resampler(clock_rate, self._rate)
            self._from = clock_rate
        if self._resampler and clock_rate != self._rate:
            linear = self._resampler.resampled(linear)
        self._file.writeframes(linear)
        self._handle.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._handle.close()


def _sixteen_bits(piece: bytes, width: int) -> array[int]:
    """Samples of any width, in the machine's byte order as ``wave`` gives them, as 16 bits."""
    match width:
        case 1:
            # 8 bits are without sign
            return array("h", [(octet - 128) << 8 for octet in piece])
        case 2:
            return array("h", piece)
        case _:
            # the two most significant octets of each; those of 24 bits stay little-endian
            high = width - 2 if width == 3 or sys.byteorder == "little" else 0
            pairs = bytearray(len(piece) // width * 2)
            pairs[0::2], pairs[1::2] = piece[high::width], piece[high + 1 :: width]
            samples = array("h", bytes(pairs))
            if width == 3 and sys.byteorder == "big":
                samples.byteswap()
            return samples
