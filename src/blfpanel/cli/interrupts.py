"""Ctrl-C and SIGTERM end a command cleanly."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Iterator

from blfpanel.cli.exits import EXIT_INTERRUPTED
from blfpanel.phone.signals import leaving_on_signals


@contextlib.contextmanager
def interruptible() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C or SIGTERM sets, while the block runs."""
    interrupted = asyncio.Event()
    with leaving_on_signals(interrupted.set):
        yield interrupted


async def until_interrupted(work: Awaitable[int], interrupted: asyncio.Event) -> int:
    """The result of ``work``, or 130 if ``interrupted`` was set first."""
    task = asyncio.ensure_future(work)
    alarm = asyncio.ensure_future(interrupted.wait())
    try:
        await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else EXIT_INTERRUPTED
    finally:
        for pending in (task, alarm):
            pending.cancel()
        await asyncio.gather(task, alarm, return_exceptions=True)
