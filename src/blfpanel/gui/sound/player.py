"""Plays the sounds of ``resources/sounds``: one at a time, as often as they are to be heard."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from blfpanel.gui.sound.devices import (
    OCTETS,
    Device,
    Output,
    Role,
    SoundError,
    SoundSystem,
    open_first,
)
from blfpanel.gui.sound.tunes import Tune, cycle

_log = logging.getLogger(__name__)

#: How much a device has in advance, seconds: enough to bridge a busy moment; a sound still ends at
#: once, because what was not played yet is thrown away.
_BUFFERED = 0.2
_FILL_EVERY = 40  # milliseconds
#: How long a device that does not work is left alone, milliseconds.
_RETRY_AFTER = 1000


@dataclass(frozen=True, slots=True)
class PlayerSetup:
    """Which devices to play on, the best first, and how loud (0 to 1), by what they are for."""

    system: SoundSystem | None = None
    devices: Mapping[Role, tuple[Device, ...]] = field(default_factory=dict)
    gains: Mapping[Role, float] = field(default_factory=dict)


class Player(QObject):
    """Plays what it is told until it is told otherwise. It lives in the thread of sound."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setup = PlayerSetup()
        self._tune: Tune | None = None
        self._output: Output | None = None
        self._place = 0  # octets since the beginning of the tune
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FILL_EVERY)
        self._timer.timeout.connect(self.fill)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY_AFTER)
        self._retry.timeout.connect(self.open)

    @Slot(object)
    def play(self, tune: Tune | None) -> None:
        """Begin a sound, instead of any other; None: be silent."""
        self._close()
        self._tune, self._place = tune, 0
        self.open()

    @Slot(object)
    def use(self, setup: PlayerSetup) -> None:
        """Go over to these devices at once."""
        before, self._setup = self._setup, setup
        if self._tune is None:
            return
        role = self._tune.role
        if before.devices.get(role) != setup.devices.get(role):
            self._close()
            self.open()
        elif self._output:
            self._output.set_gain(setup.gains.get(role, 1.0))

    @Slot()
    def stop(self) -> None:
        """The thread is about to end."""
        self.play(None)

    @Slot()
    def fill(self) -> None:
        """Give the device what it has room for; close it some time after the end."""
        output, tune = self._output, self._tune
        if output is None or tune is None:
            return
        if output.broken():
            self._close()
            self._retry.start()
            return
        sound = cycle(tune)
        end = None if tune.times is None else len(sound) * tune.times
        room = output.room()
        while room > 0 and (end is None or self._place < end):
            begin = self._place % len(sound)
            piece = sound[begin : begin + room]
            output.write(piece)
            self._place += len(piece)
            room -= len(piece)
        if end is not None and room > 0:
            # nothing is to come: the silence after it pushes the last of it out
            output.write(bytes(room))
            self._place += room
            if self._place > end + OCTETS * _BUFFERED:
                self.play(None)

    @Slot()
    def open(self) -> None:
        """Open the device for what is to be heard, if there is one."""
        tune, system = self._tune, self._setup.system
        devices = self._setup.devices.get(tune.role) if tune else None
        if tune is None or system is None or not devices:
            return
        try:
            output, trouble = open_first(
                devices, lambda device: system.open_output(device, _BUFFERED)
            )
        except SoundError as failure:
            _log.warning("“%s” is not heard: %s", tune.name, failure)
            self._retry.start()
            return
        if trouble:
            _log.warning("%s", trouble)
        output.set_gain(self._setup.gains.get(tune.role, 1.0))
        self._output = output
        self._timer.start()
        self.fill()

    def _close(self) -> None:
        self._timer.stop()
        self._retry.stop()
        if self._output:
            self._output.close()
            self._output = None
