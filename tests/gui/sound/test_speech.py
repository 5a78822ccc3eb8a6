from __future__ import annotations

import array
import math

import pytest

from blfpanel.gui.sound.devices import Device
from blfpanel.gui.sound.speech import Speech, SpeechSetup
from support.fake_sound import FakeSystem

BUILT_IN, HEADSET = Device("1", "Built-in"), Device("2", "Headset")


def tone(rate: int, milliseconds: int, hertz: float = 440.0) -> bytes:
    count = rate * milliseconds // 1000
    values = (round(9000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(count))
    return array.array("h", values).tobytes()


def loud(sound: bytes) -> float:
    values = array.array("h", sound)
    return math.sqrt(sum(value * value for value in values) / max(1, len(values)))


class Box:
    """Speech with devices, in one thread, and a call's halves."""

    def __init__(self) -> None:
        self.system = FakeSystem()
        self.speech = Speech()
        self.troubles: list[str] = []
        self.heard = 0
        self.speech.trouble.connect(self.troubles.append)
        self.speech.heard.connect(self._count)
        self.use(BUILT_IN, BUILT_IN)

    def _count(self) -> None:
        self.heard += 1

    def use(self, microphone: Device | None, speaker: Device | None, *gains: float) -> None:
        microphones, speakers = ((device,) if device else () for device in (microphone, speaker))
        self.speech.use(SpeechSetup(self.system, microphones, speakers, *gains))


@pytest.fixture
def box(qapp: object) -> Box:
    return Box()


def test_devices_are_open_only_while_a_call_needs_them(box: Box) -> None:
    microphone, speaker = box.speech.microphone(), box.speech.speaker()
    assert not box.system.opened_inputs
    assert not box.system.opened_outputs
    microphone.read(160, 8000)
    speaker.write(bytes(320), 8000)
    [heard], [played] = box.system.opened_inputs, box.system.opened_outputs
    microphone.close()
    speaker.close()
    assert heard.closed
    assert played.closed


@pytest.mark.parametrize("rate", [8000, 16_000, 48_000])
def test_what_is_said_reaches_the_call_at_the_rate_of_its_codec(box: Box, rate: int) -> None:
    microphone = box.speech.microphone()
    assert microphone.read(rate // 50, rate) == bytes(rate // 25)
    [device] = box.system.opened_inputs
    said = tone(48_000, 200)
    got = b""
    for place in range(0, len(said), 1920):
        device.say(said[place : place + 960])
        device.say(said[place + 960 : place + 1920])
        got += microphone.read(rate // 50, rate)
    assert len(got) == rate // 50 * 2 * 10
    assert loud(got[len(got) // 2 :]) == pytest.approx(9000 / math.sqrt(2), rel=0.03)


@pytest.mark.parametrize("rate", [8000, 16_000, 48_000])
def test_what_the_far_end_says_reaches_the_device(box: Box, rate: int) -> None:
    speaker = box.speech.speaker()
    said = tone(rate, 200)
    played = b""
    for place in range(0, len(said), rate // 25):
        speaker.write(said[place : place + rate // 25], rate)
        played += box.system.opened_outputs[0].hear(1920)
    assert loud(played[len(played) // 2 :]) == pytest.approx(9000 / math.sqrt(2), rel=0.03)


def test_the_codec_may_change_in_the_middle_of_a_call(box: Box) -> None:
    speaker, microphone = box.speech.speaker(), box.speech.microphone()
    for rate in (8000, 16_000, 8000):
        speaker.write(tone(rate, 20), rate)
        assert len(box.system.opened_outputs[0].hear(1920)) == 1920
        assert len(microphone.read(rate // 50, rate)) == rate // 25


def test_without_devices_a_call_goes_on_in_silence(box: Box) -> None:
    box.use(None, None)
    microphone, speaker = box.speech.microphone(), box.speech.speaker()
    for _ in range(10):
        assert microphone.read(160, 8000) == bytes(320)
        speaker.write(tone(8000, 20), 8000)
    assert len(speaker.ring) == 0
    assert box.troubles == []


def test_a_speaker_that_takes_nothing_does_not_delay_what_follows(box: Box) -> None:
    speaker = box.speech.speaker()
    for _ in range(100):
        speaker.write(tone(8000, 20), 8000)
    [device] = box.system.opened_outputs
    assert device.space < 1920
    assert len(speaker.ring) <= 96_000 * 0.06


def test_what_only_waits_in_front_of_the_loudspeaker_is_left_out_after_a_while(box: Box) -> None:
    speaker = box.speech.speaker()
    speaker.write(bytes(320), 8000)  # 20 ms too early, and never made good
    [device] = box.system.opened_outputs
    for _ in range(300):
        speaker.write(bytes(320), 8000)
        device.hear(1920)
    assert device.waiting() + len(speaker.ring) == 960, "10 ms are kept for packets that are late"


def test_two_calls_share_the_microphone_and_have_their_own_loudspeaker_streams(box: Box) -> None:
    one, two = box.speech.microphone(), box.speech.microphone()
    for microphone in (one, two):
        microphone.read(160, 8000)
    [device] = box.system.opened_inputs
    device.say(tone(48_000, 60))
    assert loud(one.read(160, 8000)) == loud(two.read(160, 8000)) > 1000
    one.close()
    assert not device.closed
    box.speech.speaker().write(bytes(320), 8000)
    box.speech.speaker().write(bytes(320), 8000)
    assert len(box.system.opened_outputs) == 2


def test_another_device_is_used_at_once_and_the_call_goes_on(box: Box) -> None:
    microphone, speaker = box.speech.microphone(), box.speech.speaker()
    microphone.read(160, 8000)
    speaker.write(bytes(320), 8000)
    box.use(HEADSET, HEADSET, 0.5, 0.25)
    assert box.system.opened_inputs[0].closed
    assert box.system.opened_outputs[0].closed
    heard, played = box.system.opened_inputs[1], box.system.opened_outputs[1]
    assert (heard.device, heard.gain) == (HEADSET, 0.5)
    assert (played.device, played.gain) == (HEADSET, 0.25)
    heard.say(tone(48_000, 60))
    assert loud(microphone.read(160, 8000)) > 1000
    speaker.write(tone(8000, 20), 8000)
    assert loud(played.played) > 1000


def test_a_louder_setting_does_not_interrupt(box: Box) -> None:
    box.speech.speaker().write(bytes(320), 8000)
    box.speech.microphone().read(160, 8000)
    box.use(BUILT_IN, BUILT_IN, 0.3, 0.7)
    assert box.system.opened_inputs[0].gain == 0.3
    assert box.system.opened_outputs[0].gain == 0.7
    assert len(box.system.opened_outputs) == 1


def test_a_device_that_refuses_is_said_once_and_tried_again(box: Box) -> None:
    box.system.refusing = True
    speaker = box.speech.speaker()
    for _ in range(3):
        speaker.write(bytes(320), 8000)
    box.speech.check()
    assert box.troubles == ["“Built-in” cannot be opened."]
    box.system.refusing = False
    box.speech.check()
    assert box.troubles[1:] == [""]
    speaker.write(tone(8000, 20), 8000)
    assert loud(box.system.opened_outputs[0].played) > 1000


def test_streams_are_opened_anew_when_a_device_came_back(box: Box) -> None:
    """A sound server moves streams away from a device that goes, and does not move them back."""
    box.speech.microphone().read(160, 8000)
    box.speech.speaker().write(bytes(320), 8000)
    box.speech.use(SpeechSetup(box.system, (BUILT_IN,), (BUILT_IN,), plugged=1))
    assert len(box.system.opened_inputs) == len(box.system.opened_outputs) == 2
    assert box.system.opened_inputs[0].closed


def test_a_device_that_is_gone_without_a_word_is_replaced(box: Box) -> None:
    box.system.refused = {"Headset"}
    box.speech.use(SpeechSetup(box.system, (HEADSET, BUILT_IN), (HEADSET, BUILT_IN)))
    box.speech.microphone().read(160, 8000)
    box.speech.speaker().write(bytes(320), 8000)
    assert box.system.opened_inputs[0].device == box.system.opened_outputs[0].device == BUILT_IN
    assert box.troubles == ["“Headset” cannot be opened. Until it can be, “Built-in” is used."]
    box.system.refused = set()
    box.speech.use(SpeechSetup(box.system, (HEADSET, BUILT_IN), (HEADSET, BUILT_IN), plugged=1))
    assert box.system.opened_outputs[1].device == HEADSET
    assert box.troubles[1:] == [""]


def test_devices_that_stop_by_themselves_are_opened_again(box: Box) -> None:
    box.speech.microphone().read(160, 8000)
    box.speech.speaker().write(bytes(320), 8000)
    box.system.opened_inputs[0].dead = box.system.opened_outputs[0].dead = True
    box.speech.check()
    assert len(box.system.opened_inputs) == len(box.system.opened_outputs) == 2
    assert box.system.opened_inputs[0].closed
    assert box.system.opened_outputs[0].closed


def test_it_tells_once_per_call_that_the_far_end_is_heard(box: Box) -> None:
    speaker = box.speech.speaker()
    speaker.write(bytes(320), 8000)
    assert box.heard == 0
    speaker.write(tone(8000, 20), 8000)
    speaker.write(tone(8000, 20), 8000)
    assert box.heard == 1
    box.speech.speaker().write(tone(8000, 20), 8000)
    assert box.heard == 2


def test_stopping_gives_all_devices_back_and_late_calls_do_no_harm(box: Box) -> None:
    microphone, speaker = box.speech.microphone(), box.speech.speaker()
    microphone.read(160, 8000)
    speaker.write(bytes(320), 8000)
    box.speech.stop()
    assert box.system.opened_inputs[0].closed
    assert box.system.opened_outputs[0].closed
    microphone.close()
    speaker.close()
