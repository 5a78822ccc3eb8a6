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
from blfpanel.config.sound import AlertSound, SoundSettings

__all__ = [
    "AccountSettings",
    "AlertSound",
    "Config",
    "KeySettings",
    "KeySize",
    "Password",
    "PasswordSource",
    "Problem",
    "Secrets",
    "SecretsError",
    "SettingsError",
    "SoundSettings",
    "Theme",
    "Transport",
    "WindowSettings",
    "settings_path",
]
