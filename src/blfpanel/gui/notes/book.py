"""Notes on partners, kept with their keys, and on callers, kept with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QCursor

from blfpanel.config.keys import key_ids
from blfpanel.config.paths import notes_path
from blfpanel.config.settings import SettingsError
from blfpanel.gui.notes.box import NoteBox
from blfpanel.gui.words import translate
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.phone.notes import Notes

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class NoteBook(QObject):
    """Asks for notes and keeps them.

    A demonstration, whose settings are not kept either, writes no file.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.notes = Notes(None if desk.store.path is None else notes_path())
        self.box: NoteBox | None = None
        desk.window.controls.note_of = self.notes.of

    def entries(self, key: KeyId) -> list[QAction]:
        """What the menu of a key offers: a note on its partner."""
        if self._desk.window.controls.settings_of(key) is None:
            return []
        action = QAction(translate("Note", "Note…"), self._desk.window)
        action.triggered.connect(lambda: self.ask_about_key(key, QCursor.pos()))
        return [action]

    def choices(self, key: KeyId) -> list[QAction]:
        """What a press offers that asks what is meant: a note on a partner who is busy."""
        busy = self._desk.phone.panel.face(key).lamp is Lamp.BUSY
        offered = self.entries(key) if busy else []
        for action in offered:
            action.setText(translate("Note", "Leave a note"))
        return offered

    def ask_about_key(self, key: KeyId, at: QPoint) -> None:
        """Let a note be written on a partner."""
        settings = self._desk.window.controls.settings_of(key)
        if settings is not None:
            self._ask(settings.title, settings.note, lambda text: self._keep_key(key, text), at)

    def ask_about_number(
        self, number: str, name: str, at: QPoint, done: Callable[[], None]
    ) -> None:
        """Let a note be written on a caller; ``done`` is called when it is kept."""

        def keep(text: str) -> None:
            try:
                self.notes.write(number, text)
            except SettingsError as failure:
                self._desk.window.alarm(str(failure))
            done()

        self._ask(name, self.notes.of(number), keep, at)

    def _keep_key(self, key: KeyId, text: str) -> None:
        keys = self._desk.store.config.keys
        changed = tuple(
            msgspec.structs.replace(each, note=text) if known == key else each
            for known, each in zip(key_ids(keys), keys, strict=True)
        )
        name = self._desk.phone.panel.key(key).label
        what = translate("Note", "Note on {name}").format(name=name)
        self._desk.window.change_settings(what, keys=changed)

    def _ask(self, name: str, note: str, keep: Callable[[str], None], at: QPoint) -> None:
        self.box = NoteBox(self._desk.theme, name, note, keep, self._desk.window)
        self.box.ask(at)
