"""The event loop that Qt and asyncio share."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync


class Timer:
    """A call that is to come, as ``loop.call_at`` promises it."""

    def __init__(self, when: float, handle: Any) -> None:
        self._when = when
        self._handle = handle

    def when(self) -> float:
        """When it comes, by the loop's clock."""
        return self._when

    def cancel(self) -> None:
        """Let it not come."""
        self._handle.cancel()

    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return bool(self._handle.cancelled())


class PanelLoop(qasync.QEventLoop):  # type: ignore[misc]  # a class made by a decorator
    """qasync's loop, whose timers know when they are due as asyncio's do (qasync 0.28 forgets)."""

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> Timer:
        """Call ``callback`` at ``when``."""
        return Timer(when, super().call_at(when, callback, *args, context=context))
