"""Waiting for what becomes of a call or a pick-up, told step by step."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Protocol, Self

from blfpanel.control.messages import Declined
from blfpanel.panel.changes import (
    AccountChanged,
    Change,
    HandOffChanged,
    HandOffOutcome,
    LampChanged,
    Notice,
    OwnCallChanged,
    PickupChanged,
    PickupOutcome,
)
from blfpanel.panel.model import KeyId, Lamp, LampState, OwnCall, OwnCallState
from blfpanel.panel.words import party_name
from blfpanel.phone.phone import Phone

_DECIDED = (OwnCallState.TALKING, OwnCallState.ENDED)


class Tell(Protocol):
    """Takes a step: a stable word for programs, a text for people, and what it is about."""

    def __call__(self, step: str, text: str, /, **details: object) -> None: ...


class _Follower:
    """Listens to a phone from the moment it is made, until its block ends."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._changed = asyncio.Event()
        phone.listen(self._heard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._phone.unlisten(self._heard)

    async def _next(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    def _heard(self, change: Change) -> None:
        self._changed.set()


class AccountFollower(_Follower):
    """Lets a script wait for an account to be registered."""

    def __init__(self, phone: Phone, name: str) -> None:
        self._name = name
        super().__init__(phone)

    async def until_connected(self, limit: float) -> None:
        """Wait for the server's answer; raises :exc:`Declined` if it is no, or does not come."""
        state: AccountChanged | None = None
        try:
            async with asyncio.timeout(limit):
                while (state := self._state) is None or state.kind == "registering":
                    await self._next()
        except TimeoutError:
            raise Declined("The server does not answer. [408]") from None
        if state.kind != "registered":
            raise Declined(state.problem or state.text)

    @property
    def _state(self) -> AccountChanged | None:
        return self._phone.panel.account_state(self._name)


class LampFollower(_Follower):
    """Collects the changes of lamps."""

    def __init__(self, phone: Phone) -> None:
        self._changes: list[LampChanged] = []
        super().__init__(phone)

    async def changes(self) -> list[LampChanged]:
        """What has changed since it was asked last, in order; waits until there is something."""
        while not self._changes:
            await self._next()
        taken, self._changes = self._changes, []
        return taken

    def _heard(self, change: Change) -> None:
        if isinstance(change, LampChanged):
            self._changes.append(change)
            super()._heard(change)


class CallFollower(_Follower):
    """Lets a script wait for what becomes of the next call that this phone makes.

    Calls that are there already are not its business, nor are those that others make meanwhile.

    Args:
        phone: the phone.
        tell: gets each step of the call.
    """

    def __init__(self, phone: Phone, tell: Tell) -> None:
        self._tell = tell
        self._others = {call.id for call in phone.panel.own_calls()}
        self.call: OwnCall | None = None
        self.notices: list[str] = []
        self.refused = False
        self._handed_off: HandOffChanged | None = None
        super().__init__(phone)

    async def until_answered(self) -> None:
        """Wait for the call to be talking; raises :exc:`Declined` if it does not come to that.

        Where a desk phone is to make the call, wait for what that says.
        """
        while self._handed_off is not None:
            match self._handed_off.outcome:
                case HandOffOutcome.DONE:
                    return
                case HandOffOutcome.FAILED:
                    raise Declined(self._handed_off.text)
            await self._next()
        while self.call is None or self.call.state not in _DECIDED:
            if self.call is None and self.refused:
                break
            await self._next()
        if self.call is None or self.call.state is not OwnCallState.TALKING:
            raise Declined(self.failure)

    @property
    def failure(self) -> str:
        """Why the call did not come about."""
        outcome = self.call.outcome if self.call else None
        return outcome or (self.notices[-1] if self.notices else "The call was not answered.")

    def _heard(self, change: Change) -> None:
        match change:
            case OwnCallChanged(call=call) if call.outgoing and call.id not in self._others:
                self._follow(call)
            case HandOffChanged(outcome=HandOffOutcome.FAILED):
                self._handed_off = change
            case HandOffChanged(text=text):
                self._handed_off = change
                self._tell("handed off", text)
            case Notice(text=text, problem=problem):
                self.notices.append(text)
                self.refused = self.refused or problem
        super()._heard(change)

    def _follow(self, call: OwnCall) -> None:
        before = self.call
        if before is not None and before.id != call.id and before.state is not OwnCallState.ENDED:
            self._others.add(call.id)
            return
        self.call = call
        if before is not None and before.id == call.id and before.state is call.state:
            return
        who = call.party.display or call.party.number
        about: dict[str, object] = {"call": str(call.id)}
        match call.state:
            case OwnCallState.DIALLING:
                self._tell("dialling", f"Calling {who}", to=call.party.uri, **about)
            case OwnCallState.RINGING:
                self._tell("ringing", f"Ringing at {who}", to=call.party.uri, **about)
            case OwnCallState.TALKING:
                self._tell("answered", f"Talking to {who}", remote=call.party.uri, **about)
            case OwnCallState.ENDED if self._handed_off is None:
                self._tell("ended", call.outcome or "The call has ended", **about)


class CallWatcher(_Follower):
    """Lets a script wait for what becomes of one of my calls.

    Attributes:
        call: the call as it is.
    """

    def __init__(self, phone: Phone, call: OwnCall) -> None:
        self.call = call
        self._notice = ""
        super().__init__(phone)

    async def until_ended(self, limit: float | None = None) -> None:
        """Wait for the end of the call; hang up after ``limit`` seconds."""
        try:
            async with asyncio.timeout(limit):
                await self._ended()
        except TimeoutError:
            self._phone.hang_up(self.call.id)
            await self._ended()

    async def _ended(self) -> None:
        while self.call.state is not OwnCallState.ENDED:
            await self._next()

    async def until_transferred(self, tell: Tell) -> None:
        """Wait until the far end has gone where it was sent; ``tell`` gets how that goes.

        Raises :exc:`Declined` if it does not.
        """
        told = None
        while self.call.state is not OwnCallState.ENDED:
            if self.call.progress is not None and self.call.progress != told:
                told = self.call.progress
                tell("transferring", told, call=str(self.call.id))
            elif self.call.progress is None:
                raise Declined(self._notice or "The call was not transferred.")
            await self._next()
        tell("transferred", f"Transferred: {party_name(self.call.party)}", call=str(self.call.id))

    def _heard(self, change: Change) -> None:
        match change:
            case OwnCallChanged(call=call) if call.id == self.call.id:
                self.call = call
            case Notice(text=text):
                self._notice = text
            case _:
                return
        super()._heard(change)


class PickupFollower(_Follower):
    """Lets a script wait for the lamp of one key, and for what becomes of a pick-up there."""

    def __init__(self, phone: Phone, key: KeyId) -> None:
        self._key = key
        self._outcome = PickupOutcome.TRYING
        self._text = ""
        super().__init__(phone)

    async def until_known(self, limit: float) -> None:
        """Wait until something is known of the partner, or ``limit`` seconds are over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                while self._state.lamp is Lamp.UNKNOWN and self._state.refused is None:
                    await self._next()

    async def until_alerting(self, limit: float) -> LampState:
        """Wait until it rings there; raises :exc:`Declined` if it does not in ``limit`` seconds."""
        number, state = self._phone.panel.key(self._key).number, self._state
        try:
            async with asyncio.timeout(limit):
                while (state := self._state).lamp is not Lamp.ALERTING:
                    if state.refused is not None:
                        raise Declined(f"{number}: {state.cause} [{state.refused}]")
                    await self._next()
        except TimeoutError:
            seen = "nothing is known of it" if state.lamp is Lamp.UNKNOWN else "nothing rings"
            raise Declined(
                f"{number} was not picked up: {seen} after {limit:g} s of waiting."
            ) from None
        return state

    async def until_decided(self) -> str:
        """Wait until the call is ours, and give the words for that.

        Raises :exc:`Declined`, with the words, if it is not.
        """
        while self._outcome is PickupOutcome.TRYING:
            await self._next()
        if self._outcome is PickupOutcome.LOST:
            raise Declined(self._text or "The call was not picked up.")
        return self._text

    @property
    def _state(self) -> LampState:
        return self._phone.panel.state(self._key)

    def _heard(self, change: Change) -> None:
        match change:
            case PickupChanged(key=self._key, outcome=outcome, text=text):
                self._outcome = outcome
                self._text = text
            case LampChanged(key=self._key):
                pass
            case _:
                return
        super()._heard(change)
