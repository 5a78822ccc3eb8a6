"""The table ``[press]``: what presses on keys do, where no key has wishes of its own."""

from __future__ import annotations

import msgspec

from blfpanel.panel.keys import InCall, PressWishes, WhenBusy, WhenRinging


class PressSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[press]``: what a press on a partner's key does where that is a matter of taste.

    Attributes:
        in_call: while I am in a call: "new call" (it waits on hold while I call), "attended" (the
            same, and another press connects the two), "transfer" (it is sent there unasked;
            in the window that can be undone for ``[calls] undo_transfer`` seconds),
            "dtmf" (the key's number is sent as digits) or "ask".
        busy: on a busy partner: "ask", "call" (as on a free one) or "nothing".
        ringing: while a call rings for me: "ask", "forward" (it is sent there) or "call".
    """

    in_call: InCall = InCall.TRANSFER
    busy: WhenBusy = WhenBusy.ASK
    ringing: WhenRinging = WhenRinging.ASK

    @property
    def wishes(self) -> PressWishes:
        """The same for the panel."""
        return PressWishes(self.in_call, self.busy, self.ringing)
