"""The sound system as QtMultimedia has it.

Importing this fails where Qt's multimedia libraries, or the system's that they need, are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QIODevice, QObject, Signal, Slot
from PySide6.QtMultimedia import (
    QAudioDevice,
    QAudioFormat,
    QAudioSink,
    QAudioSource,
    QMediaDevices,
    QtAudio,
)

from blfpanel.gui.sound.devices import RATE, Device, SoundError, named
from blfpanel.gui.sound.qt_words import server

#: How much a microphone may collect before it is read, seconds. Small: this decides the delay.
_INPUT_BUFFER = 0.04
_DEAD = (QtAudio.Error.OpenError, QtAudio.Error.IOError, QtAudio.Error.FatalError)


class QtSoundSystem(QObject):
    """Devices by Qt. Devices are pushed to and read from: pulling delays more and more."""

    _server_lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._devices = QMediaDevices()
        self._lost = False
        self._had_devices = False
        server.lost.connect(self._lose)

    def inputs(self) -> Sequence[Device]:
        """What can listen, the default first."""
        return self._list(QMediaDevices.audioInputs)

    def outputs(self) -> Sequence[Device]:
        """What can play, the default first."""
        return self._list(QMediaDevices.audioOutputs)

    def lost(self) -> bool:
        """Whether there will be no sound until the program is started again."""
        return self._lost

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when one of the lists changed."""
        self._devices.audioInputsChanged.connect(listener)
        self._devices.audioOutputsChanged.connect(listener)
        self._server_lost.connect(listener)

    def _list(self, ask: Callable[[], list[QAudioDevice]]) -> Sequence[Device]:
        if self._lost:
            return ()
        devices = _listed(ask())
        self._had_devices = self._had_devices or bool(devices)
        return devices

    @Slot()
    def _lose(self) -> None:
        # where there never was a server there are no devices: that is told, and no loss
        if self._had_devices:
            self._lost = True
            self._server_lost.emit()

    def open_input(self, device: Device, ready: Callable[[], None]) -> QtInput:
        """Listen; ``ready`` when there is something to read."""
        self._check()
        handle, sound_format = _prepared(device)
        source = QAudioSource(handle, sound_format)
        source.setBufferSize(_octets(sound_format, _INPUT_BUFFER))
        stream = source.start()
        if source.error() in _DEAD:
            raise SoundError(f"“{device.name}” cannot be opened.")
        stream.readyRead.connect(ready)
        return QtInput(source, stream, sound_format.channelCount())

    def open_output(self, device: Device, buffered: float) -> QtOutput:
        """Play, with room for ``buffered`` seconds."""
        self._check()
        handle, sound_format = _prepared(device)
        sink = QAudioSink(handle, sound_format)
        sink.setBufferSize(_octets(sound_format, buffered))
        stream = sink.start()
        if sink.error() in _DEAD:
            raise SoundError(f"“{device.name}” cannot be opened.")
        return QtOutput(sink, stream, sound_format.channelCount())

    def _check(self) -> None:
        if self._lost:
            raise SoundError("The sound server of this system has gone.")


class QtInput:
    """A microphone; of several channels the first is heard."""

    def __init__(self, source: QAudioSource, stream: QIODevice, channels: int) -> None:
        self._source, self._stream, self._channels = source, stream, channels

    def read(self) -> bytes:
        """What it has heard since the last time."""
        sound = bytes(self._stream.readAll().data())
        if self._channels == 1:
            return sound
        frame = 2 * self._channels
        first = bytearray(len(sound) // frame * 2)
        first[0::2], first[1::2] = sound[0::frame], sound[1::frame]
        return bytes(first)

    def set_gain(self, gain: float) -> None:
        """How loud, 0 to 1."""
        self._source.setVolume(gain)

    def broken(self) -> bool:
        """Whether it has stopped by itself."""
        return self._source.error() in _DEAD

    def close(self) -> None:
        """Stop listening."""
        self._source.stop()


class QtOutput:
    """A loudspeaker; all channels play the same."""

    def __init__(self, sink: QAudioSink, stream: QIODevice, channels: int) -> None:
        self._sink, self._stream, self._channels = sink, stream, channels

    def room(self) -> int:
        """How many octets (of one channel) it would take now."""
        return int(self._sink.bytesFree()) // (2 * self._channels) * 2

    def waiting(self) -> int:
        """How many octets (of one channel) it has taken and not played yet."""
        return int(self._sink.bufferSize()) // (2 * self._channels) * 2 - self.room()

    def write(self, sound: bytes) -> None:
        """Play this after what it has already."""
        if self._channels > 1:
            frame = 2 * self._channels
            frames = bytearray(len(sound) * self._channels)
            for channel in range(0, frame, 2):
                frames[channel::frame], frames[channel + 1 :: frame] = sound[0::2], sound[1::2]
            sound = bytes(frames)
        self._stream.write(sound)

    def set_gain(self, gain: float) -> None:
        """How loud, 0 to 1."""
        self._sink.setVolume(gain)

    def broken(self) -> bool:
        """Whether it has stopped by itself."""
        return self._sink.error() in _DEAD

    def close(self) -> None:
        """Be silent at once."""
        self._sink.reset()
        self._sink.stop()


def _listed(devices: Sequence[QAudioDevice]) -> list[Device]:
    default_first = sorted(devices, key=lambda device: not device.isDefault())
    return named(
        [
            (bytes(device.id().data()).decode(errors="replace"), device.description(), device)
            for device in default_first
        ]
    )


def _prepared(device: Device) -> tuple[QAudioDevice, QAudioFormat]:
    """The device and the format it takes: one channel if it can, else as many as it likes."""
    handle = device.handle
    assert isinstance(handle, QAudioDevice)
    sound_format = QAudioFormat()
    sound_format.setSampleRate(RATE)
    sound_format.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    for channels in (1, handle.preferredFormat().channelCount()):
        sound_format.setChannelCount(channels)
        if handle.isFormatSupported(sound_format):
            return handle, sound_format
    raise SoundError(f"“{device.name}” does not take sound of 48 kHz and 16 bits.")


def _octets(sound_format: QAudioFormat, seconds: float) -> int:
    return round(RATE * seconds) * sound_format.bytesPerFrame()
