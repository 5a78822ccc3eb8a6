"""Where programs of the same user reach the panel that runs, and nobody else does.

On Unix a socket in a directory that only its user may enter. Where there are no such sockets
(Windows), a port on loopback, and beside it a file that only its user may read, with the port and
a token that each request must repeat.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
import socket
import stat
import struct
import sys
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from blfpanel.config.paths import runtime_path
from blfpanel.control.messages import LONGEST_ANSWER, LONGEST_REQUEST

Connection: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

#: The shortest limit of a socket's path among the systems (macOS 104, Linux 108), less the zero.
_LONGEST_PATH = 103

_LOOPBACK = "127.0.0.1"


class NotRunning(Exception):
    """Nobody listens there."""


class NotServable(Exception):
    """Nothing can listen there; the text says why, for a person to read."""


class Place(ABC):
    """A place to listen at and to connect to.

    Attributes:
        directory: where its files are.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @abstractmethod
    async def listen(self, handler: Handler) -> asyncio.Server:
        """Let ``handler`` have each connection.

        Raises:
            NotServable: another panel listens, or the directory cannot be trusted.
        """

    @abstractmethod
    async def connect(self) -> Connection:
        """A connection to the panel; raises :exc:`NotRunning`."""

    @abstractmethod
    def leave(self) -> None:
        """Nobody listens any more: take away what :meth:`listen` left in the directory."""

    @abstractmethod
    def admits(self, writer: asyncio.StreamWriter, token: str) -> bool:
        """Whether whoever has sent ``token`` on a connection is this user."""

    @property
    @abstractmethod
    def token(self) -> dict[str, object]:
        """Fields that each request must have, after :meth:`connect`."""


def usual_place() -> Place:
    """The place of this user's panel: in ``BLFPANEL_HOME`` or the runtime directory."""
    directory = runtime_path()
    if not hasattr(socket, "AF_UNIX") or sys.platform == "win32":
        return LoopbackPlace(directory)
    if len(os.fsencode(directory / UnixPlace.NAME)) > _LONGEST_PATH:
        # such a path cannot be written into a socket's address
        digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
        directory = runtime_path(home=False) / digest
    return UnixPlace(directory)


class UnixPlace(Place):
    """A Unix domain socket, mode 0600 in a directory of mode 0700."""

    NAME = "control.sock"

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.path = directory / self.NAME
        self._lock: int | None = None

    @property
    def token(self) -> dict[str, object]:
        """None: the system says who connects."""
        return {}

    async def listen(self, handler: Handler) -> asyncio.Server:
        self._take()
        try:
            # what a panel that crashed left behind; that it runs no more the lock has proved
            self.path.unlink(missing_ok=True)
            server = await asyncio.start_unix_server(handler, self.path, limit=LONGEST_REQUEST)
            self.path.chmod(0o600)
        except OSError as problem:
            self.leave()
            raise NotServable(f"{self.path} cannot be used: {problem.strerror}") from problem
        return server

    def _take(self) -> None:
        """Make the directory, see that it is ours alone, and that no other panel has it."""
        import fcntl

        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            trusted = _is_trusted(self.directory)
        except OSError as problem:
            raise NotServable(f"{self.directory} cannot be made: {problem.strerror}") from problem
        if not trusted:
            raise NotServable(f"{self.directory} is not a directory of yours alone (mode 700)")
        lock = os.open(self.directory, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            os.close(lock)
            raise NotServable("another panel of yours is running") from problem
        except OSError as problem:
            os.close(lock)
            raise NotServable(f"{self.directory} cannot be locked: {problem.strerror}") from problem
        self._lock = lock

    async def connect(self) -> Connection:
        try:
            if not _is_trusted(self.directory):
                raise NotRunning
            return await asyncio.open_unix_connection(self.path, limit=LONGEST_ANSWER)
        except OSError as problem:
            raise NotRunning from problem

    def leave(self) -> None:
        if self._lock is not None:
            self.path.unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def admits(self, writer: asyncio.StreamWriter, token: str) -> bool:
        uid = _peer_uid(writer.get_extra_info("socket"))
        return uid is None or uid == os.geteuid()


class LoopbackPlace(Place):
    """A port on loopback, known with its token to those who can read a file of this user."""

    NAME = "control.json"

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.path = directory / self.NAME
        self._token = ""

    @property
    def token(self) -> dict[str, object]:
        """The field ``token``, as the file says it."""
        return {"token": self._token}

    async def listen(self, handler: Handler) -> asyncio.Server:
        try:
            _, writer = await self.connect()
        except NotRunning:
            pass
        else:
            writer.close()
            raise NotServable("another panel of yours is running")
        server = await asyncio.start_server(handler, _LOOPBACK, 0, limit=LONGEST_REQUEST)
        self._token = secrets.token_hex(32)
        about = {"port": server.sockets[0].getsockname()[1], "token": self._token}
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            file = os.open(self.path, flags, 0o600)
            try:
                os.write(file, json.dumps(about).encode())
            finally:
                os.close(file)
        except OSError as problem:
            server.close()
            raise NotServable(f"{self.path} cannot be written: {problem.strerror}") from problem
        return server

    async def connect(self) -> Connection:
        try:
            about = json.loads(self.path.read_text("ascii"))
            port, self._token = int(about["port"]), str(about["token"])
            return await asyncio.open_connection(_LOOPBACK, port, limit=LONGEST_ANSWER)
        except (OSError, ValueError, LookupError, TypeError) as problem:
            raise NotRunning from problem

    def leave(self) -> None:
        self.path.unlink(missing_ok=True)

    def admits(self, writer: asyncio.StreamWriter, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self._token.encode())


def _is_trusted(directory: Path) -> bool:
    """Whether a directory is ours alone, and nobody but us or the system can put another there."""
    above = directory.parent.lstat()
    return _is_ours(directory.lstat()) and above.st_uid in (0, os.geteuid())


def _is_ours(about: os.stat_result) -> bool:
    """Whether it is a directory that is ours and that others may not enter."""
    mine = about.st_uid == os.geteuid()
    return stat.S_ISDIR(about.st_mode) and mine and not about.st_mode & 0o077


def _peer_uid(peer: socket.socket) -> int | None:
    """The user at the other end of a Unix socket; None where the system does not say."""
    if hasattr(socket, "SO_PEERCRED"):  # Linux: pid, uid, gid
        credentials = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", credentials)[1])
    if hasattr(socket, "LOCAL_PEERCRED"):  # macOS, FreeBSD: struct xucred begins version, uid
        credentials = peer.getsockopt(0, socket.LOCAL_PEERCRED, 128)
        return int(struct.unpack_from("2I", credentials)[1])
    return None
