"""A Kamailio of our own, from Debian's packages, on free ports of the loopback interface."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from real.pbx import end, free_port
from support.certificates import issued

CONFIGURATION = Path(__file__).with_name("kamailio.cfg")
TABLES = Path("/usr/share/kamailio/dbtext/kamailio")
#: The members of blf-list, in its order.
LIST = ("404", "402", "401", "405")
START_TIME = 10.0  #: seconds a slow machine may take


@dataclass(slots=True)
class Kamailio:
    """A server whose files are all in ``folder``. ``start`` it, ``stop`` it.

    ``longest`` is for how long it accepts a subscription, seconds. At ``tls_port`` it shows a
    certificate of 127.0.0.1 from the tests' own CA.
    """

    folder: Path
    longest: int = 3600
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    _process: subprocess.Popen[bytes] | None = None

    name = "Kamailio"

    @property
    def log(self) -> Path:
        """What it said since its first start."""
        return self.folder / "log"

    @staticmethod
    def password(number: str) -> str:
        """The digest password of a number; 401 to 429 are known."""
        return f"secret-{number}"

    @staticmethod
    def number(index: int) -> str:
        """The number of phone ``index``, counted from 1."""
        return str(400 + index)

    def start(self) -> None:
        """Starts it; returns when it serves."""
        program = shutil.which("kamailio", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        if program is None:
            raise FileNotFoundError("Kamailio is not installed: run scripts/test --real")
        configuration = self.folder / "kamailio.cfg"
        shown = issued("127.0.0.1")
        configuration.write_text(
            CONFIGURATION.read_text()
            .replace("@PORT@", str(self.port))
            .replace("@TLSPORT@", str(self.tls_port))
            .replace("@CERTIFICATE@", shown.certificate)
            .replace("@KEY@", shown.key)
            .replace("@FOLDER@", str(self.folder))
            .replace("@MODULES@", modules_path())
            .replace("@LONGEST@", str(self.longest))
        )
        write_tables(self.folder / "db")
        memory = ["-m", "32", "-M", "8"]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [program, "-DD", "-E", *memory, "-Y", self.folder, "-f", configuration],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until_listening(self._process, self.port, self.log)

    def kill(self) -> None:
        """Ends it as a crash would: not even its calls are ended."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ends it, and only it; without a word to anybody, and it forgets all it knew."""
        if self._process is None:
            return
        end(self._process)
        self._process = None


def modules_path() -> str:
    """Where the modules lie; the folder has the machine's architecture in its name."""
    folders = sorted(Path("/usr").glob("lib*/**/kamailio/modules"))
    if not folders:
        raise FileNotFoundError("Kamailio's modules are not found: install kamailio")
    return ":".join(f"{folder}/" for folder in folders)


@contextlib.contextmanager
def running(folder: Path, longest: int = 3600) -> Iterator[Kamailio]:
    """Runs a server whose files are all in ``folder``; ends it, and only it, at the end."""
    server = Kamailio(folder, longest)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def write_tables(folder: Path) -> None:
    """Empty tables: the first line of each of the package's holds its columns."""
    folder.mkdir(exist_ok=True)
    shutil.copy(TABLES / "version", folder)
    tables = "presentity active_watchers watchers pua rls_presentity rls_watchers xcap"
    for table in tables.split():
        columns = (TABLES / table).read_text().partition("\n")[0]
        (folder / table).write_text(columns + "\n")
    with (folder / "xcap").open("a") as xcap:
        xcap.write(list_row() + "\n")


def list_row() -> str:
    """The document that says who is on the list, as a row of the table xcap."""
    entries = "".join(
        f'<entry uri="sip:{number}@127.0.0.1"><display-name>Phone {number}</display-name></entry>'
        for number in LIST
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><rls-services '
        'xmlns="urn:ietf:params:xml:ns:rls-services"><service uri="sip:blf-list@127.0.0.1">'
        f'<list name="blf-list">{entries}</list><packages><package>dialog</package></packages>'
        "</service></rls-services>"
    )
    path = "/rls-services/users/sip:lists@127.0.0.1/index"
    # id, user, domain, document, its type (8: rls-services), etag, source, path, port
    row = ("1", "lists", "127.0.0.1", document, "8", "e1", "0", path, "0")
    return ":".join(value.replace("\\", "\\\\").replace(":", "\\:") for value in row)


def wait_until_listening(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Returns when the server takes connections; it opens TCP last."""
    deadline = time.monotonic() + START_TIME
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"Kamailio does not start:\n{log.read_text()[-4000:]}")
