"""Which sound device is meant, whatever comes and goes; and what a sound system must offer.

All sound here is 16-bit linear, mono, at :data:`RATE`.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from blfpanel.config.sound import SoundSettings

#: Samples per second at which devices run.
RATE = 48_000
#: Octets per second.
OCTETS = 2 * RATE

Stream = TypeVar("Stream")


class SoundError(Exception):
    """A device cannot be used; the text says which and why, for a person to read."""


class Role(enum.Enum):
    """What a device is used for. The values are the names of the settings."""

    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    RINGER = "ringer"


@dataclass(frozen=True, slots=True)
class Device:
    """A sound device.

    Attributes:
        id: what the system knows it by; the same after it was unplugged and plugged in again.
        name: what people know it by, unlike that of any other input (or output).
        handle: what the sound system needs to open it.
    """

    id: str
    name: str
    handle: object = field(default=None, compare=False, repr=False)


class Output(Protocol):
    """An open device that plays; belongs to one thread."""

    def room(self) -> int:
        """How many octets it would take now."""

    def waiting(self) -> int:
        """How many octets it has taken and not played yet."""

    def write(self, sound: bytes) -> None:
        """Play this after what it has already; never more than there is room for."""

    def set_gain(self, gain: float) -> None:
        """How loud, 0 to 1."""

    def broken(self) -> bool:
        """Whether it has stopped by itself: unplugged, or the sound system is gone."""

    def close(self) -> None:
        """Be silent at once and give the device back."""


class Input(Protocol):
    """An open device that listens; belongs to one thread."""

    def read(self) -> bytes:
        """What it has heard since the last time."""

    def set_gain(self, gain: float) -> None:
        """How loud, 0 to 1."""

    def broken(self) -> bool:
        """Whether it has stopped by itself."""

    def close(self) -> None:
        """Stop listening and give the device back."""


class SoundSystem(Protocol):
    """What the operating system has of sound; lists belong to the main thread."""

    def inputs(self) -> Sequence[Device]:
        """What can listen, the system's default first."""

    def outputs(self) -> Sequence[Device]:
        """What can play, the system's default first."""

    def lost(self) -> bool:
        """Whether there will be no sound until the program is started again."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` when a device came or went, or another became the default."""

    def open_input(self, device: Device, ready: Callable[[], None]) -> Input:
        """Listen; ``ready`` is called in the calling thread when there is something to read.

        Raises:
            SoundError: it cannot be opened.
        """

    def open_output(self, device: Device, buffered: float) -> Output:
        """Play, with room for ``buffered`` seconds.

        Raises:
            SoundError: it cannot be opened.
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """The device for a role.

    Attributes:
        devices: the one to use, then those to use where it cannot be opened; empty: there is none.
        missing: the name that is wanted and not there, else empty.
    """

    devices: tuple[Device, ...]
    missing: str = ""


def choose(wanted: str, there: Sequence[Device]) -> Choice:
    """The device of this name, else the default until it is back.

    Args:
        wanted: a name as the settings have it; empty for the default.
        there: what there is, the default first.
    """
    ordered = tuple(sorted(there, key=lambda device: bool(wanted) and device.name != wanted))
    found = not wanted or any(device.name == wanted for device in there)
    return Choice(ordered, "" if found else wanted)


def open_first(
    devices: Sequence[Device], open_device: Callable[[Device], Stream]
) -> tuple[Stream, str]:
    """The first device that can be opened, and why it is not the very first, in words.

    A list of devices may be behind the times: Qt 6.11 does not hear from PulseAudio that one went.

    Raises:
        SoundError: none of them can be opened.
    """
    trouble = ""
    for device in devices:
        try:
            stream = open_device(device)
        except SoundError as failure:
            trouble = trouble or str(failure)
        else:
            return stream, trouble and f"{trouble} Until it can be, “{device.name}” is used."
    raise SoundError(trouble)


def choose_all(settings: SoundSettings, system: SoundSystem | None) -> dict[Role, Choice]:
    """The devices for all roles."""
    inputs = system.inputs() if system else ()
    outputs = system.outputs() if system else ()
    return {
        Role.MICROPHONE: choose(settings.microphone, inputs),
        Role.SPEAKER: choose(settings.speaker, outputs),
        Role.RINGER: choose(settings.ringer, outputs),
    }


def named(devices: Sequence[tuple[str, str, object]]) -> list[Device]:
    """Devices from id, name and handle; those of the same name are numbered."""
    made: list[Device] = []
    taken: dict[str, int] = {}
    for device_id, name, handle in devices:
        taken[name] = taken.get(name, 0) + 1
        unlike = name if taken[name] == 1 else f"{name} ({taken[name]})"
        made.append(Device(device_id, unlike, handle))
    return made


def gain(percent: int) -> float:
    """The factor for a volume; half the way sounds half as loud (12 dB less)."""
    return (percent / 100) ** 2
