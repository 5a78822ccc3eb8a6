"""How loud the microphone is, as a bar."""

from __future__ import annotations

import array

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from blfpanel.gui.sound.devices import Input, SoundError
from blfpanel.gui.sound.sound import Sound

_EACH_MS = 60
_LOUDEST = 32_767


class Meter(QProgressBar):
    """Listens between ``listen`` and ``end``, and never while it is hidden."""

    def __init__(self, sound: Sound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self.input: Input | None = None
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("How loud the microphone is"))
        self._timer = QTimer(self, interval=_EACH_MS)
        self._timer.timeout.connect(self.measure)

    def listen(self, name: str) -> str:
        """Listen to the microphone of this name (empty: the system's choice).

        Returns:
            Why that cannot be, "" where it is so.
        """
        self.end()
        try:
            self.input = self._sound.open_microphone(name, lambda: None)
        except SoundError as problem:
            return str(problem)
        self._timer.start()
        return ""

    def end(self) -> None:
        """Listen no more."""
        self._timer.stop()
        if self.input is not None:
            self.input.close()
            self.input = None
        self.setValue(0)

    def measure(self) -> None:
        """Show how loud it was since the last time."""
        if self.input is None:
            return
        heard = self.input.read()
        samples = array.array("h", heard[: len(heard) // 2 * 2])
        loudest = max((abs(sample) for sample in samples), default=0)
        falling = int(self.value() * 0.8)
        # the root shows speech, which is far from the loudest there can be
        self.setValue(max(falling, round(100 * (loudest / _LOUDEST) ** 0.5)))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.end()
