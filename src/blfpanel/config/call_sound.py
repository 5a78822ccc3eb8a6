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


class SoundEncryption(enum.Enum):
    """Whether the sound of an account's calls is encrypted (SRTP)."""

    AUTO = "auto"  #: offered with TLS, else where the far end offers it
    OFF = "off"  #: never
    OFFERED = "offered"  #: where the far end takes part
    REQUIRED = "required"  #: or there is no call


Codecs = Annotated[
    tuple[SpeechCodec, ...],
    msgspec.Meta(description='a list of "opus", "G722", "PCMA" and "PCMU"'),
]


class CallSound(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a table ``[[accounts]]`` that says how its calls sound.

    Attributes:
        codecs: what is spoken, best first; all there are when empty.
        encryption: of the sound (SRTP): "auto", "off", "offered" (where the far end takes part)
            or "required" (or there is no call). The keys go with the messages, and only TLS hides
            these; so "auto" offers them with TLS, and else takes part where the far end offers.
    """

    codecs: Codecs = ()
    encryption: SoundEncryption = SoundEncryption.AUTO

    def sound_wishes_over(self, *, tls: bool) -> SoundWishes:
        """The same for whoever makes the calls.

        Args:
            tls: whether messages are hidden from others.
        """
        match self.encryption:
            case SoundEncryption.AUTO:
                encryption = Encryption.OFFERED if tls else Encryption.ANSWERED
            case chosen:
                encryption = Encryption(chosen.value)
        return SoundWishes(tuple(codec.value for codec in self.codecs), encryption)
