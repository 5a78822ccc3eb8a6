"""The desktop around blfpanel: ``[desktop]``, ``[links]``, ``[[hooks]]``, ``[[shortcuts]]``."""

from __future__ import annotations

from typing import Annotated

import msgspec

from blfpanel.config.values import Switch, Text, Words
from blfpanel.panel.model import Lamp

Name = Annotated[Text, msgspec.Meta(min_length=1)]
Lamps = Annotated[
    tuple[Lamp, ...],
    msgspec.Meta(description='a list of "unknown", "idle", "alerting", "busy"'),
]


class DesktopSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[desktop]``.

    Attributes:
        tray: show an icon where the desktop has a place for such.
        shortcut: keys that bring the window to the front from anywhere: "Ctrl+Alt+B"; empty: none.
    """

    tray: Switch = True
    shortcut: Text = ""


class LinkSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[links]``: what a click on a number elsewhere does.

    Attributes:
        dial_at_once: call without asking.
    """

    dial_at_once: Switch = False


class HookSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[hooks]]``: a program that runs when a lamp changes.

    Attributes:
        run: the command line.
        keys: only for the keys with these numbers or labels; for all where none is named.
        groups: only for the keys of these groups; for all where none is named.
        lamps: only when the lamp becomes one of these; whatever it becomes where none is named.
    """

    run: Name
    keys: Words = ()
    groups: Words = ()
    lamps: Lamps = ()


class ShortcutSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[shortcuts]]``: an action that listens to other keys of the keyboard than usual.

    Attributes:
        action: its name, as the sheet of shortcuts tells.
        keys: such as "Ctrl+Shift+T"; empty: none.
    """

    action: Name
    keys: Text = ""
