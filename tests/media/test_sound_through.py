"""A tone from one end of a call to the other, on networks good and bad."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from blfpanel.body.crypto import Keys, Suite
from blfpanel.body.sdp import G722, OPUS, PCMA, PCMU, AudioAgreement, Direction, RtpMap
from blfpanel.media.codecs import Codec, codec_for
from blfpanel.media.jitter import LONGEST_DELAY
from support.audio_link import AudioLink, quiet_for
from support.tones import dominant, level, share_of

CODECS = (OPUS, G722, PCMA, PCMU)
KEYS = {
    suite: Keys(suite, bytes(range(suite.key_length)), bytes(suite.key_length)) for suite in Suite
}

Transit = Callable[[int], float | None]


def losing(part: float, seed: int = 7) -> Transit:
    chance = random.Random(seed)
    return lambda number: None if chance.random() < part else 0.02


def jittery(most: float, seed: int = 7) -> Transit:
    """Packets overtake each other."""
    chance = random.Random(seed)
    return lambda number: 0.005 + chance.random() * most


def heard(link: AudioLink, seconds: float = 2.0, after: float = 0.3) -> tuple[bytes, int]:
    """What the other end hears but for the beginning, and at which rate."""
    link.run(seconds)
    rate = link.there.rate
    return bytes(link.there.heard[2 * int(after * rate) :]), rate


@pytest.mark.parametrize("keys", [None, KEYS[Suite.AES_CM_128_HMAC_SHA1_80]], ids=["rtp", "srtp"])
@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.encoding)
def test_the_pitch_arrives_on_every_codec_encrypted_or_not(
    codec: RtpMap, keys: Keys | None
) -> None:
    link = AudioLink(codec, keys=keys)
    sound, rate = heard(link, 1.0)
    assert dominant(sound, rate) == pytest.approx(440, abs=3)
    assert share_of(sound, rate, 440) > 0.95
    found = link.there.stream.statistics()
    assert (found.loss, found.discarded, found.codec) == (0.0, 0, codec.encoding)
    assert found.encrypted == (keys is not None)


@pytest.mark.parametrize("suite", Suite)
def test_every_suite_protects(suite: Suite) -> None:
    link = AudioLink(PCMA, keys=KEYS[suite])
    sound, rate = heard(link, 0.6)
    assert share_of(sound, rate, 440) > 0.95
    assert link.there.stream.statistics().encryption == suite.value


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.encoding)
def test_five_per_cent_lost_are_survived(codec: RtpMap) -> None:
    link = AudioLink(codec, losing(0.05))
    sound, rate = heard(link, 3.0)
    assert dominant(sound, rate) == pytest.approx(440, abs=3)
    assert share_of(sound, rate, 440) > 0.75
    found = link.there.stream.statistics()
    assert 0.01 < found.loss < 0.12
    assert found.mos is not None
    assert 3.0 < found.mos < 4.3


@pytest.mark.parametrize("ptime", [10, 30, 40, 60])
@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.encoding)
def test_packets_of_any_length_are_played(codec: RtpMap, ptime: int) -> None:
    link = AudioLink(codec, losing(0.03))
    agreement = replace(link.here.stream.agreement, ptime=ptime)
    link.here.stream.change(agreement, _codec(codec), link.now)
    sound, rate = heard(link, 2.0)
    assert dominant(sound, rate) == pytest.approx(440, abs=3)
    assert share_of(sound, rate, 440) > 0.7
    assert link.there.stream.statistics().loss < 0.15


def test_overtaking_packets_are_put_into_order_by_waiting_longer() -> None:
    link = AudioLink(PCMA, jittery(0.08))
    sound, rate = heard(link, 3.0, after=1.0)
    assert dominant(sound, rate) == pytest.approx(440, abs=3)
    assert share_of(sound, rate, 440) > 0.8
    found = link.there.stream.statistics()
    assert 0.06 < found.delay <= LONGEST_DELAY
    # some of the first ones come too late: nobody knows yet how bad it is
    assert found.loss < 0.1


def test_a_calm_network_is_waited_for_no_longer_than_needed() -> None:
    link = AudioLink(PCMA)
    link.run(1.0)
    assert link.there.stream.statistics().delay == pytest.approx(0.02)
    assert quiet_for(bytes(link.there.heard), 8000) < 0.05


def test_packets_that_come_twice_are_heard_once() -> None:
    link = AudioLink(PCMA)
    received = link.there.stream.received

    def twice(data: bytes, address: tuple[str, int], now: float) -> None:
        received(data, address, now)
        received(data, address, now)

    link.there.stream.received = twice  # type: ignore[method-assign]
    sound, rate = heard(link, 1.0)
    assert share_of(sound, rate, 440) > 0.98


@pytest.mark.parametrize("drift", [-0.001, 0.001])
def test_a_clock_that_goes_wrong_is_followed(drift: float) -> None:
    # a thousand times worse than real ones: 20 ms in 20 seconds
    link = AudioLink(PCMA, drift=drift)
    sound, rate = heard(link, 20.0, after=0.5)
    assert dominant(sound, rate) == pytest.approx(440, abs=3)
    assert share_of(sound[-2 * 8000 :], rate, 440) > 0.85
    assert link.there.stream.statistics().loss < 0.01


def test_a_pause_is_silence_and_what_comes_after_is_heard_at_once() -> None:
    link = AudioLink(PCMA)
    link.run(0.5)
    agreement = link.here.stream.agreement
    held = link.here.stream
    held.change(_without_sending(agreement), _codec(PCMA), link.now)
    link.run(0.5)
    before = len(link.there.heard)
    held.change(agreement, _codec(PCMA), link.now)
    link.run(0.5)
    heard = bytes(link.there.heard)
    assert level(heard[before - 3200 : before]) == 0
    assert quiet_for(heard[before:], 8000) < 0.06
    assert link.there.stream.statistics().loss == 0


def test_the_codec_may_change_at_any_time() -> None:
    link = AudioLink(PCMA, more=(G722, OPUS))
    agreement = link.here.stream.agreement
    for codec in (PCMA, G722, OPUS, PCMA):
        link.here.stream.change(_speaking(agreement, codec), _codec(codec), link.now)
        link.there.heard.clear()
        sound, rate = heard(link, 1.0)
        assert rate == _codec(codec).sample_rate
        assert dominant(sound, rate) == pytest.approx(440, abs=3)


def test_nothing_is_heard_of_who_has_not_the_key() -> None:
    link = AudioLink(PCMA, keys=KEYS[Suite.AES_CM_128_HMAC_SHA1_80])
    stranger = AudioLink(PCMA)
    link.there.stream.received(*_first_of(stranger), link.now)
    found = link.there.stream.statistics()
    assert (found.packets_received, found.discarded, found.heard_from) == (0, 1, None)


def test_keys_are_pressed_here_and_read_there() -> None:
    link = AudioLink(PCMA, losing(0.2))
    link.run(0.2)
    link.here.stream.press("0123456789*#ABCD")
    link.run(4.0)
    assert link.there.stream.keys() == "0123456789*#ABCD"
    assert link.there.stream.keys() == ""


def test_sound_goes_on_after_a_key() -> None:
    link = AudioLink(G722)
    link.here.stream.press("5")
    sound, rate = heard(link, 1.0)
    assert link.there.stream.keys() == "5"
    assert share_of(sound, rate, 440) > 0.9
    assert link.there.stream.statistics().loss == 0


def test_a_muted_end_sends_silence() -> None:
    link = AudioLink(PCMA)
    link.here.stream.mute(True)
    link.run(0.5)
    assert link.here.stream.statistics().muted
    assert link.there.stream.statistics().packets_received > 20
    assert level(bytes(link.there.heard)) < 10
    link.here.stream.mute(False)
    link.run(0.5)
    assert level(bytes(link.there.heard[-1600:])) > 1000


def test_both_ends_report_round_trip_and_losses() -> None:
    link = AudioLink(PCMA, losing(0.1))
    link.run(20.0)
    found = link.here.stream.statistics()
    assert found.round_trip == pytest.approx(0.010, abs=0.003)
    assert found.remote_loss == pytest.approx(0.1, abs=0.08)
    assert found.packets_sent == pytest.approx(1000, abs=2)


def _speaking(agreement: AudioAgreement, codec: RtpMap) -> AudioAgreement:
    return replace(agreement, codec=codec)


def _without_sending(agreement: AudioAgreement) -> AudioAgreement:
    return replace(agreement, direction=Direction.INACTIVE)


def _codec(rtp_map: RtpMap) -> Codec:
    codec = codec_for(rtp_map)
    assert codec is not None
    return codec


def _first_of(link: AudioLink) -> tuple[bytes, tuple[str, int]]:
    return link.here.turn(link.now)[0].data, link.here.address
