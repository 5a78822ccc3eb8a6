from __future__ import annotations

import pytest

from blfpanel.config.sound import SoundSettings
from blfpanel.gui.sound.devices import (
    Choice,
    Device,
    Role,
    SoundError,
    choose,
    choose_all,
    gain,
    named,
    open_first,
)
from support.fake_sound import FakeSystem

BUILT_IN, HEADSET = Device("1", "Built-in"), Device("2", "Headset")


@pytest.mark.parametrize(
    ("wanted", "there", "choice"),
    [
        ("", [BUILT_IN, HEADSET], Choice((BUILT_IN, HEADSET))),
        ("Headset", [BUILT_IN, HEADSET], Choice((HEADSET, BUILT_IN))),
        ("Headset", [BUILT_IN], Choice((BUILT_IN,), "Headset")),
        ("headset", [BUILT_IN, HEADSET], Choice((BUILT_IN, HEADSET), "headset")),
        ("Headset", [], Choice((), "Headset")),
        ("", [], Choice(())),
    ],
)
def test_a_device_goes_by_its_name_else_the_default(
    wanted: str, there: list[Device], choice: Choice
) -> None:
    assert choose(wanted, there) == choice


def test_the_same_device_in_another_socket_is_still_chosen() -> None:
    again = Device("usb-7", "Headset")
    assert choose("Headset", [BUILT_IN, again]).devices[0] is again


def test_devices_of_the_same_name_are_told_apart() -> None:
    made = named([("1", "Jabra", None), ("2", "Yealink", None), ("3", "Jabra", None)])
    assert [device.name for device in made] == ["Jabra", "Yealink", "Jabra (2)"]


def test_speech_and_ringing_have_devices_of_their_own() -> None:
    system = FakeSystem(["Built-in", "Headset"], ["Built-in", "Headset", "Horn"])
    settings = SoundSettings(microphone="Headset", speaker="Headset", ringer="Horn")
    names = {role: c.devices[0].name for role, c in choose_all(settings, system).items()}
    assert names == {Role.MICROPHONE: "Headset", Role.SPEAKER: "Headset", Role.RINGER: "Horn"}


def test_without_a_sound_system_there_is_nothing_to_choose() -> None:
    assert set(choose_all(SoundSettings(), None).values()) == {Choice(())}


def test_a_device_that_cannot_be_opened_is_replaced_by_the_next_and_that_is_said() -> None:
    def open_device(device: Device) -> str:
        if device is HEADSET:
            raise SoundError("“Headset” cannot be opened.")
        return device.name

    assert open_first([BUILT_IN, HEADSET], open_device) == ("Built-in", "")
    assert open_first([HEADSET, BUILT_IN], open_device) == (
        "Built-in",
        "“Headset” cannot be opened. Until it can be, “Built-in” is used.",
    )
    with pytest.raises(SoundError, match="“Headset” cannot be opened"):
        open_first([HEADSET], open_device)


@pytest.mark.parametrize(("percent", "factor"), [(0, 0.0), (50, 0.25), (100, 1.0)])
def test_volumes_follow_the_ear(percent: int, factor: float) -> None:
    assert gain(percent) == pytest.approx(factor)
