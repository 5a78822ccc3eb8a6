"""Where blfpanel's files lie."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import platformdirs

_FILE_NAME = "settings.toml"
_CALLS_NAME = "calls.jsonl"
_PICKUPS_NAME = "pickups.json"
_NOTES_NAME = "notes.json"
_QUIET_NAME = "do-not-disturb"


def settings_path() -> Path:
    """The settings file: in ``BLFPANEL_HOME`` if that is set, else in the platform's place.

    On Linux that is ``$XDG_CONFIG_HOME/blfpanel`` (``~/.config/blfpanel``).
    """
    home = os.environ.get("BLFPANEL_HOME")
    if home:
        return Path(home).expanduser() / _FILE_NAME
    return platformdirs.user_config_path("blfpanel", appauthor=False) / _FILE_NAME


def calls_path() -> Path:
    """The list of calls: in ``BLFPANEL_HOME`` if that is set, else in the platform's place.

    On Linux that is ``$XDG_DATA_HOME/blfpanel`` (``~/.local/share/blfpanel``).
    """
    home = os.environ.get("BLFPANEL_HOME")
    if home:
        return Path(home).expanduser() / _CALLS_NAME
    return platformdirs.user_data_path("blfpanel", appauthor=False) / _CALLS_NAME


def quiet_path() -> Path:
    """A file that is there while do not disturb is to be on at the next start."""
    return calls_path().with_name(_QUIET_NAME)


def notes_path() -> Path:
    """Notes on callers: beside the list of calls."""
    return calls_path().with_name(_NOTES_NAME)


def pickups_path() -> Path:
    """What picking up has taught: beside the list of calls."""
    return calls_path().with_name(_PICKUPS_NAME)


def windows_path() -> Path:
    """Where the windows stood and what they showed: beside the list of calls."""
    return calls_path().with_name("windows.json")


def hooks_path() -> Path:
    """The programs that may run when lamps change: beside the list of calls."""
    return calls_path().with_name("hooks.json")


def programs_path() -> Path:
    """The programs that keys may run: beside the list of calls."""
    return calls_path().with_name("programs.json")


def runtime_path(*, home: bool = True) -> Path:
    """The directory for what lives no longer than the program, for this user alone.

    On Linux that is ``$XDG_RUNTIME_DIR/blfpanel``; ``run`` in ``BLFPANEL_HOME`` if that is set,
    unless ``home`` is False. It may not exist yet.
    """
    place = os.environ.get("BLFPANEL_HOME") if home else None
    if place:
        return Path(place).expanduser() / "run"
    with warnings.catch_warnings():
        # that there is no directory of the session, after `su` or from cron, is nothing to tell
        warnings.simplefilter("ignore")
        return platformdirs.user_runtime_path("blfpanel", appauthor=False)
