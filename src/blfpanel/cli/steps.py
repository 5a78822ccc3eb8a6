"""What ``call`` and ``pickup`` share: following one own call and printing its steps."""

from __future__ import annotations

import asyncio
import json

from blfpanel.panel.model import (
    AccountChanged,
    Change,
    Notice,
    OwnCall,
    OwnCallChanged,
    OwnCallState,
)
from blfpanel.panel.report import utc
from blfpanel.phone.phone import Phone


class Steps:
    """Prints one line, or one JSON object, for each step.

    Args:
        phone: whose clock dates the steps.
        as_json: objects instead of lines.
    """

    def __init__(self, phone: Phone, *, as_json: bool) -> None:
        self._phone = phone
        self._as_json = as_json

    def print(self, step: str, text: str, **details: object) -> None:
        """One step: a stable word for programs, a text for people."""
        if not self._as_json:
            print(text, flush=True)
            return
        time = self._phone.wall(self._phone.now())
        print(json.dumps({"time": utc(time), "step": step, "text": text, **details}), flush=True)


_DECIDED = (OwnCallState.TALKING, OwnCallState.ENDED)


class CallFollower:
    """Listens to a phone and lets a script wait for what its one call does."""

    def __init__(self, phone: Phone, steps: Steps) -> None:
        self._phone = phone
        self._steps = steps
        self.call: OwnCall | None = None
        self.account: AccountChanged | None = None
        self.notices: list[str] = []
        self.refused = False
        self._changed = asyncio.Event()
        phone.listen(self._heard)

    async def until_connected(self, limit: float) -> bool:
        """Wait until the account is registered; False if it is refused or nobody answers."""
        try:
            async with asyncio.timeout(limit):
                while self.account is None or self.account.kind == "registering":
                    await self._next()
        except TimeoutError:
            return False
        return self.account.kind == "registered"

    async def until_answered(self) -> bool:
        """Wait for the call to be talking (True) or to have ended (False)."""
        while self.call is None or self.call.state not in _DECIDED:
            if self.call is None and self.refused:
                return False
            await self._next()
        return self.call.state is OwnCallState.TALKING

    async def until_ended(self, limit: float | None) -> None:
        """Talk until the far end hangs up or ``limit`` seconds are over; then hang up."""
        assert self.call is not None
        try:
            async with asyncio.timeout(limit):
                while self.call.state is not OwnCallState.ENDED:
                    await self._next()
        except TimeoutError:
            self._phone.hang_up(self.call.id)
            while self.call.state is not OwnCallState.ENDED:
                await self._next()

    async def _next(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _heard(self, change: Change) -> None:
        match change:
            case OwnCallChanged(call=call) if call.outgoing:
                self._follow(call)
            case AccountChanged():
                self.account = change
            case Notice(text=text, problem=problem):
                self.notices.append(text)
                self.refused = self.refused or problem
        self._changed.set()

    def _follow(self, call: OwnCall) -> None:
        before = self.call
        self.call = call
        if before is not None and before.id == call.id and before.state is call.state:
            return
        who = call.party.display or call.party.number
        match call.state:
            case OwnCallState.DIALLING:
                self._steps.print("dialling", f"Calling {who}", to=call.party.uri)
            case OwnCallState.RINGING:
                self._steps.print("ringing", f"Ringing at {who}", to=call.party.uri)
            case OwnCallState.TALKING:
                self._steps.print("answered", f"Talking to {who}", remote=call.party.uri)
            case OwnCallState.ENDED:
                self._steps.print("ended", call.outcome or "The call has ended")
