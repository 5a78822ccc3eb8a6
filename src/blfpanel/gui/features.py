"""What a window can do beyond calls and keys: one module for each, one line for each here.

A feature is a context manager that joins itself to a :class:`Desk` and leaves it again::

    @contextlib.contextmanager
    def attached(desk: Desk) -> Iterator[None]:
        tray = Tray(desk.window, desk.phone)
        desk.phone.listen(tray.handle)
        yield
        tray.hide()
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from blfpanel.config.store import Store
from blfpanel.gui import forwarding, speech
from blfpanel.gui.accounts import feature as accounts
from blfpanel.gui.alerts import feature as alerts
from blfpanel.gui.calls import work as call_work
from blfpanel.gui.desktop import feature as desktop
from blfpanel.gui.directories import feature as directories
from blfpanel.gui.fill import feature as fill
from blfpanel.gui.help import feature as help_pages
from blfpanel.gui.history import feature as call_history
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.main_window import MainWindow
from blfpanel.gui.pages import feature as pages
from blfpanel.gui.port import PhonePort
from blfpanel.gui.settings import feature as settings
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.trace import feature as trace
from blfpanel.gui.welcome import feature as welcome


@dataclass(frozen=True, slots=True)
class Desk:
    """What features work with.

    Attributes:
        window: the main window; ``window.commands`` is where commands are made known.
        phone: the phone; ``phone.listen`` tells every change.
        store: the settings in force.
        theme: colours, fonts and sizes.
        sound: what is heard.
    """

    window: MainWindow
    phone: PhonePort
    store: Store
    theme: Theme
    sound: Sound


Feature = Callable[[Desk], AbstractContextManager[object]]

#: All features, in the order in which they join.
FEATURES: tuple[Feature, ...] = (
    call_work.attached,
    pages.attached,
    call_history.attached,
    settings.attached,
    trace.attached,
    accounts.attached,
    directories.attached,
    alerts.attached,
    desktop.attached,
    speech.attached,
    help_pages.attached,
    forwarding.attached,
    fill.attached,
    welcome.attached,
)


@contextlib.contextmanager
def all_attached(desk: Desk) -> Iterator[None]:
    """Join all features to a desk, and have them leave in the opposite order."""
    with contextlib.ExitStack() as stack:
        for feature in FEATURES:
            stack.enter_context(feature(desk))
        yield
