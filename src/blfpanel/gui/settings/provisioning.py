"""The administrator's settings in the window: fetched at the start, once a day and by hand."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from blfpanel.config.provided import (
    Kept,
    Provided,
    ProvisioningError,
    fetch,
    provided,
    take,
)
from blfpanel.config.settings import Config, SettingsError
from blfpanel.config.store import Store
from blfpanel.gui.words import age

DAY_MS = 24 * 60 * 60 * 1000


class Provisioning(QObject):
    """Keeps a store at what the administrator wants; ``told`` says what became of it, in words."""

    told = Signal(str, bool)  #: the words, and whether the person must know
    _fetched = Signal(str, str, str)

    def __init__(self, store: Store, kept: Kept | None = None) -> None:
        super().__init__()
        self._store, self._kept = store, kept or Kept()
        self._url = ""
        self._daily = QTimer(self, interval=DAY_MS)
        self._daily.timeout.connect(self.fetch)
        self._fetched.connect(self._take)
        self.state = self.tr("No address is given.")

    def start(self) -> None:
        """Hold to the copy that was kept, and ask for a newer one."""
        self._store.listen(self._changed)
        self._url = self._store.config.provisioning.url
        if not self._url:
            return
        last, _ = self._kept.load()
        self._put(last, last)
        self.fetch()

    def stop(self) -> None:
        """Take nothing any more."""
        self._store.unlisten(self._changed)
        self._daily.stop()
        self._url = ""

    def fetch(self) -> None:
        """Ask for them now."""
        if self._url:
            self._daily.start()
            threading.Thread(
                target=self._fetch_beside, args=(self._url,), name="provisioning", daemon=True
            ).start()

    def _fetch_beside(self, url: str) -> None:
        try:
            text, problem = fetch(url), ""
        except ProvisioningError as error:
            text, problem = "", str(error)
        self._fetched.emit(url, text, problem)

    def _take(self, url: str, text: str, problem: str) -> None:
        if url != self._url:
            return
        last, since = self._kept.load()
        if problem:
            self._tell_away(problem, since)
            return
        new = provided(text, url)
        if not new.said and not new.locked and new.problems:
            self._tell_away(str(new.problems[0]), since)
            return
        if self._put(new, last):
            self._keep(text)
        if new.problems:
            said = " ".join(str(found) for found in new.problems)
            self._tell(self.tr("In the administrator’s settings: {said}").format(said=said), True)

    def _put(self, new: Provided, last: Provided) -> bool:
        try:
            self._store.provide(take(self._store.config, new, last), new.locked)
        except SettingsError as error:
            self._tell(str(error), True)
            return False
        return True

    def _keep(self, text: str) -> None:
        try:
            self._kept.keep(text)
        except SettingsError as error:
            self._tell(str(error), True)
            return
        now = datetime.now().astimezone().strftime("%H:%M")
        self._tell(
            self.tr("Your administrator’s settings, read at {time}.").format(time=now), False
        )

    def _tell_away(self, problem: str, since: datetime | None) -> None:
        if since is None:
            said = self.tr("The administrator’s settings were not read. {problem}")
            self._tell(said.format(problem=problem), True)
            return
        old = age((datetime.now(UTC) - since).total_seconds())
        said = self.tr("The administrator’s settings are those of {age} ago. {problem}")
        self._tell(said.format(age=old, problem=problem), False)

    def _tell(self, said: str, urgent: bool) -> None:
        self.state = said
        self.told.emit(said, urgent)

    def _changed(self, before: Config, after: Config) -> None:
        if after.provisioning.url == self._url:
            return
        # another address: nothing of the last one holds any more
        self._url = after.provisioning.url
        self._kept.forget()
        self._store.release()
        if self._url:
            self.fetch()
        else:
            self._daily.stop()
            self._tell(self.tr("No address is given."), False)
