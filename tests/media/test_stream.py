from __future__ import annotations

import random
from array import array
from dataclasses import replace

import pytest

from blfpanel.body.sdp import PCMA, PCMU, AudioAgreement, Direction, RtpMap
from blfpanel.media.codecs import Codec, codec_for
from blfpanel.media.g711 import MU_LAW
from blfpanel.media.pacer import Pacer
from blfpanel.media.rtp import RtpPacket, RtpSender
from blfpanel.media.sending import MAX_BURST
from blfpanel.media.sound import AudioSource, Silence
from blfpanel.media.stream import AudioStream, Datagram

SIGNALLED = ("198.51.100.9", 5000)
NAT = ("203.0.113.7", 61000)
STRANGER = ("192.0.2.66", 666)
AGREED = AudioAgreement(*SIGNALLED, PCMA)
START = 1000.0


def codec_of(agreement: AudioAgreement) -> Codec:
    codec = codec_for(agreement.codec)
    assert codec is not None
    return codec


def stream(agreement: AudioAgreement = AGREED, source: AudioSource | None = None) -> AudioStream:
    return AudioStream(
        agreement,
        codec_of(agreement),
        source or Silence(),
        RtpSender(0xABCD, 10, 0),
        START,
        1_790_000_000.0,
        random.Random(1),
    )


def packets(stream: AudioStream, now: float) -> list[RtpPacket]:
    stream.play(now)
    found = [RtpPacket.parse(datagram.data) for datagram in stream.due(now)]
    return [packet for packet in found if packet is not None]


def rtp(sequence: int, ssrc: int = 1) -> bytes:
    return RtpPacket(8, sequence, sequence * 160, ssrc, b"\xd5" * 160).to_bytes()


class TestPacer:
    def test_the_first_packet_is_due_at_once(self) -> None:
        pacer = Pacer(0.02, START)
        assert pacer.deadline == START
        assert pacer.due(START) == 1
        assert pacer.deadline == START + 0.02

    def test_too_early_is_nothing(self) -> None:
        pacer = Pacer(0.02, START)
        pacer.due(START)
        assert pacer.due(START + 0.019) == 0

    def test_late_wake_ups_do_not_add_up(self) -> None:
        pacer = Pacer(0.02, START)
        sent = 0
        for _ in range(180_000):
            sent += pacer.due(pacer.deadline + 0.003)
        assert sent == 180_000
        assert pacer.deadline == pytest.approx(START + 3600, abs=1e-6)

    def test_what_was_missed_is_counted_once(self) -> None:
        pacer = Pacer(0.02, START)
        assert pacer.due(START + 0.105) == 6
        assert pacer.due(START + 0.105) == 0
        assert pacer.deadline == pytest.approx(START + 0.12)


def test_silence_leaves_every_20_ms() -> None:
    sound = stream()
    sent = []
    for _ in range(50):
        assert not packets(sound, sound.deadline - 0.001)
        sent += packets(sound, sound.deadline)
    assert sound.deadline == pytest.approx(START + 1)
    assert [p.sequence for p in sent] == list(range(10, 60))
    assert [p.timestamp for p in sent] == list(range(0, 8000, 160))
    assert [p.marker for p in sent] == [True] + [False] * 49
    assert {(p.payload_type, p.ssrc, p.payload) for p in sent} == {(8, 0xABCD, b"\xd5" * 160)}


def test_the_source_is_heard() -> None:
    class Ramp:
        def read(self, samples: int, clock_rate: int) -> bytes:
            assert (samples, clock_rate) == (160, 8000)
            return array("h", range(0, 1600, 10)).tobytes()

        def close(self) -> None:
            raise AssertionError("the stream does not own it")

    sound = stream(replace(AGREED, codec=PCMU), Ramp())
    (packet,) = packets(sound, START)
    assert packet.payload_type == 0
    assert packet.payload == MU_LAW.encode(Ramp().read(160, 8000))


def test_packets_bear_the_number_the_far_end_wants() -> None:
    (packet,) = packets(stream(replace(AGREED, codec=RtpMap(97, "PCMA", 8000))), START)
    assert packet.payload_type == 97


def test_packets_have_the_length_the_far_end_wants() -> None:
    sound = stream(replace(AGREED, ptime=30))
    (packet,) = packets(sound, START)
    assert len(packet.payload) == 240
    assert packets(sound, START + 0.029) == []
    assert len(packets(sound, START + 0.03)) == 1


def test_a_short_delay_is_caught_up() -> None:
    sound = stream()
    sound.due(START)
    late = packets(sound, START + 0.061)
    assert [p.sequence for p in late] == [11, 12, 13]
    assert [p.timestamp for p in late] == [160, 320, 480]
    assert not any(p.marker for p in late)


