"""Notes on callers: a line for each number, kept on this computer beside the list of calls."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from blfpanel.config.writing import replace_file

_log = logging.getLogger(__name__)

#: What belongs to a number; the rest only makes it easier to read.
_DIALLED = frozenset("0123456789+*#")


class Notes:
    """What was noted of numbers.

    Args:
        path: the file; None keeps notes only as long as the program runs.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._notes = _read(path) if path is not None else {}

    def of(self, number: str) -> str:
        """The note on a number; "" without one."""
        return self._notes.get(_plain(number), "")

    def write(self, number: str, text: str) -> None:
        """Note something of a number, or nothing any more.

        Raises:
            SettingsError: the file cannot be written; the note is kept until the program ends.
        """
        plain, text = _plain(number), " ".join(text.split())
        if not plain or text == self._notes.get(plain, ""):
            return
        if text:
            self._notes[plain] = text
        else:
            self._notes.pop(plain, None)
        if self._path is not None:
            kept = dict(sorted(self._notes.items()))
            replace_file(self._path, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def _plain(number: str) -> str:
    """A number without what people write between its digits; a name as it is."""
    digits = "".join(sign for sign in number if sign in _DIALLED)
    return digits if any(sign.isdigit() for sign in digits) else number.strip().lower()


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8", "replace"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("The notes cannot be read: %s", error)
        return {}
    if not isinstance(found, dict):
        _log.warning("The notes are left out: %s holds something else", path)
        return {}
    return {number: text for number, text in found.items() if isinstance(text, str) and text}
