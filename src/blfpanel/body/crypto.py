"""Encrypted sound as session descriptions agree on it (SDES, RFC 4568)."""

from __future__ import annotations

import enum


class Encryption(enum.Enum):
    """Whether an account's sound is encrypted (SRTP)."""

    OFF = "off"  #: never
    OFFERED = "offered"  #: where the far end takes part
    REQUIRED = "required"  #: or there is no call
