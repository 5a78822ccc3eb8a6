"""What an attendant does with calls beyond the buttons, joined to the window."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from blfpanel.config.settings import Config, SettingsError
from blfpanel.gui.calls.undo import UndoToast
from blfpanel.gui.commands import Section
from blfpanel.gui.words import translate
from blfpanel.panel.model import Change, OwnCallChanged

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class Undo(QObject):
    """Takes back what was done last: a transfer that is about to go, else a change of settings."""

    def __init__(self, desk: Desk) -> None:
        window = desk.window
        super().__init__(window)
        self._desk = desk
        self.toast = UndoToast(desk.theme, desk.phone.now, window.toast.parentWidget() or window)
        self.toast.undone.connect(self.undo)
        window.commands.add("undo", translate("Undo", "Undo"), "Ctrl+Z", self.undo, Section.PROGRAM)

    def handle(self, change: Change) -> None:
        """Take a change of the phone."""
        if isinstance(change, OwnCallChanged):
            calls = self._desk.phone.panel.own_calls()
            self.toast.follow([call for call in calls if call.leaving is not None])

    def use(self, before: Config | None, after: Config) -> None:
        """Let transfers wait as long as the settings say."""
        if before is None or before.calls != after.calls:
            self._desk.phone.set_undo_within(float(after.calls.undo_transfer))

    def undo(self) -> None:
        """Ctrl+Z."""
        window = self._desk.window
        if self._desk.phone.undo_transfer():
            return
        try:
            what = self._desk.store.undo()
        except SettingsError as failure:
            window.alarm(str(failure))
            return
        if what is not None:
            said = translate("Undo", "Undone: {what}") if what else translate("Undo", "Undone.")
            window.toast.say(said.format(what=what))


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[Undo]:
    """Let what was done be undone."""
    undo = Undo(desk)
    undo.use(None, desk.store.config)
    desk.store.listen(undo.use)
    desk.phone.listen(undo.handle)
    yield undo
    desk.store.unlisten(undo.use)
    undo.toast.hide()
