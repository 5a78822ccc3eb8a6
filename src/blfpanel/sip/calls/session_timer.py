"""Session timers (RFC 4028): a call whose far end has gone silently does not last for ever.

One end, the refresher, says now and then by UPDATE or re-INVITE that the session lives; both end
it with BYE when it has not been said for too long.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from blfpanel.sip.core import Core
from blfpanel.sip.syntax.grammar import SipParseError, find_param, parse_delta_seconds, parse_params
from blfpanel.sip.syntax.message import Message, Request, Response
from blfpanel.sip.timers import Name
from blfpanel.sip.uas import HeaderLines

#: Nobody may ask for less than 90 s (§4); who does gets this at least, so as not to be a flood.
_LEAST = 32


@dataclass(frozen=True, slots=True)
class SessionExpires:
    """The header of that name (§4): seconds, and who refreshes ("uac", "uas" or nobody yet).

    Also Min-SE, which has seconds only.
    """

    seconds: int
    refresher: str | None = None

    @classmethod
    def parse(cls, text: str) -> SessionExpires:
        """Read a value; raises :exc:`SipParseError`."""
        number, _, params = text.partition(";")
        seconds = parse_delta_seconds(number.strip())
        if seconds is None:
            raise SipParseError(f"unreadable session interval: {text!r:.100}")
        refresher = (find_param(parse_params(params), "refresher") or "").lower()
        return cls(seconds, refresher if refresher in ("uac", "uas") else None)

    def __str__(self) -> str:
        return f"{self.seconds};refresher={self.refresher}" if self.refresher else f"{self.seconds}"


class Refreshed(Protocol):
    """Whose session it is."""

    def refresh_due(self, now: float) -> None:
        """It is our turn to say that the session lives."""

    def session_expired(self, now: float) -> None:
        """It has not been said for too long."""


class _Timer(Name):
    REFRESH = "refresh"
    EXPIRY = "expiry"


class SessionTimer:
    """The timer of one session.

    Args:
        core: the shared services; its settings say what we ask for.
        user: who refreshes and ends.
    """

    def __init__(self, core: Core, user: Refreshed) -> None:
        self._core = core
        self._user = user
        self._wanted = core.settings.session_expires
        self._shortest = core.settings.min_se
        self._raised = False
        self._ours: bool | None = None

    # --- what we ask for ---

    def write(self, request: Request) -> None:
        """Say in an INVITE or UPDATE of ours what we want (§7.1, §7.4)."""
        if not self._wanted:
            return
        refresher = None if self._ours is None else ("uac" if self._ours else "uas")
        request.headers.set("Session-Expires", str(SessionExpires(self._wanted, refresher)))
        if self._raised:
            request.headers.set("Min-SE", str(self._shortest))

    def raised_by(self, response: Response) -> bool:
        """Whether this 422 names a longer interval that we can ask for now (§7.4)."""
        least = _read(response, "Min-SE")
        if least is None or not self._wanted or least.seconds <= self._shortest:
            return False
        self._shortest = least.seconds
        self._wanted = max(self._wanted, self._shortest)
        self._raised = True
        return True

    def answered(self, response: Response, now: float) -> None:
        """A 2xx to an INVITE or UPDATE of ours says what it is (§7.2)."""
        granted = _read(response, "Session-Expires")
        if granted is None:
            self.stop()
        else:
            self._run(granted.seconds, granted.refresher != "uas", now)

    # --- what we are asked for ---

    def refusal(self, request: Request) -> HeaderLines:
        """The headers of the 422 to an interval that is too short; none if it is not (§9)."""
        return too_short(request, self._shortest)

    def accept(self, request: Request, response: Response, now: float) -> None:
        """Put into our 2xx what it shall be, and run (§9).

        Where the far end has no timer but a proxy wants one, we refresh. Where nobody asks, we
        ask those who can.
        """
        asked = _read(request, "Session-Expires")
        supported = "timer" in request.headers.tokens("Supported")
        if asked is None and not (supported and self._wanted):
            self.stop()
            return
        seconds = asked.seconds if asked else self._wanted
        if asked and self._wanted:
            least = _read(request, "Min-SE")
            floor = max(self._shortest, least.seconds if least else 0)
            seconds = min(seconds, max(self._wanted, floor))
        ours = not supported or asked is None or asked.refresher == "uas"
        refresher = "uas" if ours else "uac"
        response.headers.set("Session-Expires", str(SessionExpires(seconds, refresher)))
        if not ours:
            response.headers.add("Require", "timer")
        self._run(seconds, ours, now)

    def stop(self) -> None:
        """The session ends otherwise, or has no timer any more."""
        self._ours = None
        for name in _Timer:
            self._core.timers.stop(self, name)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Refresh, or give up."""
        if name is _Timer.REFRESH:
            self._user.refresh_due(now)
        else:
            self.stop()
            self._user.session_expired(now)

    # --- inside ---

    def _run(self, seconds: int, ours: bool, now: float) -> None:
        seconds = max(seconds, _LEAST)
        self._ours = ours
        self._core.timers.stop(self, _Timer.REFRESH)
        if ours:
            self._core.timers.start(self, _Timer.REFRESH, now + seconds / 2)
        # §10: the BYE goes out a little before the end, so that it still finds the proxies' state
        self._core.timers.start(self, _Timer.EXPIRY, now + seconds - min(32, seconds / 3))


def too_short(request: Request, shortest: int) -> HeaderLines:
    """The headers of the 422 to a session interval below ``shortest`` seconds; none if it is not.

    Who has no timer would not understand a 422 (§9).
    """
    asked = _read(request, "Session-Expires")
    supported = "timer" in request.headers.tokens("Supported")
    if asked is None or not supported or asked.seconds >= shortest:
        return ()
    return (("Min-SE", str(shortest)),)


def _read(message: Message, name: str) -> SessionExpires | None:
    return message.headers.typed(name, SessionExpires.parse)
