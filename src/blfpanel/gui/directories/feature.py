"""Who is found by the search besides keys, and what callers are called."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from blfpanel.config.directories.numbers import canonical, dialled
from blfpanel.config.keys import key_ids
from blfpanel.config.secrets import Secrets
from blfpanel.config.settings import Config
from blfpanel.gui.directories.library import Directories
from blfpanel.gui.omnibox import talking
from blfpanel.gui.search import ELSEWHERE, SHOWN, Hit, Ranked, diallable, rank_of_name
from blfpanel.gui.words import age, name_numbers, translate
from blfpanel.panel.model import KeyId
from blfpanel.phone.call_log import LoggedCall

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

#: So many of the newest calls are searched.
_CALLS = 500
_SUBJECT = "directories"


class Finding:
    """Joins directories and the list of calls to a desk's search and names."""

    def __init__(self, desk: Desk, directories: Directories) -> None:
        self._desk, self._directories = desk, directories
        self._tags: dict[KeyId, tuple[str, ...]] = {}
        self.name_of = lru_cache(2_000)(self._look_up)
        self._take_tags(desk.store.config)

    def join(self) -> None:
        """Begin."""
        desk, omnibox = self._desk, self._desk.window.header.omnibox
        omnibox.sources = [self.contacts, self.calls]
        omnibox.tags_of = lambda key: self._tags.get(key, ())
        omnibox.transferred.connect(self.transfer)
        name_numbers(self.name_of)
        self._directories.renewed.connect(self._renewed)
        desk.store.listen(self._changed)
        self._directories.use(desk.store.config)

    def leave(self) -> None:
        """End."""
        self._directories.stop()
        self._desk.store.unlisten(self._changed)
        self._desk.window.header.omnibox.sources = []
        name_numbers(None)

    def contacts(self, text: str) -> Iterator[Ranked]:
        """People of the directories."""
        numbers = self._desk.store.config.numbers
        for found in self._directories.book.find(text, SHOWN):
            contact = found.contact
            where = translate("Search", "Directory")
            detail = " · ".join(part for part in (where, contact.source, contact.note) if part)
            number = dialled(found.number, numbers)
            hit = Hit(number, None, found.span, contact.name, detail)
            yield Ranked(found.rank, hit, canonical(found.number, numbers))

    def calls(self, text: str) -> Iterator[Ranked]:
        """Those I spoke with before, newest first."""
        wanted, digits = text.strip().casefold(), diallable(text)
        now = self._desk.phone.wall(self._desk.phone.now())
        for call in self._desk.phone.call_log.newest(_CALLS):
            name = self.name_of(call.number) or call.name or ""
            rank, span = rank_of_name(wanted, name.casefold()) if name else (None, (0, 0))
            if rank is None and digits and call.number:
                rank = 0 if digits == call.number else ELSEWHERE if digits in call.number else None
            if rank is not None and call.number:
                ago = age((now - call.at).total_seconds())
                hit = Hit(call.number, None, span, name or call.number, _detail(call, ago))
                numbers = self._desk.store.config.numbers
                yield Ranked(rank, hit, canonical(call.number, numbers))

    def transfer(self, number: str) -> None:
        """Send the call I am in to a number at once."""
        call = talking(self._desk.phone.panel)
        if call is not None:
            self._desk.phone.transfer(call.id, number, undo=True)

    def _look_up(self, number: str) -> str | None:
        found = self._directories.book.who_is(number)
        return found.name if found else None

    def _renewed(self, problems: dict[str, str]) -> None:
        window = self._desk.window
        self.name_of.cache_clear()
        window.say_about(_SUBJECT, " ".join(problems.values()))
        model = window.model
        if model.rowCount():
            last = model.rowCount(QModelIndex()) - 1
            model.dataChanged.emit(model.index(0), model.index(last))
        window.refresh()

    def _changed(self, before: Config, after: Config) -> None:
        named = (before.contacts, before.numbers) != (after.contacts, after.numbers)
        # told the same twice, a password is another one
        if named or before is after:
            self._directories.use(after)
        if before.keys != after.keys:
            self._take_tags(after)

    def _take_tags(self, config: Config) -> None:
        ids: Iterable[KeyId] = key_ids(config.keys)
        self._tags = {key: row.tags for key, row in zip(ids, config.keys, strict=True)}


def _detail(call: LoggedCall, ago: str) -> str:
    if call.outgoing:
        return translate("Search", "Called {age} ago").format(age=ago)
    return translate("Search", "Called you {age} ago").format(age=ago)


@contextlib.contextmanager
def attached(desk: Desk, secrets: Secrets | None = None) -> Iterator[Directories]:
    """Join contacts to a desk."""
    directories = Directories(secrets or Secrets())
    finding = Finding(desk, directories)
    finding.join()
    try:
        yield directories
    finally:
        finding.leave()
