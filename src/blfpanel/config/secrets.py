"""Passwords: from the environment, the keyring or the keyboard; never from the settings file."""

from __future__ import annotations

import enum
import getpass
import logging
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from blfpanel.config.settings import AccountSettings

_log = logging.getLogger(__name__)

VARIABLE = "BLFPANEL_PASSWORD"
#: The keyring's entries are of this service and of the user "USER@HOST".
SERVICE = "blfpanel"


class Keyring(Protocol):
    """What is used of the ``keyring`` module."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The password, None if there is none."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep a password."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget a password."""


class SecretsError(Exception):
    """The keyring does not do what it should; the text says so and what to do instead."""


class PasswordSource(enum.Enum):
    """Where a password came from."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    SESSION = "session"  #: typed in the window, known until the program ends
    PROMPT = "prompt"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Password:
    """The outcome of a search.

    Attributes:
        value: the password, None if none was found.
        source: where it came from.
        problem: what is wrong with the keyring, in words, if that was asked and failed.
    """

    value: str | None = field(repr=False)
    source: PasswordSource
    problem: str | None = None


def ask_at_terminal(account: AccountSettings) -> str | None:
    """Ask for the password of ``account``; None without a terminal, or if nothing was typed."""
    if not sys.stdin.isatty():
        return None
    try:
        return getpass.getpass(f"Password of {account.user} at {account.target.host}: ") or None
    except EOFError:  # Ctrl-D
        return None


#: Passwords that are known until the program ends, by the keyring's names for them.
_FOR_NOW: dict[str, str] = {}


def remember_for_now(account: AccountSettings, password: str | None) -> None:
    """Know a password until the program ends, for machines without a keyring; None: no more."""
    if password is None:
        _FOR_NOW.pop(_entry(account), None)
    else:
        _FOR_NOW[_entry(account)] = password


class Secrets:
    """Finds and keeps passwords.

    The keyring may wait for the user to unlock it: a window calls from a thread of its own.

    Args:
        prompt: asks the user when nothing else knows; None never asks.
        environ: the environment.
        keyring: the keyring; None loads the system's when it is first needed.
    """

    def __init__(
        self,
        *,
        prompt: Callable[[AccountSettings], str | None] | None = None,
        environ: Mapping[str, str] = os.environ,
        keyring: Keyring | None = None,
    ) -> None:
        self._prompt = prompt
        self._environ = environ
        self._loaded = keyring

    def find(self, account: AccountSettings) -> Password:
        """Look at what was typed in the window, in the environment, in the keyring, then ask."""
        if (typed := _FOR_NOW.get(_entry(account))) is not None:
            return Password(typed, PasswordSource.SESSION)
        if (value := self._environ.get(VARIABLE)) is not None:
            return Password(value, PasswordSource.ENVIRONMENT)
        problem = None
        try:
            value = self._call(lambda keyring: keyring.get_password(SERVICE, _entry(account)))
        except SecretsError as error:
            problem = str(error)
        if value is not None:
            return Password(value, PasswordSource.KEYRING)
        if self._prompt is not None and (value := self._prompt(account)) is not None:
            return Password(value, PasswordSource.PROMPT, problem)
        return Password(None, PasswordSource.NOWHERE, problem)

    def keep(self, account: AccountSettings, password: str) -> None:
        """Put the password into the keyring.

        Raises:
            SecretsError: if it is not there afterwards.
        """

        def set_and_look(keyring: Keyring) -> str | None:
            keyring.set_password(SERVICE, _entry(account), password)
            return keyring.get_password(SERVICE, _entry(account))

        if self._call(set_and_look) != password:  # keyring's null backend keeps nothing
            raise SecretsError(_in_words("it forgets what it is told"))

    def find_other(self, entry: str) -> str | None:
        """The password under another name than an account's, such as a directory's.

        Raises:
            SecretsError: if the keyring fails.
        """
        return self._call(lambda keyring: keyring.get_password(SERVICE, entry))

    def keep_other(self, entry: str, password: str) -> None:
        """Put a password under such a name into the keyring.

        Raises:
            SecretsError: if the keyring fails.
        """

        def put(keyring: Keyring) -> None:
            keyring.set_password(SERVICE, entry, password)

        self._call(put)

    def forget(self, account: AccountSettings) -> None:
        """Take the password out of the keyring, if it is there.

        Raises:
            SecretsError: if the keyring fails.
        """

        def delete(keyring: Keyring) -> None:
            if keyring.get_password(SERVICE, _entry(account)) is not None:
                keyring.delete_password(SERVICE, _entry(account))

        self._call(delete)

    def _call(self, act: Callable[[Keyring], str | None]) -> str | None:
        try:
            if self._loaded is None:
                # late: looking for backends takes a while, and many runs need none
                import keyring

                self._loaded = keyring
            return act(self._loaded)
        except Exception as error:  # backends are foreign code and raise what they like
            _log.info("The keyring failed", exc_info=True)
            raise SecretsError(_in_words(_first_sentence(error))) from error


def _entry(account: AccountSettings) -> str:
    return f"{account.user}@{account.target.host.lower()}"


def _first_sentence(error: Exception) -> str:
    return str(error).partition(". ")[0].partition("\n")[0].rstrip(".") or type(error).__name__


def _in_words(cause: str) -> str:
    return (
        f"The keyring of this machine cannot be used: {cause}. "
        f"Set {VARIABLE}, or type the password at each start."
    )
