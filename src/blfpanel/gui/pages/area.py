"""The keys of one page at a time: the row of tabs above them, and what stands in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from blfpanel.config.keys import PageLayout, key_ids
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize
from blfpanel.gui.keys.model import KeyModel
from blfpanel.gui.keys.page_model import PageModel
from blfpanel.gui.keys.pulse import Clocks
from blfpanel.gui.keys.view import KeyView
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, frame, icon_button
from blfpanel.gui.pages import edits
from blfpanel.gui.pages.arrangement import Arrangement, Filter
from blfpanel.gui.pages.editing import EditHands
from blfpanel.gui.pages.note import PageNote
from blfpanel.gui.pages.segments import Segments
from blfpanel.gui.pages.tabs import HEIGHT, PageTabs
from blfpanel.panel.model import KeyId

#: Puts tables into force: what it is, in words, then the tables.
Change = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Scrolled:
    """Where a page was left."""

    offset: int = 0
    key: KeyId | None = None


class PagesArea(QWidget):
    """Tabs and grid.

    Args:
        change: puts other settings into force.
        own_size: the size of the keys here alone; None: what the settings say, and a choice here
            changes them.

    Signals: ``page_shown`` with a page's name, ``editing_changed`` when the edit mode begins or
    ends, ``said`` with words for a toast about a change that can be undone, ``size_chosen`` where
    the size is this area's own, ``keys_wanted`` when keys are to be added to an empty page.
    """

    page_shown = Signal(str)
    editing_changed = Signal(bool)
    said = Signal(str)
    size_chosen = Signal(object)
    keys_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        clocks: Clocks,
        model: KeyModel,
        store: Store,
        change: Change,
        *,
        own_size: KeySize | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._store, self._change = theme, model, store, change
        self._own_size = own_size
        self._narrow = False
        self._left: dict[str, Scrolled] = {}
        self._arrangement = Arrangement.of(store.config)
        self._page = self._arrangement.names[0]
        self._filter = Filter.ALL
        self.rows = PageModel(model, self._belongs, self)
        self.view = KeyView(theme, clocks)
        self.view.setModel(self.rows)
        self.view.elsewhere.connect(lambda key: self.show_key(KeyId(key)))
        self.hands = EditHands(self, theme)
        self._build()
        self._settings_changed(None, store.config)
        store.listen(self._settings_changed)
        self.rows.rowsInserted.connect(lambda: self.refresh())
        self.rows.rowsRemoved.connect(lambda: self.refresh())
        clocks.ticked.connect(self.refresh)

    def leave(self) -> None:
        """The area goes away for good."""
        self._store.unlisten(self._settings_changed)
        self.view.rest()

    # --- building ---

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        self.tabs = PageTabs(theme)
        self.tabs.currentChanged.connect(lambda place: self._tab_chosen(place))
        self.tabs.renamed.connect(self._rename)
        self.tabs.reordered.connect(self._reorder)
        self.tabs.menu_wanted.connect(self._show_page_menu)
        self.drop_down = Button(theme, kind="fold", icon_name="chevron-down", weight=600)
        self.drop_down.setAccessibleName(self.tr("Page"))
        self.drop_down.clicked.connect(self._show_page_list)
        self.plus = icon_button(theme, "plus", self.tr("Add a page"))
        self.plus.clicked.connect(self.add_page)
        self.filters = Segments(
            theme,
            self.tr("Show"),
            {
                Filter.ALL: (self.tr("All"), self.tr("All keys")),
                Filter.FREE: (self.tr("Free"), self.tr("Only who is free")),
                Filter.BUSY: (self.tr("Busy"), self.tr("Only who is busy")),
            },
        )
        self.filters.choose(Filter.ALL)
        self.filters.chosen.connect(self.set_filter)
        self.sizes = Segments(
            theme,
            self.tr("Key size"),
            {
                KeySize.LARGE: ("L", self.tr("Large")),
                KeySize.MEDIUM: ("M", self.tr("Medium")),
                KeySize.SMALL: ("S", self.tr("Compact")),
            },
        )
        self.sizes.chosen.connect(self._choose_size)
        self.done = Button(theme, self.tr("Done"), kind="ok", ink="ok_ink")
        self.done.clicked.connect(lambda: self.set_editing(False))
        self.done.hide()
        self.row = frame("tabs")
        self.row.setFixedHeight(px(HEIGHT) + 1)
        line = QHBoxLayout(self.row)
        line.setContentsMargins(px(6), 0, px(14), 0)
        line.setSpacing(px(8))
        for part in (self.tabs, self.drop_down, self.plus):
            line.addWidget(part)
        line.addStretch(1)
        for choice in (self.filters, self.sizes, self.done):
            line.addWidget(choice)
        self.note = PageNote(theme)
        self.note.acted.connect(self._note_acted)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.row)
        self.below = QHBoxLayout()
        self.below.setSpacing(0)
        self.below.addWidget(self.stack, 1)
        layout.addLayout(self.below, 1)

    # --- what is shown ---

    @property
    def page(self) -> str:
        """The name of the page shown; "" where there is only one without a name."""
        return self._page

    @property
    def arrangement(self) -> Arrangement:
        """What stands where."""
        return self._arrangement

    @property
    def config(self) -> Config:
        """The settings in force."""
        return self._store.config

    @property
    def model(self) -> KeyModel:
        """All keys."""
        return self._model

    def show_page(self, name: str) -> None:
        """Show another page as it was left."""
        if name not in self._arrangement.names or name == self._page:
            return
        bar = self.view.verticalScrollBar()
        self._left[self._page] = Scrolled(bar.value(), self.view.current_key_id())
        self._page = name
        self.hands.clear()
        self.rows.show(self._belongs)
        self._place_keys()
        left = self._left.get(name, Scrolled())
        if left.key is not None and self.rows.index_of(left.key).isValid():
            self.view.setCurrentIndex(self.rows.index_of(left.key))
        self.view.updateGeometries()
        bar.setValue(left.offset)
        self._show_tabs()
        self.refresh()
        self.page_shown.emit(name)

    def show_number(self, number: int) -> None:
        """Show the page of this number, from 1; nothing happens where there is none."""
        if 0 < number <= len(self._arrangement.names):
            self.show_page(self._arrangement.names[number - 1])

    def step(self, by: int) -> None:
        """Show the next page, or the one before."""
        names = self._arrangement.names
        self.show_page(names[(names.index(self._page) + by) % len(names)])

    def show_key(self, key_id: KeyId) -> None:
        """Show the page a key stands on."""
        if self._model.index_of(key_id).isValid():
            self.show_page(self._arrangement.page_of(key_id))

    def set_filter(self, wanted: Filter) -> None:
        """Show only some of the keys."""
        self._filter = wanted
        self.filters.choose(wanted)
        self.view.set_filter(None if wanted is Filter.ALL else wanted.passes)
        self.refresh()

    def toggle_filter(self, wanted: Filter) -> None:
        """Show only these keys, or all again."""
        self.set_filter(Filter.ALL if self._filter is wanted else wanted)

    @property
    def filter(self) -> Filter:
        """Which keys are shown."""
        return self._filter

    def set_key_size(self, size: KeySize) -> None:
        """Draw keys in this size."""
        self.view.set_key_size(size)
        self.sizes.choose(size)

    def set_narrow(self, narrow: bool, *, single: bool) -> None:
        """Whether there is little room: pages in a list; ``single``: one column."""
        self._narrow = single
        self.filters.setVisible(not narrow)
        self.sizes.setVisible(not single)
        self.view.set_single(single)
        self._show_tabs()

    def refresh(self) -> None:
        """Show what rings on which page, and say why nothing is to be seen."""
        ringing = Counter(self._arrangement.page_of(key_id) for key_id in self._model.ringing)
        self.tabs.set_alerts(ringing)
        count = self.rows.rowCount()
        # without any key the window itself says what to do
        empty = count == 0 and self._model.rowCount() > 0
        none = count > 0 and not any(self.view.is_shown(row) for row in range(self.rows.rowCount()))
        if empty:
            self.note.say_empty()
        elif none:
            self.note.say_filtered(self._filter)
        page = self.note if empty or none else self.view
        if self.stack.currentWidget() is not page:
            focused = self.view.hasFocus() or self.note.button.hasFocus()
            self.stack.setCurrentWidget(page)
            if focused:
                (self.note.button if page is self.note else self.view).setFocus()

    def _belongs(self, key_id: KeyId) -> bool:
        return self._arrangement.page_of(key_id) == self._page

    def _place_keys(self) -> None:
        free = self._arrangement.is_free(self._page)
        self.view.set_places(self._arrangement.places if free else None)

    def _settings_changed(self, before: Config | None, after: Config) -> None:
        if self._own_size is None and (before is None or before.window.size != after.window.size):
            self.set_key_size(after.window.size)
        elif before is None and self._own_size is not None:
            self.set_key_size(self._own_size)
        self.view.double_click = after.window.double_click
        self.view.hold_to_pick_up = self._model.hold_to_pick_up = after.window.hold_to_pick_up
        if before is not None and (before.keys, before.pages) == (after.keys, after.pages):
            return
        ids = key_ids(after.keys)
        self._model.set_silent(
            [each for each, key in zip(ids, after.keys, strict=True) if not key.alert]
        )
        self._arrangement = Arrangement.of(after)
        if self._page not in self._arrangement.names:
            self._page = self._arrangement.names[0]
        self.rows.regroup(self._belongs)
        self._place_keys()
        self._show_tabs()
        self.refresh()

    def _show_tabs(self) -> None:
        names = self._arrangement.names
        titles = [name or self.tr("All keys") for name in names]
        self.tabs.set_pages(names, titles, self._page)
        self.tabs.setVisible(not self._narrow)
        self.drop_down.setVisible(self._narrow)
        self.drop_down.setText(self._page or titles[0])
        editing = self.hands.editing
        self.plus.setVisible((editing or any(names)) and not self._narrow)
        self.row.setVisible(editing or any(names))

    def _tab_chosen(self, place: int) -> None:
        if place >= 0:
            self.show_page(str(self.tabs.tabData(place)))

    def _choose_size(self, size: KeySize) -> None:
        if self._own_size is not None:
            self._own_size = size
            self.set_key_size(size)
            self.size_chosen.emit(size)
        else:
            window = msgspec.structs.replace(self.config.window, size=size)
            self._change(self.tr("Key size"), window=window)

    # --- changes of pages ---

    def change(self, what: str, tables: edits.Tables, *, say: bool = False) -> bool:
        """Put other tables into force; ``say``: in a toast, with a way back."""
        changed = self._change(what, **tables)
        if changed and say:
            self.said.emit(what)
        return changed

    def add_page(self) -> None:
        """Add a page and show it; its name can be typed at once."""
        names = [name for name in self._arrangement.names if name]
        number = max(len(names), 1) + 1
        while (name := self.tr("Page {n}").format(n=number)) in names:
            number += 1
        first = self.tr("Page {n}").format(n=1)
        if self.change(
            self.tr("Page {name} added").format(name=name),
            edits.add_page(self.config, name, first),
        ):
            self.show_page(name)
            self.tabs.begin_rename(self.tabs.count() - 1)

    def remove_page(self, name: str) -> None:
        """Remove a page; its keys go to the first one."""
        said = self.tr("Page {name} removed").format(name=name)
        self.change(said, edits.remove_page(self.config, name), say=True)

    def _rename(self, old: str, new: str) -> None:
        if new in self._arrangement.names:
            return
        said = self.tr("Page {old} is called {new} now").format(old=old, new=new)
        if old:
            here = old == self._page
            if here:
                self._page = new
            if not self.change(said, edits.rename_page(self.config, old, new)) and here:
                self._page = old
        else:
            self.change(said, edits.first_page(new))

    def _reorder(self, names: list[str]) -> None:
        self.change(self.tr("Order of the pages"), edits.order_pages(self.config, names))

    def _show_page_menu(self, name: str, place: QPoint) -> None:
        self.page_menu = self._menu_of_page(name)
        self.page_menu.popup(place)

    def _menu_of_page(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(name or self.tr("Page"))
        number = self._arrangement.names.index(name)
        menu.addAction(self.tr("Rename")).triggered.connect(lambda: self.tabs.begin_rename(number))
        if name:
            free = menu.addAction(self.tr("Keys have fixed places"))
            free.setCheckable(True)
            free.setChecked(self._arrangement.is_free(name))
            free.toggled.connect(lambda on: self.set_free(name, on))
            menu.addAction(self.tr("Remove page")).triggered.connect(lambda: self.remove_page(name))
        return menu

    def set_free(self, name: str, free: bool) -> None:
        """Give the keys of a page fixed places, those where they stand, or let them follow."""
        layout = PageLayout.FREE if free else PageLayout.FLOW
        tables = edits.change_page(self.config, name, layout=layout)
        if free and name == self._page:
            places = {self.rows.ids[row]: place for row, place in self.view.grid.places.items()}
            tables |= edits.put(self.config, self._model.keys(), places, page=name)
        self.change(self.tr("Layout of {page}").format(page=name), tables)

    def _show_page_list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._arrangement.names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _=False, name=name: self.show_page(name)
            )
        self.page_list = menu
        menu.popup(self.drop_down.mapToGlobal(self.drop_down.rect().bottomLeft()))

    def _note_acted(self) -> None:
        if self.rows.rowCount():
            self.set_filter(Filter.ALL)
        else:
            self.keys_wanted.emit()

    # --- edit mode ---

    def set_editing(self, on: bool) -> None:
        """Begin or end the edit mode: keys are moved instead of pressed."""
        if on == self.hands.editing:
            return
        self.hands.set_editing(on)
        self.done.setVisible(on)
        self._show_tabs()
        self.view.setFocus()
        self.editing_changed.emit(on)
