"""Settings in a window of their own, from the main window's menu or by Ctrl+,."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QWidget

from blfpanel.config.secrets import Secrets
from blfpanel.config.settings import Config
from blfpanel.gui.commands import Section
from blfpanel.gui.directories.library import password_entry
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.exchange import Exchange, FromAdministrator
from blfpanel.gui.settings.links import LINKS, Links, linked
from blfpanel.gui.settings.page import Workshop
from blfpanel.gui.settings.passwords import Keep, PasswordCard
from blfpanel.gui.settings.provisioning import Provisioning
from blfpanel.gui.settings.rows_list import EntryPage
from blfpanel.gui.settings.window import Extra, SettingsWindow
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.features import Desk

_SUBJECT = "provisioning"


class SettingsFeature:
    """Opens the settings window of a desk; there is one at a time."""

    def __init__(
        self, desk: Desk, provisioning: Provisioning, secrets: Secrets | None = None
    ) -> None:
        self._desk = desk
        self._secrets = secrets or Secrets()
        self.editor = Editor(desk.store)
        self.provisioning = provisioning
        self.window: SettingsWindow | None = None

    def open(self, category: str = "") -> SettingsWindow:
        """Show the settings, perhaps those of a category."""
        desk = self._desk
        if self.window is None:
            self.window = SettingsWindow(
                desk.theme,
                Workshop(desk.theme, self.editor, desk.sound),
                self._extras(),
                self._add_entry(),
            )
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
        self.editor.leave()
        if self.window is not None:
            self.window.close()

    def sound_follows(self, before: Config, after: Config) -> None:
        """What is changed here is heard at once."""
        if before.sound != after.sound and self._desk.sound.settings != after.sound:
            self._desk.sound.change(**msgspec.structs.asdict(after.sound))

    def provisioned(self, said: str, urgent: bool) -> None:
        """The administrator's settings came, or did not."""
        self._desk.window.say_about(_SUBJECT, said if urgent else "")
        window = self.window
        if window is not None and not isinstance(window.page, EntryPage):
            window.show_category(window.category)

    def _extras(self) -> dict[str, list[Extra]]:
        theme, commands = self._desk.theme, self._desk.window.commands
        extras: dict[str, list[Extra]] = {
            "exchange": [
                lambda parent: FromAdministrator(theme, self.provisioning, parent),
                lambda parent: Exchange(theme, self.editor, parent),
            ],
            "accounts[]": [partial(self._password, "accounts")],
            "contacts[]": [partial(self._password, "contacts")],
        }
        for category in LINKS:
            some = linked(commands, category)
            if some:
                extras.setdefault(category, []).append(partial(Links, theme, some))
        return extras

    def _password(self, table: str, page: QWidget) -> QWidget:
        assert isinstance(page, EntryPage)
        card = PasswordCard(self._desk.theme, lambda: self._keep(table, page.at), page)
        card.kept.connect(self._desk.store.tell_again)
        return card

    def _keep(self, table: str, at: int) -> Keep | None:
        """What keeps the password of an entry."""
        if at < 0:
            return None
        config = self.editor.config
        if table == "accounts":
            return partial(self._secrets.keep, config.accounts[at])
        return partial(self._secrets.keep_other, password_entry(config.contacts[at]))

    def _add_entry(self) -> dict[str, Callable[[], object]]:
        """Accounts are added where first ones are, if the window has that."""
        window = self._desk.window
        welcome = next(
            (known for known in window.commands.all() if known.name == "add_account"), None
        )
        if welcome is None:
            return {}

        def show() -> None:
            welcome.action.trigger()
            window.activateWindow()

        return {"accounts": show}

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


@contextlib.contextmanager
def attached(desk: Desk) -> Iterator[SettingsFeature]:
    """Join the settings to a desk."""
    provisioning = Provisioning(desk.store)
    feature = SettingsFeature(desk, provisioning)
    desk.window.commands.add(
        "settings",
        translate("SettingsWindow", "Settings"),
        "Ctrl+,",
        lambda: feature.open(),
        Section.PROGRAM,
    )
    desk.store.listen(feature.sound_follows)
    provisioning.told.connect(feature.provisioned)
    provisioning.start()
    try:
        yield feature
    finally:
        provisioning.stop()
        desk.store.unlisten(feature.sound_follows)
        feature.close()
