"""What the settings window does to the settings: one change at a time, each at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from blfpanel.config import catalog
from blfpanel.config.catalog import Rows, Setting
from blfpanel.config.settings import SAME, Config, SettingsError
from blfpanel.config.store import Store
from blfpanel.config.telling import ADDED, REMOVED, change_in_words, row_name
from blfpanel.gui.settings.controls import told


class Editor(QObject):
    """Changes settings in a store.

    ``changed`` says in words what was changed; ``renewed`` comes after every change, wherever it
    was made.
    """

    changed = Signal(str)
    renewed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        store.listen(self._renew)

    def leave(self) -> None:
        """Listen no more."""
        self.store.unlisten(self._renew)

    @property
    def config(self) -> Config:
        """What holds now."""
        return self.store.config

    def put(self, setting: Setting, raw: object) -> str:
        """Change a setting that there is once.

        Args:
            raw: the value, as a file would have it.

        Returns:
            What is wrong with it, in words; "" where it holds now.
        """
        table = getattr(self.config, setting.table)
        return self._put(setting, table, raw, lambda new: {setting.table: new})

    def put_in_row(self, setting: Setting, at: int, raw: object) -> str:
        """As :meth:`put`, in one of several tables."""
        rows = list(getattr(self.config, setting.table))

        def replaced(new: msgspec.Struct) -> dict[str, Any]:
            same = SAME[setting.table]
            if same(new) in [same(row) for place, row in enumerate(rows) if place != at]:
                raise ValueError(self.tr("There is one of this name already."))
            renamed = _renamed(self.config, setting.table, rows[at], new)
            return {**renamed, setting.table: (*rows[:at], new, *rows[at + 1 :])}

        return self._put(setting, rows[at], raw, replaced)

    def add(self, rows: Rows, values: dict[str, Any]) -> str:
        """Add one of several tables; what is wrong with it, "" where it is there now."""
        row = catalog.tables()[rows.table](**values)
        there = getattr(self.config, rows.table)
        if SAME[rows.table](row) in map(SAME[rows.table], there):
            return self.tr("There is one of this name already.")
        said = told(ADDED).format(title=told(rows.title), names=row_name(rows, row))
        return self._change(said, {rows.table: (*there, row)})

    def remove(self, rows: Rows, at: int) -> str:
        """Take one of several tables out."""
        there = getattr(self.config, rows.table)
        said = told(REMOVED).format(title=told(rows.title), names=row_name(rows, there[at]))
        return self._change(said, {rows.table: (*there[:at], *there[at + 1 :])})

    def move(self, rows: Rows, at: int, step: int) -> str:
        """Change places with the one before or behind."""
        there = list(getattr(self.config, rows.table))
        if not 0 <= at + step < len(there):
            return ""
        there[at], there[at + step] = there[at + step], there[at]
        return self._change(
            self.tr("{title}: in another order").format(title=told(rows.title)),
            {rows.table: tuple(there)},
        )

    def put_all(self, config: Config, said: str) -> str:
        """Replace all settings."""
        fields = {
            field.name: getattr(config, field.name) for field in msgspec.structs.fields(config)
        }
        return self._change(said, fields)

    def undo(self) -> str:
        """Take the last change back; why that cannot be, "" where it is done."""
        try:
            self.store.undo()
        except SettingsError as problem:
            return str(problem)
        return ""

    def _put(
        self,
        setting: Setting,
        table: msgspec.Struct,
        raw: object,
        tables: Callable[[Any], dict[str, Any]],
    ) -> str:
        try:
            value = setting.read(raw)
        except ValueError as problem:
            return self.tr("This is not {allowed}. It was not applied.").format(
                allowed=told(str(problem))
            )
        before = getattr(table, setting.name)
        new = msgspec.structs.replace(table, **{setting.name: value})
        try:
            changed = tables(new)
        except ValueError as problem:
            return str(problem)
        return self._change(change_in_words(setting, before, value, told), changed)

    def _change(self, said: str, tables: dict[str, Any]) -> str:
        try:
            if self.store.change(said, **tables):
                self.changed.emit(said)
        except SettingsError as problem:
            return str(problem)
        return ""

    def _renew(self, before: Config, after: Config) -> None:
        self.renewed.emit()


def _renamed(config: Config, table: str, before: Any, after: Any) -> dict[str, Any]:
    """The keys, where they name what is called otherwise now."""
    match table:
        case "accounts":
            field, old, new = "account", before.title, after.title
        case "pages":
            field, old, new = "page", before.name, after.name
        case _:
            return {}
    if old == new:
        return {}
    keys = tuple(
        msgspec.structs.replace(key, **{field: new}) if getattr(key, field) == old else key
        for key in config.keys
    )
    return {"keys": keys}
