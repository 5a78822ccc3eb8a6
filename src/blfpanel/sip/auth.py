"""Digest authentication, client's side (RFC 3261 §22, RFC 7616, RFC 8760).

The arithmetic is here too, for the server's side in :mod:`blfpanel.sip.auth_server`.
"""

from __future__ import annotations

import enum
import hashlib
import re
from dataclasses import dataclass, field

from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.grammar import SipParseError, quote, unquote
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request, Response


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A digest algorithm of RFC 7616 §6.1; ``hash_name`` is the name hashlib knows it by."""

    name: str
    hash_name: str
    session: bool

    def digest(self, text: str) -> str:
        """H(text) in hexadecimal; text is UTF-8 (RFC 7616 §4)."""
        return self.digest_bytes(text.encode("utf-8", "surrogateescape"))

    def digest_bytes(self, data: bytes) -> str:
        """H(data) in hexadecimal."""
        return hashlib.new(self.hash_name, data, usedforsecurity=False).hexdigest()


#: Strongest first; by lower-case name. SHA-512-256 depends on the OpenSSL Python runs with.
ALGORITHMS: dict[str, Algorithm] = {
    (name + suffix).lower(): Algorithm(name + suffix, hash_name, bool(suffix))
    for name, hash_name in (("SHA-512-256", "sha512_256"), ("SHA-256", "sha256"), ("MD5", "md5"))
    if hash_name in hashlib.algorithms_available
    for suffix in ("", "-sess")
}
_STRENGTH = {name: rank for rank, name in enumerate(reversed(ALGORITHMS))}

#: Looking behind keeps it linear: a long token is tried once, not again from each of its letters.
_AUTH_PARAM = re.compile(
    r"(?<![A-Za-z0-9\-.!%*_+`'~])([A-Za-z0-9\-.!%*_+`'~]++)[ \t]*=[ \t]*"
    r'("(?:[^"\\]|\\.)*+"|[^,"\s]*)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and its password."""

    username: str
    password: str = field(repr=False)


def parse_auth(value: str) -> dict[str, str]:
    """The parameters of a ``Digest`` challenge or answer, unquoted, names in lower case.

    Raises :exc:`SipParseError` for other schemes.
    """
    scheme, _, rest = value.strip().partition(" ")
    if scheme.lower() != "digest":
        raise SipParseError(f"no Digest: {scheme!r:.40}")
    return {name.lower(): unquote(text) for name, text in _AUTH_PARAM.findall(rest)}


@dataclass(frozen=True, slots=True)
class Challenge:
    """A Digest challenge (RFC 3261 §20.44).

    ``algorithm`` is as the server wrote it, None where it wrote none (MD5); ``qop`` what it
    offers, empty for a server of RFC 2069's age.
    """

    realm: str
    nonce: str
    algorithm: str | None = None
    qop: tuple[str, ...] = ()
    opaque: str | None = None
    stale: bool = False

    @classmethod
    def parse(cls, value: str) -> Challenge:
        """Read a WWW-Authenticate or Proxy-Authenticate value; raises :exc:`SipParseError`."""
        params = parse_auth(value)
        realm, nonce = params.get("realm"), params.get("nonce")
        if realm is None or nonce is None:
            raise SipParseError(f"challenge without realm or nonce: {value!r:.100}")
        offers = (offer.strip().lower() for offer in params.get("qop", "").split(","))
        return cls(
            realm,
            nonce,
            params.get("algorithm") or None,
            tuple(offer for offer in offers if offer),
            params.get("opaque"),
            params.get("stale", "").lower() == "true",
        )

    def __str__(self) -> str:
        params = [f"realm={quote(self.realm)}", f"nonce={quote(self.nonce)}"]
        if self.opaque is not None:
            params.append(f"opaque={quote(self.opaque)}")
        if self.stale:
            params.append("stale=true")
        if self.algorithm is not None:
            params.append(f"algorithm={self.algorithm}")
        if self.qop:
            params.append(f"qop={quote(','.join(self.qop))}")
        return "Digest " + ", ".join(params)

    @property
    def digest(self) -> Algorithm | None:
        """How to compute the answer; None if we cannot."""
        return ALGORITHMS.get((self.algorithm or "MD5").lower())

    @property
    def chosen_qop(self) -> str | None:
        """The protection we pick from the offer: auth, else auth-int, else none."""
        return next((qop for qop in ("auth", "auth-int") if qop in self.qop), None)

    @property
    def supported(self) -> bool:
        """Whether we can answer it."""
        return self.digest is not None and (not self.qop or self.chosen_qop is not None)