def test_a_long_delay_is_left_out_not_sent_in_a_burst() -> None:
    sound = stream()
    sound.due(START)
    late = packets(sound, START + 1)
    assert len(late) == MAX_BURST
    assert [p.sequence for p in late] == [11, 12, 13]
    assert late[-1].timestamp == 50 * 160
    assert [p.marker for p in late] == [True, False, False]
    assert len(packets(sound, sound.deadline)) == 1


@pytest.mark.parametrize("direction", [Direction.RECVONLY, Direction.INACTIVE])
def test_hold_sends_nothing_while_the_clock_runs_on(direction: Direction) -> None:
    sound = stream()
    packets(sound, START)
    sound.change(replace(AGREED, direction=direction), codec_of(AGREED), START)
    for tick in range(1, 51):
        assert packets(sound, START + 0.02 * tick + 0.001) == []
    sound.change(AGREED, codec_of(AGREED), START + 1.001)
    (packet,) = packets(sound, START + 1.021)
    assert (packet.sequence, packet.timestamp, packet.marker) == (11, 51 * 160, True)


def test_only_what_left_is_counted() -> None:
    sound = stream()
    (datagram,) = sound.due(START)
    sound.sent(datagram)
    sound.sent(Datagram(b"a report", SIGNALLED, control=True))
    sound.failed("Network is unreachable")
    assert sound.statistics().packets_sent == 1
    assert sound.statistics().failure == "Network is unreachable"


class TestWhoIsBelieved:
    def heard(self, *datagrams: tuple[bytes, tuple[str, int]]) -> AudioStream:
        sound = stream()
        for index, (data, address) in enumerate(datagrams):
            sound.received(data, address, START + index * 0.02)
        return sound

    def test_nobody_yet(self) -> None:
        sound = self.heard()
        assert sound.destination == SIGNALLED
        assert sound.statistics().heard_from is None
        assert sound.statistics().remote == SIGNALLED

    def test_the_described_address_at_once(self) -> None:
        found = self.heard((rtp(1), SIGNALLED)).statistics()
        assert (found.heard_from, found.packets_received) == (SIGNALLED, 1)

    def test_another_address_after_two_packets_in_a_row(self) -> None:
        sound = self.heard((rtp(1), NAT))
        assert sound.destination == SIGNALLED
        assert sound.statistics().packets_received == 0
        sound.received(rtp(2), NAT, START + 0.02)
        assert sound.destination == NAT
        found = sound.statistics()
        assert (found.heard_from, found.remote) == (NAT, NAT)
        assert (found.packets_received, found.packets_lost, found.discarded) == (2, 0, 0)
        assert found.jitter == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize(
        "second", [(rtp(3), NAT), (rtp(2, ssrc=9), NAT), (rtp(2), STRANGER), (b"noise", NAT)]
    )
    def test_not_after_packets_that_do_not_belong_together(
        self, second: tuple[bytes, tuple[str, int]]
    ) -> None:
        assert self.heard((rtp(1), NAT), second).destination == SIGNALLED

    def test_two_in_a_row_may_wrap(self) -> None:
        assert self.heard((rtp(0xFFFF), NAT), (rtp(0), NAT)).destination == NAT

    def test_no_stranger_once_somebody_is(self) -> None:
        sound = self.heard((rtp(1), NAT), (rtp(2), NAT), (rtp(7), STRANGER), (rtp(8), STRANGER))
        assert sound.destination == NAT
        assert sound.statistics().packets_received == 2
        assert sound.statistics().discarded == 2

    def test_the_described_address_again_when_it_speaks(self) -> None:
        sound = self.heard((rtp(1), STRANGER), (rtp(2), STRANGER), (rtp(50), SIGNALLED))
        assert sound.destination == SIGNALLED

    def test_a_new_description_ends_the_old_faith(self) -> None:
        sound = self.heard((rtp(1), NAT), (rtp(2), NAT))
        sound.change(replace(AGREED, remote_port=5002), codec_of(AGREED), START)
        assert sound.destination == ("198.51.100.9", 5002)
        assert sound.statistics().packets_received == 2

    def test_a_change_of_direction_keeps_it(self) -> None:
        sound = self.heard((rtp(1), NAT), (rtp(2), NAT))
        sound.change(replace(AGREED, direction=Direction.INACTIVE), codec_of(AGREED), START)
        assert sound.destination == NAT

    def test_what_is_no_rtp_is_dropped_and_counted(self) -> None:
        found = self.heard((b"noise", SIGNALLED), (b"", STRANGER)).statistics()
        assert (found.discarded, found.packets_received, found.heard_from) == (2, 0, None)


def test_a_new_packet_length_begins_its_own_rhythm() -> None:
    sound = stream()
    sound.due(START)
    sound.change(replace(AGREED, ptime=40), codec_of(AGREED), START + 0.005)
    (packet,) = packets(sound, START + 0.005)
    assert (packet.timestamp, len(packet.payload)) == (160, 320)
    assert packets(sound, START + 0.044) == []
    assert len(packets(sound, START + 0.045)) == 1
