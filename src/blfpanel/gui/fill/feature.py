"""Filling the panel from the menu, the empty panel or a dropped file; exporting its keys."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import SettingsError
from blfpanel.gui.commands import Section
from blfpanel.gui.fill.files import ExportDialog
from blfpanel.gui.fill.page import FillPage
from blfpanel.gui.fill.pages import Page, PageStack
from blfpanel.gui.fill.tasks import Tasks
from blfpanel.gui.notices import Toast
from blfpanel.gui.words import said

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class Filling(QObject):
    """What the menu, the empty panel and dropped files do.

    Attributes:
        stack: where pages open.
        toast: says what was added, with a button that takes it back.
    """

    def __init__(self, desk: Desk) -> None:
        window = desk.window
        super().__init__(window)
        self._desk = desk
        self._tasks = Tasks()
        self.stack = PageStack.of(window)
        self.toast = Toast(desk.theme, window)
        self.toast.acted.connect(lambda _: self._undo())
        self.export = ExportDialog(window)
        self.export.said.connect(window.toast.say)
        self.export.failed.connect(window.alarm)
        self.export.lost.connect(lambda text: window.alarm(said(text)))
        add = window.commands.add
        add("fill", self.tr("Fill the panel…"), "", self.open, Section.TOOLS)
        add("import_keys", self.tr("Import keys…"), "", self.browse, Section.TOOLS)
        add("export_keys", self.tr("Export keys…"), "", self._export, Section.TOOLS)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def open(self) -> FillPage:
        """Show the page."""
        page = FillPage(self._desk.theme, self._desk.store.config)
        page.chosen.connect(lambda keys, listed: self._add(keys, listed, page.account_title))
        page.left.connect(lambda: self._leave(page))
        self.stack.open(page)
        return page

    def browse(self) -> None:
        """Show the page, and ask for a file."""
        self.open().chooser.browse.click()

    def drop(self, path: Path) -> None:
        """Show the keys of a file that was dropped, or give it to the page that is open."""
        page: Page | None = self.stack.page
        if page is None:
            page = self.open()
        page.open_file(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (path := _file_in(event)) is not None:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.drop(path)
            return isinstance(event, QDragEnterEvent) or event.type() == QEvent.Type.Drop
        return False

    def _leave(self, page: FillPage) -> None:
        self._tasks.spawn(page.close_probe())
        self.stack.leave()

    def _export(self) -> None:
        config = self._desk.store.config
        self.export.open(config.keys, config.accounts)

    def _add(self, keys: Sequence[KeySettings], list_name: str, account: str) -> None:
        config = self._desk.store.config
        tables: dict[str, object] = {"keys": (*config.keys, *keys)}
        if list_name:
            tables["accounts"] = tuple(
                msgspec.structs.replace(each, list=list_name) if each.title == account else each
                for each in config.accounts
            )
        text = (
            self.tr("One key added.")
            if len(keys) == 1
            else self.tr("{count} keys added.").format(count=len(keys))
        )
        if self._desk.window.change_settings(text, **tables):
            self.toast.say(text, "", self.tr("Undo"))

    def _undo(self) -> None:
        try:
            self._desk.store.undo()
        except SettingsError as problem:
            self._desk.window.alarm(str(problem))


def _file_in(event: QDropEvent) -> Path | None:
    """The first file that is dragged."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[Filling]:
    """Let the panel be filled."""
    yield Filling(desk)
