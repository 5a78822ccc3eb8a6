from __future__ import annotations

import pytest

from blfpanel.gui.sound.devices import Device, Role
from blfpanel.gui.sound.player import Player, PlayerSetup
from blfpanel.gui.sound.tunes import BUSY, RING, RINGBACK, Tune, cycle
from support.fake_sound import FakeSystem

HORN, HEADSET = Device("1", "Horn"), Device("2", "Headset")


class Box:
    """A player on two devices, in one thread."""

    def __init__(self) -> None:
        self.system = FakeSystem()
        self.player = Player()
        self.use(HORN)

    def use(self, ringer: Device | None, gain: float = 1.0) -> None:
        devices = {Role.RINGER: (ringer,) if ringer else (), Role.SPEAKER: (HEADSET,)}
        self.player.use(PlayerSetup(self.system, devices, {Role.RINGER: gain}))

    def hear(self, octets: int) -> bytes:
        """What comes out while the timer runs."""
        heard = b""
        while len(heard) < octets:
            piece = self.system.opened_outputs[-1].hear(min(4000, octets - len(heard)))
            if not piece:
                break
            heard += piece
            self.player.fill()
        return heard


@pytest.fixture
def box(qapp: object) -> Box:
    return Box()


@pytest.mark.parametrize(("tune", "device"), [(RING, HORN), (RINGBACK, HEADSET)])
def test_each_sound_has_its_device(box: Box, tune: Tune, device: Device) -> None:
    box.player.play(tune)
    [output] = box.system.opened_outputs
    assert output.device == device


def test_a_sound_goes_round_without_a_gap_until_it_is_stopped(box: Box) -> None:
    box.player.play(RING)
    sound = cycle(RING)
    assert box.hear(len(sound) * 2 + 1000) == sound * 2 + sound[:1000]
    box.player.play(None)
    assert box.system.opened_outputs[0].closed


def test_a_sound_of_some_turns_ends_by_itself(box: Box) -> None:
    box.player.play(BUSY)
    heard = box.hear(10**7)
    sound = cycle(BUSY)
    assert heard[: len(sound) * 4] == sound * 4
    assert not any(heard[len(sound) * 4 :])
    assert box.system.opened_outputs[0].closed


def test_another_sound_begins_at_its_beginning(box: Box) -> None:
    box.player.play(RING)
    box.hear(50_000)
    box.player.play(RINGBACK)
    assert box.system.opened_outputs[0].closed
    assert box.hear(9600) == cycle(RINGBACK)[:9600]


def test_without_a_device_nothing_is_heard_and_a_device_that_comes_rings(box: Box) -> None:
    box.use(None)
    box.player.play(RING)
    assert box.system.opened_outputs == []
    box.use(HORN)
    assert box.hear(9600) == cycle(RING)[:9600]


def test_a_device_that_goes_hands_over_to_another(box: Box) -> None:
    box.player.play(RING)
    box.use(HEADSET, 0.5)
    first, second = box.system.opened_outputs
    assert first.closed
    assert (second.device, second.gain) == (HEADSET, 0.5)


def test_the_volume_changes_at_once(box: Box) -> None:
    box.player.play(RING)
    box.use(HORN, 0.1)
    [output] = box.system.opened_outputs
    assert output.gain == 0.1
    assert not output.closed


def test_a_device_that_fails_is_tried_again_while_it_should_ring(
    box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    box.system.refusing = True
    box.player.play(RING)
    assert "“ring” is not heard: “Horn” cannot be opened." in caplog.text
    box.system.refusing = False
    box.player.open()
    box.system.opened_outputs[0].dead = True
    box.player.fill()
    assert box.system.opened_outputs[0].closed
    box.player.open()
    assert box.hear(960) != b""
    box.player.stop()
    assert box.system.opened_outputs[1].closed
