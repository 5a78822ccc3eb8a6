"""Opus (RFC 6716) by libopus, called directly: the binding's own decoder cannot conceal losses."""

from __future__ import annotations

import ctypes
import importlib
from typing import Any

#: Hz. Sound is mono whatever the description says (RFC 7587 §7: it always says 2).
SAMPLE_RATE = 48000
#: Of its frames, as far as telephones use them, milliseconds (RFC 6716 §2.1.4).
LENGTHS = (10, 20, 40, 60)
_BIT_RATE = 32_000
_VOIP = 2048
# opus_defines.h
_SET_BITRATE, _SET_COMPLEXITY, _SET_INBAND_FEC, _SET_PACKET_LOSS = 4002, 4010, 4012, 4014
#: Losses the encoder prepares for, per cent. It repeats the more the more it expects.
_EXPECTED_LOSS = 10
#: 0 to 10: 5 costs half of what 10 does and no telephone call hears the difference.
_COMPLEXITY = 5
_LARGEST_PACKET = 1275
#: 120 ms, the longest packet there is (RFC 6716 §2.1.4), in samples.
_LONGEST = 5760
#: 2.5 ms, of which all frames are made, in samples.
_STEP = 120


class OpusUnavailable(Exception):
    """There is no libopus; the text says what to install."""


def load() -> Any:
    """The library that comes with ``opuslib-next-bundled``.

    Raises:
        OpusUnavailable: it is not installed, or not for this machine.
    """
    try:
        # A handle of our own: the binding has its own ideas of the functions' arguments. And one
        # that keeps the interpreter: who gives it away for 0.1 ms waits 1 ms to have it back
        # while the window is busy, with a packet that is due.
        library = ctypes.PyDLL(importlib.import_module("opuslib_next.api").libopus._name)
    except (ImportError, OSError, RuntimeError) as reason:
        raise OpusUnavailable(f"no Opus ({reason}): install blfpanel[audio]") from reason
    library.opus_encoder_create.restype = ctypes.c_void_p
    library.opus_decoder_create.restype = ctypes.c_void_p
    return library


class OpusEncoder:
    """One stream's encoder, which repeats each packet coarsely in the next one (in-band FEC)."""

    def __init__(self) -> None:
        self._library = load()
        self._state = _made(self._library.opus_encoder_create, _VOIP)
        for request, value in (
            (_SET_BITRATE, _BIT_RATE),
            (_SET_COMPLEXITY, _COMPLEXITY),
            (_SET_INBAND_FEC, 1),
            (_SET_PACKET_LOSS, _EXPECTED_LOSS),
        ):
            self._library.opus_encoder_ctl(self._state, request, ctypes.c_int(value))
        self._packet = ctypes.create_string_buffer(_LARGEST_PACKET)

    def encode(self, linear: bytes) -> bytes:
        """Linear sound of 10, 20, 40 or 60 ms to a packet."""
        length = self._library.opus_encode(
            self._state, linear, len(linear) // 2, self._packet, ctypes.c_int32(_LARGEST_PACKET)
        )
        if length < 0:
            raise ValueError(f"Opus cannot encode {len(linear) // 2} samples [{length}]")
        return self._packet.raw[:length]

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.opus_encoder_destroy(state)


class OpusDecoder:
    """One stream's decoder; losses are concealed by libopus itself."""

    def __init__(self) -> None:
        self._library = load()
        self._state = _made(self._library.opus_decoder_create)
        self._samples = (ctypes.c_int16 * _LONGEST)()

    def decode(self, payload: bytes) -> bytes:
        """The sound of the next packet; 20 ms of concealment where it makes no sense."""
        return self._decoded(payload, _LONGEST, 0) or self.conceal(SAMPLE_RATE // 50)

    def conceal(self, samples: int, following: bytes | None = None) -> bytes:
        """Sound in place of a lost packet, better if the one ``following`` came already."""
        # libopus makes whole steps only
        samples = min(max(_STEP, samples // _STEP * _STEP), _LONGEST)
        found = self._decoded(following, samples, 1) if following else b""
        return found or self._decoded(None, samples, 0) or bytes(2 * samples)

    def _decoded(self, payload: bytes | None, samples: int, repair: int) -> bytes:
        """Nothing where libopus finds the packet wrong."""
        length = len(payload) if payload else 0
        count: int = self._library.opus_decode(
            self._state, payload, ctypes.c_int32(length), self._samples, samples, repair
        )
        return ctypes.string_at(self._samples, 2 * count) if count > 0 else b""

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            self._library.opus_decoder_destroy(state)


def _made(create: Any, *more: int) -> ctypes.c_void_p:
    failure = ctypes.c_int()
    state = create(ctypes.c_int32(SAMPLE_RATE), 1, *more, ctypes.byref(failure))
    if not state:
        raise MemoryError(f"libopus gives no codec [{failure.value}]")
    return ctypes.c_void_p(state)
