"""Runs a phone from the command line: signals, a time limit, a clean farewell."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator

from blfpanel.cli.exits import EXIT_INTERRUPTED
from blfpanel.phone.phone import Phone

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run_phone(phone: Phone, script: Callable[[Phone], Awaitable[int]]) -> int:
    """Start ``phone``, let ``script`` act, leave cleanly.

    Returns:
        What the script returned, or 130 if Ctrl-C or SIGTERM ended it.
    """
    return asyncio.run(_run(phone, script))


async def _run(phone: Phone, script: Callable[[Phone], Awaitable[int]]) -> int:
    with interruptible() as interrupted:
        await phone.start()
        try:
            return await until_interrupted(script(phone), interrupted)
        finally:
            await phone.stop()


@contextlib.contextmanager
def interruptible() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C or SIGTERM sets, while the block runs."""
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    handled = []
    for number in _SIGNALS:
        # Windows' loops cannot; there Ctrl-C arrives as KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, interrupted.set)
            handled.append(number)
    try:
        yield interrupted
    finally:
        for number in handled:
            loop.remove_signal_handler(number)


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
