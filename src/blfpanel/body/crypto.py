"""Encrypted sound as session descriptions agree on it (SDES, RFC 4568): ``a=crypto`` lines.

The keys stand in the description, so they are as secret as the messages that carry it.
"""

from __future__ import annotations

import base64
import binascii
import enum
from collections.abc import Sequence
from dataclasses import dataclass


class Encryption(enum.Enum):
    """Whether an account's sound is encrypted (SRTP)."""

    OFF = "off"  #: never
    ANSWERED = "answered"  #: where the far end offers it
    OFFERED = "offered"  #: where the far end takes part
    REQUIRED = "required"  #: or there is no call


class Suite(enum.Enum):
    """What protects the packets, by its name in SDP (RFC 4568 §6.2, RFC 7714 §14.2)."""

    AES_CM_128_HMAC_SHA1_80 = "AES_CM_128_HMAC_SHA1_80"
    AES_CM_128_HMAC_SHA1_32 = "AES_CM_128_HMAC_SHA1_32"
    AEAD_AES_128_GCM = "AEAD_AES_128_GCM"
    AEAD_AES_256_GCM = "AEAD_AES_256_GCM"

    @property
    def key_length(self) -> int:
        """Octets of master key and master salt together."""
        return _KEY_LENGTHS[self]


_KEY_LENGTHS = {
    Suite.AES_CM_128_HMAC_SHA1_80: 16 + 14,
    Suite.AES_CM_128_HMAC_SHA1_32: 16 + 14,
    Suite.AEAD_AES_128_GCM: 16 + 12,
    Suite.AEAD_AES_256_GCM: 32 + 12,
}
_SUITES = {suite.value.lower(): suite for suite in Suite}
#: Session parameters that only tell (§6.3.7); all others would change how packets look.
_HARMLESS = ("wsh=", "-")


@dataclass(frozen=True, slots=True)
class Crypto:
    """An ``a=crypto`` line: a suite, and the key its writer sends with.

    Attributes:
        tag: what the answer names the chosen line by.
        suite: how packets are protected.
        key: master key and master salt.
    """

    tag: int
    suite: Suite
    key: bytes

    @classmethod
    def parse(cls, value: str) -> Crypto | None:
        """Read what follows ``a=crypto:``; None for what we cannot do.

        That is an unknown suite, a key of the wrong length, several keys or a key index (MKI),
        and session parameters that turn parts of the protection off.
        """
        tag, suite_name, keys, *parameters = (*value.split(), "", "", "")
        suite = _SUITES.get(suite_name.lower())
        if suite is None or not (tag.isascii() and tag.isdigit() and len(tag) <= 9):
            return None
        if any(p and not p.lower().startswith(_HARMLESS) for p in parameters):
            return None
        key = _inline(keys)
        return cls(int(tag), suite, key) if key and len(key) == suite.key_length else None

    def __str__(self) -> str:
        return f"{self.tag} {self.suite.value} inline:{base64.b64encode(self.key).decode()}"


@dataclass(frozen=True, slots=True)
class Keys:
    """What both sides' packets are protected with.

    Attributes:
        suite: the same both ways.
        ours: protects what we send.
        theirs: protects what we receive.
    """

    suite: Suite
    ours: bytes
    theirs: bytes


def chosen(offered: Sequence[Crypto], ours: Sequence[Crypto]) -> Crypto | None:
    """The line to answer with: the first offered one whose suite we have a key for (§5.1.2)."""
    keys = {crypto.suite: crypto.key for crypto in reversed(ours)}
    first = next((crypto for crypto in offered if crypto.suite in keys), None)
    return Crypto(first.tag, first.suite, keys[first.suite]) if first else None


def agreed(ours: Sequence[Crypto], theirs: Sequence[Crypto]) -> Keys | None:
    """The keys of an offer and its answer, whichever of them is ours.

    The answer names one tag of the offer; answers with a tag of their own are met too and are
    understood by their suite.
    """
    pairs = [(a, b) for a in ours for b in theirs if a.suite is b.suite]
    pairs.sort(key=lambda pair: pair[0].tag != pair[1].tag)
    return Keys(pairs[0][0].suite, pairs[0][0].key, pairs[0][1].key) if pairs else None


def _inline(text: str) -> bytes | None:
    """``inline:KEY|2^20|1:4`` without a key index, as one key."""
    method, _, rest = text.partition(":")
    key, *more = rest.split("|")
    if method.lower() != "inline" or ";" in rest or any(":" in part for part in more):
        return None
    try:
        # some devices leave the padding out
        return base64.b64decode(key + "=" * (-len(key) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
