"""Takes out of the microphone's sound what the loudspeaker said: the optional extra ``aec``."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from blfpanel.gui.sound.devices import OCTETS, RATE
from blfpanel.gui.sound.ring import Ring

#: What the canceller takes at a time: 10 ms.
FRAME = OCTETS // 100


def echo_control_is_installed() -> bool:
    """Whether the extra is there."""
    return importlib.util.find_spec("pywebrtc_audio") is not None


class EchoControl:
    """WebRTC's echo canceller between what is played and what is heard; for one thread.

    It finds out by itself how long the way from the loudspeaker to the microphone takes.

    Raises:
        ImportError: the extra is not installed.
    """

    def __init__(self) -> None:
        # neither is there without the extra
        self._numpy: Any = importlib.import_module("numpy")
        self._canceller: Any = importlib.import_module("pywebrtc_audio").EchoCanceller(RATE, 1)
        self._played: dict[object, Ring] = {}
        self._heard = b""

    def played(self, source: object, sound: bytes) -> None:
        """``source`` (one of several calls, say) gave this to the loudspeaker."""
        if source not in self._played:
            self._played[source] = Ring(0, 50 * FRAME)
        self._played[source].put(sound)

    def ended(self, source: object) -> None:
        """``source`` plays nothing any more."""
        self._played.pop(source, None)

    def cleaned(self, sound: bytes) -> bytes:
        """What the microphone heard, without echo; up to 10 ms are kept for the next time."""
        sound = self._heard + sound
        whole = len(sound) - len(sound) % FRAME
        self._heard = sound[whole:]
        return b"".join(
            self._frame(sound[place : place + FRAME]) for place in range(0, whole, FRAME)
        )

    def _frame(self, near: bytes) -> bytes:
        numpy = self._numpy
        far = numpy.zeros(FRAME // 2, numpy.int32)
        for ring in self._played.values():
            far += numpy.frombuffer(ring.take(FRAME), numpy.int16)
        far = far.clip(-32768, 32767).astype(numpy.int16)
        cleaned = self._canceller.process(numpy.frombuffer(near, numpy.int16), far)
        return bytes(cleaned.tobytes())
