"""The settings file and the passwords that do not stand in it."""

from __future__ import annotations

from blfpanel.config.paths import settings_path
from blfpanel.config.reading import Problem
from blfpanel.config.secrets import Password, PasswordSource, Secrets, SecretsError
from blfpanel.config.settings import (
    AccountSettings,
    Config,
    KeySettings,
    KeySize,
    SettingsError,
    Theme,
    Transport,
    WindowSettings,
)

__all__ = [
    "AccountSettings",
    "Config",
    "KeySettings",
    "KeySize",
    "Password",
    "PasswordSource",
    "Problem",
    "Secrets",
    "SecretsError",
    "SettingsError",
    "Theme",
    "Transport",
    "WindowSettings",
    "settings_path",
]
