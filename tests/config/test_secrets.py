from __future__ import annotations

import sys

import keyring.errors
import pytest

from blfpanel.config import AccountSettings, Password, PasswordSource, Secrets, SecretsError
from blfpanel.config.secrets import ask_at_terminal, remember_for_now

ACCOUNT = AccountSettings(user="200", server="PBX.example.com:5070")


class FakeKeyring:
    """A keyring in a dictionary."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str, /) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.entries[service, username]


class ForgetfulKeyring(FakeKeyring):
    """As keyring's null backend."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        pass


class BrokenKeyring(FakeKeyring):
    """As a desktop whose keyring service is not there."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str, /) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str, /) -> None:
        raise self.error


FAILURES = [
    keyring.errors.NoKeyringError("No recommended backend was available. Install one."),
    keyring.errors.KeyringLocked("Failed to unlock the collection!"),
    ConnectionRefusedError(111, "Connection refused"),
    ValueError(),
]


def test_environment_comes_first_and_the_keyring_is_not_asked() -> None:
    secrets = Secrets(
        environ={"BLFPANEL_PASSWORD": "env"}, keyring=BrokenKeyring(AssertionError("asked"))
    )
    assert secrets.find(ACCOUNT) == Password("env", PasswordSource.ENVIRONMENT)


def test_keyring_comes_before_the_prompt() -> None:
    ring = FakeKeyring()
    secrets = Secrets(environ={}, keyring=ring, prompt=lambda account: "typed")
    assert secrets.find(ACCOUNT) == Password("typed", PasswordSource.PROMPT)
    secrets.keep(ACCOUNT, "kept")
    assert ring.entries == {("blfpanel", "200@pbx.example.com"): "kept"}
    assert secrets.find(ACCOUNT) == Password("kept", PasswordSource.KEYRING)


def test_forgotten_password_is_gone_and_may_be_forgotten_again() -> None:
    secrets = Secrets(environ={}, keyring=FakeKeyring())
    secrets.keep(ACCOUNT, "kept")
    secrets.forget(ACCOUNT)
    secrets.forget(ACCOUNT)
    assert secrets.find(ACCOUNT) == Password(None, PasswordSource.NOWHERE)


@pytest.mark.parametrize("failure", FAILURES)
def test_failing_keyring_gives_words_and_the_prompt_its_turn(failure: Exception) -> None:
    secrets = Secrets(environ={}, keyring=BrokenKeyring(failure), prompt=lambda account: "typed")
    found = secrets.find(ACCOUNT)
    assert (found.value, found.source) == ("typed", PasswordSource.PROMPT)
    assert found.problem is not None
    assert found.problem.startswith("The keyring of this machine cannot be used: ")
    assert found.problem.endswith(". Set BLFPANEL_PASSWORD, or type the password at each start.")


@pytest.mark.parametrize("failure", FAILURES)
def test_failing_keyring_cannot_keep(failure: Exception) -> None:
    with pytest.raises(SecretsError, match="cannot be used"):
        Secrets(environ={}, keyring=BrokenKeyring(failure)).keep(ACCOUNT, "x")


def test_keyring_that_keeps_nothing_is_found_out() -> None:
    with pytest.raises(SecretsError, match="it forgets what it is told"):
        Secrets(environ={}, keyring=ForgetfulKeyring()).keep(ACCOUNT, "x")


def test_password_is_in_no_representation() -> None:
    assert "s3cr3t" not in repr(Password("s3cr3t", PasswordSource.KEYRING))
    assert "s3cr3t" not in repr(ACCOUNT.sip_account("s3cr3t"))


class Input:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_terminal_is_asked_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return "typed"

    monkeypatch.setattr("getpass.getpass", getpass)
    monkeypatch.setattr(sys, "stdin", Input(terminal=True))
    assert ask_at_terminal(ACCOUNT) == "typed"
    assert asked == ["Password of 200 at PBX.example.com: "]


def test_end_of_input_at_the_prompt_is_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    def getpass(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", getpass)
    monkeypatch.setattr(sys, "stdin", Input(terminal=True))
    assert ask_at_terminal(ACCOUNT) is None


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Input(terminal=False))
    assert ask_at_terminal(ACCOUNT) is None


def test_what_was_typed_in_the_window_is_known_until_it_is_forgotten() -> None:
    secrets = Secrets(environ={"BLFPANEL_PASSWORD": "env"}, keyring=FakeKeyring())
    remember_for_now(ACCOUNT, "typed")
    try:
        assert secrets.find(ACCOUNT) == Password("typed", PasswordSource.SESSION)
    finally:
        remember_for_now(ACCOUNT, None)
    assert secrets.find(ACCOUNT).value == "env"
