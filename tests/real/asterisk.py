"""An Asterisk of our own on free ports of the loopback interface, run in its folder of Debian."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from real.pbx import end, free_port
from support.certificates import issued

HERE = Path(__file__).parent
NUMBERS = range(501, 531)
#: These speak SRTP and nothing else (Asterisk 22).
SECURE = range(525, 531)
START_TIME = 30.0  #: seconds a slow machine may take

#: Per version: the channel technology of the dialplan, the file that holds the phones, a phone.
TECHNOLOGY = {22: "PJSIP", 16: "SIP"}
PHONES = {22: "pjsip.conf", 16: "sip.conf"}
PHONE = {
    22: """
[{number}](phone{more})
auth={number}
aors={number}
callerid=Phone {number} <{number}>
[{number}](secret)
username={number}
password={password}
[{number}](contact)
""",
    16: """
[{number}](phone)
secret={password}
callerid=Phone {number} <{number}>
""",
}
EXTENSION = """
exten => {number},hint,{technology}/{number}
exten => {number},1,Dial({technology}/{number},60)
"""
_instances = itertools.count()


@dataclass(slots=True)
class Asterisk:
    """A server: where it listens, whom it knows, what it logged. ``start`` it, ``stop`` it.

    Attributes:
        version: 22 (chan_pjsip) or 16 (chan_sip).
        root: the folder with its Debian.
        tls_port: where Asterisk 22 speaks TLS and shows a certificate of 127.0.0.1 from the tests'
            own CA.
    """

    version: int
    root: Path
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    inside: str = ""
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.inside = f"/run/blfpanel-{os.getpid()}-{next(_instances)}"
        self.folder.mkdir(parents=True)
        shown = issued("127.0.0.1")
        shutil.copy(shown.certificate, self.folder / "certificate.pem")
        shutil.copy(shown.key, self.folder / "certificate.key")
        for shared in ("asterisk-common", f"asterisk{self.version}"):
            for configuration in sorted((HERE / shared).glob("*.conf")):
                self._write(configuration)
        phone, extension = PHONE[self.version], EXTENSION
        for number in map(str, NUMBERS):
            more = ",secure" if int(number) in SECURE else ""
            words = {"number": number, "password": self.password(number), "more": more}
            self._append(PHONES[self.version], phone.format(**words))
            technology = TECHNOLOGY[self.version]
            self._append("extensions.conf", extension.format(technology=technology, **words))

    @property
    def name(self) -> str:
        """For messages: which PBX this is."""
        return f"Asterisk {self.version}"

    @property
    def folder(self) -> Path:
        """This instance's folder: configuration, data base, log."""
        return self.root / self.inside.removeprefix("/")

    @property
    def log(self) -> Path:
        """What it said since its first start."""
        return self.folder / "log"

    @staticmethod
    def password(number: str) -> str:
        """The digest password of a number; 501 to 530 are known."""
        return f"secret-{number}"

    @staticmethod
    def number(index: int) -> str:
        """The number of phone ``index``, counted from 1."""
        return str(NUMBERS[index - 1])

    def start(self) -> None:
        """Starts it; returns when it serves."""
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                ["chroot", self.root, "asterisk", "-f", "-C", f"{self.inside}/asterisk.conf"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_TIME
        while self._process.poll() is None and time.monotonic() < deadline:
            if "fully booted" in self.command("core waitfullybooted"):
                return
            time.sleep(0.1)
        said = (self.folder / "output").read_text(errors="replace")
        raise RuntimeError(f"{self.name} does not start:\n{said[-4000:]}")

    def kill(self) -> None:
        """Ends it as a crash would: not even its calls are ended."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ends it, and only it. It ends its calls first and tells of that, nothing else."""
        if self._process is None:
            return
        end(self._process)
        self._process = None

    def command(self, words: str) -> str:
        """What its command line answers."""
        command = ["chroot", self.root, "asterisk", "-C", f"{self.inside}/asterisk.conf", "-rx"]
        answer = subprocess.run(
            [*command, words], capture_output=True, text=True, errors="replace", check=False
        )
        return answer.stdout

    def _write(self, configuration: Path) -> None:
        modules = next(self.root.glob("usr/lib/**/asterisk/modules"))
        text = (
            configuration.read_text()
            .replace("@PORT@", str(self.port))
            .replace("@TLSPORT@", str(self.tls_port))
            .replace("@FOLDER@", self.inside)
            .replace("@MODULES@", f"/{modules.relative_to(self.root)}")
            .replace("@TECHNOLOGY@", TECHNOLOGY[self.version])
        )
        (self.folder / configuration.name).write_text(text)

    def _append(self, name: str, text: str) -> None:
        with (self.folder / name).open("a") as file:
            file.write(text)


@contextlib.contextmanager
def running(version: int, root: Path) -> Iterator[Asterisk]:
    """Runs the Asterisk of this version; ends it and removes its files at the end."""
    server = Asterisk(version, root)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder)
