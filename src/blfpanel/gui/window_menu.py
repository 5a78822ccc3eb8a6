"""The window's menu and the commands that every window has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import Blink, KeySize
from blfpanel.config.window import Theme as Scheme
from blfpanel.gui.commands import Section
from blfpanel.gui.look.lamp_theme import load_themes
from blfpanel.gui.words import translate

if TYPE_CHECKING:
    from blfpanel.gui.main_window import MainWindow


T = TypeVar("T")

_TEXT_SIZES = (90, 100, 110, 125, 150)


class WindowMenu(QObject):
    """Makes the menu for a window and gives the window its commands.

    Commands added to ``window.commands`` later stand in the menu when it opens.
    """

    def __init__(self, window: MainWindow, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._choices_before: list[QMenu] = []
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.aboutToShow.connect(self.fill)
        self._add_commands()
        self._show_settings(None, store.config)
        store.listen(self._show_settings)
        self.fill()

    def add(self, menu: QMenu) -> None:
        """Add a menu of further choices."""
        self._choices_before.append(menu)
        self.fill()

    def fill(self) -> None:
        """Lay out the menu anew: choices, then the commands by section."""
        menu, window = self.menu, self._window.config.window
        menu.clear()
        self._choices(
            self.tr("Key size"),
            {
                KeySize.LARGE: self.tr("Large"),
                KeySize.MEDIUM: self.tr("Medium"),
                KeySize.SMALL: self.tr("Compact"),
            },
            window.size,
            lambda size: self._change(size=size),
        )
        self._choices(
            self.tr("Colours"),
            {
                Scheme.SYSTEM: self.tr("As the system"),
                Scheme.LIGHT: self.tr("Light"),
                Scheme.DARK: self.tr("Dark"),
                Scheme.HIGH_CONTRAST: self.tr("High contrast"),
            },
            window.theme,
            lambda scheme: self._change(theme=scheme),
        )
        self._choices(
            self.tr("Lamps"),
            {name: translate("LampTheme", theme.title) for name, theme in load_themes().items()},
            window.lamps,
            lambda name: self._change(lamps=name),
        )
        self._choices(
            self.tr("Blinking"),
            {
                Blink.NORMAL: self.tr("Normal"),
                Blink.SLOW: self.tr("Slow"),
                Blink.OFF: self.tr("Off"),
            },
            window.blink,
            lambda blink: self._change(blink=blink),
        )
        self._choices(
            self.tr("Text size"),
            {percent: f"{percent} %" for percent in _TEXT_SIZES},
            window.text_size,
            lambda percent: self._change(text_size=percent),
        )
        for choices in self._choices_before:
            menu.addMenu(choices)
        for section in Section:
            listed = [
                command
                for command in self._window.commands.all()
                if command.section is section and command.in_menu
            ]
            listed.sort(key=lambda command: command.name == "quit")  # where people look for it
            if listed:
                menu.addSeparator()
            for command in listed:
                menu.addAction(command.action)

    def _change(self, **fields: object) -> None:
        window = self._store.config.window
        self._window.change_settings(window=msgspec.structs.replace(window, **fields))

    def _show_settings(self, before: Config | None, after: Config) -> None:
        self._window.commands["hide_remote"].action.setChecked(after.window.hide_remote)

    def _hide_remote(self) -> None:
        self._change(hide_remote=not self._store.config.window.hide_remote)

    def _add_commands(self) -> None:
        window, add = self._window, self._window.commands.add
        calls, view, keys = Section.CALLS, Section.VIEW, Section.KEYS
        add(
            "do_not_disturb",
            self.tr("Do not disturb"),
            "Ctrl+D",
            lambda: window.controls.toggle_do_not_disturb(),
            calls,
        )
        add(
            "history",
            self.tr("List of calls"),
            "Ctrl+H",
            lambda: window.controls.toggle_list(),
            calls,
        )
        add("calls_pane", self.tr("Calls pane"), "Ctrl+B", lambda: window.toggle_calls(), view)
        add("why", self.tr("Why this lamp?"), "Ctrl+I", lambda: window.toggle_why(), keys)
        add(
            "ask_again",
            self.tr("Ask again for all keys"),
            "F5",
            lambda: window.ask_all_again(),
            keys,
        )
        add(
            "hide_remote",
            self.tr("Hide with whom partners speak"),
            "Ctrl+Shift+H",
            self._hide_remote,
            keys,
        ).setCheckable(True)
        add("quit", self.tr("Quit"), "Ctrl+Q", lambda: window.closing.emit(), Section.PROGRAM)
        for name, text, shortcut, run, section in (
            ("search", self.tr("Search"), "Ctrl+F", lambda: window.header.begin_search(), view),
            (
                "answer",
                self.tr("Answer the oldest call, or pick up"),
                "F2",
                lambda: window.controls.answer_oldest(),
                calls,
            ),
            (
                "pick_up",
                self.tr("Pick up the oldest call at a partner"),
                "Shift+F2",
                lambda: window.controls.pick_up_oldest(),
                calls,
            ),
            ("next_area", self.tr("Next area"), "F6", lambda: window.next_area(), view),
            ("menu", self.tr("Menu"), "F10", lambda: window.header.menu.click(), view),
            ("close", self.tr("Close what is open"), "Esc", lambda: window.escape(), view),
            ("hang_up", self.tr("Hang up"), "Shift+Esc", lambda: window.controls.hang_up(), calls),
            (
                "hold",
                self.tr("Hold or resume"),
                "F3",
                lambda: window.controls.hold_or_resume(),
                calls,
            ),
            ("transfer", self.tr("Transfer"), "F4", lambda: window.controls.transfer(), calls),
            (
                "decline",
                self.tr("Decline the oldest call"),
                "F8",
                lambda: window.controls.decline_oldest(),
                calls,
            ),
            (
                "ignore",
                self.tr("Let the oldest call ring elsewhere"),
                "Shift+F8",
                lambda: window.controls.ignore_oldest(),
                calls,
            ),
            ("mute", self.tr("Mute"), "Ctrl+M", lambda: window.controls.mute(), calls),
            ("keypad", self.tr("Keypad"), "Ctrl+K", lambda: window.controls.keypad(), calls),
        ):
            add(name, text, shortcut, run, section, in_menu=False)

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
