"""The window's sound: settings, devices that come and go, ringing, and the thread for it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from blfpanel.config.sound import SoundSettings
from blfpanel.gui.sound.devices import (
    Choice,
    Device,
    Input,
    Role,
    SoundError,
    SoundSystem,
    choose,
    choose_all,
    gain,
    open_first,
)
from blfpanel.gui.sound.echo import echo_control_is_installed
from blfpanel.gui.sound.player import Player, PlayerSetup
from blfpanel.gui.sound.ringing import Due, Ringing
from blfpanel.gui.sound.speech import Speech, SpeechSetup
from blfpanel.gui.sound.tunes import RING_ONCE, Tune
from blfpanel.media.session import RtpMediaFactory
from blfpanel.panel.changes import Change
from blfpanel.panel.model import KeyId


class NoSoundSystem(Exception):
    """Qt's multimedia libraries cannot be loaded; the text says which library is missing."""


def load_system() -> SoundSystem:
    """The operating system's sound.

    Raises:
        NoSoundSystem: a library is missing.
    """
    try:
        from blfpanel.gui.sound.qt_audio import QtSoundSystem
    except ImportError as failure:
        raise NoSoundSystem(str(failure)) from failure
    return QtSoundSystem()


class Sound(QObject):
    """All sound of the window. It lives in the main thread; devices live in a thread of their own.

    Attributes:
        speech: makes what calls speak into and hear from.

    Signals:
        trouble: what it is about, and a sentence; an empty one when that is over.
        changed: the settings, after a person changed them.

    Args:
        settings: as the file has them.
        load: gives the sound system when the sound is started; the machine's own by default.
    """

    trouble = Signal(str, str)
    changed = Signal(object)
    _wanted = Signal(object)
    _speech_setup = Signal(object)
    _player_setup = Signal(object)
    _stopping = Signal()

    def __init__(
        self,
        settings: SoundSettings,
        load: Callable[[], SoundSystem] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._load = load or load_system
        self._system: SoundSystem | None = None
        self._ringing = Ringing(settings)
        self._due = Due()
        self._plugs = 0
        self._said: dict[str, str] = {}
        self.speech, self._player = Speech(), Player()
        self._thread = QThread()
        self._thread.setObjectName("sound")
        for worker in (self.speech, self._player):
            worker.moveToThread(self._thread)
        self.speech.heard.connect(self._far_end_heard)
        self.speech.trouble.connect(self._device_trouble)
        self._wanted.connect(self._player.play)
        self._speech_setup.connect(self.speech.use)
        self._player_setup.connect(self._player.use)
        blocking = Qt.ConnectionType.BlockingQueuedConnection
        self._stopping.connect(self.speech.stop, blocking)
        self._stopping.connect(self._player.stop, blocking)

    @property
    def settings(self) -> SoundSettings:
        """What holds now."""
        return self._settings

    def media(self) -> RtpMediaFactory:
        """Makes the sound of calls: from the microphone, to the loudspeaker."""
        return RtpMediaFactory(make_source=self.speech.microphone, make_sink=self.speech.speaker)

    def devices(self, role: Role) -> Sequence[Device]:
        """What can be chosen, the system's default first."""
        if self._system is None:
            return ()
        return self._system.inputs() if role is Role.MICROPHONE else self._system.outputs()

    def open_microphone(self, name: str, ready: Callable[[], None]) -> Input:
        """Listen to the microphone of this name (empty: the system's choice), to show how loud
        it is; whoever opens it closes it.

        Raises:
            SoundError: there is none, or it cannot be opened.
        """
        if self._system is None:
            raise SoundError(self.tr("There is no sound on this machine."))
        system = self._system
        found = choose(name, system.inputs()).devices
        if not found:
            raise SoundError(self.tr("No microphone. You hear your callers, they do not hear you."))
        return open_first(found, lambda device: system.open_input(device, ready))[0]

    # --- life ---

    def start(self) -> None:
        """Look for devices and use them."""
        self._thread.start(QThread.Priority.TimeCriticalPriority)
        failure = ""
        try:
            self._system = self._load()
        except NoSoundSystem as reason:
            failure = self.tr(
                "No sound, because a library cannot be loaded: {reason}. Lamps and pick-up work. "
                "Install it (libpulse0 on Debian) and start again."
            ).format(reason=reason)
        else:
            self._system.on_change(self._plugged)
        self._say("library", failure)
        self._apply()

    def stop(self) -> None:
        """Be silent, give the devices back and end the thread."""
        if self._thread.isRunning():
            self._stopping.emit()
            self._thread.quit()
            self._thread.wait()

    # --- what happens ---

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        self._ringing.handle(change)
        self._ring()

    def alert(self, keys: frozenset[KeyId], level: int) -> None:
        """Let these partners be heard ringing; ``level`` says how urgently (0, 1, 2)."""
        self._ringing.alert(keys, level)
        self._ring()

    def signal(self, tune: Tune) -> None:
        """Say something once, unless there is something else to be heard."""
        self._ringing.signal(tune)
        self._ring()

    def change(self, **settings: object) -> None:
        """A person wants these settings from now on."""
        self._settings = msgspec.structs.replace(self._settings, **settings)
        self._ringing.use(self._settings)
        self._ring()
        self._apply()
        self.changed.emit(self._settings)

    def try_out(self) -> None:
        """Let the ringing device be heard once."""
        if self._due.tune is None:
            self._wanted.emit(RING_ONCE)

    @Slot()
    def _far_end_heard(self) -> None:
        self._ringing.far_end_heard()
        self._ring()

    def _ring(self) -> None:
        due = self._ringing.due
        if due != self._due:
            self._due = due
            self._wanted.emit(due.tune)

    @Slot(str)
    def _device_trouble(self, text: str) -> None:
        self._say("device", text)

    # --- devices ---

    @Slot()
    def _plugged(self) -> None:
        self._plugs += 1
        self._apply()

    @Slot()
    def _apply(self) -> None:
        """Choose devices anew and use them; say what is missing."""
        settings = self._settings
        choices = choose_all(settings, self._system)
        devices = {role: choice.devices for role, choice in choices.items()}
        echo = settings.echo_cancellation
        canceller = echo_control_is_installed()
        speech = SpeechSetup(
            self._system,
            devices[Role.MICROPHONE],
            devices[Role.SPEAKER],
            gain(settings.microphone_volume),
            gain(settings.speaker_volume),
            echo and canceller,
            self._plugs,
        )
        gains = {
            Role.RINGER: gain(settings.ringer_volume),
            Role.SPEAKER: gain(settings.speaker_volume),
        }
        self._speech_setup.emit(speech)
        self._player_setup.emit(PlayerSetup(self._system, devices, gains))
        if self._system is not None:
            self._say("none", self._gone() if self._system.lost() else self._none(devices))
        self._say("missing", self._missing(choices))
        self._say("echo", self._no_canceller() if echo and not canceller else "")

    def _gone(self) -> str:
        return self.tr(
            "The system's sound server has gone. Lamps and pick-up work. Start blfpanel again to "
            "be heard."
        )

    def _none(self, devices: dict[Role, tuple[Device, ...]]) -> str:
        """What cannot be done for lack of devices."""
        match bool(devices[Role.MICROPHONE]), bool(devices[Role.SPEAKER]):
            case False, False:
                return self.tr(
                    "No microphone or speaker. Lamps and pick-up work, you will not be heard."
                )
            case False, True:
                return self.tr("No microphone. You hear your callers, they do not hear you.")
            case True, False:
                return self.tr("No speaker. Nothing rings here, you do not hear your callers.")
        return ""

    def _missing(self, choices: dict[Role, Choice]) -> str:
        """Which chosen devices are not there, and what is used instead."""
        names = list(dict.fromkeys(c.missing for c in choices.values() if c.missing and c.devices))
        if not names:
            return ""
        listed = self.tr(" and ").join(f"“{name}”" for name in names)
        return self.tr(
            "Not plugged in: {names}. Until then the system's own choice of devices is used."
        ).format(names=listed)

    def _no_canceller(self) -> str:
        return self.tr(
            "Echo cancellation is on in the settings, but not installed. Add it with "
            "pip install 'blfpanel[aec]'."
        )

    def _say(self, subject: str, text: str) -> None:
        if text != self._said.get(subject, ""):
            self._said[subject] = text
            self.trouble.emit(f"sound {subject}", text)
