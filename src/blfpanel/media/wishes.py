"""What an account wants of its calls' sound."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.body.crypto import Encryption


@dataclass(frozen=True, slots=True)
class SoundWishes:
    """What an account wants of its calls' sound.

    Attributes:
        codecs: encoding names, best first; empty: all that we speak.
        encryption: whether the sound is encrypted.
    """

    codecs: tuple[str, ...] = ()
    encryption: Encryption = Encryption.ANSWERED


#: What accounts want that say nothing of it.
USUAL = SoundWishes()
