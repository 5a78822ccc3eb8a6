"""SRTP (RFC 3711, RFC 7714) by pylibsrtp, which only this module knows."""

from __future__ import annotations

import importlib
from typing import Any

from blfpanel.body.crypto import Keys, Suite

_PROFILES = {
    Suite.AES_CM_128_HMAC_SHA1_80: "SRTP_PROFILE_AES128_CM_SHA1_80",
    Suite.AES_CM_128_HMAC_SHA1_32: "SRTP_PROFILE_AES128_CM_SHA1_32",
    Suite.AEAD_AES_128_GCM: "SRTP_PROFILE_AEAD_AES_128_GCM",
    Suite.AEAD_AES_256_GCM: "SRTP_PROFILE_AEAD_AES_256_GCM",
}


def _library() -> Any:
    try:
        return importlib.import_module("pylibsrtp")
    except ImportError:
        return None


def _offered() -> tuple[Suite, ...]:
    library = _library()
    if library is None:
        return ()
    return tuple(suite for suite, name in _PROFILES.items() if _works(library, suite, name))


def _works(library: Any, suite: Suite, name: str) -> bool:
    """Whether the library was built with this suite."""
    policy = getattr(library.Policy, name, None)
    if policy is None:
        return False
    try:
        _session(library, policy, bytes(suite.key_length), "SSRC_ANY_OUTBOUND")
    except (library.Error, ValueError):
        return False
    return True


def _session(library: Any, profile: int, key: bytes, who: str) -> Any:
    policy = library.Policy(key=key, ssrc_type=getattr(library.Policy, who), srtp_profile=profile)
    return library.Session(policy=policy)


#: What this machine can encrypt with, the one that everybody knows first; none without pylibsrtp.
SUITES = _offered()


class Protection:
    """Encrypts one call's packets and opens the far end's.

    A key that stays keeps its count of packets, also when the other one changes: only a new key
    begins at zero (RFC 3711 §3.3.1).

    Args:
        keys: what was agreed on; its suite must be one of :data:`SUITES`.
        before: what was in force.
    """

    def __init__(self, keys: Keys, before: Protection | None = None) -> None:
        library = _library()
        profile = getattr(library.Policy, _PROFILES[keys.suite])
        self.keys = keys
        self._error: type[Exception] = library.Error
        self._outbound: Any = None
        self._inbound: Any = None
        if before and before.keys.suite is keys.suite:
            self._outbound = before._outbound if before.keys.ours == keys.ours else None
            self._inbound = before._inbound if before.keys.theirs == keys.theirs else None
        self._outbound = self._outbound or _session(
            library, profile, keys.ours, "SSRC_ANY_OUTBOUND"
        )
        self._inbound = self._inbound or _session(library, profile, keys.theirs, "SSRC_ANY_INBOUND")

    def protect(self, packet: bytes) -> bytes:
        """An RTP packet of ours, encrypted."""
        return bytes(self._outbound.protect(packet))

    def protect_rtcp(self, packet: bytes) -> bytes:
        """A report of ours, encrypted."""
        return bytes(self._outbound.protect_rtcp(packet))

    def open(self, datagram: bytes) -> bytes | None:
        """An RTP packet of the far end; None where it is forged, repeated or not encrypted."""
        return self._opened(self._inbound.unprotect, datagram)

    def open_rtcp(self, datagram: bytes) -> bytes | None:
        """A report of the far end; None as for :meth:`open`."""
        return self._opened(self._inbound.unprotect_rtcp, datagram)

    def _opened(self, unprotect: Any, datagram: bytes) -> bytes | None:
        try:
            return bytes(unprotect(datagram))
        except (self._error, ValueError):
            return None
