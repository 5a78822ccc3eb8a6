"""The sounds the project has made for itself (``scripts/make-sounds``), and how they repeat."""

from __future__ import annotations

import array
import functools
import io
import wave
from dataclasses import dataclass, replace

from blfpanel.gui.sound.devices import OCTETS, RATE, Role
from blfpanel.gui.sound.resample import Upsampler
from blfpanel.resources import resource


@dataclass(frozen=True, slots=True)
class Tune:
    """A sound and how it goes on.

    Attributes:
        name: of its file.
        pause: silence after it, seconds.
        times: how often it is heard; None: until it is stopped.
        role: the device it is heard from.
        louder: than its file, decibels.
    """

    name: str
    pause: float
    times: int | None
    role: Role
    louder: float = 0.0


RING = Tune("ring", 2.8, None, Role.RINGER)
RING_ONCE = Tune("ring", 0.1, 1, Role.RINGER)
PARTNER = Tune("partner", 2.35, None, Role.RINGER)
#: By how urgent it has become.
PARTNER_LEVELS = (PARTNER, replace(PARTNER, louder=3.0), replace(PARTNER, louder=6.0))
PARTNER_ONCE = Tune("partner", 0.1, 1, Role.RINGER)
#: Said once, when nothing else is to be heard.
FREE = Tune("free", 0.1, 1, Role.RINGER)
BACK = Tune("back", 0.1, 1, Role.RINGER)
HELD = Tune("held", 0.1, 1, Role.RINGER)
#: The rest is for those who hold a receiver. Pauses: ITU-T E.180, as in most of Europe.
WAITING = Tune("waiting", 4.7, None, Role.SPEAKER)
RINGBACK = Tune("ringback", 4.0, None, Role.SPEAKER)
BUSY = Tune("busy", 0.48, 4, Role.SPEAKER)

ALL = (RING, RING_ONCE, *PARTNER_LEVELS, PARTNER_ONCE, FREE, BACK, HELD, WAITING, RINGBACK, BUSY)


@functools.cache
def cycle(tune: Tune) -> bytes:
    """The sound with its pause, as devices play it.

    Raises:
        FileNotFoundError: blfpanel is not installed as it should be.
    """
    data = resource("sounds", f"{tune.name}.wav").read_bytes()
    with wave.open(io.BytesIO(data)) as file:
        factor = RATE // file.getframerate()
        sound = file.readframes(file.getnframes())
    pause = round(tune.pause * RATE) * (OCTETS // RATE)
    return Upsampler(factor)(_amplified(sound, tune.louder)) + bytes(pause)


def _amplified(sound: bytes, decibels: float) -> bytes:
    """Samples of 16 bits, louder by so many decibels."""
    factor = 10 ** (decibels / 20)
    loud = (max(-32_768, min(32_767, round(value * factor))) for value in array.array("h", sound))
    return array.array("h", loud).tobytes()
