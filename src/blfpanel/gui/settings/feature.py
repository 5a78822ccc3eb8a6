"""Settings in a window of their own, from the main window's menu or by Ctrl+,."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from blfpanel.config.settings import Config
from blfpanel.gui.commands import Section
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.page import Workshop
from blfpanel.gui.settings.window import SettingsWindow
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk


class SettingsFeature:
    """Opens the settings window of a desk; there is one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._editor = Editor(desk.store)
        self.window: SettingsWindow | None = None

    def open(self, category: str = "") -> SettingsWindow:
        """Show the settings, perhaps those of a category."""
        desk = self._desk
        if self.window is None:
            workshop = Workshop(desk.theme, self._editor, desk.sound)
            self.window = SettingsWindow(desk.theme, workshop, add_entry=self._add_entry())
            self.window.closed.connect(self._closed)
        if category:
            self.window.show_category(category)
        if self.window.isVisible():
            self.window.raise_()
        self.window.show()
        self.window.activateWindow()
        return self.window

    def close(self) -> None:
        """The desk is left."""
        self._editor.leave()
        if self.window is not None:
            self.window.close()

    def sound_follows(self, before: Config, after: Config) -> None:
        """What is changed here is heard at once."""
        if before.sound != after.sound and self._desk.sound.settings != after.sound:
            self._desk.sound.change(**msgspec.structs.asdict(after.sound))

    def _add_entry(self) -> dict[str, Callable[[], object]]:
        """Accounts are added where first ones are, if the window has that."""
        commands = self._desk.window.commands
        welcome = next((known for known in commands.all() if known.name == "add_account"), None)
        return {"accounts": welcome.action.trigger} if welcome else {}

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[SettingsFeature]:
    """Join the settings to a desk."""
    feature = SettingsFeature(desk)
    desk.window.commands.add(
        "settings",
        translate("SettingsWindow", "Settings"),
        "Ctrl+,",
        lambda: feature.open(),
        Section.PROGRAM,
    )
    desk.store.listen(feature.sound_follows)
    try:
        yield feature
    finally:
        desk.store.unlisten(feature.sound_follows)
        feature.close()
