"""Which keys a command listens to, as settings: others than usual, none, or the usual again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence

from blfpanel.config.desktop import ShortcutSettings
from blfpanel.gui.commands import Command
from blfpanel.gui.words import translate

Shortcuts = tuple[ShortcutSettings, ...]

_MODIFIERS = ("Ctrl+", "Alt+", "Meta+")
#: what the grid, fields and the search need for themselves, as Qt writes it
_NEEDED = {
    *("Return", "Enter", "Space", "Tab", "Backtab", "Backspace", "Del", "Esc"),
    *("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown"),
}
_DIALLED = "+*#"


def with_keys(before: Shortcuts, command: Command, keys: QKeySequence) -> Shortcuts:
    """The settings after a command was given keys; its usual ones are not written."""
    others = tuple(wish for wish in before if wish.action != command.name)
    if keys == command.usual:
        return others
    text = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return (*others, ShortcutSettings(action=command.name, keys=text))


def taken(
    before: Shortcuts, command: Command, keys: QKeySequence, others: Sequence[Command]
) -> Shortcuts:
    """The same, with the keys taken from every other command that listens to them."""
    for other in others:
        before = with_keys(before, other, QKeySequence())
    return with_keys(before, command, keys)


def unusable(keys: QKeySequence) -> str:
    """Why these keys can start no command, in words; "" if they can."""
    written = keys.toString(QKeySequence.SequenceFormat.PortableText)
    key = written.removeprefix("Shift+").removeprefix("Num+")
    if key.startswith(_MODIFIERS):
        return ""
    if len(key) == 1 and (key.isalnum() or key in _DIALLED):
        return translate(
            "Shortcuts", "Letters and digits alone begin a search. Add Ctrl or Alt to them."
        )
    if key in _NEEDED:
        return translate("Shortcuts", "This key is needed to move about. Add Ctrl or Alt to it.")
    return ""
