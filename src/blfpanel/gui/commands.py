"""What the window can do at a keystroke: one list for the menu, the shortcuts and their sheet."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from blfpanel.gui.words import QT_TRANSLATE_NOOP, translate


class Section(enum.Enum):
    """Where a command stands in the menu and on the sheet."""

    CALLS = "calls"
    KEYS = "keys"
    VIEW = "view"
    TOOLS = "tools"
    PROGRAM = "program"


_TITLES = {
    Section.CALLS: QT_TRANSLATE_NOOP("Section", "Calls"),
    Section.KEYS: QT_TRANSLATE_NOOP("Section", "Keys"),
    Section.VIEW: QT_TRANSLATE_NOOP("Section", "Window"),
    Section.TOOLS: QT_TRANSLATE_NOOP("Section", "Tools"),
    Section.PROGRAM: QT_TRANSLATE_NOOP("Section", "Program"),
}


def section_title(section: Section) -> str:
    """What a person calls a section."""
    return translate("Section", _TITLES[section])


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

    @property
    def text(self) -> str:
        """What it does, without the marks of a menu."""
        return self.action.text().replace("&", "").rstrip("…")

    @property
    def keys(self) -> QKeySequence:
        """Its shortcut now."""
        return self.action.shortcut()


class Commands(QObject):
    """All commands of a window. ``changed`` when one was added or got another shortcut.

    Args:
        window: where their shortcuts work.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}
        self._wanted: Mapping[str, str] = {}

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
        self.changed.emit()
        return action

    def all(self) -> Iterable[Command]:
        """All commands, in the order in which they became known."""
        return self._commands.values()

    def __getitem__(self, name: str) -> Command:
        return self._commands[name]

    def __contains__(self, name: str) -> bool:
        return name in self._commands

    def keys_of(self, name: str) -> str:
        """A command's shortcut as people read it, "" for none."""
        return self._commands[name].keys.toString(QKeySequence.SequenceFormat.NativeText)

    def other_with(self, name: str, keys: QKeySequence) -> Command | None:
        """The command, other than ``name``, that already listens to these keys."""
        if keys.isEmpty():
            return None
        return next(
            (each for each in self.all() if each.name != name and each.keys == keys),
            None,
        )

    def rebind(self, wanted: Mapping[str, str]) -> None:
        """Give commands other shortcuts, by name; the rest has its usual ones."""
        self._wanted = wanted
        for name in self._commands:
            self._bind(name)
        self.changed.emit()

    def _bind(self, name: str) -> None:
        command = self._commands[name]
        keys = self._wanted.get(name)
        command.action.setShortcut(command.usual if keys is None else QKeySequence(keys))
