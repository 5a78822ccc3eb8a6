"""Which programs a person has allowed to run when lamps change; kept beside the list of calls."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from blfpanel.config.writing import SettingsError, replace_file

_log = logging.getLogger(__name__)


class Approvals:
    """Command lines that were asked about and allowed.

    Args:
        path: the file; None: nothing is kept beyond this run of the program.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._allowed = set(self._read())

    def allowed(self, command: str) -> bool:
        """Whether a command line was allowed, as it stands."""
        return command in self._allowed

    def allow(self, command: str) -> None:
        """Remember that a command line is allowed."""
        self._allowed.add(command)
        if self._path is None:
            return
        try:
            replace_file(self._path, json.dumps(sorted(self._allowed), ensure_ascii=False))
        except SettingsError as problem:
            # it is asked again next time
            _log.warning("It is not kept which programs are allowed: %s", problem)

    def _read(self) -> list[str]:
        if self._path is None:
            return []
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError, RecursionError) as problem:
            _log.warning("%s is not used: %s", self._path, problem)
            return []
        return [line for line in found if isinstance(line, str)] if isinstance(found, list) else []