def digest_response(
    algorithm: Algorithm,
    credentials: Credentials,
    *,
    realm: str,
    nonce: str,
    method: str,
    uri: str,
    qop: str | None = None,
    nc: str = "",
    cnonce: str = "",
    body: bytes = b"",
) -> str:
    """The ``response`` of RFC 7616 §3.4.1; ``qop`` None is the older form without it."""
    secret = algorithm.digest(f"{credentials.username}:{realm}:{credentials.password}")
    if algorithm.session:
        secret = algorithm.digest(f"{secret}:{nonce}:{cnonce}")
    subject = f"{method}:{uri}"
    if qop == "auth-int":
        subject += f":{algorithm.digest_bytes(body)}"
    middle = nonce if qop is None else f"{nonce}:{nc}:{cnonce}:{qop}"
    return algorithm.digest(f"{secret}:{middle}:{algorithm.digest(subject)}")


def authorize(
    challenge: Challenge,
    *,
    method: str,
    uri: str,
    username: str,
    password: str,
    body: bytes = b"",
    cnonce: str,
    nonce_count: int,
) -> str:
    """The Authorization (or Proxy-Authorization) value that answers ``challenge``.

    Args:
        uri: the Request-URI as it stands in the request.
        cnonce: stays the same as long as the nonce; the -sess algorithms build on it.
        nonce_count: how often the nonce has been used, this time included; from 1.

    Raises:
        ValueError: the challenge is not :attr:`~Challenge.supported`.
    """
    algorithm = challenge.digest
    if algorithm is None or not challenge.supported:
        raise ValueError(f"cannot answer {challenge}")
    qop, nc = challenge.chosen_qop, f"{nonce_count:08x}"
    response = digest_response(
        algorithm,
        Credentials(username, password),
        realm=challenge.realm,
        nonce=challenge.nonce,
        method=method,
        uri=uri,
        qop=qop,
        nc=nc,
        cnonce=cnonce,
        body=body,
    )
    params = [
        f"username={quote(username)}",
        f"realm={quote(challenge.realm)}",
        f"nonce={quote(challenge.nonce)}",
        f"uri={quote(uri)}",
        f'response="{response}"',
    ]
    if challenge.algorithm is not None:
        params.append(f"algorithm={algorithm.name}")
    if challenge.opaque is not None:
        params.append(f"opaque={quote(challenge.opaque)}")
    if qop is not None:
        params.append(f"qop={qop}, nc={nc}")
    if qop is not None or algorithm.session:
        params.append(f"cnonce={quote(cnonce)}")
    return "Digest " + ", ".join(params)


class AuthOutcome(enum.Enum):
    """What became of a challenge; the value is for people."""

    RETRY = "the request goes out again with an answer"
    WRONG_PASSWORD = "the server does not accept user name and password"
    UNSUPPORTED = "the server asks for a kind of login that blfpanel does not know"
    NO_CHALLENGE = "the server asks for a login but not how"


@dataclass(slots=True)
class _Session:
    """A nonce in use."""

    challenge: Challenge
    answer_header: str
    cnonce: str | None = None
    count: int = 0


#: By status: where the challenges stand, and where the answer goes.
_HEADERS = {
    401: ("WWW-Authenticate", "Authorization"),
    407: ("Proxy-Authenticate", "Proxy-Authorization"),
}

#: How often one request is answered: a proxy and a server behind it may ask, each once more
#: because a nonce was stale.
_MAX_ATTEMPTS = 4

#: Realms and Call-IDs that are remembered; a server that invents new ones must not fill memory.
_MAX_SESSIONS = 8
_MAX_REMEMBERED = 512


