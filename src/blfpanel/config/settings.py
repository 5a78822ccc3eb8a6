"""The settings, typed, with the words a person reads when one of them is wrong.

One TOML file::

    [window]
    theme = "dark"
    size = "L"

    [[accounts]]
    user = "200"
    server = "pbx.example.com"

    [[keys]]
    number = "214"
    label = "Anna Berger"

What stands at its default is not written. No password ever stands in it: see ``config.secrets``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from blfpanel.config.account import AccountSettings
from blfpanel.config.alerts import AlertSettings
from blfpanel.config.calls import CallsSettings
from blfpanel.config.connection import Transport
from blfpanel.config.contacts import ContactSource, NumberSettings
from blfpanel.config.desktop import DesktopSettings, HookSettings, LinkSettings, ShortcutSettings
from blfpanel.config.keys import NEEDS_NUMBER, KeySettings, PageSettings
from blfpanel.config.press import PressSettings
from blfpanel.config.provisioning import ProvisioningSettings
from blfpanel.config.reading import Problem, Reader, Row, cannot_be_parsed
from blfpanel.config.sound import SoundSettings
from blfpanel.config.window import KeySize, Theme, WindowSettings
from blfpanel.config.writing import SettingsError, read_text, replace_file, write_rows, write_table

__all__ = [
    "AccountSettings",
    "Config",
    "KeySettings",
    "KeySize",
    "SettingsError",
    "Theme",
    "Transport",
    "WindowSettings",
]


class Config(msgspec.Struct, frozen=True):
    """All settings. Each field is a table of the file, or the rows of several.

    Attributes:
        accounts: in the file's order; names are unique.
        keys: in the panel's order.
        pages: in the order of their tabs; without any there is one page.
        window: how the window looks.
        alerts: when and how the ringing of partners is told.
        sound: devices, and what is heard.
        calls: the list of calls.
        press: what presses on keys do.
        desktop: how the program lives on the desktop.
        links: what a click on a number elsewhere does.
        hooks: programs that run when lamps change.
        shortcuts: keys of the keyboard, where not as usual.
        contacts: where names and numbers come from.
        numbers: what makes two spellings the same number.
        provisioning: settings that come from the administrator.
    """

    accounts: tuple[AccountSettings, ...] = ()
    keys: tuple[KeySettings, ...] = ()
    pages: tuple[PageSettings, ...] = ()
    window: WindowSettings = WindowSettings()
    alerts: AlertSettings = AlertSettings()
    sound: SoundSettings = SoundSettings()
    calls: CallsSettings = CallsSettings()
    press: PressSettings = PressSettings()
    desktop: DesktopSettings = DesktopSettings()
    links: LinkSettings = LinkSettings()
    hooks: tuple[HookSettings, ...] = ()
    shortcuts: tuple[ShortcutSettings, ...] = ()
    contacts: tuple[ContactSource, ...] = ()
    numbers: NumberSettings = NumberSettings()
    provisioning: ProvisioningSettings = ProvisioningSettings()

    @classmethod
    def load(cls, path: Path) -> tuple[Config, tuple[Problem, ...]]:
        """Read the settings file; there is none before the first start.

        What cannot be used is left out or stands at its default, and is told as a problem.
        """
        try:
            text = read_text(path)
        except SettingsError as error:
            return cls(), (Problem(None, str(error)),)
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> tuple[Config, tuple[Problem, ...]]:
        """As :meth:`load`, from the file's text."""
        try:
            reader = Reader(text)
        except tomllib.TOMLDecodeError as error:
            return cls(), (cannot_be_parsed(text, error),)
        tables, rows = _read(reader)
        for name, found in rows.items():
            tables[name] = tuple(row.value for row in found)
        return cls(**tables), reader.problems

    def save(self, path: Path) -> None:
        """Write what differs from the file at ``path`` into it.

        Comments, unknown settings and those that could not be used stay as they are. The file is
        replaced as a whole or not at all, and the one before is kept beside it (``.bak``).

        Raises:
            SettingsError: if the file cannot be written, or holds something that is not TOML:
                then it is not touched.
        """
        text = read_text(path)
        try:
            reader = Reader(text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(str(cannot_be_parsed(text, error))) from error
        tables, rows = _read(reader)
        for name, old in tables.items():
            text = write_table(text, name, old, getattr(self, name))
        for name, found in rows.items():
            text = write_rows(text, name, found, getattr(self, name), SAME[name])
        replace_file(path, text)

    def account(self, title: str) -> AccountSettings | None:
        """The account of this name."""
        return next((account for account in self.accounts if account.title == title), None)


def setting_at(config: Config, path: str) -> Any:
    """What stands at "window.theme", or in the whole table "keys".

    Raises:
        AttributeError: there is no such setting.
    """
    table, _, name = path.partition(".")
    found = getattr(config, table)
    return getattr(found, name) if name else found


#: Tables of which there may be several.
ROWS: dict[str, type[msgspec.Struct]] = {
    "accounts": AccountSettings,
    "keys": KeySettings,
    "pages": PageSettings,
    "hooks": HookSettings,
    "shortcuts": ShortcutSettings,
    "contacts": ContactSource,
}
#: By what one of them is known again after it was changed.
SAME: dict[str, Callable[[Any], Hashable]] = {
    "accounts": lambda account: account.title,
    "keys": lambda key: (key.account, key.type, key.number, key.number or key.label),
    "pages": lambda page: page.name,
    "hooks": lambda hook: hook.run,
    "shortcuts": lambda shortcut: shortcut.action,
    "contacts": lambda source: source.source,
}


def _read(reader: Reader) -> tuple[dict[str, Any], dict[str, list[Row[Any]]]]:
    """What could be used of a file: its tables, and its rows with where they stand there."""
    rows: dict[str, list[Row[Any]]] = {
        name: list(reader.rows(name, kind)) for name, kind in ROWS.items()
    }
    rows["accounts"] = list(_distinct_accounts(reader, rows["accounts"]))
    rows["keys"] = list(_usable_keys(reader, rows["keys"], rows["accounts"]))
    tables: dict[str, Any] = {
        field.name: reader.table(field.name, type(field.default))
        for field in msgspec.structs.fields(Config)
        if field.name not in ROWS
    }
    reader.complain_of_unknown((*rows, *tables))
    return tables, rows


def _distinct_accounts(
    reader: Reader, rows: Iterable[Row[AccountSettings]]
) -> Iterator[Row[AccountSettings]]:
    seen = set()
    for row in rows:
        title = row.value.title
        if title in seen:
            reader.complain(row.path, f"a second account `{title}` is left out. Give it a `name`.")
        else:
            seen.add(title)
            yield row


def _usable_keys(
    reader: Reader, rows: Iterable[Row[KeySettings]], accounts: Iterable[Row[AccountSettings]]
) -> Iterator[Row[KeySettings]]:
    names = [row.value.title for row in accounts]
    for row in rows:
        key = row.value
        if key.type in NEEDS_NUMBER and not key.number:
            reader.complain(row.path, "this entry of `keys` is left out, it needs `number`.")
        elif key.account and names and key.account not in names:
            known = ", ".join(names)
            what = f"`account = {key.account}` is not one of {known}."
            reader.complain((*row.path, "account"), what)
        else:
            account = key.account or next(iter(names), "")
            yield Row(row.path, msgspec.structs.replace(key, account=account))
