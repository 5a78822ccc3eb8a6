"""Asking a person, once, whether a program of the settings may be run."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from blfpanel.config.approvals import Approvals
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow


def words_of(command: str) -> list[str]:
    """A command line as program and arguments; quotes as a shell has them, nothing else.

    Raises:
        ValueError: a quote is not closed, or there is nothing.
    """
    words = shlex.split(command, posix=os.name != "nt")
    if not words:
        raise ValueError("No program is named")
    return words


class Permission:
    """Asks once whether a program may be run, in the window and without holding anything up.

    Args:
        window: where it is asked.
        approvals: what was allowed before.
    """

    def __init__(self, window: MainWindow, approvals: Approvals) -> None:
        self._window, self._approvals = window, approvals
        self._refused: set[str] = set()
        self._asked: set[str] = set()

    def given(self, command: str) -> bool:
        """Whether it was allowed."""
        return self._approvals.allowed(command)

    def ask(self, command: str, text: str, then: Callable[[], object]) -> None:
        """Ask, and do ``then`` when it is allowed; a line that is asked already is not again."""
        if command in self._asked:
            return
        self._asked.add(command)
        self._window.notices.ask(
            text,
            f"program {command}",
            (translate("Program", "Run"), lambda: self._answered(command, then)),
            (translate("Program", "Do not run"), lambda: self._refused.add(command)),
        )

    def refused(self, command: str) -> bool:
        """Whether the person did not want it, for as long as the program runs."""
        return command in self._refused

    def _answered(self, command: str, then: Callable[[], object]) -> None:
        self._approvals.allow(command)
        then()
