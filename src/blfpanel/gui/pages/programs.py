"""Keys that open a web address or a program: asked once for each, then run without a shell."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from blfpanel.config.writing import SettingsError, replace_file
from blfpanel.gui.notices import Notices
from blfpanel.panel.changes import Change, ProgramWanted

_log = logging.getLogger(__name__)

#: addresses that are opened as such; all else is a command line
_WEB = ("http://", "https://", "file://", "mailto:")


def open_web(target: str) -> bool:
    """Have the desktop open an address; whether it could."""
    return QDesktopServices.openUrl(QUrl(target))


def start(words: list[str]) -> bool:
    """Start a program that outlives us; whether it could be."""
    started = QProcess.startDetached(words[0], words[1:])
    return bool(started[0] if isinstance(started, tuple) else started)


class Programs(QObject):
    """Runs what keys open.

    Args:
        path: where the allowed ones are kept; None: they are asked about anew at each start.
        say: tells what went wrong.
    """

    def __init__(
        self,
        notices: Notices,
        path: Path | None,
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notices, self._path, self._say = notices, path, say
        self._allowed = self._load()
        self.open_web, self.start = open_web, start

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, ProgramWanted):
            self.want(change.target)

    def want(self, target: str) -> None:
        """Run it, or ask first."""
        if target in self._allowed:
            self._run(target)
            return
        self._notices.ask(
            self.tr("This key runs “{target}”. It is asked only once.").format(target=target),
            f"program {target}",
            (self.tr("Run"), lambda: self._allow(target)),
            (self.tr("Do not run"), lambda: None),
        )

    def _allow(self, target: str) -> None:
        self._allowed.add(target)
        self._keep()
        self._run(target)

    def _run(self, target: str) -> None:
        if target.lower().startswith(_WEB):
            done = self.open_web(target)
        else:
            try:
                words = shlex.split(target)
            except ValueError:
                words = []
            done = bool(words) and self.start(words)
        if not done:
            self._say(self.tr("“{target}” cannot be opened.").format(target=target))

    def _load(self) -> set[str]:
        if self._path is None:
            return set()
        try:
            return set(msgspec.json.decode(self._path.read_bytes(), type=list[str]))
        except FileNotFoundError:
            return set()
        except (OSError, msgspec.MsgspecError) as problem:
            _log.warning("Which programs may run cannot be read from %s: %s", self._path, problem)
            return set()

    def _keep(self) -> None:
        if self._path is None:
            return
        try:
            replace_file(self._path, msgspec.json.encode(sorted(self._allowed)).decode())
        except SettingsError as problem:
            _log.warning("Which programs may run cannot be kept: %s", problem)
