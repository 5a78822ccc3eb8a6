"""What can be done on a category's page besides settings: commands that stand elsewhere too."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from blfpanel.gui.commands import Command, Commands
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button

#: By category; commands that the window does not have are left out.
LINKS: dict[str, tuple[str, ...]] = {
    "accounts": ("accounts", "register_again"),
    "keys": ("fill", "edit_keys", "import_keys", "export_keys"),
    "lamps": ("legend",),
    "keyboard": ("shortcuts",),
    "exchange": ("import_keys", "export_keys"),
    "diagnostics": ("trace", "accounts", "bundle", "ask_again"),
}


class Links(QWidget):
    """A button for each command."""

    def __init__(
        self, theme: Theme, commands: list[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.px(18), 0, 0)
        layout.setSpacing(theme.px(8))
        for command in commands:
            button = Button(theme, command.action.text(), parent=self)
            button.clicked.connect(command.action.trigger)
            self.buttons.append(button)
            layout.addWidget(button)
        layout.addStretch()


def linked(commands: Commands, category: str) -> list[Command]:
    """The commands there are for a category."""
    known = {command.name: command for command in commands.all()}
    return [known[name] for name in LINKS.get(category, ()) if name in known]
