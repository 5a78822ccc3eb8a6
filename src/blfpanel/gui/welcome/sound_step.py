"""Step 3: who is heard through what, and whether ringing is told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from blfpanel.gui.fill.fields import Field, Line
from blfpanel.gui.fill.options import Option, Tick
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.look.widgets import Button, Text
from blfpanel.gui.settings.controls import Choice
from blfpanel.gui.sound.devices import Role
from blfpanel.gui.sound.meter import Meter
from blfpanel.gui.sound.sound import Sound


class SoundStep(QWidget):
    """Devices with a level meter and a test, or the desk phone; notifications on or off."""

    def __init__(self, theme: Theme, sound: Sound, notifications: bool) -> None:
        super().__init__()
        self._theme, self._sound = theme, sound
        px = theme.px
        self.here = Option(theme, self.tr("Talk with this computer"))
        self.desk_phone = Option(theme, self.tr("Panel only, I have a desk phone"))
        self.here.setChecked(True)
        self.devices = {role: self._combo(role) for role in Role}
        self.meter = Meter(sound)
        self.test = Button(theme, self.tr("Test"))
        self.test.setToolTip(self.tr("Ring once"))
        self.test.clicked.connect(sound.try_out)
        self.number = Line()
        self._number_field = Field(
            theme,
            self.tr("Number of the desk phone"),
            self.number,
            self.tr("It makes your calls. Empty: blfpanel only shows and picks up."),
        )
        self.notifications = Tick(theme, self.tr("Notify me on the desktop when partners ring"))
        self.notifications.setChecked(notifications)
        titles = {
            Role.MICROPHONE: self.tr("Microphone"),
            Role.SPEAKER: self.tr("Speaker"),
            Role.RINGER: self.tr("Rings on"),
        }
        fields = {
            role: Field(
                theme, titles[role], combo, beside=self.test if role is Role.RINGER else None
            )
            for role, combo in self.devices.items()
        }
        self._of_devices = QWidget()
        inner = QVBoxLayout(self._of_devices)
        inner.setContentsMargins(px(30), 0, 0, px(6))
        inner.setSpacing(px(10))
        inner.addWidget(fields[Role.MICROPHONE])
        inner.addWidget(self.meter)
        inner.addWidget(fields[Role.SPEAKER])
        inner.addWidget(fields[Role.RINGER])
        self.trouble = Text(theme, size=12, ink="text2", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in (self.here, self._of_devices, self.trouble, self.desk_phone):
            layout.addWidget(part)
        layout.setAlignment(self.here, Qt.AlignmentFlag.AlignLeft)
        layout.setAlignment(self.desk_phone, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._number_field)
        layout.addSpacing(px(10))
        layout.addWidget(self.notifications, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.here.toggled.connect(self._chosen)
        self._chosen()

    @property
    def desk_number(self) -> str:
        """The desk phone's number, if that is to make the calls."""
        return self.number.text().strip() if self.desk_phone.isChecked() else ""

    def begin(self) -> None:
        """Show the devices there are, and listen."""
        for role, combo in self.devices.items():
            self._fill(role, combo)
        none = not any(self._sound.devices(role) for role in Role)
        self.trouble.say(
            self.tr(
                "No microphone or speaker. Lamps and pick-up work, you will not be heard. Calls "
                "can go through your desk phone."
            )
            if none
            else ""
        )
        self.trouble.setVisible(none)
        self._listen()

    def end(self) -> None:
        """Listen no more."""
        self.meter.end()

    def apply(self) -> None:
        """Use what was chosen."""
        wanted = {role.value: combo.currentData() or "" for role, combo in self.devices.items()}
        self._sound.change(**wanted, ring=self.here.isChecked())

    def _combo(self, role: Role) -> QComboBox:
        made = Choice(self._theme)
        if role is Role.MICROPHONE:
            made.activated.connect(lambda _: self._listen())
        return made

    def _fill(self, role: Role, combo: QComboBox) -> None:
        combo.clear()
        combo.addItem(self.tr("As the system has it"), "")
        for device in self._sound.devices(role):
            combo.addItem(device.name, device.name)
        combo.setCurrentIndex(max(0, combo.findData(getattr(self._sound.settings, role.value))))

    def _chosen(self) -> None:
        self._of_devices.setVisible(self.here.isChecked())
        self._number_field.setVisible(self.desk_phone.isChecked())

    def _listen(self) -> None:
        problem = self.meter.listen(self.devices[Role.MICROPHONE].currentData() or "")
        if problem:
            self.trouble.say(problem)
            self.trouble.show()
