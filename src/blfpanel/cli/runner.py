"""Runs a phone from the command line: signals, a time limit, a clean farewell."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

from blfpanel.cli.interrupts import interruptible, until_interrupted
from blfpanel.phone.phone import Phone

#: Makes what a phone needs around it (a built-in PBX), and the phone, not started yet.
Session: TypeAlias = Callable[[], AbstractAsyncContextManager[Phone]]

#: What to do with a started phone; gives the exit status.
Script: TypeAlias = Callable[[Phone], Awaitable[int]]


def run_phone(phone: Phone, script: Script) -> int:
    """As :func:`run_session`, for a phone that needs nothing around it."""
    return run_session(lambda: contextlib.nullcontext(phone), script)


def run_session(session: Session, script: Script) -> int:
    """Start the session's phone, let ``script`` act, leave cleanly.

    Returns:
        What the script returned, or 130 if Ctrl-C or SIGTERM ended it.
    """
    return asyncio.run(_run(session, script))


async def _run(session: Session, script: Script) -> int:
    with interruptible() as interrupted:
        async with session() as phone:
            work = script(phone)  # listens before anything happens
            await phone.start()
            try:
                return await until_interrupted(work, interrupted)
            finally:
                await phone.stop()
