from __future__ import annotations

import array
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from blfpanel.body.sdp import PCMA, AudioAgreement
from blfpanel.config.sound import AlertSound, SoundSettings
from blfpanel.gui.sound import sound as module
from blfpanel.gui.sound.devices import Role, SoundSystem
from blfpanel.gui.sound.menu import SoundMenu
from blfpanel.gui.sound.sound import NoSoundSystem, Sound, load_system
from blfpanel.panel.model import KeyId
from support.fake_sound import FakeSystem

BOTH = ["Built-in", "Headset"]
PATIENCE = 20_000  #: milliseconds


class Box:
    """Sound with a thread of its own on devices that only remember."""

    def __init__(self, settings: SoundSettings, system: FakeSystem) -> None:
        self.system = system
        self.sound = Sound(settings, lambda: system)
        self.troubles: dict[str, str] = {}
        self.kept: list[SoundSettings] = []
        self.sound.trouble.connect(self._trouble)
        self.sound.changed.connect(self.kept.append)
        self.sound.start()

    def _trouble(self, subject: str, text: str) -> None:
        if text:
            self.troubles[subject] = text
        else:
            self.troubles.pop(subject, None)


class Maker:
    """Makes boxes and ends them."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def __call__(
        self, settings: SoundSettings | None = None, system: FakeSystem | None = None
    ) -> Box:
        self.boxes.append(Box(settings or SoundSettings(), system or FakeSystem(BOTH, BOTH)))
        return self.boxes[-1]


@pytest.fixture
def make(qapp: object) -> Iterator[Maker]:
    maker = Maker()
    yield maker
    for box in maker.boxes:
        box.sound.stop()


@pytest.mark.parametrize(
    ("inputs", "outputs", "said"),
    [
        ([], [], "No microphone or speaker. Lamps and pick-up work, you will not be heard."),
        ([], BOTH, "No microphone. You hear your callers, they do not hear you."),
        (BOTH, [], "No speaker. Nothing rings here, you do not hear your callers."),
    ],
)
def test_missing_devices_are_said_and_taken_back_when_they_come(
    make: Maker, inputs: list[str], outputs: list[str], said: str
) -> None:
    box = make(system=FakeSystem(inputs, outputs))
    assert list(box.troubles.values()) == [said]
    box.system.plug(BOTH, BOTH)
    assert box.troubles == {}


def test_a_chosen_device_that_is_unplugged_is_said_and_chosen_again_when_it_is_back(
    make: Maker,
) -> None:
    settings = SoundSettings(microphone="Headset", speaker="Headset", ringer="Built-in")
    box = make(settings)
    assert box.troubles == {}
    box.system.plug(["Built-in"], ["Built-in"])
    assert list(box.troubles.values()) == [
        "Not plugged in: “Headset”. Until then the system's own choice of devices is used."
    ]
    box.system.plug(BOTH, BOTH)
    assert box.troubles == {}
    assert box.sound.settings == settings
    assert box.kept == [], "the choice stays; nothing is to be written"


def test_a_sound_server_that_goes_is_said(make: Maker) -> None:
    box = make()
    box.system.gone = True
    box.system.plug([], [])
    assert list(box.troubles.values()) == [
        "The system's sound server has gone. Lamps and pick-up work. Start blfpanel again to be "
        "heard."
    ]


def test_a_partner_that_rings_is_heard_on_the_ringing_device(make: Maker, qtbot: QtBot) -> None:
    box = make(SoundSettings(ringer="Headset"))
    box.sound.alert(frozenset({KeyId("207")}), 0)
    qtbot.waitUntil(lambda: bool(box.system.opened_outputs), timeout=PATIENCE)
    assert box.system.opened_outputs[0].device.name == "Headset"
    box.sound.change(ringer="Built-in")
    qtbot.waitUntil(lambda: len(box.system.opened_outputs) == 2, timeout=PATIENCE)
    box.sound.change(alert=AlertSound.OFF)
    qtbot.waitUntil(lambda: box.system.opened_outputs[1].closed, timeout=PATIENCE)


def test_calls_speak_and_hear_through_the_chosen_devices(make: Maker, qtbot: QtBot) -> None:
    box = make(SoundSettings(speaker="Headset"))
    media = box.sound.media()
    session = media.open("127.0.0.1")
    session.stop()
    microphone, speaker = box.sound.speech.microphone(), box.sound.speech.speaker()
    microphone.read(160, 8000)
    speaker.write(bytes(320), 8000)
    qtbot.waitUntil(
        lambda: bool(box.system.opened_inputs and box.system.opened_outputs), timeout=PATIENCE
    )
    assert box.system.opened_inputs[0].device.name == "Built-in"
    assert box.system.opened_outputs[0].device.name == "Headset"


def test_what_is_said_into_one_phone_is_heard_at_the_other_and_both_hang_up(
    make: Maker, qtbot: QtBot
) -> None:
    box = make()
    media = box.sound.media()
    one, two = media.open("127.0.0.1"), media.open("127.0.0.1")
    for session, other in ((one, two), (two, one)):
        session.start(AudioAgreement(*other.local_address, PCMA, receives=(PCMA,)))
    qtbot.waitUntil(
        lambda: bool(box.system.opened_inputs) and len(box.system.opened_outputs) == 2,
        timeout=PATIENCE,
    )
    square = array.array("h", ([8000] * 60 + [-8000] * 60) * 4).tobytes()  # 10 ms of 400 Hz

    def heard() -> bool:
        box.system.opened_inputs[0].say(square)
        pieces = [output.hear(len(output.played)) for output in box.system.opened_outputs]
        return any(max(array.array("h", piece), default=0) > 6000 for piece in pieces)

    qtbot.waitUntil(heard, timeout=PATIENCE)
    one.stop()
    two.stop()
    qtbot.waitUntil(
        lambda: all(output.closed for output in box.system.opened_outputs), timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: box.system.opened_inputs[0].closed, timeout=PATIENCE)


def test_it_can_be_stopped_twice_and_without_having_been_started(make: Maker) -> None:
    box = make()
    box.sound.stop()
    box.sound.stop()
    Sound(SoundSettings(), FakeSystem).stop()


def test_echo_cancellation_that_is_not_installed_is_said(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "echo_control_is_installed", lambda: False)
    box = make(SoundSettings(echo_cancellation=True))
    assert list(box.troubles.values()) == [
        "Echo cancellation is on in the settings, but not installed. Add it with "
        "pip install 'blfpanel[aec]'."
    ]
    box.sound.change(echo_cancellation=False)
    assert box.troubles == {}


def test_a_missing_library_is_said_and_calls_go_on_in_silence(qapp: object) -> None:
    def load() -> SoundSystem:
        raise NoSoundSystem("libpulse.so.0: cannot open shared object file")

    sound = Sound(SoundSettings(), load)
    said: list[str] = []
    sound.trouble.connect(lambda subject, text: said.append(text))
    sound.start()
    assert sound.devices(Role.SPEAKER) == ()
    microphone = sound.speech.microphone()
    assert microphone.read(160, 8000) == bytes(320)
    sound.stop()
    assert said == [
        "No sound, because a library cannot be loaded: libpulse.so.0: cannot open shared object "
        "file. Lamps and pick-up work. Install it (libpulse0 on Debian) and start again."
    ]


def test_a_library_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "blfpanel.gui.sound.qt_audio", raising=False)
    with pytest.raises(NoSoundSystem, match=r"PySide6\.QtMultimedia"):
        load_system()


# --- the menu ---


def entry(menu: QMenu, *names: str) -> QAction:
    """The entry under these titles."""
    for name in names[:-1]:
        found = entry(menu, name).menu()
        assert isinstance(found, QMenu)
        menu = found
    [action] = [action for action in menu.actions() if action.text() == names[-1]]
    return action


def test_the_menu_shows_what_there_is_and_what_holds(make: Maker) -> None:
    box = make(SoundSettings(microphone="Jabra", speaker="Headset", ringer_volume=35, ring=False))
    menu = SoundMenu(box.sound)
    microphones = entry(menu, "Microphone").menu()
    assert isinstance(microphones, QMenu)
    assert [(action.text(), action.isChecked()) for action in microphones.actions()] == [
        ("As the system has it", False),
        ("Built-in", False),
        ("Headset", False),
        ("Jabra (not there)", True),
    ]
    assert entry(menu, "Speaker", "Headset").isChecked()
    assert entry(menu, "Ringing volume", "35 %").isChecked()
    assert not entry(menu, "Ring when I am called").isChecked()
    assert entry(menu, "Sound when partners ring", "Until it ends").isChecked()


@pytest.mark.parametrize(
    ("names", "settings"),
    [
        (("Microphone", "Headset"), SoundSettings(microphone="Headset")),
        (("Ringing device", "Built-in"), SoundSettings(ringer="Built-in")),
        (("Speaker volume", "40 %"), SoundSettings(speaker_volume=40)),
        (("Ring when I am called",), SoundSettings(ring=False)),
        (("Sound when partners ring", "Once"), SoundSettings(alert=AlertSound.ONCE)),
        (("Also while I talk",), SoundSettings(alert_while_talking=True)),
    ],
)
def test_a_choice_in_the_menu_holds_and_is_kept(
    make: Maker, names: tuple[str, ...], settings: SoundSettings
) -> None:
    box = make()
    menu = SoundMenu(box.sound)
    entry(menu, *names).trigger()
    assert box.sound.settings == settings
    assert box.kept == [settings]


def test_the_menu_is_made_anew_when_a_device_comes(make: Maker) -> None:
    box = make()
    menu = SoundMenu(box.sound)
    box.system.plug(BOTH, [*BOTH, "Horn & Bell"])
    menu.aboutToShow.emit()
    assert not entry(menu, "Speaker", "Horn && Bell").isChecked()


def test_the_ringing_can_be_tried_but_not_while_something_sounds(make: Maker, qtbot: QtBot) -> None:
    box = make()
    menu = SoundMenu(box.sound)
    entry(menu, "Try the ringing").trigger()
    qtbot.waitUntil(lambda: len(box.system.opened_outputs) == 1, timeout=PATIENCE)
    box.sound.alert(frozenset({KeyId("207")}), 0)
    qtbot.waitUntil(lambda: len(box.system.opened_outputs) == 2, timeout=PATIENCE)
    entry(menu, "Try the ringing").trigger()
    box.sound.stop()
    assert len(box.system.opened_outputs) == 2
