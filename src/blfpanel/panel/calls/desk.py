"""What I do with my calls."""

from __future__ import annotations

import math
from dataclasses import replace

from blfpanel.panel.calls.calls import Leg
from blfpanel.panel.calls.course import CallCourse
from blfpanel.panel.calls.digits import KEYPAD, pressed
from blfpanel.panel.calls.reception import Dtmf
from blfpanel.panel.changes import DoNotDisturbChanged
from blfpanel.panel.commands import HangUp, Mute, Reject, Resume, SendDtmf
from blfpanel.panel.model import CallResult, Leaving, OwnCallState
from blfpanel.panel.words import party_name
from blfpanel.sip.events import UsageId
from blfpanel.wording import say


class CallDesk(CallCourse):
    """My calls, and everything that is done with them.

    Each command does nothing where the call is over or past it.
    """

    def answer(self, call: UsageId, now: float) -> None:
        """Take an incoming call."""
        if (leg := self._incoming(call)) is not None:
            self._answer(leg)

    def reject(self, call: UsageId, now: float, *, everywhere: bool = False) -> None:
        """Refuse an incoming call: busy here, or, for all my phones, declined."""
        if (leg := self._incoming(call)) is not None:
            self._stay(leg)
            leg.ending = (CallResult.DECLINED, None)
            self._outbox.order(Reject(call, 603 if everywhere else 486))

    def ignore(self, call: UsageId, now: float) -> None:
        """Let an incoming call ring on, but not here."""
        if (leg := self._incoming(call)) is not None:
            self._calls.change(leg, ignored=True)

    def hang_up(self, call: UsageId, now: float) -> None:
        """End a call, whatever state it is in; decline one that comes in."""
        leg = self._calls.get(call)
        if leg is not None and leg.call.state is OwnCallState.INCOMING:
            self.reject(call, now, everywhere=True)
        elif leg is not None:
            self._outbox.order(HangUp(call))

    def hold(self, call: UsageId, now: float) -> None:
        """Put a call on hold."""
        if (leg := self._talking(call)) is not None and not leg.call.held:
            self._hold(leg)

    def resume(self, call: UsageId, now: float) -> None:
        """Take a call back from hold."""
        if (leg := self._talking(call)) is not None and leg.call.held:
            self._transfers.undo(leg)
            self._wanted = call
            self._outbox.order(Resume(call))

    def mute(self, call: UsageId, on: bool, now: float) -> None:
        """Let the far end not hear me, or hear me again."""
        leg = self._calls.get(call)
        if leg is not None and leg.call.muted != on:
            self._calls.change(leg, muted=on)
            self._outbox.order(Mute(call, on))

    def transfer(self, call: UsageId, number: str, now: float, *, undo: bool = False) -> None:
        """Send a call on to ``number`` without asking there; one that still rings here, too.

        Args:
            undo: it goes after ``undo_within`` seconds only, and waits on hold or rings on.
        """
        leg = self._calls.get(call)
        uri = self._uri(leg.call.account, number) if leg else None
        if leg is None or uri is None:
            return
        due = now + self.undo_within if undo and self.undo_within > 0 else None
        if leg.call.state is OwnCallState.TALKING:
            self._transfers.begin(leg, uri, due)
        elif leg.call.state is OwnCallState.INCOMING and due is not None:
            leg.going = due, uri
            self._calls.change(leg, leaving=Leaving(self._party(leg, uri), due))
        elif leg.call.state is OwnCallState.INCOMING:
            self._forward(leg, uri, None)
        else:
            name = party_name(leg.call.party)
            text = say("{name} has not answered yet. Transfer the call once it is up.", name=name)
            self._outbox.notice(text, problem=True)

    def undo_transfer(self, now: float) -> bool:
        """Take back the transfer that is due next; whether there was one."""
        leaving = [leg for leg in self._calls if leg.call.leaving is not None]
        return bool(leaving) and (self._stay(leaving[-1]) or self._transfers.undo(leaving[-1]))

    def leave(self, now: float) -> bool:
        """I am leaving: let the calls go that are about to; whether there are any."""
        going = any(leg.call.leaving is not None for leg in self._calls)
        self._transfers.handle_timeout(math.inf)
        self._send_on(math.inf)
        return going

    def forward(self, call: UsageId, number: str, now: float) -> None:
        """Send an incoming call on to ``number``."""
        if self._incoming(call) is not None:
            self.transfer(call, number, now)

    def transfer_to(self, call: UsageId, other: UsageId, now: float) -> None:
        """Connect the far ends of two of my calls."""
        leg, target = self._talking(call), self._calls.get(other)
        if leg is None or target is None or leg is target:
            return
        if target.call.state is OwnCallState.INCOMING:
            self._outbox.notice(
                say("Answer {name} before you connect them.", name=party_name(target.call.party)),
                problem=True,
            )
        else:
            self._transfers.join(leg, target)

    def decide_transfer(self, call: UsageId, follow: bool, now: float) -> None:
        """Follow the far end's wish to call somebody else, or do not."""
        self._transfers.decide(call, follow)

    def send_dtmf(self, call: UsageId, digits: str, now: float) -> None:
        """Press keys of the keypad."""
        leg = self._talking(call)
        keys = pressed(digits)
        if leg is None or not keys:
            return
        if strange := sorted(set(keys) - KEYPAD):
            text = say("“{what}” is on no keypad: 0-9, *, # and A-D are.", what="".join(strange))
            self._outbox.notice(text, problem=True)
        else:
            by_info = self._policy(leg.call.account).dtmf is Dtmf.INFO
            self._outbox.order(SendDtmf(call, keys, by_info))

    def set_do_not_disturb(self, on: bool, account: str | None = None) -> None:
        """Let calls of an account, or of all, find me busy from now on; or not."""
        for name in self._accounts if account is None else (account,):
            policy = self._policy(name)
            if policy.do_not_disturb is not on:
                self._accounts[name].policy = replace(policy, do_not_disturb=on)
                self._outbox.tell(DoNotDisturbChanged(name, on))

    def do_not_disturb(self, account: str | None = None) -> bool:
        """Whether calls of an account find me busy; without one, whether those of all do."""
        names = tuple(self._accounts) if account is None else (account,)
        return bool(names) and all(self._policy(name).do_not_disturb for name in names)

    # --- inside ---

    def _incoming(self, call: UsageId) -> Leg | None:
        leg = self._calls.get(call)
        return leg if leg is not None and leg.call.state is OwnCallState.INCOMING else None

    def _talking(self, call: UsageId) -> Leg | None:
        leg = self._calls.get(call)
        return leg if leg is not None and leg.call.state is OwnCallState.TALKING else None
