"""Writing the panel's keys to a file, without making the window wait."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from blfpanel.config.account import AccountSettings
from blfpanel.config.exchange import Exported, write_csv
from blfpanel.config.keymaps import KEY_MAPS, write_key_map
from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import SettingsError
from blfpanel.config.writing import replace_file
from blfpanel.gui.fill.tasks import Tasks

#: Name of the table among the kinds of files; the others are those of the makers.
TABLE = "csv"


def exported(
    kind: str, keys: Sequence[KeySettings], accounts: Sequence[AccountSettings]
) -> Exported:
    """The keys as a file of this kind: :data:`TABLE`, or the name of a maker."""
    if kind == TABLE:
        return write_csv(keys)
    return write_key_map(keys, KEY_MAPS[kind], accounts)


class ExportDialog(QObject):
    """Asks for a file and writes it; ``said`` tells how that went, ``lost`` what is not in it."""

    said = Signal(str)
    failed = Signal(str)
    lost = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._tasks = Tasks()
        self.dialog: QFileDialog | None = None

    def open(self, keys: Sequence[KeySettings], accounts: Sequence[AccountSettings]) -> None:
        """Ask for the file."""
        kinds = {self.tr("Table (CSV) (*.csv)"): TABLE}
        for key_map in KEY_MAPS.values():
            if key_map.write is not None:
                title = self.tr("Keys of a {vendor} phone (*{suffix})")
                kinds[title.format(vendor=key_map.title, suffix=key_map.suffix)] = key_map.name
        dialog = QFileDialog(self._parent, self.tr("Export keys"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(name: str) -> None:
            kind = kinds[dialog.selectedNameFilter()]
            self._tasks.spawn(self.write(Path(name), kind, keys, accounts))

        dialog.fileSelected.connect(chosen)
        dialog.open()
        self.dialog = dialog

    async def write(
        self,
        path: Path,
        kind: str,
        keys: Sequence[KeySettings],
        accounts: Sequence[AccountSettings],
    ) -> None:
        """Write the file; one without an ending gets that of its kind."""
        if not path.suffix:
            path = path.with_suffix(".csv" if kind == TABLE else KEY_MAPS[kind].suffix)
        made = exported(kind, keys, accounts)
        try:
            await asyncio.to_thread(replace_file, path, made.text)
        except SettingsError as problem:
            self.failed.emit(str(problem))
            return
        self.said.emit(self.tr("Keys written to {name}.").format(name=path.name))
        for loss in made.losses:
            self.lost.emit(loss)
