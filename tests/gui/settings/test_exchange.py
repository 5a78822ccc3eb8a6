"""All settings as a file, from the administrator, and passwords."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from blfpanel.config.account import AccountSettings
from blfpanel.config.provided import Kept
from blfpanel.config.provisioning import ProvisioningSettings
from blfpanel.config.secrets import SecretsError
from blfpanel.config.settings import Config
from blfpanel.config.store import Store
from blfpanel.config.window import Theme as Scheme
from blfpanel.config.window import WindowSettings
from blfpanel.gui.look.theme import Theme
from blfpanel.gui.settings.editor import Editor
from blfpanel.gui.settings.exchange import Exchange, FromAdministrator
from blfpanel.gui.settings.passwords import PasswordCard
from blfpanel.gui.settings.provisioning import Provisioning

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def store() -> Store:
    account = AccountSettings(user="200", server="pbx.example.com")
    return Store(Config(accounts=(account,)))


@pytest.fixture
def editor(store: Store) -> Iterator[Editor]:
    made = Editor(store)
    yield made
    made.leave()


def test_all_settings_go_into_a_file_and_back(
    qtbot: QtBot, theme: Theme, store: Store, editor: Editor, tmp_path: Path
) -> None:
    exchange = Exchange(theme, editor)
    qtbot.addWidget(exchange)
    exchange.show()
    file = tmp_path / "all.toml"
    exchange.write(str(file))
    assert exchange.said.text() == f"Written to {file}."
    exchange.look_into(str(file))
    assert exchange.said.text() == "Nothing in it differs from what holds now."
    assert not exchange.apply.isVisible()
    file.write_text(file.read_text().replace('# theme = "system"', 'theme = "dark"'))
    exchange.look_into(str(file))
    assert exchange.preview.text() == "• Colours: As the system → Dark"
    assert store.config.window.theme is Scheme.SYSTEM
    qtbot.mouseClick(exchange.apply, LEFT)
    assert store.config.window.theme is Scheme.DARK
    assert not exchange.apply.isVisible()
    editor.undo()
    assert store.config.window.theme is Scheme.SYSTEM


def test_what_a_file_says_wrongly_is_told_by_line(
    qtbot: QtBot, theme: Theme, editor: Editor, tmp_path: Path
) -> None:
    exchange = Exchange(theme, editor)
    qtbot.addWidget(exchange)
    file = tmp_path / "all.toml"
    file.write_text('[window]\nsize = "XL"\ntheme = "dark"\n')
    exchange.look_into(str(file))
    assert "Line 2" in exchange.said.text()
    assert "Accounts: 200@pbx.example.com removed" in exchange.preview.text()
    qtbot.mouseClick(exchange.cancel, LEFT)
    assert exchange.preview.text() == ""


def administrated(path: Path, text: str) -> ProvisioningSettings:
    path.write_text(text)
    return ProvisioningSettings(url=path.as_uri())


def test_the_administrators_settings_come_are_locked_and_kept(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    file, kept = tmp_path / "admin.toml", Kept(tmp_path / "kept.toml")
    text = '[window]\ntheme = "dark"\n[provisioning]\nlocked = ["window.theme"]\n'
    store.change(provisioning=administrated(file, text))
    provisioning = Provisioning(store, kept)
    with qtbot.waitSignal(provisioning.told) as told:
        provisioning.start()
    assert told.args is not None
    assert str(told.args[0]).startswith("Your administrator’s settings, read at ")
    assert store.config.window.theme is Scheme.DARK
    assert store.is_locked("window", "theme")
    provisioning.stop()

    file.unlink()
    later = Store(Config(window=WindowSettings(), provisioning=store.config.provisioning))
    provisioning = Provisioning(later, kept)
    with qtbot.waitSignal(provisioning.told) as told:
        provisioning.start()
    assert told.args is not None
    assert str(told.args[0]).startswith("The administrator’s settings are those of 0 s ago.")
    assert told.args[1] is False
    assert later.config.window.theme is Scheme.DARK
    assert later.is_locked("window", "theme")
    provisioning.stop()


def test_a_server_that_never_answered_is_told(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    store.change(provisioning=ProvisioningSettings(url="http://127.0.0.1:1/x"))
    provisioning = Provisioning(store, Kept(tmp_path / "kept.toml"))
    with qtbot.waitSignal(provisioning.told) as told:
        provisioning.start()
    assert told.args is not None
    assert "were not read. 127.0.0.1 cannot be reached" in str(told.args[0])
    assert told.args[1] is True
    provisioning.stop()


def test_another_address_unlocks_and_by_hand_asks_anew(
    qtbot: QtBot, theme: Theme, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "admin.toml"
    locks = administrated(file, '[provisioning]\nlocked = ["window"]\n')
    provisioning = Provisioning(store, Kept(tmp_path / "kept.toml"))
    provisioning.start()
    card = FromAdministrator(theme, provisioning)
    qtbot.addWidget(card)
    assert card.state.text() == "No address is given."
    with qtbot.waitSignal(provisioning.told):
        store.change(provisioning=locks)
    assert store.is_locked("window", "size")
    assert "read at" in card.state.text()
    file.write_text('[window]\nsize = "S"\n')
    with qtbot.waitSignal(provisioning.told):
        qtbot.mouseClick(card.read, LEFT)
    assert not store.is_locked("window", "size")
    assert store.config.window.size.value == "S"
    store.change(provisioning=ProvisioningSettings())
    assert store.locked == frozenset()
    provisioning.stop()


def test_a_password_is_kept_and_never_shown(qtbot: QtBot, theme: Theme) -> None:
    kept: list[str] = []
    card = PasswordCard(theme, lambda: kept.append)
    qtbot.addWidget(card)
    assert card.edit.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(card.edit, "secret")
    with qtbot.waitSignal(card._done):
        qtbot.keyClick(card.edit, Qt.Key.Key_Return)
    assert kept == ["secret"]
    assert card.edit.text() == ""
    assert card.said.text() == "Kept, and used from now on."


def test_a_keyring_that_fails_is_told(qtbot: QtBot, theme: Theme) -> None:
    def fail(password: str) -> None:
        raise SecretsError("The keyring of this machine cannot be used: locked.")

    card = PasswordCard(theme, lambda: fail)
    qtbot.addWidget(card)
    qtbot.keyClicks(card.edit, "secret")
    with qtbot.waitSignal(card._done):
        qtbot.mouseClick(card.button, LEFT)
    assert "cannot be used" in card.said.text()
    assert card.edit.text() == "secret"
