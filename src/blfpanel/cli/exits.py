"""Exit statuses, and the way a command ends with words."""

from __future__ import annotations

EXIT_DONE = 0
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


class CommandFailure(Exception):
    """A command cannot go on; the text is the one line for standard error."""

    def __init__(self, text: str, status: int = EXIT_REFUSED) -> None:
        super().__init__(text)
        self.status = status
