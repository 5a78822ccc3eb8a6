"""The legend by F1, the sheet of shortcuts by ``?``."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from blfpanel.gui.commands import Section
from blfpanel.gui.help.legend import Legend
from blfpanel.gui.help.page import HelpPage
from blfpanel.gui.help.sheet import ShortcutSheet
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class Help:
    """Opens the pages of help of a desk; each is there once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.pages: dict[type[HelpPage], HelpPage] = {}

    def legend(self) -> HelpPage:
        """Show what the lamps mean."""
        return self._open(Legend, lambda: Legend(self._desk.theme, self._desk.window))

    def shortcuts(self) -> HelpPage:
        """Show which keys do what."""
        return self._open(ShortcutSheet, lambda: ShortcutSheet(self._desk.window))

    def close(self) -> None:
        """The desk is left."""
        for page in tuple(self.pages.values()):
            page.close()

    def _open(self, kind: type[HelpPage], make: Callable[[], HelpPage]) -> HelpPage:
        page = self.pages.get(kind)
        if page is None:
            page = self.pages[kind] = make()
            page.closed.connect(lambda: self._closed(kind))
        page.show()
        page.activateWindow()
        return page

    def _closed(self, kind: type[HelpPage]) -> None:
        page = self.pages.pop(kind, None)
        if page is not None:
            page.deleteLater()
        self._desk.window.view.setFocus()


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[Help]:
    """Join help to a desk."""
    made = Help(desk)
    add = desk.window.commands.add
    title = translate("Help", "What the lamps mean")
    add("legend", title, "F1", made.legend, Section.PROGRAM)
    add("shortcuts", translate("Help", "Shortcuts"), "?", made.shortcuts, Section.PROGRAM)
    try:
        yield made
    finally:
        made.close()
