"""Who may do what: digest authentication of what phones ask for (RFC 3261 §22)."""

from __future__ import annotations

from dataclasses import dataclass

from blfpanel.sim.directory import Directory, number_of
from blfpanel.sip.auth_server import DigestServer, Verdict
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.message import Request

#: RFC 8760 §2.3 wants the best one first, but many telephones read only the first and know only
#: MD5; those that know more choose for themselves.
_ALGORITHMS = ("MD5", "SHA-256")


@dataclass(frozen=True, slots=True)
class Refusal:
    """How to answer what may not be done."""

    status: int
    reason: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Guard:
    """Lets users speak for their own number only.

    Args:
        directory: knows the passwords.
        realm: shown to the users of phones.
        ids: where nonces come from.
    """

    def __init__(self, directory: Directory, realm: str, ids: Ids) -> None:
        self._server = DigestServer(realm, directory.password, ids, _ALGORITHMS)
        self._proxy = DigestServer(realm, directory.password, ids, _ALGORITHMS, proxy=True)

    def check(self, request: Request, now: float) -> Refusal | None:
        """Whether ``request`` may be served: None, or how to refuse it.

        A call is challenged as by the proxy on its way (407), everything else as by the one it
        is meant for (401).
        """
        digest = self._proxy if request.method == "INVITE" else self._server
        result = digest.verify(request, now)
        match result.verdict:
            case Verdict.GRANTED if result.username == number_of(request.from_.uri):
                return None
            case Verdict.GRANTED:
                return Refusal(403, "Another user's number")
            case verdict:
                stale = verdict is Verdict.STALE
                return Refusal(digest.status, None, tuple(digest.challenges(now, stale=stale)))
