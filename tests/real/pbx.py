"""What the tests need of a PBX, whichever it is."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
from pathlib import Path
from typing import Protocol

_CHANCE = random.SystemRandom()


class Pbx(Protocol):
    """A real PBX on loopback: where it listens, whom it knows, what it logged."""

    port: int
    tls_port: int
    host: str

    @property
    def name(self) -> str:
        """For messages."""

    @property
    def log(self) -> Path:
        """What it said."""

    def password(self, number: str) -> str:
        """The digest password of a number."""

    def number(self, index: int) -> str:
        """The number of phone ``index``, counted from 1."""

    def start(self) -> None:
        """Starts it; returns when it serves."""

    def stop(self) -> None:
        """Ends it in good order."""

    def kill(self) -> None:
        """Ends it as a crash would."""


def free_port() -> int:
    """An even loopback port that is free for UDP and TCP.

    It is below those that systems give to outgoing connections: what is free now stays free until
    a server has started there.
    """
    while True:
        port = _CHANCE.randrange(20_480, 32_000, 2)
        with (
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            contextlib.suppress(OSError),
        ):
            tcp.bind(("127.0.0.1", port))
            udp.bind(("127.0.0.1", port))
            return port


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a server, and only it: asks it first, and does not ask after ten seconds."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
