"""A softphone that is not ours: baresip (Debian's baresip-core), told what to do over a socket.

It plays a tone of its own into each call and records what it hears, speaks G.711, G.722 and Opus,
SRTP by SDES, and UDP, TCP and TLS. It registers by itself when it is started.
"""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from real.pbx import Pbx, end, free_port
from support.certificates import ca_file, issued

MODULES = "/usr/lib/baresip/modules"
#: Longest wait for an event, seconds.
PATIENCE = 20.0
START_TIME = 20.0

CONFIG = """\
poll_method epoll
net_interface {host}
sip_listen {host}:{sip_port}
{trust}rtp_ports {rtp_first}-{rtp_last}
audio_source ausine,{tone}
audio_player aufile,{folder}/heard.wav
audio_alert aufile,{folder}/alert.wav
ausrc_srate 48000
ausrc_channels 2
ausrc_format s16
auplay_format s16
module_path {modules}
module g711.so
module g722.so
module opus.so
module ausine.so
module aufile.so
module sndfile.so
snd_path {folder}
module srtp.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
statmode_default off
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control_port}
"""
ACCOUNT = (
    "<sip:{number}@{server};transport={transport}>;auth_pass={password};regint=600"
    ';outbound="sip:{server};transport={transport}"'
    ";audio_codecs={codecs};mediaenc={encryption};answermode={mode};ptime=20\n"
)

Event = dict[str, Any]


@dataclass(slots=True)
class Baresip:
    """A phone at a PBX. ``start`` it, ``stop`` it.

    Attributes:
        tone: what it plays, Hz.
        codecs: in baresip's words: ``PCMA``, ``G722/16000``, ``opus/48000/2``.
        encryption: ``""``, ``srtp`` (offered) or ``srtp-mand`` (required).
        answers: whether it takes every call at once.
    """

    number: str
    pbx: Pbx
    folder: Path
    tone: int = 440
    codecs: str = "PCMA"
    transport: str = "udp"
    encryption: str = ""
    answers: bool = True
    server_port: int = 0
    events: list[Event] = field(default_factory=list)
    _unread: queue.Queue[Event | None] = field(default_factory=queue.Queue)
    _process: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _reader: threading.Thread | None = None

    @property
    def log(self) -> Path:
        """What it said."""
        return self.folder / "log"

    def start(self) -> None:
        """Starts it; returns when it has registered."""
        program = shutil.which("baresip")
        if program is None:
            raise FileNotFoundError("baresip is not installed: run scripts/test --real")
        self.folder.mkdir()
        control_port = free_port()
        rtp = free_port() // 2 * 2
        words = {
            "host": self.pbx.host,
            "sip_port": free_port(),
            "trust": self._trust(),
            "rtp_first": rtp,
            "rtp_last": rtp + 20,
            "tone": self.tone,
            "folder": self.folder,
            "modules": MODULES,
            "control_port": control_port,
        }
        (self.folder / "config").write_text(CONFIG.format(**words))
        (self.folder / "contacts").touch()
        account = ACCOUNT.format(
            number=self.number,
            server=f"{self.pbx.host}:{self.server_port or self.pbx.port}",
            transport=self.transport,
            password=self.pbx.password(self.number),
            codecs=self.codecs,
            encryption=self.encryption,
            mode="auto" if self.answers else "manual",
        )
        (self.folder / "accounts").write_text(account.replace(";mediaenc=;", ";"))
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [program, "-v", "-f", self.folder],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._control = self._connect(control_port)
        self._reader = threading.Thread(target=self._read, args=(self._control,), daemon=True)
        self._reader.start()
        self._wait_for(" 200 OK (")

    def stop(self) -> None:
        """Ends it, and only it."""
        if self._process is not None:
            end(self._process)
            self._process = None
        # the end of the process is the end of what is read
        if self._reader is not None:
            self._reader.join()
            self._reader = None
        if self._control is not None:
            self._control.close()
            self._control = None

    def do(self, command: str, params: str = "") -> None:
        """Tells it something: ``dial 502``, ``hangup``, ``hold``, ``resume``, ``transfer 503``."""
        assert self._control is not None
        text = json.dumps({"command": command, "params": params}).encode()
        self._control.sendall(b"%d:%s," % (len(text), text))

    def until(self, kind: str) -> Event:
        """Waits for an event: ``CALL_INCOMING``, ``CALL_ESTABLISHED``, ``CALL_CLOSED`` …"""
        while True:
            try:
                event = self._unread.get(timeout=PATIENCE)
            except queue.Empty:
                kinds = [event.get("type") for event in self.events]
                raise AssertionError(f"no {kind} came, only {kinds}\n{self.said()}") from None
            assert event is not None, f"baresip has ended\n{self.said()}"
            if event.get("type") == kind:
                return event

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-4000:]

    def heard(self) -> Path:
        """The recording of what the far end of its last call sent.

        It is complete when the call is over.
        """
        recordings = sorted(
            self.folder.glob("dump-*-dec.wav"), key=lambda path: path.stat().st_mtime
        )
        assert recordings, f"nothing was recorded\n{self.said()}"
        return recordings[-1]

    def _trust(self) -> str:
        """Whom it trusts, and what it shows to those who connect to it: it listens for TLS, too."""
        if self.transport != "tls":
            return ""
        certificate = self.folder / "certificate.pem"
        shown = issued(self.pbx.host)
        certificate.write_text(Path(shown.key).read_text() + Path(shown.certificate).read_text())
        return f"sip_cafile {ca_file()}\nsip_certificate {certificate}\n"

    def _connect(self, port: int) -> socket.socket:
        deadline = time.monotonic() + START_TIME
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", port))
            time.sleep(0.05)
        raise RuntimeError(f"baresip does not start:\n{self.said()}")

    def _wait_for(self, words: str) -> None:
        """For what it says before anybody can be told of it as an event."""
        deadline = time.monotonic() + START_TIME
        while words not in self.said():
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"baresip does not register:\n{self.said()}")
            time.sleep(0.05)

    def _read(self, control: socket.socket) -> None:
        """Takes netstrings (length ":" text ",") apart until baresip closes the connection."""
        data = b""
        with contextlib.suppress(OSError):
            while received := control.recv(65536):
                data += received
                while (head := data.partition(b":"))[1] and len(head[2]) > int(head[0]):
                    length = int(head[0])
                    event = json.loads(head[2][:length])
                    data = head[2][length + 1 :]
                    if event.get("event"):
                        self.events.append(event)
                        self._unread.put(event)
        self._unread.put(None)
