"""Notifications of the desktop, with buttons; what the desktop cannot show goes elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from blfpanel.gui.alerts.messages import Action, Message, button_word
from blfpanel.resources import resource

_log = logging.getLogger(__name__)

#: How long the desktop may take to answer, seconds.
_PATIENCE = 5.0

#: Told which button of which message was pressed.
Pressed = Callable[[str, Action], None]


class Notifier(Protocol):
    """Whatever shows messages."""

    def show(self, message: Message) -> None:
        """Show a message, instead of the one with the same id."""

    def withdraw(self, message_id: str) -> None:
        """Take a message away, if it is still there."""


class DesktopNotices:
    """Shows messages by the desktop's own means; lives in a running event loop.

    Args:
        pressed: told which button was pressed.
        fallback: shows what the desktop cannot: it has no notifications, or none with buttons.
        library: the module ``desktop_notifier``, or one like it.
    """

    def __init__(self, pressed: Pressed, fallback: Notifier, library: Any = None) -> None:
        self._pressed = pressed
        self._fallback = fallback
        self._library = library
        self._desktop: Any = None
        self._jobs: asyncio.Queue[Message | str] = asyncio.Queue()
        self._worker = asyncio.get_running_loop().create_task(self._work())

    def show(self, message: Message) -> None:
        """Show a message, instead of the one with the same id."""
        self._jobs.put_nowait(message)

    def withdraw(self, message_id: str) -> None:
        """Take a message away, wherever it is shown."""
        self._jobs.put_nowait(message_id)

    async def close(self) -> None:
        """Show nothing any more, once what was said so far is done."""
        await self._jobs.join()
        self._worker.cancel()
        await self._let_go()

    async def _work(self) -> None:
        """One after the other, so that nothing is withdrawn before it is shown."""
        while True:
            job = await self._jobs.get()
            try:
                async with asyncio.timeout(_PATIENCE):
                    if isinstance(job, str):
                        await self._clear(job)
                    else:
                        await self._send(job)
            except _failures() as failure:
                _log.info("The desktop does not show notifications: %s", failure)
                await self._let_go()
                if isinstance(job, Message):
                    self._fallback.show(job)
            finally:
                self._jobs.task_done()

    async def _send(self, message: Message) -> None:
        desktop, library = await self._opened()
        await self._clear(message.id)
        if library.Capability.BUTTONS not in await desktop.get_capabilities():
            self._fallback.show(message)
            return
        buttons = tuple(
            library.Button(
                button_word(action),
                on_pressed=lambda action=action: self._pressed(message.id, action),
                identifier=action.value,
            )
            for action in message.actions
        )
        await desktop.send_notification(
            library.Notification(
                _plain(message.title),
                _plain(message.body),
                urgency=library.Urgency.Critical if message.rings else library.Urgency.Normal,
                buttons=buttons,
                on_clicked=lambda: self._pressed(message.id, Action.OPEN),
                identifier=message.id,
            )
        )
        # the library tells of a failure only in its log
        if message.id not in await desktop.get_current_notifications():
            self._fallback.show(message)

    async def _clear(self, message_id: str) -> None:
        self._fallback.withdraw(message_id)
        if self._desktop is None:
            return
        if message_id in await self._desktop.get_current_notifications():
            await self._desktop.clear(message_id)

    async def _let_go(self) -> None:
        """Close the connection to the desktop; the library has no word for that."""
        desktop, self._desktop = self._desktop, None
        bus = getattr(getattr(desktop, "_backend", None), "bus", None)
        if bus is not None:
            bus.disconnect()
            with contextlib.suppress(*_failures()):
                await bus.wait_for_disconnect()

    async def _opened(self) -> tuple[Any, Any]:
        """The desktop's notifications and the library for them."""
        if self._library is None:
            # takes a moment to load, and no caller waits for that
            self._library = await asyncio.to_thread(importlib.import_module, "desktop_notifier")
        if self._desktop is None:
            icon = self._library.Icon(path=Path(str(resource("icons", "blfpanel.svg"))))
            self._desktop = self._library.DesktopNotifier("blfpanel", icon)
        return self._desktop, self._library


def _failures() -> tuple[type[Exception], ...]:
    """How a desktop without notifications makes itself felt."""
    usual = (OSError, EOFError, RuntimeError, ValueError, KeyError, AttributeError, ImportError)
    if not sys.platform.startswith("linux"):
        return usual
    from dbus_fast.errors import DBusFastError

    return (*usual, DBusFastError)


def _plain(text: str) -> str:
    """Without markup: a desktop may take what callers are named for such."""
    return text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
