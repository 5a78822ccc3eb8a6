"""Identifiers the protocol wants unique: branches, tags, Call-IDs, nonces.

Injected, so that a test with a seeded source sees the same bytes in every run.
"""

from __future__ import annotations

import random

#: RFC 3261 §8.1.1.7: a branch made by an element that follows RFC 3261 begins with this.
MAGIC_COOKIE = "z9hG4bK"


class Ids:
    """A source of identifiers.

    Args:
        source: where randomness comes from. Real use passes ``random.SystemRandom()`` (RFC 3261
            §19.3 wants tags of at least 32 cryptographically random bits); tests a seeded
            ``random.Random``.
    """

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def token(self, bits: int) -> str:
        """``bits`` random bits in hexadecimal."""
        return f"{self._source.getrandbits(bits):0{bits // 4}x}"

    def branch(self) -> str:
        """A Via branch (RFC 3261 §8.1.1.7)."""
        return MAGIC_COOKIE + self.token(80)

    def tag(self) -> str:
        """A From or To tag (RFC 3261 §19.3)."""
        return self.token(48)

    def call_id(self) -> str:
        """A Call-ID without a host part: ours must not tell the machine's address (§8.1.1.4)."""
        return self.token(128)

    def cnonce(self) -> str:
        """A client nonce for digest authentication (RFC 8760 §2.2 leaves the form to us)."""
        return self.token(64)

    def jitter(self, low: float, high: float) -> float:
        """A random number between ``low`` and ``high``, to spread what would come in a storm."""
        return self._source.uniform(low, high)
