"""Keys that bring the window to the front from anywhere, where the desktop lets one listen."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from blfpanel.config.settings import Config
from blfpanel.gui.desktop.front import to_front

if TYPE_CHECKING:
    from blfpanel.gui.desktop.portal import PortalShortcut
    from blfpanel.gui.features import Desk

_log = logging.getLogger(__name__)

_SUBJECT = "global shortcut"


class GlobalShortcut(QObject):
    """Follows the setting ``[desktop] shortcut``; needs a running event loop once that is set."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._portal: PortalShortcut | None = None
        self._task: asyncio.Task[None] | None = None
        self.use(None, desk.store.config)

    def use(self, before: Config | None, after: Config) -> None:
        """Listen for the keys of the settings."""
        keys = after.desktop.shortcut
        if (before.desktop.shortcut if before is not None else "") == keys:
            return
        self.leave()
        self._desk.window.say_about(_SUBJECT, "")
        if keys and not sys.platform.startswith("linux"):
            self._say_no()
        elif keys:
            self._task = asyncio.get_running_loop().create_task(self._bind(keys))

    def leave(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()
        if self._portal is not None:
            self._portal.leave()
        self._task = self._portal = None

    async def _bind(self, keys: str) -> None:
        from blfpanel.gui.desktop.portal import NoPortal, PortalShortcut

        self._portal = PortalShortcut(lambda: to_front(self._desk.window))
        try:
            await self._portal.bind(keys, self.tr("Show blfpanel"))
        except NoPortal as reason:
            _log.info("No global shortcut: %s", reason)
            self._portal.leave()
            self._say_no()

    def _say_no(self) -> None:
        said = self.tr(
            "This desktop lets no program listen for {keys} everywhere. In the desktop's own "
            "settings for the keyboard, give the command “blfpanel” these keys: it brings this "
            "window to the front."
        )
        keys = self._desk.store.config.desktop.shortcut
        self._desk.window.say_about(_SUBJECT, said.format(keys=keys))
