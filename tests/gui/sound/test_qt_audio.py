from __future__ import annotations

import array
from typing import Any, cast

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from blfpanel.gui.sound.devices import Device, SoundError
from blfpanel.gui.sound.qt_words import server

pytest.importorskip("PySide6.QtMultimedia", reason="the system lacks libraries for sound")

from blfpanel.gui.sound.qt_audio import QtInput, QtOutput, QtSoundSystem

# what Qt says on machines without PipeWire or without a sound server
pytestmark = pytest.mark.qt_log_ignore("pipewire-0.3", "PulseAudioService", extend=True)


class Sink:
    """As much of a QAudioSink as a QtOutput asks for."""

    def __init__(self, free: int) -> None:
        self.free = free

    def bytesFree(self) -> int:
        return self.free


def sound(*samples: int) -> bytes:
    return array.array("h", samples).tobytes()


def stream(data: bytes = b"") -> QBuffer:
    made = QBuffer()
    made.setData(QByteArray(data))
    made.open(QIODevice.OpenModeFlag.ReadWrite)
    return made


@pytest.mark.parametrize(
    ("channels", "played"),
    [(1, sound(1, -2)), (2, sound(1, 1, -2, -2)), (3, sound(1, 1, 1, -2, -2, -2))],
)
def test_all_channels_of_a_loudspeaker_play_the_same(channels: int, played: bytes) -> None:
    device = stream()
    output = QtOutput(cast(Any, Sink(100)), device, channels)
    output.write(sound(1, -2))
    assert bytes(device.data().data()) == played


@pytest.mark.parametrize(("channels", "room"), [(1, 102), (2, 50), (6, 16)])
def test_room_is_told_in_octets_of_one_channel(channels: int, room: int) -> None:
    assert QtOutput(cast(Any, Sink(103)), stream(), channels).room() == room


@pytest.mark.parametrize("channels", [1, 2])
def test_of_a_microphone_with_several_channels_the_first_is_heard(channels: int) -> None:
    recorded = stream(sound(*[value for value in (7, -8, 9) for _ in range(channels)]))
    assert QtInput(cast(Any, None), recorded, channels).read() == sound(7, -8, 9)


def test_where_there_never_was_a_sound_server_none_is_lost(qapp: object) -> None:
    system = QtSoundSystem()
    told: list[bool] = []
    system.on_change(lambda: told.append(system.lost()))
    assert (list(system.inputs()), list(system.outputs())) == ([], [])
    server.lost.emit()
    assert not system.lost()
    assert told == []


def test_after_the_sound_server_has_gone_nothing_is_listed_or_opened(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt 6.11 still lists the devices then, and aborts the program when one is opened."""
    headset = Device("1", "Headset")
    monkeypatch.setattr("blfpanel.gui.sound.qt_audio._listed", lambda devices: [headset])
    system = QtSoundSystem()
    assert system.inputs() == [headset]
    told: list[bool] = []
    system.on_change(lambda: told.append(system.lost()))
    assert not system.lost()
    server.lost.emit()
    assert told == [True]
    assert (system.inputs(), system.outputs()) == ((), ())
    for open_device in (
        lambda: system.open_input(Device("1", "Headset"), lambda: None),
        lambda: system.open_output(Device("1", "Headset"), 0.04),
    ):
        with pytest.raises(SoundError, match="sound server"):
            open_device()
