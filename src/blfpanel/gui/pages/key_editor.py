"""All settings of one key in a pane beside the keys; each change holds at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.config.catalog import Rows, categories
from blfpanel.config.keys import key_ids
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, icon_button, scrolling
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.page import Workshop
from blfpanel.gui.settings.rows_list import EntryPage
from blfpanel.panel.model import KeyId

WIDTH = 520


def key_rows() -> Rows:
    """What the catalog of settings says of keys."""
    return next(rows for each in categories() for rows in each.rows if rows.table == "keys")


class _KeyPage(EntryPage):
    """A page of settings that stands on a page of the panel."""

    def __init__(self, workshop: Workshop, at: int, page: str) -> None:
        super().__init__(workshop, key_rows(), at)
        self.back.hide()
        if at < 0 and page:
            self._draft["page"] = page
            self.renew()


class KeyEditor(QFrame):
    """The pane; ``closed`` when it is done with."""

    closed = Signal()

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setFixedWidth(theme.px(WIDTH))
        self.setAccessibleName(self.tr("Key editor"))
        self._theme, self._store = theme, store
        self._editor = Editor(store, self)
        self._workshop = Workshop(theme, self._editor)
        self._key: KeyId | None = None
        self.page: _KeyPage | None = None
        self.title = Text(theme, size=16, weight=600)
        self.close_button = icon_button(theme, "x", self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.finish)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(18), theme.px(8), theme.px(8), 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 0, 0, 0)
        self._layout.addLayout(head)
        self._area: QWidget | None = None
        store.listen(self._changed)
        self.hide()

    def leave(self) -> None:
        """The pane goes away for good."""
        self._store.unlisten(self._changed)
        self._editor.leave()

    def edit(self, key_id: KeyId) -> None:
        """Show the settings of a key."""
        ids = key_ids(self._store.config.keys)
        if key_id in ids:
            self._key = key_id
            self._show(ids.index(key_id), "")
            self.title.say(self.tr("Edit key"))

    def add(self, page: str) -> None:
        """Ask for the settings of a new key of a page."""
        self._key = None
        self._show(-1, page)
        self.title.say(self.tr("Add a key"))

    def finish(self) -> None:
        """Close the pane."""
        self.hide()
        self.closed.emit()

    def close_if_open(self) -> bool:
        """Close the pane; whether it was open."""
        if self.isHidden():
            return False
        self.finish()
        return True

    def _show(self, at: int, page: str) -> None:
        self.page = _KeyPage(self._workshop, at, page)
        area = scrolling(self.page, self)
        if self._area is not None:
            self._layout.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._area = area
        self._layout.addWidget(area, 1)
        self.page.end()
        self.show()
        self.page.rows[0].control.field.setFocus()

    def _changed(self, before: Config, after: Config) -> None:
        """Follow the key wherever it went; a key that is gone is not edited any more."""
        if self.page is None or self.isHidden() or before.keys == after.keys:
            return
        ids = key_ids(after.keys)
        if self._key is None and self.page.at >= 0:
            self._key = ids[self.page.at]
        elif self._key in ids:
            if ids.index(self._key) != self.page.at:
                self._show(ids.index(self._key), "")
        elif self._key is not None and len(ids) == len(before.keys):
            self._key = ids[self.page.at]
        elif self._key is not None:
            self.finish()
            return
        self.page.renew()
