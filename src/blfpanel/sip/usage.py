"""What has an endpoint's requests: usages, and who watches over those of an account."""

from __future__ import annotations

from typing import Protocol

from blfpanel.sip.account import Account
from blfpanel.sip.events import UsageId
from blfpanel.sip.flow import Address, Flow, Target
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.transactions.layer import ServerTransaction
from blfpanel.sip.uas import refuse

#: Why a flow is given up when its server is.
SERVER_CHANGED = "The server does not answer. Another one was asked."


class Usage:
    """A registration, a subscription or a call: what requests in a dialog are handed to.

    The base answers for usages that have no dialog, or expect nothing in it.
    """

    id: UsageId

    def request_received(
        self, transaction: ServerTransaction, request: Request, now: float
    ) -> None:
        """A request in one of this usage's dialogs; it must be answered."""
        refuse(transaction, 481, now)

    def ack_received(self, request: Request, now: float) -> None:
        """The ACK of a 2xx in one of this usage's dialogs; only a callee waits for one."""

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A flow is gone; mind it if it was this usage's."""

    def server_changed(self, server: Target, lost: Flow | None, now: float) -> None:
        """``server`` is another machine from now on.

        Args:
            lost: the flow to the one before, if that has failed.
        """
        if lost is not None:
            self.flow_lost(lost, SERVER_CHANGED, now)


class Lookout(Protocol):
    """Who judges by what an account's usages meet whether its server is still the same."""

    account: Account

    def registered(self, now: float) -> None:
        """The server knows us by our address, possibly a new one or for the first time."""

    def better_found(self, flow: Flow, now: float) -> None:
        """This flow leads to a better place of the server, if that is up."""

    def alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """What keeps ``flow`` open was answered."""

    def heard(self, now: float) -> None:
        """The server answered something."""

    def not_heard(self, now: float) -> None:
        """A request found no answer."""

    def dialog_known(self, usage: Usage) -> None:
        """The server knows a dialog made before."""

    def dialog_unknown(self, usage: Usage, now: float) -> None:
        """The server does not know a dialog it has made."""

    def restarted(self, now: float) -> None:
        """The server shows that it was restarted."""

    def woke(self, now: float) -> None:
        """This machine has slept."""
