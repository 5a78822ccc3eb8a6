"""Keeps the way to a server open where messages are too rare for that (RFC 5626 §3.5).

On a connection an empty line goes out, which a server that knows RFC 5626 answers with another;
one that did so once and then does not within ten seconds is not there any more. On datagrams, a
STUN request, if the account wants that: its answer also tells where the server sees us.
"""

from __future__ import annotations

import enum

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core
from blfpanel.sip.flow import Flow, KeepOpen
from blfpanel.sip.servers.stun import binding_request
from blfpanel.sip.timers import Name

#: How long the answer may take (RFC 5626 §4.4.1), seconds.
PONG_WITHIN = 10.0

_PING = b"\r\n\r\n"


class _Timer(Name):
    PING = "ping"
    PONG = "pong"


class Pings:
    """Those of one account."""

    def __init__(self, core: Core, account: Account) -> None:
        self._core = core
        self._account = account
        self._asked: Flow | None = None
        self._answers: Flow | None = None  # the flow on which there was an answer

    def start(self, now: float) -> None:
        """Begin; the first goes out after a while."""
        longest = self._account.keep_alive
        due = now + self._core.ids.jitter(longest * 0.8, longest)
        self._core.timers.start(self, _Timer.PING, due)

    def stop(self) -> None:
        """End."""
        for timer in _Timer:
            self._core.timers.stop(self, timer)

    def alive(self, flow: Flow) -> None:
        """There was an answer."""
        self._answers = flow
        if flow is self._asked:
            self._core.timers.stop(self, _Timer.PONG)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Send the next one, or conclude from having no answer."""
        flow = self._core.known_flow(self._account.server)
        if name is _Timer.PING:
            if flow is not None:
                self._ping(flow, now)
            self.start(now)
        elif flow is not None and flow is self._asked and flow.reliable:
            host = self._account.server.host
            self._core.flow_dead(flow, f"{host} does not answer any more.", now)

    def _ping(self, flow: Flow, now: float) -> None:
        if flow.reliable:
            self._core.output.append(KeepOpen(flow, _PING))
            self._asked = flow
            if flow is self._answers:
                self._core.timers.start(self, _Timer.PONG, now + PONG_WITHIN)
        elif self._account.stun:
            self._core.output.append(KeepOpen(flow, binding_request(self._core.ids.token(96))))
