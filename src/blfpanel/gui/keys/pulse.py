"""Clocks of the window: one pulse for everything that rings, one tick for everything that runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from blfpanel.config.window import Blink
from blfpanel.gui.look.led import Led

#: a beat, and one of slow blinking: halos are on for one and off for one
PULSE_MS = 500
SLOW_PULSE_MS = 1000
TICK_MS = 1000
FRAME_MS = 40


class Clocks(QObject):
    """Shared timers; each runs only while somebody needs it.

    ``pulsed`` every 500 ms (every second where blinking is slow) while something rings or blinks,
    ``ticked`` every second, ``turned`` 25 times a second while a pick-up is on its way. With
    ``still`` (reduced motion) halos stay on and nothing turns.
    """

    pulsed = Signal()
    ticked = Signal()
    turned = Signal()

    def __init__(self, parent: QObject | None = None, *, still: bool = False) -> None:
        super().__init__(parent)
        self.still = still
        self._beat_count = 0
        self._ringing: set[object] = set()
        self._turning: set[object] = set()
        self._started = QElapsedTimer()
        self._started.start()
        self._pulse = self._timer(PULSE_MS, self._beat)
        self._tick = self._timer(TICK_MS, self.ticked.emit)
        self._frame = self._timer(FRAME_MS, self.turned.emit)
        self._tick.start()

    @property
    def on(self) -> bool:
        """Whether halos are lit at this moment."""
        return self._beat_count % 2 == 0 or self.still

    def lit(self, led: Led) -> bool:
        """Whether a lamp is lit at this moment."""
        return self.still or led.lit(self._beat_count)

    def set_blink(self, blink: Blink, *, reduced_motion: bool = False) -> None:
        """Blink as the settings say; a system that wants less motion has nothing move."""
        self.still = reduced_motion or blink is Blink.OFF
        self._pulse.setInterval(SLOW_PULSE_MS if blink is Blink.SLOW else PULSE_MS)
        self.pulsed.emit()

    @property
    def angle(self) -> float:
        """How far the pick-up arc has turned: once a second, degrees."""
        return 0.0 if self.still else (self._started.elapsed() % 1000) * 0.36

    def need_pulse(self, needed: bool, who: object = None) -> None:
        """Something rings in the view ``who``, or nothing does any more."""
        _claim(self._ringing, who, needed)
        self._run(self._pulse, bool(self._ringing))
        if not self._ringing:
            self._beat_count = 0

    def need_turn(self, needed: bool, who: object = None) -> None:
        """A pick-up is on its way in the view ``who``, or none is any more."""
        _claim(self._turning, who, needed)
        self._run(self._frame, bool(self._turning) and not self.still)

    def _beat(self) -> None:
        self._beat_count += 1
        if not self.still:
            self.pulsed.emit()

    def _timer(self, interval: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    @staticmethod
    def _run(timer: QTimer, needed: bool) -> None:
        if needed and not timer.isActive():
            timer.start()
        elif not needed:
            timer.stop()


def _claim(claims: set[object], who: object, needed: bool) -> None:
    if needed:
        claims.add(who)
    else:
        claims.discard(who)
