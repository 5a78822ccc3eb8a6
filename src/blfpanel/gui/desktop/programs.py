"""Programs and web addresses that keys open: asked about once, run without a shell."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from blfpanel.config.approvals import Approvals
from blfpanel.panel.model import Change, ProgramWanted

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


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
        tr = self._window.tr
        self._window.notices.ask(
            text,
            f"program {command}",
            (tr("Run"), lambda: self._answered(command, then)),
            (tr("Do not run"), lambda: self._refused.add(command)),
        )

    def refused(self, command: str) -> bool:
        """Whether the person did not want it, for as long as the program runs."""
        return command in self._refused

    def again(self, command: str) -> None:
        """Ask anew when the person wants it after all."""
        self._asked.discard(command)
        self._refused.discard(command)

    def _answered(self, command: str, then: Callable[[], object]) -> None:
        self._approvals.allow(command)
        then()


class Programs(QObject):
    """Opens what keys name.

    Args:
        window: where it is asked and said what does not work.
        permission: asks.
        open_address: opens a web address in the browser; tells whether it could.
        start: starts a program with arguments; tells whether it could.
    """

    def __init__(
        self,
        window: MainWindow,
        permission: Permission,
        *,
        open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl,
        start: Callable[[str, list[str]], bool] | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._permission = window, permission
        self._open_address = open_address
        self._start = start or _start

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, ProgramWanted):
            self.open(change.target)

    def open(self, target: str) -> None:
        """Open a web address or program; ask before the first time."""
        if self._permission.given(target):
            self._run(target)
            return
        # whoever presses again wants to be asked again
        self._permission.again(target)
        text = self.tr("The key opens “{target}”. It is asked once.").format(target=target)
        self._permission.ask(target, text, lambda: self._run(target))

    def _run(self, target: str) -> None:
        if _WEB.fullmatch(target):
            done = self._open_address(QUrl(target))
        else:
            try:
                program, *arguments = words_of(target)
            except ValueError as problem:
                said = self.tr("“{target}” cannot be run: {problem}. Edit the key.")
                self._window.alarm(said.format(target=target, problem=problem))
                return
            done = self._start(program, arguments)
        if not done:
            said = self.tr("“{target}” cannot be opened. Edit the key.")
            self._window.alarm(said.format(target=target))


def _start(program: str, arguments: list[str]) -> bool:
    started = QProcess.startDetached(program, arguments)
    return started[0] if isinstance(started, tuple) else bool(started)
