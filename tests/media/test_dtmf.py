from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.media.dtmf import KEYS, PRESSED, RELEASED, DtmfReceiver, DtmfSender, EventPacket


def pressed(digits: str, milliseconds: int = 20, clock: int = 8000) -> list[EventPacket | None]:
    sender = DtmfSender()
    sender.press(digits)
    turns = []
    while sender.busy:
        turns.append(sender.next(milliseconds, clock))
    return turns


def test_a_key_on_the_wire() -> None:
    packets = [packet for packet in pressed("5") if packet]
    # event 5, end bit and volume 10, duration so far
    assert [packet.payload.hex() for packet in packets] == [
        "050a00a0",
        "050a0140",
        "050a01e0",
        "050a0280",
        "058a0320",
        "058a0320",
        "058a0320",
    ]
    assert [packet.marker for packet in packets] == [True] + [False] * 6
    assert [packet.elapsed for packet in packets] == [0, 20, 40, 60, 80, 100, 120]


@pytest.mark.parametrize("length", [10, 20, 30, 40, 60])
@pytest.mark.parametrize("clock", [8000, 48000])
def test_a_key_is_long_enough_whatever_the_packets(length: int, clock: int) -> None:
    ends = [p for p in pressed("#", length, clock) if p and p.payload[1] & 0x80]
    assert len(ends) == 3
    assert {int.from_bytes(p.payload[2:]) for p in ends} == {
        ends[0].payload[2] * 256 + ends[0].payload[3]
    }
    duration = int.from_bytes(ends[0].payload[2:]) * 1000 // clock
    assert PRESSED <= duration < PRESSED + length


def test_between_keys_nothing_is_sent_for_a_while() -> None:
    turns = pressed("11")
    silent = [turn for turn in turns if turn is None]
    assert len(silent) * 20 >= RELEASED
    assert turns[0] is not None
    assert turns[-1] is not None


@pytest.mark.parametrize("digits", ["x", "12 3", "E", "²"])
def test_what_is_no_key_is_refused_as_a_whole(digits: str) -> None:
    sender = DtmfSender()
    with pytest.raises(ValueError, match="is no key of a telephone"):
        sender.press("1" + digits)
    assert not sender.busy


class TestReceiver:
    def heard(self, *packets: tuple[int, int, str]) -> str:
        receiver = DtmfReceiver()
        return "".join(receiver.received(s, t, bytes.fromhex(p)) for s, t, p in packets)

    def test_many_packets_are_one_key(self) -> None:
        packet = (1, 100, "050a00a0")
        assert self.heard(packet, packet, (1, 100, "058a0320"), (1, 100, "058a0320")) == "5"

    def test_the_end_alone_will_do(self) -> None:
        assert self.heard((1, 100, "0b8a0320")) == "#"

    def test_the_same_key_twice_is_two(self) -> None:
        assert self.heard((1, 100, "018a0320"), (1, 2000, "018a0320")) == "11"

    def test_a_late_end_is_not_another_key(self) -> None:
        assert self.heard((1, 100, "010a00a0"), (1, 2000, "020a00a0"), (1, 100, "018a0320")) == "12"

    def test_timestamps_wrap(self) -> None:
        assert self.heard((1, 0xFFFFFF00, "018a0320"), (1, 0x10, "028a0320")) == "12"

    def test_another_stream_counts_anew(self) -> None:
        assert self.heard((1, 5000, "018a0320"), (2, 100, "028a0320")) == "12"

    @pytest.mark.parametrize("payload", ["", "05", "050a00", "108a0320", "ff8a0320"])
    def test_flash_and_nonsense_are_no_key(self, payload: str) -> None:
        assert self.heard((1, 100, payload)) == ""

    @settings(max_examples=100)
    @given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.binary(max_size=8))
    def test_no_payload_breaks_it(self, ssrc: int, timestamp: int, payload: bytes) -> None:
        assert DtmfReceiver().received(ssrc, timestamp, payload) in ("", *KEYS)