class DigestClient:
    """Answers challenges for one user, and later requests before they are challenged (§22.3).

    All usages of an account share it, so that a nonce serves many requests.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self._sessions: dict[tuple[str, str], _Session] = {}
        self._last: dict[str, tuple[int, int]] = {}

    def apply(self, request: Request, ids: Ids) -> None:
        """Put the answers to all challenges known so far on ``request``, replacing older ones."""
        for _, name in _HEADERS.values():
            request.headers.remove(name)
        for session in self._sessions.values():
            if session.cnonce is None:
                session.cnonce = ids.cnonce()
            session.count += 1
            value = authorize(
                session.challenge,
                method=request.method,
                uri=request.uri,
                username=self.credentials.username,
                password=self.credentials.password,
                body=request.body,
                cnonce=session.cnonce,
                nonce_count=session.count,
            )
            request.headers.add(session.answer_header, value)

    def challenged(self, request: Request, response: Response) -> AuthOutcome:
        """Take in the challenges of a 401 or 407.

        Args:
            request: as it was sent, with the credentials it carried. Sending it again takes the
                next CSeq number and :meth:`apply`.

        Returns:
            RETRY, or why sending it again is useless. A nonce that served before gets a second
            chance even if the server forgets to say stale; a fresh one only if it says so, and
            then again: requests that overtake each other make servers call good counts stale.
        """
        attempt = self._attempt(request)
        challenge_header, answer_header = _HEADERS[response.status]
        challenges = _challenges(response.headers, challenge_header)
        carried = {answer.get("realm") for answer in answers(request.headers, answer_header)}
        if not challenges:
            return self._unexplained(response, challenge_header, attempt, bool(carried))
        usable = [challenge for challenge in challenges if challenge.supported]
        if not usable or attempt > _MAX_ATTEMPTS:
            return AuthOutcome.WRONG_PASSWORD if usable else AuthOutcome.UNSUPPORTED
        best: dict[str, Challenge] = {}
        for challenge in sorted(usable, key=_strength, reverse=True):
            best.setdefault(challenge.realm, challenge)
        for challenge in best.values():
            if challenge.realm in carried and attempt > 1 and not challenge.stale:
                # forgotten, so that the next try does not count as two wrong ones at the server
                self._sessions.pop((answer_header, challenge.realm), None)
                return AuthOutcome.WRONG_PASSWORD
        for challenge in best.values():
            self._remember(challenge, answer_header)
        return AuthOutcome.RETRY

    def _unexplained(
        self, response: Response, header: str, attempt: int, carried: bool
    ) -> AuthOutcome:
        if header in response.headers:
            return AuthOutcome.UNSUPPORTED
        if not carried or attempt > 1:
            return AuthOutcome.NO_CHALLENGE
        # FreeSWITCH answers an expired nonce so (issue 1532); without credentials it explains.
        self._sessions.clear()
        return AuthOutcome.RETRY

    def _remember(self, challenge: Challenge, answer_header: str) -> None:
        self._sessions[answer_header, challenge.realm] = _Session(challenge, answer_header)
        if len(self._sessions) > _MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]

    def _attempt(self, request: Request) -> int:
        """How many challenges in a row this request got; a repetition has the next CSeq."""
        call_id, number = request.call_id, request.cseq.number
        last_number, attempt = self._last.pop(call_id, (0, 0))
        attempt = attempt + 1 if number == last_number + 1 else 1
        self._last[call_id] = (number, attempt)
        if len(self._last) > _MAX_REMEMBERED:
            del self._last[next(iter(self._last))]
        return attempt


def _strength(challenge: Challenge) -> int:
    return _STRENGTH[(challenge.algorithm or "MD5").lower()]


def _challenges(headers: Headers, name: str) -> list[Challenge]:
    """The Digest challenges; other schemes and unreadable ones cannot be answered anyway."""
    found: list[Challenge] = []
    for value in headers.get_all(name):
        try:
            found.append(Challenge.parse(value))
        except SipParseError:
            continue
    return found


def answers(headers: Headers, name: str) -> list[dict[str, str]]:
    """The parameters of all Digest answers in header ``name``; other schemes are left out."""
    found: list[dict[str, str]] = []
    for value in headers.get_all(name):
        try:
            found.append(parse_auth(value))
        except SipParseError:
            continue
    return found
