"""What the settings say about the sound of an account's calls."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from blfpanel.body.crypto import Encryption
from blfpanel.media.wishes import SoundWishes


class SpeechCodec(enum.Enum):
    """A way to send speech, as settings name it."""

    OPUS = "opus"
    G722 = "G722"
    PCMA = "PCMA"
    PCMU = "PCMU"


Codecs = Annotated[
    tuple[SpeechCodec, ...],
    msgspec.Meta(description='a list of "opus", "G722", "PCMA" and "PCMU"'),
]


class CallSound(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a table ``[[accounts]]`` that says how its calls sound.

    Attributes:
        codecs: what is spoken, best first; all there are when empty.
        encryption: of the sound (SRTP): "off", "offered" (where the far end takes part) or
            "required" (or there is no call).
    """

    codecs: Codecs = ()
    encryption: Encryption = Encryption.OFFERED

    @property
    def sound_wishes(self) -> SoundWishes:
        """The same for whoever makes the calls."""
        return SoundWishes(tuple(codec.value for codec in self.codecs), self.encryption)
