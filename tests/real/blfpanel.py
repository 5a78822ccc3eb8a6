"""The program itself, run as a person runs it: by its command line."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from real.pbx import Pbx

#: Longest wait for a line; the machine may be busy, the answer is expected within a second.
PATIENCE = 20.0

Line = dict[str, Any]


class Command:
    """A running ``blfpanel``; its standard output is read as JSON lines.

    With ``home``, a folder with settings in it, it uses the first account that stands there.
    """

    def __init__(
        self,
        pbx: Pbx,
        user: str,
        *words: str,
        password: str | None = None,
        home: Path | None = None,
    ) -> None:
        command = [sys.executable, "-m", "blfpanel", *words, "--json"]
        account = ["--server", f"{pbx.host}:{pbx.port}", "--user", user]
        environment = {**os.environ}
        if home is not None:
            account = ["--standalone"]
            environment["BLFPANEL_HOME"] = str(home)
        password = pbx.password(user) if password is None else password
        self.lines: list[Line] = []
        self._unread: queue.Queue[Line | None] = queue.Queue()
        self._process = subprocess.Popen(
            command + account,
            env=environment | {"BLFPANEL_PASSWORD": password},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, wanted: Callable[[Line], bool]) -> Line:
        """Read lines until one is as wanted; fails if none comes in time."""
        while True:
            try:
                line = self._unread.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"nothing as wanted came, only {self.lines}") from None
            if line is None:
                raise AssertionError(f"blfpanel has ended after {self.lines}")
            if wanted(line):
                return line

    def lamp(self, lamp: str) -> Line:
        """Read until the lamp is this."""
        return self.until(lambda line: line["lamp"] == lamp)

    def step(self, step: str) -> Line:
        """Read until this step is taken."""
        return self.until(lambda line: line["step"] == step)

    @property
    def ended(self) -> bool:
        """Whether it runs no more."""
        return self._process.poll() is not None

    def interrupt(self) -> tuple[int, str]:
        """SIGTERM; gives exit status and standard error."""
        self._process.terminate()
        return self.finish()

    def finish(self) -> tuple[int, str]:
        """Wait for the end; gives exit status and standard error."""
        status = self._process.wait(PATIENCE)
        self._reader.join()
        assert self._process.stderr is not None
        with self._process.stderr as stderr:
            return status, stderr.read()

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for text in self._process.stdout:
            line = json.loads(text)
            self.lines.append(line)
            self._unread.put(line)
        self._unread.put(None)
