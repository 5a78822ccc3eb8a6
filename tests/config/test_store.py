"""Settings that change while the program runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from blfpanel.config.keys import KeySettings
from blfpanel.config.settings import Config, SettingsError
from blfpanel.config.store import Store
from blfpanel.config.window import KeySize, Theme, WindowSettings

DARK = WindowSettings(theme=Theme.DARK)
LARGE = WindowSettings(size=KeySize.LARGE)


def test_a_change_is_told_and_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    store = Store(Config(), path)
    told: list[tuple[Config, Config]] = []
    store.listen(lambda before, after: told.append((before, after)))
    assert store.change("Colours", window=DARK)
    assert told == [(Config(), Config(window=DARK))]
    assert Config.load(path)[0].window == DARK


def test_what_changes_nothing_is_neither_told_nor_remembered() -> None:
    store = Store(Config(window=DARK))
    store.listen(lambda before, after: pytest.fail("told"))
    assert not store.change(window=DARK)
    assert store.undo() is None


def test_changes_are_taken_back_in_turn_and_done_again() -> None:
    store = Store(Config())
    store.change("Colours", window=DARK)
    store.change("Size", window=LARGE)
    assert store.undo() == "Size"
    assert store.config.window == DARK
    assert store.undo() == "Colours"
    assert store.config == Config()
    assert store.redo() == "Colours"
    assert store.config.window == DARK
    store.change("Size", window=LARGE)
    assert store.redo() is None


def test_a_change_that_cannot_be_written_does_not_happen(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("no [toml")
    store = Store(Config(), path)
    store.listen(lambda before, after: pytest.fail("told"))
    with pytest.raises(SettingsError):
        store.change(window=DARK)
    assert store.config == Config()
    assert store.undo() is None


def test_nobody_is_told_who_does_not_want_to_be() -> None:
    store = Store(Config())
    told: list[Config] = []

    def listener(before: Config, after: Config) -> None:
        told.append(after)

    store.listen(listener)
    store.unlisten(listener)
    store.change(window=DARK)
    assert told == []


def test_what_the_administrator_locked_stays() -> None:
    store = Store(Config())
    store.change("Size", window=LARGE)
    assert store.provide(Config(window=DARK), ["window.theme", "keys"])
    assert store.config.window == DARK
    assert store.is_locked("window", "theme")
    assert store.is_locked("keys", "number")
    assert not store.is_locked("window", "size")
    with pytest.raises(SettingsError, match="“Colours” is set by your administrator"):
        store.change(window=WindowSettings(theme=Theme.LIGHT))
    with pytest.raises(SettingsError, match="“Keys” is set"):
        store.change(keys=(KeySettings(number="207"),))
    with pytest.raises(SettingsError):
        store.undo()
    assert store.change(window=WindowSettings(theme=Theme.DARK, size=KeySize.SMALL))


def test_what_is_tried_out_is_not_kept_nor_taken_back(tmp_path: Path) -> None:
    store = Store(Config(), tmp_path / "settings.toml")
    store.change("first", keys=(KeySettings(number="1"),))
    before, written = store.config, (tmp_path / "settings.toml").read_text()
    told: list[Config] = []
    store.listen(lambda _, after: told.append(after))
    store.try_out(Config(keys=(KeySettings(number="2"),)))
    store.change("second", keys=(KeySettings(number="3"),))
    assert store.trying_out
    assert (tmp_path / "settings.toml").read_text() == written
    store.end_try_out()
    store.end_try_out()
    assert not store.trying_out
    assert store.config == before == told[-1]
    assert (tmp_path / "settings.toml").read_text() == written
    assert store.undo() == "first"


def test_what_changed_elsewhere_is_told_as_the_same_twice() -> None:
    store = Store(Config(window=DARK))
    told: list[bool] = []
    store.listen(lambda before, after: told.append(before is after))
    store.tell_again()
    assert told == [True]
    assert store.undo() is None
