"""Phones played by SIPp (Debian's sip-tester): they share no code with blfpanel.

A phone has a number, a port of its own and a folder for SIPp's files. ``register`` is done when it
returns; ``answer``, ``call`` and ``watch`` start something that goes on beside the test, a
``Doing``, whose ``finish`` waits for its end and fails when it did not go as the scenario says.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from real.pbx import Pbx, free_port

SCENARIOS = Path(__file__).with_name("scenarios")
LIFETIME = 60  #: seconds after which SIPp ends by itself, whatever happens
FOREVER = 60.0  #: seconds; longer than any test waits
#: A message that comes while SIPp looks at its variables is not one too many: it comes again.
PATIENT = ("-default_behaviors", "all,-abortunexp")


@dataclass(slots=True)
class Doing:
    """A SIPp at work on one scenario."""

    name: str
    process: subprocess.Popen[bytes]
    messages: Path
    errors: Path

    def finish(self, timeout: float = 20.0) -> str:
        """Waits for the end of the scenario; returns the trace of all messages.

        Raises:
            AssertionError: the scenario failed, or goes on after ``timeout`` seconds.
        """
        try:
            status = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} is still not over.\n{self.trace()}") from None
        errors = self.errors.read_text(errors="replace") if self.errors.exists() else ""
        assert status == 0, f"{self.name} went wrong ({status}).\n{errors}\n{self.trace()}"
        return self.trace()

    def trace(self) -> str:
        """The messages sent and received up to now."""
        return self.messages.read_text(errors="replace") if self.messages.exists() else ""

    def until(self, text: str, times: int = 1, timeout: float = 20.0) -> None:
        """Waits until ``text`` was sent or received so often.

        Raises:
            AssertionError: it was not, within ``timeout`` seconds.
        """
        deadline = time.monotonic() + timeout
        while self.trace().count(text) < times:
            assert time.monotonic() < deadline, f"no {text!r} in {self.name}.\n{self.trace()}"
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends SIPp, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


@dataclass(slots=True)
class Phone:
    """A telephone at a PBX."""

    number: str
    pbx: Pbx
    folder: Path
    port: int = field(default_factory=free_port)
    doings: list[Doing] = field(default_factory=list)

    def register(self, expires: int = 600) -> None:
        """Registers for ``expires`` seconds: from now on calls for the number come here."""
        self._start("register", EXPIRES=str(expires)).finish()

    def answer(self, *, ring: float = 1.0, talk: float = FOREVER) -> Doing:
        """Waits for one call, rings for ``ring`` seconds, answers; hangs up after ``talk``."""
        return self._listen("answer", RING=_ms(ring), TALK=_ms(talk))

    def reject(self, status: str, *, ring: float = 1.0) -> Doing:
        """Waits for one call, rings for ``ring`` seconds, refuses it: ``"486 Busy Here"``."""
        return self._listen("reject", RING=_ms(ring), STATUS=status)

    def hold(self, *, ring: float = 1.0, talk: float = 1.5, hold: float = 1.5) -> Doing:
        """Answers one call; after ``talk`` seconds holds it, after ``hold`` seconds resumes it."""
        return self._listen("hold", RING=_ms(ring), TALK=_ms(talk), HOLD=_ms(hold))

    def transfer(self, number: str, *, ring: float = 1.0, talk: float = 1.5) -> Doing:
        """Answers one call and, after ``talk`` seconds, sends the caller to ``number``."""
        return self._listen("transfer", *PATIENT, RING=_ms(ring), TALK=_ms(talk), NUMBER=number)

    def call(
        self,
        number: str,
        *,
        talk: float = FOREVER,
        patience: float = FOREVER,
        replaces: str | None = None,
        refusal: int = 699,
    ) -> Doing:
        """Calls ``number``: hangs up after ``talk`` seconds, gives up after ``patience``.

        ``refusal`` is the status with which the call may be refused; any other is a failure.

        While it rings, the call can be taken over by an INVITE with Replaces (RFC 3891). With
        ``replaces``, the value of that header, the call itself takes over another.
        """
        headers = "Supported: replaces"
        if replaces is not None:
            headers += f"\n    Require: replaces\n    Replaces: {replaces}"
        words = {
            "NUMBER": number,
            "HEADERS": headers,
            "TALK": _ms(talk),
            "PATIENCE": str(round(patience * 10)),
            "REFUSAL": str(refusal),
        }
        beside = self._scenario("replaced", **words)
        patient = PATIENT if replaces is None else ()
        return self._start("call", "-oocsf", str(beside), *patient, **words)

    def watch(self, number: str, *, patience: float) -> Doing:
        """Subscribes to the dialogs of ``number`` until no NOTIFY came for ``patience`` seconds."""
        return self._start("watch", NUMBER=number, PATIENCE=_ms(patience))

    def stop(self) -> None:
        """Ends all that goes on."""
        for doing in self.doings:
            doing.stop()

    def _listen(self, name: str, *options: str, **words: str) -> Doing:
        doing = self._start(name, *options, **words)
        wait_until_bound(doing, self.pbx.host, self.port)
        return doing

    def _scenario(self, name: str, **words: str) -> Path:
        text = (SCENARIOS / f"{name}.xml").read_text()
        for word, value in words.items():
            text = text.replace(word, value)
        path = self.folder / f"{self.number}-{len(self.doings)}-{name}.xml"
        path.write_text(text)
        return path

    def _start(self, name: str, *options: str, **words: str) -> Doing:
        scenario = self._scenario(name, **words)
        server = f"{self.pbx.host}:{self.pbx.port}"
        options = (server, "-ap", self.pbx.password(self.number), *options)
        title = f"{name} of {self.number}"
        doing = play(title, scenario, self.pbx.host, self.port, self.number, *options)
        self.doings.append(doing)
        return doing


def play(name: str, scenario: Path, host: str, port: int, number: str, *options: str) -> Doing:
    """Starts SIPp on a scenario, at ``port`` of ``host``.

    Without a server among the ``options`` it speaks to whoever speaks to it.
    """
    program = shutil.which("sipp")
    if program is None:
        raise FileNotFoundError("SIPp is not installed: run scripts/test --real")
    messages, errors = scenario.with_suffix(".messages"), scenario.with_suffix(".errors")
    command = [
        program, "-sf", str(scenario), *options,
        "-i", host, "-p", str(port), "-bind_local", "-ci", host, "-mi", host,
        "-s", number, "-au", number, "-m", "1", "-nostdin",
        "-timeout", f"{LIFETIME}s", "-timeout_error",
        "-trace_msg", "-message_file", str(messages), "-trace_err", "-error_file", str(errors),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        cwd=scenario.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Doing(name, process, messages, errors)


def wait_until_bound(doing: Doing, host: str, port: int) -> None:
    """Returns when the SIPp listens."""
    deadline = time.monotonic() + 10
    while doing.process.poll() is None and time.monotonic() < deadline:
        with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
            try:
                probe.bind((host, port))
            except OSError:
                return
        time.sleep(0.02)
    doing.stop()
    raise AssertionError(f"{doing.name} does not listen.")


def _ms(seconds: float) -> str:
    return str(round(seconds * 1000))
