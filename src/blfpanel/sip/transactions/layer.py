"""The transaction layer (RFC 3261 §17, RFC 6026): which transaction a message belongs to.

``transaction_tables`` holds the machines as data, ``transaction_machine`` runs them,
``transaction_client`` and ``transaction_server`` are the two kinds. Everybody else needs this
module only.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from blfpanel.sip.flow import Flow, Output
from blfpanel.sip.ids import MAGIC_COOKIE
from blfpanel.sip.syntax.message import Request, Response
from blfpanel.sip.timers import TimerQueue
from blfpanel.sip.transactions.client import (
    ClientKey,
    ClientTransaction,
    TransactionUser,
    make_cancel,
)
from blfpanel.sip.transactions.machine import Lingering, Surroundings, TimerValues
from blfpanel.sip.transactions.server import (
    InviteServerUser,
    ServerKey,
    ServerRegistry,
    ServerTransaction,
)
from blfpanel.sip.transactions.tables import Input, State

__all__ = [
    "Absorbed",
    "AckFor2xx",
    "ClientTransaction",
    "InviteServerUser",
    "NewTransaction",
    "RequestOutcome",
    "ServerTransaction",
    "TimerValues",
    "TransactionLayer",
    "TransactionUser",
    "make_cancel",
]


class NewTransaction(NamedTuple):
    """A request nobody has seen before; answer it with ``transaction.respond``."""

    transaction: ServerTransaction


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A repeated request, or the ACK of a refusal: all is done."""


@dataclass(frozen=True, slots=True)
class AckFor2xx:
    """An ACK that belongs to no transaction; hand it to the dialog (RFC 3261 §13.3.1.4)."""


#: What :meth:`TransactionLayer.request` made of a request.
RequestOutcome: TypeAlias = NewTransaction | Absorbed | AckFor2xx

_ABSORBED = Absorbed()
_ACK_FOR_2XX = AckFor2xx()


class TransactionLayer:
    """All transactions of an endpoint.

    Args:
        timers: where deadlines go; who owns it runs it.
        output: where messages go.
        values: the times of RFC 3261 table 4.
    """

    def __init__(
        self, timers: TimerQueue, output: deque[Output], values: TimerValues | None = None
    ) -> None:
        values = values or TimerValues()
        patience = values.patience
        lingering = Lingering(timers, patience)
        self._around = Surroundings(timers, output, values, patience, lingering)
        self._clients: dict[ClientKey, ClientTransaction] = {}
        self._servers: ServerRegistry = {}

    def __len__(self) -> int:
        """How many transactions there are, with those that only absorb repetitions."""
        return len(self._clients) + len(self._servers)

    def send(
        self, request: Request, flow: Flow, user: TransactionUser, now: float
    ) -> ClientTransaction:
        """Send a request and tell ``user`` what becomes of it.

        Args:
            request: complete, with a top Via whose branch is used for the first time (a CANCEL's
                is that of its INVITE). Not the ACK of a 2xx, which is no transaction.

        A CANCEL limits the life of its INVITE: without a final response within 64 T1 that one
        fails with 408 (RFC 3261 §9.1).
        """
        transaction = ClientTransaction(request, flow, user, self._around, self._clients)
        transaction.step(Input.REQUEST, now, request.to_bytes())
        if request.method == "CANCEL":
            invite = self._clients.get((request.via.branch, "INVITE"))
            if invite is not None:
                invite.step(Input.CANCEL, now)
        return transaction

    def response(self, response: Response, flow: Flow, now: float) -> ClientTransaction | None:
        """Give a response to its transaction, and return that; None if it belongs to none.

        The flow does not matter: the server may answer over another connection (§18.2.2).
        """
        transaction = self._clients.get((response.via.branch, response.cseq.method))
        if transaction is not None:
            transaction.receive(response, now)
        return transaction

    def request(self, request: Request, flow: Flow, now: float) -> RequestOutcome:
        """Tell whether a request is new, and react if it is not (RFC 3261 §17.2.3)."""
        method = request.method
        key = server_key(request, "INVITE" if method == "ACK" else method)
        known = self._servers.get(key)
        if method == "ACK":
            if known is None or known.state is State.ACCEPTED:
                return _ACK_FOR_2XX
            known.step(Input.ACK, now)
            return _ABSORBED
        if known is not None:
            known.step(Input.REQUEST, now)
            return _ABSORBED
        transaction = ServerTransaction(request, flow, self._around, self._servers, key)
        transaction.step(Input.REQUEST, now)
        return NewTransaction(transaction)

    def matching_invite(self, cancel: Request) -> ServerTransaction | None:
        """The INVITE a CANCEL is about, answered or not (RFC 3261 §9.2); None for a 481."""
        known = self._servers.get(server_key(cancel, "INVITE"))
        return known if isinstance(known, ServerTransaction) else None

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """End what needs ``flow``; waiting requests fail with 503 and ``reason``."""
        for client in [one for one in self._clients.values() if one.flow is flow]:
            client.lose_flow(reason, now)
        for server in [one for one in self._servers.values() if one.flow is flow]:
            server.step(Input.FLOW_LOST, now)


def server_key(request: Request, method: str) -> ServerKey:
    """By what repetitions, ACK and CANCEL find their request (RFC 3261 §17.2.3).

    Args:
        method: that of the transaction looked for.

    A branch without the cookie may repeat (RFC 2543), so what else tells two requests apart
    joins the key. The To tag does not, though §17.2.3 lists it: an ACK has one that its INVITE
    had not, and no two requests differ in nothing else.
    """
    via = request.via
    branch = via.branch
    if branch is not None and branch.startswith(MAGIC_COOKIE) and branch != MAGIC_COOKIE:
        return branch, via.host.lower(), via.port, method
    return (
        branch,
        via.host.lower(),
        via.port,
        method,
        request.uri,
        request.call_id,
        request.from_tag,
        request.cseq.number,
    )
