"""A panel whose calls are made, answered and asked about in one line each."""

from __future__ import annotations

from blfpanel.panel.calls.reception import USUAL, CallPolicy
from blfpanel.panel.changes import Notice
from blfpanel.panel.commands import Command, Dial
from blfpanel.panel.model import OwnCall
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    Failure,
    IncomingCall,
    UsageId,
)
from blfpanel.sip.syntax.headers import Headers
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.panel_box import ACCOUNT, ME, PanelBox, profiles

HOST = "pbx.example.org"


class CallBox(PanelBox):
    """A panel with one account, whose calls are treated as ``policy`` says."""

    def __init__(self, policy: CallPolicy = USUAL) -> None:
        super().__init__()
        self.panel = Panel(profiles())
        self.panel.add_account(ACCOUNT, ME, profile="rfc", policy=policy)
        self.calls = self.panel.calls

    def dial(self, number: str) -> UsageId:
        """A call of mine goes out."""
        self.panel.dial(ACCOUNT, number, self.now)
        self.drain()
        return self.goes_out()

    def goes_out(self) -> UsageId:
        """The call that was ordered last goes out."""
        usage = self.call_usage()
        self.panel.call_started(self.ordered(Dial)[-1], usage, self.now)
        self.drain()
        return usage

    def up(self, usage: UsageId, number: str = "207") -> UsageId:
        """A call is answered."""
        far = NameAddr.parse(f"<sip:{number}@{HOST}>")
        self.handle(CallEstablished(usage, b"", far, SipUri.parse(f"sip:{number}@192.0.2.7")))
        return usage

    def talk(self, number: str) -> UsageId:
        """I called somebody who answered."""
        return self.up(self.dial(number), number)

    def rings(
        self, number: str, *headers: tuple[str, str], replaced: UsageId | None = None
    ) -> UsageId:
        """Somebody calls."""
        usage = self.call_usage()
        caller = NameAddr.parse(f"<sip:{number}@{HOST}>;tag=c")
        invite = Request("INVITE", f"sip:200@{HOST}", Headers(list(headers)))
        self.handle(IncomingCall(usage, ACCOUNT, caller, invite, replaced=replaced))
        return usage

    def over(
        self,
        usage: UsageId,
        by: EndedBy = EndedBy.REMOTE,
        failure: Failure | None = None,
        reason: str | None = None,
    ) -> None:
        """A call ends."""
        self.handle(CallEnded(usage, by, failure, reason))

    def own(self, usage: UsageId) -> OwnCall:
        """A call that lives."""
        call = self.calls.get(usage)
        assert call is not None
        return call

    def orders(self) -> list[Command]:
        """The commands since the last time it was asked."""
        self.drain()
        new, self.commands = self.commands, []
        return new

    def said(self) -> list[str]:
        """All lines said so far."""
        self.drain()
        return [notice.text for notice in self.told(Notice)]
