"""Desks with a window, in the loop that joins Qt and asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from support.desk import OpenDesk, open_desk_at


@pytest.fixture
def open_desk(qapp: QApplication) -> OpenDesk:
    """Opens a desk; the arguments are the calls people make, and options."""
    return lambda *calls, **options: open_desk_at(qapp, *calls, **options)


@pytest.fixture
def run(qapp: QApplication) -> Callable[[Awaitable[None]], None]:
    """Runs a coroutine in the loop that joins Qt and asyncio."""

    def run(story: Awaitable[None]) -> None:
        async def told() -> None:
            await story

        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            runner.run(told())

    return run
