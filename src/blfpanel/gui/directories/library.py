"""The directories of the settings, read beside the window and again when they change."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from blfpanel.config.contacts import ContactSource, NumberSettings
from blfpanel.config.directories.book import Book
from blfpanel.config.directories.reading import Library, path_of, read_all
from blfpanel.config.secrets import Secrets, SecretsError
from blfpanel.config.settings import Config

_log = logging.getLogger(__name__)

#: A file that is being written is read when it rests, ms.
REST_MS = 1000
#: How often directory servers are asked anew, ms.
ANEW_MS = 60 * 60 * 1000


class Directories(QObject):
    """All contacts; ``renewed`` when they were read, with what could not be (by name)."""

    renewed = Signal(dict)
    _read = Signal(int, object)

    def __init__(self, secrets: Secrets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._secrets = secrets
        self._config = Config()
        self._round = 0
        self.book = Book()
        self._watcher = QFileSystemWatcher(self)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._hourly = QTimer(self, interval=ANEW_MS)
        self._watcher.fileChanged.connect(lambda _: self._resting.start())
        self._watcher.directoryChanged.connect(lambda _: self._resting.start())
        self._resting.timeout.connect(self.read)
        self._hourly.timeout.connect(self.read)
        self._read.connect(self._take)

    def use(self, config: Config) -> None:
        """Read the directories that ``config`` names."""
        self._config = config
        servers = any(source.is_directory for source in config.contacts)
        (self._hourly.start if servers else self._hourly.stop)()
        self.read()

    def read(self) -> None:
        """Read all of them again."""
        self._watch()
        self._round += 1
        sources, numbers = self._config.contacts, self._config.numbers
        if not sources:
            self._take(self._round, Library(Book(), {}))
            return
        # a thread that nobody waits for at the end: servers take their time
        threading.Thread(
            target=self._read_beside,
            args=(self._round, sources, numbers),
            name="directories",
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Read no more, and take nothing that is still being read."""
        self._round += 1
        self._hourly.stop()
        self._resting.stop()

    def _read_beside(
        self, count: int, sources: tuple[ContactSource, ...], numbers: NumberSettings
    ) -> None:
        self._read.emit(count, read_all(sources, numbers, self._password))

    def _take(self, count: int, found: Library) -> None:
        if count == self._round:
            self.book = found.book
            self.renewed.emit(found.problems)

    def _password(self, source: ContactSource) -> str | None:
        try:
            return self._secrets.find_other(password_entry(source))
        except SecretsError as problem:
            _log.warning("%s", problem)
            return None

    def _watch(self) -> None:
        """Files and their folders: an editor puts a new file in the old one's place."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        files = [path_of(source) for source in self._config.contacts if not source.is_directory]
        there: set[Path] = {path for path in files if path.is_file()}
        there |= {path.parent for path in there}
        if there:
            self._watcher.addPaths([str(path) for path in sorted(there)])


def password_entry(source: ContactSource) -> str:
    """The name under which the keyring has a directory's password."""
    return f"{source.user} {source.source}"
