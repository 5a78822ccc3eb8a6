"""A page of the settings window: titles, and cards with a row for each setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from blfpanel.config.catalog import Category, Rows, Setting
from blfpanel.config.settings import Config
from blfpanel.gui.language import SYSTEM, languages, name_of
from blfpanel.gui.look.lamp_theme import load_themes
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Text, frame
from blfpanel.gui.settings.controls import (
    ChoiceControl,
    ChoicesControl,
    Control,
    DeviceControl,
    control_for,
    told,
)
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.row import SettingRow
from blfpanel.gui.sound.devices import Role
from blfpanel.gui.sound.sound import Sound
from blfpanel.gui.words import translate
from blfpanel.panel.profiles.profiles import AUTO, load_profiles

#: The control of settings that stand in files only.
FILES_ONLY = "none"
_DEVICES = {role.value for role in Role}


def _usual_first(names: Iterable[str]) -> list[tuple[str, str]]:
    return [("", translate("Settings", "The first one")), *((name, name) for name in names)]


def _languages(config: Config) -> list[tuple[str, str]]:
    as_system = translate("Settings", "As the system")
    return [(SYSTEM, as_system), *((name, name_of(name)) for name in languages())]


def _profiles(config: Config) -> list[tuple[str, str]]:
    return [(AUTO, translate("Settings", "Recognised")), *_known_profiles()]


@cache
def _known_profiles() -> list[tuple[str, str]]:
    return sorted((name, profile.title) for name, profile in load_profiles().items())


#: Texts of which only some are names of something, with what these are called.
_ENTRIES: dict[str, Callable[[Config], list[tuple[str, str]]]] = {
    "lamps": lambda config: [
        (name, translate("LampTheme", theme.title)) for name, theme in load_themes().items()
    ],
    "language": _languages,
    "profile": _profiles,
    "account": lambda config: _usual_first(account.title for account in config.accounts),
    "page": lambda config: _usual_first(page.name for page in config.pages),
}


class Workshop:
    """Makes the rows of settings, each joined to what it changes."""

    def __init__(self, theme: Theme, editor: Editor, sound: Sound | None = None) -> None:
        self.theme, self.editor, self._sound = theme, editor, sound

    def row(self, setting: Setting) -> SettingRow:
        """A row for a setting that there is once."""
        editor = self.editor
        return SettingRow(
            self.theme,
            setting,
            self._control(setting),
            lambda: getattr(getattr(editor.config, setting.table), setting.name),
            partial(editor.put, setting),
            locked=editor.store.is_locked(setting.table, setting.name),
        )

    def row_in(
        self, setting: Setting, value: Callable[[], Any], put: Callable[[object], str]
    ) -> SettingRow:
        """A row for a setting in one of several tables."""
        locked = self.editor.store.is_locked(setting.table)
        return SettingRow(self.theme, setting, self._control(setting), value, put, locked=locked)

    def _control(self, setting: Setting) -> Control:
        if self._sound is not None and setting.control in _DEVICES:
            return DeviceControl(self.theme, self._sound, Role(setting.control))
        if setting.control == "groups":
            names = {key.group: key.group for key in self.editor.config.keys if key.group}
            return ChoicesControl(self.theme, names, translate("Settings", "None"))
        if setting.control in _ENTRIES:
            return ChoiceControl(self.theme, _ENTRIES[setting.control](self.editor.config))
        return control_for(self.theme, setting)


class Page(QWidget):
    """One column of titles and cards."""

    def __init__(self, theme: Theme, title: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[SettingRow] = []
        px = theme.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(44), px(30), px(44), px(90))
        self.column.setSpacing(px(6))
        self.heading = Text(theme, title, size=22, weight=700, parent=self)
        self.column.addWidget(self.heading)
        if says:
            self.column.addWidget(Text(theme, says, ink="text2", wrap=True, parent=self))

    def add_group(self, title: str, rows: Iterable[QWidget]) -> None:
        """Add a card under a title."""
        px = self._theme.px
        if title:
            self.add_title(title)
        card = frame("card10", self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, px(2), 0, px(2))
        inside.setSpacing(0)
        for place, row in enumerate(rows):
            if place:
                line = frame("line", card)
                line.setFixedHeight(1)
                inside.addWidget(line)
                inside.setAlignment(line, inside.alignment())
            inside.addWidget(row)
            if isinstance(row, SettingRow):
                self.rows.append(row)
        self.column.addWidget(card)

    def add_title(self, title: str) -> None:
        """Add a title above what comes next."""
        label = Text(self._theme, title, size=12, weight=600, ink="text2", parent=self)
        label.setContentsMargins(0, self._theme.px(18), 0, 0)
        self.column.addWidget(label)

    def add(self, widget: QWidget) -> None:
        """Add something else."""
        self.column.addWidget(widget)

    def end(self) -> None:
        """Nothing more is added: what is left of the height stays empty."""
        self.column.addStretch(1)

    def renew(self) -> None:
        """Show what holds now."""
        for row in self.rows:
            row.renew()


def groups(settings: Iterable[Setting]) -> Iterator[tuple[str, list[Setting]]]:
    """Settings by the titles they stand under."""
    shown = (setting for setting in settings if setting.control != FILES_ONLY)
    for group, some in groupby(shown, lambda setting: setting.group):
        yield told(group), list(some)


def found_in(categories: Iterable[Category], text: str) -> Iterator[tuple[Category, list[Setting]]]:
    """The settings that there are once and whose name or help says ``text``, by category."""
    for category in categories:
        some = [
            setting
            for setting in category.settings
            if setting.control != FILES_ONLY and _says(text, setting)
        ]
        if some:
            yield category, some


def found_rows(
    categories: Iterable[Category], text: str
) -> Iterator[tuple[Category, Rows, list[Setting]]]:
    """The same for tables of which there may be several."""
    for category in categories:
        for rows in category.rows:
            some = [setting for setting in rows.settings if _says(text, setting)]
            if some or _in(text, told(rows.title)):
                yield category, rows, some


def _says(text: str, setting: Setting) -> bool:
    words = (*map(told, setting.words.values()), setting.path)
    return any(_in(text, said) for said in (told(setting.title), told(setting.help), *words))


def _in(text: str, said: str) -> bool:
    return text.strip().casefold() in said.casefold()
