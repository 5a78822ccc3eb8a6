"""What the panel has to say: changes for front ends, commands for the phone."""

from __future__ import annotations

from collections import deque

from blfpanel.panel.changes import Change, Notice
from blfpanel.panel.commands import Command
from blfpanel.panel.model import KeyId


class Outbox:
    """Two queues, oldest first."""

    __slots__ = ("_said", "changes", "commands")

    def __init__(self) -> None:
        self.changes: deque[Change] = deque()
        self.commands: deque[Command] = deque()
        self._said: set[str] = set()

    def tell(self, change: Change) -> None:
        """Let front ends know."""
        self.changes.append(change)

    def order(self, command: Command) -> None:
        """Have the phone do it."""
        self.commands.append(command)

    def notice(self, text: str, key: KeyId | None = None, *, problem: bool = False) -> None:
        """Say one line to the person at the panel."""
        self.changes.append(Notice(text, key, problem))

    def notice_once(self, subject: str, text: str, *, problem: bool = True) -> None:
        """Say something once for each ``subject``: a broken sender sends often."""
        if subject in self._said:
            return
        # A sender that changes its name each time must not fill the memory.
        if len(self._said) >= 1000:
            self._said.clear()
        self._said.add(subject)
        self.notice(text, problem=problem)
