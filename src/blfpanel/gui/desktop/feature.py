"""Joins a desk to the desktop: links, the tray, programs, a shortcut."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from blfpanel.config.approvals import Approvals
from blfpanel.config.paths import hooks_path
from blfpanel.gui.desktop.hooks import Hooks
from blfpanel.gui.desktop.links import LinkEvents
from blfpanel.gui.desktop.permission import Permission
from blfpanel.gui.desktop.shortcut import GlobalShortcut
from blfpanel.gui.desktop.tray import Tray

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[None]:
    """Live on the desktop while the block runs."""
    app = QApplication.instance()
    links = LinkEvents(desk.window, desk.phone)
    tray = Tray(desk)
    kept = None if desk.store.path is None else hooks_path()
    permission = Permission(desk.window, Approvals(kept))
    hooks = Hooks(desk, permission)
    for part in (tray, hooks):
        desk.phone.listen(part.handle)
    shortcut = GlobalShortcut(desk)
    for user in (tray, hooks, shortcut):
        desk.store.listen(user.use)
    tray.begin()
    if app is not None:
        app.installEventFilter(links)
    try:
        yield
    finally:
        for user in (tray, hooks, shortcut):
            desk.store.unlisten(user.use)
            user.leave()
        if app is not None:
            app.removeEventFilter(links)
