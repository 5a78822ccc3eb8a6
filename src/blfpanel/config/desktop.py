"""How blfpanel lives on the desktop: ``[links]``, ``[[hooks]]`` and ``[[shortcuts]]``."""

from __future__ import annotations

from typing import Annotated

import msgspec

from blfpanel.config.values import Switch, Text

Name = Annotated[Text, msgspec.Meta(min_length=1)]


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
    """

    run: Name


class ShortcutSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A table ``[[shortcuts]]``: an action that listens to other keys of the keyboard than usual.

    Attributes:
        action: its name, as the sheet of shortcuts tells.
        keys: such as "Ctrl+Shift+T"; empty: none.
    """

    action: Name
    keys: Text = ""
