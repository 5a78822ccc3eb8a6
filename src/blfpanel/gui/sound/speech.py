"""What we say and hear in calls: between the calls' threads and the sound devices."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from blfpanel.gui.sound.devices import (
    OCTETS,
    RATE,
    Device,
    Input,
    Output,
    SoundError,
    SoundSystem,
    open_first,
)
from blfpanel.gui.sound.echo import EchoControl
from blfpanel.gui.sound.resample import Downsampler, Upsampler
from blfpanel.gui.sound.ring import Ring, Surplus

_log = logging.getLogger(__name__)

#: How much a loudspeaker has in advance, seconds: two packets of most calls.
_BUFFERED = 0.04
#: How often devices that do not work are tried again, milliseconds.
_CHECK_EVERY = 1000


def _octets(seconds: float) -> int:
    return round(OCTETS * seconds)


@dataclass(frozen=True, slots=True)
class SpeechSetup:
    """Which devices to speak and hear with, the best first, and how loud (0 to 1).

    ``plugged`` counts how often devices came or went. Each time streams are opened anew: a sound
    server may have moved them to another device, and does not move them back.
    """

    system: SoundSystem | None = None
    microphones: tuple[Device, ...] = ()
    speakers: tuple[Device, ...] = ()
    microphone_gain: float = 1.0
    speaker_gain: float = 1.0
    echo_cancellation: bool = False
    plugged: int = 0


class Microphone:
    """Where a call's sound comes from (``media.sound.AudioSource``); its methods are called by
    the call's own thread."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._rate = 0
        self._lower = Downsampler(1)
        self.ring = Ring(margin=_octets(0.01), limit=_octets(0.1))

    def read(self, samples: int, clock_rate: int) -> bytes:
        """What was said last; silence while nothing has come."""
        if not self._rate:
            self._speech.speaking.emit(self)
        if clock_rate != self._rate:
            self._rate = clock_rate
            self._lower = Downsampler(RATE // clock_rate)
        return self._lower(self.ring.take(2 * samples * (RATE // clock_rate)))

    def close(self) -> None:
        """Nobody listens any more."""
        self._speech.left.emit(self)


class Speaker:
    """Where the far end's sound goes (``media.sound.AudioSink``); its methods are called by the
    call's own thread."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._rate = 0
        self._higher = Upsampler(1)
        self._silent = True
        self.ring = Ring(margin=_octets(0.02), limit=_octets(0.06))
        self.surplus = Surplus(_octets(0.01))
        self.packet = 0  #: octets of the last one

    def write(self, linear: bytes, clock_rate: int) -> None:
        """Play this next."""
        if clock_rate != self._rate:
            self._rate = clock_rate
            self._higher = Upsampler(RATE // clock_rate)
        sound = self._higher(linear)
        self.packet = len(sound)
        self.ring.put(sound)
        self._speech.filled.emit(self)
        if self._silent and linear.count(0) < len(linear):
            self._silent = False
            self._speech.heard.emit()

    def close(self) -> None:
        """The far end says nothing any more."""
        self._speech.left.emit(self)


class Speech(QObject):
    """Opens devices while calls need them. It lives in the thread of sound.

    One microphone serves all calls; each call has a loudspeaker stream of its own, which the
    system mixes. ``heard`` when a far end is heard for the first time in its call; ``trouble``
    with a sentence when a device does not work, and with an empty one when it does again.
    """

    speaking = Signal(object)  #: a Microphone was read for the first time
    filled = Signal(object)  #: a Speaker has something to play
    left = Signal(object)  #: a Microphone or Speaker is not needed any more
    heard = Signal()
    trouble = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setup = SpeechSetup()
        self._microphones: list[Microphone] = []
        self._input: Input | None = None
        self._outputs: dict[Speaker, Output | None] = {}
        self._echo: EchoControl | None = None
        self._said = ""
        self._troubles: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_EVERY)
        self._timer.timeout.connect(self.check)
        self.speaking.connect(self._listen)
        self.filled.connect(self._play)
        self.left.connect(self._leave)

    def microphone(self) -> Microphone:
        """A source for a new call; from any thread."""
        return Microphone(self)

    def speaker(self) -> Speaker:
        """A sink for a new call; from any thread."""
        return Speaker(self)

    @Slot(object)
    def use(self, setup: SpeechSetup) -> None:
        """Go over to these devices at once."""
        before, self._setup = self._setup, setup
        plugged = before.plugged != setup.plugged
        if plugged or before.microphones != setup.microphones:
            self._close_input()
        if plugged or before.speakers != setup.speakers:
            self._close_outputs()
        if before.echo_cancellation != setup.echo_cancellation:
            self._echo = EchoControl() if setup.echo_cancellation else None
        if self._input:
            self._input.set_gain(setup.microphone_gain)
        for output in filter(None, self._outputs.values()):
            output.set_gain(setup.speaker_gain)
        self.check()

    @Slot()
    def check(self) -> None:
        """Open what is needed and not open, or has stopped."""
        if self._input and self._input.broken():
            self._close_input()
        if any(output and output.broken() for output in self._outputs.values()):
            self._close_outputs()
        try:
            self._open()
        except SoundError as failure:
            self._troubles["none"] = str(failure)
        else:
            self._troubles.pop("none", None)
        self._say(next(filter(None, self._troubles.values()), ""))
        if self._microphones or self._outputs:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def stop(self) -> None:
        """Close all devices; the thread is about to end."""
        self._microphones.clear()
        self._close_input()
        self._close_outputs()
        self._outputs.clear()
        self._timer.stop()

    # --- what calls want ---

    @Slot(object)
    def _listen(self, microphone: Microphone) -> None:
        self._microphones.append(microphone)
        self.check()

    @Slot(object)
    def _play(self, speaker: Speaker) -> None:
        if speaker not in self._outputs:
            self._outputs[speaker] = None
            self.check()
        output = self._outputs[speaker]
        if output is None:
            speaker.ring.clear()
            return
        before = output.waiting() + len(speaker.ring) - speaker.packet
        speaker.ring.skip(speaker.surplus.at(before))
        if sound := speaker.ring.drain(output.room()):
            output.write(sound)
            if self._echo:
                self._echo.played(speaker, sound)

    @Slot(object)
    def _leave(self, user: Microphone | Speaker) -> None:
        if isinstance(user, Speaker):
            output = self._outputs.pop(user, None)
            if output:
                output.close()
            if self._echo:
                self._echo.ended(user)
        elif user in self._microphones:
            self._microphones.remove(user)
            if not self._microphones:
                self._close_input()
        self.check()

    @Slot()
    def _said_something(self) -> None:
        if self._input is None:
            return
        sound = self._input.read()
        if self._echo:
            sound = self._echo.cleaned(sound)
        for microphone in self._microphones:
            microphone.ring.put(sound)

    # --- devices ---

    def _open(self) -> None:
        setup, system = self._setup, self._setup.system
        if system is None:
            return
        if setup.microphones and self._microphones and self._input is None:
            heard, self._troubles["input"] = open_first(
                setup.microphones, lambda device: system.open_input(device, self._said_something)
            )
            heard.set_gain(setup.microphone_gain)
            self._input = heard
        for speaker, output in self._outputs.items():
            if setup.speakers and output is None:
                opened, self._troubles["output"] = open_first(
                    setup.speakers, lambda device: system.open_output(device, _BUFFERED)
                )
                opened.set_gain(setup.speaker_gain)
                self._outputs[speaker] = opened

    def _close_input(self) -> None:
        self._troubles.pop("input", None)
        if self._input:
            self._input.close()
            self._input = None

    def _close_outputs(self) -> None:
        self._troubles.pop("output", None)
        for speaker, output in self._outputs.items():
            if output:
                output.close()
                self._outputs[speaker] = None

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            if text:
                _log.warning("%s", text)
            self.trouble.emit(text)
