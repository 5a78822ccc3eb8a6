"""The settings in force: whoever needs them listens, whoever changes them can take it back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from blfpanel.config.catalog import title_of
from blfpanel.config.settings import Config, SettingsError, setting_at
from blfpanel.wording import say

#: How many changes can be taken back.
_REMEMBERED = 100

#: Told the settings before and after a change.
Listener = Callable[[Config, Config], None]


@dataclass(frozen=True, slots=True)
class _Done:
    """A change that can be taken back; ``what`` names it in words."""

    before: Config
    after: Config
    what: str


@dataclass(frozen=True, slots=True)
class _Aside:
    """What was in force before something was tried out."""

    config: Config
    path: Path | None
    done: tuple[_Done, ...]
    undone: tuple[_Done, ...]


class Store:
    """The settings in force.

    A change takes effect at once and is written at once; if it cannot be written it does not
    happen.

    Args:
        config: what was loaded.
        path: the settings file; None: nothing is kept (the demonstration, tests).
    """

    def __init__(self, config: Config, path: Path | None = None) -> None:
        self._config = config
        self._path = path
        self._listeners: list[Listener] = []
        self._locked: frozenset[str] = frozenset()
        self._done: deque[_Done] = deque(maxlen=_REMEMBERED)
        self._undone: list[_Done] = []
        self._aside: _Aside | None = None

    @property
    def config(self) -> Config:
        """What holds now."""
        return self._config

    @property
    def path(self) -> Path | None:
        """The settings file."""
        return self._path

    @property
    def locked(self) -> frozenset[str]:
        """What only the administrator changes: "window.theme", or a whole table: "keys"."""
        return self._locked

    def is_locked(self, table: str, name: str = "") -> bool:
        """Whether a table, or a setting in one, is the administrator's."""
        return table in self._locked or f"{table}.{name}" in self._locked

    def provide(self, config: Config, locked: Iterable[str]) -> bool:
        """Put what the administrator wants into force, and lock it; cannot be taken back.

        Raises:
            SettingsError: as :meth:`change`; locked it is all the same.
        """
        self._locked = frozenset(locked)
        return self._switch(config)

    @property
    def trying_out(self) -> bool:
        """Whether what holds now is not kept."""
        return self._aside is not None

    def try_out(self, config: Config) -> None:
        """Put ``config`` into force without keeping it, nor what changes in it, until
        :meth:`end_try_out`.
        """
        if self._aside is None:
            self._aside = _Aside(self._config, self._path, (*self._done,), (*self._undone,))
        self._path = None
        self._done.clear()
        self._undone.clear()
        self._switch(config)

    def end_try_out(self) -> None:
        """Put into force what held before :meth:`try_out`; nothing happens without one."""
        if self._aside is None:
            return
        aside, self._aside = self._aside, None
        self._switch(aside.config)
        self._path = aside.path
        self._done.clear()
        self._done.extend(aside.done)
        self._undone[:] = aside.undone

    def release(self) -> None:
        """Lock nothing any more."""
        self._locked = frozenset()

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` of every change from now on, after it was written."""
        self._listeners.append(listener)

    def tell_again(self) -> None:
        """Tell all listeners the settings in force as before and after: what these name changed
        elsewhere, such as a password."""
        for listener in tuple(self._listeners):
            listener(self._config, self._config)

    def unlisten(self, listener: Listener) -> None:
        """Tell ``listener`` nothing any more."""
        self._listeners.remove(listener)

    def change(self, what: str = "", **tables: Any) -> bool:
        """Put other tables or rows (fields of :class:`Config`) into force.

        Args:
            what: names the change in words, for whoever may want to take it back.

        Returns:
            Whether anything is different now.

        Raises:
            SettingsError: they cannot be written, or are the administrator's; then nothing is
                changed.
        """
        return self.put(msgspec.structs.replace(self._config, **tables), what)

    def put(self, config: Config, what: str = "") -> bool:
        """Put all of ``config`` into force; as :meth:`change`."""
        done = _Done(self._config, config, what)
        if not self._switch_freely(config):
            return False
        self._done.append(done)
        self._undone.clear()
        return True

    def undo(self) -> str | None:
        """Take the last change back; the words for it, None if there is none.

        Raises:
            SettingsError: as :meth:`change`.
        """
        if not self._done:
            return None
        done = self._done[-1]
        self._switch_freely(done.before)
        self._undone.append(self._done.pop())
        return done.what

    def redo(self) -> str | None:
        """Do again what was taken back last; as :meth:`undo`."""
        if not self._undone:
            return None
        done = self._undone[-1]
        self._switch_freely(done.after)
        self._done.append(self._undone.pop())
        return done.what

    def _switch_freely(self, config: Config) -> bool:
        """Switch, unless that changes something locked."""
        for path in sorted(self._locked):
            if setting_at(self._config, path) != setting_at(config, path):
                raise SettingsError(
                    say("“{setting}” is set by your administrator.", setting=title_of(path))
                )
        return self._switch(config)

    def _switch(self, config: Config) -> bool:
        before = self._config
        if config == before:
            return False
        if self._path is not None:
            config.save(self._path)
        self._config = config
        for listener in tuple(self._listeners):
            listener(before, config)
        return True
