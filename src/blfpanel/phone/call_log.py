"""The list of calls: kept on this computer, one JSON object a line, oldest first."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from blfpanel.panel.model import CallRecord, CallResult

_log = logging.getLogger(__name__)

#: Beyond the wanted length, so much longer the file may grow before it is written anew.
_SLACK = 200

#: No call lasts a year, seconds.
_LONGEST = 365 * 86_400

#: Only for its owner: who called whom is nobody else's business.
_PRIVATE = 0o600


class CallLogError(Exception):
    """The list cannot be kept; the text says why, for a person to read."""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call of the list.

    Attributes:
        at: when it was dialled or came in.
        number: of the other party; "" where it was hidden.
        name: its name, where one was known.
        uri: its address, to be called again.
        account: name of the account.
        outgoing: whether it was mine.
        result: what became of it.
        duration: how long it was up, seconds.
        detail: what more there is to say, in words.
        seen: whether a missed call was looked at.
    """

    at: datetime
    number: str
    name: str | None
    uri: str
    account: str
    outgoing: bool
    result: CallResult
    duration: float = 0.0
    detail: str | None = None
    seen: bool = True

    @property
    def missed(self) -> bool:
        """Whether it is a missed call that nobody has looked at."""
        return self.result is CallResult.MISSED and not self.seen

    def to_json(self) -> str:
        """The line of the file."""
        return json.dumps(
            {
                "at": self.at.isoformat(timespec="seconds"),
                "direction": "out" if self.outgoing else "in",
                "result": self.result.value,
                "number": self.number,
                "name": self.name,
                "uri": self.uri,
                "account": self.account,
                "duration": round(self.duration),
                "detail": self.detail,
                "seen": self.seen,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, line: str) -> LoggedCall:
        """Read a line; raises :exc:`ValueError` if it is none of ours."""
        try:
            found = json.loads(line)
            duration = float(found.get("duration", 0.0))
            if not 0 <= duration < _LONGEST:
                raise ValueError(f"no call: {line!r:.100}")
            return cls(
                datetime.fromisoformat(found["at"]),
                str(found["number"]),
                None if found.get("name") is None else str(found["name"]),
                str(found["uri"]),
                str(found["account"]),
                found["direction"] == "out",
                CallResult(found["result"]),
                duration,
                None if found.get("detail") is None else str(found["detail"]),
                bool(found.get("seen", True)),
            )
        except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            raise ValueError(f"no call: {line!r:.100}") from error


class CallLog:
    """The calls that are over, newest first for those who read.

    Args:
        path: the file; None keeps the list only as long as the program runs.
        keep: how many calls are kept.
    """

    def __init__(self, path: Path | None = None, keep: int = 1000) -> None:
        self._path = path
        self._keep = keep
        self._lines = 0
        self._calls: deque[LoggedCall] = deque(self._read(), maxlen=keep)
        self._aside: tuple[Path | None, deque[LoggedCall]] | None = None

    def __len__(self) -> int:
        return len(self._calls)

    def newest(self, count: int | None = None) -> tuple[LoggedCall, ...]:
        """The calls, newest first; ``count`` of them at most."""
        calls = tuple(reversed(self._calls))
        return calls if count is None else calls[:count]

    @property
    def missed(self) -> int:
        """How many missed calls nobody has looked at."""
        return sum(call.missed for call in self._calls)

    def add(self, record: CallRecord, wall: Callable[[float], datetime]) -> LoggedCall:
        """Keep a call.

        Args:
            wall: gives the time of day at a core time.

        Raises:
            CallLogError: the file cannot be written; the list goes on without it.
        """
        duration = 0.0 if record.answered is None else record.ended - record.answered
        call = LoggedCall(
            wall(record.began),
            record.party.number,
            record.party.display,
            record.party.uri,
            record.account,
            record.outgoing,
            record.result,
            duration,
            record.detail,
            seen=record.result is not CallResult.MISSED,
        )
        self._calls.append(call)
        if self._lines >= self._keep + _SLACK:
            self._write_all()
        else:
            self._append(call)
        return call

    def look(self) -> None:
        """All missed calls have been looked at.

        Raises:
            CallLogError: as for :meth:`add`.
        """
        if self.missed:
            self._replace([replace(call, seen=True) for call in self._calls])

    def clear(self) -> None:
        """Forget all calls.

        Raises:
            CallLogError: as for :meth:`add`.
        """
        self._replace(())

    def restore(self, calls: Iterable[LoggedCall]) -> None:
        """Have these calls again, oldest first, before those of now.

        Raises:
            CallLogError: as for :meth:`add`.
        """
        self._replace([*calls, *self._calls])

    def set_aside(self, on: bool) -> None:
        """Put the list away for an empty one that is not kept, or have it again."""
        if on and self._aside is None:
            self._aside = self._path, self._calls
            self._path, self._calls = None, deque(maxlen=self._keep)
        elif not on and self._aside is not None:
            (self._path, self._calls), self._aside = self._aside, None

    # --- the file ---

    def _replace(self, calls: Iterable[LoggedCall]) -> None:
        self._calls = deque(calls, maxlen=self._keep)
        self._write_all()

    def _read(self) -> Iterable[LoggedCall]:
        """What the file holds; lines that cannot be read are left out, not lost."""
        if self._path is None:
            return
        try:
            text = self._path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return
        except OSError as error:
            _log.warning("The list of calls cannot be read: %s", error)
            return
        for line in text.splitlines():
            self._lines += 1
            try:
                yield LoggedCall.from_json(line)
            except ValueError as error:
                _log.warning("A line of the list of calls is left out: %s", error)

    def _append(self, call: LoggedCall) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _PRIVATE)
            try:
                # One write: two programs that share the file do not mix their lines.
                os.write(handle, f"{call.to_json()}\n".encode(errors="replace"))
            finally:
                os.close(handle)
        except OSError as error:
            raise self._failed(error) from error
        self._lines += 1

    def _write_all(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.writelines(f"{call.to_json()}\n" for call in self._calls)
            Path(name).replace(self._path)
        except OSError as error:
            raise self._failed(error) from error
        self._lines = len(self._calls)

    def _failed(self, error: OSError) -> CallLogError:
        path, self._path = self._path, None
        return CallLogError(
            f"The list of calls cannot be written to {path}: {error.strerror}. It is kept only "
            "until the program ends."
        )
