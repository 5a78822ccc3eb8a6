"""Joins a desk to the desktop: links, the tray, a shortcut from anywhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from blfpanel.gui.desktop.links import LinkEvents
from blfpanel.gui.desktop.tray import Tray

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[None]:
    """Live on the desktop while the block runs."""
    app = QApplication.instance()
    links = LinkEvents(desk.window, desk.phone)
    tray = Tray(desk)
    desk.phone.listen(tray.handle)
    desk.store.listen(tray.use)
    tray.begin()
    if app is not None:
        app.installEventFilter(links)
    try:
        yield
    finally:
        desk.store.unlisten(tray.use)
        tray.leave()
        if app is not None:
            app.removeEventFilter(links)
