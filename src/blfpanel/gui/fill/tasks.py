"""Work that runs beside the window."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Keeps what runs: the event loop by itself would forget it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work``."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def running(self) -> tuple[asyncio.Task[None], ...]:
        """What has not ended."""
        return tuple(self._tasks)

    def cancel_all(self) -> None:
        """End what runs."""
        for task in tuple(self._tasks):
            task.cancel()
