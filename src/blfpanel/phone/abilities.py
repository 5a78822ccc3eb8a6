"""What this phone can offer of what an account wants: codecs, keys; and what it says otherwise."""

from __future__ import annotations

import random

from blfpanel.body.crypto import Crypto, Encryption, Suite
from blfpanel.body.sdp import NegotiationError, NotEncrypted, RtpMap, is_event
from blfpanel.media.codecs import CODECS, described
from blfpanel.media.session import MediaError
from blfpanel.media.srtp import SUITES
from blfpanel.media.wishes import SoundWishes

#: Beside plain RTP one suite is enough, which everybody has: each more makes the INVITE longer,
#: and those that do not fit into a datagram need another transport (RFC 3261 §18.1.1).
_OFFERED = (Suite.AES_CM_128_HMAC_SHA1_80,)
_REQUIRED = (Suite.AEAD_AES_256_GCM, Suite.AES_CM_128_HMAC_SHA1_80)


class NoSound(Exception):
    """A call can have no sound; the text says why, for a person to read."""


class Unprotected(NoSound):
    """The far end does not encrypt what must be encrypted: this call must not go on."""


def codecs_for(wishes: SoundWishes) -> tuple[RtpMap, ...]:
    """What to offer or answer with.

    Raises:
        NoSound: nothing of what the account wants is here.
    """
    codecs = described(wishes.codecs)
    if not any(not is_event(codec) for codec in codecs):
        here = ", ".join(codec.name for codec in CODECS)
        raise NoSound(f"none of the codecs {', '.join(wishes.codecs)} is here, only {here}")
    return codecs


def keys_for(wishes: SoundWishes, numbers: random.Random) -> tuple[Crypto, ...]:
    """Our keys for one call.

    Raises:
        NoSound: the account requires encryption, and there is none here.
    """
    if wishes.encryption is Encryption.OFF:
        return ()
    if wishes.encryption is Encryption.REQUIRED and not SUITES:
        raise NoSound(
            "this account requires encrypted sound, and its library is missing: install "
            "blfpanel[audio]"
        )
    return tuple(
        Crypto(tag, suite, numbers.randbytes(suite.key_length))
        for tag, suite in enumerate(SUITES, 1)
    )


def keys_to_offer(crypto: tuple[Crypto, ...], wishes: SoundWishes) -> list[Crypto]:
    """Those of our keys that an offer shows, best first."""
    wanted = _REQUIRED if wishes.encryption is Encryption.REQUIRED else _OFFERED
    keys = {each.suite: each.key for each in crypto}
    suites = [suite for suite in wanted if suite in keys]
    return [Crypto(tag, suite, keys[suite]) for tag, suite in enumerate(suites, 1)]


def in_words(problem: NegotiationError | MediaError) -> str:
    """What a person is told."""
    if isinstance(problem, NotEncrypted) and not SUITES:
        return f"{problem}; the library for it is missing: install blfpanel[audio]"
    return str(problem)
