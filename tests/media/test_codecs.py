from __future__ import annotations

import zlib
from array import array

import pytest

from blfpanel.body.sdp import PCMA, PCMU, RtpMap
from blfpanel.media.codecs import A_LAW, CODECS, MU_LAW, Codec, codec_for

ALL_SAMPLES = array("h", range(-0x8000, 0x8000)).tobytes()
ALL_CODES = bytes(range(256))


def linear(*samples: int) -> bytes:
    return array("h", samples).tobytes()


@pytest.mark.filterwarnings("ignore:'audioop' is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("codec", "encoder", "decoder"),
    [(A_LAW, "lin2alaw", "alaw2lin"), (MU_LAW, "lin2ulaw", "ulaw2lin")],
)
def test_every_sample_and_code_is_as_audioop_has_it(
    codec: Codec, encoder: str, decoder: str
) -> None:
    audioop = pytest.importorskip("audioop", reason="Python 3.13 has no audioop any more")
    assert codec.encode(ALL_SAMPLES) == getattr(audioop, encoder)(ALL_SAMPLES, 2)
    assert codec.decode(ALL_CODES) == getattr(audioop, decoder)(ALL_CODES, 2)


@pytest.mark.parametrize(
    ("codec", "codes", "samples"),
    [(A_LAW, 0xAADA9009, 0x9D764657), (MU_LAW, 0x0FA298CA, 0x0C847A9F)],
)
def test_the_tables_are_those_once_compared_with_audioop(
    codec: Codec, codes: int, samples: int
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
def test_silence_and_the_loudest_samples(codec: Codec, sample: int, code: int) -> None:
    assert codec.encode(linear(sample)) == bytes([code])


@pytest.mark.parametrize(("codec", "silence"), [(A_LAW, 0xD5), (MU_LAW, 0xFF)])
def test_silence_is_its_byte(codec: Codec, silence: int) -> None:
    assert codec.silence == silence
    assert codec.encode(bytes(320)) == bytes([silence]) * 160


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
def test_what_was_decoded_encodes_to_the_same(codec: Codec) -> None:
    once = codec.decode(ALL_CODES)
    assert codec.decode(codec.encode(once)) == once


def test_names_numbers_and_lengths() -> None:
    assert [(c.name, c.payload_type, c.clock_rate) for c in CODECS] == [
        ("PCMA", 8, 8000),
        ("PCMU", 0, 8000),
    ]
    assert A_LAW.samples() == 160
    assert A_LAW.samples(30) == 240


@pytest.mark.parametrize(
    ("rtp_map", "codec"),
    [
        (PCMA, A_LAW),
        (PCMU, MU_LAW),
        (RtpMap(97, "pcma", 8000), A_LAW),
        (RtpMap(8, "PCMA", 16000), None),
        (RtpMap(9, "G722", 8000), None),
    ],
)
def test_codecs_are_found_by_name_not_by_number(rtp_map: RtpMap, codec: Codec | None) -> None:
    assert codec_for(rtp_map) is codec
