"""What a window can do beyond calls and keys: one module for each.

A feature is a context manager that joins itself to a :class:`Desk` and leaves it again::

    @contextlib.contextmanager
    def attached(desk: Desk) -> Iterator[None]:
        tray = Tray(desk.window, desk.phone)
        desk.phone.listen(tray.handle)
        yield
        tray.hide()

Those the first picture needs are listed here, all others in ``later_features``, one line each.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from blfpanel.config.store import Store
from blfpanel.gui.calls import work as call_work
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.pages import feature as pages
from blfpanel.gui.port import PhonePort
from blfpanel.gui.sound.sound import Sound


@dataclass(frozen=True, slots=True)
class Desk:
    """What features work with.

    Attributes:
        window: the main window; ``window.commands`` is where commands are made known.
        phone: the phone; ``phone.listen`` tells every change.
        store: the settings in force.
        theme: colours, fonts and sizes.
        sound: what is heard.
        leaving: what has to end before the program does; a feature that leaves adds to it.
    """

    window: MainWindow
    phone: PhonePort
    store: Store
    theme: Theme
    sound: Sound
    leaving: list[asyncio.Task[None]] = field(default_factory=list)


Feature = Callable[[Desk], AbstractContextManager[object]]

#: The features that join before the phone starts, in this order.
FIRST: tuple[Feature, ...] = (call_work.attached, pages.attached)


@contextlib.contextmanager
def all_attached(desk: Desk, features: Iterable[Feature]) -> Iterator[None]:
    """Join features to a desk, and have them leave in the opposite order."""
    with contextlib.ExitStack() as stack:
        for feature in features:
            stack.enter_context(feature(desk))
        yield
