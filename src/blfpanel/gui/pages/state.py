"""Where the windows stood and what they showed, from one start to the next."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from blfpanel.config.window import KeySize
from blfpanel.config.writing import SettingsError, replace_file
from blfpanel.gui.pages.area import PagesArea
from blfpanel.gui.pages.arrangement import Filter

_log = logging.getLogger(__name__)

#: so much of a window must be on a screen, px
_GRIP = 80


class WindowState(msgspec.Struct, frozen=True, omit_defaults=True):
    """One window: ``place`` is x, y, width and height without its frame, empty where unknown."""

    place: tuple[int, ...] = ()
    maximized: bool = False
    page: str = ""
    filter: Filter = Filter.ALL
    scroll: int = 0
    size: KeySize = KeySize.MEDIUM
    calls: bool = True


class Windows(msgspec.Struct, frozen=True, omit_defaults=True):
    """All windows; ``panels`` are those for further screens."""

    main: WindowState = WindowState()
    panels: tuple[WindowState, ...] = ()


def load(path: Path) -> Windows:
    """What was kept; the usual where there is no file that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Windows)
    except FileNotFoundError:
        return Windows()
    except (OSError, msgspec.MsgspecError) as problem:
        _log.warning("Where the windows stood cannot be read from %s: %s", path, problem)
        return Windows()


def keep(path: Path, windows: Windows) -> None:
    """Write it down; if that cannot be, windows stand as usual at the next start."""
    try:
        replace_file(path, msgspec.json.encode(windows, order="deterministic").decode())
    except SettingsError as problem:
        _log.warning("Where the windows stood cannot be kept: %s", problem)


def state_of(window: QWidget, area: PagesArea, *, calls: bool = True) -> WindowState:
    """A window as it is now."""
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    return WindowState(
        place=(place.x(), place.y(), place.width(), place.height()),
        maximized=window.isMaximized(),
        page=area.page,
        filter=area.filter,
        scroll=area.view.verticalScrollBar().value(),
        size=area.view.key_size,
        calls=calls,
    )


def restore(window: QWidget, area: PagesArea, state: WindowState) -> None:
    """Make a window as it was, on a screen that exists."""
    if len(state.place) == 4:
        window.setGeometry(on_screen(QRect(*state.place)))
    if state.maximized:
        window.showMaximized()
    area.show_page(state.page)
    area.set_filter(state.filter)
    area.view.updateGeometries()
    area.view.verticalScrollBar().setValue(state.scroll)


def on_screen(place: QRect) -> QRect:
    """``place`` if enough of it can be seen, else moved and cut onto the first screen."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    for screen in screens:
        seen = screen.intersected(place)
        if seen.width() >= _GRIP and seen.height() >= _GRIP and place.top() >= screen.top():
            return place
    home = QGuiApplication.primaryScreen().availableGeometry()
    size = place.size().boundedTo(home.size())
    moved = QRect(place.topLeft(), size)
    moved.moveLeft(min(max(place.left(), home.left()), home.right() + 1 - size.width()))
    moved.moveTop(min(max(place.top(), home.top()), home.bottom() + 1 - size.height()))
    return moved
