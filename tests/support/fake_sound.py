"""Sound devices that only remember; tests plug them in, fill them and break them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from blfpanel.gui.sound.devices import Device, SoundError, named


class FakeOutput:
    """A loudspeaker with room for what the test says."""

    def __init__(self, device: Device, room: int) -> None:
        self.device = device
        self.space = room
        self.played = b""
        self.gain = 1.0
        self.closed = False
        self.dead = False

    def room(self) -> int:
        return self.space

    def waiting(self) -> int:
        return len(self.played)

    def write(self, sound: bytes) -> None:
        assert not self.closed
        assert len(sound) <= self.space, "more than there is room for"
        self.space -= len(sound)
        self.played += sound

    def set_gain(self, gain: float) -> None:
        self.gain = gain

    def broken(self) -> bool:
        return self.dead

    def close(self) -> None:
        self.closed = True

    def hear(self, size: int) -> bytes:
        """Play so many octets: there is room for as many again."""
        self.space += size
        heard, self.played = self.played[:size], self.played[size:]
        return heard


class FakeInput:
    """A microphone; the test speaks."""

    def __init__(self, device: Device, ready: Callable[[], None]) -> None:
        self.device = device
        self._ready = ready
        self._sound = b""
        self.gain = 1.0
        self.closed = False
        self.dead = False

    def read(self) -> bytes:
        sound, self._sound = self._sound, b""
        return sound

    def set_gain(self, gain: float) -> None:
        self.gain = gain

    def broken(self) -> bool:
        return self.dead

    def close(self) -> None:
        self.closed = True

    def say(self, sound: bytes) -> None:
        self._sound += sound
        self._ready()


class FakeSystem:
    """A machine's sound. ``opened`` lists the streams, the newest last."""

    def __init__(self, inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> None:
        self._listeners: list[Callable[[], None]] = []
        self.opened_inputs: list[FakeInput] = []
        self.opened_outputs: list[FakeOutput] = []
        self.refusing = False
        self.gone = False
        self.refused: set[str] = set()
        self._inputs, self._outputs = _devices(inputs), _devices(outputs)

    def inputs(self) -> Sequence[Device]:
        return self._inputs

    def outputs(self) -> Sequence[Device]:
        return self._outputs

    def lost(self) -> bool:
        return self.gone

    def on_change(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def plug(self, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        """From now on there are these devices."""
        self._inputs, self._outputs = _devices(inputs), _devices(outputs)
        for listener in self._listeners:
            listener()

    def open_input(self, device: Device, ready: Callable[[], None]) -> FakeInput:
        self._check(device)
        self.opened_inputs.append(FakeInput(device, ready))
        return self.opened_inputs[-1]

    def open_output(self, device: Device, buffered: float) -> FakeOutput:
        self._check(device)
        self.opened_outputs.append(FakeOutput(device, round(96_000 * buffered)))
        return self.opened_outputs[-1]

    def _check(self, device: Device) -> None:
        if self.refusing or device.name in self.refused:
            raise SoundError(f"“{device.name}” cannot be opened.")


def _devices(names: Sequence[str]) -> list[Device]:
    return named([(f"id of {name}", name, None) for name in names])
