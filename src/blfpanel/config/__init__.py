"""The settings file and the passwords that do not stand in it."""

from __future__ import annotations

from blfpanel.config.calls import CallsSettings
from blfpanel.config.paths import calls_path, pickups_path, settings_path
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
    "CallsSettings",
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
    "calls_path",
    "pickups_path",
    "settings_path",
]
