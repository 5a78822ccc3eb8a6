"""What a person does with calls, for every front end."""

from __future__ import annotations

import abc
from collections.abc import Sequence

from blfpanel.panel.changes import CampKind
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.sip.events import UsageId


class Handset(abc.ABC):
    """The part of the phone that a hand is laid on. Every method takes effect at once.

    A call that is over, or not in a state for it, is left alone; what cannot be done for another
    reason is told as a notice.
    """

    panel: Panel

    @abc.abstractmethod
    def now(self) -> float:
        """Core time, seconds."""

    @abc.abstractmethod
    def _drain(self) -> None:
        """Carry out what the panel wants, tell what it shows."""

    def answer(self, call: UsageId) -> None:
        """Take an incoming call; the one I talk in is put on hold."""
        self.panel.calls.answer(call, self.now())
        self._drain()

    def reject(self, call: UsageId, *, everywhere: bool = False) -> None:
        """Refuse an incoming call: busy here (486), or declined for all my phones (603)."""
        self.panel.calls.reject(call, self.now(), everywhere=everywhere)
        self._drain()

    def ignore(self, call: UsageId) -> None:
        """Let an incoming call ring on at other phones only."""
        self.panel.calls.ignore(call, self.now())
        self._drain()

    def hang_up(self, call: UsageId) -> None:
        """End, cancel or decline a call."""
        self.panel.calls.hang_up(call, self.now())
        self._drain()

    def hold(self, call: UsageId) -> None:
        """Put a call on hold."""
        self.panel.calls.hold(call, self.now())
        self._drain()

    def resume(self, call: UsageId) -> None:
        """Take a call back from hold; another one I talk in is put on hold."""
        self.panel.calls.resume(call, self.now())
        self._drain()

    def mute(self, call: UsageId, on: bool) -> None:
        """Let the far end not hear me, or hear me again."""
        self.panel.calls.mute(call, on, self.now())
        self._drain()

    def transfer(self, call: UsageId, number: str, *, undo: bool = False) -> None:
        """Send a call on to ``number`` without asking there first (blind transfer).

        ``undo``: only after as long as :meth:`set_undo_within` says.
        """
        self.panel.calls.transfer(call, number, self.now(), undo=undo)
        self._drain()

    def undo_transfer(self) -> bool:
        """Take back the transfer that was wanted last and can still be undone; whether any."""
        undone = self.panel.calls.undo_transfer(self.now())
        self._drain()
        return undone

    def set_undo_within(self, seconds: float) -> None:
        """Let transfers at the press of a key wait for so long, so that they can be undone."""
        self.panel.calls.undo_within = seconds

    def transfer_to(self, call: UsageId, other: UsageId) -> None:
        """Connect the far ends of two of my calls (attended transfer)."""
        self.panel.calls.transfer_to(call, other, self.now())
        self._drain()

    def forward(self, call: UsageId, number: str) -> None:
        """Send a call that rings here on to ``number``."""
        self.panel.calls.forward(call, number, self.now())
        self._drain()

    def decide_transfer(self, call: UsageId, follow: bool) -> None:
        """Follow the far end's wish to call somebody else (``OwnCall.asked``), or do not."""
        self.panel.calls.decide_transfer(call, follow, self.now())
        self._drain()

    def send_dtmf(self, call: UsageId, digits: str) -> None:
        """Press keys of the keypad in a call: 0-9, *, #, A-D."""
        self.panel.calls.send_dtmf(call, digits, self.now())
        self._drain()

    def camp(
        self,
        keys: Sequence[KeyId],
        kind: CampKind,
        *,
        seconds: float | None = None,
        call: UsageId | None = None,
    ) -> None:
        """Watch partners for me until the first of them is free; see ``panel.camping``."""
        self.panel.camping.begin(keys, kind, self.now(), seconds=seconds, call=call)
        self._drain()

    def set_camp_limit(self, seconds: float) -> None:
        """Watch partners no longer than this where nobody says otherwise."""
        self.panel.camping.limit = seconds

    def cancel_camp(self, camp: int) -> None:
        """Watch no longer."""
        self.panel.camping.cancel(camp)
        self._drain()

    def set_do_not_disturb(self, on: bool, account: str | None = None) -> None:
        """Let calls to an account, or to all, find me busy; or not any more."""
        self.panel.calls.set_do_not_disturb(on, account)
        self._drain()

    def do_not_disturb(self, account: str | None = None) -> bool:
        """Whether calls to an account find me busy; without one: whether those to all do."""
        return self.panel.calls.do_not_disturb(account)
