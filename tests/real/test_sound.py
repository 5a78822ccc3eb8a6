"""A tone each way through a real PBX, to a softphone that is not ours: is it heard as it is?"""

from __future__ import annotations

import array
import math
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from real.asterisk import SECURE
from real.baresip import Baresip
from real.blfpanel import Command
from real.pbx import Pbx
from real.recordings import is_tone
from support.certificates import ca_file

OURS, THEIRS = 440, 660  #: Hz
SECONDS = 3.0

#: What the settings and baresip call a codec.
CODECS = {"PCMA": "PCMA", "PCMU": "PCMU", "G722": "G722/16000", "opus": "opus/48000/2"}


@dataclass(slots=True)
class Stage:
    """blfpanel and a softphone at the same PBX, both with these wishes."""

    pbx: Pbx
    folder: Path
    codec: str = "PCMA"
    transport: str = "udp"
    encryption: str = "off"
    running: list[Baresip | Command] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Asterisk has numbers whose calls are encrypted, and others."""
        secure = self.encryption != "off" and self.pbx.name.startswith("Asterisk")
        return SECURE[0] - int(self.pbx.number(1)) + 1 if secure else 1

    @property
    def server_port(self) -> int:
        """Where the PBX speaks this transport."""
        return self.pbx.tls_port if self.transport == "tls" else self.pbx.port

    def softphone(self, index: int = 1, *, answers: bool = True) -> Baresip:
        """A phone that plays THEIRS, registered."""
        phone = Baresip(
            self.pbx.number(self.first + index),
            self.pbx,
            self.folder / f"baresip-{index}",
            tone=THEIRS,
            codecs=CODECS[self.codec],
            transport=self.transport,
            encryption="" if self.encryption == "off" else "srtp-mand",
            answers=answers,
            server_port=self.server_port,
        )
        self.running.append(phone)
        phone.start()
        return phone

    def blfpanel(self, *words: str) -> Command:
        """Run blfpanel with an account of these wishes."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        user = self.pbx.number(self.first)
        lines = [
            "[[accounts]]",
            f'user = "{user}"',
            f'server = "{self.pbx.host}:{self.server_port}"',
            f'transport = "{self.transport}"',
            f'codecs = ["{self.codec}"]',
            f'encryption = "{self.encryption}"',
        ]
        if self.transport == "tls":
            lines.append(f'ca_file = "{ca_file()}"')
        (home / "settings.toml").write_text("\n".join(lines))
        command = Command(self.pbx, user, *words, home=home)
        self.running.append(command)
        return command


@pytest.fixture
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """The stage that the test's parameters name: PBX, codec, transport, encryption."""
    name, codec, transport, encryption = request.param
    here = Stage(request.getfixturevalue(name), tmp_path, codec, transport, encryption)
    yield here
    for one in here.running:
        one.stop()


def tone_file(path: Path, frequency: int, seconds: float = 2 * SECONDS) -> Path:
    """A WAV file with a tone: sine, 16 kHz, a third of full scale."""
    rate = 16_000
    samples = (
        round(10_000 * math.sin(math.tau * frequency * n / rate))
        for n in range(round(rate * seconds))
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", samples).tobytes())
    return path


STAGES = [
    ("kamailio", "PCMA", "udp", "off"),
    ("kamailio", "G722", "tcp", "required"),
    ("kamailio", "opus", "tls", "off"),
    ("kamailio", "PCMA", "tls", "required"),
    ("asterisk22", "PCMA", "udp", "off"),
    ("asterisk22", "PCMU", "tcp", "off"),
    ("asterisk22", "G722", "udp", "off"),
    ("asterisk22", "opus", "tcp", "off"),
    ("asterisk22", "opus", "udp", "required"),
    ("asterisk22", "G722", "tls", "required"),
    ("asterisk22", "PCMA", "tls", "off"),
    ("asterisk16", "PCMA", "udp", "off"),
]


@pytest.mark.parametrize("stage", STAGES, indirect=True, ids=" ".join)
def test_a_tone_is_heard_both_ways(stage: Stage, tmp_path: Path) -> None:
    """blfpanel calls and plays 440 Hz; the softphone plays 660 Hz; each records the other."""
    ours = tone_file(tmp_path / "ours.wav", OURS)
    heard = tmp_path / "heard.wav"
    softphone = stage.softphone()
    number = softphone.number
    limits = ("--for", str(SECONDS))
    command = stage.blfpanel("call", number, "--play", str(ours), "--record", str(heard), *limits)
    status, said = command.finish()
    assert status == 0, said
    softphone.until("CALL_CLOSED")
    is_tone(heard, THEIRS)
    softphone.stop()
    is_tone(softphone.heard(), OURS)
