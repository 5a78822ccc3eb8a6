"""What the window can do at a keystroke: one list for the menu, the shortcuts and their sheet."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Section(enum.Enum):
    """Where a command stands in the menu and on the sheet."""

    CALLS = "calls"
    KEYS = "keys"
    VIEW = "view"
    TOOLS = "tools"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do.

    Attributes:
        name: in the settings: "hang_up".
        action: its text, shortcut and trigger.
        section: where it stands.
        usual: its shortcut where the settings name no other.
        in_menu: whether the window's menu shows it.
    """

    name: str
    action: QAction
    section: Section
    usual: QKeySequence
    in_menu: bool


class Commands(QObject):
    """All commands of a window.

    Args:
        window: where their shortcuts work.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._wanted: dict[str, str] = {}

    def add(
        self,
        name: str,
        text: str,
        keys: str,
        run: Callable[[], object],
        section: Section,
        *,
        in_menu: bool = True,
    ) -> QAction:
        """Make a command known; ``keys`` as Qt writes them, "" for none."""
        action = QAction(text, self._window)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: run())
        self._window.addAction(action)
        self._commands[name] = Command(name, action, section, QKeySequence(keys), in_menu)
        self._bind(name)
        return action

    def all(self) -> Iterable[Command]:
        """All commands, in the order in which they became known."""
        return self._commands.values()

    def __getitem__(self, name: str) -> Command:
        return self._commands[name]

    def rebind(self, wanted: dict[str, str]) -> None:
        """Give commands other shortcuts, by name; the rest has its usual ones."""
        self._wanted = wanted
        for name in self._commands:
            self._bind(name)

    def _bind(self, name: str) -> None:
        command = self._commands[name]
        keys = self._wanted.get(name)
        command.action.setShortcut(command.usual if keys is None else QKeySequence(keys))
