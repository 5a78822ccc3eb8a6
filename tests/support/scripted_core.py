"""A SIP core that does as the test says, for everything that drives one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from blfpanel.sip.flow import Address, Flow, Output, Send, Target

#: How long a test waits for what must come at once where nothing else runs, seconds.
PATIENCE = 20.0


class ScriptedCore:
    """Keeps what it is told, puts out what it is given.

    Attributes:
        told: each call of the driver as a tuple: ("receive", flow, data) and so on.
        outputs: what :meth:`poll_output` gives out, in order.
        events: what :meth:`poll_event` gives out; any value will do.
        deadline: what :meth:`next_deadline` says.
        reply: makes the answer to each message received, None for no answer.
    """

    def __init__(self, reply: Callable[[bytes], bytes | None] = lambda data: None) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.outputs: deque[Output] = deque()
        self.events: deque[Any] = deque()
        self.deadline: float | None = None
        self.reply = reply
        self._news: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()

    def _tell(self, *what: object) -> None:
        self.told.append(what)
        self._news.put_nowait(what)

    async def next(self) -> tuple[Any, ...]:
        """What the core is told next."""
        async with asyncio.timeout(PATIENCE):
            return await self._news.get()

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        self._tell("receive", flow, data)
        if (answer := self.reply(data)) is not None:
            self.outputs.append(Send(flow, answer))

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        self._tell("opened", target, flow)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        self._tell("failed", target, reason)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        self._tell("lost", flow, reason)

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        self._tell("alive", flow, mapped)

    def handle_timeout(self, now: float) -> None:
        self._tell("timeout", now)

    def poll_output(self) -> Output | None:
        return self.outputs.popleft() if self.outputs else None

    def poll_event(self) -> Any:
        return self.events.popleft() if self.events else None

    def next_deadline(self) -> float | None:
        return self.deadline
