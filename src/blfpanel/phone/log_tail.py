"""The newest lines of the log, for a support bundle."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LogLine:
    """What was logged: when, how grave, by which part of the program, and its text."""

    at: datetime
    level: str
    part: str
    text: str


class LogTail(logging.Handler):
    """Keeps what was logged last.

    Args:
        lines: how many lines.
    """

    def __init__(self, lines: int = 500) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[LogLine] = deque(maxlen=lines)

    def emit(self, record: logging.LogRecord) -> None:
        at = datetime.fromtimestamp(record.created).astimezone()
        self._lines.append(LogLine(at, record.levelname, record.name, self.format(record)))

    def lines(self) -> tuple[LogLine, ...]:
        """The lines, oldest first."""
        return tuple(self._lines)
