from __future__ import annotations

import random
import zlib
from array import array

import pytest

from blfpanel.body.sdp import (
    G722,
    OPUS,
    PCMA,
    PCMU,
    TELEPHONE_EVENT,
    TELEPHONE_EVENT_48,
    RtpMap,
)
from blfpanel.media.codecs import CODECS, Codec, codec_for, described
from blfpanel.media.g711 import A_LAW, MU_LAW, Law
from blfpanel.media.tones import Tone
from support.tones import dominant, level, share_of

ALL_SAMPLES = array("h", range(-0x8000, 0x8000)).tobytes()
ALL_CODES = bytes(range(256))


def linear(*samples: int) -> bytes:
    return array("h", samples).tobytes()


@pytest.mark.filterwarnings("ignore:'audioop' is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("codec", "encoder", "decoder"),
    [(A_LAW, "lin2alaw", "alaw2lin"), (MU_LAW, "lin2ulaw", "ulaw2lin")],
)
def test_every_sample_and_code_is_as_audioop_has_it(codec: Law, encoder: str, decoder: str) -> None:
    audioop = pytest.importorskip("audioop", reason="Python 3.13 has no audioop any more")
    assert codec.encode(ALL_SAMPLES) == getattr(audioop, encoder)(ALL_SAMPLES, 2)
    assert codec.decode(ALL_CODES) == getattr(audioop, decoder)(ALL_CODES, 2)


@pytest.mark.parametrize(
    ("codec", "codes", "samples"),
    [(A_LAW, 0xAADA9009, 0x9D764657), (MU_LAW, 0x0FA298CA, 0x0C847A9F)],
)
def test_the_tables_are_those_once_compared_with_audioop(
    codec: Law, codes: int, samples: int
) -> None:
    little_endian = b"".join(n.to_bytes(2, "little", signed=True) for n in codec.to_linear)
    assert (zlib.crc32(codec.to_code), zlib.crc32(little_endian)) == (codes, samples)


@pytest.mark.parametrize(
    ("codec", "sample", "code"),
    [
        (A_LAW, 0, 0xD5),
        (A_LAW, -1, 0x55),
        (A_LAW, 32767, 0xAA),
        (A_LAW, -32768, 0x2A),
        (MU_LAW, 0, 0xFF),
        (MU_LAW, -1, 0x7E),
        (MU_LAW, 32767, 0x80),
        (MU_LAW, -32768, 0x00),
    ],
)
def test_silence_and_the_loudest_samples(codec: Law, sample: int, code: int) -> None:
    assert codec.encode(linear(sample)) == bytes([code])


@pytest.mark.parametrize(("codec", "silence"), [(A_LAW, 0xD5), (MU_LAW, 0xFF)])
def test_silence_is_its_byte(codec: Law, silence: int) -> None:
    assert codec.silence == silence
    assert codec.encode(bytes(320)) == bytes([silence]) * 160


@pytest.mark.parametrize("law", [A_LAW, MU_LAW])
def test_what_was_decoded_encodes_to_the_same(law: Law) -> None:
    once = law.decode(ALL_CODES)
    assert law.decode(law.encode(once)) == once


def test_names_clocks_and_lengths() -> None:
    assert [(c.name, c.clock_rate, c.sample_rate) for c in CODECS] == [
        ("opus", 48000, 48000),
        ("G722", 8000, 16000),
        ("PCMA", 8000, 8000),
        ("PCMU", 8000, 8000),
    ]
    g722 = codec_for(G722)
    assert g722 is not None
    assert (g722.samples(), g722.ticks()) == (320, 160)


@pytest.mark.parametrize(
    ("rtp_map", "name"),
    [
        (PCMA, "PCMA"),
        (RtpMap(97, "pcma", 8000), "PCMA"),
        (RtpMap(111, "OPUS", 48000, 2), "opus"),
        (RtpMap(8, "PCMA", 16000), None),
        (RtpMap(18, "G729", 8000), None),
    ],
)
def test_codecs_are_found_by_name_not_by_number(rtp_map: RtpMap, name: str | None) -> None:
    codec = codec_for(rtp_map)
    assert (codec.name if codec else None) == name


@pytest.mark.parametrize(
    ("names", "offered"),
    [
        ((), (OPUS, G722, PCMA, PCMU, TELEPHONE_EVENT, TELEPHONE_EVENT_48)),
        (("pcmu", "G722"), (PCMU, G722, TELEPHONE_EVENT)),
        (("opus",), (OPUS, TELEPHONE_EVENT_48)),
        (("PCMA", "pcma", "G729"), (PCMA, TELEPHONE_EVENT)),
    ],
)
def test_what_is_wanted_is_offered_in_its_order_with_its_events(
    names: tuple[str, ...], offered: tuple[RtpMap, ...]
) -> None:
    assert described(names) == offered


@pytest.mark.parametrize(("wanted", "length"), [(20, 20), (30, 20), (50, 40), (5, 10)])
def test_opus_has_packets_of_its_own_lengths(wanted: int, length: int) -> None:
    opus = codec_for(OPUS)
    assert opus is not None
    assert opus.packet_length(wanted) == length


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
class TestTone:
    def test_it_comes_out_as_it_went_in(self, codec: Codec) -> None:
        heard = through(codec, lost=set())
        assert dominant(heard, codec.sample_rate) == pytest.approx(440, abs=5)
        assert share_of(heard, codec.sample_rate, 440) > 0.95

    def test_one_packet_in_ten_lost_leaves_it_the_loudest(self, codec: Codec) -> None:
        chance = random.Random(10)
        lost = {n for n in range(5, 100) if chance.random() < 0.1}
        assert len(lost) > 5
        assert share_of(through(codec, lost), codec.sample_rate, 440) > 0.75

    def test_a_long_gap_fades_to_silence(self, codec: Codec) -> None:
        heard = through(codec, lost=set(range(50, 75)))
        turn = 2 * codec.samples()
        before = level(heard[40 * turn : 45 * turn])
        assert level(heard[70 * turn : 75 * turn]) < before / 5

    def test_odd_payloads_give_sound_no_error(self, codec: Codec) -> None:
        decoder = codec.make_decoder()
        for payload in (b"", b"\0", b"\xff" * 7, bytes(range(256)) * 5):
            decoder.decode(payload)
        assert len(decoder.conceal(codec.samples())) == 2 * codec.samples()


def through(codec: Codec, lost: set[int]) -> bytes:
    """Two seconds of 440 Hz, encoded, decoded, some packets of it concealed."""
    tone, encoder, decoder = Tone(440), codec.make_encoder(), codec.make_decoder()
    packets = [encoder.encode(tone.read(codec.samples(), codec.sample_rate)) for _ in range(100)]
    heard = []
    for number, packet in enumerate(packets):
        following = packets[number + 1] if {number + 1} - lost and number < 99 else None
        if number in lost:
            heard.append(decoder.conceal(codec.samples(), following))
        else:
            heard.append(decoder.decode(packet))
    return b"".join(heard)
