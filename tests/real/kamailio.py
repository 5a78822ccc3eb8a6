"""A Kamailio of our own, from Debian's packages, on free ports of the loopback interface."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = Path(__file__).with_name("kamailio.cfg")
TABLES = Path("/usr/share/kamailio/dbtext/kamailio")
START_TIME = 10.0  #: seconds a slow machine may take


@dataclass(frozen=True, slots=True)
class Kamailio:
    """A running server: where it listens, whom it knows, what it logged."""

    port: int
    log: Path
    host: str = "127.0.0.1"

    @staticmethod
    def password(number: str) -> str:
        """The digest password of a number; 401 to 420 are known."""
        return f"secret-{number}"


def free_port() -> int:
    """A loopback port that is free for UDP and TCP."""
    while True:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        ):
            tcp.bind(("127.0.0.1", 0))
            port: int = tcp.getsockname()[1]
            with contextlib.suppress(OSError):
                udp.bind(("127.0.0.1", port))
                return port


def modules_path() -> str:
    """Where the modules lie; the folder has the machine's architecture in its name."""
    folders = sorted(Path("/usr").glob("lib*/**/kamailio/modules"))
    if not folders:
        raise FileNotFoundError("Kamailio's modules are not found: install kamailio")
    return ":".join(f"{folder}/" for folder in folders)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Kamailio]:
    """Runs a server whose files are all in ``folder``; ends it, and only it, at the end."""
    program = shutil.which("kamailio", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if program is None:
        raise FileNotFoundError("Kamailio is not installed: run scripts/test --real")
    port = free_port()
    configuration = folder / "kamailio.cfg"
    configuration.write_text(
        CONFIGURATION.read_text()
        .replace("@PORT@", str(port))
        .replace("@FOLDER@", str(folder))
        .replace("@MODULES@", modules_path())
    )
    write_tables(folder / "db")
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [program, "-DD", "-E", "-m", "32", "-M", "8", "-Y", folder, "-f", configuration],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_listening(server, port, log)
        yield Kamailio(port, log)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def write_tables(folder: Path) -> None:
    """Empty tables: the first line of each of the package's holds its columns."""
    folder.mkdir()
    shutil.copy(TABLES / "version", folder)
    for table in ("presentity", "active_watchers", "watchers", "xcap", "pua"):
        columns = (TABLES / table).read_text().partition("\n")[0]
        (folder / table).write_text(columns + "\n")


def wait_until_listening(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Returns when the server takes connections; it opens TCP last."""
    deadline = time.monotonic() + START_TIME
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"Kamailio does not start:\n{log.read_text()[-4000:]}")
