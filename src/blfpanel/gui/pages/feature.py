"""Pages, panel windows and the edit mode as commands; windows found again as they were left."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from blfpanel.config.keys import key_ids
from blfpanel.config.paths import programs_path, windows_path
from blfpanel.config.settings import SettingsError
from blfpanel.config.window import KeySize
from blfpanel.gui.commands import Section
from blfpanel.gui.notices import Toast
from blfpanel.gui.pages import edits
from blfpanel.gui.pages.area import PagesArea
from blfpanel.gui.pages.arrangement import Filter
from blfpanel.gui.pages.key_editor import KeyEditor
from blfpanel.gui.pages.panel_window import PanelWindow
from blfpanel.gui.pages.programs import Programs
from blfpanel.gui.pages.state import Windows, keep, load, restore, state_of
from blfpanel.panel.model import KeyId

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

#: so long after the last change the places of the windows are written, ms
_KEEP_AFTER_MS = 1000


class Windowing(QObject):
    """The windows of a desk and what is done with them.

    Args:
        path: where the places of the windows are kept; None: nowhere.
    """

    def __init__(self, desk: Desk, path: Path | None) -> None:
        super().__init__(desk.window)
        self._desk, self._path = desk, path
        self._meant = KeyId("")
        self._kept: Windows | None = None
        self.panels: list[PanelWindow] = []
        window = desk.window
        self.toast = Toast(desk.theme, window.toast.parentWidget() or window)
        self.toast.acted.connect(lambda _: self.undo())
        self._take(window.pages)
        window.status.problems.clicked.connect(lambda: window.pages.toggle_filter(Filter.DOUBT))
        self.editor = KeyEditor(desk.theme, desk.store)
        self.editor.closed.connect(window.view.setFocus)
        window.pages.below.addWidget(self.editor)
        window.pages.keys_wanted.connect(self.add_key)
        self._edit_action = QAction(self.tr("Edit key…"), self)
        self._edit_action.triggered.connect(lambda: self.edit_key(self._meant))
        window.key_menu_providers.append(self._offer)
        window.closers.append(self.editor.close_if_open)
        self._add_commands()
        self._timer = QTimer(self, interval=_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    # --- commands ---

    def _add_commands(self) -> None:
        window, add = self._desk.window, self._desk.window.commands.add
        pages = window.pages
        add(
            "edit_keys",
            self.tr("Edit keys"),
            "Ctrl+E",
            lambda: pages.set_editing(not pages.hands.editing),
            Section.KEYS,
        )
        add("add_key", self.tr("Add a key"), "", self.add_key, Section.KEYS)
        add("add_page", self.tr("Add a page"), "", pages.add_page, Section.KEYS)
        add(
            "new_panel_window",
            self.tr("New panel window"),
            "Ctrl+Shift+N",
            self.open_panel,
            Section.VIEW,
        )
        add("redo", self.tr("Redo"), "Ctrl+Y", self.redo, Section.PROGRAM, in_menu=False)
        for number in range(1, 10):
            add(
                f"page_{number}",
                self.tr("Page {n}").format(n=number),
                f"Ctrl+{number}",
                partial(self._show_number, number),
                Section.VIEW,
                in_menu=False,
            )
        for name, text, keys, by in (
            ("next_page", self.tr("Next page"), "Ctrl+Tab", 1),
            ("previous_page", self.tr("Previous page"), "Ctrl+Shift+Tab", -1),
        ):
            add(name, text, keys, partial(self._step, by), Section.VIEW, in_menu=False)

    def _show_number(self, number: int) -> None:
        self._here().show_number(number)

    def _step(self, by: int) -> None:
        self._here().step(by)

    def _here(self) -> PagesArea:
        """The pages of the window in front."""
        for panel in self.panels:
            if panel.isActiveWindow():
                return panel.pages
        return self._desk.window.pages

    def add_key(self) -> None:
        """Ask for a new key of the page shown."""
        self.editor.add(self._desk.window.pages.page)

    def edit_key(self, key_id: KeyId) -> None:
        """Show the settings of a key; one that came from the PBX is written down first."""
        window, config = self._desk.window, self._desk.store.config
        if key_id not in key_ids(config.keys):
            key = self._desk.phone.panel.key(key_id)
            said = self.tr("{name} is kept in the settings").format(name=key.label)
            if not window.change_settings(said, keys=(*config.keys, edits.adopted(key))):
                return
        self.editor.edit(key_id)

    def _offer(self, key_id: KeyId) -> list[QAction]:
        self._meant = key_id
        return [*self._other_numbers(key_id), self._edit_action]

    def _other_numbers(self, key_id: KeyId) -> list[QAction]:
        """Calls to a partner's other numbers, those that are known."""
        settings = self._desk.window.controls.settings_of(key_id)
        if settings is None:
            return []
        account = self._desk.phone.panel.key(key_id).account
        made = list[QAction]()
        for word, number in (
            (self.tr("Mobile"), settings.mobile),
            (self.tr("Voicemail"), settings.voicemail),
        ):
            if number:
                action = QAction(word, self._desk.window)
                action.triggered.connect(partial(self._dial, number, account))
                made.append(action)
        return made

    def _dial(self, number: str, account: str) -> None:
        self._desk.phone.dial(number, account)

    def undo(self) -> None:
        """Take the last change of the settings back."""
        try:
            self._desk.store.undo()
        except SettingsError as failure:
            self._desk.window.alarm(str(failure))

    def redo(self) -> None:
        """Do again what was taken back last."""
        try:
            what = self._desk.store.redo()
        except SettingsError as failure:
            self._desk.window.alarm(str(failure))
            return
        if what is not None:
            said = self.tr("Done again: {what}") if what else self.tr("Done again.")
            self._desk.window.toast.say(said.format(what=what))

    # --- windows ---

    def open_panel(self, size: KeySize | None = None) -> PanelWindow:
        """Open another window for keys."""
        window, desk = self._desk.window, self._desk
        panel = PanelWindow(window, desk.phone, desk.theme, size or desk.store.config.window.size)
        panel.pages.show_page(window.pages.page)
        panel.typed.connect(self._type)
        panel.closed.connect(lambda: self._closed(panel))
        for command in window.commands.all():
            panel.addAction(command.action)
        self._take(panel.pages)
        window.join(panel.pages.view)
        self.panels.append(panel)
        panel.show()
        return panel

    def _take(self, pages: PagesArea) -> None:
        pages.said.connect(lambda text: self.toast.say(text, "", self.tr("Undo")))
        pages.hands.opened.connect(self.edit_key)

    def _closed(self, panel: PanelWindow) -> None:
        self.panels.remove(panel)
        self._desk.window.leave(panel.pages.view)

    def _type(self, text: str) -> None:
        window = self._desk.window
        window.activateWindow()
        window.header.type(text)

    # --- from one start to the next ---

    def restore(self) -> None:
        """Put the windows where they stood."""
        if self._path is None:
            return
        kept = load(self._path)
        window = self._desk.window
        restore(window, window.pages, kept.main)
        if not kept.main.calls:
            window.toggle_calls()
        for state in kept.panels:
            panel = self.open_panel(state.size)
            restore(panel, panel.pages, state)
        window.activateWindow()
        self._timer.start()

    def keep(self) -> None:
        """Write down where the windows are, if that is anywhere else."""
        if self._path is None:
            return
        window = self._desk.window
        now = Windows(
            main=state_of(window, window.pages, calls=window.calls_wanted),
            panels=tuple(state_of(panel, panel.pages) for panel in self.panels),
        )
        if now != self._kept:
            self._kept = now
            keep(self._path, now)

    def close(self) -> None:
        """The program ends."""
        self._timer.stop()
        self.keep()
        self.editor.leave()
        self._desk.window.key_menu_providers.remove(self._offer)
        self._desk.window.closers.remove(self.editor.close_if_open)
        for panel in tuple(self.panels):
            panel.close()


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[Windowing]:
    """Give the window its pages' commands, and put all windows where they stood."""
    kept = desk.store.path is not None
    window = desk.window
    programs = Programs(window.notices, programs_path() if kept else None, window.alarm, window)
    desk.phone.listen(programs.handle)
    windowing = Windowing(desk, windows_path() if kept else None)
    windowing.restore()
    try:
        yield windowing
    finally:
        windowing.close()
