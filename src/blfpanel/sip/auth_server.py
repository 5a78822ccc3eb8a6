"""Digest authentication, server's side: the registrar of the built-in PBX (RFC 3261 §22.4)."""

from __future__ import annotations

import enum
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from blfpanel.sip.auth import ALGORITHMS, Challenge, Credentials, answers, digest_response
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import SipUri

#: How long a nonce serves, seconds: longer than the usual refresh, so that phones keep theirs.
NONCE_LIFE = 600.0

#: Nonces that are remembered; asking for many must not fill memory. Forgotten ones are stale.
_MAX_NONCES = 2048

#: Uses of one nonce that are remembered: enough for a thousand refreshes in its life.
_MAX_USES = 4096


class Verdict(enum.Enum):
    """What an Authorization header is worth."""

    GRANTED = "granted"
    MISSING = "missing"  #: none for our realm: challenge it
    STALE = "stale"  #: right password, but the nonce is old or used: challenge with stale
    WRONG = "wrong"  #: unknown user, wrong password, another request's answer: challenge or 403


@dataclass(frozen=True, slots=True)
class Verification:
    """A verdict, and whom it is about: the user name as claimed, None if none was."""

    verdict: Verdict
    username: str | None = None


@dataclass(slots=True)
class _Nonce:
    issued: float
    used: set[int] = field(default_factory=set)


class DigestServer:
    """Makes challenges and checks the answers.

    Args:
        realm: shown to the user of a phone; part of the digest.
        lookup: the password of a user name, None if there is no such user.
        ids: where nonces come from.
        algorithms: names as of :data:`~blfpanel.sip.auth.ALGORITHMS`, preferred first. MD5 alone
            is what every phone knows.
        proxy: use 407's headers instead of 401's.
    """

    def __init__(
        self,
        realm: str,
        lookup: Callable[[str], str | None],
        ids: Ids,
        algorithms: Sequence[str] = ("SHA-256", "MD5"),
        *,
        proxy: bool = False,
    ) -> None:
        self.realm = realm
        self._lookup = lookup
        self._ids = ids
        self._algorithms = [ALGORITHMS[name.lower()] for name in algorithms]
        self._nonces: dict[str, _Nonce] = {}
        self.status = 407 if proxy else 401
        self.challenge_header = "Proxy-Authenticate" if proxy else "WWW-Authenticate"
        self.answer_header = "Proxy-Authorization" if proxy else "Authorization"

    def challenges(self, now: float, *, stale: bool = False) -> list[tuple[str, str]]:
        """Header lines (name, value) for a 401 or 407, one for each algorithm (RFC 8760 §2.4)."""
        nonce = self._ids.token(128)
        self._nonces[nonce] = _Nonce(now)
        if len(self._nonces) > _MAX_NONCES:
            del self._nonces[next(iter(self._nonces))]
        return [
            (
                self.challenge_header,
                str(Challenge(self.realm, nonce, algorithm.name, ("auth",), stale=stale)),
            )
            for algorithm in self._algorithms
        ]

    def verify(self, request: Request, now: float) -> Verification:
        """Check what ``request`` proves. Each answer is good for one request only."""
        for answer in answers(request.headers, self.answer_header):
            if answer.get("realm") == self.realm:
                username = answer.get("username")
                return Verification(self._judge(request, answer, now), username)
        return Verification(Verdict.MISSING)

    def _judge(self, request: Request, answer: dict[str, str], now: float) -> Verdict:
        if not self._proves_password(request, answer):
            return Verdict.WRONG
        nonce = self._nonces.get(answer["nonce"])
        if nonce is None or now - nonce.issued > NONCE_LIFE:
            return Verdict.STALE
        # without qop (RFC 2069) nothing counts the uses, so that a nonce serves once
        count = int(answer["nc"], 16) if "qop" in answer else 1
        # a count that was overtaken on the way is no replay (RFC 7616 §3.4: seen twice)
        if count in nonce.used or len(nonce.used) >= _MAX_USES:
            return Verdict.STALE
        nonce.used.add(count)
        return Verdict.GRANTED

    def _proves_password(self, request: Request, answer: dict[str, str]) -> bool:
        """Whether the digest is right, whatever the nonce."""
        algorithm = ALGORITHMS.get(answer.get("algorithm", "MD5").lower())
        qop = answer.get("qop")
        if algorithm not in self._algorithms or qop not in (None, "auth"):
            return False
        if not {"username", "nonce", "uri", "response"} <= answer.keys():
            return False
        if qop and not (_is_count(answer.get("nc", "")) and "cnonce" in answer):
            return False
        password = self._lookup(answer["username"])
        expected = digest_response(
            algorithm,
            Credentials(answer["username"], password or ""),
            realm=self.realm,
            nonce=answer["nonce"],
            method=request.method,
            uri=answer["uri"],
            qop=qop,
            nc=answer.get("nc", ""),
            cnonce=answer.get("cnonce", ""),
        )
        given = answer["response"].lower().encode("utf-8", "surrogateescape")
        same = hmac.compare_digest(expected.encode(), given)
        return same and password is not None and _same_target(answer["uri"], request.uri)


def _is_count(text: str) -> bool:
    return len(text) == 8 and all(char in "0123456789abcdefABCDEF" for char in text)


def _same_target(claimed: str, actual: str) -> bool:
    """Whether the digest was made for this Request-URI; parameters may have been added since."""
    if claimed == actual:
        return True
    try:
        return SipUri.parse(claimed).bare().equals(SipUri.parse(actual).bare())
    except SipParseError:
        return False
