"""The sound's part of the window's menu: devices, volumes, what is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from blfpanel.config.sound import AlertSound
from blfpanel.gui.sound.devices import Role
from blfpanel.gui.sound.sound import Sound

T = TypeVar("T")

_LEVELS = (100, 80, 60, 40, 20, 0)


class SoundMenu(QMenu):
    """Made anew each time it is opened: devices come and go."""

    def __init__(self, sound: Sound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self.setTitle(self.tr("Sound"))
        self.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Show what there is and what holds now."""
        for submenu in self.findChildren(QMenu):
            submenu.deleteLater()
        self.clear()
        settings = self._sound.settings
        titles = {
            Role.MICROPHONE: (self.tr("Microphone"), self.tr("Microphone volume")),
            Role.SPEAKER: (self.tr("Speaker"), self.tr("Speaker volume")),
            Role.RINGER: (self.tr("Ringing device"), self.tr("Ringing volume")),
        }
        for role, (title, volume) in titles.items():
            self._devices(role, title)
            self._volumes(role, volume)
        self.addSeparator()
        self._switch(self.tr("Ring when I am called"), "ring", settings.ring)
        alerts = {
            AlertSound.REPEATED: self.tr("Until it ends"),
            AlertSound.ONCE: self.tr("Once"),
            AlertSound.OFF: self.tr("Never"),
        }
        self._choices(self.tr("Sound when partners ring"), alerts.items(), settings.alert, "alert")
        self._switch(
            self.tr("Also while I talk"), "alert_while_talking", settings.alert_while_talking
        )
        self._switch(self.tr("Echo cancellation"), "echo_cancellation", settings.echo_cancellation)
        self.addSeparator()
        self.addAction(self.tr("Try the ringing")).triggered.connect(lambda: self._sound.try_out())

    def _devices(self, role: Role, title: str) -> None:
        chosen = getattr(self._sound.settings, role.value)
        names = [device.name for device in self._sound.devices(role)]
        entries = [("", self.tr("As the system has it")), *((name, name) for name in names)]
        if chosen and chosen not in names:
            entries.append((chosen, self.tr("{name} (not there)").format(name=chosen)))
        self._choices(title, entries, chosen, role.value)

    def _volumes(self, role: Role, title: str) -> None:
        setting = f"{role.value}_volume"
        now = getattr(self._sound.settings, setting)
        levels = sorted({*_LEVELS, now}, reverse=True)
        entries = [(level, self.tr("{n} %").format(n=level)) for level in levels]
        self._choices(title, entries, now, setting)

    def _choices(
        self, title: str, entries: Iterable[tuple[T, str]], chosen: T, setting: str
    ) -> None:
        submenu = self.addMenu(title)
        group = QActionGroup(submenu)
        for value, text in entries:
            made = submenu.addAction(text.replace("&", "&&"))
            made.setCheckable(True)
            made.setChecked(value == chosen)
            group.addAction(made)
            made.triggered.connect(self._changing(setting, value))

    def _switch(self, text: str, setting: str, on: bool) -> None:
        made = self.addAction(text)
        made.setCheckable(True)
        made.setChecked(on)
        made.triggered.connect(self._changing(setting, not on))

    def _changing(self, setting: str, value: object) -> Callable[[], None]:
        return lambda: self._sound.change(**{setting: value})
