"""Where blfpanel's files lie."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_FILE_NAME = "settings.toml"


def settings_path() -> Path:
    """The settings file: in ``BLFPANEL_HOME`` if that is set, else in the platform's place.

    On Linux that is ``$XDG_CONFIG_HOME/blfpanel`` (``~/.config/blfpanel``).
    """
    home = os.environ.get("BLFPANEL_HOME")
    if home:
        return Path(home).expanduser() / _FILE_NAME
    return platformdirs.user_config_path("blfpanel", appauthor=False) / _FILE_NAME
