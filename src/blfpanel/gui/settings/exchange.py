"""What stands under Import and export besides settings: the whole configuration as one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from blfpanel.config.settings import Config
from blfpanel.config.telling import differences
from blfpanel.config.whole import write_out
from blfpanel.config.writing import SettingsError, read_text, replace_file
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text, frame
from blfpanel.gui.settings.controls import told
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.provisioning import Provisioning

_SHOWN = 30


class Exchange(QWidget):
    """Buttons to write all settings into a file and to read them, with a look at what changes."""

    def __init__(self, theme: Theme, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor, self._read = editor, Config()
        px = theme.px
        says = self.tr("All settings, each explained. Passwords are not in it.")
        self.export = Button(theme, self.tr("Export all settings…"), parent=self)
        self.read = Button(theme, self.tr("Import settings…"), parent=self)
        self.said = Text(theme, ink="text2", wrap=True, parent=self)
        self.preview = Text(theme, wrap=True, parent=self)
        self.apply = Button(theme, self.tr("Apply"), kind="ok", parent=self)
        self.cancel = Button(theme, self.tr("Cancel"), parent=self)
        card = frame("card10", self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(18), px(14), px(18), px(14))
        inside.setSpacing(px(10))
        inside.addWidget(Text(theme, self.tr("One file for everything"), weight=500))
        inside.addWidget(Text(theme, says, size=12, ink="text2", wrap=True))
        for buttons in ((self.export, self.read), (self.apply, self.cancel)):
            line = QHBoxLayout()
            line.setSpacing(px(8))
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            inside.addLayout(line)
            if buttons[0] is self.export:
                inside.addWidget(self.said)
                inside.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(18), 0, 0)
        layout.addWidget(card)
        self.export.clicked.connect(self._ask_where)
        self.read.clicked.connect(self._ask_which)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(lambda: self._show("", []))
        self._show("", [])

    def write(self, name: str) -> None:
        """Write all settings into a file."""
        try:
            replace_file(Path(name), write_out(self._editor.config, told))
        except SettingsError as error:
            self._show(str(error), [])
            return
        self._show(self.tr("Written to {name}.").format(name=name), [])

    def look_into(self, name: str) -> None:
        """Say what the settings of a file would change."""
        try:
            text = read_text(Path(name))
        except SettingsError as error:
            self._show(str(error), [])
            return
        self._read, problems = Config.parse(text)
        changes = differences(self._editor.config, self._read, told)
        lines = [str(problem) for problem in problems]
        if not changes:
            lines.append(self.tr("Nothing in it differs from what holds now."))
        self._show("\n".join(lines), changes)

    def _apply(self) -> None:
        said = self.tr("Settings of a file")
        problem = self._editor.put_all(self._read, said)
        self._show(problem, [])

    def _show(self, said: str, changes: list[str]) -> None:
        more = len(changes) - _SHOWN
        shown = changes[:_SHOWN]
        if more > 0:
            shown.append(self.tr("and {count} more").format(count=more))
        self.said.say(said)
        self.preview.say("\n".join(f"• {line}" for line in shown))
        self.said.setVisible(bool(said))
        for part in (self.preview, self.apply, self.cancel):
            part.setVisible(bool(changes))
        if changes:
            self.apply.setFocus()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Export all settings"), "blfpanel.toml")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile("blfpanel.toml")
        dialog.fileSelected.connect(self.write)
        _show_dialog(dialog)

    def _ask_which(self) -> None:
        dialog = QFileDialog(self, self.tr("Import settings"), "", "TOML (*.toml);;* (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.look_into)
        _show_dialog(dialog)


class FromAdministrator(QWidget):
    """What became of the administrator's settings, and a button to read them now."""

    def __init__(
        self, theme: Theme, provisioning: Provisioning, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.state = Text(theme, provisioning.state, size=12, ink="text2", wrap=True, parent=self)
        self.read = Button(theme, self.tr("Read now"), parent=self)
        self.read.clicked.connect(provisioning.fetch)
        provisioning.told.connect(self._tell)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.px(8), 0, 0)
        layout.addWidget(self.state, 1)
        layout.addWidget(self.read)

    def _tell(self, said: str, urgent: bool) -> None:
        self.state.say(said)


def _show_dialog(dialog: QFileDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)
    dialog.show()
