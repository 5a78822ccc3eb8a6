"""The settings window: categories at the left, a page at the right, a search over all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from blfpanel.config import catalog
from blfpanel.config.catalog import Category, Rows
from blfpanel.gui.look.icons import icon
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame, scrolling
from blfpanel.gui.notices import Toast
from blfpanel.gui.settings.controls import told
from blfpanel.gui.settings.page import Page, Workshop, found_in, found_rows, groups
from blfpanel.gui.settings.rows_list import EntryPage, RowsList

#: What else stands on a category's page: made when the page is.
Extra = Callable[[QWidget], QWidget]

SIDE = 248
_NAME = Qt.ItemDataRole.UserRole + 1


class SettingsWindow(QWidget):
    """All settings; nothing is modal, and each change works at once.

    Args:
        extras: what stands on the pages besides settings, by category.
        add_entry: for tables whose entries are added elsewhere, what opens that.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        workshop: Workshop,
        extras: dict[str, list[Extra]] | None = None,
        add_entry: dict[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme, self._workshop = theme, workshop
        self._extras, self._add_entry = extras or {}, add_entry or {}
        self._entry: tuple[Category, Rows, int] | None = None
        self.page: Page | None = None
        self.setWindowTitle(self.tr("Settings – blfpanel"))
        self.setMinimumSize(theme.px(720), theme.px(360))
        self.resize(QSize(theme.px(1040), theme.px(780)).boundedTo(self.screen().availableSize()))
        self.setProperty("kind", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        editor = workshop.editor
        editor.changed.connect(self._changed)
        editor.renewed.connect(self.renew)
        theme.changed.connect(self._dress)
        self.toast.acted.connect(lambda _: self._undo())
        self._dress()
        self.show_category(catalog.categories()[0].name)

    # --- what is shown ---

    def show_category(self, name: str) -> None:
        """Show a category's page; nothing happens if there is no such category."""
        for at in range(self.nav.count()):
            if self.nav.item(at).data(_NAME) == name:
                self.search.clear()
                if self.nav.currentRow() == at:
                    self._show_current()
                self.nav.setCurrentRow(at)

    @property
    def category(self) -> str:
        """The category that is shown or was before the search."""
        return str(self.nav.currentItem().data(_NAME))

    def search_for(self, text: str) -> None:
        """Show the settings that say ``text``, of all categories."""
        if not text.strip():
            self._show_current()
            return
        theme = self._theme
        page = Page(theme, self.tr("Found: “{text}”").format(text=text.strip()), "")
        nothing = True
        for category, some in found_in(catalog.categories(), text):
            rows = [self._workshop.row(setting) for setting in some]
            for row in rows:
                row.mark(text)
            page.add_group(told(category.title), rows)
            nothing = False
        for category, table, some in found_rows(catalog.categories(), text):
            names = ", ".join(told(setting.title) for setting in some)
            title = told(table.title)
            link = Button(theme, f"{title}: {names}" if names else title, parent=page)
            link.clicked.connect(lambda _=False, name=category.name: self.show_category(name))
            page.add(link)
            nothing = False
        if nothing:
            page.add(Text(theme, self.tr("No setting says that."), ink="text2"))
        page.end()
        self._show(page)

    def renew(self) -> None:
        """Show what holds now."""
        page = self.page
        if isinstance(page, EntryPage) and not page.exists:
            self._show_current()
        elif page is not None:
            page.renew()
            for some in page.findChildren(RowsList):
                some.renew()

    def open_entry(self, category: Category, rows: Rows, at: int) -> None:
        """Show one of several tables, or a new one (-1)."""
        if at < 0 and rows.table in self._add_entry:
            self._add_entry[rows.table]()
            return
        page = EntryPage(self._workshop, rows, at)
        page.left.connect(lambda: self.show_category(category.name))
        for extra in self._extras.get(f"{rows.table}[]", []):
            page.add_on_top(extra(page))
        page.end()
        self._show(page)
        if page.rows:
            page.rows[0].control.field.setFocus()

    def say(self, text: str) -> None:
        """Say a few words at the bottom."""
        if text:
            self.toast.say(text)

    # --- building ---

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        side = frame("calls", self)
        side.setFixedWidth(px(SIDE))
        self.search = QLineEdit(side)
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(px(34))
        self.search.textChanged.connect(self.search_for)
        self.nav = QListWidget(side)
        self.nav.setProperty("kind", "nav")
        self.nav.setAccessibleName(self.tr("Categories"))
        for category in catalog.categories():
            if self._is_empty(category):
                continue
            item = QListWidgetItem(told(category.title), self.nav)
            item.setData(_NAME, category.name)
        self.nav.currentRowChanged.connect(lambda _: self._chosen())
        inside = QVBoxLayout(side)
        inside.setContentsMargins(px(10), px(16), px(10), px(10))
        inside.setSpacing(px(12))
        inside.addWidget(self.search)
        inside.addWidget(self.nav, 1)
        self.body = QWidget(self)
        self.area: QScrollArea = scrolling(self.body, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.area, 1)
        self.toast = Toast(theme, self.area)
        for keys, run in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+Z", self._undo),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _is_empty(self, category: Category) -> bool:
        return not (category.settings or category.rows or self._extras.get(category.name))

    def _show_current(self) -> None:
        name = self.category
        category = next(found for found in catalog.categories() if found.name == name)
        page = Page(self._theme, told(category.title), told(category.help))
        for rows in category.rows:
            page.add_title(told(rows.title))
            page.add(Text(self._theme, told(rows.help), size=12, ink="text2", wrap=True))
            entries = RowsList(self._workshop, rows)
            entries.opened.connect(lambda at, rows=rows: self.open_entry(category, rows, at))
            entries.failed.connect(self.say)
            page.add(entries)
        for group, some in groups(category.settings):
            page.add_group(group, [self._workshop.row(setting) for setting in some])
        for extra in self._extras.get(name, []):
            page.add(extra(page))
        page.end()
        self._show(page)

    def _show(self, page: Page) -> None:
        self.page = page
        self.area.setWidget(page)
        page.setProperty("kind", "window")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _chosen(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self._show_current()

    def _changed(self, said: str) -> None:
        self.toast.say(said, "undo", self.tr("Undo"))

    def _undo(self) -> None:
        problem = self._workshop.editor.undo()
        self.say(problem or self.tr("Taken back."))

    def _dress(self) -> None:
        theme, px = self._theme, self._theme.px
        self.search.setFont(theme.font(13))
        self.nav.setFont(theme.font(13, 500))
        self.nav.setIconSize(QSize(px(20) + px(8), px(20)))
        icons = {category.name: category.icon for category in catalog.categories()}
        for at in range(self.nav.count()):
            item = self.nav.item(at)
            item.setIcon(icon(icons[item.data(_NAME)], theme.tokens.text2, px(20), px(8)))
            item.setSizeHint(QSize(px(SIDE - 24), px(38)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        elif isinstance(self.page, EntryPage):
            self.page.left.emit()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
