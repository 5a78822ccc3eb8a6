"""What picking up has taught, kept on this computer: which ways work at which account's PBX."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from blfpanel.panel.changes import Change, PickupChanged, PickupOutcome
from blfpanel.panel.panel import Panel
from blfpanel.panel.pickups.experience import Lesson

_log = logging.getLogger(__name__)


class Lessons:
    """A small JSON file. Losing it costs a refused attempt or two, so that nothing is made of it.

    Args:
        path: where it lies, or is going to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Lesson] = {}

    def load(self) -> Mapping[str, Lesson]:
        """What is known; nothing where there is no file that can be read."""
        try:
            self._kept = msgspec.json.decode(self._path.read_bytes(), type=dict[str, Lesson])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError) as problem:
            _log.warning(
                "What picking up has taught cannot be read from %s: %s", self._path, problem
            )
        return dict(self._kept)

    def keep(self, panel: Panel, change: Change) -> None:
        """A pick-up is over: write down what it has taught, if anything."""
        over = isinstance(change, PickupChanged) and change.outcome is not PickupOutcome.TRYING
        if not over or panel.lessons == self._kept:
            return
        self._kept = dict(panel.lessons)
        try:
            self._write(msgspec.json.encode(self._kept, order="deterministic"))
        except OSError as problem:
            _log.warning("What picking up has taught cannot be kept: %s", problem)

    def _write(self, data: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
