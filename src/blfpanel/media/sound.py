"""Where a call's sound comes from and where it goes: what devices, files and tones have to offer.

Sound is 16-bit linear, mono, in the machine's byte order, everywhere in this package.
"""

from __future__ import annotations

from typing import Protocol


class AudioSource(Protocol):
    """Where the sound that we send comes from: a microphone, a file, a tone, silence."""

    def read(self, samples: int, clock_rate: int) -> bytes:
        """The next ``samples`` of sound at ``clock_rate`` Hz, without waiting for them.

        Called by the call's own thread, every packet (10 to 60 ms), also while the call is muted
        or held. Where there is nothing yet, silence; always exactly ``2 * samples`` octets.
        """

    def close(self) -> None:
        """The call is over: no ``read`` follows. Called by the call's own thread, once."""


class AudioSink(Protocol):
    """Where the far end's sound goes: a loudspeaker, a file, nowhere."""

    def write(self, linear: bytes, clock_rate: int) -> None:
        """Take the next 20 ms of sound at ``clock_rate`` Hz, without waiting.

        Called by the call's own thread from the start of the call's sound on, silence included.
        The rate changes when the far end changes the codec.
        """

    def close(self) -> None:
        """The call is over: no ``write`` follows. Called by the call's own thread, once."""


class Silence:
    """A source that has nothing to say."""

    def read(self, samples: int, clock_rate: int) -> bytes:
        """Zeros."""
        return bytes(2 * samples)

    def close(self) -> None:
        """Nothing to give back."""


class Discard:
    """A sink for what nobody hears."""

    def write(self, linear: bytes, clock_rate: int) -> None:
        """Forget it."""

    def close(self) -> None:
        """Nothing to give back."""
