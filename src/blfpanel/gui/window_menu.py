"""The window's menu and the shortcuts that work everywhere in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from blfpanel.config.settings import KeySize, WindowSettings
from blfpanel.config.settings import Theme as Scheme

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow


T = TypeVar("T")


class WindowMenu(QObject):
    """Makes the menu for a window and gives the window its shortcuts."""

    def __init__(self, window: MainWindow, settings: WindowSettings) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("Menu"))
        self._choices(
            self.tr("Key size"),
            {
                KeySize.LARGE: self.tr("Large"),
                KeySize.MEDIUM: self.tr("Medium"),
                KeySize.SMALL: self.tr("Compact"),
            },
            settings.size,
            lambda size: window.set_key_size(size),
        )
        self._choices(
            self.tr("Colours"),
            {
                Scheme.SYSTEM: self.tr("As the system"),
                Scheme.LIGHT: self.tr("Light"),
                Scheme.DARK: self.tr("Dark"),
                Scheme.HIGH_CONTRAST: self.tr("High contrast"),
            },
            settings.theme,
            lambda scheme: window.theme.choose(scheme),
        )
        self._end_of_choices = self.menu.addSeparator()
        self._action(
            self.tr("Do not disturb"), "Ctrl+D", lambda: window.controls.toggle_do_not_disturb()
        )
        self._action(self.tr("List of calls"), "Ctrl+H", lambda: window.controls.toggle_list())
        self._action(self.tr("Calls pane"), "Ctrl+B", lambda: window.toggle_calls())
        self._action(self.tr("Why this lamp?"), "Ctrl+I", lambda: window.toggle_why())
        self._action(self.tr("Ask again for all keys"), "F5", lambda: window.ask_all_again())
        self.menu.addSeparator()
        self._action(self.tr("Quit"), "Ctrl+Q", lambda: window.close())
        for keys, action in (
            ("Ctrl+F", lambda: window.header.begin_search()),
            ("F2", lambda: window.controls.answer_oldest()),
            ("Shift+F2", lambda: window.controls.pick_up_oldest()),
            ("F6", lambda: window.next_area()),
            ("F10", lambda: window.header.menu.click()),
            ("Esc", lambda: window.escape()),
            ("Shift+Esc", lambda: window.controls.hang_up()),
            ("F3", lambda: window.controls.hold_or_resume()),
            ("F4", lambda: window.controls.transfer()),
            ("F8", lambda: window.controls.decline_oldest()),
            ("Shift+F8", lambda: window.controls.ignore_oldest()),
            ("Ctrl+M", lambda: window.controls.mute()),
            ("Ctrl+K", lambda: window.controls.keypad()),
        ):
            self._shortcut(QAction(window), keys, action)

    def add(self, menu: QMenu) -> None:
        """Add a menu of further choices."""
        self.menu.insertMenu(self._end_of_choices, menu)

    def _action(self, text: str, keys: str, action: Callable[[], object]) -> None:
        made = QAction(text, self._window)
        self._shortcut(made, keys, action)
        self.menu.addAction(made)

    def _shortcut(self, made: QAction, keys: str, action: Callable[[], object]) -> None:
        made.setShortcut(QKeySequence(keys))
        made.setAutoRepeat(False)
        made.triggered.connect(lambda: action())
        self._window.addAction(made)

    def _choices(
        self, title: str, entries: dict[T, str], chosen: T, choose: Callable[[T], object]
    ) -> None:
        submenu = self.menu.addMenu(title)
        group = QActionGroup(submenu)
        for value, text in entries.items():
            made = submenu.addAction(text)
            made.setCheckable(True)
            made.setChecked(value == chosen)
            group.addAction(made)
            made.triggered.connect(lambda _=False, value=value: choose(value))
